// Vendors take a message and report later that the carrier found it too fast: the sender that it went by is slower from then on,
// or rests, for every process.
import { beforeEach, expect, test, vi } from 'vitest';
import { waitFor } from '../../src/clock.ts';
import type { Engine } from '../../src/engine.ts';
import { readSender } from '../../src/operations/read-senders.ts';
import { storeIncoming } from '../../src/operations/store-incoming.ts';
import type { Provider, Receipt } from '../../src/provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const hour = 60 * 60_000;
let world: VirtualWorld;
let clock: VirtualClock;
let engine: Engine;
let calls: { by: string; at: number }[] = [];
/** How long a call takes. */
let tookMs = 0;

/** Takes everything. */
const carrier: Provider = {
  describe: () => ({
    type: 'carrier',
    channels: ['sms'],
    config: { name: { type: 'string', required: true, description: 'which account it is' } },
    limits: { concurrency: 20, timeoutMs: 5_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: ({ name }, context) => ({
    send: async () => {
      calls.push({ by: String(name), at: context.clock.now() });
      if (tookMs > 0) await waitFor(clock, tookMs);
      return { kind: 'accepted' };
    },
  }),
};

beforeEach(async () => {
  calls = [];
  tookMs = 0;
  world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await world.createEngine({
    providers: [carrier],
    senders: [
      { key: 'main', provider: 'carrier', channel: 'sms', config: { name: 'main' } },
      { key: 'spare', provider: 'carrier', channel: 'sms', config: { name: 'spare' } },
    ],
  });
  return world.close;
});

let people = 0;

/** Schedules one message each for now, and returns the ids of their first attempts. */
async function schedule(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    people += 1;
    const phone = `+1415555${String(people).padStart(4, '0')}`;
    const { contactId } = (await engine.events.record({ type: 'contact.upserted', contact: { phone } })) as {
      contactId: string;
    };
    const result = await engine.followUps.schedule({
      contactId,
      channel: 'sms',
      category: 'transactional',
      dueAt: clock.now(),
      text: 'Hello',
    });
    if (!result.ok) throw new Error(result.reason);
    ids.push(`${result.id}.1`);
  }
  return ids;
}

/** Lets time go by until so many calls were made in all. */
async function called(count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      await clock.advanceBy(1_000);
      expect(calls).toHaveLength(count);
      const waiting = await engine.context.db.query<{ n: number }>({
        name: 'test-calling',
        text: `SELECT count(*)::int AS n FROM relance.follow_ups WHERE state = 'calling'`,
      });
      expect(waiting).toEqual([{ n: 0 }]);
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** At the webhook of the other sender: vendors do not say which account of theirs it was. */
async function report(attemptIds: readonly string[], more: Partial<Receipt> = {}, isVerified = true): Promise<void> {
  const { orgId, context } = engine;
  const spare = (await context.definitions.get(orgId))?.route('sms').find(({ key }) => key === 'spare');
  const receipts = attemptIds.map(
    (attemptId): Receipt => ({
      dedupeKey: attemptId,
      attemptId,
      at: clock.now(),
      state: 'undelivered',
      class: 'rate',
      code: '30022',
      detail: 'too fast for the carrier',
      ...more,
    }),
  );
  const sender = { id: spare?.id ?? '', key: 'spare', channel: 'sms', source: 'spare' } as const;
  await storeIncoming(context, orgId, sender, { receipts, inbound: [] }, { isVerified });
}

const health = async (key: string) => {
  const { breaker, breakerUntil, learnedPerMinute, lastError } = await readSender(engine.context, engine.orgId, key);
  return { breaker, breakerUntil, learnedPerMinute, lastError };
};
const untouched = { breaker: 'closed', breakerUntil: null, learnedPerMinute: null, lastError: null };

test('what is reported as too fast slows the sender that it went by: once for all that was called before, and for workers that run', async () => {
  const ids = await schedule(20);
  const worker = await world.createEngine({ providers: [carrier] });
  worker.start();
  await called(20);
  await report(ids.slice(0, 5));
  // Twenty calls within ten seconds are 120 a minute.
  const slower = {
    breaker: 'closed',
    breakerUntil: null,
    learnedPerMinute: 84,
    lastError: '30022: too fast for the carrier',
  };
  expect(await health('main')).toEqual(slower);
  expect(await health('spare')).toEqual(untouched);
  await clock.advanceBy(8_000);
  await report(ids.slice(5, 10));
  expect(await health('main')).toEqual(slower);
  // The worker that was running all the time has 84 a minute by now, which grows by a fifth in each.
  await schedule(10);
  await called(30);
  const spent = calls.slice(20).map(({ at }) => at);
  expect(Math.max(...spent) - Math.min(...spent)).toBeGreaterThan(4_000);
  expect(calls.every(({ by }) => by === 'main')).toBe(true);
});

test('what was called at the slower rate and is reported as too fast slows it further', async () => {
  const first = await schedule(20);
  engine.start();
  await called(20);
  await report(first);
  await clock.advanceBy(10_000);
  const next = await schedule(1);
  await called(21);
  await report(next);
  const { learnedPerMinute } = await health('main');
  // One call in ten seconds.
  expect(learnedPerMinute).toBeCloseTo(0.7 * 6);
});

test('how fast it was called is seen by the calls, also where they had to wait for each other', async () => {
  tookMs = 2_000;
  const ids = await schedule(200);
  engine.start();
  await called(200);
  // Twenty every two seconds or so, and all were claimed at the beginning.
  const last = Math.max(...calls.map(({ at }) => at));
  expect(last - Math.min(...calls.map(({ at }) => at))).toBeGreaterThan(15_000);
  await report(ids.slice(-20));
  const { learnedPerMinute } = await health('main');
  expect(learnedPerMinute).toBeGreaterThan(0.7 * 300);
  expect(learnedPerMinute).toBeLessThan(0.7 * 900);
});

test('a limit of the day makes it rest, and the next sender of the route takes over', async () => {
  engine.start();
  const ids = await schedule(2);
  await called(2);
  await report(ids, { code: '63038', retryAfterMs: 24 * hour });
  const { breaker, breakerUntil } = await health('main');
  expect(breaker).toBe('open');
  expect(((breakerUntil ?? 0) - clock.now()) / hour).toBeCloseTo(1, 1);
  await schedule(3);
  await called(5);
  expect(calls.map(({ by }) => by)).toEqual(['main', 'main', 'spare', 'spare', 'spare']);
});

test('a limit of the day makes it rest, also where it was found too fast a moment before', async () => {
  engine.start();
  const [first = '', second = ''] = await schedule(2);
  await called(2);
  await report([first]);
  await report([second], { code: '63038', retryAfterMs: hour });
  expect(await health('main')).toMatchObject({ breaker: 'open', lastError: '63038: too fast for the carrier' });
});

test('reports that nobody has signed, that name no attempt, or that say something else slow nobody', async () => {
  engine.start();
  const [first = '', second = ''] = await schedule(2);
  await called(2);
  await report([first], {}, false);
  await report([second], { class: 'transient' });
  await report(['elsewhere']);
  expect(await health('main')).toEqual(untouched);
  expect(await health('spare')).toEqual(untouched);
});
