// The `calling` commit, statement by statement: what it refuses, whoever asks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { suppressAddress } from '../../src/operations/suppress-addresses.ts';
import { beginCalling, type CallingInput } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { claimKey } from '../../src/store/claim-key.ts';
import { everyOrganization } from '../../src/store/database.ts';
import { stillCallable } from '../../src/store/still-callable.ts';
import { until } from '../faults/support/until.ts';
import { by } from '../support/actor.ts';
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

async function suppress(value: string): Promise<void> {
  const why = { cause: 'manual', detail: null };
  await suppressAddress(engine.context, engine.orgId, { channel: 'email', value }, why, by('test'));
}

test('what was stopped, suppressed or lost since the commit is not among what may still be called', async () => {
  const token = newLeaseToken();
  const inputs: CallingInput[] = [];
  for (let n = 0; n < 5; n += 1) inputs.push(await inputOf(await claimOne(token), token));
  const [free, stopped, suppressed, lost, expiring] = inputs as [
    CallingInput,
    CallingInput,
    CallingInput,
    CallingInput,
    CallingInput,
  ];
  const elsewhere = { ...suppressed, address: 'office@example.com' };
  const batch = [free, stopped, elsewhere, lost, expiring];
  expect((await beginCalling(engine.context.db, batch, { leaseLeftMs: 20_000 })).refusals.size).toBe(0);
  expect((await stillCallable(engine.context.db, batch, { leaseLeftMs: 20_000 })).size).toBe(5);
  await sql('stop', 'UPDATE relance.contacts SET epoch = epoch + 1 WHERE id = $1', [stopped.contact_id]);
  // Nobody holds that address: no epoch changes.
  await suppress(elsewhere.address);
  await sql('lose', 'UPDATE relance.follow_ups SET lease_token = 1 WHERE id = $1', [lost.id]);
  await sql(
    'expire',
    `UPDATE relance.follow_ups SET lease_until = relance.now() + interval '5 seconds' WHERE id = $1`,
    [expiring.id],
  );
  expect([...(await stillCallable(engine.context.db, batch, { leaseLeftMs: 10_000 }))]).toEqual([claimKey(free)]);
});

test('a suppression that commits while the commit waits for the contact is heeded, also for an address that nobody holds', async () => {
  const { db } = engine.context;
  const contact = { email: `person-${people++}@example.com` };
  const recorded = await engine.events.record({ type: 'contact.upserted', contact });
  const contactId = 'contactId' in recorded ? (recorded.contactId as string) : '';
  const to = 'front-desk@example.com';
  await engine.followUps.schedule({
    contactId,
    to,
    dueAt: Date.now(),
    channel: 'email',
    category: 'transactional',
    text: 'Hello',
  });
  await db.transaction(everyOrganization, async (tx) => {
    // Whoever writes about the contact: the commit waits for this, the claim does not.
    await tx.query({ name: 'test-hold', text: 'SELECT 1 FROM relance.contacts WHERE id = $1 FOR UPDATE' }, [contactId]);
    engine.start();
    await until('the commit waits', 10_000, async () => {
      const [row] = await sql<{ n: number }>(
        'waits',
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()
           AND wait_event_type = 'Lock' AND query LIKE '%recent_touches[1]%'`,
      );
      return row?.n === 1;
    });
    await suppress(to);
  });
  const ended = () =>
    sql<{ state: string; reason: string; calls: number }>(
      'ended',
      `SELECT state, reason, (SELECT count(*)::int FROM relance.sandbox_messages WHERE address = $2) AS calls
       FROM relance.follow_ups WHERE contact_id = $1`,
      [contactId, to],
    );
  await until('it has ended', 10_000, async () => (await ended())[0]?.state === 'skipped');
  expect(await ended()).toEqual([{ state: 'skipped', reason: 'suppressed', calls: 0 }]);
});
