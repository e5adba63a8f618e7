// A message counts once in caps and gaps, however often it was tried; what was proven to have arrived is not sent again; and
// what a worker that died left behind counts, is given back as it was, and costs no other row its turn.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { recordReceipts } from '../../src/operations/record-receipts.ts';
import { settleByHand } from '../../src/operations/settle-by-hand.ts';
import type { SendOutcome } from '../../src/provider.ts';
import { beginCalling, type CallingInput } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { claimKey } from '../../src/store/claim-key.ts';
import { recordLateOutcomes } from '../../src/store/record-late-outcomes.ts';
import { rescueFollowUps } from '../../src/store/rescue-follow-ups.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { until } from '../faults/support/until.ts';
import { by } from '../support/actor.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const accepted: SendOutcome = { kind: 'accepted' };
const noAnswer: SendOutcome = { kind: 'unknown', code: 'no_answer', detail: 'the connection was lost' };
let world: VirtualWorld;
let clock: VirtualClock;
let engine: Engine;
const faults: string[] = [];
/** Answers by the text of the message, in their order; then it is accepted. */
const answers = new Map<string, SendOutcome[]>();
const calls: string[] = [];

beforeAll(async () => {
  world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await newEngine();
  return world.close;
});

const newEngine = () =>
  world.createEngine({
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
    sequences: [
      {
        key: 'pair',
        trigger: { on: 'message.sent' },
        steps: [
          { key: 'first', after: '0s', channel: 'email', category: 'conversational', text: '{{ contact.key }} first' },
          {
            key: 'second',
            afterPrevious: '1d',
            at: '10:00',
            on: 'business_day',
            channel: 'email',
            text: '{{ contact.key }} second',
          },
        ],
        exit: ['message.received'],
      },
    ],
    logger: { debug() {}, info() {}, warn() {}, error: (event) => faults.push(event) },
    policy: { minimumGap: '3h', unknownOutcome: 'at_least_once', retry: { attempts: 3, delay: '10m' } },
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

async function unanswered(contactId: string, text: string): Promise<string> {
  answers.set(text, [noAnswer]);
  const id = await schedule(contactId, text);
  await becomes(id, 'unknown');
  return id;
}

/** A call without an answer that is to be repeated at its time: a possible duplicate. */
async function repeated(id: string): Promise<string> {
  await becomes(id, 'unknown');
  await sql(
    `UPDATE relance.follow_ups SET state = 'scheduled', reason = 'possible_duplicate', failed_at = NULL, lease_until = NULL,
       queue_at = relance.now() + interval '10 minutes' WHERE id = $1`,
    [id],
  );
  return id;
}

/** What a vendor reports about the first call. */
async function report(followUpId: string, state: 'delivered' | 'undelivered' = 'delivered'): Promise<void> {
  const [sender] = await sql<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'mail'`);
  const reporting = { id: sender?.id as string, key: 'mail', channel: 'email' } as const;
  const receipt = { dedupeKey: followUpId, attemptId: `${followUpId}.1`, state, at: clock.now() } as const;
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
    await clock.passBy(minute);
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

test('what is proven to have arrived is not sent again, counts once, and what follows it follows', async () => {
  const contactId = await person();
  const key = `p-${people}`;
  answers.set(`${key} first`, [noAnswer]);
  await engine.events.record({ type: 'message.sent', contact: { key }, conversation: { key } });
  const [first] = await sql<{ id: string }>('SELECT id FROM relance.follow_ups WHERE contact_id = $1', [contactId]);
  const id = await repeated(first?.id as string);
  await report(id);
  await clock.playUntil(clock.now() + hour);
  expect(await rowOf(id)).toMatchObject({ state: 'sent', reason: null, attempts: 1 });
  expect(calls.filter((text) => text === `${key} first`)).toHaveLength(1);
  expect(await touchesOf(contactId)).toHaveLength(1);
  const next = await sql('SELECT state FROM relance.follow_ups WHERE contact_id = $1 AND step = 1', [contactId]);
  expect(next).toEqual([{ state: 'scheduled' }]);
  const [entry] = await sql('SELECT kind, reason FROM relance.timeline WHERE follow_up_id = $1 ORDER BY id DESC', [id]);
  expect(entry).toEqual({ kind: 'sent', reason: 'reconciled' });
});

test('a report that something arrived counts against what an operator said, and one that it did not counts for nothing', async () => {
  const [told, bounced] = [
    await unanswered(await person(), 'told'),
    await repeated(await unanswered(await person(), 'bounced')),
  ];
  expect(await settleByHand(engine.context, engine.orgId, told, 'not_sent', by('desk'))).toEqual({ ok: true });
  await report(told);
  await report(bounced, 'undelivered');
  await clock.playUntil(clock.now() + hour);
  expect(await rowOf(told)).toMatchObject({ state: 'sent', attempts: 1 });
  expect(await rowOf(bounced)).toMatchObject({ state: 'sent', attempts: 2 });
});

test('what certainly reached nobody is no touch any more', async () => {
  const contactId = await person();
  const id = await unanswered(contactId, 'refused late');
  expect(await touchesOf(contactId)).toHaveLength(1);
  const [sender] = await sql<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'mail'`);
  const none = { detail: null, provider_message_id: null, duration_ms: null };
  const refused = {
    number: 1,
    sender_id: sender?.id as string,
    outcome: 'refused',
    class: 'transient',
    code: '451',
    ...none,
  } as const;
  await recordLateOutcomes(engine.context.db, [{ org_id: engine.orgId, follow_up_id: id, attempt: refused }]);
  await becomes(id, 'scheduled');
  expect(await touchesOf(contactId)).toEqual([]);
});

test('what follows cannot be worked out: the outcome is written all the same, and it is told', async () => {
  const contactId = await person();
  const key = `p-${people}`;
  await sql(`UPDATE relance.contacts SET policy = '{"holidays.dates": 5}' WHERE id = $1`, [contactId]);
  await engine.events.record({ type: 'message.sent', contact: { key }, conversation: { key } });
  const [first] = await sql<{ id: string }>('SELECT id FROM relance.follow_ups WHERE contact_id = $1', [contactId]);
  await becomes(first?.id as string, 'sent');
  await until('it is told', 20_000, async () => {
    await clock.advanceBy(10_000);
    return faults.includes('enrollment_not_carried_on');
  });
});

test('a proof that comes while the repetition is being prepared stops it at the commit', async () => {
  const id = await repeated(await unanswered(await person(), 'just in time'));
  await engine.stop();
  engine = await newEngine();
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
  await clock.advanceBy(20 * minute);
  await schedule(contactId, 'next');
  const second = await claim(10 * minute);
  const next = second.rows[0] as ClaimedRow;
  expect(await begin(next, second.token)).toBe('busy');
  expect(await rescueFollowUps(engine.context.db, clock.now())).toMatchObject({ unknown: 1 });
  expect(await begin(next, second.token)).toBe('touched');
  const [touch, ...more] = await touchesOf(contactId);
  expect(more).toEqual([]);
  // Decided anew, it may go.
  expect(await begin(next, second.token, { touch_seen: touch ?? '' })).toBeUndefined();
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
  await until('it is put off', 10_000, async () => (await rowOf(bad))?.reason === 'decision_failed');
  expect(await rowOf(bad)).toMatchObject({ state: 'scheduled' });
  await until('it is given up', 20_000, async () => {
    await clock.advanceBy(minute);
    return (await rowOf(bad))?.state === 'dead_letter';
  });
  expect(await rowOf(bad)).toMatchObject({ reason: 'decision_failed' });
  await becomes(tooFar, 'skipped');
  expect(await rowOf(tooFar)).toMatchObject({ reason: 'window_never_opens' });
});

test('caps of a channel and of a sequence are kept though much else went out since', async () => {
  const contactId = await person();
  const key = `p-${people}`;
  await engine.policy.put({ caps: { channels: { sms: { perWeek: 2 } } }, minimumGap: '0s' });
  await engine.events.record({ type: 'message.sent', contact: { key }, conversation: { key } });
  await until('the step has gone out', 10_000, async () => (await touchesOf(contactId)).length === 1);
  for (const text of ['one', 'two']) await becomes(await schedule(contactId, text, 'sms'), 'sent');
  for (let n = 0; n < 40; n += 1) await schedule(contactId, `mail ${n}`);
  await until('all have gone out', 20_000, async () => {
    await clock.advanceBy(1_000);
    const open = `SELECT 1 FROM relance.follow_ups WHERE contact_id = $1 AND state <> 'sent' AND step IS NULL LIMIT 1`;
    return (await sql(open, [contactId])).length === 0;
  });
  // So many of a channel fill any cap, and those of the other one and of the sequence.
  const touches = await touchesOf(contactId);
  expect(touches).toHaveLength(35);
  expect(touches.filter((touch) => touch.includes(' pair '))).toHaveLength(1);
  const third = await schedule(contactId, 'three', 'sms');
  await becomes(third, 'scheduled');
  await until('it is put off', 10_000, async () => (await rowOf(third))?.reason === 'cap_reached');
  // A week on, what is older is forgotten.
  await clock.advanceBy(8 * 24 * hour);
  await becomes(third, 'sent');
  expect((await touchesOf(contactId)).filter((touch) => touch.includes(' sms '))).toHaveLength(1);
});
