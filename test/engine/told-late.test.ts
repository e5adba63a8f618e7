// Events reach us late, and in batches: what counts is when they happened, and the timeline keeps their order.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { readTimeline } from '../../src/operations/read-contacts.ts';
import { readFollowUpPage } from '../../src/operations/read-follow-ups.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { until } from '../faults/support/until.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 4, 9);
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(start);
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'email' }],
    sequences: [
      {
        key: 'reminders',
        trigger: { on: 'appointment.booked' },
        anchor: 'appointment.startsAt',
        steps: [
          { key: 'day', before: '24h', channel: 'email', subject: 'Tomorrow', text: 'Tomorrow!' },
          { key: 'hour', before: '1h', channel: 'email', subject: 'Soon', text: 'Soon!' },
        ],
        exit: ['appointment.cancelled'],
      },
    ],
  });
  engine.start();
  return world.close;
});

async function book(key: string, madeAt: number, startsAt: number): Promise<string> {
  const result = await engine.events.record({
    type: 'appointment.booked',
    occurredAt: new Date(madeAt).toISOString(),
    contact: { key, email: `${key}@example.com` },
    appointment: { key, startsAt: new Date(startsAt).toISOString() },
  });
  if (result.conflict || !result.contactId) throw new Error('not recorded');
  return result.contactId;
}

async function states(contactId: string): Promise<string[]> {
  const page = await readFollowUpPage(engine.context, engine.orgId, { contactId }, { limit: 50, after: null });
  return page.items.map(({ stepKey, state, reason }) => [stepKey, state, reason].filter(Boolean).join(' ')).sort();
}

test('a reminder that became due while its booking was on its way to us is sent, late', async () => {
  const contactId = await book('late', start - 10 * 60_000, start - 5 * 60_000 + 24 * hour);
  await clock.playUntil(start + 60_000);
  expect(await states(contactId)).toEqual(['day sent', 'hour scheduled']);
});

test('a reminder that was past when the booking was made is skipped, and its contact shows it with the reason', async () => {
  const now = clock.now();
  const contactId = await book('short', now, now + 3 * hour);
  expect(await states(contactId)).toEqual(['day skipped too_late', 'hour scheduled']);
});

test('the timeline has the event first, then what follows from it', async () => {
  const now = clock.now();
  const { orgId } = engine;
  for (const key of ['o-1', 'o-2', 'o-3', 'o-4', 'o-5']) {
    const contactId = await book(key, now, now + 3 * hour);
    const { items } = await readTimeline(engine.context, orgId, contactId, { limit: 10, after: null });
    expect(items.map(({ kind }) => kind).reverse()).toEqual(['event', 'enrolled', 'skipped']);
  }
});

test('what would be skipped is decided at its time: what happens in the second before still counts', async () => {
  await engine.sequences.put([
    {
      key: 'hot',
      trigger: { on: 'lead.created' },
      steps: [{ key: 'call', after: '1h', channel: 'email', text: 'Hot!', when: { fact: 'lead.score', atLeast: 5 } }],
      exit: ['lead.converted'],
    },
  ]);
  const lead = (key: string, score: number) => ({
    contact: { key, email: `${key}@example.com` },
    lead: { key, score },
  });
  // Before they are recorded: they are due an hour after that, or a little later.
  const dueAt = clock.now() + hour;
  const results = await engine.events.recordAll([
    { type: 'lead.created', ...lead('warmer', 1) },
    { type: 'lead.created', ...lead('cold', 1) },
  ]);
  const [warmer, cold] = results.map((result) => (result.conflict ? '' : (result.contactId as string)));
  await clock.advanceTo(dueAt - 700);
  await until('both are claimed', 20_000, async () => (await states(cold as string)).includes('call claimed'));
  await engine.events.record({ type: 'lead.scored', ...lead('warmer', 9) });
  await clock.playUntil(dueAt + 60_000);
  expect(await states(warmer as string)).toEqual(['call sent']);
  expect(await states(cold as string)).toEqual(['call skipped condition_false']);
  const { items } = await readTimeline(engine.context, engine.orgId, cold as string, { limit: 10, after: null });
  expect(items.find(({ kind }) => kind === 'skipped')?.at).toBeGreaterThanOrEqual(dueAt - 1);
});
