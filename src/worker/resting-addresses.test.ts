import { describe, expect, test } from 'vitest';
import { RestingAddresses } from './resting-addresses.ts';

const second = 1_000;
const minute = 60 * second;
const many = (count: number, at: number, addresses: RestingAddresses) =>
  Array.from({ length: count }, () => addresses.putOff('a', at) ?? 0);

test('an address rests until its time, the longest that it asked for, and no other does', () => {
  const addresses = new RestingAddresses();
  expect(addresses.isEmpty).toBe(true);
  addresses.rest('a', 20 * second, 0);
  addresses.rest('a', 10 * second, 0);
  expect([addresses.putOff('a', 19 * second), addresses.putOff('b', 0)]).toEqual([21_100, undefined]);
  expect(addresses.putOff('a', 20 * second)).toBeUndefined();
});

test('who heard it and comes back then is not put off by a part of a millisecond', () => {
  const addresses = new RestingAddresses();
  addresses.rest('a', 20_000.3337, 0);
  expect(addresses.putOff('a', 20_000.333)).toBeUndefined();
});

describe('after its rest', () => {
  test('one is called, the others come one after the other, until it is answered well', () => {
    const addresses = new RestingAddresses();
    addresses.rest('a', 10 * second, 0);
    expect(many(3, 5 * second, addresses)).toEqual([11_100, 11_200, 11_300]);
    expect(addresses.putOff('a', 10 * second)).toBeUndefined();
    // Behind those who wait already.
    expect(many(2, 10 * second, addresses)).toEqual([11_400, 11_500]);
    addresses.called('a', 70 * second);
    expect(addresses.putOff('a', 60 * second)).toBe(61_100);
    addresses.answered('a', true);
    expect([addresses.putOff('a', 11_100), addresses.isEmpty]).toEqual([undefined, true]);
  });

  test('an answer that says nothing of it, and a call that was not made, let another one try', () => {
    const addresses = new RestingAddresses();
    addresses.rest('a', 10 * second, 0);
    expect(addresses.putOff('a', 10 * second)).toBeUndefined();
    addresses.called('a', 70 * second);
    addresses.answered('a', false);
    expect(addresses.putOff('a', 20 * second)).toBeUndefined();
    expect(addresses.putOff('a', 20 * second)).toBeGreaterThan(20 * second);
    expect(addresses.putOff('a', 25 * second)).toBeUndefined();
  });

  test('the distance doubles each time that it asks for time again, up to a second, and not for what was under way together', () => {
    const addresses = new RestingAddresses();
    const distances = [];
    for (let at = 0; at < 6; at += 1) {
      for (let n = 0; n < 5; n += 1) addresses.rest('a', (at + 1) * minute, at * minute);
      const [first = 0, next = 0] = many(2, at * minute, addresses);
      distances.push(next - first);
      expect(addresses.putOff('a', (at + 1) * minute)).toBeUndefined();
    }
    expect(distances).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  test('calls from before do not end a rest, however they are answered', () => {
    const addresses = new RestingAddresses();
    addresses.rest('a', 10 * second, 0);
    addresses.called('a', 70 * second);
    addresses.answered('a', true);
    expect(addresses.putOff('a', 9 * second)).toBe(11_100);
  });

  test('nobody is put off by more than ten minutes, and long after all may be called', () => {
    const addresses = new RestingAddresses();
    addresses.rest('a', second, 0);
    const places = many(20_000, 0, addresses);
    expect(Math.max(...places)).toBeLessThanOrEqual(second + 10 * minute + 2 * second);
    const atOnce = Map.groupBy(places, (at) => Math.floor(at / second));
    expect(Math.max(...[...atOnce.values()].map((those) => those.length))).toBeLessThanOrEqual(40);
    expect([addresses.putOff('a', 30 * minute), addresses.isEmpty]).toEqual([undefined, true]);
  });
});

test('many are remembered, but not without end: those that are over go first', () => {
  const addresses = new RestingAddresses();
  for (let n = 0; n < 10_000; n += 1) addresses.rest(`${n}`, n < 5_000 ? 1_000 : 9_000, 0);
  addresses.rest('next', 9_000, 2_000);
  expect(addresses.putOff('4999', 0)).toBeUndefined();
  expect(addresses.putOff('5000', 2_000)).toBeGreaterThan(9_000);
  for (let n = 0; n < 10_000; n += 1) addresses.rest(`more ${n}`, 9_000, 2_000);
  expect(addresses.putOff('5000', 2_000)).toBeUndefined();
  expect(addresses.putOff('more 9999', 2_000)).toBeGreaterThan(9_000);
});
