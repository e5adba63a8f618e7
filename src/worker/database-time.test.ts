import { expect, test } from 'vitest';
import { DatabaseTime } from './database-time.ts';

function stage() {
  let ms = 1_000;
  const jumps: number[] = [];
  const clock = { now: () => ms, monotonicMs: () => ms, elapsedMs: () => ms, waitUntil: async () => {} };
  const time = new DatabaseTime({ clock, stableMs: 60_000, onJump: (byMs) => jumps.push(byMs) });
  return { time, jumps, pass: (by: number) => (ms += by), at: () => ms };
}

test('no sample is ahead of the database, and the one that travelled least counts', () => {
  const { time, pass } = stage();
  time.sample(500_000);
  pass(1_000);
  // The database shows 501,000 now; this answer was 40 ms under way.
  time.sample(500_960);
  expect(time.now()).toBe(501_000);
  pass(1_000);
  time.sample(502_003);
  expect(time.now()).toBe(502_003);
});

test('nothing is trusted before the first sample', () => {
  const { time } = stage();
  expect(time.trusted).toBe(false);
  expect(time.now()).toBe(Number.NEGATIVE_INFINITY);
});

test.each([7_200_000, -3_600_000])(
  'a jump of %i ms is not trusted until the clocks have agreed for a minute',
  (byMs) => {
    const { time, jumps, pass } = stage();
    time.sample(500_000);
    pass(1_000);
    time.sample(501_000 + byMs);
    expect(jumps).toEqual([byMs]);
    expect(time.trusted).toBe(false);
    pass(59_000);
    time.sample(560_000 + byMs);
    expect(time.trusted).toBe(false);
    pass(2_000);
    expect(time.trusted).toBe(true);
  },
);

test('a slow drift is followed', () => {
  const { time, pass } = stage();
  time.sample(500_000);
  pass(31_000);
  time.sample(530_990);
  expect(time.now()).toBe(530_990);
});
