// How many messages of a sender bounce or are called spam: counted for the sender that they went by, and told.
import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { readSender, readSenderPage, removeSender } from '../../src/operations/read-senders.ts';
import { storeIncoming } from '../../src/operations/store-incoming.ts';
import { tellAlerts } from '../../src/operations/tell-alerts.ts';
import type { Provider, Receipt } from '../../src/provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { by } from '../support/actor.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
let world: VirtualWorld;
let clock: VirtualClock;
let engine: Engine;
let told: string[] = [];

/** Refuses `gone-…` and `stop-…` at once; what goes to the channel of alerts is kept. */
const post: Provider = {
  describe: () => ({
    type: 'post',
    channels: ['email', 'slack'],
    config: {},
    limits: { concurrency: 20, timeoutMs: 5_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: async ({ channel, to, text }) => {
      if (channel === 'slack') told.push(text);
      if (to.startsWith('stop-'))
        return { kind: 'refused', class: 'recipient', code: '21610', detail: 'opted out', personStopped: true };
      return to.startsWith('gone-')
        ? { kind: 'refused', class: 'recipient', code: '550', detail: 'no such user' }
        : { kind: 'accepted' };
    },
  }),
};

const newEngine = () =>
  world.createEngine({
    providers: [post],
    senders: [
      { key: 'office', provider: 'post', channel: 'email' },
      { key: 'spare', provider: 'post', channel: 'email' },
      { key: 'team', provider: 'post', channel: 'slack' },
    ],
    alerts: { targets: [{ key: 'team', channel: 'slack', to: 'C123' }] },
  });

beforeEach(async () => {
  told = [];
  world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await newEngine();
  return world.close;
});

/** Sends one message each, by a worker of its own, and returns the ids of their first attempts. */
async function send(addresses: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const email of addresses) {
    const { contactId } = (await engine.events.record({ type: 'contact.upserted', contact: { email } })) as {
      contactId: string;
    };
    const result = await engine.followUps.schedule({
      contactId,
      channel: 'email',
      category: 'transactional',
      dueAt: clock.now(),
      subject: 'Hello',
      text: 'Hello',
    });
    if (!result.ok) throw new Error(result.reason);
    ids.push(result.id);
  }
  const worker = await newEngine();
  worker.start();
  const open = { name: 'test-open', text: 'SELECT count(*)::int AS n FROM relance.follow_ups WHERE ended_at IS NULL' };
  await vi.waitFor(
    async () => {
      await clock.passBy(1_000);
      expect(await engine.context.db.query(open)).toEqual([{ n: 0 }]);
    },
    { timeout: 20_000, interval: 20 },
  );
  // From here on nobody looks but this test.
  await worker.stop();
  return ids.map((id) => `${id}.1`);
}

const people = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}-${n}@example.com`);

/** By the mailbox of the other sender: which one hears of it says nothing. */
async function report(
  attemptId: string,
  more: Pick<Receipt, 'state' | 'class' | 'personStopped'>,
  key = 'first',
): Promise<void> {
  const { orgId, context } = engine;
  const [, spare] = (await context.definitions.get(orgId))?.route('email') ?? [];
  const receipt: Receipt = { dedupeKey: `${attemptId}:${more.state}:${key}`, attemptId, at: clock.now(), ...more };
  const incoming = { receipts: [receipt], inbound: [] };
  const sender = { id: spare?.id ?? '', key: 'spare', channel: 'email', source: 'mail' } as const;
  await storeIncoming(context, orgId, sender, incoming, { isVerified: true });
}

const bounce = { state: 'undelivered', class: 'recipient' } as const;
const look = async () =>
  (await tellAlerts(engine.context, new AbortController().signal)).flatMap(({ told: messages, faults }) => {
    expect(faults).toEqual([]);
    return messages.map(({ alerts }) => alerts);
  });
const lastWeek = async (key: string) => (await readSender(engine.context, engine.orgId, key)).lastWeek;

test('what bounced and was called spam counts for the sender that it went by, each attempt once, for a week', async () => {
  const ids = await send([...people('gone', 2), ...people('ana', 58), ...people('stop', 3)]);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = ids.slice(2);
  await report(first, bounce);
  await report(first, bounce, 'again');
  await report(second, { state: 'undelivered', class: 'transient' });
  await report(third, { state: 'complained' });
  await report(fourth, { state: 'delivered' });
  // Nor do those who have said stop to the vendor, at once or by a report.
  await report(fifth, { ...bounce, personStopped: true });
  const counted = { accepted: 58, refused: 2, bounced: 3, complained: 1, bounceRate: 3 / 60, complaintRate: 1 / 58 };
  expect(await lastWeek('office')).toEqual(counted);
  const nothing = { accepted: 0, refused: 0, bounced: 0, complained: 0, bounceRate: null, complaintRate: null };
  const { items } = await readSenderPage(engine.context, engine.orgId, { limit: 10, after: null });
  expect(items.map((sender) => [sender.key, sender.lastWeek])).toEqual([
    ['office', counted],
    ['spare', nothing],
    ['team', nothing],
  ]);
  // Of another organization nothing is counted.
  const other = await engine.for('other');
  await other.senders.put([{ key: 'office', provider: 'post', channel: 'email' }]);
  expect((await readSender(engine.context, other.orgId, 'office')).lastWeek).toEqual(nothing);
  await clock.advanceBy(6 * day + 20 * hour);
  expect(await lastWeek('office')).toEqual(counted);
  await clock.advanceBy(5 * hour);
  expect(await lastWeek('office')).toEqual(nothing);
});

test('too many are told: a warning, worse, a reminder, and over when a week has gone by', async () => {
  const ids = await send(people('ana', 60));
  for (const id of ids.slice(0, 3)) await report(id, bounce);
  expect(await look()).toEqual([]);
  await report(ids[3] ?? '', bounce);
  // Counted once in ten minutes.
  await clock.advanceBy(minute);
  expect(await look()).toEqual([]);
  await clock.advanceBy(10 * minute);
  expect(await look()).toEqual(['new bounce_rate office']);
  expect(told[0]).toContain(
    'Warning: Of 60 messages by the sender office (e-mail) in the last 7 days, 4 went to addresses that do not work (6.67%), and 0 were called spam (0%).',
  );
  for (const id of ids.slice(10, 13)) await report(id, { state: 'complained' });
  const heard: string[] = [];
  const passes = async (ms: number) => {
    for (const until = clock.now() + ms; clock.now() < until; ) {
      await clock.advanceBy(ms > day ? 20 * minute : minute);
      heard.push(...(await look()));
    }
  };
  await passes(2 * hour);
  expect(heard).toEqual(['worse bounce_rate office']);
  expect(told[1]).toContain('and 3 were called spam (5%).');
  await clock.advanceBy(5 * day);
  await passes(day + 21 * hour);
  await passes(2 * hour);
  expect(heard.slice(1)).toEqual(['again bounce_rate office', 'again bounce_rate office', 'over bounce_rate office']);
  expect((await engine.alerts.standing()).items).toEqual([]);
}, 120_000);

test('of a sender that was removed nothing stands any more', async () => {
  const ids = await send(people('ana', 50));
  for (const id of ids.slice(0, 6)) await report(id, bounce);
  expect(await look()).toEqual(['new bounce_rate office']);
  await removeSender(engine.context, engine.orgId, 'office', by('desk'));
  await clock.advanceBy(minute);
  expect(await look()).toEqual([]);
  expect((await engine.alerts.standing()).items).toEqual([]);
});
