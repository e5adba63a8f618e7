// A message that is refused at its commit has not used up anything of what its sender may send in an hour.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { giveBackTokens } from '../../src/store/sender-budget.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;
let called = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    providers: [createInstantProvider({ type: 'counting', onSend: () => called++ })],
    senders: [{ key: 'only', provider: 'counting', channel: 'sms', perHour: 1 }],
  });
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

const sql = <Row>(name: string, text: string) => engine.context.db.query<Row>({ name, text });

test('a message whose facts changed just before it was due used up the hour, and then waited for the next', async () => {
  const contact = { phone: '+14155550001' };
  const recorded = await engine.events.record({ type: 'contact.upserted', contact });
  const contactId = 'contactId' in recorded ? `${recorded.contactId}` : '';
  await engine.followUps.schedule({
    contactId,
    dueAt: Date.now() + 2_000,
    channel: 'sms',
    category: 'manual',
    text: 'Hello',
  });
  engine.start();
  const state = { name: 'test-state', text: 'SELECT state FROM relance.follow_ups' };
  await expect
    .poll(() => engine.context.db.query(state), { interval: 20, timeout: 10_000 })
    .toEqual([{ state: 'claimed' }]);
  await engine.events.record({ type: 'contact.upserted', contact });
  await expect.poll(() => called, { timeout: 15_000 }).toBe(1);
  const refused = await sql('test-refused', `SELECT id FROM relance.timeline WHERE reason = 'facts_changed'`);
  expect(refused).toHaveLength(1);
  const [usage] = await sql<{ count: number }>(
    'test-usage',
    'SELECT sum(count)::int AS count FROM relance.sender_usage',
  );
  expect(usage).toEqual({ count: 1 });
});

test('what is given back to a sender without a rate makes no number of tokens', async () => {
  const tokens = () =>
    sql<{ org_id: number; id: string; tokens: number | null }>(
      'test-tokens',
      'SELECT org_id, id, tokens FROM relance.senders',
    );
  const [before] = await tokens();
  if (!before) throw new Error('there is no sender');
  expect(before.tokens).toBeNull();
  await giveBackTokens(engine.context.db, before.org_id, before.id, 1, undefined);
  expect(await tokens()).toEqual([before]);
});
