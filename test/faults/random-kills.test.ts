// T2: four workers share a queue; every one to three seconds one of them is killed and another one started.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { conservation, deliveredOnce } from './support/invariants.ts';
import { seeded, sized } from './support/size.ts';
import { createWorld, shortLease } from './support/world.ts';

const count = sized({ short: 1_500, full: 20_000 });
/** The follow-ups are due one after another over this time, so that every kill meets work under way. */
const spreadMs = sized({ short: 12_000, full: 160_000 });

test(`${count} follow-ups, four workers, kill -9 every 1 to 3 s: 0 duplicates, 0 lost`, async () => {
  const chance = seeded(7);
  const world = await createWorld();
  try {
    const startAt = Date.now() + 2_000;
    await world.scheduleTexts(count, (index) => ({ dueAt: startAt + Math.floor((index * spreadMs) / count) }));
    const worker = () => world.spawnWorker({ worker: { ...shortLease, heldMax: 200 } });
    const workers = Array.from({ length: 4 }, worker);
    let kills = 0;
    while (Date.now() < startAt + spreadMs) {
      await sleep(1_000 + chance() * 2_000);
      const victim = Math.floor(chance() * workers.length);
      await workers[victim]?.kill();
      workers[victim] = worker();
      kills += 1;
    }
    await world.settled(30_000);
    await Promise.all(workers.map((running) => running.end()));
    expect(kills).toBeGreaterThan(3);
    expect(await conservation(world)).toEqual([]);
    expect(await deliveredOnce(world)).toEqual([]);
    const unknown = (await world.followUps()).filter(({ state }) => state === 'unknown').length;
    // What a killed worker was calling, and no more: at most what is in flight at one time.
    expect(unknown).toBeLessThanOrEqual(kills * 100);
    console.log(`${count} follow-ups, ${kills} kills: ${unknown} unknown, 0 duplicates, 0 lost`);
  } finally {
    await world.close();
  }
});
