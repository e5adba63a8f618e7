/** Quiet hours on one clock: every day from one time to another, on which nothing goes out. */
import { dayMs, minuteMs } from './calendar-day.ts';
import { type Closed, spanText } from './closed.ts';
import type { DaySpan } from './policy.ts';
import type { WallClock } from './zoned-time.ts';

export interface QuietSpan extends DaySpan {
  /** Of what region and law; absent: the policy's own. */
  readonly region?: string;
  readonly law?: string;
}

/** Undefined: open. */
export function closedByQuietHours(span: QuietSpan, clock: WallClock, at: number): Closed | undefined {
  const local = clock.reachedAt(at);
  const midnight = Math.floor(local / dayMs) * dayMs;
  const minutes = (local - midnight) / minuteMs;
  if (!isWithin(span, minutes)) return undefined;
  const end = midnight + span.to * minuteMs;
  return {
    by: 'quiet_hours',
    until: allDay(span) ? Number.POSITIVE_INFINITY : clock.firstAt(end > local ? end : end + dayMs),
    clock,
    facts: () => ({
      quiet: spanText(span),
      ...(span.law !== undefined && { law: span.law, region: span.region ?? null }),
    }),
  };
}

/** @param minutes of the day */
export function isWithin({ from, to }: DaySpan, minutes: number): boolean {
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

/** From 08:00 to 08:00 is the whole day, as from 00:00 to 24:00 is. */
function allDay({ from, to }: DaySpan): boolean {
  return (to > from ? to - from : to + 24 * 60 - from) >= 24 * 60;
}
