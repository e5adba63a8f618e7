// Four workers on one queue: no cap is exceeded, the gap is kept, and nothing goes out at night; nor after an outage.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** 10:00 in Paris. */
const start = Date.UTC(2026, 4, 4, 8);
const perDay = 2;
const perWeek = 5;
const gapMs = 3 * hour;
const sent = new Map<string, number[]>();
let world: VirtualWorld;
let clock: VirtualClock;
let engines: Engine[];

const provider = createInstantProvider({
  type: 'counted',
  onSend: ({ to }) => sent.set(to, [...(sent.get(to) ?? []), clock.now()]),
});

beforeAll(async () => {
  world = await startVirtualWorld(start);
  clock = world.clock;
  engines = [];
  for (let worker = 0; worker < 4; worker += 1) {
    engines.push(
      await world.createEngine({
        providers: [provider],
        ...(worker === 0 && {
          senders: [{ key: 'counted', provider: 'counted', channel: 'email' as const }],
          policy: {
            quietHours: { from: '21:00', to: '08:00' },
            caps: { perDay, perWeek },
            minimumGap: '3h',
          },
        }),
      }),
    );
  }
  return world.close;
});

const first = () => engines[0] as Engine;

async function schedule(people: readonly string[], dueTimes: readonly number[]): Promise<void> {
  for (const email of people) {
    const contact = { email, timezone: 'Europe/Paris' };
    const recorded = await first().events.record({ type: 'contact.upserted', contact });
    const contactId = ('contactId' in recorded && recorded.contactId) || '';
    await first().followUps.scheduleAll(
      dueTimes.map((dueAt, index) => ({
        contactId,
        dueAt,
        channel: 'email' as const,
        category: 'conversational' as const,
        subject: `${index}`,
        text: `${index}`,
        missedWindow: 'send' as const,
      })),
    );
  }
}

function exceeded(times: readonly number[]): string[] {
  const at = times.toSorted((a, b) => a - b);
  const found: string[] = [];
  for (const [index, from] of at.entries()) {
    const within = (ms: number) => at.filter((one) => one >= from && one < from + ms).length;
    if (within(day) > perDay) found.push(`${within(day)} within a day from ${new Date(from).toISOString()}`);
    if (within(7 * day) > perWeek) found.push(`${within(7 * day)} within a week from ${new Date(from).toISOString()}`);
    const next = at[index + 1];
    if (next !== undefined && next - from < gapMs) found.push(`${next - from} ms apart`);
    // Summer time all along.
    const local = ((from + 2 * hour) % day) / hour;
    if (local < 8 || local >= 21) found.push(`at ${new Date(from).toISOString()}`);
  }
  return found;
}

test('of twelve messages at nearly the same time each person gets as many as the caps let through, in daytime', async () => {
  for (const engine of engines) engine.start();
  const people = Array.from({ length: 25 }, (_, index) => `caps${index}@example.com`);
  await schedule(
    people,
    Array.from({ length: 12 }, (_, index) => start + hour + index * 7 * 60_000),
  );
  await clock.playUntil(start + 9 * day);
  for (const email of people) {
    const times = sent.get(email) ?? [];
    expect(exceeded(times)).toEqual([]);
    // Two a day fill the week's five on the third day; the next week begins on the eighth.
    expect(times.length).toBeGreaterThan(perWeek);
  }
}, 120_000);

test('after an outage of two days everything is due at once, and nobody gets two within the gap', async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  const people = Array.from({ length: 25 }, (_, index) => `outage${index}@example.com`);
  const now = clock.now();
  const back = await world.createEngine({ providers: [provider] });
  engines = [back];
  await schedule(
    people,
    Array.from({ length: 6 }, (_, index) => now + hour + index * 4 * hour),
  );
  await clock.advanceBy(2 * day);
  back.start();
  await clock.playUntil(now + 6 * day);
  for (const email of people) {
    const times = sent.get(email) ?? [];
    expect(exceeded(times)).toEqual([]);
    expect(times.length).toBe(perWeek);
  }
}, 120_000);
