// What ends side by side, in one batch or from several sides: nothing may be carried on that was stopped, nor ended that is open.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { finishEnrollments } from '../../src/operations/finish-enrollments.ts';
import { claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { everyOrganization } from '../../src/store/database.ts';
import { rescueFollowUps } from '../../src/store/rescue-follow-ups.ts';
import { holdSlots } from '../../src/store/sender-budget.ts';
import { settleFollowUps } from '../../src/store/settle-follow-ups.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { until } from '../faults/support/until.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const hour = 3_600_000;
const day = 24 * hour;
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email', concurrency: 10 }],
    sequences: [
      {
        key: 'chain',
        trigger: { on: 'lead.created' },
        steps: [
          { key: 'first', after: '1h', text: 'First' },
          { key: 'second', afterPrevious: '1h', text: 'Second' },
        ],
        exit: ['lead.converted'],
      },
      {
        key: 'both',
        trigger: { on: 'custom.both' },
        steps: [
          { key: 'a', after: '1h', text: 'A' },
          { key: 'b', after: '1h', text: 'B' },
        ],
        exit: ['lead.converted'],
      },
      {
        key: 'waits',
        trigger: { on: 'call.ended' },
        steps: [
          { key: 'booked', waitFor: { on: 'appointment.booked', timeout: '2d' } },
          { key: 'done', waitFor: { on: 'appointment.completed', timeout: '2d' } },
          { key: 'thanks', afterPrevious: '1h', text: 'Thanks' },
        ],
        exit: ['lead.converted'],
      },
    ],
  });
  return world.close;
});

const sql = <Row>(text: string, parameters?: readonly unknown[]) =>
  engine.context.db.query<Row>({ name: `test-${text.length}-${text.slice(0, 40)}`, text }, parameters);

async function rowsOf(email: string): Promise<string[]> {
  const rows = await sql<{ row: string }>(
    `SELECT f.step || ' ' || f.state || coalesce(' ' || f.reason, '') AS row FROM relance.follow_ups f
     JOIN relance.addresses a ON a.contact_id = f.contact_id AND a.value = $1 ORDER BY f.id`,
    [email],
  );
  return rows.map(({ row }) => row);
}

async function enrollmentOf(email: string): Promise<string | undefined> {
  const [row] = await sql<{ state: string }>(
    `SELECT e.state FROM relance.enrollments e JOIN relance.addresses a ON a.contact_id = e.contact_id AND a.value = $1`,
    [email],
  );
  return row?.state;
}

const claim = (token: number) =>
  claimFollowUps(engine.context.db, [{ orgId: engine.orgId, channel: 'email', tier: 1, limit: 10 }], {
    aheadMs: 1_000,
    leaseMs: 60_000,
    token,
  });

test('the ending of an enrollment is planned though others have open rows', async () => {
  const type = 'custom.both';
  await engine.events.record({ type, contact: { email: 'ends@example.com' } });
  await clock.advanceBy(hour);
  await engine.events.record({ type, contact: { email: 'begins@example.com' } });
  const token = newLeaseToken();
  const { rows } = await claim(token);
  const [a, b] = rows.map(({ org_id, id, contact_id }) => ({
    org_id,
    id,
    contact_id,
    token,
    from_state: 'claimed' as const,
    to_state: 'skipped' as const,
    reason: 'test',
    timeline: { id: newId(clock.now()), kind: 'skipped', reason: 'test', facts: null },
  }));
  if (!a || !b) throw new Error('not claimed');
  const plan = {
    alone: true,
    id: newId(clock.now()),
    kind: 'ending',
    state: 'scheduled',
    channel: 'none',
    category: 'manual',
    step: -1,
    occurrence: 0,
    tier: 1,
    due_at: clock.now() + day,
  } as const;
  await settleFollowUps(engine.context.db, [a, { ...b, plan }]);
  expect(await rowsOf('ends@example.com')).toContain('-1 scheduled');
  await sql(`UPDATE relance.follow_ups SET state = 'cancelled', queue_at = NULL, ended_at = relance.now(), reason = 'test'
    WHERE state = 'scheduled'`);
});

test('what a batch puts off stays open: its enrollment is not completed by the step beside it', async () => {
  await engine.events.record({ type: 'custom.both', contact: { email: 'both@example.com' } });
  await clock.advanceBy(hour);
  const token = newLeaseToken();
  const { rows } = await claim(token);
  expect(rows).toHaveLength(2);
  const [a, b] = rows.map(({ org_id, id, contact_id, enrollment_id }) => ({
    org_id,
    id,
    contact_id,
    enrollment_id,
    token,
    from_state: 'claimed' as const,
  }));
  if (!a || !b) throw new Error('not claimed');
  const timeline = (kind: string) => ({ id: newId(clock.now()), kind, reason: 'test', facts: null });
  const end = { alone: true, state: 'completed', reason: null } as const;
  await settleFollowUps(engine.context.db, [
    { ...a, to_state: 'skipped', reason: 'test', timeline: timeline('skipped'), end },
    {
      ...b,
      to_state: 'scheduled',
      reason: 'contact_busy',
      queue_at: clock.now() + day,
      timeline: timeline('deferred'),
    },
  ]);
  expect(await enrollmentOf('both@example.com')).toBe('active');
  await engine.followUps.cancelForContact(a.contact_id);
});

test('what is cancelled for a contact is not carried on with the next step', async () => {
  const email = 'chain@example.com';
  const recorded = await engine.events.record({ type: 'lead.created', contact: { email }, lead: { key: 'l-1' } });
  const contactId = 'contactId' in recorded ? (recorded.contactId as string) : '';
  expect(await engine.followUps.cancelForContact(contactId, 'a "reason"\nin two lines')).toBe(1);
  await clock.advanceBy(60_000);
  await finish();
  expect(await rowsOf(email)).toEqual(['0 cancelled a "reason"\nin two lines']);
  expect(await enrollmentOf(email)).toBe('exited');
});

const faults: string[] = [];
const finish = () =>
  finishEnrollments(engine.context.db, engine.context.definitions, clock.now(), null, (id) => faults.push(id));

test('an enrollment that nothing carries on is found and carried on', async () => {
  const email = 'stranded@example.com';
  await engine.events.record({ type: 'lead.created', contact: { email }, lead: { key: 'l-2' } });
  await sql(
    `UPDATE relance.follow_ups SET state = 'skipped', reason = 'test', queue_at = NULL, ended_at = relance.now()
     WHERE contact_id = (SELECT contact_id FROM relance.addresses WHERE value = $1)`,
    [email],
  );
  await clock.advanceBy(60_000);
  expect(await finish()).toBeNull();
  expect(await rowsOf(email)).toEqual(['0 skipped test', '1 scheduled']);
  expect(await enrollmentOf(email)).toBe('active');
});

test('waits that one batch begins and ends are over, and what follows stands alone', async () => {
  const email = 'waits@example.com';
  const contact = { email };
  const appointment = { key: 'a-1', startsAt: '2026-06-01T10:00:00Z' };
  await engine.events.recordAll([
    { type: 'call.ended', contact, call: { key: 'c-1' } },
    { type: 'appointment.booked', contact, appointment },
    { type: 'appointment.completed', contact, appointment },
  ]);
  expect(await rowsOf(email)).toEqual(['0 sent event', '1 sent event', '2 scheduled']);
});

test('what an enrollment planned that the same batch began and ended is not written', async () => {
  const contact = { email: 'never@example.com' };
  await engine.events.recordAll([
    { type: 'call.ended', contact, call: { key: 'c-2' } },
    { type: 'appointment.booked', contact, appointment: { key: 'a-2', startsAt: '2026-06-01T10:00:00Z' } },
    { type: 'lead.converted', contact, lead: { key: 'l-3' } },
  ]);
  expect(await rowsOf('never@example.com')).toEqual([]);
});

test('of several addresses of a channel the first that was given is written to, and what is given alone afterwards before them', async () => {
  const addresses = ['zoe@example.com', 'ana@example.com', 'zoe@example.com'].map((value) => ({
    channel: 'email',
    value,
  }));
  await engine.events.record({ type: 'contact.upserted', contact: { key: 'two', addresses } });
  await engine.events.record({ type: 'contact.upserted', contact: { key: 'two', email: 'later@example.com' } });
  const rows = await sql<{ value: string }>(
    `SELECT a.value FROM relance.addresses a JOIN relance.contacts c ON c.id = a.contact_id AND c.key = 'two' ORDER BY position`,
  );
  expect(rows.map(({ value }) => value)).toEqual(['later@example.com', 'zoe@example.com', 'ana@example.com']);
});

test('a row that was rescued late is as late as it is: an outage does not make it younger', async () => {
  const recorded = await engine.events.record({ type: 'contact.upserted', contact: { email: 'late@example.com' } });
  const contactId = 'contactId' in recorded ? (recorded.contactId as string) : '';
  const dueAt = Math.round(clock.now());
  await engine.followUps.schedule({ contactId, dueAt, channel: 'email', category: 'nurture', text: 'Hello' });
  expect((await claim(newLeaseToken())).rows).toHaveLength(1);
  await clock.advanceBy(3 * day);
  expect(await rescueFollowUps(engine.context.db, clock.now())).toEqual({ requeued: 1, unknown: 0 });
  const { rows } = await claim(newLeaseToken());
  const late = rows.find(({ contact_id }) => contact_id === contactId);
  expect(clock.now() - (late?.queued_at ?? 0)).toBeGreaterThan(2 * day);
  await engine.followUps.cancelForContact(contactId);
});

test('processes that wait for each other are together not given more calls than the sender may have open', async () => {
  const { db } = engine.context;
  const [sender] = await sql<{ id: string }>('SELECT id FROM relance.senders');
  const senderId = (sender as { id: string }).id;
  const request = { orgId: engine.orgId, senderId, want: 10, inUse: 0, ttlMs: 15_000 };
  const hold = () => holdSlots(db, { ...request, holderId: newId(clock.now()) });
  // Both have begun before either has an answer.
  const both = await db.transaction(everyOrganization, async (tx) => {
    await tx.query({ name: 'test-hold-sender', text: 'SELECT 1 FROM relance.senders WHERE id = $1 FOR UPDATE' }, [
      senderId,
    ]);
    const asked = [hold(), hold()];
    await until('both wait', 20_000, async () => {
      const waiting = await sql<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length >= 2;
    });
    return asked;
  });
  const held = await Promise.all(both);
  expect(held.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10);
});

test('after a wait whose time is up the message goes to an address that there is', async () => {
  const contact = { phone: '+33612345678' };
  const recorded = await engine.events.record({ type: 'call.ended', contact, call: { key: 'c-3' } });
  const contactId = 'contactId' in recorded ? recorded.contactId : null;
  // The leases of the tests above run out.
  await clock.advanceBy(hour);
  engine.start();
  await clock.playUntil(clock.now() + 5 * day);
  const rows = await sql<{ channel: string }>(
    'SELECT channel FROM relance.follow_ups WHERE contact_id = $1 AND step = 2',
    [contactId],
  );
  expect(rows).toEqual([{ channel: 'sms' }]);
});
