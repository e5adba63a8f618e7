// What was recorded once is recognised for thirty days, while housekeeping deletes what is older; then it is a new event.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { keepRetention } from '../../src/operations/keep-retention.ts';
import { RetentionWalk } from '../../src/store/retention.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const hour = 3_600_000;
const day = 24 * hour;
let clock: VirtualClock;
let engine: Engine;

beforeAll(async () => {
  const world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await world.createEngine();
  return world.close;
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
