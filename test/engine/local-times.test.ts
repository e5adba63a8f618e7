// Steps and one-offs at a time of the day: by whose clock, what is kept of it, and what moves them.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { readTimeline } from '../../src/operations/read-contacts.ts';
import { redateByZoneRules } from '../../src/operations/redate-follow-ups.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

// Thursday, the day before a holiday.
const start = Date.parse('2026-04-30T16:00Z');
const day = 86_400_000;
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(start);
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
    policy: { holidays: { dates: [{ date: '2026-05-01', name: 'Labour Day' }] } },
    sequences: [
      {
        key: 'welcome',
        trigger: 'lead.created',
        steps: [
          { key: 'hello', after: '1h', at: '09:30', on: 'business_day', subject: 'Hello', text: 'Hello' },
          { key: 'again', afterPrevious: '1d', at: '09:30', on: 'business_day', subject: 'Again', text: 'Again' },
        ],
        exit: ['message.received'],
      },
      {
        key: 'reminders',
        trigger: 'appointment.booked',
        anchor: 'appointment.startsAt',
        steps: [{ key: 'soon', before: '2h', channel: 'email', subject: 'Soon', text: 'Soon' }],
        exit: ['appointment.cancelled'],
      },
    ],
  });
  engine.start();
  return world.close;
});

interface Row {
  readonly id: string;
  readonly due: string;
  readonly queue: string | null;
  readonly intent: { readonly wall: string; readonly zone: string; readonly tzdata: string } | null;
}

async function rowsOf(contactId: string): Promise<Row[]> {
  const rows = await engine.context.db.query<Row & { due: number; queue: number | null }>(
    {
      name: 'test-intents',
      text: `SELECT id, (extract(epoch FROM due_at) * 1000)::float8 AS due, (extract(epoch FROM queue_at) * 1000)::float8 AS queue, intent
        FROM relance.follow_ups WHERE contact_id = $1 AND ended_at IS NULL ORDER BY due_at`,
    },
    [contactId],
  );
  const text = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16));
  return rows.map(({ id, due, queue, intent }) => ({
    id,
    due: text(due as number) as string,
    queue: text(queue),
    intent,
  }));
}

async function happen(type: string, contact: object, more: object = {}): Promise<string> {
  const occurredAt = new Date(clock.now()).toISOString();
  const result = await engine.events.record({ type, occurredAt, contact, ...more });
  if (result.conflict || result.contactId === null) throw new Error('not recorded');
  return result.contactId;
}

async function movesOf(contactId: string) {
  const { items } = await readTimeline(engine.context, engine.orgId, contactId, { limit: 50, after: null });
  return items.filter(({ kind }) => kind === 'moved');
}

async function change(statement: string, id: string): Promise<void> {
  await engine.context.db.query({ name: `test-${statement.length}`, text: statement }, [id]);
}

const paris = { key: 'ana', email: 'ana@example.com', timezone: 'Europe/Paris' };
const newYork = { key: 'bob', email: 'bob@example.com', timezone: 'America/New_York' };

test('a step goes out at its time on the next business day of each, and the next one is dated by the same clock', async () => {
  const ana = await happen('lead.created', paris, { lead: { key: 'l1' } });
  const bob = await happen('lead.created', newYork, { lead: { key: 'l2' } });
  expect(await rowsOf(ana)).toMatchObject([
    { due: '2026-05-04T07:30', queue: '2026-05-04T07:30', intent: { wall: '2026-05-04T09:30', zone: 'Europe/Paris' } },
  ]);
  expect(await rowsOf(bob)).toMatchObject([{ due: '2026-05-04T13:30', intent: { tzdata: process.versions.tz } }]);
  await clock.playUntil(Date.parse('2026-05-04T14:00Z'));
  // A day after Monday's 09:30 and some: Wednesday's.
  expect(await rowsOf(ana)).toMatchObject([{ due: '2026-05-06T07:30', intent: { wall: '2026-05-06T09:30' } }]);
  expect(await rowsOf(bob)).toMatchObject([{ due: '2026-05-06T13:30' }]);
});

test('who turns out to live elsewhere gets it by their own clock; what was put off stays so', async () => {
  const contact = { key: 'cleo', email: 'cleo@example.com', timezone: 'Europe/Paris' };
  const cleo = await happen('lead.created', contact, { lead: { key: 'l3' } });
  const oneOff = { contactId: cleo, channel: 'email', category: 'manual', subject: 'x', text: 'x' } as const;
  const said = await engine.followUps.schedule({ ...oneOff, dueAt: '2026-05-07T08:00', timeZone: 'recipient' });
  const fixed = await engine.followUps.schedule({ ...oneOff, dueAt: '2026-05-08T08:00', timeZone: 'Europe/London' });
  const exact = await engine.followUps.schedule({ ...oneOff, dueAt: Date.parse('2026-05-09T08:00Z') });
  expect([said, fixed, exact].every(({ ok }) => ok)).toBe(true);
  expect((await rowsOf(cleo)).map(({ due }) => due)).toEqual([
    '2026-05-05T07:30',
    '2026-05-07T06:00',
    '2026-05-08T07:00',
    '2026-05-09T08:00',
  ]);
  const [step] = await rowsOf(cleo);
  await change(`UPDATE relance.follow_ups SET queue_at = '2026-05-05T20:00Z' WHERE id = $1`, step?.id ?? '');
  await happen('contact.upserted', { ...contact, timezone: 'America/New_York' });
  expect((await rowsOf(cleo)).map(({ due, queue, intent }) => [due, queue, intent?.zone])).toEqual([
    ['2026-05-05T13:30', '2026-05-05T20:00', 'America/New_York'],
    ['2026-05-07T12:00', '2026-05-07T12:00', 'America/New_York'],
    ['2026-05-08T07:00', '2026-05-08T07:00', 'Europe/London'],
    ['2026-05-09T08:00', '2026-05-09T08:00', undefined],
  ]);
  expect((await movesOf(cleo)).map(({ reason, facts }) => [reason, facts?.zoneBefore, facts?.zone])).toEqual([
    ['zone_changed', 'Europe/Paris', 'America/New_York'],
    ['zone_changed', 'Europe/Paris', 'America/New_York'],
  ]);
  // Told again, nothing moves.
  await happen('contact.upserted', { ...contact, timezone: 'America/New_York' });
  expect(await movesOf(cleo)).toHaveLength(2);
  // Moved by hand, it is at that instant, wherever they live.
  await change(`UPDATE relance.follow_ups SET intent = NULL WHERE id = $1`, step?.id ?? '');
  await happen('contact.upserted', { ...contact, timezone: 'Asia/Tokyo' });
  expect((await rowsOf(cleo)).map(({ due }) => due)).toContain('2026-05-05T13:30');
});

test('newer rules of the zones: the wall time stays, its instant does not', async () => {
  const contact = { key: 'dan', email: 'dan@example.com', timezone: 'Europe/Paris' };
  const dan = await happen('lead.created', contact, { lead: { key: 'l4' } });
  const [row] = await rowsOf(dan);
  // As a process had dated it that knew of no summer time.
  await change(
    `UPDATE relance.follow_ups SET due_at = due_at + interval '1 hour', queue_at = queue_at + interval '1 hour',
      intent = intent || '{"tzdata": "2019a"}' WHERE id = $1`,
    row?.id ?? '',
  );
  expect((await rowsOf(dan))[0]?.due).toBe('2026-05-05T08:30');
  const redate = (tzdata?: string) =>
    redateByZoneRules(engine.context, new AbortController().signal, (_, error) => expect.fail(String(error)), tzdata);
  // Nobody takes back what newer rules have said.
  expect(await redate('2018z')).toBe(0);
  expect(await redate()).toBe(1);
  expect(await rowsOf(dan)).toEqual([row]);
  expect(await movesOf(dan)).toMatchObject([{ reason: 'zone_changed', facts: { wall: '2026-05-05T09:30' } }]);
  expect(await redate()).toBe(0);
});

test('a time that is none is refused, and so is a wall time without a clock', async () => {
  const contactId = await happen('contact.upserted', paris);
  const oneOff = { contactId, channel: 'email', category: 'manual', text: 'x' } as const;
  for (const bad of [
    { dueAt: '2026-05-07T08:00' },
    { dueAt: '2026-02-30T08:00', timeZone: 'recipient' },
    { dueAt: '2026-05-07T08:00', timeZone: 'Europe/Atlantis' },
    { dueAt: start + day, timeZone: 'Europe/Paris' },
  ]) {
    await expect(engine.followUps.schedule({ ...oneOff, ...bad })).rejects.toMatchObject({ code: 'invalid_input' });
  }
});

test('a reminder that would come at night comes the evening before, while that is ahead', async () => {
  const startsAt = new Date(Date.parse('2026-05-08T07:00Z')).toISOString();
  const eve = await happen(
    'appointment.booked',
    { key: 'eve', email: 'eve@example.com', timezone: 'Europe/Paris' },
    {
      appointment: { key: 'a1', startsAt },
    },
  );
  // Two hours before 09:00 in Paris is in the quiet hours, which begin at 21:00.
  expect(await rowsOf(eve)).toMatchObject([{ due: '2026-05-07T18:45', intent: null }]);
  await clock.playUntil(Date.parse('2026-05-07T20:00Z'));
  const fay = await happen(
    'appointment.booked',
    { key: 'fay', email: 'fay@example.com', timezone: 'Europe/Paris' },
    {
      appointment: { key: 'a2', startsAt },
    },
  );
  expect(await rowsOf(fay)).toMatchObject([{ due: '2026-05-08T05:00' }]);
});
