/**
 * Business hours and the holidays without them, on one clock.
 *
 * A span belongs to the day on which it begins: one from Friday 22:00 to Saturday 02:00 is Friday's, so a holiday on
 * Friday takes all of it, and one on Saturday nothing.
 */
import { dateOf, dayMs, dayOf, minuteMs, weekdayOf, yearOf } from './calendar-day.ts';
import { type Closed, lookAheadDays, spanText } from './closed.ts';
import type { BusinessHours, DaySpan, Holidays, Weekday } from './policy.ts';
import type { WallClock } from './zoned-time.ts';

export interface PublicHoliday {
  /** `2026-12-25`, local. */
  readonly date: string;
  readonly name: string;
}

/** The public holidays of a region (`FR`, `DE-BY`) in a year; none for a region that is not known. */
export type PublicHolidays = (region: string, year: number) => readonly PublicHoliday[];

/** Holidays without business hours close the day all the same. */
const allDay: readonly DaySpan[] = [{ from: 0, to: 24 * 60 }];
export const alwaysOpen: BusinessHours = {
  zone: 'organization',
  days: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: allDay,
    sunday: allDay,
  },
};

/** Undefined: open. */
export function closedByBusinessHours(
  { days }: BusinessHours,
  calendar: HolidayCalendar,
  clock: WallClock,
  at: number,
): Closed | undefined {
  const local = clock.reachedAt(at);
  const today = Math.floor(local / dayMs);
  const minutes = (local - today * dayMs) / minuteMs;
  const isToday = covers(days[weekdayOf(today)], minutes);
  if (isToday && calendar.on(today) === undefined) return undefined;
  const isYesterday = covers(days[weekdayOf(today - 1)], minutes + 24 * 60);
  if (isYesterday && calendar.on(today - 1) === undefined) return undefined;

  // Else it is a holiday that closes: the one whose hours these would be, or today's.
  const taken = isYesterday && !isToday ? today - 1 : today;
  const holiday = days[weekdayOf(taken)].length > 0 ? calendar.on(taken) : undefined;
  const until = nextStart(days, calendar, local);
  return {
    by: holiday === undefined ? 'business_hours' : 'holiday',
    until: until === undefined ? Number.POSITIVE_INFINITY : clock.firstAt(until),
    clock,
    facts: () =>
      holiday === undefined
        ? { weekday: weekdayOf(today), hours: days[weekdayOf(today)].map(spanText) }
        : { date: dateOf(taken), holiday: holiday.name, region: holiday.region },
  };
}

/** Does a span hold a minute, counted from the day it begins on? */
function covers(spans: readonly DaySpan[], minutes: number): boolean {
  for (const { from, to } of spans) {
    if (minutes >= from && minutes < (to > from ? to : to + 24 * 60)) return true;
  }
  return false;
}

/** The local time at which the next span begins. */
function nextStart(
  days: Readonly<Record<Weekday, readonly DaySpan[]>>,
  calendar: HolidayCalendar,
  local: number,
): number | undefined {
  const today = Math.floor(local / dayMs);
  for (let day = today; day <= today + lookAheadDays; day++) {
    const spans = days[weekdayOf(day)];
    if (spans.length === 0) continue;
    let first = Number.POSITIVE_INFINITY;
    for (const { from } of spans) {
      const start = day * dayMs + from * minuteMs;
      if (start > local && start < first) first = start;
    }
    if (first !== Number.POSITIVE_INFINITY && calendar.on(day) === undefined) return first;
  }
  return undefined;
}

interface Holiday {
  readonly name: string;
  /** Null: one of the organization's own. */
  readonly region: string | null;
}

/** The holidays of a policy by day, each year looked up when it is first asked for. */
export class HolidayCalendar {
  readonly #holidays: Holidays;
  readonly #own = new Map<number, Holiday>();
  readonly #ofRegions = new Map<number, Map<number, Holiday>>();
  readonly publicHolidays: PublicHolidays;

  constructor(holidays: Holidays, publicHolidays: PublicHolidays) {
    this.#holidays = holidays;
    this.publicHolidays = publicHolidays;
    for (const { date, name } of holidays.dates) this.#own.set(dayOf(date), { name, region: null });
  }

  on(day: number): Holiday | undefined {
    const own = this.#own.get(day);
    if (own || this.#holidays.regions.length === 0) return own;
    return this.#year(yearOf(day)).get(day);
  }

  #year(year: number): Map<number, Holiday> {
    let days = this.#ofRegions.get(year);
    if (!days) {
      days = new Map();
      for (const region of this.#holidays.regions) {
        for (const { date, name } of this.publicHolidays(region, year)) {
          const day = dayOf(date);
          if (!days.has(day)) days.set(day, { name, region });
        }
      }
      this.#ofRegions.set(year, days);
    }
    return days;
  }
}

const calendars = new WeakMap<Holidays, HolidayCalendar>();

/** Policies do not change once they are read, so a calendar is made once for each. */
export function calendarOf(holidays: Holidays, publicHolidays: PublicHolidays): HolidayCalendar {
  const known = calendars.get(holidays);
  if (known?.publicHolidays === publicHolidays) return known;
  const calendar = new HolidayCalendar(holidays, publicHolidays);
  calendars.set(holidays, calendar);
  return calendar;
}
