/** Days as numbers (days since 1970-01-01), so that what is asked of every follow-up is integer arithmetic. No zones here. */
import { type Weekday, weekdays } from './policy.ts';

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** Of `2026-12-24`. NaN for text that is no day. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** `2026-12-24` of a day. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function weekdayOf(day: number): Weekday {
  // 1970-01-01 was a Thursday.
  return weekdays[(((day + 3) % 7) + 7) % 7] as Weekday;
}

export function yearOf(day: number): number {
  return new Date(day * dayMs).getUTCFullYear();
}

/** `08:30` of a minute of the day; the end of the day is `24:00`. */
export function timeOfDay(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
