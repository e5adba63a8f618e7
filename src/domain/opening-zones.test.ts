// Openings in every zone that Node knows, around every change of its clocks from 2026 to 2036, compared with a second
// source: what `Intl.DateTimeFormat` prints (ICU's time zone data), read minute by minute. Nothing here uses Temporal.
//
// How it is done within seconds. The transitions of every zone are found by printing one time a day and halving where the
// offset changed; while at it each of those times is compared with our clock, and so is a grid of 15 minutes around each
// transition, in every single zone. What a window does then depends on nothing but the offsets, so of the zones with the
// same offsets over all these years one is taken, and around each of its transitions, windows that begin and end at each
// quarter of an hour near it are compared with a search minute by minute.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categoryRules } from './category-rules.ts';
import { nextOpening, type OpeningRules } from './opening.ts';
import { type BusinessHours, type DaySpan, defaultPolicy, weekdays } from './policy.ts';
import { categories } from './sequence.ts';
import { wallClock } from './zoned-time.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const first = Date.UTC(2026, 0, 1);
const last = Date.UTC(2037, 0, 1);

/** What Intl prints, as local milliseconds. */
const printers = new Map<string, Intl.DateTimeFormat>();
function printed(zone: string, instant: number): number {
  let printer = printers.get(zone);
  if (!printer) {
    const numeric = { hour: '2-digit', minute: '2-digit', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    printer = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...numeric });
    printers.set(zone, printer);
  }
  const text = printer.format(instant);
  const at = (start: number, end: number) => Number(text.slice(start, end));
  return Date.UTC(at(0, 4), at(5, 7) - 1, at(8, 10), at(11, 13), at(14, 16));
}

const offset = (zone: string, instant: number): number => printed(zone, instant) - instant;

/** Millions of times: so `expect` is asked only where there is something to say. */
function sameTime(zone: string, at: number, local: number): void {
  const shown = wallClock(zone).shownAt(at);
  if (shown !== local) expect({ zone, at, shown }).toEqual({ zone, at, shown: local });
}

/** Found by printing: the first minute of each new offset. */
function transitionsOf(zone: string): number[] {
  const found: number[] = [];
  let before = offset(zone, first);
  for (let at = first + day; at <= last; at += day) {
    const after = offset(zone, at);
    sameTime(zone, at, at + after);
    if (after === before) continue;
    let [low, high] = [at - day, at];
    while (high - low > minute) {
      const middle = low + Math.floor((high - low) / 2 / minute) * minute;
      if (offset(zone, middle) === before) low = middle;
      else high = middle;
    }
    found.push(high);
    before = after;
  }
  return found;
}

/** The latest that the clocks have shown, minute by minute from a while before: time that comes twice counts once. */
class Watched {
  readonly zone: string;
  readonly start: number;
  readonly #reached: number[] = [];

  constructor(zone: string, start: number) {
    this.zone = zone;
    this.start = start;
  }

  at(instant: number): number {
    const index = (instant - this.start) / minute;
    for (let next = this.#reached.length; next <= index; next++) {
      const shown = printed(this.zone, this.start + next * minute);
      this.#reached.push(Math.max(shown, this.#reached[next - 1] ?? shown));
    }
    return this.#reached[index] as number;
  }
}

const minuteOfDay = (local: number): number => (((local % day) + day) % day) / minute;
const dateText = (local: number): string => new Date(local).toISOString().slice(0, 10);
// 5 January 1970 was a Monday.
const weekday = (local: number) => weekdays[(((Math.floor(local / day) - 4) % 7) + 7) % 7] as (typeof weekdays)[number];

function within({ from, to }: DaySpan, minutes: number): boolean {
  const end = to <= from ? to + 1440 : to;
  return minutes >= from && minutes < end;
}

function inBusinessHours({ days }: BusinessHours, holidays: readonly string[], local: number): boolean {
  for (const back of [0, 1]) {
    const began = local - back * day;
    if (holidays.length > 0 && holidays.includes(dateText(began))) continue;
    for (const span of days[weekday(began)]) if (within(span, minuteOfDay(local) + back * 1440)) return true;
  }
  return false;
}

const isQuiet = (span: DaySpan, local: number): boolean =>
  within(span, minuteOfDay(local)) || within(span, minuteOfDay(local) + 1440);

/** Is everything open, by the book? */
function isOpen(rules: OpeningRules, organization: Watched, recipient: readonly Watched[], at: number): boolean {
  const { businessHours, holidays, quietHours, blackouts } = rules.policy;
  const counts = categoryRules[rules.category];
  if (counts.counts && blackouts.length > 0) {
    const today = dateText(organization.at(at));
    if (blackouts.some(({ from, to }) => from <= today && today <= to)) return false;
  }
  if (counts.businessHours && businessHours) {
    const dates = holidays.dates.map(({ date }) => date);
    const whose = businessHours.zone === 'organization' ? [organization] : recipient;
    if (!whose.every((clock) => inBusinessHours(businessHours, dates, clock.at(at)))) return false;
  }
  if (!counts.quietHours || !quietHours) return true;
  return recipient.every((clock) => !isQuiet(quietHours, clock.at(at)));
}

const rulesWith = (policy: Partial<OpeningRules['policy']>, zone: string): OpeningRules => ({
  policy: { ...defaultPolicy, quietHours: null, ...policy },
  category: 'nurture',
  channel: 'email',
  organizationZone: zone,
  recipientZones: [zone],
  publicHolidays: () => [],
});

const onDays = (days: readonly string[], spans: readonly DaySpan[]): BusinessHours => ({
  zone: 'organization',
  days: Object.fromEntries(
    weekdays.map((name) => [name, days.includes(name) ? spans : []]),
  ) as unknown as BusinessHours['days'],
});

/** Windows whose edges lie at each quarter of an hour near a local time; by turns also on that weekday only, or as quiet hours. */
function windowsNear(local: number, zone: string): OpeningRules[] {
  return Array.from({ length: 17 }, (_, index) => {
    const from = minuteOfDay(local + (index - 8) * 15 * minute);
    const span = { from, to: (from + 45) % 1440 };
    const rest = { from: span.to, to: span.from };
    return [
      rulesWith({ businessHours: onDays(weekdays, [span]) }, zone),
      index % 2 === 0
        ? rulesWith({ businessHours: onDays([weekday(local)], [rest]) }, zone)
        : rulesWith({ quietHours: { ...rest, regional: false } }, zone),
    ];
  }).flat();
}

/** Openings from each quarter of an hour near a transition, and from the day before, against a search. */
function compareAround(zone: string, transition: number): number {
  const watched = new Watched(zone, transition - 8 * hour);
  const start = transition - 3 * hour;
  const end = transition + 28 * hour;
  let compared = 0;
  for (const rules of windowsNear(printed(zone, transition), zone)) {
    // From the last minute to the first, so that each knows when it is open next.
    const next: (number | 'later')[] = [];
    for (let index = (end - start) / minute - 1; index >= 0; index--) {
      const at = start + index * minute;
      next[index] = isOpen(rules, watched, [watched], at) ? at : (next[index + 1] ?? 'later');
    }
    for (let from = start; from <= transition + 3 * hour; from += 15 * minute) {
      const wanted = next[(from - start) / minute];
      const { at } = nextOpening(rules, from);
      const got = at !== null && at < end ? at : 'later';
      if (got !== wanted) {
        const where = `${zone} ${new Date(from).toISOString()} ${JSON.stringify(rules.policy)}`;
        expect({ where, at: got }).toEqual({ where, at: wanted });
      }
      compared++;
    }
  }
  return compared;
}

interface Group {
  readonly zone: string;
  readonly transitions: readonly number[];
}

let found:
  | { readonly zoneCount: number; readonly transitionCount: number; readonly groups: readonly Group[] }
  | undefined;

/** Zones that kept the same time all these years are one group; every zone is compared on the way there. */
function groupsOfZones() {
  if (found) return found;
  const groups = new Map<string, Group>();
  const zones = Intl.supportedValuesOf('timeZone');
  let transitionCount = 0;
  for (const zone of zones) {
    const transitions = transitionsOf(zone);
    transitionCount += transitions.length;
    for (const transition of transitions) {
      for (let at = transition - 4 * hour; at <= transition + 4 * hour; at += 15 * minute) {
        sameTime(zone, at, printed(zone, at));
      }
    }
    const history = JSON.stringify([offset(zone, first), transitions.map((at) => [at, offset(zone, at)])]);
    if (!groups.has(history)) groups.set(history, { zone, transitions });
  }
  found = { zoneCount: zones.length, transitionCount, groups: [...groups.values()] };
  return found;
}

describe('every zone, every transition from 2026 to 2036', () => {
  test('our clocks show what Intl prints', { timeout: 300_000 }, () => {
    const { zoneCount, transitionCount } = groupsOfZones();
    expect(zoneCount).toBeGreaterThan(400);
    expect(transitionCount).toBeGreaterThan(2_000);
  });

  test('windows open at the minute at which a search finds them open', { timeout: 300_000 }, () => {
    let compared = 0;
    for (const { zone, transitions } of groupsOfZones().groups) {
      for (const transition of transitions) compared += compareAround(zone, transition);
      // And a day like any other.
      compared += compareAround(zone, first + 11 * day + 7 * hour);
    }
    expect(compared).toBeGreaterThan(400_000);
  });
});

test('what opens is open, nothing before it is, asking again changes nothing, and it is never before it was asked for', () => {
  const zones = ['Europe/Paris', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Africa/Casablanca', 'America/New_York'];
  const others = [
    'Asia/Kolkata',
    'Pacific/Chatham',
    'America/Havana',
    'Asia/Tokyo',
    'America/Santiago',
    'Pacific/Apia',
  ];
  const zone = fc.constantFrom(...zones, ...others);
  const span = fc.record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1440 }) });
  const spans = fc.array(span, { maxLength: 3 });
  const transitions = new Map([...zones, ...others].map((name) => [name, transitionsOf(name)]));
  const start = fc.tuple(zone, fc.nat(), fc.integer({ min: -4_000, max: 4_000 })).map(([name, pick, minutes]) => {
    const known = transitions.get(name) as readonly number[];
    return (known[pick % Math.max(1, known.length)] ?? first + 90 * day) + minutes * minute;
  });
  const nearby = fc.tuple(fc.integer({ min: -2, max: 3 }), fc.integer({ min: 0, max: 1 }));
  const rules = fc.record({
    // Marketing has quiet hours in any case: see opening.test.ts.
    category: fc.constantFrom(...categories.filter((category) => category !== 'marketing')),
    organizationZone: zone,
    recipientZones: fc.uniqueArray(zone, { minLength: 1, maxLength: 2 }),
    clock: fc.constantFrom('organization' as const, 'contact' as const),
    hours: fc.option(fc.tuple(spans, spans, spans, spans, spans, spans, spans)),
    quietHours: fc.option(span),
    holidays: fc.array(nearby, { maxLength: 2 }),
    blackouts: fc.array(nearby, { maxLength: 1 }),
  });
  fc.assert(
    fc.property(rules, start, (drawn, from) => {
      const date = (days: number) => dateText(from + days * day);
      const days = drawn.hours && Object.fromEntries(weekdays.map((name, index) => [name, drawn.hours?.[index]]));
      const businessHours = days && ({ zone: drawn.clock, days } as unknown as BusinessHours);
      const asked: OpeningRules = {
        ...rulesWith({}, drawn.organizationZone),
        category: drawn.category,
        recipientZones: drawn.recipientZones,
        policy: {
          businessHours,
          holidays: {
            regions: [],
            dates: businessHours ? drawn.holidays.map(([on]) => ({ date: date(on), name: 'off' })) : [],
          },
          quietHours: drawn.quietHours && { ...drawn.quietHours, regional: true },
          blackouts: drawn.blackouts.map(([on, more]) => ({ from: date(on), to: date(on + more), reason: 'stock' })),
        },
      };
      const opening = nextOpening(asked, from);
      const at = opening.at ?? Number.POSITIVE_INFINITY;
      expect(at).toBeGreaterThanOrEqual(from);
      expect(opening.closedBy === null).toBe(at === from);

      const organization = new Watched(drawn.organizationZone, from - 30 * hour);
      const recipient = drawn.recipientZones.map((name) => new Watched(name, from - 30 * hour));
      const until = Math.min(at, from + 3 * day);
      for (let before = from; before < until; before += minute) {
        if (isOpen(asked, organization, recipient, before)) {
          expect(new Date(before).toISOString()).toBe(`closed until ${new Date(at).toISOString()}`);
        }
      }
      if (at > from + 9 * day) return;
      expect(isOpen(asked, organization, recipient, at)).toBe(true);
      expect(nextOpening(asked, at)).toEqual({ at, closedBy: null, facts: {} });
    }),
    { numRuns: 150 },
  );
}, 60_000);
