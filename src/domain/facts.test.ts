import { expect, test } from 'vitest';
import { factAt, instantAt } from './facts.ts';

test('an instant needs an offset: a time without one would depend on the zone of the process', () => {
  expect(instantAt({ a: '2026-05-04T15:00:00Z' }, 'a')).toBe(Date.UTC(2026, 4, 4, 15));
  expect(instantAt({ a: '2026-05-04T15:00+02:00' }, 'a')).toBe(Date.UTC(2026, 4, 4, 13));
  expect(instantAt({ a: 1_777_900_000_000 }, 'a')).toBe(1_777_900_000_000);
  for (const a of ['2026-05-04T15:00', '2026-05-04', 'tomorrow', '', true, null])
    expect(instantAt({ a }, 'a')).toBeUndefined();
});

test('a path leads through own keys only', () => {
  expect(factAt({ a: { b: [1] } }, 'a.b')).toEqual([1]);
  expect(factAt({ a: { b: 1 } }, 'a.b.c')).toBeUndefined();
  expect(factAt({ a: {} }, 'a.constructor')).toBeUndefined();
});
