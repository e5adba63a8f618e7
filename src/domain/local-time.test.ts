import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lead, sequenceOf as read } from '../../test/support/sequence-samples.ts';
import { afterHearing, dueAtOfIntent, type PlanningClock, readWallTime, redated } from './local-time.ts';
import { planAfter, planAtEnrollment } from './plan.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import type { Sequence } from './sequence.ts';
import { instantOfWallTime } from './zoned-time.ts';

const day = 86_400_000;

function clockIn(timezone: string | null, policy: Partial<Policy> = {}): PlanningClock {
  return {
    place: { timezone, phone: null, locale: null, attributes: {} },
    organizationZone: 'Europe/Paris',
    heardHours: null,
    policyOf: () => ({ ...defaultPolicy, ...policy }),
    publicHolidays: (region, year) => (region === 'FR' ? [{ date: `${year}-05-01`, name: 'Fête du travail' }] : []),
  };
}

const sequenceOf = (options: object, more: object = {}): Sequence =>
  read({ ...lead, steps: [{ key: 'one', text: 'x', ...options }], ...more });

/** The due time of the only step, as the clock of a zone shows it. */
function dueIn(zone: string, options: object, from: string, policy: Partial<Policy> = {}, more: object = {}): string {
  const at = Date.parse(from);
  const [planned] = planAtEnrollment(sequenceOf(options, more), at, at, clockIn(zone, policy));
  return Temporal.Instant.fromEpochMilliseconds(planned?.dueAt ?? 0)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
}

const morning = { after: '1h', at: '09:30', on: 'business_day' };

test('the first such time that is not before the delay, by the clock of the recipient', () => {
  // A Monday.
  expect(dueIn('Europe/Paris', { after: '0m', at: '09:30' }, '2026-05-04T07:30Z')).toBe('2026-05-04T09:30+02:00');
  expect(dueIn('Europe/Paris', { after: '0m', at: '09:30' }, '2026-05-04T07:30:00.001Z')).toBe(
    '2026-05-05T09:30+02:00',
  );
  expect(dueIn('America/New_York', { after: '0m', at: '09:30' }, '2026-05-04T07:30Z')).toBe('2026-05-04T09:30-04:00');
  expect(dueIn('Pacific/Auckland', { after: '1d', at: '00:00' }, '2026-05-04T12:00Z')).toBe('2026-05-06T00:00+12:00');
});

test('business days: over a weekend, a holiday, a change of the clocks, in two zones', () => {
  // Friday evening in Paris, Friday noon in New York: both on Monday, and the clocks of Paris change in between.
  expect(dueIn('Europe/Paris', morning, '2026-03-27T17:00Z')).toBe('2026-03-30T09:30+02:00');
  expect(dueIn('America/New_York', morning, '2026-03-27T17:00Z')).toBe('2026-03-30T09:30-04:00');
  expect(dueIn('America/New_York', morning, '2026-03-06T17:00Z')).toBe('2026-03-09T09:30-04:00');
  // Thursday before Labour Day, a Friday.
  const holidays = { regions: ['FR'], dates: [{ date: '2026-05-04', name: 'Bridge' }] };
  expect(dueIn('Europe/Paris', morning, '2026-04-30T08:00Z', { holidays })).toBe('2026-05-05T09:30+02:00');
  expect(dueIn('Europe/Paris', { ...morning, on: 'any_day' }, '2026-04-30T08:00Z', { holidays })).toBe(
    '2026-05-01T09:30+02:00',
  );
  // Open on Saturdays only.
  const none = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
  const days = { ...none, saturday: [{ from: 540, to: 720 }] };
  expect(dueIn('Europe/Paris', morning, '2026-05-04T08:00Z', { businessHours: { zone: 'organization', days } })).toBe(
    '2026-05-09T09:30+02:00',
  );
  // Never open: any day is better than none.
  const closed = { businessHours: { zone: 'organization' as const, days: none } };
  expect(dueIn('Europe/Paris', morning, '2026-05-04T08:00Z', closed)).toBe('2026-05-05T09:30+02:00');
});

test('before an appointment: the last such time that is not after the offset', () => {
  const about = { trigger: 'appointment.booked', anchor: 'appointment.startsAt' };
  const evening = { before: '12h', at: '18:00' };
  expect(dueIn('Europe/Paris', evening, '2026-05-05T05:00Z', {}, about)).toBe('2026-05-04T18:00+02:00');
  expect(dueIn('Europe/Paris', evening, '2026-05-05T17:00Z', {}, about)).toBe('2026-05-04T18:00+02:00');
  expect(dueIn('Europe/Paris', { before: '0m', at: '18:00' }, '2026-05-05T16:00Z', {}, about)).toBe(
    '2026-05-05T18:00+02:00',
  );
  // Of a Monday's appointment on Friday.
  expect(dueIn('Europe/Paris', { ...evening, on: 'business_day' }, '2026-05-11T08:00Z', {}, about)).toBe(
    '2026-05-08T18:00+02:00',
  );
  const sequence = sequenceOf({ before: '0m', at: '18:00' }, about);
  expect(sequence.steps[0]).toMatchObject({ category: 'reminder' });
  const at = Date.parse('2026-05-05T08:00Z');
  expect(planAtEnrollment(sequence, at, at - 2 * 3_600_000, clockIn(null))[0]).toMatchObject({ tooLate: true });
});

test('a time in a gap is its end, one that comes twice is the first, a day that was left out does not count', () => {
  expect(dueIn('Europe/Paris', { after: '0m', at: '02:30' }, '2026-03-28T12:00Z')).toBe('2026-03-29T03:00+02:00');
  expect(dueIn('Europe/Paris', { after: '0m', at: '02:30' }, '2026-10-24T12:00Z')).toBe('2026-10-25T02:30+02:00');
  // Samoa had no 30 December 2011.
  expect(dueIn('Pacific/Apia', { after: '0m', at: '09:30' }, '2011-12-30T00:00Z')).toBe('2011-12-31T09:30+14:00');
});

test('what repeats keeps its time over a change of the clocks, and passes over what it missed', () => {
  const sequence = sequenceOf({ after: '0m', at: '09:30', every: '7d' });
  const paris = clockIn('Europe/Paris');
  for (const [monday, next] of [
    ['2026-03-23T09:30', '2026-03-30T09:30'],
    ['2026-10-19T09:30', '2026-10-26T09:30'],
  ] as const) {
    const dueAt = instantOfWallTime(monday, 'Europe/Paris');
    const ended = { dueAt, endedAt: dueAt + 1_000, anchorAt: dueAt };
    const due = instantOfWallTime(next, 'Europe/Paris');
    expect(planAfter(sequence, 0, 0, ended, paris)).toMatchObject({ dueAt: due, intent: { wall: next } });
    const late = planAfter(sequence, 0, 0, { ...ended, endedAt: dueAt + 22 * day }, paris);
    expect(late?.dueAt).toBeGreaterThan(dueAt + 20 * day);
  }
});

/** Somebody who writes in this hour of the day. */
function writing(hour: number, zone = 'Europe/Paris', policy: Partial<Policy> = {}): PlanningClock {
  return { ...clockIn(zone, policy), heardHours: Array.from({ length: 24 }, (_, of) => (of === hour ? 9 : 0)) };
}

test('at best: the hour in which they write, within the policy’s quiet hours not; a plain wall time from then on', () => {
  const sequence = sequenceOf({ after: '1h', at: 'best', atElse: '11:15', on: 'business_day' });
  const friday = Date.parse('2026-05-08T12:00Z');
  const wallOf = (clock: PlanningClock) => planAtEnrollment(sequence, friday, friday, clock)[0]?.intent?.wall;
  expect(wallOf(writing(18))).toBe('2026-05-08T18:00');
  expect(wallOf(writing(9))).toBe('2026-05-11T09:00');
  expect(wallOf(clockIn('Europe/Paris'))).toBe('2026-05-11T11:15');
  expect(wallOf(writing(23))).toBe('2026-05-11T11:15');
  expect(wallOf(writing(23, 'Europe/Paris', { quietHours: null }))).toBe('2026-05-08T23:00');
  const [planned] = planAtEnrollment(sequence, friday, friday, writing(18));
  if (!planned?.intent) throw new Error('no intent');
  expect(redated(planned.intent, writing(9, 'America/New_York'), defaultPolicy)).toMatchObject({
    dueAt: Date.parse('2026-05-08T22:00Z'),
    intent: { wall: '2026-05-08T18:00', zone: 'America/New_York' },
  });
});

test('what comes daily at best comes once on each day, whatever the hour is by then', () => {
  const policy = { quietHours: null };
  const hour = fc.integer({ min: 0, max: 23 });
  fc.assert(
    fc.property(
      hour,
      fc.array(hour, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 365 }),
      (first, hours, n) => {
        const sequence = sequenceOf({ after: '0m', at: 'best', every: '1d' });
        const from = Date.UTC(2026, 0, 1, 12) + n * day;
        const [planned] = planAtEnrollment(sequence, from, from, writing(first, 'Europe/Paris', policy));
        let dueAt = planned?.dueAt ?? 0;
        let date = Temporal.PlainDateTime.from(planned?.intent?.wall ?? '').toPlainDate();
        for (const [occurrence, next] of hours.entries()) {
          const clock = writing(next, 'Europe/Paris', policy);
          const after = planAfter(sequence, 0, occurrence, { dueAt, endedAt: dueAt + 1_000, anchorAt: from }, clock);
          date = date.add({ days: 1 });
          expect(after?.intent?.wall).toBe(`${date}T${String(next).padStart(2, '0')}:00`);
          dueAt = after?.dueAt ?? 0;
        }
      },
    ),
  );
});

test('at midnight of the day on which the clock was put back, the next day is still the next', () => {
  const sequence = sequenceOf({ after: '0m', at: 'best', every: '1d' });
  const dueAt = instantOfWallTime('2026-10-25T00:00', 'Europe/Paris');
  const clock = writing(0, 'Europe/Paris', { quietHours: null });
  const after = planAfter(sequence, 0, 0, { dueAt, endedAt: dueAt + 1_000, anchorAt: dueAt }, clock);
  expect(after?.intent?.wall).toBe('2026-10-26T00:00');
});

test('an hour counts by their clock, and once for what was written within it before', () => {
  const once = afterHearing(clockIn('Asia/Kolkata'), Date.parse('2026-05-04T12:40Z'), null);
  expect(once.heardHours?.indexOf(1)).toBe(18);
  expect(afterHearing(once, Date.parse('2026-05-04T13:25Z'), Date.parse('2026-05-04T12:40Z'))).toBe(once);
  const later = afterHearing(once, Date.parse('2026-05-04T13:35Z'), Date.parse('2026-05-04T13:25Z'));
  expect(later.heardHours?.slice(18, 20)).toEqual([1, 1]);
  // The same hour of the day before, and a time before 1970.
  const again = afterHearing(later, Date.parse('2026-05-05T12:40Z'), Date.parse('2026-05-04T13:35Z'));
  expect(again.heardHours?.slice(18, 20)).toEqual([2, 1]);
  expect(afterHearing(clockIn('UTC'), Date.UTC(1969, 11, 31, 23, 30), null).heardHours?.[23]).toBe(1);
});

test('the first and the last such time, against a search minute by minute', () => {
  const zones = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 2 * 366 * 1_440 }),
      fc.integer({ min: 0, max: 1_439 }),
      fc.boolean(),
      (zone, minutes, minute, isBefore) => {
        const from = Date.UTC(2026, 0, 1) + minutes * 60_000;
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const about = isBefore ? { trigger: 'appointment.booked', anchor: 'appointment.startsAt' } : {};
        const sequence = sequenceOf({ [isBefore ? 'before' : 'after']: '0m', at: time }, about);
        const [planned] = planAtEnrollment(sequence, from, from, clockIn(zone));
        const intent = planned?.intent;
        expect(dueAtOfIntent(intent ?? { wall: '', zone })).toBe(planned?.dueAt);
        // Every day's instant of that time, by a way of its own.
        const today = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate();
        const all = [-2, -1, 0, 1, 2].map((n) => instantOfWallTime(`${today.add({ days: n })}T${time}`, zone));
        const expected = isBefore ? all.findLast((at) => at <= from) : all.find((at) => at >= from);
        expect(planned?.dueAt).toBe(expected);
      },
    ),
  );
});

test('another zone: what was found by a rule is found again, what was said as a wall time stays', () => {
  const at = Date.parse('2026-05-04T20:00Z');
  const [planned] = planAtEnrollment(sequenceOf({ after: '0m', at: '09:30' }), at, at, clockIn('Europe/Paris'));
  const intent = planned?.intent;
  if (!intent) throw new Error('no intent');
  expect(intent).toMatchObject({ wall: '2026-05-05T09:30', zone: 'Europe/Paris', rule: { of: 'recipient' } });
  expect(redated(intent, clockIn('Europe/Paris'), defaultPolicy)).toBeUndefined();
  expect(redated(intent, clockIn('America/New_York'), defaultPolicy)?.intent.wall).toBe('2026-05-05T09:30');
  // There it is 08:00 of the 5th: still to come that day. West of it the 4th has only noon.
  expect(redated(intent, clockIn('Pacific/Auckland'), defaultPolicy)?.intent.wall).toBe('2026-05-05T09:30');
  const noon = {
    ...intent,
    rule: { ...intent.rule, search: { seek: 'next' as const, from: at - 14 * 3_600_000, on: 'any_day' as const } },
  };
  expect(redated(noon, clockIn('Pacific/Honolulu'), defaultPolicy)?.intent.wall).toBe('2026-05-04T09:30');
  const said = { ...intent, rule: { of: 'recipient' as const } };
  expect(redated(said, clockIn('Asia/Tokyo'), defaultPolicy)).toEqual({
    dueAt: Date.parse('2026-05-05T00:30Z'),
    intent: { ...said, zone: 'Asia/Tokyo' },
  });
  expect(redated({ ...intent, rule: { of: 'zone' } }, clockIn('Asia/Tokyo'), defaultPolicy)).toBeUndefined();
});

test('wall times are read as they are written, days that do not exist are refused', () => {
  expect(['2026-05-04T09:30', '2026-05-04T09:30:00', '2028-02-29T00:00'].map(readWallTime)).toEqual([
    '2026-05-04T09:30',
    '2026-05-04T09:30',
    '2028-02-29T00:00',
  ]);
  for (const bad of ['2026-02-30T09:30', '2026-05-04T24:00', '2026-05-04', '2026-05-04T09:30Z', '2026-5-4T09:30', '']) {
    expect(readWallTime(bad), bad).toBeUndefined();
  }
});
