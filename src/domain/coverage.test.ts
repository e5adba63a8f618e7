// Which records are live, and who sees to them: the same function judges the audit, the list and the metric.
import { expect, test } from 'vitest';
import { type CoverageFacts, type CoveringEnrollment, coverageOf, type SequenceStanding } from './coverage.ts';

const now = Date.UTC(2026, 4, 4, 12);
const hour = 3_600_000;

const standing: SequenceStanding = { key: 'nudge', versions: [1, 2], subject: 'lead', isActive: true, pausedAt: null };

const lead: CoverageFacts = {
  type: 'lead',
  state: 'open',
  stage: null,
  lastInboundAt: null,
  lastOutboundAt: null,
  createdAt: now - 10 * hour,
  facts: {},
  contact: { isBlocked: false, isPaused: false, isSuppressed: false },
  enrollments: [],
  hasOneOff: false,
};
const conversation: CoverageFacts = { ...lead, type: 'conversation', lastOutboundAt: now - 2 * hour };
const appointment: CoverageFacts = { ...lead, type: 'appointment', state: 'booked', facts: { startsAt: now + hour } };

const open: CoveringEnrollment = {
  sequence: 'nudge',
  version: 2,
  state: 'active',
  reason: null,
  createdAt: now - 9 * hour,
  endedAt: null,
  isPlanned: true,
};
const ended: CoveringEnrollment = { ...open, state: 'exited', reason: 'message.received', endedAt: now - hour };

const judge = (record: CoverageFacts, sequences: readonly SequenceStanding[] = [standing], at = now) =>
  coverageOf(record, sequences, at)?.cause;

test.each([
  ['a lead that was converted', { ...lead, state: 'converted' }],
  ['a lead whose stage is lost', { ...lead, facts: { stage: 'lost' } }],
  ['a lead whose status is won', { ...lead, facts: { status: 'won' } }],
  ['a closed conversation', { ...conversation, state: 'closed' }],
  ['a conversation that was won', { ...conversation, stage: 'won' }],
  ['a conversation in which nothing was said', { ...conversation, lastOutboundAt: null }],
  ['an appointment that is over', { ...appointment, facts: { startsAt: now - hour } }],
  ['an appointment without a date', { ...appointment, facts: {} }],
  ['an appointment that was cancelled', { ...appointment, state: 'cancelled' }],
])('is not live: %s', (_, record) => {
  expect(coverageOf(record, [standing], now)).toBeUndefined();
});

test.each([
  ['scheduled', { enrollments: [open] }],
  ['scheduled', { hasOneOff: true }],
  // One that is in order is enough.
  ['scheduled', { enrollments: [{ ...open, isPlanned: false }, open] }],
  ['paused', { enrollments: [{ ...open, state: 'paused' as const }] }],
  ['paused', { enrollments: [open], contact: { isBlocked: false, isPaused: true, isSuppressed: false } }],
  ['ended', { enrollments: [ended] }],
  ['ended', { enrollments: [{ ...ended, state: 'completed' as const, reason: null }] }],
  ['blocked', { contact: { isBlocked: true, isPaused: false, isSuppressed: false } }],
  ['suppressed', { contact: { isBlocked: false, isPaused: false, isSuppressed: true } }],
  ['erased', { contact: null }],
  ['not_wanted', { facts: { followUp: false } }],
])('is covered: %s', (cause, more) => {
  expect(coverageOf({ ...lead, ...more }, [standing], now)).toEqual({ isCovered: true, cause });
});

test.each([
  ['no_sequence', {}, []],
  ['no_sequence', {}, [{ ...standing, subject: 'call' }]],
  ['not_begun', {}, [standing]],
  ['not_begun', {}, [{ ...standing, subject: 'contact' }]],
  ['sequence_inactive', {}, [{ ...standing, isActive: false }]],
  ['sequence_paused', {}, [{ ...standing, pausedAt: now - hour }]],
  ['sequence_paused', { enrollments: [open] }, [{ ...standing, pausedAt: now - hour }]],
  ['sequence_missing', { enrollments: [open] }, [{ ...standing, versions: [1] }]],
  ['sequence_missing', { enrollments: [open] }, []],
  ['stranded', { enrollments: [{ ...open, isPlanned: false }] }, [standing]],
  ['ended_without_reason', { enrollments: [{ ...ended, reason: null }] }, [standing]],
])('is uncovered: %s', (cause, more, sequences) => {
  expect(coverageOf({ ...lead, ...more }, sequences, now)).toMatchObject({ isCovered: false, cause });
});

test('what was said after a sequence had ended has to be seen to anew', () => {
  const about = [{ ...standing, subject: 'conversation' }];
  const answered = { ...conversation, lastInboundAt: now - hour - 1, enrollments: [ended] };
  expect(judge(answered, about)).toBe('ended');
  expect(judge({ ...answered, lastOutboundAt: now - hour / 2 }, about)).toBe('not_begun');
  expect(judge({ ...answered, lastInboundAt: now - hour / 2 }, about)).toBe('just_written');
  expect(judge({ ...answered, lastInboundAt: now - hour / 2 }, about, now + hour / 2)).toBe('unanswered');
});

test('says since when, and which sequence it is about', () => {
  const paused = [{ ...standing, pausedAt: now - hour }];
  expect(coverageOf({ ...lead, enrollments: [open] }, paused, now)).toEqual({
    isCovered: false,
    cause: 'sequence_paused',
    since: now - hour,
    sequence: 'nudge',
  });
  expect(coverageOf(conversation, [], now)).toMatchObject({ since: now - 2 * hour, sequence: null });
});
