/** In which hour of the day a person writes to us, by their own clock, and the time of the day that follows from it. Pure. */
import type { DaySpan } from './policy.ts';
import { isWithin } from './quiet-hours.ts';

/** How often they wrote in each hour of the day: 24 counts, from midnight on. */
export type HeardHours = readonly number[];

/** Fewer than these tell nothing of a habit. */
const heardMin = 5;
/** Beyond these all counts are halved, so that a habit of now outweighs one of long ago. */
const heardMax = 200;

/** With one more. @param hours null: none so far @param hour 0 to 23 */
export function heardIn(hours: HeardHours | null, hour: number): HeardHours {
  const counts = Array.from({ length: 24 }, (_, of) => (hours?.[of] ?? 0) + (of === hour ? 1 : 0));
  return sum(counts) > heardMax ? counts.map((count) => Math.floor(count / 2)) : counts;
}

/**
 * The full hour in which they write most. An hour counts twice and its neighbours once, so that a habit that is spread over some
 * hours is met in their midst; of several that are equal it is the one nearest to `otherwise`, of two the one earlier in the day.
 *
 * @param otherwise where too little is known of them. Times are minutes of the day
 * @param quiet hours that begin in it are left out: nothing would go out then. Null: none
 */
export function bestTimeOfDay(hours: HeardHours | null, otherwise: number, quiet: DaySpan | null): number {
  if (hours === null || sum(hours) < heardMin) return otherwise;
  const countOf = (hour: number) => hours[(hour + 24) % 24] ?? 0;
  let best = { minute: otherwise, weight: 0 };
  for (let hour = 0; hour < 24; hour += 1) {
    const minute = hour * 60;
    const weight = countOf(hour - 1) + 2 * countOf(hour) + countOf(hour + 1);
    const isNearer = apart(minute, otherwise) < apart(best.minute, otherwise);
    const isBetter = weight > best.weight || (weight === best.weight && isNearer);
    if (isBetter && !(quiet && isWithin(quiet, minute))) best = { minute, weight };
  }
  return best.minute;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

/** Minutes between two times of the day, the shorter way around. */
function apart(one: number, other: number): number {
  const minutes = Math.abs(one - other);
  return Math.min(minutes, 24 * 60 - minutes);
}
