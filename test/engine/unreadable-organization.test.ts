// What cannot be read of one organization keeps no other from being dated, sent and listened to, and the log says so once.
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { addOrganization } from '../../src/operations/organizations.ts';
import { readEvent } from '../../src/operations/read-event.ts';
import { recordEvents } from '../../src/operations/record-events.ts';
import { redateByPolicy } from '../../src/operations/redate-follow-ups.ts';
import { scheduleFollowUps } from '../../src/operations/schedule-follow-ups.ts';
import type { Provider } from '../../src/provider.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { by } from '../support/actor.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;
let broken: number;
const logged: string[] = [];
const sent: string[] = [];
let isListened = false;

const mailbox: Provider = {
  describe: () => ({
    type: 'post',
    channels: ['email'],
    config: {},
    limits: { concurrency: 1, timeoutMs: 1_000 },
    listens: true,
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: async () => ({ kind: 'accepted' }),
    listen: async (_position, _handOver, signal) => {
      isListened = true;
      await once(signal, 'abort');
    },
  }),
};

const letter = { channel: 'email', category: 'transactional', subject: 'x' } as const;
const log = (event: string) => logged.push(event);

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    providers: [createInstantProvider({ onSend: ({ text }) => sent.push(text ?? '') }), mailbox],
    senders: [
      { key: 'mail', provider: 'instant', channel: 'email' },
      { key: 'post', provider: 'post', channel: 'email' },
    ],
    logger: { debug() {}, info() {}, warn: log, error: log },
  });
  const { context } = engine;
  broken = (await addOrganization(context, { key: 'broken' }, by('test'))).id;
  const read = readEvent({ type: 'contact.upserted', contact: { email: 'nobody@example.com' } }, '', {
    now: Date.now(),
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const [recorded] = await recordEvents(context, broken, [read.event]);
  const contactId = (recorded && 'contactId' in recorded && recorded.contactId) || '';
  await scheduleFollowUps(context, broken, [{ contactId, dueAt: Date.now(), ...letter, text: 'never' }]);
  // What no request can write: an earlier version may have.
  // Its mailbox comes first.
  const post = `INSERT INTO relance.senders (org_id, id, key, provider, channel, created_at, updated_at)
    VALUES ($1, '00000000-0000-7000-8000-000000000000', 'post', 'post', 'email', relance.now(), relance.now())`;
  await context.db.query({ name: 'test-post', text: post }, [broken]);
  const text = `INSERT INTO relance.sequences (org_id, key, version, definition, created_at) VALUES ($1, 'old', 1, 'null', relance.now())`;
  await context.db.query({ name: 'test-broken', text }, [broken]);
  context.definitions.forget(broken);
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

test('the others are dated by their new policies', async () => {
  await engine.policy.put({ holidays: { dates: ['2099-05-11'] } });
  const faults: number[] = [];
  const redate = () => redateByPolicy(engine.context, new AbortController().signal, (orgId) => faults.push(orgId));
  await redate();
  await redate();
  // It is tried again; the other one is done.
  expect(faults).toEqual([broken, broken]);
});

test('the others are sent, and the log says it once', async () => {
  const contactOf = async (email: string) => {
    const recorded = await engine.events.record({ type: 'contact.upserted', contact: { email } });
    return ('contactId' in recorded && recorded.contactId) || '';
  };
  engine.start();
  for (let n = 0; n < 5; n += 1) {
    const contactId = await contactOf(`p${n}@example.com`);
    await engine.followUps.schedule({ contactId, dueAt: Date.now(), ...letter, text: `hello ${n}` });
    await expect.poll(() => sent, { timeout: 10_000, interval: 20 }).toContain(`hello ${n}`);
  }
  await expect.poll(() => isListened).toBe(true);
  expect(logged.sort()).toEqual(['lane_unreadable', 'listener_unreadable']);
});
