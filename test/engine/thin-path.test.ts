// The thin path: an event makes a dated row, the row is sent when it is due, an answer stops the rest.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 4, 9);
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(start);
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
    sequences: [
      {
        key: 'nudge',
        trigger: { on: 'message.sent' },
        anchor: 'conversation.lastOutboundAt',
        reenter: 'restart',
        steps: [
          { key: 'first', after: '10m', channel: 'email', subject: 'Hello', text: 'Still there, {{ contact.name }}?' },
          { key: 'second', after: '3h', channel: 'email', subject: 'Hello again', text: 'And now?' },
        ],
        exit: ['message.received', 'conversation.closed'],
        then: { after: '24h', setStage: 'ghosted' },
      },
    ],
  });
  engine.start();
  return world.close;
});

async function inbox(address: string): Promise<string[]> {
  const rows = await engine.context.db.query<{ text: string }>(
    { name: 'test-inbox', text: 'SELECT text FROM relance.sandbox_messages WHERE address = $1 ORDER BY id' },
    [address],
  );
  return rows.map(({ text }) => text);
}

async function states(address: string): Promise<string[]> {
  const rows = await engine.context.db.query<{ state: string }>(
    {
      name: 'test-states',
      text: `SELECT f.step || ' ' || f.state || coalesce(' ' || f.reason, '') AS state FROM relance.follow_ups f
        JOIN relance.addresses a ON a.contact_id = f.contact_id AND a.value = $1 ORDER BY f.id`,
    },
    [address],
  );
  return rows.map(({ state }) => state);
}

const event = (type: string, email: string, extra: object = {}) => ({
  type,
  contact: { email, name: 'Ana' },
  conversation: { key: email },
  ...extra,
});

test('a conversation that goes silent is nudged, and an answer stops the rest', async () => {
  const sent = await engine.events.record(event('message.sent', 'ana@example.com'));
  expect(sent).toMatchObject({ duplicate: false, enrolled: 1 });
  await clock.playUntil(start + 1 * hour);
  expect(await inbox('ana@example.com')).toEqual(['Still there, Ana?']);
  expect(await states('ana@example.com')).toEqual(['0 sent', '1 scheduled']);
  const answer = await engine.events.record(
    event('message.received', 'ana@example.com', { message: { text: 'Yes!', channel: 'email' } }),
  );
  expect(answer).toMatchObject({ exited: 1 });
  await clock.playUntil(start + 30 * hour);
  expect(await inbox('ana@example.com')).toEqual(['Still there, Ana?']);
  expect(await states('ana@example.com')).toEqual(['0 sent', '1 cancelled message.received']);
});

test('somebody who never answers gets every step once and is then left alone', async () => {
  const begin = clock.now();
  await engine.events.record(event('message.sent', 'bo@example.com'));
  await clock.playUntil(begin + 40 * hour);
  expect(await inbox('bo@example.com')).toEqual(['Still there, Ana?', 'And now?']);
  const [conversation] = await engine.context.db.query<{ stage: string }>(
    { name: 'test-stage', text: 'SELECT stage FROM relance.conversations WHERE key = $1' },
    ['bo@example.com'],
  );
  expect(conversation?.stage).toBe('ghosted');
  const [enrollment] = await engine.context.db.query<{ state: string }>(
    { name: 'test-enrollment', text: 'SELECT state FROM relance.enrollments WHERE subject_key = $1' },
    ['bo@example.com'],
  );
  expect(enrollment?.state).toBe('completed');
});

test('a message of our side moves the silence on without writing a new row', async () => {
  const begin = clock.now();
  await engine.events.record(event('message.sent', 'cy@example.com'));
  await clock.playUntil(begin + 5 * 60_000);
  await engine.events.record(event('message.sent', 'cy@example.com'));
  await clock.playUntil(begin + 12 * 60_000);
  expect(await inbox('cy@example.com')).toEqual([]);
  await clock.playUntil(begin + 16 * 60_000);
  expect(await inbox('cy@example.com')).toEqual(['Still there, Ana?']);
});

test('one word stops everything, and what is begun later is not begun', async () => {
  await engine.events.record(event('message.sent', 'di@example.com'));
  const stop = await engine.events.record(
    event('message.received', 'di@example.com', { message: { text: 'Stop.', channel: 'email' } }),
  );
  expect(stop).toMatchObject({ exited: 1 });
  const after = await engine.events.record(event('message.sent', 'di@example.com'));
  expect(after).toMatchObject({ enrolled: 0 });
  await clock.playUntil(clock.now() + 30 * hour);
  expect(await inbox('di@example.com')).toEqual([]);
});

test('the same event twice is recorded once, and the same key with another body is refused', async () => {
  const once = event('message.sent', 'ed@example.com', { key: 'e-1' });
  const first = await engine.events.record(once);
  const second = await engine.events.record(once);
  expect(second).toMatchObject({ duplicate: true });
  expect('id' in first && 'id' in second && first.id === second.id).toBe(true);
  expect(await engine.events.record({ ...once, conversation: { key: 'other' } })).toMatchObject({ conflict: true });
});
