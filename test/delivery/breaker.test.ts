// An account that does not work is left alone by every process, tried by one call at a time, and used again when it works.
import { afterEach, expect, test } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import { createEngine, type Engine } from '../../src/engine.ts';
import { readSender } from '../../src/operations/read-senders.ts';
import type { Provider, SendOutcome } from '../../src/provider.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const down: SendOutcome = { kind: 'refused', class: 'sender', code: 'down', detail: 'out of order' };
let database: TestDatabase;
let engines: Engine[] = [];

/** What the far side of all processes sees. */
const seen = {
  calls: 0,
  open: 0,
  openMost: 0,
  texts: [] as string[],
  answer: down as SendOutcome,
  waiting: [] as (() => void)[],
};

const shared: Provider = {
  describe: () => ({
    type: 'shared',
    channels: ['sms'],
    config: { account: { type: 'string', required: false, description: 'whose it is' } },
    limits: { concurrency: 50, timeoutMs: 2_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: async ({ text }) => {
      seen.calls += 1;
      seen.open += 1;
      seen.openMost = Math.max(seen.openMost, seen.open);
      const { answer } = seen;
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.open -= 1;
      if (answer.kind === 'accepted') seen.texts.push(text);
      for (const tell of seen.waiting.splice(0)) tell();
      return answer;
    },
  }),
};

/** Resolves after so many further calls. */
async function calls(count: number): Promise<void> {
  const wanted = seen.calls + count;
  while (seen.calls < wanted) await new Promise<void>((resolve) => seen.waiting.push(resolve));
}

async function start(processes: number, policy: PolicyDocument): Promise<void> {
  Object.assign(seen, { calls: 0, open: 0, openMost: 0, texts: [], answer: down });
  database = await createTestDatabase();
  for (let n = 0; n < processes; n += 1) {
    const engine = await createEngine({
      database: database.url,
      providers: [shared],
      senders: n === 0 ? [{ key: 'only', provider: 'shared', channel: 'sms' }] : [],
      policy,
      worker: { clockStableMs: 0, name: `worker ${n}` },
    });
    engines.push(engine);
  }
  const [first] = engines as [Engine];
  for (let n = 0; n < 40; n += 1) {
    const phone = `+1415555${String(n).padStart(4, '0')}`;
    const { contactId } = (await first.events.record({ type: 'contact.upserted', contact: { phone } })) as {
      contactId: string;
    };
    await first.followUps.schedule({
      contactId,
      channel: 'sms',
      category: 'transactional',
      dueAt: Date.now(),
      text: `to ${n}`,
    });
  }
  for (const engine of engines) engine.start();
}

afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  engines = [];
  await database?.drop();
});

test('while it is down one call at a time asks, over all processes; then everything goes out once', async () => {
  await start(2, { breaker: 0.2, retry: { attempts: 30, delay: 0.01 } });
  // Those of both processes that were under way when it was found out.
  await calls(1);
  const [engine] = engines as [Engine];
  const health = async () => {
    const [row] = await engine.context.db.query<{ failures: number }>({
      name: 'test-health',
      text: 'SELECT breaker_failures AS failures FROM relance.senders WHERE breaker_until IS NOT NULL',
    });
    return row?.failures ?? 0;
  };
  while ((await health()) < 2) await calls(1);
  seen.openMost = 0;
  const before = seen.calls;
  const startedAt = performance.now();
  await calls(2);
  // Two probes: after 400 ms at least, and 800 ms after the first of them.
  expect(seen.openMost).toBe(1);
  expect(seen.calls - before).toBe(2);
  expect(performance.now() - startedAt).toBeGreaterThan(700);
  seen.answer = { kind: 'accepted' };
  await expect.poll(() => seen.texts.length, { timeout: 20_000 }).toBe(40);
  expect(new Set(seen.texts).size).toBe(40);
  await expect.poll(health).toBe(0);
});

test('with another configuration it is tried at once, by one call; with the same, or when it only asked to slow down, it rests on', async () => {
  await start(2, { breaker: 600, retry: { attempts: 30, delay: 0.01 } });
  const [engine] = engines as [Engine];
  const { context, orgId } = engine;
  const breaker = async () => (await readSender(context, orgId, 'only')).breaker;
  const put = (config: Facts) => engine.senders.put([{ key: 'only', provider: 'shared', channel: 'sms', config }]);
  await expect.poll(breaker).toBe('open');
  await put({});
  expect(await breaker()).toBe('open');
  // It only asked to slow down.
  await context.db.query({ name: 'test-slow', text: 'UPDATE relance.senders SET breaker_failures = 0' });
  await put({ account: 'the second' });
  expect(await breaker()).toBe('open');
  await context.db.query({ name: 'test-broken', text: 'UPDATE relance.senders SET breaker_failures = 1' });
  const { calls } = seen;
  await put({ account: 'the third' });
  await expect.poll(() => seen.calls).toBe(calls + 1);
  await expect.poll(breaker).toBe('open');
  seen.answer = { kind: 'accepted' };
  await put({ account: 'the fourth' });
  await expect.poll(() => seen.texts.length, { timeout: 20_000 }).toBe(40);
  expect(await readSender(context, orgId, 'only')).toMatchObject({ breaker: 'closed', breakerFailures: 0 });
});

test('what is answered with "too fast" is learned: fewer calls a minute from then on, and the budget is untouched', async () => {
  await start(1, { rateDelay: '1s' });
  seen.answer = { kind: 'refused', class: 'rate', code: '429', detail: 'too fast', retryAfterMs: 1_000 };
  const [engine] = engines as [Engine];
  const learned = async () => {
    const [row] = await engine.context.db.query<{ rate: number | null }>({
      name: 'test-learned',
      text: 'SELECT learned_per_minute AS rate FROM relance.senders',
    });
    return row?.rate ?? null;
  };
  await expect.poll(learned).not.toBe(null);
  seen.answer = { kind: 'accepted' };
  const first = await learned();
  expect(first).toBeGreaterThanOrEqual(1);
  await calls(2);
  const [row] = await engine.context.db.query<{ left: number | null }>({
    name: 'test-left',
    text: `SELECT min(attempts_left) AS left FROM relance.follow_ups WHERE reason = 'rate_limited'`,
  });
  expect(row?.left ?? 3).toBe(3);
});
