import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestTimeOfDay, type HeardHours, heardIn } from './best-hour.ts';
import type { DaySpan } from './policy.ts';

const at = (hour: number) => hour * 60;
const heard = (...hours: readonly number[]): HeardHours | null => hours.reduce<HeardHours | null>(heardIn, null);
const times = (n: number, hour: number): number[] => Array.from({ length: n }, () => hour);
const hoursOf = ({ from, to }: DaySpan): number[] => {
  const length = (to - from + at(24)) % at(24) || at(24);
  return Array.from({ length: length / 60 }, (_, n) => (from / 60 + n) % 24);
};
const night = { from: at(21), to: at(8) };

test('too little is known: the time that the step gives', () => {
  expect(bestTimeOfDay(null, at(10) + 15, null)).toBe(at(10) + 15);
  expect(bestTimeOfDay(heard(...times(4, 18)), at(10), null)).toBe(at(10));
  expect(bestTimeOfDay(heard(...times(5, 18)), at(10), null)).toBe(at(18));
});

test('a habit spread over some hours is met in their midst, and outweighs one hour alone', () => {
  expect(bestTimeOfDay(heard(...times(3, 9), ...times(2, 17), ...times(2, 18), ...times(2, 19)), at(10), null)).toBe(
    at(18),
  );
  expect(bestTimeOfDay(heard(...times(2, 23), ...times(2, 0), 1, 1, 12, 12), at(10), null)).toBe(at(0));
});

test('of equal ones the nearest to the given time, around midnight as well; of two as near the earlier in the day', () => {
  const both = heard(...times(5, 9), ...times(5, 20));
  expect(bestTimeOfDay(both, at(10), null)).toBe(at(9));
  expect(bestTimeOfDay(both, at(22), null)).toBe(at(20));
  expect(bestTimeOfDay(heard(...times(5, 2), ...times(5, 12)), at(23), null)).toBe(at(2));
  expect(bestTimeOfDay(heard(...times(5, 8), ...times(5, 12)), at(10), null)).toBe(at(8));
});

test('quiet hours are left out: who writes late gets it before they begin, who writes only at night at the given time', () => {
  expect(bestTimeOfDay(heard(...times(9, 21)), at(10), night)).toBe(at(20));
  expect(bestTimeOfDay(heard(...times(9, 21), 9), at(10), night)).toBe(at(20));
  expect(bestTimeOfDay(heard(...times(9, 3)), at(10), night)).toBe(at(10));
  expect(bestTimeOfDay(heard(...times(9, 12), ...times(5, 18)), at(10), { from: at(12), to: at(14) })).toBe(at(18));
});

test('habits change: what was long ago fades', () => {
  const before = heard(...times(180, 9));
  expect(bestTimeOfDay(before, at(10), null)).toBe(at(9));
  const after = times(110, 19).reduce<HeardHours | null>(heardIn, before);
  expect(bestTimeOfDay(after, at(10), null)).toBe(at(19));
});

test('counts stay small and known habits known; the answer is an hour in which, or beside which, they wrote', () => {
  const hour = fc.integer({ min: 0, max: 23 });
  const span = fc.option(fc.record({ from: hour.map(at), to: hour.map(at) }));
  fc.assert(
    fc.property(
      fc.array(hour, { maxLength: 700 }),
      fc.integer({ min: 0, max: 1_439 }),
      span,
      (hours, otherwise, quiet) => {
        const counts = heard(...hours);
        const all = (counts ?? []).reduce((sum, count) => sum + count, 0);
        expect(counts?.length ?? 24).toBe(24);
        expect(all).toBeLessThanOrEqual(200);
        expect(all).toBeGreaterThanOrEqual(Math.min(hours.length, 80));
        const best = bestTimeOfDay(counts, otherwise, quiet);
        if (hours.length < 5) expect(best).toBe(otherwise);
        if (best === otherwise) return;
        expect(best % 60).toBe(0);
        const weightOf = (one: number) =>
          (counts?.[(one + 23) % 24] ?? 0) + 2 * (counts?.[one] ?? 0) + (counts?.[(one + 1) % 24] ?? 0);
        const isQuiet = (one: number) => quiet !== null && hoursOf(quiet).includes(one);
        expect(isQuiet(best / 60)).toBe(false);
        expect(weightOf(best / 60)).toBeGreaterThan(0);
        for (let one = 0; one < 24; one += 1)
          if (!isQuiet(one)) expect(weightOf(best / 60)).toBeGreaterThanOrEqual(weightOf(one));
      },
    ),
  );
});
