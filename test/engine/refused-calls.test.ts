// What refusals do to the rest: to an address that several share, to the sender that is asked next, to the caps.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import type { SendOutcome } from '../../src/provider.ts';
import { beginCalling, type CallingInput } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { claimKey } from '../../src/store/claim-key.ts';
import { everyOrganization } from '../../src/store/database.ts';
import { rescueFollowUps } from '../../src/store/rescue-follow-ups.ts';
import { openBreaker } from '../../src/store/sender-breaker.ts';
import { type Settlement, settleFollowUps } from '../../src/store/settle-follow-ups.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { until } from '../faults/support/until.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const minute = 60_000;
const hour = 60 * minute;
let clock: VirtualClock;
let engine: Engine;
const accepted: SendOutcome = { kind: 'accepted' };
let answers: Record<'first' | 'second', () => SendOutcome>;
let calls: string[] = [];

const provider = (type: 'first' | 'second') =>
  createInstantProvider({
    type,
    outcome: ({ to }) => {
      calls.push(`${type} ${to}`);
      return answers[type]();
    },
  });

beforeAll(async () => {
  const world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await world.createEngine({
    providers: [provider('first'), provider('second')],
    senders: [
      { key: 'a', provider: 'first', channel: 'sms' },
      { key: 'b', provider: 'second', channel: 'sms' },
      { key: 'c', provider: 'first', channel: 'whatsapp' },
      { key: 'inbox', provider: 'sandbox', channel: 'email' },
    ],
  });
  return world.close;
});

let statements = 0;
const sql = <Row>(text: string, parameters?: readonly unknown[]) =>
  engine.context.db.query<Row>({ name: `test-${statements++}`, text }, parameters);

async function contact(fields: object): Promise<string> {
  const recorded = await engine.events.record({ type: 'contact.upserted', contact: fields });
  return 'contactId' in recorded ? (recorded.contactId as string) : '';
}

const mail = (contactId: string) =>
  engine.followUps.schedule({ contactId, dueAt: clock.now(), channel: 'email', category: 'nurture', text: 'Hello' });

async function claim(token: number): Promise<readonly ClaimedRow[]> {
  const lane = { orgId: engine.orgId, channel: 'email', tier: 1, limit: 10 } as const;
  return (await claimFollowUps(engine.context.db, [lane], { aheadMs: 1_000, leaseMs: minute, token })).rows;
}

async function begin(row: ClaimedRow, token: number, change: Partial<CallingInput> = {}) {
  const { org_id, id, contact_id, epoch, queued_at } = row;
  const [sender] = await sql<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'inbox'`);
  const address = row.address as string;
  const message = {
    channel: 'email',
    address,
    subject: null,
    text: 'Hello',
    html: null,
    data: null,
    body_hash: '',
    template: null,
    conversation_key: null,
    headers: null,
    vendor_template: null,
  } as const;
  const ids = { org_id, id, contact_id, token, sender_id: sender?.id as string, message_id: newId(clock.now()) };
  const input = {
    ...ids,
    epoch,
    queued_at,
    repeats: false,
    closes_at: null,
    touch_seen: null,
    channel: 'email',
    address,
    message,
    ...change,
  } as const;
  const { refusals } = await beginCalling(engine.context.db, [input], { leaseLeftMs: 1_000 });
  return refusals.get(claimKey(input));
}

const settlement = (row: ClaimedRow, token: number, change: Partial<Settlement>): Settlement => ({
  org_id: row.org_id,
  id: row.id,
  contact_id: row.contact_id,
  token,
  from_state: 'calling',
  to_state: 'sent',
  reason: null,
  timeline: { id: newId(clock.now()), kind: 'test', reason: null, facts: null },
  ...change,
});

const contactRow = async (id: string) =>
  (
    await sql<{ epoch: number; busy_until: number | null; recent: number }>(
      'SELECT epoch, busy_until, cardinality(recent_touches) AS recent FROM relance.contacts WHERE id = $1',
      [id],
    )
  )[0];

test('who gains an address at the moment at which it is refused learns of the suppression', async () => {
  const ana = await contact({ key: 'ana', email: 'shared@example.com' });
  const bo = await contact({ key: 'bo' });
  await mail(ana);
  const token = newLeaseToken();
  const [row] = (await claim(token)) as [ClaimedRow];
  expect(await begin(row, token)).toBeUndefined();
  const refused = settlement(row, token, { to_state: 'dead_letter', reason: 'recipient_refused' });
  const suppress = { channel: 'email', value: 'shared@example.com', cause: 'recipient_refused', detail: null } as const;
  let settled: Promise<unknown> | undefined;
  let epoch = 0;
  // The address is being added, and is not committed yet.
  await engine.context.db.transaction(engine.orgId, async (tx) => {
    const query = (text: string) => tx.query<{ epoch: number }>({ name: `test-${statements++}`, text });
    await query(`SELECT pg_advisory_xact_lock(hashtextextended('${engine.orgId}/email:shared@example.com', 0))`);
    await query(`INSERT INTO relance.addresses SELECT org_id, '${bo}', channel, value, 0, created_at FROM relance.addresses
      WHERE contact_id = '${ana}'`);
    const [now] = await query(`UPDATE relance.contacts SET epoch = epoch + 1 WHERE id = '${bo}' RETURNING epoch`);
    epoch = now?.epoch ?? 0;
    settled = settleFollowUps(engine.context.db, [{ ...refused, suppress }]);
    await until('the suppression waits', 20_000, async () => {
      const waiting = await sql(`SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'`);
      return waiting.length > 0;
    });
  });
  await settled;
  expect((await contactRow(bo))?.epoch).toBe(epoch + 1);
});

test('nothing is called at an address that is suppressed, though its contact no longer holds it', async () => {
  const id = await contact({ key: 'cy', email: 'cy@example.com' });
  await mail(id);
  const token = newLeaseToken();
  const [row] = (await claim(token)) as [ClaimedRow];
  await sql(
    `INSERT INTO relance.suppressions VALUES ($1, 'email', 'old@example.com', 'bounced', NULL, relance.now())`,
    [engine.orgId],
  );
  expect(await begin(row, token, { address: 'old@example.com', message: null })).toBe('suppressed');
  await settleFollowUps(engine.context.db, [
    settlement(row, token, { from_state: 'claimed', to_state: 'cancelled', reason: 'test' }),
  ]);
});

test('a call that is settled after its lease does not give away the contact that another call has by then', async () => {
  const id = await contact({ key: 'di', email: 'di@example.com' });
  await mail(id);
  const [slow, next] = [newLeaseToken(), newLeaseToken()];
  const [first] = (await claim(slow)) as [ClaimedRow];
  expect(await begin(first, slow)).toBeUndefined();
  await clock.advanceBy(minute + 1_000);
  await mail(id);
  const [second] = (await claim(next)) as [ClaimedRow];
  expect(await begin(second, next)).toBe('busy');
  await rescueFollowUps(engine.context.db, clock.now());
  expect(await begin(second, next)).toBeUndefined();
  const busyUntil = (await contactRow(id))?.busy_until;
  expect(busyUntil).toBeGreaterThan(clock.now());
  await settleFollowUps(engine.context.db, [settlement(first, slow, {})]);
  expect((await contactRow(id))?.busy_until).toBe(busyUntil);
  await settleFollowUps(engine.context.db, [settlement(second, next, {})]);
  expect((await contactRow(id))?.busy_until).toBeNull();
});

test('a stage that an ending sets is not lost to an event that was read before it', async () => {
  const contactId = await contact({ key: 'ed', email: 'ed@example.com' });
  await engine.events.record({
    type: 'message.received',
    contact: { key: 'ed' },
    conversation: { key: 'ed', stage: 'new' },
  });
  await mail(contactId);
  const token = newLeaseToken();
  const [row] = (await claim(token)) as [ClaimedRow];
  const touch = { key: 'ed', sent: false, stage: 'lost' };
  let settled: Promise<unknown> | undefined;
  let isSettled = false;
  await engine.context.db.transaction(everyOrganization, async (tx) => {
    const query = (text: string) => tx.query({ name: `test-${statements++}`, text });
    // As recording an event does: the contact's lock, the conversation read, and later written with what was read.
    await query(`UPDATE relance.contacts SET epoch = epoch + 1 WHERE id = '${contactId}'`);
    const done = settlement(row, token, { from_state: 'claimed', to_state: 'cancelled', reason: 'finished' });
    settled = settleFollowUps(engine.context.db, [{ ...done, touch }]).then(() => {
      isSettled = true;
    });
    await until('the ending waits', 20_000, async () => {
      const waiting = await sql(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return isSettled || waiting.length > 0;
    });
    await query(`UPDATE relance.conversations SET stage = 'new' WHERE key = 'ed'`);
  });
  await settled;
  expect(await sql(`SELECT stage FROM relance.conversations WHERE key = 'ed'`)).toEqual([{ stage: 'lost' }]);
});

const text = (contactId: string, channel: 'sms' | 'whatsapp' = 'sms') =>
  engine.followUps.schedule({
    contactId,
    dueAt: clock.now() + 1_000,
    channel,
    category: 'conversational',
    text: 'Hello',
  });

test('a sender that does not work is not asked again about a message while another of the route is only resting', async () => {
  engine.start();
  const [busy, wanted] = [await contact({ phone: '+33611111111' }), await contact({ phone: '+33622222222' })];
  const broken: SendOutcome = { kind: 'refused', class: 'sender', code: '401', detail: 'no' };
  answers = {
    first: () => broken,
    second: () => ({ kind: 'refused', class: 'rate', code: '429', detail: 'slow', retryAfterMs: hour }),
  };
  await text(busy);
  await clock.playUntil(clock.now() + 2 * minute);
  await engine.followUps.cancelForContact(busy);
  calls = [];
  await text(wanted);
  await clock.advanceBy(2_000);
  // Its answer is settled, too: else the next move of the clock would let its lease run out.
  const refused = `SELECT 1 FROM relance.timeline WHERE contact_id = $1 AND kind = 'refused'`;
  await until('the first has refused', 10_000, async () => (await sql(refused, [wanted])).length === 1);
  expect(calls).toHaveLength(1);
  answers = { first: () => broken, second: () => accepted };
  // The first has rested, the second has not.
  await clock.advanceBy(minute);
  await clock.playUntil(clock.now() + 2 * hour);
  expect(calls).toEqual(['first +33622222222', 'second +33622222222']);
});

test('a vendor that answers "too fast" for ever is given up after a day, and what was refused is no touch', async () => {
  const id = await contact({ addresses: [{ channel: 'whatsapp', value: '+33633333333' }] });
  answers = {
    first: () => ({ kind: 'refused', class: 'rate', code: '429', detail: 'slow', retryAfterMs: hour }),
    second: () => accepted,
  };
  await text(id, 'whatsapp');
  await clock.playUntil(clock.now() + 23 * hour);
  const state = () => sql(`SELECT state, reason, attempts_left FROM relance.follow_ups WHERE contact_id = $1`, [id]);
  expect(await state()).toEqual([{ state: 'scheduled', reason: 'rate_limited', attempts_left: 3 }]);
  await clock.playUntil(clock.now() + 3 * hour);
  expect(await state()).toMatchObject([{ state: 'dead_letter', reason: 'rate_limited_too_long' }]);
  expect((await contactRow(id))?.recent).toBe(0);
});

test('a rest counts from the answer, however late the database is told: what was refused comes again by then', async () => {
  const [sender] = await sql<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'inbox'`);
  const at = Math.floor(clock.now()) - minute;
  const rest = { at, restMs: hour, error: '429: slow', isFault: false };
  expect(await openBreaker(engine.context.db, engine.orgId, sender?.id as string, rest)).toBe(at + hour);
  // A clock here that is ahead lengthens nothing.
  const ahead = { ...rest, at: at + 2 * hour, restMs: 2 * hour };
  const until = await openBreaker(engine.context.db, engine.orgId, sender?.id as string, ahead);
  expect(until).toBeLessThan(clock.now() + 2 * hour + 1);
  expect(until).toBeGreaterThan(clock.now() + 2 * hour - minute);
});
