// What is cancelled during its call can't be held back, but a refusal must not bring it back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { changeFollowUps } from '../../src/operations/change-follow-ups.ts';
import type { Provider, SendOutcome } from '../../src/provider.ts';
import { by } from '../support/actor.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;
let called: () => void = () => {};
let answer: (outcome: SendOutcome) => void = () => {};
let calls = 0;

/** A vendor whose answer the test gives. */
const slow: Provider = {
  describe: () => ({
    type: 'slow',
    channels: ['sms'],
    config: {},
    limits: { concurrency: 5, timeoutMs: 30_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: () => {
      calls += 1;
      return new Promise<SendOutcome>((resolve) => {
        answer = resolve;
        called();
      });
    },
  }),
};

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    providers: [slow],
    senders: [{ key: 'slow', provider: 'slow', channel: 'sms' }],
  });
  engine.start();
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

test('a cancel during the call lets the call end, and is not followed by another', async () => {
  const event = await engine.events.record({
    type: 'contact.upserted',
    contact: { key: 'ana', phone: '+33612345678' },
  });
  const contactId = 'contactId' in event ? (event.contactId as string) : '';
  const inCall = new Promise<void>((resolve) => {
    called = resolve;
  });
  const scheduled = await engine.followUps.schedule({
    contactId,
    dueAt: Date.now(),
    channel: 'sms',
    category: 'conversational',
    text: 'Hello',
  });
  await inCall;
  const id = scheduled.ok ? scheduled.id : '';
  expect(await engine.followUps.cancel(id)).toBe(false);
  // "Now", so that the retry would come within a second.
  answer({ kind: 'refused', class: 'transient', code: '421', detail: 'busy', retryAfterMs: 0 });
  const read = { name: 'test-row', text: 'SELECT state, reason FROM relance.follow_ups WHERE id = $1' };
  await expect
    .poll(async () => (await engine.context.db.query<{ state: string }>(read, [id]))[0], { timeout: 15_000 })
    .toEqual({ state: 'skipped', reason: 'stopped_in_flight' });
  expect(calls).toBe(1);
});

test('given up after such a cancel, it goes out when an operator tries it again', async () => {
  const event = await engine.events.record({ type: 'contact.upserted', contact: { key: 'bo', phone: '+33612345679' } });
  const contactId = 'contactId' in event ? (event.contactId as string) : '';
  const nextCall = () =>
    new Promise<void>((resolve) => {
      called = resolve;
    });
  const first = nextCall();
  const scheduled = await engine.followUps.schedule({
    contactId,
    dueAt: Date.now(),
    channel: 'sms',
    category: 'conversational',
    text: 'Hello',
  });
  await first;
  const id = scheduled.ok ? scheduled.id : '';
  await engine.followUps.cancel(id);
  answer({ kind: 'refused', class: 'content', code: '400', detail: 'no' });
  const read = { name: 'test-state', text: 'SELECT state FROM relance.follow_ups WHERE id = $1' };
  const state = async () => (await engine.context.db.query<{ state: string }>(read, [id]))[0]?.state;
  await expect.poll(state, { timeout: 10_000 }).toBe('dead_letter');
  const second = nextCall();
  await changeFollowUps(engine.context, engine.orgId, 'retry', [{ id }], by('test'));
  await second;
  answer({ kind: 'accepted' });
  await expect.poll(state, { timeout: 10_000 }).toBe('sent');
});
