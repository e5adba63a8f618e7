// What was recorded once is recognised for thirty days, while housekeeping deletes what is older; then it is a new event.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { keepRetention } from '../../src/operations/keep-retention.ts';
import { RetentionWalk } from '../../src/store/retention.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const hour = 3_600_000;
const day = 24 * hour;
let database: TestDatabase;
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  clock = await VirtualClock.install({ database: database.url, startAt: Date.UTC(2026, 4, 4, 9) });
  engine = await createEngine({ database: database.url, clock });
});

afterAll(async () => {
  await engine?.stop();
  await clock?.close();
  await database?.drop();
});

const tidy = () => keepRetention(engine.context, new RetentionWalk(), new AbortController().signal);

test.each([
  { afterMs: 30 * day - hour, recognised: true },
  { afterMs: 30 * day + hour, recognised: false },
])('$afterMs ms later a repetition is recognised: $recognised', async ({ afterMs, recognised }) => {
  const event = { key: `k-${afterMs}`, type: 'lead.created', contact: { key: 'ana' }, lead: { key: 'l-1' } };
  expect(await engine.events.record(event)).toMatchObject({ duplicate: false });
  await clock.advanceBy(afterMs);
  await tidy();
  expect(await engine.events.record(event)).toMatchObject({ duplicate: recognised });
});
