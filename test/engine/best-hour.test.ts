// Steps at the hour in which each person writes: what is counted, what is planned by it, and what moves it.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { readEvent } from '../../src/operations/read-event.ts';
import { type EventResult, recordEvents } from '../../src/operations/record-events.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

// A Monday, 10:00 in Paris.
const start = Date.parse('2026-05-04T08:00Z');
const hour = 3_600_000;
const day = 24 * hour;
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(start, { quietHours: true });
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
    sequences: [
      {
        key: 'care',
        trigger: 'lead.created',
        steps: [
          { key: 'hello', after: '0m', at: 'best', atElse: '11:30', subject: 'Hello', text: 'Hello' },
          { key: 'again', afterPrevious: '1h', at: 'best', subject: 'Again', text: 'Again' },
        ],
        exit: ['lead.converted'],
      },
    ],
  });
  engine.start();
  return world.close;
});

const paris = (key: string) => ({ key, email: `${key}@example.com`, timezone: 'Europe/Paris' });

/** What somebody wrote on five evenings, by the clock of Paris, at 18:10, 18:11 and so on. */
const evenings = (contact: ReturnType<typeof paris>) =>
  [1, 2, 3, 4, 5].map((n) => ({
    key: `evening-${contact.key}-${n}`,
    type: 'message.received',
    contact,
    occurredAt: new Date(start - n * day + 8 * hour + (10 + n) * 60_000).toISOString(),
    conversation: { key: `talk-${contact.key}` },
    message: { channel: 'email', text: 'Hi' },
  }));

async function recordTogether(...events: readonly object[]) {
  const inputs = events.map((event) => {
    const reading = readEvent(event, '', { now: clock.now() });
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    return reading.event;
  });
  return recordEvents(engine.context, engine.orgId, inputs);
}

function idOf(result: EventResult | undefined): string {
  if (!result || result.conflict || result.contactId === null) throw new Error('not recorded');
  return result.contactId;
}

async function lead(contact: object, key: string): Promise<string> {
  return idOf(await engine.events.record({ type: 'lead.created', contact, lead: { key } }));
}

async function query<Row>(text: string, contactId: string): Promise<Row[]> {
  return engine.context.db.query<Row & Record<string, unknown>>({ name: `test-${text.length}`, text }, [contactId]);
}

async function dueOf(contactId: string): Promise<string[]> {
  const rows = await query<{ due: number }>(
    `SELECT (extract(epoch FROM due_at) * 1000)::float8 AS due FROM relance.follow_ups
     WHERE contact_id = $1 AND ended_at IS NULL ORDER BY due_at`,
    contactId,
  );
  return rows.map(({ due }) => new Date(due).toISOString().slice(0, 16));
}

async function hoursOf(contactId: string): Promise<readonly number[] | null> {
  const [row] = await query<{ heard_hours: readonly number[] | null }>(
    'SELECT heard_hours FROM relance.contacts WHERE id = $1',
    contactId,
  );
  return row?.heard_hours ?? null;
}

test('who wrote five times around 18:00 gets it at 18:00, wherever they live by then; who did not at the other time', async () => {
  const ana = paris('ana');
  for (const event of evenings(ana)) await engine.events.record(event);
  // Told again, it counts no more.
  for (const event of evenings(ana)) expect(await engine.events.record(event)).toMatchObject({ duplicate: true });
  const anaId = await lead(ana, 'l1');
  expect((await hoursOf(anaId))?.[18]).toBe(5);
  const benId = await lead(paris('ben'), 'l2');
  expect(await hoursOf(benId)).toBeNull();
  expect(await dueOf(anaId)).toEqual(['2026-05-04T16:00']);
  expect(await dueOf(benId)).toEqual(['2026-05-04T09:30']);

  await engine.events.record({ type: 'contact.upserted', contact: { ...ana, timezone: 'America/New_York' } });
  expect(await dueOf(anaId)).toEqual(['2026-05-04T22:00']);

  // What follows a step is dated by what is known then: Ana's hour, and 10:00 for Ben.
  await clock.playUntil(Date.parse('2026-05-04T23:00Z'));
  expect(await dueOf(anaId)).toEqual(['2026-05-05T22:00']);
  expect(await dueOf(benId)).toEqual(['2026-05-05T08:00']);
});

test('in one batch, for several people, with what begins the sequence', async () => {
  const [cleo, dan] = [paris('cleo'), { ...paris('dan'), timezone: 'Asia/Kolkata' }];
  const begin = (contact: object, key: string) => ({ type: 'lead.created', contact, lead: { key } });
  const results = await recordTogether(
    ...evenings(cleo),
    ...evenings(dan),
    begin(cleo, 'l3'),
    begin(dan, 'l4'),
    begin(paris('eve'), 'l5'),
  );
  const ids = results.slice(-3).map(idOf);
  // It is Tuesday, 01:00 in Paris; what was 18:10 there was 21:40 in Kolkata, where it is quiet then.
  expect(await Promise.all(ids.map(dueOf))).toEqual([['2026-05-05T16:00'], ['2026-05-05T14:30'], ['2026-05-05T09:30']]);
  expect((await hoursOf(ids[0] ?? ''))?.[18]).toBe(5);
});

test('what is written within one hour of one conversation counts once, an automatic answer never', async () => {
  const fay = paris('fay');
  const talk = (minute: number, type = 'message.received') => ({
    type,
    contact: fay,
    occurredAt: new Date(start + minute * 60_000).toISOString(),
    conversation: { key: 'talk-fay' },
    message: { channel: 'email', text: 'Hi' },
  });
  await recordTogether(talk(0), talk(5), talk(10));
  await engine.events.record(talk(59));
  const contactId = idOf(await engine.events.record(talk(200, 'message.autoReplied')));
  const once = await hoursOf(contactId);
  expect(once?.[10]).toBe(1);
  expect(once?.reduce((all, count) => all + count, 0)).toBe(1);
  await engine.events.record(talk(61));
  expect((await hoursOf(contactId))?.slice(10, 12)).toEqual([1, 1]);
});
