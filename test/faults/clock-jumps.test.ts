// T16: the database's clock is set two hours forward or one hour back under running workers. Nothing goes out early; claiming
// pauses until the clocks agree again, and then goes on.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { conservation, deliveredOnce } from './support/invariants.ts';
import { installShift } from './support/shifted-clock.ts';
import { seeded, sized } from './support/size.ts';
import { until } from './support/until.ts';
import { createWorld, shortLease } from './support/world.ts';

const hour = 3_600_000;
const clockStableMs = 2_500;
const worker = { ...shortLease, leaseMs: 6_000, heldMax: 100, clockStableMs };
const jumps = sized({ short: 2, full: 15 });

test.concurrent(`set 2 h forward for a moment, ${jumps} times: nothing is early, and what was due goes out`, async () => {
  const chance = seeded(11);
  const world = await createWorld();
  try {
    const shift = await installShift(world);
    const workers = Array.from({ length: 2 }, () => world.spawnWorker({ worker }));
    await Promise.all(workers.map((running) => running.heard(({ ready }) => ready === true)));
    const startAt = Date.now();
    const now = await world.scheduleTexts(jumps * 50, (index) => ({ dueAt: startAt + 1_000 + index * 100 }));
    const later = await world.scheduleTexts(200, (index) => ({ dueAt: startAt + hour + index * 15_000 }));
    for (let jump = 0; jump < jumps; jump += 1) {
      await sleep(1_500 + chance() * 1_000);
      await shift(2 * hour);
      await sleep(1_500);
      await shift(0);
      await sleep(clockStableMs + 1_000);
    }
    const dueAt = new Map(now.map((id, index) => [id, startAt + 1_000 + index * 100]));
    await until('all that is due has gone out', 20_000, async () => (await world.ledger()).length >= now.length);
    await Promise.all(workers.map((running) => running.end()));

    const jumped = workers.flatMap(({ said }) => said.filter(({ log }) => log?.event === 'clock_jumped'));
    expect(jumped.length).toBeGreaterThanOrEqual(jumps);
    const early = (await world.ledger()).filter(({ attemptId, at }) => {
      const due = dueAt.get(attemptId.split('.')[0] as string);
      return due === undefined || at < due;
    });
    expect(early).toEqual([]);
    const findings = await deliveredOnce(world);
    expect(findings.filter((finding) => !later.some((id) => finding.startsWith(`${id} was lost`)))).toEqual([]);
    expect(await conservation(world)).toEqual([]);
    const open = await world.followUps();
    expect(open.filter(({ id, state }) => later.includes(id) && state !== 'scheduled')).toEqual([]);
  } finally {
    await world.close();
  }
});

test.concurrent('set 2 h forward for good: claiming pauses until the clocks agree, then goes on by the new time', async () => {
  const world = await createWorld();
  try {
    const shift = await installShift(world);
    const running = world.spawnWorker({ worker });
    await running.heard(({ ready }) => ready === true);
    const startAt = Date.now();
    await world.scheduleTexts(20, () => ({ dueAt: startAt + hour, lateGraceMs: 3 * hour }));
    await sleep(1_500);
    const jumpedAt = Date.now();
    await shift(2 * hour);
    await until('what is due by the new clock goes out', 20_000, async () => (await world.ledger()).length === 20);
    await running.end();
    for (const { at } of await world.ledger()) expect(at - jumpedAt).toBeGreaterThanOrEqual(clockStableMs);
    expect(await deliveredOnce(world)).toEqual([]);
    expect(await conservation(world)).toEqual([]);
  } finally {
    await world.close();
  }
});

test.concurrent('set 1 h back: nothing goes out before its time by the new clock, and all of it does afterwards', async () => {
  const world = await createWorld();
  try {
    const shift = await installShift(world);
    const running = world.spawnWorker({ worker });
    await running.heard(({ ready }) => ready === true);
    const startAt = Date.now();
    const ids = await world.scheduleTexts(60, (index) => ({
      dueAt: startAt + 1_000 + index * 50,
      lateGraceMs: 3 * hour,
    }));
    await sleep(2_000);
    await shift(-hour);
    await sleep(300);
    const sent = (await world.ledger()).length;
    await sleep(clockStableMs + 2_000);
    expect((await world.ledger()).length).toBe(sent);
    expect(sent).toBeLessThan(ids.length);
    await shift(0);
    await until('everything goes out', 30_000, async () => (await world.ledger()).length === ids.length);
    await world.settled(10_000);
    await running.end();
    expect(await deliveredOnce(world)).toEqual([]);
    expect(await conservation(world)).toEqual([]);
  } finally {
    await world.close();
  }
});
