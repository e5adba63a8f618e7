import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationMsMax, formatDuration, readDuration, readDurationList } from './duration.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  ['30s', 30_000],
  ['30m', 30 * minute],
  ['2h', 2 * hour],
  ['1d', day],
  ['1w', 7 * day],
  ['1h30m', 1.5 * hour],
  ['1d 12h', 1.5 * day],
  ['1w2d3h4m5s', 9 * day + 3 * hour + 4 * minute + 5_000],
  ['1.5h', 1.5 * hour],
  ['0.5s', 500],
  [' 30m ', 30 * minute],
  ['0m', 0],
  ['PT30M', 30 * minute],
  ['P1D', day],
  ['P1DT2H', day + 2 * hour],
  ['P2W', 14 * day],
  ['PT1.5H', 1.5 * hour],
  ['PT0,5S', 500],
  ['1800', 30 * minute],
  ['0', 0],
  [1800, 30 * minute],
  [0.25, 250],
  [-0, 0],
  ['3650d', durationMsMax],
])('reads %j as %d ms', (text, ms) => {
  expect(readDuration(text)).toEqual({ ok: true, ms });
});

test.each([
  ['', 'the duration is empty', 'a duration such as 30m'],
  ['   ', 'the duration is empty', 'a duration such as 30m'],
  ['h', '"h" has no number before the unit', 'for example 1h'],
  ['minutes', '"minutes" has no number before the unit', 'for example 1m'],
  ['P', '"P" has no number after P', 'PT30M'],
  ['PT', '"PT" has no number after T', 'PT30M'],
  ['P1DT', '"P1DT" has no number after T', 'PT30M'],
  ['P1M', '"P1M" has years or months, whose length differs', 'weeks or days'],
  ['P1Y2M', '"P1Y2M" has years or months, whose length differs', 'weeks or days'],
  ['pt30m', '"pt30m" is not in capitals', 'write PT30M'],
  ['PT1.5H30M', 'only the last number of "PT1.5H30M" may have decimals', 'PT1H30M'],
  ['-30m', '"-30m" is negative', 'zero or more'],
  ['\u221230m', '"\u221230m" is negative', 'zero or more'],
  ['-PT30M', '"-PT30M" is negative', 'zero or more'],
  [-5, '"-5" is negative', 'zero or more'],
  [Number.NEGATIVE_INFINITY, '"-Infinity" is negative', 'zero or more'],
  [Number.POSITIVE_INFINITY, '"Infinity" is longer than ten years', 'at most 3650d'],
  [Number.NaN, 'the duration is not a number', 'a duration such as 30m'],
  ['NaN', '"NaN" is not a duration', 'a duration such as 30m'],
  ['3651d', '"3651d" is longer than ten years', 'at most 3650d'],
  ['99999999999999999999', 'is longer than ten years', 'at most 3650d'],
  ['30m1h', '"30m1h" is out of order', 'the largest unit first'],
  ['1h1h', '"1h1h" is out of order', 'the largest unit first'],
  ['1.5h30m', 'only the last number of "1.5h30m" may have decimals', 'for example 1h30m'],
  ['2 hours', '"2 hours" is not a duration', 'write 2h'],
  ['2H', '"2H" is not a duration', 'write 2h'],
  ['+30m', '"+30m" is not a duration', 'write 30m'],
  ['1 day and 3 hrs', '"1 day and 3 hrs" is not a duration', 'write 1d3h'],
  ['30ms', '"30ms" is not a duration', 'a duration such as 30m'],
  ['5 months', '"5 months" is not a duration', 'a duration such as 30m'],
  ['10:30', '"10:30" is not a duration', 'a duration such as 30m'],
  ['1e3', '"1e3" is not a duration', 'a duration such as 30m'],
  ['soon', '"soon" is not a duration', 'a duration such as 30m'],
  ['9'.repeat(200), 'this is too long to be a duration', 'a duration such as 30m'],
  [null, 'not nothing', 'a duration such as 30m'],
  [true, 'not a boolean', 'a duration such as 30m'],
  [['30m'], 'not a list', 'a duration such as 30m'],
  [{}, 'not an object', 'a duration such as 30m'],
])('refuses %j and says what would be right', (text, message, expected) => {
  expect(readDuration(text)).toEqual({
    ok: false,
    message: expect.stringContaining(message),
    expected: expect.stringContaining(expected),
  });
});

test.each([
  [0, '0s'],
  [1, '0.001s'],
  [1_500, '1.5s'],
  [30_000, '30s'],
  [90 * minute, '90m'],
  [36 * hour, '36h'],
  [day, '1d'],
  [10 * day, '10d'],
  [7 * day, '1w'],
  [100_000_000, '1d3h46m40s'],
])('writes %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('every duration is read back as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: durationMsMax }), (ms) => {
      expect(readDuration(formatDuration(ms))).toEqual({ ok: true, ms });
    }),
  );
});

test('never throws, and never answers a negative, broken or absurd number', () => {
  const texts = fc.oneof(fc.anything(), fc.stringMatching(/^[-+P]?(\d{0,5}[.,]?\d?[wdhmsYMWDHTS]?){0,5}$/));
  fc.assert(
    fc.property(texts, (value) => {
      const reading = readDuration(value);
      if (reading.ok) {
        expect(Number.isInteger(reading.ms)).toBe(true);
        expect(reading.ms).toBeGreaterThanOrEqual(0);
        expect(reading.ms).toBeLessThanOrEqual(durationMsMax);
      } else expect([reading.message, reading.expected]).not.toContain('');
    }),
  );
});

test('what a refused duration is said to have meant is a duration', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.constantFrom(' h', 'H', ' mins', 'days', ' Weeks', 'sec'),
      (count, unit) => {
        const reading = readDuration(`${count}${unit}`);
        expect(reading.ok).toBe(false);
        if (!reading.ok) expect(readDuration(reading.expected.replace('write ', '')).ok).toBe(true);
      },
    ),
  );
});

test('reads a list of schedules as seconds', () => {
  expect(readDurationList('30m,2h,1d')).toEqual({ ok: true, seconds: [1800, 7200, 86400] });
  expect(readDurationList(' 90 , 1.5h ')).toEqual({ ok: true, seconds: [90, 5400] });
});

test('an empty list schedules nothing', () => {
  expect(readDurationList('')).toEqual({ ok: true, seconds: [] });
  expect(readDurationList('  ')).toEqual({ ok: true, seconds: [] });
});

test('names every item of a list that is junk, with its column', () => {
  const reading = readDurationList('30m, 2x,,1800,1d');
  expect(reading).toMatchObject({
    ok: false,
    problems: [
      { path: '[1]', message: 'item 2: "2x" is not a duration', line: 1, column: 6 },
      { path: '[2]', message: 'item 3: the duration is empty', line: 1, column: 9 },
      { path: '[3]', message: 'item 4: 1800 is in the list already', line: 1, column: 10 },
    ],
  });
});
