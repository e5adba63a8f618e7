/** Until when may this go out? The other end of an opening, for what must not be delivered after it. Pure. */
import { dayMs, minuteMs, weekdayOf } from './calendar-day.ts';
import { firstClosed, type Gates, gatesOf, nextOpening, type OpeningRules } from './opening.ts';
import type { WallClock } from './zoned-time.ts';

/** Beyond that it makes no difference. */
const lookAheadDays = 2;

/**
 * The first instant after an open one at which something is closed; null: nothing within the next two days.
 *
 * @param from milliseconds since 1970
 */
export function nextClosing(rules: OpeningRules, from: number): number | null {
  const gates = gatesOf(rules, from);
  const instants = boundaries(gates, from).sort((a, b) => a - b);
  return instants.find((at) => firstClosed(gates, at) !== undefined) ?? null;
}

/** A stretch of time without a closed moment. */
interface OpenStretch {
  from: number;
  /** Exclusive. */
  readonly to: number;
  /** Null: not soon. */
  readonly closesAt: number | null;
}

/** By what the rules differ in beside their policy. What falls due together mostly asks the same. */
const stretches = new WeakMap<OpeningRules['policy'], Map<string, OpenStretch>>();
const stretchesMax = 2_000;

/**
 * Is it open, and until when? The answer of a whole stretch is remembered, so that most who ask pay for a look-up.
 *
 * @param at milliseconds since 1970
 * @returns when it closes, null if not within a day; undefined if it is closed
 */
export function openUntil(rules: OpeningRules, at: number): number | null | undefined {
  const { policy, category, channel, organizationZone, recipientZones, region } = rules;
  const known = stretches.get(policy) ?? new Map<string, OpenStretch>();
  stretches.set(policy, known);
  const key = `${category} ${channel} ${organizationZone} ${region} ${recipientZones}`;
  const stretch = known.get(key);
  if (stretch && at >= stretch.from && at < stretch.to) return stretch.closesAt;
  if (nextOpening(rules, at).closedBy !== null) return undefined;
  const closesAt = nextClosing(rules, at);
  if (stretch && at < stretch.from && closesAt !== null && closesAt === stretch.closesAt) {
    stretch.from = at;
    return closesAt;
  }
  if (known.size >= stretchesMax) known.clear();
  known.set(key, { from: at, to: closesAt ?? at + dayMs, closesAt });
  return closesAt;
}

/** Every instant at which a rule may close: ends of business hours, beginnings of quiet hours, midnights of blackouts. */
function boundaries(gates: Gates, from: number): number[] {
  const { organization, recipient, businessHours, quiet, blackouts } = gates;
  const found: number[] = [];
  const add = (clock: WallClock, local: number) => {
    const at = clock.firstAt(local);
    if (at > from) found.push(at);
  };
  for (const clock of recipient) {
    for (const day of daysFrom(clock, from)) {
      for (const span of quiet) add(clock, day * dayMs + span.from * minuteMs);
    }
  }
  if (businessHours) {
    for (const clock of businessHours.zone === 'organization' ? [organization] : recipient) {
      for (const day of daysFrom(clock, from)) {
        for (const span of businessHours.days[weekdayOf(day)]) {
          const end = span.to > span.from ? span.to : span.to + 24 * 60;
          add(clock, day * dayMs + end * minuteMs);
        }
      }
    }
  }
  if (blackouts.length > 0) for (const day of daysFrom(organization, from)) add(organization, day * dayMs);
  return found;
}

/** Yesterday's spans may last until today. */
function daysFrom(clock: WallClock, from: number): number[] {
  const today = Math.floor(clock.reachedAt(from) / dayMs);
  return Array.from({ length: lookAheadDays + 2 }, (_, index) => today - 1 + index);
}
