// W1, in bulk: one caller schedules 200,000 follow-ups (payload about 300 bytes, due over 7 days) through the subject's
// interface for many, one batch after another. Durable when the call returns, and cancellable by contact, so that W2
// could follow. Then, for information, as many again by 3 callers at once. Warm-up: 5,000 of other numbers.
import { dayMs, followUps, hourMs, warmUpFrom } from '../follow-ups.ts';
import { perSecond } from '../statistics.ts';
import { type Cell, verify, type Workload } from '../workload.ts';

const warmUpCount = 5_000;

export const w1Bulk: Workload = {
  key: 'w1-bulk',
  figures: [
    { key: 'w1.bulk.rate', label: 'W1 schedule in bulk', unit: '/s' },
    { key: 'w1.bulk3.rate', label: '  by 3 callers', unit: '/s' },
  ],

  async run(cell) {
    const count = cell.scaled(200_000, 10_000);
    return {
      'w1.bulk.rate': await measureBulk(cell, 1, count, 0),
      'w1.bulk3.rate': await measureBulk(cell, 3, count, count),
    };
  },
};

/** Schedules the numbers from `from` on; there are as many pending ones already. */
async function measureBulk(cell: Cell, callers: number, count: number, from: number): Promise<number> {
  const client = await cell.openClient(callers);
  const range = { dueFromMs: Date.now() + hourMs, spreadMs: 7 * dayMs };
  await client.prepareContacts?.({ organization: 0, from, count });
  if (from === 0) {
    cell.log('warm-up');
    await client.prepareContacts?.({ organization: 0, from: warmUpFrom, count: warmUpCount });
    await client.scheduleBulk(followUps({ ...range, from: warmUpFrom, count: warmUpCount }));
  }
  const all = [...followUps({ ...range, from, count })];

  cell.log(`scheduling ${count}, ${callers} at a time`);
  const startedAt = performance.now();
  await client.scheduleBulk(all);
  const elapsedMs = performance.now() - startedAt;

  const expected = warmUpCount + from + count;
  const pending = await client.pendingCount();
  verify(pending === expected, `${expected} should be pending, but ${pending} are.`);
  return perSecond(count, elapsedMs);
}
