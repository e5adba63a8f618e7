// A number of concurrent callers, each doing one call after another: how an application's requests look to a library.
import { percentile, perSecond } from './statistics.ts';

export interface CallFigures {
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Runs `count` calls from `callers` callers at a time. The latency of a call is what its caller waits. */
export async function measureCalls(
  callers: number,
  count: number,
  call: (index: number) => Promise<void>,
): Promise<CallFigures> {
  const latenciesMs: number[] = [];
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      const calledAt = performance.now();
      await call(index);
      latenciesMs.push(performance.now() - calledAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsedMs = performance.now() - startedAt;
  return { rate: perSecond(count, elapsedMs), p50Ms: percentile(latenciesMs, 50), p99Ms: percentile(latenciesMs, 99) };
}

/** Takes batches of `size` from `items` and hands them to `lanes` concurrent calls of `insert`. */
export async function inBatches<Item>(
  items: Iterable<Item>,
  size: number,
  lanes: number,
  insert: (batch: Item[]) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const takeBatch = (): Item[] => {
    const batch: Item[] = [];
    while (batch.length < size) {
      const taken = iterator.next();
      if (taken.done) break;
      batch.push(taken.value);
    }
    return batch;
  };
  const lane = async () => {
    for (let batch = takeBatch(); batch.length > 0; batch = takeBatch()) await insert(batch);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
