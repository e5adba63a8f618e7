import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 7);
const hour = 3_600_000;

test.each([
  // seconds
  ['0', 0],
  ['1', 1000],
  ['120', 120_000],
  [' 120 ', 120_000],
  ['0.35', 350],
  ['3600', hour],
  // huge
  ['3601', hour],
  ['86400', hour],
  ['99999999999999999999999999', hour],
  [`1${'0'.repeat(400)}`, hour],
  // dates, in the three forms of HTTP
  ['Sun, 06 Nov 1994 08:49:37 GMT', 30_000],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 30_000],
  ['Sun Nov  6 08:49:37 1994', 30_000],
  ['Sun, 06 Nov 1994 08:49:07 GMT', 0],
  ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ['Mon, 07 Nov 1994 08:49:37 GMT', hour],
  ['Fri, 31 Dec 9999 23:59:59 GMT', hour],
  // negative
  ['-1', undefined],
  ['-120', undefined],
  // junk
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['12 seconds', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['Infinity', undefined],
  ['NaN', undefined],
  ['1994-11-06T08:49:37Z', undefined],
  ['Sun, 06 Nov 1994 08:49:37', undefined],
  ['Sun, 06 Nov 1994 08:49:37 CET', undefined],
  ['Sun, 06 Nov 1994 25:49:37 GMT', undefined],
  ['Sun, 99 Xyz 1994 08:49:37 GMT', undefined],
  ['1; 2', undefined],
])('Retry-After: %s is %s ms', (header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected);
});

test('a two-digit year more than 50 years ahead lies in the past', () => {
  expect(readRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(2026, 0, 1))).toBe(0);
  expect(readRetryAfter('Thursday, 01-Jan-26 00:00:30 GMT', Date.UTC(2026, 0, 1))).toBe(30_000);
});
