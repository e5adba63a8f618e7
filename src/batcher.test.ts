import { expect, test } from 'vitest';
import { Batcher } from './batcher.ts';

test('calls of the same moment go together, later ones when there is room', async () => {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const batcher = new Batcher<number, number>({
    run: async (items) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      return items.map((item) => item * 10);
    },
    sizeMax: 3,
    concurrency: 1,
  });
  const first = [1, 2].map((item) => batcher.add(item));
  await new Promise(setImmediate);
  const second = [3, 4, 5, 6].map((item) => batcher.add(item));
  await new Promise(setImmediate);
  expect(batches).toEqual([[1, 2]]);
  gates.shift()?.();
  expect(await Promise.all(first)).toEqual([10, 20]);
  await new Promise(setImmediate);
  gates.shift()?.();
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  gates.shift()?.();
  expect(await Promise.all(second)).toEqual([30, 40, 50, 60]);
  expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
  await batcher.drained();
});

test('with patience the next batch waits for the end of the one under way, or until its time is up', async () => {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const batcher = new Batcher<number, number>({
    run: async (items) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      return items;
    },
    sizeMax: 100,
    concurrency: 3,
    patienceMs: 50,
  });
  const again = batcher.add(1).then((item) => batcher.add(item));
  await new Promise(setImmediate);
  const second = batcher.add(2);
  await new Promise(setImmediate);
  expect(batches).toEqual([[1]]);
  gates.shift()?.();
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(batches).toEqual([[1], [2, 1]]);
  // This one takes too long.
  const third = batcher.add(3);
  await expect.poll(() => batches).toEqual([[1], [2, 1], [3]]);
  for (const open of gates) open();
  expect(await Promise.all([again, second, third])).toEqual([1, 2, 3]);
});

test('one bad item fails alone, a fault of the batch fails all', async () => {
  const batcher = new Batcher<number, number>({
    run: async (items) => {
      if (items.includes(0)) throw new Error('all');
      return items.map((item) => (item < 0 ? new Error('one') : item));
    },
    sizeMax: 10,
    concurrency: 2,
  });
  const results = await Promise.allSettled([1, -1, 2].map((item) => batcher.add(item)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const all = await Promise.allSettled([1, 0].map((item) => batcher.add(item)));
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
