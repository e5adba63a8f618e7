// "Not now, try me again in two weeks", and notices of absence: nothing goes out of our own accord before that time, what is planned
// resumes then, and it is over as soon as the person writes again.
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { readTimeline } from '../../src/operations/read-contacts.ts';
import { readMessagePage } from '../../src/operations/read-messages.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

// A Monday, 10:00 in Paris.
const start = Date.parse('2026-05-04T08:00Z');
const hour = 3_600_000;
const day = 24 * hour;
let clock: VirtualClock;
let engine: Engine;

beforeEach(async () => {
  const world = await startVirtualWorld(start, { rate: 4 });
  onTestFinished(world.close);
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
    sequences: [
      {
        key: 'care',
        trigger: 'lead.created',
        steps: [
          { key: 'first', after: '1d', subject: 'First', text: 'First' },
          { key: 'second', after: '3d', subject: 'Second', text: 'Second' },
        ],
        exit: ['message.received', 'lead.converted'],
      },
      {
        key: 'return',
        trigger: { on: 'message.received', when: { fact: 'event.meaning', equals: 'later' } },
        anchor: 'event.until',
        steps: [{ key: 'back', after: '0m', subject: 'Back', text: 'You asked us to write today' }],
        exit: ['message.received'],
      },
    ],
  });
  engine.start();
});

const ana = { key: 'ana', email: 'ana@example.com', timezone: 'Europe/Paris' };
const wrote = (type: 'message.received' | 'message.autoReplied', text: string) =>
  engine.events.record({ type, contact: ana, conversation: { key: 'talk' }, message: { channel: 'email', text } });

async function lead(): Promise<{ contactId: string }> {
  const result = await engine.events.record({ type: 'lead.created', contact: ana, lead: { key: 'roof' } });
  if (result.conflict || result.contactId === null) throw new Error('not recorded');
  return { contactId: result.contactId };
}

async function sent(): Promise<string[]> {
  const { items } = await readMessagePage(
    engine.context,
    engine.orgId,
    { direction: 'out' },
    { limit: 50, after: null },
  );
  return items.map(({ createdAt, subject }) => `${new Date(createdAt).toISOString().slice(5, 16)} ${subject}`).sort();
}

const ours = async () =>
  (await readTimeline(engine.context, engine.orgId, 'key:ana', { limit: 50, after: null })).items
    .filter(({ kind }) => ['held', 'deferred', 'exited', 'enrolled'].includes(kind))
    .map(({ kind, reason }) => [kind, reason])
    .reverse();

test('a notice of absence ends nothing, and what is planned goes out from the day of return on, at its distance', async () => {
  await lead();
  await wrote('message.autoReplied', 'I am out of the office until Friday, 8 May.');
  await clock.playUntil(start + 4 * day);
  expect(await sent()).toEqual([]);
  expect(await engine.preferences.read('key:ana')).toMatchObject({
    hold: { until: Date.parse('2026-05-09T07:00Z'), because: 'out_of_office' },
  });
  await clock.playUntil(start + 8 * day);
  expect(await sent()).toEqual(['05-09T07:00 First', '05-11T07:00 Second']);
  expect(await ours()).toEqual([
    ['enrolled', 'care'],
    ['held', 'out_of_office'],
    ['deferred', 'out_of_office'],
    ['deferred', 'out_of_office'],
    ['deferred', 'distance'],
  ]);
  expect(JSON.stringify(await engine.contacts.explain('key:ana'))).toContain('as their mailbox says');
});

test('whoever asks for another time gets nothing of our own accord before, and is written to then', async () => {
  const { contactId } = await lead();
  await wrote('message.received', 'Not now, try me again in ten days');
  await lead();
  await engine.followUps.schedule({
    contactId,
    channel: 'email',
    dueAt: start + 2 * hour,
    category: 'transactional',
    subject: 'Receipt',
    text: 'Your receipt',
  });
  await clock.playUntil(start + 12 * day);
  const all = await sent();
  expect(all[0]).toBe('05-04T10:00 Receipt');
  expect(all.filter((one) => one.endsWith('Back'))).toEqual(['05-14T07:00 Back']);
  expect(all.filter((one) => one < '05-14')).toHaveLength(1);
});

test('it is over as soon as the person writes again', async () => {
  await wrote('message.received', 'Call me in ten days');
  await lead();
  await clock.playUntil(start + 2 * day);
  expect(await sent()).toEqual([]);
  await engine.events.record({
    type: 'message.received',
    contact: ana,
    conversation: { key: 'other' },
    message: { channel: 'email', text: 'I have changed my mind' },
  });
  expect(await engine.preferences.read('key:ana')).toMatchObject({ hold: null });
  await lead();
  await clock.playUntil(start + 3 * day + 2 * hour);
  expect(await sent()).toEqual(['05-07T08:00 First']);
});

test('what waited for it goes out at once when an operator ends it; nobody sets one by hand', async () => {
  await lead();
  await wrote('message.autoReplied', 'I am on vacation until 20 May.');
  await clock.playUntil(start + 2 * day);
  expect(await sent()).toEqual([]);
  await expect(
    engine.preferences.change('key:ana', { hold: { until: start, because: 'asked_later' } } as never),
  ).rejects.toMatchObject({ problems: [expect.objectContaining({ path: 'hold' })] });
  await engine.preferences.change('key:ana', { hold: null });
  await clock.playUntil(start + 2 * day + hour);
  expect(await sent()).toHaveLength(1);
});

test('a shorter hold frees what a longer one put off', async () => {
  await lead();
  await wrote('message.autoReplied', 'I am on vacation until 29 May.');
  await clock.playUntil(start + 2 * day);
  await wrote('message.autoReplied', 'I am on vacation until 7 May.');
  await clock.playUntil(start + 5 * day);
  expect(await sent()).toEqual(['05-08T07:00 First']);
});

test('thanks, a question for help and an older message that comes late end no hold', async () => {
  await clock.playUntil(start + 2 * hour);
  await wrote('message.received', 'Not now, try me again in ten days');
  const until = Date.parse('2026-05-14T07:00Z');
  await wrote('message.received', 'Thanks!');
  await wrote('message.received', 'HELP');
  await engine.events.record({
    type: 'message.received',
    contact: ana,
    occurredAt: new Date(start + hour).toISOString(),
    conversation: { key: 'talk' },
    message: { channel: 'email', text: 'I saw your offer' },
  });
  expect(await engine.preferences.read('key:ana')).toMatchObject({ hold: { until } });
  // A mailbox does not shorten what they asked for themselves.
  await wrote('message.autoReplied', 'I am on vacation until 8 May.');
  expect(await engine.preferences.read('key:ana')).toMatchObject({ hold: { until, because: 'asked_later' } });
});

test('what a caller says that a message means is not believed, and nothing that is said keeps others from being recorded', async () => {
  const said = (text: string, key: string) => ({
    type: 'message.received',
    contact: { key, email: `${key}@example.com` },
    conversation: { key },
    message: { channel: 'email', text },
    meaning: 'later',
    until: start + day,
  });
  const poison = [
    { ...said('call me tomorrow', 'old'), occurredAt: '-000010-05-01T00:00:00Z' },
    said('try again in 10000 years', 'far'),
    said('STOP', 'bob'),
  ];
  const results = await engine.events.recordAll(poison);
  expect(results.map((result) => 'enrolled' in result && result.enrolled)).toEqual([0, 0, 0]);
  expect(await engine.contacts.explain('key:bob')).toMatchObject({ contact: { blockedReason: 'stop_word' } });
});
