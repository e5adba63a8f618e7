/**
 * When may this go out? The first instant from which on everything is open: business hours, holidays, quiet hours,
 * blackouts. Pure; it is asked for every follow-up that is due, so the answer "now" costs next to nothing.
 *
 * What a time of a day means where clocks are put forward or back: it comes once, at the first instant at which the clock
 * shows it or a later one (`WallClock.firstAt`). The beginning of a span in a gap is the end of the gap; a span that ends
 * within an hour that comes twice ends at the first of the two; of a day that was left out nothing is left but what reaches
 * into the next.
 */
import { alwaysOpen, calendarOf, closedByBusinessHours, type PublicHolidays } from './business-hours.ts';
import { dateOf, dayMs, dayOf } from './calendar-day.ts';
import { categoryRules } from './category-rules.ts';
import type { Channel } from './channel.ts';
import { type Closed, type ClosedBy, lookAheadDays } from './closed.ts';
import type { Facts } from './facts.ts';
import type { PlanningClock } from './local-time.ts';
import { type Blackout, type Policy, quietHoursOf } from './policy.ts';
import { closedByQuietHours, type QuietSpan } from './quiet-hours.ts';
import { recipientZone } from './recipient-zone.ts';
import { regionalQuietHoursOf } from './regional-quiet-hours.ts';
import type { Category } from './sequence.ts';
import { type WallClock, wallClock } from './zoned-time.ts';

/** What an opening depends on. Policies are compared as objects: hand in the same one again, and what was worked out is kept. */
export interface OpeningRules {
  readonly policy: Pick<Policy, 'businessHours' | 'holidays' | 'quietHours' | 'blackouts'>;
  /** Decides which of the policy's rules count (`categoryRules`). */
  readonly category: Category;
  readonly channel: Channel | 'none';
  readonly organizationZone: string;
  /** Where the recipient may be, one zone or several (`recipientZone`): it has to be open in all of them. */
  readonly recipientZones: readonly string[];
  /** The recipient's region, `FR` or `US-FL`, for the quiet hours of its law; absent if nobody knows. */
  readonly region?: string | undefined;
  readonly publicHolidays: PublicHolidays;
}

/** The rules for a recipient, by what is known of where they are. */
export function openingRules(
  about: Pick<OpeningRules, 'category' | 'channel' | 'policy'>,
  { place, organizationZone, publicHolidays }: Pick<PlanningClock, 'place' | 'organizationZone' | 'publicHolidays'>,
): OpeningRules {
  const { zones, region } = recipientZone(place, organizationZone);
  return { ...about, organizationZone, recipientZones: zones, region, publicHolidays };
}

export interface Opening {
  /** The first instant at which everything is open, not before `from`; null: none within 400 days, which is never. */
  readonly at: number | null;
  /**
   * What closed it at `from`, null if nothing did. Of several the first in this order: blackout, holiday or business
   * hours, quiet hours.
   */
  readonly closedBy: ClosedBy | null;
  /**
   * For people: `zone`, `localTime` and `opensAt` (local times in that zone; null: never), and
   * of business hours `weekday` and `hours` (`['09:00-12:00']`), of a holiday `date`, `holiday` (its name) and `region`
   * (null: the organization's own), of quiet hours `quiet` (`21:00-08:00`) and, if a region asks for them, `law` and
   * `region`, of a blackout `from`, `to` and `reason`. Empty if nothing closed it.
   */
  readonly facts: Facts;
}

const nothing: Facts = {};

/**
 * The first opening at or after an instant.
 *
 * @param from milliseconds since 1970
 * @throws RangeError for a zone that is none
 */
export function nextOpening(rules: OpeningRules, from: number): Opening {
  const gates = gatesOf(rules, from);
  const limit = from + lookAheadDays * dayMs;
  let at = from;
  let first: Closed | undefined;
  for (;;) {
    const closed = firstClosed(gates, at);
    if (!closed) break;
    first ??= closed;
    at = closed.until;
    if (!(at <= limit)) break;
  }
  if (!first) return { at, closedBy: null, facts: nothing };
  const opensAt = at <= limit ? at : null;
  return { at: opensAt, closedBy: first.by, facts: factsOf(first, from, opensAt) };
}

/**
 * Which rule keeps a policy from ever being open, for a recipient on the organization's own clock; null: none does. For
 * the moment at which a policy is saved: no span on any weekday, quiet hours all day, both together leaving nothing, a
 * blackout of years. (What a region's law adds is not asked here: it depends on who it is.)
 *
 * @param now milliseconds since 1970
 */
export function neverOpens(
  policy: OpeningRules['policy'],
  organizationZone: string,
  publicHolidays: PublicHolidays,
  now: number,
): Opening | null {
  const opening = nextOpening(
    {
      policy,
      category: 'nurture',
      channel: 'none',
      organizationZone,
      recipientZones: [organizationZone],
      publicHolidays,
    },
    now,
  );
  return opening.at === null ? opening : null;
}

/** The rules that count, with their clocks. */
export interface Gates {
  readonly rules: OpeningRules;
  readonly organization: WallClock;
  readonly recipient: readonly WallClock[];
  readonly blackouts: readonly Blackout[];
  readonly businessHours: Policy['businessHours'];
  readonly quiet: readonly QuietSpan[];
}

const noSpans: readonly QuietSpan[] = [];
const noBlackouts: readonly Blackout[] = [];

export function gatesOf(rules: OpeningRules, from: number): Gates {
  const { policy, category, channel, region } = rules;
  const counts = categoryRules[category];
  const { holidays } = policy;
  const quietHours = counts.quietHours === false ? null : quietHoursOf(policy, category);
  let quiet = noSpans;
  if (quietHours) {
    const regional = quietHours.regional ? regionalQuietHoursOf(region, channel, category, from) : noSpans;
    quiet = [quietHours, ...regional];
  }
  const hasHolidays = holidays.dates.length > 0 || holidays.regions.length > 0;
  return {
    rules,
    organization: wallClock(rules.organizationZone),
    recipient: rules.recipientZones.map(wallClock),
    blackouts: counts.counts ? policy.blackouts : noBlackouts,
    businessHours: counts.businessHours ? (policy.businessHours ?? (hasHolidays ? alwaysOpen : null)) : null,
    quiet,
  };
}

export function firstClosed(gates: Gates, at: number): Closed | undefined {
  const { organization, recipient, businessHours, rules } = gates;
  if (gates.blackouts.length > 0) {
    const closed = closedByBlackouts(gates.blackouts, organization, at);
    if (closed) return closed;
  }
  if (businessHours) {
    const calendar = calendarOf(rules.policy.holidays, rules.publicHolidays);
    if (businessHours.zone === 'organization') {
      const closed = closedByBusinessHours(businessHours, calendar, organization, at);
      if (closed) return closed;
    } else {
      for (const clock of recipient) {
        const closed = closedByBusinessHours(businessHours, calendar, clock, at);
        if (closed) return closed;
      }
    }
  }
  for (const span of gates.quiet) {
    for (const clock of recipient) {
      const closed = closedByQuietHours(span, clock, at);
      if (closed) return closed;
    }
  }
  return undefined;
}

interface BlackoutDays extends Blackout {
  readonly firstDay: number;
  readonly lastDay: number;
}

const daysOfBlackouts = new WeakMap<readonly Blackout[], readonly BlackoutDays[]>();

function blackoutDays(blackouts: readonly Blackout[]): readonly BlackoutDays[] {
  let days = daysOfBlackouts.get(blackouts);
  if (!days) {
    days = blackouts.map((blackout) => ({
      ...blackout,
      firstDay: dayOf(blackout.from),
      lastDay: dayOf(blackout.to),
    }));
    daysOfBlackouts.set(blackouts, days);
  }
  return days;
}

function closedByBlackouts(blackouts: readonly Blackout[], clock: WallClock, at: number): Closed | undefined {
  const today = Math.floor(clock.reachedAt(at) / dayMs);
  for (const { firstDay, lastDay, from, to, reason } of blackoutDays(blackouts)) {
    if (!(today >= firstDay && today <= lastDay)) continue;
    const facts = () => ({ from, to, reason });
    return { by: 'blackout', until: clock.firstAt((lastDay + 1) * dayMs), clock, facts };
  }
  return undefined;
}

function factsOf({ clock, facts }: Closed, from: number, opensAt: number | null): Facts {
  return {
    zone: clock.timeZone,
    localTime: localTime(clock, from),
    opensAt: opensAt === null ? null : localTime(clock, opensAt),
    ...facts(),
  };
}

/** `2026-05-04T08:00`, as the clock shows it. */
function localTime(clock: WallClock, at: number): string {
  const local = clock.shownAt(at);
  const day = Math.floor(local / dayMs);
  return `${dateOf(day)}T${new Date(local).toISOString().slice(11, 16)}`;
}
