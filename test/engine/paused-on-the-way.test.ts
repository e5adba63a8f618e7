// An enrollment that is paused while its last step is being called: what the vendor answers is written, and the enrollment is
// completed once it goes on.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { changeEnrollment } from '../../src/operations/read-enrollments.ts';
import type { Provider, SendOutcome } from '../../src/provider.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { until } from '../faults/support/until.ts';
import { by } from '../support/actor.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

let clock: VirtualClock;
let engine: Engine;
let called = 0;
const { promise: answered, resolve: answer } = Promise.withResolvers<SendOutcome>();
const instant = createInstantProvider();
const provider: Provider = {
  describe: () => instant.describe(),
  configure: () => ({
    send: () => {
      called += 1;
      return answered;
    },
  }),
};

beforeAll(async () => {
  const world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await world.createEngine({
    providers: [provider],
    senders: [{ key: 'texts', provider: 'instant', channel: 'sms' }],
    sequences: [
      {
        key: 'welcome',
        trigger: { on: 'custom.joined' },
        steps: [{ key: 'hello', after: '0s', channel: 'sms', text: 'Hello', category: 'conversational' }],
        exit: ['contact.optedOut'],
      },
    ],
  });
  engine.start();
  return world.close;
});

const state = async (table: string) => {
  const [row] = await engine.context.db.query<{ state: string }>({
    name: `test-${table}`,
    text: `SELECT state FROM relance.${table}`,
  });
  return row?.state;
};

async function change(to: 'paused' | 'active'): Promise<void> {
  const { context, orgId } = engine;
  const [row] = await context.db.query<{ id: string }>({ name: 'test-id', text: 'SELECT id FROM relance.enrollments' });
  await changeEnrollment(context, orgId, row?.id as string, to, { by: by('test') });
}

test('the answer is written while it is paused, and it is completed after that', async () => {
  await engine.events.record({ type: 'custom.joined', contact: { phone: '+33612345678' } });
  await until('it is being called', 10_000, async () => called === 1);
  await change('paused');
  answer({ kind: 'accepted', providerMessageId: 'SM1' });
  await until('the answer is written', 10_000, async () => (await state('follow_ups')) === 'sent');
  expect(await state('enrollments')).toBe('paused');
  await clock.advanceBy(60_000);
  expect(await state('enrollments')).toBe('paused');
  await change('active');
  await clock.advanceBy(60_000);
  await until('it is completed', 10_000, async () => (await state('enrollments')) === 'completed');
  expect(called).toBe(1);
});
