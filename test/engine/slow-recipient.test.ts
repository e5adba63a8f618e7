// A recipient whose own endpoint asks us to slow down: what goes there waits, without a call, and nobody else does.
import { beforeAll, expect, test, vi } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import type { SendOutcome } from '../../src/provider.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const minute = 60_000;
const slow = 'https://slow.example.com/hook';
const tooFast: SendOutcome = {
  kind: 'refused',
  class: 'rate',
  recipientAsked: true,
  code: '429',
  detail: 'the receiver answered 429',
  retryAfterMs: 10 * minute,
};
let clock: VirtualClock;
let engine: Engine;
let answer: SendOutcome = tooFast;
let answerOf = (to: string): SendOutcome => (to === slow ? answer : { kind: 'accepted' });
const calls: { to: string; text: string; at: number }[] = [];

beforeAll(async () => {
  const world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  const outcome = ({ to, text }: { to: string; text: string }): SendOutcome => {
    calls.push({ to, text, at: clock.now() });
    return answerOf(to);
  };
  engine = await world.createEngine({
    providers: [createInstantProvider({ outcome })],
    senders: [{ key: 'hooks', provider: 'instant', channel: 'webhook' }],
  });
  engine.start();
  return world.close;
});

async function schedule(key: string, to: string, text: string, dueAt: number): Promise<void> {
  const contact = { key, addresses: [{ channel: 'webhook', value: to }] };
  const recorded = await engine.events.record({ type: 'contact.upserted', contact });
  const contactId = ('contactId' in recorded && recorded.contactId) || '';
  await engine.followUps.schedule({ contactId, dueAt, channel: 'webhook', category: 'transactional', text });
}

const sql = <Row>(name: string, text: string) => engine.context.db.query<Row>({ name: `test-${name}`, text });
const waiting = () =>
  sql<{ reason: string; attempts: number }>(
    'waiting',
    `SELECT reason, attempts FROM relance.follow_ups WHERE state = 'scheduled' ORDER BY attempts`,
  );
const putOff = async () =>
  (
    await sql(
      'put-off',
      `SELECT id FROM relance.timeline WHERE kind = 'deferred' AND reason = 'recipient_rate_limited'`,
    )
  ).length;
const textsTo = (to: string) => calls.filter((call) => call.to === to).map(({ text }) => text);

test('the sender does not rest, others to that address are not called before the time it named, and then all arrive', async () => {
  const start = clock.now();
  await schedule('one', slow, 'first', start + minute);
  for (let n = 0; n < 5; n += 1)
    await schedule(`p${n}`, `https://p${n}.example.com/hook`, `to ${n}`, start + 2 * minute);
  // Another contact with the same endpoint, due in the time for which it asked.
  await schedule('two', slow, 'second', start + 3 * minute);
  await clock.playUntil(start + 5 * minute);
  expect(textsTo(slow)).toEqual(['first']);
  expect(calls.filter(({ to }) => to !== slow)).toHaveLength(5);
  for (const call of calls.slice(1)) expect(call.at).toBeLessThan(start + 2 * minute + 5_000);
  expect(await waiting()).toEqual([
    { reason: 'recipient_rate_limited', attempts: 0 },
    { reason: 'recipient_rate_limited', attempts: 1 },
  ]);
  const [sender] = await sql('sender', 'SELECT breaker_until, learned_per_minute FROM relance.senders');
  expect(sender).toEqual({ breaker_until: null, learned_per_minute: null });

  answer = { kind: 'accepted' };
  await vi.waitFor(
    async () => {
      await clock.playUntil(Math.max(clock.now(), start + 12 * minute));
      expect(await waiting()).toEqual([]);
    },
    { timeout: 20_000 },
  );
  expect(textsTo(slow).slice(1).sort()).toEqual(['first', 'second']);
  const again = calls.filter(({ to }) => to === slow).slice(1);
  for (const { at } of again) expect(at).toBeGreaterThanOrEqual(start + 11 * minute);
  // Only the second was put off without a call, and once.
  expect(await putOff()).toBe(1);
});

test('of many that wait for one address one at a time is called until it is answered well', async () => {
  const count = 80;
  const askedAgain = 5;
  const crowded = 'https://crowded.example.com/hook';
  const before = await putOff();
  const those = () => calls.filter(({ to }) => to === crowded);
  await clock.setRate(5);
  const start = clock.now();
  // All are called together before the first answer is back; those that come again are asked for time five times.
  const again = () => those().filter(({ text }, index, all) => all.slice(0, index).some((call) => call.text === text));
  answerOf = () => (again().length <= askedAgain ? { ...tooFast, retryAfterMs: 1_000 } : { kind: 'accepted' });
  for (let n = 0; n < count; n += 1) await schedule(`crowd-${n}`, crowded, `crowd ${n}`, start + minute);
  await vi.waitFor(
    async () => {
      await clock.playUntil(Math.max(clock.now(), start + 1.5 * minute));
      expect(await waiting()).toEqual([]);
    },
    { timeout: 60_000 },
  );
  expect(new Set(those().map(({ text }) => text)).size).toBe(count);
  const single = again().slice(0, askedAgain);
  expect(single).toHaveLength(askedAgain);
  for (const [index, { at }] of single.entries())
    if (index > 0) expect(at - (single[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  // Each is put off once, those that came back together twice, and ten a second at most while it asks for time.
  expect((await putOff()) - before).toBeLessThan(3 * count);
});
