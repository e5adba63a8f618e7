import { expect, test } from 'vitest';
import { RestingAddresses } from './resting-addresses.ts';

test('an address rests until its time, the longest that it asked for, and no other does', () => {
  const addresses = new RestingAddresses();
  expect(addresses.isEmpty).toBe(true);
  addresses.rest('a', 2_000, 0);
  addresses.rest('a', 1_000, 0);
  expect([addresses.until('a', 1_999), addresses.until('b', 0)]).toEqual([2_000, undefined]);
  expect([addresses.until('a', 2_000), addresses.isEmpty]).toEqual([undefined, true]);
});

test('many are remembered, but not without end: those that are over go first', () => {
  const addresses = new RestingAddresses();
  for (let n = 0; n < 10_000; n += 1) addresses.rest(`${n}`, n < 5_000 ? 1_000 : 9_000, 0);
  addresses.rest('next', 9_000, 2_000);
  expect([addresses.until('4999', 0), addresses.until('5000', 2_000)]).toEqual([undefined, 9_000]);
  for (let n = 0; n < 10_000; n += 1) addresses.rest(`more ${n}`, 9_000, 2_000);
  expect(addresses.until('5000', 2_000)).toBeUndefined();
  expect(addresses.until('more 9999', 2_000)).toBe(9_000);
});
