import { expect, test } from 'vitest';
import type { Category } from './category.ts';
import { decideWhenDue } from './decide-when-due.ts';
import type { DueFollowUp } from './due-follow-up.ts';
import { openingRules } from './opening.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { readSequence } from './read-sequence.ts';
import { instantOfWallTime } from './zoned-time.ts';

const minute = 60_000;
const hour = 60 * minute;
const paris = (wallTime: string) => instantOfWallTime(wallTime, 'Europe/Paris');
/** A Monday. */
const noon = paris('2026-05-04T12:00');

function due(change: Partial<DueFollowUp> = {}, policy: Partial<Policy> = {}): DueFollowUp {
  const followUp = {
    kind: 'message',
    dueAt: noon,
    queuedAt: noon,
    isAtItsTime: false,
    putOffReason: null,
    isProven: false,
    stopReason: null,
    createdAt: noon - hour,
    attempts: 0,
    channel: 'email',
    category: 'conversational',
    step: null,
    occurrence: 0,
    stepBefore: null,
    oneOff: { lateGraceMs: null, missedWindow: 'skip' },
    contactPaused: false,
    blockedReason: null,
    busyUntil: null,
    address: 'ana@example.com',
    suppressedCause: null,
    enrollment: null,
    facts: {},
    policy: { ...defaultPolicy, ...policy },
    sourceOf: (path) => `source of ${path}`,
    sequenceKey: null,
    recentTouches: [],
    consents: null,
    preferences: null,
    lastInboundAt: null,
    clock: clockIn('Europe/Paris'),
    opening: null,
    ...change,
  } as const satisfies DueFollowUp;
  const { category } = followUp;
  if (category === 'transactional' || category === 'manual') return followUp;
  return { ...followUp, opening: openingRules(followUp, followUp.clock) };
}

function clockIn(timezone: string): DueFollowUp['clock'] {
  return {
    place: { timezone, phone: null, locale: null, attributes: {} },
    organizationZone: 'UTC',
    heardHours: null,
    policyOf: () => defaultPolicy,
    publicHolidays: () => [],
  };
}

const touch = (at: number, channel = 'email', sequence = '') => ({ at, channel, sequence });

/** What is decided at its due time. */
const decided = (followUp: DueFollowUp, now = followUp.queuedAt) => decideWhenDue(followUp, now);
const at = (instant: number) => ({ dueAt: instant, queuedAt: instant, createdAt: instant - hour });

test('in quiet hours it is put off to their end by the recipient’s clock, and not a category that has none', () => {
  const night = at(paris('2026-05-04T23:00'));
  expect(decided(due(night))).toMatchObject({
    do: 'defer',
    reason: 'quiet_hours',
    until: paris('2026-05-05T08:00'),
    facts: { zone: 'Europe/Paris', localTime: '23:00', opens: '08:00', source: 'source of quietHours' },
  });
  expect(decided(due({ ...night, category: 'transactional' })).do).toBe('send');
  expect(decided(due({ ...night, category: 'manual' })).do).toBe('send');
  expect(decided(due({ ...night, clock: clockIn('America/New_York') })).do).toBe('send');
});

test('a reminder waits for the morning, unless the appointment comes before it', () => {
  const reading = readSequence({
    key: 's',
    trigger: { on: 'appointment.booked' },
    anchor: 'appointment.startsAt',
    exit: ['appointment.cancelled'],
    steps: [{ key: 'a', before: '1h', channel: 'email', subject: 's', text: 'x' }],
  });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const { sequence } = reading;
  const reminder = (startsAt: number, dueAt: number) =>
    due({
      ...at(dueAt),
      category: 'reminder',
      oneOff: null,
      step: 0,
      enrollment: { state: 'active', anchorAt: startsAt, sequence, sequencePaused: false },
    });
  expect(decided(reminder(paris('2026-05-05T07:30'), paris('2026-05-05T06:30'))).do).toBe('send');
  expect(decided(reminder(paris('2026-05-05T10:00'), paris('2026-05-05T06:30')))).toMatchObject({
    reason: 'quiet_hours',
    until: paris('2026-05-05T08:00'),
  });
});

test('nothing that was due while it was closed is late at the opening, but it may be later on', () => {
  const night = due({ ...at(paris('2026-05-04T23:00')), oneOff: { lateGraceMs: hour, missedWindow: 'skip' } });
  expect(decided(night, paris('2026-05-05T08:00')).do).toBe('send');
  expect(decided(night, paris('2026-05-05T09:00')).do).toBe('send');
  expect(decided(night, paris('2026-05-05T09:01'))).toMatchObject({
    do: 'skip',
    reason: 'missed_window',
    facts: { lateMs: hour + minute, graceMs: hour },
  });
});

test('next_window takes what is too late to its time of the day on the next day', () => {
  const oneOff = { lateGraceMs: hour, missedWindow: 'next_window' } as const;
  const morning = due({ ...at(paris('2026-05-04T09:30')), oneOff });
  expect(decided(morning, paris('2026-05-04T15:00'))).toMatchObject({
    do: 'defer',
    reason: 'next_window',
    until: paris('2026-05-05T09:30'),
  });
  const evening = due({ ...at(paris('2026-05-04T20:00')), oneOff });
  expect(decided(evening, paris('2026-05-05T12:00'))).toMatchObject({ until: paris('2026-05-05T20:00') });
});

test('consent is asked by category and channel', () => {
  const sms = (category: Category, consents: DueFollowUp['consents']) =>
    decided(due({ channel: 'sms', address: '+33612345678', category, consents }));
  expect(sms('nurture', null)).toMatchObject({
    do: 'skip',
    reason: 'no_consent',
    facts: { channel: 'sms', category: 'nurture', mode: 'opt_in', source: 'source of consent.nurture.sms' },
  });
  expect(sms('nurture', { nurture: 'in' }).do).toBe('send');
  expect(sms('nurture', { '*': 'in', nurture: 'out' })).toMatchObject({ reason: 'consent_refused' });
  expect(sms('conversational', null).do).toBe('send');
  expect(sms('conversational', { '*': 'out' })).toMatchObject({ reason: 'consent_refused' });
  expect(sms('transactional', { '*': 'out' }).do).toBe('send');
});

test('what the person turned off is skipped, what they paused is put off', () => {
  expect(decided(due({ preferences: { off: ['email:conversational'] } }))).toMatchObject({ reason: 'preference_off' });
  expect(decided(due({ preferences: { off: ['sms:conversational'] } })).do).toBe('send');
  const until = noon + 3 * 24 * hour;
  expect(decided(due({ preferences: { pausedUntil: until } }))).toMatchObject({ reason: 'preference_paused', until });
  expect(decided(due({ category: 'transactional', preferences: { pausedUntil: until, enabled: false } })).do).toBe(
    'send',
  );
});

test('who wrote a moment ago is left alone by nurture, not by an answer to silence', () => {
  const policy = { recentlyActiveMs: 48 * hour };
  const active = { lastInboundAt: noon - 46 * hour };
  expect(decided(due({ ...active, category: 'nurture' }, policy))).toMatchObject({
    reason: 'recently_active',
    until: noon + 2 * hour,
    facts: { lastInboundAt: active.lastInboundAt, quietMs: 48 * hour },
  });
  expect(decided(due(active, policy)).do).toBe('send');
});

test('a full cap puts off until there is room, and then to the next opening', () => {
  const policy = { caps: { ...defaultPolicy.caps, perDay: 2 } };
  const touches = [touch(noon - hour), touch(noon - 3 * hour)];
  expect(decided(due({ recentTouches: touches }, policy))).toMatchObject({
    reason: 'cap_reached',
    until: noon + 21 * hour,
    facts: { cap: 'day', of: 'contact', limit: 2, sent: 2, source: 'source of caps.perDay' },
  });
  // 06:00 on the next day is too early.
  const early = [touch(noon - hour), touch(paris('2026-05-04T06:00'))];
  expect(decided(due({ recentTouches: early }, policy))).toMatchObject({ until: paris('2026-05-05T08:00') });
  expect(decided(due({ recentTouches: touches, category: 'transactional' }, policy)).do).toBe('send');
});

test('the longer of the policy’s gap and the person’s own keeps messages apart', () => {
  const recentTouches = [touch(noon - hour)];
  const policy = { minimumGapMs: 4 * hour };
  expect(decided(due({ recentTouches }, policy))).toMatchObject({
    reason: 'gap',
    until: noon + 3 * hour,
    facts: { gapMs: 4 * hour, lastAt: noon - hour, source: 'source of minimumGap' },
  });
  const preferences = { frequencyHours: 48 };
  expect(decided(due({ recentTouches, preferences }, policy))).toMatchObject({
    reason: 'gap',
    until: noon + 47 * hour,
    facts: { source: 'preferences' },
  });
});

test('a window that never opens for this person is a skip, not a loop', () => {
  const quietHours = { from: 8 * 60, to: 8 * 60, regional: false };
  expect(decided(due({}, { quietHours }))).toMatchObject({ do: 'skip', reason: 'window_never_opens' });
});

test('what is sent is of no use to the person after its window closes, and must not be called then', () => {
  const evening = due({ ...at(paris('2026-05-04T20:50')), oneOff: { lateGraceMs: 3 * hour, missedWindow: 'skip' } });
  const closesAt = paris('2026-05-04T21:00');
  expect(decided(evening)).toMatchObject({ do: 'send', closesAt, validUntil: closesAt });
  const always = due({ oneOff: { lateGraceMs: null, missedWindow: 'send' } }, { quietHours: null });
  expect(decided(always)).toMatchObject({ do: 'send', closesAt: null, validUntil: null });
});

test('a step from the anchor keeps its distance from one that was held up, and no step by itself is put off for it', () => {
  const reading = readSequence({
    key: 's',
    trigger: { on: 'lead.created' },
    exit: ['message.received'],
    steps: [
      { key: 'a', after: '1h', channel: 'email', subject: 's', text: 'x' },
      { key: 'b', after: '3h', channel: 'email', subject: 's', text: 'x' },
      { key: 'c', afterPrevious: '2h', channel: 'email', subject: 's', text: 'x' },
      { key: 'd', after: '3h', at: 'best', channel: 'email', subject: 's', text: 'x' },
    ],
  });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const { sequence } = reading;
  const enrollment = { state: 'active', anchorAt: noon - 3 * hour, sequence, sequencePaused: false } as const;
  const before = (goesAt: number | null) => ({ stepBefore: { dueAt: noon - 2 * hour, goesAt } });
  const second = (change: Partial<DueFollowUp>) =>
    decided(due({ oneOff: null, step: 1, enrollment, ...change }, { quietHours: null }));
  const late = noon - 10 * minute;
  expect(second(before(late))).toMatchObject({
    do: 'defer',
    reason: 'distance',
    until: noon + hour + 50 * minute,
    facts: { lastAt: late },
  });
  expect(second(before(noon - 2 * hour + minute)).do).toBe('send');
  expect(second({ ...before(late), category: 'transactional' }).do).toBe('send');
  expect(second({ ...before(late), step: 2 }).do).toBe('send');
  // At a time of the day: the habit by which it was chosen may have changed since.
  const best = { stepBefore: { dueAt: noon - 24 * hour, goesAt: late }, step: 3 };
  expect(second({ ...best, isAtItsTime: true })).toMatchObject({ reason: 'distance', facts: { lastAt: late } });
  expect(second(best).do).toBe('send');
  // Somebody moved it here.
  expect(second({ ...before(late), enrollment: { ...enrollment, anchorAt: noon - 4 * hour } }).do).toBe('send');
  expect(second(before(null))).toMatchObject({ reason: 'contact_busy', until: noon + 1_000 });
  // Late counts from when it had its distance.
  const waited = due({ oneOff: null, step: 1, enrollment, ...before(late) }, { quietHours: null });
  expect(decided(waited, noon + 2 * hour + 30 * minute).do).toBe('send');
  expect(decided(waited, noon + 2 * hour + 40 * minute)).toMatchObject({ reason: 'missed_window' });
});
