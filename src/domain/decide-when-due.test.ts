import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideWhenDue } from './decide-when-due.ts';
import { type DueFollowUp, releasedBy } from './due-follow-up.ts';
import { defaultPolicy } from './policy.ts';
import { readSequence } from './read-sequence.ts';

const now = Date.UTC(2026, 4, 4, 12);
const minute = 60_000;

const oneOff: DueFollowUp = {
  kind: 'message',
  dueAt: now,
  queuedAt: now,
  isAtItsTime: false,
  putOffReason: null,
  isProven: false,
  stopReason: null,
  createdAt: now - 60 * minute,
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
  policy: { ...defaultPolicy, quietHours: null },
  sourceOf: () => 'default',
  sequenceKey: null,
  recentTouches: [],
  consents: null,
  preferences: null,
  lastInboundAt: null,
  clock: {
    place: { timezone: 'Europe/Paris', phone: null, locale: null, attributes: {} },
    organizationZone: 'UTC',
    heardHours: null,
    policyOf: () => defaultPolicy,
    publicHolidays: () => [],
  },
  opening: null,
};

function sequence(steps: object[], rest: object = {}) {
  const reading = readSequence({
    key: 's',
    trigger: { on: 'message.sent' },
    exit: ['message.received'],
    steps,
    ...rest,
  });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.sequence;
}

function ofStep(step: object, rest: object = {}): DueFollowUp {
  return {
    ...oneOff,
    oneOff: null,
    step: 0,
    enrollment: {
      state: 'active',
      anchorAt: now - 10 * minute,
      sequencePaused: false,
      sequence: sequence([{ key: 'a', after: '10m', channel: 'email', text: 'x', subject: 's', ...step }], rest),
    },
  };
}

test('sends what nothing speaks against', () => {
  expect(decideWhenDue(oneOff, now)).toMatchObject({ do: 'send', lateMs: 0 });
});

test('skips with the reason of the first guard that objects', () => {
  const reasonOf = (change: Partial<DueFollowUp>) => {
    const decision = decideWhenDue({ ...oneOff, ...change }, now);
    return 'reason' in decision ? decision.reason : decision.do;
  };
  expect(reasonOf({ suppressedCause: 'stop_word' })).toBe('suppressed');
  expect(reasonOf({ blockedReason: 'opted_out' })).toBe('blocked');
  expect(reasonOf({ blockedReason: 'opted_out', category: 'manual' })).toBe('send');
  expect(reasonOf({ blockedReason: 'opted_out', suppressedCause: 'opted_out', category: 'manual' })).toBe('suppressed');
  expect(reasonOf({ address: null })).toBe('missing_address');
  expect(reasonOf({ address: null, suppressedCause: null, contactPaused: true })).toBe('missing_address');
  expect(reasonOf({ contactPaused: true })).toBe('contact_paused');
  expect(reasonOf({ busyUntil: now + minute })).toBe('contact_busy');
});

test('what comes due while its sequence is paused waits', () => {
  const due = ofStep({});
  const enrollment = { ...(due.enrollment as NonNullable<DueFollowUp['enrollment']>), sequencePaused: true };
  expect(decideWhenDue({ ...due, enrollment }, now)).toMatchObject({ do: 'defer', reason: 'sequence_paused' });
});

test('an enrollment that has ended sends nothing more, a paused one waits', () => {
  const due = ofStep({});
  const inState = (state: 'exited' | 'completed' | 'paused') =>
    decideWhenDue(
      { ...due, enrollment: { ...(due.enrollment as NonNullable<DueFollowUp['enrollment']>), state } },
      now,
    );
  expect(inState('exited')).toMatchObject({ do: 'skip', reason: 'enrollment_ended' });
  // What is left of a completed one is what an operator tries again.
  expect(inState('completed')).toMatchObject({ do: 'send' });
  expect(inState('paused')).toMatchObject({ do: 'defer', reason: 'enrollment_paused' });
});

test('what was cancelled during its call is not tried again when the call was refused', () => {
  expect(decideWhenDue({ ...oneOff, stopReason: 'cancelled_by_caller' }, now)).toMatchObject({
    do: 'skip',
    reason: 'stopped_in_flight',
  });
});

test('conditions are asked when the step is due', () => {
  const skipIf = ofStep({ skipIf: { fact: 'event.done', equals: true } });
  expect(decideWhenDue({ ...skipIf, facts: { event: { done: true } } }, now)).toMatchObject({
    do: 'skip',
    reason: 'skip_if',
  });
  expect(decideWhenDue({ ...skipIf, facts: { event: { done: false } } }, now)).toMatchObject({ do: 'send' });
  const when = ofStep({ when: { fact: 'event.open', equals: true } });
  expect(decideWhenDue(when, now)).toMatchObject({ do: 'skip', reason: 'condition_false' });
});

test('a silence that was broken moves the row on instead of sending it', () => {
  const due = ofStep({}, { anchor: 'conversation.lastOutboundAt', reenter: 'restart' });
  const broken = { ...due, facts: { conversation: { lastOutboundAt: now - 4 * minute } } };
  expect(decideWhenDue(broken, now)).toEqual({
    do: 'move',
    reason: 'anchor_moved',
    dueAt: now + 6 * minute,
    anchorAt: now - 4 * minute,
  });
  const unbroken = { ...due, facts: { conversation: { lastOutboundAt: now - 10 * minute } } };
  expect(decideWhenDue(unbroken, now)).toMatchObject({ do: 'send' });
});

test('late grace: what is later is skipped, unless the step says send', () => {
  const due = ofStep({ lateGrace: '5m' });
  const late = (ms: number, step = due) => decideWhenDue({ ...step, queuedAt: now - ms }, now);
  expect(late(5 * minute)).toMatchObject({ do: 'send', lateMs: 5 * minute });
  expect(late(5 * minute + 1)).toMatchObject({ do: 'skip', reason: 'missed_window' });
  expect(late(60 * minute, ofStep({ lateGrace: '5m', missedWindow: 'send' }))).toMatchObject({ do: 'send' });
});

test('a pause does not make a message younger: after three days it is skipped, not sent', () => {
  const resumed = { ...ofStep({ lateGrace: '5m' }), dueAt: now - 3 * 24 * 60 * minute, queuedAt: now };
  for (const putOffReason of ['contact_resumed', 'enrollment_paused', 'sequence_paused']) {
    expect(decideWhenDue({ ...resumed, putOffReason }, now)).toMatchObject({ do: 'skip', reason: 'missed_window' });
  }
  expect(decideWhenDue({ ...resumed, putOffReason: 'rate_limited' }, now)).toMatchObject({ do: 'send' });
});

test('waits and endings are done when their time has come; nothing about addresses or lateness holds them up', () => {
  for (const kind of ['wait', 'ending'] as const) {
    const due: DueFollowUp = {
      ...oneOff,
      kind,
      channel: 'none',
      address: null,
      queuedAt: now - 24 * 60 * minute,
      suppressedCause: 'stop_word',
    };
    expect(decideWhenDue(due, now)).toEqual({ do: 'finish' });
  }
});

test('whatever the facts: a suppressed address is never sent to, and a deferral lies in the future', () => {
  const anyDue = fc.record({
    contactPaused: fc.boolean(),
    blockedReason: fc.constantFrom(null, 'opted_out'),
    suppressedCause: fc.constantFrom(null, 'stop_word'),
    address: fc.constantFrom(null, 'ana@example.com'),
    busyUntil: fc.constantFrom(null, now - 1, now + 1, now + 1e6),
    category: fc.constantFrom('transactional', 'reminder', 'conversational', 'nurture', 'marketing', 'manual'),
    queuedAt: fc.integer({ min: now - 1e9, max: now }),
  });
  fc.assert(
    fc.property(anyDue, (change) => {
      const decision = decideWhenDue({ ...oneOff, ...change } as DueFollowUp, now);
      if (change.suppressedCause !== null) expect(decision.do).toBe('skip');
      if (decision.do === 'defer') expect(decision.until).toBeGreaterThan(now);
    }),
  );
});

test('says until when a message is of use, so that no vendor delivers it later: its grace, and at least five minutes', () => {
  const due = ofStep({ lateGrace: '20m' });
  const valid = (ms: number, step = due) => {
    const decision = decideWhenDue({ ...step, queuedAt: now - ms }, now);
    return decision.do === 'send' && decision.validUntil !== null ? (decision.validUntil - now) / minute : null;
  };
  expect(valid(0)).toBe(20);
  expect(valid(12 * minute)).toBe(8);
  expect(valid(19 * minute)).toBe(5);
  expect(valid(0, ofStep({ lateGrace: '20m', missedWindow: 'send' }))).toBe(null);
});

test('what is given back keeps the pause that it was put off by', () => {
  expect(releasedBy('worker_stopped', 'contact_resumed')).toBe('contact_resumed');
  expect(releasedBy('worker_stopped', 'gap')).toBe('worker_stopped');
  expect(releasedBy('worker_stopped', null)).toBe('worker_stopped');
});
