// A message counts once in caps and gaps, however often it was tried; what was proven to have arrived is not sent again; and
// what a worker that died left behind counts, is given back as it was, and costs no other row its turn.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { recordReceipts } from '../../src/operations/record-receipts.ts';
import type { SendOutcome } from '../../src/provider.ts';
import { beginCalling, type CallingInput } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { claimKey } from '../../src/store/claim-key.ts';
import { rescueFollowUps } from '../../src/store/rescue-follow-ups.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { until } from '../faults/support/until.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const minute = 60_000;
const hour = 60 * minute;
const accepted: SendOutcome = { kind: 'accepted' };
const noAnswer: SendOutcome = { kind: 'unknown', code: 'no_answer', detail: 'the connection was lost' };
let database: TestDatabase;
let clock: VirtualClock;
let engine: Engine;
/** Answers by the text of the message, in their order; then it is accepted. */
const answers = new Map<string, SendOutcome[]>();
const calls: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  clock = await VirtualClock.install({ database: database.url, startAt: Date.UTC(2026, 4, 4, 9) });
  engine = await start();
});

const start = () =>
  createEngine({
    database: database.url,
    clock,
    providers: [
      createInstantProvider({
        type: 'instant',
        outcome: ({ text = '' }) => {
          calls.push(text);
          return answers.get(text)?.shift() ?? accepted;
        },
      }),
    ],
    senders: [
      { key: 'mail', provider: 'instant', channel: 'email' },
      { key: 'texts', provider: 'instant', channel: 'sms' },
    ],
    policy: { minimumGap: '3h', unknownOutcome: 'at_least_once', retry: { attempts: 3, delay: '10m' } },
    worker: { clockStableMs: 0 },
  });

afterAll(async () => {
  await engine?.stop();
  await clock?.close();
  await database?.drop();
});

let statements = 0;
const sql = <Row>(text: string, parameters?: readonly unknown[]) =>
  engine.context.db.query<Row>({ name: `test-${statements++}`, text }, parameters);

let people = 0;

async function person(): Promise<string> {
  people += 1;
  const contact = { key: `p-${people}`, email: `p-${people}@example.com`, phone: `+3361234${1_000 + people}` };
  const recorded = await engine.events.record({ type: 'contact.upserted', contact });
  return ('contactId' in recorded && recorded.contactId) || '';
}

async function schedule(contactId: string, text: string, channel: 'email' | 'sms' = 'email'): Promise<string> {
  const oneOff = { contactId, dueAt: clock.now(), channel, category: 'conversational', text } as const;
  const scheduled = await engine.followUps.schedule({ ...oneOff, missedWindow: 'send' });
  if (!scheduled.ok) throw new Error(scheduled.reason);
  return scheduled.id;
}

const rowOf = async (id: string) =>
  (
    await sql<{ state: string; reason: string | null; queue_at: number | null; attempts: number }>(
      'SELECT state, reason, queue_at, attempts FROM relance.follow_ups WHERE id = $1',
      [id],
    )
  )[0];

const touchesOf = async (contactId: string) =>
  (await sql<{ t: string[] }>('SELECT recent_touches AS t FROM relance.contacts WHERE id = $1', [contactId]))[0]?.t ??
  [];

async function claim(leaseMs = minute): Promise<{ rows: readonly ClaimedRow[]; token: number }> {
  const token = newLeaseToken();
  const lane = { orgId: engine.orgId, channel: 'email', tier: 1, limit: 10 } as const;
  const { rows } = await claimFollowUps(engine.context.db, [lane], { aheadMs: 1_000, leaseMs, token });
  return { rows, token };
}

async function begin(row: ClaimedRow, token: number, change: Partial<CallingInput> = {}) {
  const { org_id, id, contact_id, epoch, queued_at } = row;
  const [sender] = await sql<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'mail'`);
  const message = { subject: null, text: 'Hello', html: null, data: null, body_hash: '', template: null };
  const input: CallingInput = {
    org_id,
    id,
    contact_id,
    token,
    epoch,
    sender_id: sender?.id as string,
    message_id: newId(clock.now()),
    channel: 'email',
    address: row.address as string,
    message: { ...message, conversation_key: null, headers: null, vendor_template: null },
    queued_at,
    repeats: row.attempts > 0,
    closes_at: null,
    touch_seen: row.recent_touches[0] ?? '',
    ...change,
  };
  const { refusals } = await beginCalling(engine.context.db, [input], { leaseLeftMs: 1_000 });
  return refusals.get(claimKey(input));
}

const becomes = (id: string, state: string) =>
  until(`it is ${state}`, 10_000, async () => (await rowOf(id))?.state === state);

/** A call without an answer that is to be repeated at its time: a possible duplicate. */
async function repeated(contactId: string, text: string): Promise<string> {
  answers.set(text, [noAnswer]);
  const id = await schedule(contactId, text);
  await becomes(id, 'unknown');
  await sql(
    `UPDATE relance.follow_ups SET state = 'scheduled', reason = 'possible_duplicate', failed_at = NULL, lease_until = NULL,
       queue_at = relance.now() + interval '10 minutes' WHERE id = $1`,
    [id],
  );
  return id;
}

/** What a vendor reports about the first call. */
async function report(followUpId: string): Promise<void> {
  const [sender] = await sql<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'mail'`);
  const reporting = { id: sender?.id as string, key: 'mail', channel: 'email' } as const;
  const receipt = { dedupeKey: followUpId, attemptId: `${followUpId}.1`, state: 'delivered', at: clock.now() } as const;
  await recordReceipts(engine.context, engine.orgId, reporting, [receipt], true);
}

test('an unknown counts, for others; its own repetition waits for no gap, and counts no second time', async () => {
  engine.start();
  const contactId = await person();
  answers.set('perhaps', [noAnswer]);
  const id = await schedule(contactId, 'perhaps');
  await becomes(id, 'unknown');
  expect(await touchesOf(contactId)).toHaveLength(1);
  const other = await schedule(contactId, 'another');
  const second = clock.now() + minute;
  await until('it is sent again', 20_000, async () => {
    await clock.advanceBy(minute);
    return (await rowOf(id))?.state === 'sent';
  });
  expect(clock.now()).toBeLessThan(second + 2 * hour);
  expect(await rowOf(id)).toMatchObject({ attempts: 2 });
  expect(await rowOf(other)).toMatchObject({ state: 'scheduled', reason: 'gap' });
  const [touch, ...more] = await touchesOf(contactId);
  expect(more).toEqual([]);
  expect(Number(touch?.split(' ')[0])).toBeGreaterThan(second);
  await clock.playUntil(clock.now() + 4 * hour);
  expect(await rowOf(other)).toMatchObject({ state: 'sent' });
  expect(await touchesOf(contactId)).toHaveLength(2);
});

test('what is proven to have arrived is not sent again, and what follows it follows', async () => {
  const id = await repeated(await person(), 'proven');
  await report(id);
  await clock.playUntil(clock.now() + hour);
  expect(await rowOf(id)).toMatchObject({ state: 'sent', reason: null, attempts: 1 });
  expect(calls.filter((text) => text === 'proven')).toHaveLength(1);
  const [entry] = await sql('SELECT kind, reason FROM relance.timeline WHERE follow_up_id = $1 ORDER BY id DESC', [id]);
  expect(entry).toEqual({ kind: 'sent', reason: 'reconciled' });
});

test('a proof that comes while the repetition is being prepared stops it at the commit', async () => {
  const id = await repeated(await person(), 'just in time');
  await engine.stop();
  engine = await start();
  await clock.advanceBy(10 * minute);
  const { rows, token } = await claim();
  const row = rows.find((it) => it.id === id) as ClaimedRow;
  expect(row.is_proven).toBe(false);
  await report(id);
  const wrote = { message: null, message_id: row.message_id as string };
  expect(await begin(row, token, wrote)).toBe('proven');
});

test('until it is known what a dead worker called, nobody else writes to the person; then it counts', async () => {
  const contactId = await person();
  await schedule(contactId, 'left behind');
  const first = await claim();
  expect(await begin(first.rows[0] as ClaimedRow, first.token)).toBeUndefined();
  await clock.advanceBy(minute + 1_000);
  await schedule(contactId, 'next');
  const second = await claim(10 * minute);
  const next = second.rows[0] as ClaimedRow;
  expect(await begin(next, second.token)).toBe('busy');
  expect(await rescueFollowUps(engine.context.db, clock.now())).toMatchObject({ unknown: 1 });
  expect(await begin(next, second.token)).toBe('touched');
  expect(await touchesOf(contactId)).toHaveLength(1);
});

test('what a pause put off is as late as it was when it is given back', async () => {
  const id = await schedule(await person(), 'resumed');
  await sql(`UPDATE relance.follow_ups SET reason = 'contact_resumed' WHERE id = $1`, [id]);
  const { rows } = await claim();
  expect(rows.map((row) => row.put_off_reason)).toContain('contact_resumed');
  await clock.advanceBy(2 * minute);
  expect(await rescueFollowUps(engine.context.db, clock.now())).toMatchObject({ requeued: expect.any(Number) });
  expect(await rowOf(id)).toMatchObject({ state: 'scheduled', reason: 'contact_resumed' });
});

test('a row over which deciding fails does not keep those beside it from going out', async () => {
  const broken = await person();
  // What no request can write: an earlier version may have.
  await sql(`UPDATE relance.contacts SET preferences = '{"off": 5}' WHERE id = $1`, [broken]);
  const never = await person();
  await sql(`UPDATE relance.contacts SET preferences = '{"pausedUntil": 1e300}' WHERE id = $1`, [never]);
  const [bad, good] = [await schedule(broken, 'bad'), await schedule(await person(), 'good')];
  const tooFar = await schedule(never, 'never');
  engine.start();
  await becomes(good, 'sent');
  await becomes(bad, 'dead_letter');
  expect(await rowOf(bad)).toMatchObject({ reason: 'decision_failed' });
  await becomes(tooFar, 'skipped');
  expect(await rowOf(tooFar)).toMatchObject({ reason: 'window_never_opens' });
});

test('a cap of one channel is kept though much else went out since', async () => {
  const contactId = await person();
  await engine.policy.put({ caps: { channels: { sms: { perWeek: 2 } } }, minimumGap: '0s' });
  for (const text of ['one', 'two']) await becomes(await schedule(contactId, text, 'sms'), 'sent');
  for (let n = 0; n < 40; n += 1) await schedule(contactId, `mail ${n}`);
  await until('all have gone out', 20_000, async () => {
    await clock.advanceBy(1_000);
    const open = `SELECT 1 FROM relance.follow_ups WHERE contact_id = $1 AND state <> 'sent' LIMIT 1`;
    return (await sql(open, [contactId])).length === 0;
  });
  // So many of a channel fill any cap, and both of the other one.
  expect(await touchesOf(contactId)).toHaveLength(34);
  const third = await schedule(contactId, 'three', 'sms');
  await becomes(third, 'scheduled');
  await until('it is put off', 10_000, async () => (await rowOf(third))?.reason === 'cap_reached');
  // A week on, what is older is forgotten.
  await clock.advanceBy(8 * 24 * hour);
  await becomes(third, 'sent');
  expect(await touchesOf(contactId)).toHaveLength(1);
});
