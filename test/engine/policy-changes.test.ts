// A policy is changed while follow-ups are pending: business days are found anew, and what it has put off is asked again.
import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { changeOrganization } from '../../src/operations/change-organization.ts';
import { readTimeline } from '../../src/operations/read-contacts.ts';
import { redateByPolicy } from '../../src/operations/redate-follow-ups.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { by } from '../support/actor.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const minute = 60_000;
/** Friday evening in Paris. */
const start = Date.parse('2026-05-08T16:00Z');
const quietNights = { quietHours: { from: '21:00', to: '08:00', regional: false } };

let clock: VirtualClock;
let engine: Engine;
const sent: { readonly text: string; readonly at: string }[] = [];

beforeEach(async () => {
  sent.length = 0;
  const world = await startVirtualWorld(start);
  clock = world.clock;
  const onSend = ({ text }: { text: string }) => sent.push({ text, at: minuteOf(clock.now()) });
  engine = await world.createEngine({
    providers: [createInstantProvider({ onSend })],
    senders: [{ key: 'mail', provider: 'instant', channel: 'email' }],
    policy: quietNights,
    sequences: [
      {
        key: 'welcome',
        trigger: 'lead.created',
        steps: [
          { key: 'hello', after: '1h', at: '09:30', on: 'business_day', channel: 'email', subject: 'x', text: 'hello' },
        ],
        exit: ['message.received'],
      },
    ],
  });
  await changeOrganization(engine.context, engine.orgId, { timezone: 'Europe/Paris' }, by('test'));
  await redateNow();
  return world.close;
});

const minuteOf = (at: number) => new Date(Math.floor(at / minute) * minute).toISOString().slice(0, 16);
const redateNow = () =>
  redateByPolicy(engine.context, new AbortController().signal, (id, error) => expect.fail(`${id}: ${error}`));

async function happen(type: string, contact: object, more: object = {}): Promise<string> {
  const occurredAt = new Date(clock.now()).toISOString();
  const recorded = await engine.events.record({ type, occurredAt, contact, ...more });
  if (recorded.conflict || recorded.contactId === null) throw new Error('not recorded');
  return recorded.contactId;
}

interface Row {
  readonly due: number;
  readonly queue: number;
  readonly reason: string | null;
}

async function rowsOf(contactId: string) {
  const text = `SELECT (extract(epoch FROM due_at) * 1000)::float8 AS due, (extract(epoch FROM queue_at) * 1000)::float8 AS queue, reason
    FROM relance.follow_ups WHERE contact_id = $1 AND ended_at IS NULL ORDER BY due_at`;
  const rows = await engine.context.db.query<Row>({ name: 'test-pending', text }, [contactId]);
  return rows.map(({ due, queue, reason }) => [minuteOf(due), minuteOf(queue), reason]);
}

const ana = { key: 'ana', email: 'ana@example.com' };
const schedule = (contactId: string, text: string, dueAt: number) =>
  engine.followUps.schedule({ contactId, dueAt, channel: 'email', category: 'conversational', subject: 'x', text });

test('a holiday more is another business day for what is pending, and back again; nothing is found twice', async () => {
  const contactId = await happen('lead.created', ana, { lead: { key: 'l1' } });
  const anybody = await happen('contact.upserted', { key: 'bob', email: 'bob@example.com' });
  await schedule(anybody, 'exact', Date.parse('2026-05-11T07:30Z'));
  expect(await rowsOf(contactId)).toEqual([['2026-05-11T07:30', '2026-05-11T07:30', null]]);
  await engine.policy.put({ ...quietNights, holidays: { dates: ['2026-05-11'] } });
  expect(await redateNow()).toEqual({ dated: 1, asked: 0 });
  expect(await rowsOf(contactId)).toEqual([['2026-05-12T07:30', '2026-05-12T07:30', null]]);
  expect(await redateNow()).toEqual({ dated: 0, asked: 0 });
  await engine.policy.put(quietNights);
  expect(await redateNow()).toEqual({ dated: 1, asked: 0 });
  expect(await rowsOf(contactId)).toEqual([['2026-05-11T07:30', '2026-05-11T07:30', null]]);
  expect(await rowsOf(anybody)).toEqual([['2026-05-11T07:30', '2026-05-11T07:30', null]]);
  const { items } = await readTimeline(engine.context, engine.orgId, contactId, { limit: 50, after: null });
  const moves = items.filter(({ kind }) => kind === 'moved');
  expect(moves.map(({ reason, facts }) => [reason, facts?.wall])).toEqual([
    ['policy_changed', '2026-05-11T09:30'],
    ['policy_changed', '2026-05-12T09:30'],
  ]);
});

test('a business day that would be past stays where it is', async () => {
  await engine.policy.put({ ...quietNights, holidays: { dates: ['2026-05-11'] } });
  await redateNow();
  const contactId = await happen('lead.created', ana, { lead: { key: 'l1' } });
  expect(await rowsOf(contactId)).toEqual([['2026-05-12T07:30', '2026-05-12T07:30', null]]);
  await clock.advanceTo(Date.parse('2026-05-11T10:00Z'));
  await engine.policy.put(quietNights);
  expect(await redateNow()).toEqual({ dated: 0, asked: 0 });
  expect(await rowsOf(contactId)).toEqual([['2026-05-12T07:30', '2026-05-12T07:30', null]]);
});

test('another time zone of the organization is that of everybody who has none of their own', async () => {
  const contactId = await happen('lead.created', ana, { lead: { key: 'l1' } });
  const own = await happen(
    'lead.created',
    { ...ana, key: 'bob', email: 'bob@example.com', timezone: 'Europe/Paris' },
    { lead: { key: 'l2' } },
  );
  await changeOrganization(engine.context, engine.orgId, { timezone: 'America/New_York' }, by('test'));
  expect(await redateNow()).toEqual({ dated: 1, asked: 0 });
  expect(await rowsOf(contactId)).toEqual([['2026-05-11T13:30', '2026-05-11T13:30', null]]);
  expect(await rowsOf(own)).toEqual([['2026-05-11T07:30', '2026-05-11T07:30', null]]);
});

test('what the quiet hours have put off goes out soon after they were lifted, and nothing else is asked', async () => {
  const contactId = await happen('contact.upserted', ana);
  const paused = await happen('contact.upserted', { key: 'bob', email: 'bob@example.com' });
  await schedule(contactId, 'late', Date.parse('2026-05-08T19:30Z'));
  await schedule(paused, 'later', Date.parse('2026-05-09T09:00Z'));
  engine.start();
  await clock.playUntil(Date.parse('2026-05-08T20:00Z'));
  expect(await rowsOf(contactId)).toEqual([['2026-05-08T19:30', '2026-05-09T06:00', 'quiet_hours']]);
  await engine.policy.put({ quietHours: { from: '23:30', to: '08:00', regional: false } });
  // Housekeeping looks every minute.
  await expect
    .poll(
      async () => {
        await clock.passBy(minute / 2);
        return sent.map(({ text }) => text);
      },
      { timeout: 20_000, interval: 100 },
    )
    .toEqual(['late']);
  expect(sent[0]?.at.slice(0, 11)).toBe('2026-05-08T');
  expect(await rowsOf(paused)).toEqual([['2026-05-09T09:00', '2026-05-09T09:00', null]]);
});

test('quiet hours that were widened let nothing out, and a person’s own policy counts at once', async () => {
  const contactId = await happen('contact.upserted', ana);
  const other = await happen('contact.upserted', { key: 'bob', email: 'bob@example.com' });
  await schedule(contactId, 'ana', Date.parse('2026-05-08T19:30Z'));
  await schedule(other, 'bob', Date.parse('2026-05-08T19:30Z'));
  engine.start();
  await clock.playUntil(Date.parse('2026-05-08T20:00Z'));
  await engine.policy.put({ quietHours: { from: '20:00', to: '10:00', regional: false } });
  // Here or in the engine's own housekeeping, whichever comes first: until 08:00 by the new hours, no longer 06:00.
  await redateNow();
  for (const id of [contactId, other]) {
    await expect
      .poll(() => rowsOf(id), { timeout: 10_000 })
      .toEqual([['2026-05-08T19:30', '2026-05-09T08:00', 'quiet_hours']]);
  }
  await clock.playUntil(Date.parse('2026-05-08T20:10Z'));
  expect(sent).toEqual([]);
  await happen('contact.upserted', { ...ana, policy: { quietHours: 'off' } });
  await clock.playUntil(Date.parse('2026-05-08T20:20Z'));
  expect(sent.map(({ text }) => text)).toEqual(['ana']);
  expect(await rowsOf(other)).toEqual([['2026-05-08T19:30', '2026-05-09T08:00', 'quiet_hours']]);
});
