// Several mailboxes and several workers: each mailbox is read by one of them, all are read, and what the leases cost does not
// depend on how many there are.
import { once } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { readSender } from '../../src/operations/read-senders.ts';
import type { Provider } from '../../src/provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const second = 1_000;
const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
let world: VirtualWorld;
let clock: VirtualClock;
/** Who reads which mailbox at this moment, as `<worker> <mailbox>`. */
const reading = new Set<string>();
const twice: string[] = [];
/** How often each was begun to be read, by anybody. */
const begun = new Map<string, number>();
const broken = new Set<string>();

beforeEach(async () => {
  for (const noted of [reading, begun, broken]) noted.clear();
  twice.length = 0;
  world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  return world.close;
});

const readers = (mailbox: string) => [...reading].filter((one) => one.endsWith(` ${mailbox}`));

const mailboxes = (worker: string): Provider => ({
  describe: () => ({
    type: 'post',
    channels: ['email'],
    config: { mailbox: { type: 'string', required: true, description: 'Which one' } },
    limits: { concurrency: 1, timeoutMs: 1_000 },
    listens: true,
    idempotency: 'none',
    outcomes: [],
  }),
  configure: ({ mailbox }) => ({
    send: async () => ({ kind: 'accepted' }),
    listen: async (_position, _handOver, signal) => {
      const name = `${worker} ${mailbox}`;
      begun.set(`${mailbox}`, (begun.get(`${mailbox}`) ?? 0) + 1);
      if (broken.has(`${mailbox}`)) throw new Error('the login was refused');
      if (readers(`${mailbox}`).length > 0) twice.push(name);
      reading.add(name);
      await once(signal, 'abort');
      reading.delete(name);
    },
  }),
});

async function startWorker(name: string): Promise<Engine> {
  const engine = await world.createEngine({
    providers: [mailboxes(name)],
    senders: keys.map((key) => ({ key, provider: 'post', channel: 'email' as const, config: { mailbox: key } })),
  });
  engine.start();
  return engine;
}

/** Lets rounds pass until it is so. */
const passing = (condition: () => void) =>
  vi.waitFor(
    async () => {
      await clock.advanceBy(second);
      condition();
    },
    { timeout: 20_000, interval: 20 },
  );

const readBy = (worker: string) => [...reading].filter((one) => one.startsWith(`${worker} `)).length;

test('two workers that begin together read each mailbox once, and who goes leaves all of them to the other', async () => {
  const [one] = await Promise.all([startWorker('one'), startWorker('two')]);
  await passing(() => expect(reading.size).toBe(keys.length));
  const rounds = vi.spyOn(one.context.db, 'query');
  await passing(() => expect(leasesIn(rounds).length).toBeGreaterThan(3));
  expect(keys.map((key) => readers(key).length)).toEqual(keys.map(() => 1));
  await one.stop();
  await passing(() => expect(readBy('two')).toBe(keys.length));
  expect(twice).toEqual([]);
});

const leasesIn = (queries: { mock: { calls: unknown[][] } }) =>
  queries.mock.calls.filter(([statement]) => (statement as { name: string }).name === 'relance-take-listeners');

test('the leases of a round are one statement, for all mailboxes', async () => {
  const engine = await startWorker('one');
  await passing(() => expect(readBy('one')).toBe(keys.length));
  const queries = vi.spyOn(engine.context.db, 'query');
  await passing(() => expect(leasesIn(queries).length).toBeGreaterThan(2));
  const rounds = queries.mock.calls.filter(([{ name }]) => name === 'relance-list-listening');
  // The one under way when this test began to count.
  expect(leasesIn(queries).length).toBeLessThanOrEqual(rounds.length + 1);
  expect(new Set(begun.values())).toEqual(new Set([1]));
});

test('one that cannot be read rests, whoever read it, and keeps no other waiting', async () => {
  broken.add('c');
  await startWorker('one');
  await passing(() => expect([begun.get('c'), readBy('one')]).toEqual([1, keys.length - 1]));
  const failedAt = clock.now();
  const { context, orgId } = (await startWorker('two')) as Engine;
  await expect
    .poll(() => readSender(context, orgId, 'c'))
    .toMatchObject({ mailboxError: 'the login was refused', mailboxErrorAt: expect.any(Number), lastError: null });
  expect(await readSender(context, orgId, 'a')).toMatchObject({ mailboxError: null });
  await passing(() => expect(begun.get('c')).toBe(2));
  expect(clock.now() - failedAt).toBeGreaterThan(13 * second);
  broken.delete('c');
  await passing(() => expect(readers('c')).toHaveLength(1));
  expect(reading.size).toBe(keys.length);
  expect(twice).toEqual([]);
});
