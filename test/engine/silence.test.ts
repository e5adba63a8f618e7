// Silence is counted from the last message, and it ends when it is over, not before.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { readTimeline } from '../../src/operations/read-contacts.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const minute = 60_000;
const start = Date.UTC(2026, 4, 4, 9);
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(start);
  clock = world.clock;
  engine = await world.createEngine({
    senders: [{ key: 'inbox', provider: 'sandbox', channel: 'sms' }],
    sequences: [
      {
        key: 'quiet',
        trigger: { on: ['message.sent', 'message.received'] },
        anchor: 'conversation.lastActivityAt',
        reenter: 'restart',
        steps: [{ key: 'nudge', after: '10m', text: 'Anybody there?' }],
        exit: ['conversation.closed'],
        then: { after: '1h', setStage: 'lost' },
      },
    ],
  });
  engine.start();
  return world.close;
});

/** Minutes from the start at which things of this kind happened, as fractions. */
async function minutesOf(contactId: string, kind: string): Promise<number[]> {
  const { items } = await readTimeline(engine.context, engine.orgId, contactId, { limit: 50, after: null });
  return items.filter((entry) => entry.kind === kind).map(({ at }) => (at - start) / minute);
}

test('an answer moves a silence on that counts from the activity of both sides, and an ending is never early', async () => {
  const say = async (type: string, atMinute: number) => {
    await clock.playUntil(start + atMinute * minute);
    const result = await engine.events.record({
      type,
      occurredAt: new Date(start + atMinute * minute).toISOString(),
      contact: { key: 'ana', phone: '+12125550100' },
      conversation: { key: 'chat' },
      message: { channel: 'sms', text: 'Hello' },
    });
    return result.conflict ? '' : (result.contactId ?? '');
  };
  await say('message.sent', 0);
  const contactId = await say('message.received', 5);
  await clock.playUntil(start + 120 * minute);
  const [sentAt, ...others] = await minutesOf(contactId, 'sent');
  expect(others).toEqual([]);
  expect(sentAt).toBeGreaterThanOrEqual(15);
  expect(sentAt).toBeLessThan(16);
  const [endedAt] = await minutesOf(contactId, 'ended');
  // The hour counts from the end of the call, which is written a little later than it was.
  const [ending] = await engine.context.db.query<{ due_at: number }>({
    name: 'test-ending',
    text: "SELECT due_at FROM relance.follow_ups WHERE kind = 'ending'",
  });
  const dueAt = ((ending?.due_at ?? 0) - start) / minute;
  expect(dueAt).toBeGreaterThanOrEqual(15 + 60);
  expect(endedAt).toBeGreaterThanOrEqual(dueAt);
});
