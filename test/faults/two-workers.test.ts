// Two processes share one queue and the limits of its senders: each follow-up goes out once, both do their part, and neither
// the messages a minute nor the calls at one time of a sender are exceeded by the two together.
import { expect, test } from 'vitest';
import { conservation, deliveredOnce } from './support/invariants.ts';
import { sized } from './support/size.ts';
import { createWorld, type WorkerProcess, type World } from './support/world.ts';

const count = sized({ short: 2_000, full: 10_000 });
const ordinary = { leaseMs: 60_000, leaseLeftMs: 20_000 };

async function startTwo(world: World): Promise<WorkerProcess[]> {
  const workers = [1, 2].map(() => world.spawnWorker({ worker: ordinary }));
  await Promise.all(workers.map((worker) => worker.heard(({ ready }) => ready === true)));
  return workers;
}

/** Stops them in order; the calls that each has made. */
async function stopBoth(workers: readonly WorkerProcess[]): Promise<number[]> {
  await Promise.all(workers.map((worker) => worker.end()));
  return workers.map(({ said }) => said.findLast(({ ended }) => ended !== undefined)?.ended?.calls ?? 0);
}

test(`${count} due follow-ups: each is sent once, and both workers are busy`, async () => {
  const world = await createWorld();
  try {
    const workers = await startTwo(world);
    const dueAt = Date.now() + sized({ short: 4_000, full: 15_000 });
    await world.scheduleTexts(count, () => ({ dueAt }));
    await world.settled(60_000);
    const calls = await stopBoth(workers);
    expect(calls.reduce((sum, made) => sum + made, 0)).toBe(count);
    for (const made of calls) expect(made).toBeGreaterThan(count * 0.2);
    expect(await deliveredOnce(world)).toEqual([]);
    expect(await conservation(world)).toEqual([]);
    expect((await world.followUps()).filter(({ state }) => state !== 'sent')).toEqual([]);
  } finally {
    await world.close();
  }
});

test('a sender of 600 a minute never sends more than that and its burst, in any stretch of time', async () => {
  const ratePerMinute = 600;
  const burst = 20;
  const messages = sized({ short: 120, full: 1_500 });
  const world = await createWorld({ senders: [{ key: 'slow', ratePerMinute, burst }] });
  try {
    const workers = await startTwo(world);
    await world.scheduleTexts(messages);
    await world.settled(30_000 + messages * 150);
    const calls = await stopBoth(workers);
    expect(await deliveredOnce(world)).toEqual([]);
    expect(await conservation(world)).toEqual([]);
    for (const made of calls) expect(made).toBeGreaterThan(0);
    const at = (await world.ledger()).map((entry) => entry.at).sort((a, b) => a - b);
    // A token may be used up to a quarter of a second after it was taken, so that a stretch holds that much more.
    const perMs = ratePerMinute / 60_000;
    const exceeded: string[] = [];
    for (const [first, from] of at.entries()) {
      for (const [more, to] of at.slice(first).entries()) {
        const stretchMs = to - from;
        if (stretchMs > 60_000) break;
        if (more + 1 > burst + (stretchMs + 250) * perMs + 1) exceeded.push(`${more + 1} in ${stretchMs} ms`);
      }
    }
    expect(exceeded.slice(0, 10)).toEqual([]);
    // Nor is it much slower than it may be.
    expect((at.at(-1) as number) - (at[0] as number)).toBeLessThan((messages / perMs) * 1.3 + 5_000);
  } finally {
    await world.close();
  }
});

test('a sender of 3 calls at one time is never called by two workers more often than that', async () => {
  const script = 'accept-after:100';
  const messages = sized({ short: 120, full: 1_000 });
  const world = await createWorld({ senders: [{ key: 'narrow', concurrency: 3, config: { script } }] });
  try {
    const workers = await startTwo(world);
    // In bursts with pauses, so that the shares move between the workers again and again.
    const startAt = Date.now() + 500;
    await world.scheduleTexts(messages, (index) => ({ dueAt: startAt + Math.floor(index / 6) * 450 }));
    await world.settled(30_000 + messages * 150);
    await stopBoth(workers);
    const answer = await fetch(new URL('/calls?sender=narrow', world.vendor.url));
    const { calls, most } = (await answer.json()) as { calls: number; most: number };
    expect(calls).toBe(messages);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
    expect(await deliveredOnce(world)).toEqual([]);
    expect(await conservation(world)).toEqual([]);
  } finally {
    await world.close();
  }
});
