import { expect, test } from 'vitest';
import type { ContactState } from './contact-state.ts';
import { decideOnEvent } from './decide-on-event.ts';
import { DocumentReader } from './document-reader.ts';
import { type EventType, type RelanceEvent, subjectTypeOf } from './event.ts';
import { defaultPolicy } from './policy.ts';
import { readSequenceAt } from './read-sequence.ts';
import type { Sequence } from './sequence.ts';

const now = Date.UTC(2026, 4, 4, 9);
const hour = 3_600_000;
const blank: ContactState = {
  id: '0190a000-0000-7000-8000-000000000001',
  tier: 1,
  blockedReason: null,
  facts: {},
  addresses: [{ channel: 'sms', value: '+33611111111' }],
  lastInboundAt: null,
  hold: null,
  conversations: new Map(),
  records: new Map(),
  enrollments: [],
  clock: {
    place: { timezone: 'Europe/Paris', phone: null, locale: null, attributes: {} },
    organizationZone: 'UTC',
    heardHours: null,
    policyOf: () => defaultPolicy,
    publicHolidays: () => [],
  },
};

function sequence(document: object): Sequence {
  const place = new DocumentReader({ key: 'one', ...document });
  const read = readSequenceAt(place);
  expect(place.findings.problems).toEqual([]);
  return read as Sequence;
}

let ids = 0;

function play(sequences: readonly Sequence[], events: readonly (readonly [EventType, string])[], from = blank) {
  const active = sequences.map((it) => ({ key: it.key, version: 1, sequence: it }));
  const decided: ReturnType<typeof decideOnEvent>[] = [];
  let state = from;
  for (const [type, key] of events) {
    const event: RelanceEvent = {
      id: `e-${ids++}`,
      type,
      occurredAt: now,
      contact: { addresses: [], attributes: {} },
      subject: { type: subjectTypeOf(type), key, facts: {} },
      data: {},
    };
    const makeId = () => `0190a000-0000-7000-8000-${String(++ids).padStart(8, '0')}0000`;
    decided.push(decideOnEvent(state, event, active, now, makeId));
    state = (decided.at(-1) as (typeof decided)[number]).state;
  }
  return { state, last: decided.at(-1) as (typeof decided)[number] };
}

const step = { key: 'ask', after: '2d', text: 'Well?' };

test("an event of the caller's own ends what another one began, though it is about another event", () => {
  const quote = sequence({ trigger: { on: 'custom.quoteSent' }, steps: [step], exit: ['custom.quoteAccepted'] });
  const { last } = play(
    [quote],
    [
      ['custom.quoteSent', 'e-1'],
      ['custom.quoteAccepted', 'e-2'],
    ],
  );
  expect(last.changes.exit).toMatchObject([{ reason: 'custom.quoteAccepted' }]);
});

test('news about the contact end what is about the contact', () => {
  const welcome = sequence({
    trigger: { on: 'lead.created' },
    subject: 'contact',
    steps: [step],
    exit: ['contact.upserted'],
  });
  const { last } = play(
    [welcome],
    [
      ['lead.created', 'l-1'],
      ['contact.upserted', ''],
    ],
  );
  expect(last.changes.exit).toHaveLength(1);
});

test('an event about a record leaves the enrollments of other records of its kind alone', () => {
  const visit = sequence({ trigger: { on: 'lead.created' }, steps: [step], exit: ['lead.converted'] });
  const { last } = play(
    [visit],
    [
      ['lead.created', 'l-1'],
      ['lead.converted', 'l-2'],
    ],
  );
  expect(last.changes.exit).toEqual([]);
});

const waits = {
  trigger: { on: 'lead.created' },
  steps: [
    { key: 'booked', waitFor: { on: 'appointment.booked', timeout: '2d' } },
    { key: 'done', waitFor: { on: 'appointment.completed', timeout: '2d' } },
    { key: 'thanks', afterPrevious: '1h', text: 'Thanks' },
  ],
  exit: ['lead.converted'],
};

test('the wait that follows a wait hears the next event of the same batch', () => {
  const { last } = play(
    [sequence(waits)],
    [
      ['lead.created', 'l-1'],
      ['appointment.booked', 'a-1'],
      ['appointment.completed', 'a-1'],
    ],
  );
  expect(last.changes.waitsOver).toMatchObject([{ next: { step: 2, kind: 'message', dueAt: now + hour } }]);
});

test("after a wait the message goes over the conversation's channel, or to an address that there is", () => {
  const { last } = play(
    [sequence({ ...waits, steps: [waits.steps[0], waits.steps[2]] })],
    [
      ['lead.created', 'l-1'],
      ['appointment.booked', 'a-1'],
    ],
  );
  expect(last.changes.waitsOver).toMatchObject([{ next: { channel: 'sms' } }]);
});

test('the ending waits until nothing else is open, also when the last step is a wait that an event ends', () => {
  const both = sequence({
    trigger: { on: 'lead.created' },
    steps: [
      { key: 'weekly', after: '1h', text: 'News', repeat: { every: '7d', times: 4 } },
      { key: 'offer', after: '2d', text: 'An offer' },
      { key: 'bought', waitFor: { on: 'appointment.booked', timeout: '2d' } },
    ],
    exit: ['lead.converted'],
    then: { after: '1h', setStage: 'lost' },
  });
  const { state } = play([both], [['lead.created', 'l-1']]);
  const [open] = state.enrollments;
  if (!open) throw new Error('not enrolled');
  const wait = { id: 'wait', kind: 'wait', step: 2, occurrence: 0, dueAt: now } as const;
  const weekly = open.pending.filter((it) => it.step === 0);
  const among = (pending: typeof open.pending) =>
    play([both], [['appointment.booked', 'a-1']], { ...state, enrollments: [{ ...open, pending }] }).last.changes
      .waitsOver;
  expect(among([...weekly, wait])).toMatchObject([{ followUpId: 'wait', next: null }]);
  expect(among([wait])).toMatchObject([{ next: { kind: 'ending' } }]);
});

test('a date that moves while its sequence is paused or replaced takes the reminders along, on the version they began with', () => {
  const reminders = (before: string) =>
    sequence({
      trigger: { on: 'appointment.booked' },
      anchor: 'appointment.startsAt',
      steps: [{ key: 'soon', before, text: 'Soon!' }],
      exit: ['appointment.cancelled'],
    });
  const booked = decideAbout([reminders('1h')], 'appointment.booked', now + 48 * hour, blank, 1);
  const follow = (active: readonly Sequence[], from = booked.state) =>
    decideAbout(active, 'appointment.moved', now + 72 * hour, from, 2).changes;
  for (const active of [[], [reminders('5h')]]) {
    const { enroll, exit } = follow(active);
    expect(exit).toMatchObject([{ reason: 'restarted' }]);
    expect(enroll).toMatchObject([{ sequenceVersion: 1, paused: false, followUps: [{ dueAt: now + 71 * hour }] }]);
  }
  const paused = booked.state.enrollments.map((open) => ({ ...open, paused: true }));
  expect(follow([], { ...booked.state, enrollments: paused }).enroll).toMatchObject([{ paused: true }]);
});

test('a date that moves takes everything along that runs side by side about it, and begins no more of it', () => {
  const parallel = sequence({
    trigger: { on: ['appointment.booked', 'appointment.moved'] },
    anchor: 'appointment.startsAt',
    reenter: 'parallel',
    steps: [{ key: 'soon', before: '1h', text: 'Soon!' }],
    exit: ['appointment.cancelled'],
  });
  const first = decideAbout([parallel], 'appointment.booked', now + 48 * hour, blank, 1);
  const both = decideAbout([parallel], 'appointment.booked', now + 48 * hour, first.state, 1);
  const { enroll, exit } = decideAbout([parallel], 'appointment.moved', now + 72 * hour, both.state, 1).changes;
  expect(exit).toHaveLength(2);
  expect(enroll.map(({ anchorAt }) => anchorAt)).toEqual([now + 72 * hour, now + 72 * hour]);
});

function decideAbout(
  active: readonly Sequence[],
  type: EventType,
  startsAt: number,
  from: ContactState,
  version: number,
) {
  const event: RelanceEvent = {
    id: `e-${ids++}`,
    type,
    occurredAt: now,
    contact: { addresses: [], attributes: {} },
    subject: { type: 'appointment', key: 'a-1', facts: { startsAt } },
    data: {},
  };
  const makeId = () => `0190a000-0000-7000-8000-${String(++ids).padStart(8, '0')}0000`;
  const sequences = active.map((it) => ({ key: it.key, version, sequence: it }));
  return decideOnEvent(from, event, sequences, now, makeId);
}

test('a START is for the number that it was sent from; a STOP for every number', () => {
  const [first, second] = [
    { channel: 'sms', value: '+33611111111' },
    { channel: 'sms', value: '+33622222222' },
  ] as const;
  const say = (text: string, channel: 'sms' | 'email', from: string) =>
    decideOnEvent(
      { ...blank, addresses: [first, second, { channel: 'email', value: 'ana@example.com' }] },
      {
        id: `e-${ids++}`,
        type: 'message.received',
        occurredAt: now,
        contact: { addresses: [], attributes: {} },
        subject: { type: 'conversation', key: 'c', facts: {} },
        message: { channel, text, from },
        data: {},
      },
      [],
      now,
      () => '0190a000-0000-7000-8000-000000000000',
    ).changes;
  expect(say('STOP', 'sms', second.value).stop?.addresses).toEqual([first, second]);
  expect(say('START', 'sms', second.value).start?.addresses).toEqual([second]);
  expect(say('STOP', 'email', 'ana@example.com').stop?.addresses).toHaveLength(1);
  expect(say('START', 'email', 'ana@example.com').start).toBeNull();
});
