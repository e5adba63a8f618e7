// A sender that is slow, without a limit of its own: it holds what it can soon call, and nobody else waits for it. And one whose
// limit is shared: it holds while its configuration changes.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import type { Provider, SendRequest } from '../../src/provider.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import { until } from '../faults/support/until.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;
let open = 0;
let together = 0;
let wait: () => Promise<void>;
const arrived: SendRequest[] = [];

/** Two at a time, each as long as `wait` takes. */
const slowly = createInstantProvider({ type: 'slow', concurrency: 2 });
const slow: Provider = {
  describe: () => ({
    ...slowly.describe(),
    config: { account: { type: 'string', required: false, description: 'Any.' } },
  }),
  configure: () => ({
    async send() {
      open += 1;
      together = Math.max(together, open);
      await wait();
      open -= 1;
      return { kind: 'accepted' };
    },
  }),
};
const fast = createInstantProvider({ onSend: (request) => arrived.push(request) });

beforeEach(async () => {
  open = 0;
  together = 0;
  arrived.length = 0;
  database = await createTestDatabase();
  engine = await createEngine({ database: database.url, providers: [slow, fast], worker: { clockStableMs: 0 } });
});

afterEach(async () => {
  await engine.stop();
  await database.drop();
});

const rows = <Row>(name: string, text: string) => engine.context.db.query<Row>({ name: `test-${name}`, text });

async function schedule(channel: 'email' | 'sms', count: number, dueAt: number): Promise<void> {
  const contacts = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      engine.events.record({
        type: 'contact.upserted',
        contact: channel === 'email' ? { email: `p${n}@example.com` } : { phone: `+336${10_000_000 + n}` },
      }),
    ),
  );
  await engine.followUps.scheduleAll(
    contacts.map((recorded) => {
      const contactId = 'contactId' in recorded ? (recorded.contactId as string) : '';
      return { contactId, dueAt, channel, category: 'transactional', text: 'Hello' };
    }),
  );
}

test('a slow sender claims what it can call within seconds, and leaves the room to the others', async () => {
  wait = () => new Promise((resolve) => setTimeout(resolve, 250));
  await engine.senders.put([
    { key: 'slow', provider: 'slow', channel: 'email' },
    { key: 'fast', provider: 'instant', channel: 'sms' },
  ]);
  await schedule('email', 1_000, Date.now());
  await schedule('sms', 200, Date.now() + 3_000);
  engine.start();
  await until('the others have got theirs', 15_000, async () => arrived.length === 200);
  const [held] = await rows<{ n: number }>(
    'held',
    `SELECT count(*)::int AS n FROM relance.follow_ups WHERE channel = 'email' AND state IN ('claimed', 'calling')`,
  );
  // Two at a time take eight a second: five seconds of that, or what was claimed before that was known.
  expect(held?.n).toBeGreaterThan(0);
  expect(held?.n).toBeLessThanOrEqual(120);
});

test('a limit of calls at one time holds while the configuration of its sender changes', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  wait = () => released;
  const configured = (account: string) =>
    engine.senders.put([{ key: 'slow', provider: 'slow', channel: 'email', concurrency: 2, config: { account } }]);
  await configured('one');
  await schedule('email', 10, Date.now());
  engine.start();
  await until('two are called', 10_000, async () => open === 2);
  await configured('two');
  // The pump of before has let go of what it had not called; the new one asks for its share every tenth of a second.
  await until('what was held is given back', 10_000, async () => {
    const given = await rows('given', `SELECT 1 FROM relance.timeline WHERE reason = 'worker_stopped'`);
    return given.length > 0;
  });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(open).toBe(2);
  release();
  await until('all are sent', 15_000, async () => {
    const [left] = await rows<{ n: number }>(
      'left',
      `SELECT count(*)::int AS n FROM relance.follow_ups WHERE state <> 'sent'`,
    );
    return left?.n === 0;
  });
  expect(together).toBe(2);
});
