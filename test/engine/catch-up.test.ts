// After an outage: what fell due meanwhile goes out at no more than half the rate of its sender, what is due now on time, by several
// workers; and a sender that is merely at its limit has had no outage.
import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const second = 1_000;
const minute = 60 * second;
const start = Date.UTC(2026, 4, 4, 8);
const ratePerMinute = 120;
/** How fast the clock runs, so that a minute takes twenty seconds; what a machine is slow by is that much more of it. */
const clockRate = 3;

let world: VirtualWorld;
let clock: VirtualClock;
let engines: Engine[];
const sent: { readonly name: string; readonly at: number }[] = [];

beforeEach(async () => {
  sent.length = 0;
  engines = [];
  world = await startVirtualWorld(start);
  clock = world.clock;
  return world.close;
});

/** @param limits of the sender, where there is none yet */
async function startWorkers(count: number, limits: object = { ratePerMinute }): Promise<Engine> {
  const provider = createInstantProvider({ onSend: ({ text }) => sent.push({ name: text, at: clock.now() }) });
  for (let worker = 0; worker < count; worker += 1) {
    const engine = await world.createEngine({
      providers: [provider],
      ...(engines.length === 0 && {
        senders: [{ key: 'mail', provider: 'instant', channel: 'email' as const, ...limits }],
      }),
    });
    engine.start();
    engines.push(engine);
  }
  return engines[0] as Engine;
}

async function schedule(engine: Engine, name: string, dueTimes: readonly number[]): Promise<void> {
  for (const [index, dueAt] of dueTimes.entries()) {
    const contact = { email: `${name}${index}@example.com` };
    const recorded = await engine.events.record({ type: 'contact.upserted', contact });
    const contactId = ('contactId' in recorded && recorded.contactId) || '';
    const text = { subject: 'x', text: `${name} ${index}`, missedWindow: 'send' } as const;
    await engine.followUps.schedule({ contactId, dueAt, channel: 'email', category: 'transactional', ...text });
  }
}

const every = (ms: number, count: number, from: number) =>
  Array.from({ length: count }, (_, index) => from + index * ms);
const timesOf = (name: string) => sent.filter((it) => it.name.startsWith(name)).map(({ at }) => at);
const seconds = (ms: number) => Math.round(ms / second);

test('what is late takes half the rate, what is due now goes on time, and nothing is lost', async () => {
  const engine = await startWorkers(1);
  const back = start + 12 * minute;
  const late = every(5 * second, 50, start + minute);
  const timely = every(2 * second, 24, back + 5 * second);
  await schedule(engine, 'late', late);
  await schedule(engine, 'timely', timely);
  await engine.stop();
  engines = [];
  await clock.advanceTo(back);
  await clock.setRate(clockRate);
  await startWorkers(2);
  await expect.poll(() => sent.length, { timeout: 60_000, interval: 50 }).toBe(late.length + timely.length);
  expect(new Set(sent.map(({ name }) => name)).size).toBe(sent.length);
  const lateness = timesOf('timely').map((at, index) => seconds(at - (timely[index] as number)));
  const [median, worst] = [lateness.toSorted((a, b) => a - b)[lateness.length / 2], Math.max(...lateness)];
  expect(median).toBeLessThanOrEqual(2);
  expect(worst).toBeLessThanOrEqual(15);
  // Fifty at one a second: one at once, the last after 49 seconds, and not much later.
  const lastLate = Math.max(...timesOf('late')) - back;
  expect(seconds(lastLate)).toBeGreaterThanOrEqual(48);
  expect(seconds(lastLate)).toBeLessThanOrEqual(90);
}, 120_000);

test('what a sender is too slow for is no outage: it has the whole rate', async () => {
  const engine = await startWorkers(1);
  await schedule(engine, 'many', every(0, 60, start + minute));
  await clock.setRate(clockRate);
  await clock.advanceTo(start + minute - 2 * second);
  await startWorkers(1);
  await expect.poll(() => sent.length, { timeout: 60_000, interval: 50 }).toBe(60);
  // Two a second; at half the rate it would take a minute. What was due a minute before is still not late.
  const last = Math.max(...timesOf('many')) - (start + minute);
  expect(seconds(last)).toBeGreaterThanOrEqual(28);
  expect(seconds(last)).toBeLessThanOrEqual(55);
}, 120_000);

test.each([{}, { perHour: 45, perDay: 45 }])(
  'a sender without a rate sends everything at once: %o',
  async (limits) => {
    const engine = await startWorkers(1, limits);
    await schedule(engine, 'late', every(second, 30, start + minute));
    await engine.stop();
    engines = [];
    await clock.advanceTo(start + 20 * minute);
    await startWorkers(1, limits);
    await expect.poll(() => sent.length, { timeout: 20_000, interval: 50 }).toBe(30);
    expect(seconds(Math.max(...timesOf('late')) - (start + 20 * minute))).toBeLessThanOrEqual(5);
  },
  60_000,
);
