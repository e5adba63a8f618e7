import { expect, test } from 'vitest';
import { levelOfResults, ratesOf } from './sender-results.ts';

const results = (accepted: number, bounced: number, complained = 0, refused = 0) => ({
  accepted,
  refused,
  bounced,
  complained,
});

test('rates are of what went out; without any there is none', () => {
  expect(ratesOf(results(0, 0))).toEqual({ bounceRate: null, complaintRate: null });
  expect(ratesOf(results(90, 15, 9, 10))).toEqual({ bounceRate: 0.15, complaintRate: 0.1 });
  expect(ratesOf(results(0, 5, 0, 5))).toEqual({ bounceRate: 1, complaintRate: null });
});

test.each([
  ['fewer than 50 say nothing', results(49, 49, 49), undefined],
  ['what was refused at once counts among the 50', results(40, 10, 0, 10), 'critical'],
  ['5 % bounced', results(100, 5), undefined],
  ['more than 5 %', results(100, 6), 'warning'],
  ['10 %', results(100, 10), 'warning'],
  ['more than 10 %', results(100, 11), 'critical'],
  ['two complaints', results(50, 0, 2), undefined],
  ['three complaints of fifty', results(50, 0, 3), 'critical'],
  ['0.1 % complained', results(3_000, 0, 3), undefined],
  ['more than 0.1 %', results(2_999, 0, 3), 'warning'],
  ['0.5 %', results(1_000, 0, 5), 'warning'],
  ['more than 0.5 %', results(1_000, 0, 6), 'critical'],
  ['the worse of both counts', results(1_000, 60, 6), 'critical'],
] as const)('%s', (_, counted, level) => {
  expect(levelOfResults(counted)).toBe(level);
});
