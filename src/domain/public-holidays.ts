/**
 * Public holidays by region, from the package `date-holidays`. It is large, so that it is loaded when the first policy names
 * a region; what it says about a region and a year is kept.
 *
 * Regions are countries and their parts, as ISO 3166 has them: `FR`, `DE-BY`, `US-CA`; also a part of a part where the
 * package knows some. Only whole public holidays count, and the days given instead of them; a feast that begins on the
 * evening before counts from midnight on.
 */
import type { PublicHoliday, PublicHolidays } from './business-hours.ts';
import { dateOf, dayMs, dayOf } from './calendar-day.ts';

export interface HolidayRegions {
  /** By region and year; none for a region that is not known. */
  readonly publicHolidays: PublicHolidays;
  /** For the moment at which a policy is saved. */
  readonly isRegion: (region: string) => boolean;
}

let loaded: Promise<HolidayRegions> | undefined;

/** Loads the package at the first call, which takes a fifth of a second; always answers the same object. */
export function loadPublicHolidays(): Promise<HolidayRegions> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<HolidayRegions> {
  const { default: Holidays } = await import('date-holidays');
  const catalog = new Holidays();
  const known = new Map<string, readonly PublicHoliday[]>();

  const isRegion = (region: string): boolean => {
    const [country = '', state, part, ...more] = region.split('-');
    if (more.length > 0 || !Object.hasOwn(catalog.getCountries(), country)) return false;
    if (state === undefined) return true;
    if (!Object.hasOwn(catalog.getStates(country) ?? {}, state)) return false;
    return part === undefined || Object.hasOwn(catalog.getRegions(country, state) ?? {}, part);
  };

  const publicHolidays = (region: string, year: number): readonly PublicHoliday[] => {
    const key = `${region} ${year}`;
    let holidays = known.get(key);
    if (!holidays) {
      holidays = isRegion(region) ? holidaysOf(new Holidays(region, { types: ['public'] }), year) : [];
      known.set(key, holidays);
    }
    return holidays;
  };
  return { publicHolidays, isRegion };
}

interface Lister {
  getHolidays(
    year: number,
  ): { readonly date: string; readonly name: string; readonly start: Date; readonly end: Date }[];
}

/** A day may be an hour short. */
const clockChangeMs = 2 * 3_600_000;

/** The days of a year that are feasts, whole days only. */
function holidaysOf(calendar: Lister, year: number): PublicHoliday[] {
  const holidays: PublicHoliday[] = [];
  // Of the year before as well: a feast of several days may have begun in it.
  for (const { date, name, start, end } of [...calendar.getHolidays(year - 1), ...calendar.getHolidays(year)]) {
    // A feast that begins on the evening before (`-0600` after its time) is named after the day itself.
    const first = dayOf(date.slice(0, 10));
    // Half a day, from noon on, is none.
    const days = Math.floor((end.getTime() - start.getTime() + clockChangeMs) / dayMs);
    for (let day = first; day < first + days; day++) {
      const on = dateOf(day);
      if (on.startsWith(`${year}-`)) holidays.push({ date: on, name });
    }
  }
  return holidays;
}
