// The `calling` commit, statement by statement: what it refuses, whoever asks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { beginCalling, type CallingInput } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { claimKey } from '../../src/store/claim-key.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
  });
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

const sql = <Row>(name: string, text: string, parameters?: readonly unknown[]) =>
  engine.context.db.query<Row>({ name, text }, parameters);

let people = 0;

async function claimOne(token: number): Promise<ClaimedRow> {
  const contact = { email: `person-${people++}@example.com` };
  const recorded = await engine.events.record({ type: 'contact.upserted', contact });
  const contactId = 'contactId' in recorded ? (recorded.contactId as string) : '';
  await engine.followUps.schedule({
    contactId,
    dueAt: Date.now(),
    channel: 'email',
    category: 'transactional',
    text: 'Hello',
  });
  return claim(token);
}

async function claim(token: number): Promise<ClaimedRow> {
  const lane = { orgId: engine.orgId, channel: 'email', tier: 1, limit: 10 } as const;
  const { rows } = await claimFollowUps(engine.context.db, [lane], { aheadMs: 1_000, leaseMs: 60_000, token });
  expect(rows).toHaveLength(1);
  return rows[0] as ClaimedRow;
}

async function inputOf(row: ClaimedRow, token: number): Promise<CallingInput> {
  const { org_id, id, contact_id, epoch, queued_at } = row;
  const [sender] = await sql<{ id: string }>('sender', 'SELECT id FROM relance.senders');
  const message = {
    channel: 'email',
    address: row.address as string,
    subject: null,
    text: 'Hello',
    html: null,
    data: null,
    headers: null,
    vendor_template: null,
    body_hash: '',
    template: null,
    conversation_key: null,
  } as const;
  const sender_id = sender?.id as string;
  return {
    org_id,
    id,
    contact_id,
    token,
    epoch,
    queued_at,
    repeats: false,
    closes_at: null,
    touch_seen: null,
    sender_id,
    message_id: newId(Date.now()),
    channel: message.channel,
    address: message.address,
    message,
  };
}

test('a row that was claimed again beside its old claim is called under the new one only', async () => {
  const [before, after] = [newLeaseToken(), newLeaseToken()];
  const row = await claimOne(before);
  await sql(
    'requeue',
    `UPDATE relance.follow_ups SET state = 'scheduled', queue_at = due_at, lease_until = NULL WHERE id = $1`,
    [row.id],
  );
  const again = await claim(after);
  expect(again.id).toBe(row.id);
  const batch = [await inputOf(row, before), await inputOf(again, after)];
  const { refusals } = await beginCalling(engine.context.db, batch, { leaseLeftMs: 1_000 });
  expect([...refusals]).toEqual([[claimKey({ id: row.id, token: before }), 'gone']]);
});

test('a row whose time is not yet, because the clock was set back, is refused as early', async () => {
  const token = newLeaseToken();
  const row = await claimOne(token);
  const input = { ...(await inputOf(row, token)), queued_at: Date.now() + 3_600_000 };
  const { refusals } = await beginCalling(engine.context.db, [input], { leaseLeftMs: 1_000 });
  expect(refusals.get(claimKey(input))).toBe('early');
});

test('a row without enough of its lease left, of another claim, or of an older epoch is refused', async () => {
  const token = newLeaseToken();
  const input = await inputOf(await claimOne(token), token);
  const begin = async (changed: Partial<CallingInput>, leaseLeftMs = 1_000) => {
    const row = { ...input, ...changed };
    const { refusals } = await beginCalling(engine.context.db, [row], { leaseLeftMs });
    return refusals.get(claimKey(row));
  };
  expect(await begin({}, 61_000)).toBe('gone');
  expect(await begin({ token: token + 1 })).toBe('gone');
  expect(await begin({ epoch: input.epoch - 1 })).toBe('epoch');
  expect(await begin({})).toBeUndefined();
  expect(await begin({})).toBe('busy');
});
