// Two reports on one message at the same time: whichever commits last has seen both.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { recordReceipts } from '../../src/operations/record-receipts.ts';
import type { Receipt } from '../../src/provider.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'sms' }],
    worker: { clockStableMs: 0 },
  });
  engine.start();
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

async function sent(phone: string): Promise<string> {
  const { contactId } = (await engine.events.record({ type: 'contact.upserted', contact: { phone } })) as {
    contactId: string;
  };
  const result = await engine.followUps.schedule({
    contactId,
    channel: 'sms',
    category: 'manual',
    dueAt: Date.now(),
    text: 'Hello',
  });
  if (!result.ok) throw new Error(result.reason);
  const row = { name: 'test-state', text: 'SELECT state FROM relance.follow_ups WHERE id = $1' };
  await expect
    .poll(async () => (await engine.context.db.query<{ state: string }>(row, [result.id]))[0]?.state)
    .toBe('sent');
  return result.id;
}

test('a hundred messages with three reports each at once end as the set of their reports says', async () => {
  const { context, orgId } = engine;
  const known = await context.definitions.get(orgId);
  const [sender] = known?.senders ?? [];
  if (!sender) throw new Error('there is no sender');
  const ids: string[] = [];
  for (let n = 0; n < 100; n += 1) ids.push(await sent(`+1415556${String(n).padStart(4, '0')}`));
  const report = (id: string, state: Receipt['state'], more: Partial<Receipt> = {}): Receipt => ({
    dedupeKey: `${id}:${state}`,
    attemptId: `${id}.1`,
    state,
    at: Date.now(),
    ...more,
  });
  const reports = ids.map((id, n) => [
    report(id, 'delivered'),
    report(id, 'sent'),
    report(id, 'undelivered', n % 2 ? {} : { class: 'recipient' }),
  ]);
  // As many at a time as there are connections, and some that wait: who waits for one for too long is told to come again.
  for (let first = 0; first < reports.length; first += 10) {
    const together = reports.slice(first, first + 10).flat();
    await Promise.all(together.map((receipt) => recordReceipts(context, orgId, sender, [receipt], true)));
  }
  const states = await context.db.query<{ id: string; state: string }>({
    name: 'test-message-states',
    text: `SELECT follow_up_id AS id, state::text FROM relance.messages WHERE direction = 'out'`,
  });
  const stateOf = new Map(states.map(({ id, state }) => [id, state]));
  expect(ids.map((id) => stateOf.get(id))).toEqual(ids.map((_, n) => (n % 2 ? 'delivered' : 'undelivered')));
});

test('batches that name the same dead addresses in other orders do not stop each other', async () => {
  const { context, orgId } = engine;
  const [sender] = (await context.definitions.get(orgId))?.senders ?? [];
  if (!sender) throw new Error('there is no sender');
  const ids = [await sent('+14155570001'), await sent('+14155570002'), await sent('+14155570003')];
  const gone = (id: string, run: number): Receipt => ({
    dedupeKey: `${id}:${run}`,
    attemptId: `${id}.1`,
    state: 'undelivered',
    class: 'recipient',
    at: Date.now(),
  });
  const runs = Array.from({ length: 20 }, (_, run) => (run % 2 ? ids : [...ids].reverse()).map((id) => gone(id, run)));
  const results = await Promise.all(runs.map((receipts) => recordReceipts(context, orgId, sender, receipts, true)));
  expect(results.map(({ fresh }) => fresh)).toEqual(runs.map(() => 3));
});
