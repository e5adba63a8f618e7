import { beforeAll, expect, test } from 'vitest';
import { type HolidayRegions, loadPublicHolidays } from './public-holidays.ts';

let regions: HolidayRegions;
beforeAll(async () => {
  regions = await loadPublicHolidays();
});

const datesOf = (region: string, year: number) => regions.publicHolidays(region, year).map(({ date }) => date);

test('a region has the public holidays of its country and its own', () => {
  expect(datesOf('FR', 2026)).toEqual([
    '2026-01-01',
    '2026-04-06',
    '2026-05-01',
    '2026-05-08',
    '2026-05-14',
    '2026-05-25',
    '2026-07-14',
    '2026-08-15',
    '2026-11-01',
    '2026-11-11',
    '2026-12-25',
  ]);
  expect(datesOf('DE-BY', 2026)).toContain('2026-01-06');
  expect(datesOf('DE-BE', 2026)).not.toContain('2026-01-06');
  // Given instead of Saturday, 4 July.
  expect(datesOf('US', 2026)).toContain('2026-07-03');
});

test('a feast of several days has all of them, over the turn of the year too; half days are none', () => {
  expect(datesOf('TR', 2026).filter((date) => date.startsWith('2026-05-2') || date.startsWith('2026-05-3'))).toEqual([
    '2026-05-27',
    '2026-05-28',
    '2026-05-29',
    '2026-05-30',
  ]);
  expect(datesOf('SZ', 2027)).toContain('2027-01-02');
  // The clocks are put forward on it.
  expect(datesOf('DK', 2027)).toContain('2027-03-28');
  expect(datesOf('IS', 2026)).not.toContain('2026-12-24');
});

test('a region that is not known has none, and is told apart from one that is', () => {
  for (const region of ['FR', 'DE-BY', 'US-CA', 'DE-BY-A']) expect(regions.isRegion(region)).toBe(true);
  for (const region of ['', 'fr', 'XX', 'FR-ZZ', 'DE-BY-A-B', 'DE-constructor', 'toString']) {
    expect(regions.isRegion(region)).toBe(false);
    expect(regions.publicHolidays(region, 2026)).toEqual([]);
  }
});

test('it is loaded once, and what was worked out is kept', async () => {
  expect(await loadPublicHolidays()).toBe(regions);
  expect(regions.publicHolidays('FR', 2030)).toBe(regions.publicHolidays('FR', 2030));
});
