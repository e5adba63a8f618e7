/**
 * The other way round from an opening: until when was everything open, before it closed? For reminders, which in quiet hours
 * are better early than late. Pure.
 */
import { dayMs } from './calendar-day.ts';
import { categoryRules } from './category-rules.ts';
import { nextClosing } from './closing.ts';
import { nextOpening, type OpeningRules } from './opening.ts';

/** What was closed for longer than this has no opening before. */
const lookBackDays = 7;

/** So long before the closing a reminder is planned, so that it still goes out if a call fails or a queue is long. */
const leadMs = 15 * 60_000;

/**
 * The end of the last open stretch that is not after an instant: open until then, closed from then on. The instant itself
 * where everything is open; null: nothing was open in the seven days before.
 *
 * @param at milliseconds since 1970
 */
export function lastOpenBefore(rules: OpeningRules, at: number): number | null {
  if (nextOpening(rules, at).closedBy === null) return at;
  for (let days = 1; days <= lookBackDays; days += 1) {
    const end = lastEndBetween(rules, at - days * dayMs, at);
    if (end !== null) return end;
  }
  return null;
}

function lastEndBetween(rules: OpeningRules, from: number, at: number): number | null {
  let end: number | null = null;
  for (let opens = nextOpening(rules, from).at; opens !== null && opens < at; ) {
    const closes = nextClosing(rules, opens);
    if (closes !== null) end = closes;
    // What closes later than can be seen from here is looked at again from further on.
    opens = nextOpening(rules, closes ?? opens + dayMs).at;
  }
  return end;
}

/**
 * When a reminder goes out whose due time lies in the recipient's quiet hours: shortly before they begin, if that is still
 * ahead; else it keeps its time, and what happens then is decided when it is due.
 *
 * @param now milliseconds since 1970, as the other instants
 */
export function earlierOpening(rules: OpeningRules, dueAt: number, now: number): number {
  if (categoryRules[rules.category].quietHours !== 'unless_sooner') return dueAt;
  if (nextOpening(rules, dueAt).closedBy !== 'quiet_hours') return dueAt;
  const closes = lastOpenBefore(rules, dueAt);
  if (closes === null) return dueAt;
  const at = closes - leadMs;
  return at > now && nextOpening(rules, at).closedBy === null ? at : dueAt;
}
