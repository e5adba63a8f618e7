/**
 * Steps that are due at a time of the day ("at 09:30 on a business day"): which instant that is, by the recipient's clock,
 * and what was meant by it. The intent is kept beside the instant, so that the instant can be worked out anew when the
 * recipient turns out to live elsewhere, or when a country changes its clocks. Instants are milliseconds since 1970.
 *
 * A time that does not exist that day (a clock put forward) is the first instant after the gap; one that exists twice (a
 * clock put back) is the first of the two. A day that a zone left out altogether does not count.
 */
import { bestTimeOfDay, type HeardHours, heardIn } from './best-hour.ts';
import { calendarOf, type PublicHolidays } from './business-hours.ts';
import { dateOf, dayMs, dayOf, minuteMs, timeOfDay, weekdayOf } from './calendar-day.ts';
import { lookAheadDays } from './closed.ts';
import type { Policy } from './policy.ts';
import { type RecipientPlace, recipientZone } from './recipient-zone.ts';
import type { LocalTime, Offset, Sequence } from './sequence.ts';
import { wallClock } from './zoned-time.ts';

/** By whose clock, and under which policy, a recipient's follow-ups are dated. */
export interface PlanningClock {
  readonly place: RecipientPlace;
  readonly organizationZone: string;
  /** In which hours they write to us, by the same clock; null: they never did. */
  readonly heardHours: HeardHours | null;
  /** What counts for a sequence and this recipient. */
  readonly policyOf: (sequence: Sequence) => Pick<Policy, 'businessHours' | 'holidays' | 'quietHours' | 'blackouts'>;
  readonly publicHolidays: PublicHolidays;
}

/** How a wall time was found: the first on such a day that is not before an instant, or the last that is not after it. */
export interface WallSearch {
  readonly seek: 'next' | 'previous';
  readonly from: number;
  readonly on: 'any_day' | 'business_day';
}

/** What was meant by a due time. Plain data, stored with the follow-up. */
export interface Intent {
  /** Of the zone's clock: `2026-05-05T09:30`. */
  readonly wall: string;
  /** IANA. */
  readonly zone: string;
  /** `zone`: that zone's time, wherever the recipient is. `recipient`: by the recipient's clock. */
  readonly rule: { readonly of: 'zone' | 'recipient'; readonly search?: WallSearch };
}

/** An intent with the version of the zones' rules by which its instant was worked out, for example `2026c`. */
export interface StoredIntent extends Intent {
  readonly tzdata: string;
}

/** When something is due, and what was meant by it where that is a time of the day. */
export interface Due {
  readonly dueAt: number;
  readonly intent?: Intent;
}

/** The instant of an intent, by what is known about its zone now. @throws RangeError for a zone that is none */
export function dueAtOfIntent({ wall, zone }: Pick<Intent, 'wall' | 'zone'>): number {
  return wallClock(zone).firstAt(Date.parse(`${wall}Z`));
}

/** The recipient's zone: of several candidates the first. */
export function planningZone({ place, organizationZone }: Pick<PlanningClock, 'place' | 'organizationZone'>): string {
  return recipientZone(place, organizationZone).zones[0] as string;
}

/** When a step is due whose offset counts from an instant. */
export function dueFrom(sequence: Sequence, offset: Offset, from: number, clock: PlanningClock): Due {
  const { ms, local } = offset;
  if (!local) return { dueAt: from + ms };
  const search = { seek: local.seek, from: from + ms, on: local.on };
  return dueBySearch(search, minuteFor(sequence, local, clock), clock, clock.policyOf(sequence));
}

/**
 * The next time of a step that repeats, or that keeps its distance from one that was held up, so long after it was due: on the
 * day that is nearest to that, since not all days are equally long. The best hour may be another one by then; that is meant on the day itself, or what comes daily came twice a day.
 */
export function dueAgain(
  sequence: Sequence,
  offset: Offset,
  lastDueAt: number,
  afterMs: number,
  clock: PlanningClock,
): Due {
  const { local } = offset;
  if (!local) return { dueAt: lastDueAt + afterMs };
  const minute = minuteFor(sequence, local, clock);
  const near = local.best ? onDayAfter(lastDueAt, afterMs, minute, clock) : lastDueAt + afterMs;
  const search = { seek: 'next' as const, from: near - dayMs / 2, on: local.on };
  return dueBySearch(search, minute, clock, clock.policyOf(sequence));
}

/**
 * With something that the person has written: the hour of the day that their own clock showed counts. What they write within one
 * hour of it, in one conversation, counts once: ten short messages are no habit.
 *
 * @param at when they wrote @param lastAt when they had written there before; null: never
 */
export function afterHearing(clock: PlanningClock, at: number, lastAt: number | null): PlanningClock {
  const wall = wallClock(planningZone(clock));
  const hourOf = (instant: number) => Math.floor(wall.shownAt(instant) / hourMs);
  if (lastAt !== null && hourOf(lastAt) === hourOf(at)) return clock;
  return { ...clock, heardHours: heardIn(clock.heardHours, ((hourOf(at) % 24) + 24) % 24) };
}

/**
 * A due time that was meant by the recipient's clock, by the clock of where they are now and the business days of now; undefined
 * if that changes nothing.
 *
 * @param policy of the follow-up's sequence; not asked for where any day will do
 */
export function redated(
  intent: Intent,
  clock: PlanningClock,
  policy: Pick<Policy, 'businessHours' | 'holidays'>,
): (Due & { readonly intent: Intent }) | undefined {
  const { rule, wall } = intent;
  const zone = planningZone(clock);
  const isElsewhere = zone !== intent.zone;
  if (rule.of === 'zone' || !(isElsewhere || rule.search?.on === 'business_day')) return undefined;
  if (!rule.search) return { dueAt: dueAtOfIntent({ wall, zone }), intent: { ...intent, zone } };
  const due = dueBySearch(rule.search, minuteOf(wall), clock, policy);
  return isElsewhere || due.intent.wall !== wall ? due : undefined;
}

/** `2026-05-05T09:30`, as a one-off's time is written. Undefined for text that is no such time. */
export function readWallTime(text: string): string | undefined {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d)(?::00)?$/.exec(text) ?? [];
  const day = dayOf(date);
  return Number.isFinite(day) && dateOf(day) === date ? `${date}T${time}` : undefined;
}

const hourMs = 60 * minuteMs;

function minuteFor(sequence: Sequence, { best, minute }: LocalTime, clock: PlanningClock): number {
  return best ? bestTimeOfDay(clock.heardHours, minute, clock.policyOf(sequence).quietHours) : minute;
}

/** A time of the day that is so many days after an instant's, by the clock on the wall. */
function onDayAfter(instant: number, afterMs: number, minute: number, clock: PlanningClock): number {
  const wall = wallClock(planningZone(clock));
  const day = Math.floor((wall.shownAt(instant) + afterMs) / dayMs);
  return wall.firstAt(day * dayMs + minute * minuteMs);
}

function dueBySearch(
  search: WallSearch,
  minute: number,
  clock: PlanningClock,
  policy: Pick<Policy, 'businessHours' | 'holidays'>,
): Due & { readonly intent: Intent } {
  const zone = planningZone(clock);
  const isFit = search.on === 'business_day' ? businessDays(policy, clock.publicHolidays) : () => true;
  // A policy without any business day within sight: then any day is better than never.
  const found = dayOfSearch(search, minute, zone, isFit) ?? dayOfSearch(search, minute, zone, () => true);
  const { day, dueAt } = found as NonNullable<typeof found>;
  return { dueAt, intent: { wall: `${dateOf(day)}T${timeOfDay(minute)}`, zone, rule: { of: 'recipient', search } } };
}

function dayOfSearch({ seek, from }: WallSearch, minute: number, zone: string, isFit: (day: number) => boolean) {
  const clock = wallClock(zone);
  const today = Math.floor(clock.shownAt(from) / dayMs);
  const step = seek === 'next' ? 1 : -1;
  for (let n = -1; n <= lookAheadDays; n += 1) {
    const day = today + n * step;
    const dueAt = clock.firstAt(day * dayMs + minute * minuteMs);
    const isReached = seek === 'next' ? dueAt >= from : dueAt <= from;
    const exists = Math.floor(clock.shownAt(dueAt) / dayMs) === day;
    if (isReached && exists && isFit(day)) return { day, dueAt };
  }
  return undefined;
}

/** Days on which the policy's business hours have a span (without any: Monday to Friday) and that are no holiday. */
function businessDays(
  { businessHours, holidays }: Pick<Policy, 'businessHours' | 'holidays'>,
  publicHolidays: PublicHolidays,
): (day: number) => boolean {
  const calendar = calendarOf(holidays, publicHolidays);
  return (day) => {
    const weekday = weekdayOf(day);
    const isOpen = businessHours
      ? businessHours.days[weekday].length > 0
      : weekday !== 'saturday' && weekday !== 'sunday';
    return isOpen && calendar.on(day) === undefined;
  };
}

function minuteOf(wall: string): number {
  return Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
}
