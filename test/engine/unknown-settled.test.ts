// What nobody knew and then came to be known has the same consequences as if it had been known at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { newLeaseToken } from '../../src/ids.ts';
import { recordReceipts } from '../../src/operations/record-receipts.ts';
import { settleByHand } from '../../src/operations/settle-by-hand.ts';
import { settleUnknowns } from '../../src/operations/settle-unknowns.ts';
import type { LookupOutcome } from '../../src/provider.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { recordLateOutcomes } from '../../src/store/record-late-outcomes.ts';
import { by } from '../support/actor.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;
let found: LookupOutcome;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
    sequences: [
      {
        key: 'nudges',
        trigger: { on: 'message.sent' },
        steps: [
          { key: 'first', after: '0s', channel: 'email', text: 'First', setStage: 'nudged' },
          { key: 'second', afterPrevious: '1d', channel: 'email', text: 'Second' },
        ],
        exit: ['message.received'],
      },
    ],
  });
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

let statements = 0;
const sql = <Row>(text: string, parameters?: readonly unknown[]) =>
  engine.context.db.query<Row>({ name: `test-${statements++}`, text }, parameters);

let people = 0;

/** A follow-up whose call ended without an answer, and its conversation. */
async function unknown(): Promise<{ row: ClaimedRow; conversation: string; email: string }> {
  const conversation = `c-${people++}`;
  const email = `${conversation}@example.com`;
  await engine.events.record({ type: 'message.sent', contact: { email }, conversation: { key: conversation } });
  const lane = { orgId: engine.orgId, channel: 'email', tier: 1, limit: 10 } as const;
  const claim = { aheadMs: 1_000, leaseMs: 60_000, token: newLeaseToken() };
  const { rows } = await claimFollowUps(engine.context.db, [lane], claim);
  const row = rows.find(({ subject_key }) => subject_key === conversation) as ClaimedRow;
  await sql(
    `WITH message AS (
       INSERT INTO relance.messages (org_id, id, contact_id, follow_up_id, channel, direction, state, address, text, body_hash, created_at)
       SELECT org_id, gen_random_uuid(), contact_id, id, 'email', 'out', 'queued', $2, 'First', '', relance.now()
       FROM relance.follow_ups WHERE id = $1 RETURNING id),
     calling AS (
       INSERT INTO relance.attempts (org_id, follow_up_id, number, sender_id, outcome, code, at)
       SELECT $3, $1, 1, id, 'unknown', 'no_answer', relance.now() FROM relance.senders)
     UPDATE relance.follow_ups SET state = 'calling', message_id = (SELECT id FROM message), attempts = 1,
       sender_id = (SELECT id FROM relance.senders) WHERE id = $1`,
    [row.id, email, engine.orgId],
  );
  await sql(
    `UPDATE relance.follow_ups SET state = 'unknown', reason = 'outcome_unknown', failed_at = relance.now(),
       lease_token = NULL, lease_until = relance.now() WHERE id = $1`,
    [row.id],
  );
  return { row, conversation, email };
}

/** @param lookup what the vendor says when asked */
const look = (lookup: () => Promise<LookupOutcome>) =>
  settleUnknowns(
    {
      db: engine.context.db,
      definitions: engine.context.definitions,
      senderOf: async () => ({
        sender: { send: async () => ({ kind: 'accepted' }), lookup },
        removesDuplicates: false,
      }),
    },
    (id, error) => expect.fail(`${id}: ${error}`),
  );
const settle = () => look(async () => found);

async function stateOf({ row, conversation }: { row: ClaimedRow; conversation: string }) {
  const [state] = await sql(
    `SELECT f.state, f.reason, f.provider_message_id, f.lease_until, a.outcome, a.class, a.provider_message_id AS attempt_id,
       v.stage, v.last_follow_up_at IS NOT NULL AS touched, f.attempts_left,
       (SELECT array_agg(n.step || ' ' || n.state ORDER BY n.step) FROM relance.follow_ups n
        WHERE n.enrollment_id = f.enrollment_id AND n.id <> f.id) AS next
     FROM relance.follow_ups f JOIN relance.attempts a ON a.follow_up_id = f.id AND a.number = f.attempts
     JOIN relance.conversations v ON v.key = $2 WHERE f.id = $1`,
    [row.id, conversation],
  );
  return state;
}

const sent = {
  state: 'sent',
  reason: null,
  outcome: 'accepted',
  stage: 'nudged',
  touched: true,
  next: ['1 scheduled'],
};

test('an unknown that the vendor says it took is like any that was sent: its attempt, its conversation, its next step', async () => {
  const it = await unknown();
  found = { kind: 'accepted', providerMessageId: 'vendor-1' };
  expect(await settle()).toEqual({ settled: 1 });
  expect(await stateOf(it)).toMatchObject({ ...sent, provider_message_id: 'vendor-1', attempt_id: 'vendor-1' });
});

const late = (it: { row: ClaimedRow }, refusal: string, code: string, person_stopped = false) =>
  recordLateOutcomes(engine.context.db, [
    {
      org_id: engine.orgId,
      follow_up_id: it.row.id,
      attempt: {
        number: 1,
        sender_id: '00000000-0000-7000-8000-000000000000',
        outcome: 'refused',
        class: refusal,
        code,
        detail: 'late',
        provider_message_id: null,
        duration_ms: 1,
        person_stopped,
      },
    },
  ]);

test('a late refusal because the person has said stop to the vendor is one that they can take back', async () => {
  found = { kind: 'not_found' };
  const it = await unknown();
  await late(it, 'recipient', '21610', true);
  await settle();
  const [suppression] = await sql('SELECT cause FROM relance.suppressions WHERE value = $1', [it.email]);
  expect(suppression).toEqual({ cause: 'opted_out' });
});

test('a late refusal of the recipient or the content ends as any such refusal does, and is not sent again', async () => {
  found = { kind: 'not_found' };
  const it = await unknown();
  await late(it, 'recipient', '550');
  await settle();
  expect(await stateOf(it)).toMatchObject({ state: 'dead_letter', reason: 'recipient_refused', outcome: 'refused' });
  const [suppression] = await sql('SELECT cause FROM relance.suppressions WHERE value = $1', [it.email]);
  expect(suppression).toEqual({ cause: 'recipient_refused' });
  const other = await unknown();
  await late(other, 'content', '554');
  await settle();
  expect(await stateOf(other)).toMatchObject({ state: 'dead_letter', reason: 'content_refused' });
});

test('what an earlier call turns out to have delivered is not sent again, by a late answer or a report', async () => {
  found = { kind: 'not_found' };
  const once = `UPDATE relance.follow_ups SET attempts = 2, lease_until = NULL WHERE id = $1`;
  const second = `INSERT INTO relance.attempts (org_id, follow_up_id, number, sender_id, outcome, code, at)
    SELECT org_id, follow_up_id, 2, sender_id, 'unknown', 'no_answer', relance.now() FROM relance.attempts WHERE follow_up_id = $1`;
  const [answered, reported, refused] = [await unknown(), await unknown(), await unknown()];
  for (const { row } of [answered, reported, refused]) for (const text of [second, once]) await sql(text, [row.id]);
  expect(await settle()).toEqual({ settled: 0 });
  const [sender] = await sql<{ id: string }>('SELECT id FROM relance.senders');
  await recordLateOutcomes(engine.context.db, [
    {
      org_id: engine.orgId,
      follow_up_id: answered.row.id,
      attempt: {
        number: 1,
        sender_id: sender?.id ?? '',
        outcome: 'accepted',
        class: null,
        code: null,
        detail: null,
        provider_message_id: 'vendor-2',
        duration_ms: 1,
      },
    },
  ]);
  await recordReceipts(
    engine.context,
    engine.orgId,
    { id: sender?.id ?? '', key: 'inbox', channel: 'email' },
    [
      { dedupeKey: 'r1', attemptId: `${reported.row.id}.1`, state: 'delivered', at: Date.now() },
      // That one did not arrive says nothing of the one after it.
      { dedupeKey: 'r2', attemptId: `${refused.row.id}.1`, state: 'undelivered', at: Date.now() },
    ],
    true,
  );
  expect(await settle()).toEqual({ settled: 2 });
  for (const it of [answered, reported]) expect(await stateOf(it)).toMatchObject({ state: 'sent', touched: true });
  await late(refused, 'transient', '503');
  expect(await settle()).toEqual({ settled: 0 });
  expect(await stateOf(refused)).toMatchObject({ state: 'unknown', lease_until: null });
});

test('what was kept unknown stays so when it is looked into again, and is told once', async () => {
  found = { kind: 'not_found' };
  await engine.policy.put({ unknownOutcome: 'at_most_once' });
  const it = await unknown();
  await sql(`UPDATE relance.follow_ups SET failed_at = relance.now() - interval '2 days' WHERE id = $1`, [it.row.id]);
  await settle();
  await sql(`UPDATE relance.follow_ups SET lease_until = relance.now() WHERE id = $1`, [it.row.id]);
  await engine.policy.put({ unknownOutcome: 'at_least_once' });
  await settle();
  await engine.policy.put({});
  expect(await stateOf(it)).toMatchObject({ state: 'unknown', reason: 'kept_unknown', lease_until: null });
  const told = `SELECT 1 FROM relance.timeline WHERE follow_up_id = $1 AND reason = 'kept_unknown'`;
  expect(await sql(told, [it.row.id])).toHaveLength(1);
});

test('an attempt that was never made goes out again at once and costs nothing of the budget', async () => {
  const it = await unknown();
  await late(it, 'transient', 'not_called');
  await settle();
  expect(await stateOf(it)).toMatchObject({ state: 'scheduled', reason: 'reconciled_refused', attempts_left: 3 });
});

test('evidence that comes while an unknown is being looked into is not overwritten by what was not found', async () => {
  const it = await unknown();
  let ask = async (): Promise<LookupOutcome> => ({ kind: 'not_found' });
  const looking = look(() => ask());
  ask = async () => {
    await late(it, 'content', '554');
    return { kind: 'not_found' };
  };
  await looking;
  expect(await stateOf(it)).not.toMatchObject({ lease_until: null });
  await settle();
  expect(await stateOf(it)).toMatchObject({ state: 'dead_letter', reason: 'content_refused' });
});

test('an operator settles an unknown by hand, also one that was given up, and the timeline names who', async () => {
  const { context, orgId } = engine;
  const it = await unknown();
  await sql(`UPDATE relance.follow_ups SET reason = 'kept_unknown', lease_until = NULL WHERE id = $1`, [it.row.id]);
  expect(await settleByHand(context, orgId, it.row.id, 'sent', by('support desk'))).toEqual({ ok: true });
  expect(await stateOf(it)).toMatchObject(sent);
  const [told] = await sql(
    `SELECT kind, facts FROM relance.timeline WHERE follow_up_id = $1 AND reason = 'settled_by_hand'`,
    [it.row.id],
  );
  expect(told).toEqual({ kind: 'sent', facts: { by: 'support desk', outcome: 'sent' } });
  expect(await settleByHand(context, orgId, it.row.id, 'sent', by('x'))).toMatchObject({
    reason: 'conflict',
    state: 'sent',
  });
  expect(await settleByHand(context, orgId, 'nothing', 'sent', by('x'))).toMatchObject({ reason: 'not_found' });
});

test('an unknown that an operator knows was not sent is tried again by the policy, and given up with it', async () => {
  const { context, orgId } = engine;
  const it = await unknown();
  await settleByHand(context, orgId, it.row.id, 'not_sent', by('desk'));
  expect(await stateOf(it)).toMatchObject({ state: 'scheduled', reason: 'settled_by_hand', attempts_left: 2 });
  const last = await unknown();
  await sql('UPDATE relance.follow_ups SET attempts_left = 1 WHERE id = $1', [last.row.id]);
  await settleByHand(context, orgId, last.row.id, 'not_sent', by('desk'));
  expect(await stateOf(last)).toMatchObject({
    state: 'dead_letter',
    reason: 'retries_exhausted',
    next: ['1 scheduled'],
  });
});
