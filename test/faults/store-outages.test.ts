// T3 and T4: the database is stopped without warning, again and again or for a while. What was acknowledged is there, what is
// due ends, nothing piles up, and the work goes on by itself.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RelanceError } from '../../src/errors.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { conservation, deliveredOnce } from './support/invariants.ts';
import { seeded, sized } from './support/size.ts';
import { until } from './support/until.ts';
import { createWorld, phone, shortLease, type World } from './support/world.ts';

const outages = sized({ short: 3, full: 20 });
const outageMs = sized({ short: 8_000, full: 180_000 });

let server: PostgresServer;
let world: World;

beforeAll(async () => {
  server = await startPostgresServer();
  world = await createWorld({
    databaseUrl: server.url,
    sequences: [
      {
        key: 'welcome',
        trigger: { on: 'custom.joined' },
        reenter: 'parallel',
        steps: [{ key: 'hello', after: '0s', channel: 'sms', text: 'Hello', category: 'conversational' }],
        exit: ['contact.optedOut'],
      },
    ],
  });
});

afterAll(async () => {
  await world?.close();
  await server?.destroy();
});

interface Traffic {
  readonly acknowledged: Set<string>;
  /** How long calls took that failed, in milliseconds, at most. */
  failedMsMax: number;
  failed: number;
  readonly wrong: string[];
  stop(): Promise<void>;
}

let people = 0;

/** A hundred events a second, each once; what came back without an error counts as acknowledged. */
function traffic(): Traffic {
  const ending = new AbortController();
  const calls = new Set<Promise<void>>();
  const self = { acknowledged: new Set<string>(), failedMsMax: 0, failed: 0, wrong: [] as string[] };
  const call = async (key: string) => {
    const begin = performance.now();
    try {
      await world.engine.events.record({ type: 'custom.joined', key, contact: { phone: phone(people++) } });
      self.acknowledged.add(key);
    } catch (error) {
      self.failed += 1;
      self.failedMsMax = Math.max(self.failedMsMax, performance.now() - begin);
      if (!(error instanceof RelanceError && error.code === 'store_unavailable')) self.wrong.push(String(error));
    }
  };
  const running = (async () => {
    const begin = performance.now();
    for (let n = 0; !ending.signal.aborted; n += 1) {
      const made: Promise<void> = call(`${begin}-${n}`).finally(() => calls.delete(made));
      calls.add(made);
      await sleep(Math.max(0, begin + n * 10 - performance.now()));
    }
  })();
  return Object.assign(self, {
    async stop() {
      ending.abort();
      await running;
      await Promise.all(calls);
    },
  });
}

async function lost(acknowledged: ReadonlySet<string>): Promise<string[]> {
  const rows = await world.sql<{ key: string }>('SELECT dedupe_key AS key FROM relance.inbox');
  const there = new Set(rows.map(({ key }) => key));
  return [...acknowledged].filter((key) => !there.has(key));
}

test(`stopped immediately ${outages} times under 100 events/s: no acknowledged event is lost, all that is due ends`, async () => {
  const chance = seeded(3);
  const worker = world.spawnWorker();
  await worker.heard(({ ready }) => ready === true);
  const events = traffic();
  for (let outage = 0; outage < outages; outage += 1) {
    await sleep(sized({ short: 3_000, full: 5_000 }) + chance() * sized({ short: 2_000, full: 5_000 }));
    await server.stop('immediate');
    await sleep(500);
    await server.start();
  }
  await sleep(2_000);
  await events.stop();
  await until('the store is back', 15_000, async () => (await world.followUps().catch(() => [])).length > 0);
  await world.settled(30_000);
  await worker.end();
  expect(events.acknowledged.size).toBeGreaterThan(outages * 100);
  expect(events.failed).toBeGreaterThan(0);
  expect(events.wrong).toEqual([]);
  expect(await lost(events.acknowledged)).toEqual([]);
  expect(await conservation(world)).toEqual([]);
  expect(await deliveredOnce(world)).toEqual([]);
  const [planned] = await world.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM relance.inbox i WHERE NOT EXISTS (
       SELECT 1 FROM relance.follow_ups f WHERE f.org_id = i.org_id AND f.contact_id = i.contact_id)`,
  );
  expect(planned?.n).toBe(0);
  const unknown = (await world.followUps()).filter(({ state }) => state === 'unknown').length;
  console.log(`${events.acknowledged.size} acknowledged, ${events.failed} refused, ${unknown} unknown`);
});

test(`gone for ${outageMs / 1_000} s: calls fail within 2 s, memory stays flat, the work resumes within 15 s`, async () => {
  const worker = world.spawnWorker({ worker: shortLease });
  await worker.heard(({ ready }) => ready === true);
  await server.stop('immediate');
  const events = traffic();
  await sleep(outageMs / 2);
  const before = process.memoryUsage().rss;
  await sleep(outageMs / 2);
  const grown = process.memoryUsage().rss - before;
  await server.start();
  const backAt = performance.now();
  await until('an event is recorded again', 15_000, async () => events.acknowledged.size > 0);
  await events.stop();
  const [row] = await world.sql<{ at: number }>('SELECT extract(epoch FROM relance.now()) * 1000 AS at');
  await until('a follow-up is sent again', 15_000, async () => {
    const ledger = await world.ledger();
    return ledger.some(({ at }) => at > (row?.at as number) - (performance.now() - backAt));
  });
  expect(performance.now() - backAt).toBeLessThan(15_000);
  expect(events.failed).toBeGreaterThan(0);
  expect(events.failedMsMax).toBeLessThan(2_000);
  expect(events.wrong).toEqual([]);
  expect(grown).toBeLessThan(64 * 1_024 * 1_024);
  await world.settled(30_000);
  await worker.end();
  expect(await lost(events.acknowledged)).toEqual([]);
  expect(await conservation(world)).toEqual([]);
  expect(await deliveredOnce(world)).toEqual([]);
});
