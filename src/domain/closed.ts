/** What a rule answers that is closed at an instant; see `opening.ts`. */
import { timeOfDay } from './calendar-day.ts';
import type { Facts } from './facts.ts';
import type { DaySpan } from './policy.ts';
import type { WallClock } from './zoned-time.ts';

export type ClosedBy = 'business_hours' | 'holiday' | 'quiet_hours' | 'blackout';

export interface Closed {
  readonly by: ClosedBy;
  /** The first instant at which this rule may be open on this clock; Infinity: not within the look-ahead. */
  readonly until: number;
  /** Whose time closed it. */
  readonly clock: WallClock;
  /** What people want to know about it. A function, because most of those who ask for an opening do not. */
  readonly facts: () => Facts;
}

/** No opening is looked for beyond so many days: what is closed longer than a year is closed. */
export const lookAheadDays = 400;

/** `21:00-08:00`. */
export function spanText({ from, to }: DaySpan): string {
  return `${timeOfDay(from)}-${timeOfDay(to)}`;
}
