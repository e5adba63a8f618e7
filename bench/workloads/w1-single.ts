// W1, one at a time: 16 concurrent callers schedule 20,000 follow-ups, one per call, due over 7 days, each durable
// before its call returns. The latency is what a caller waits. Warm-up: 1,000 calls.
import { measureCalls } from '../callers.ts';
import { dayMs, followUps, hourMs, warmUpFrom } from '../follow-ups.ts';
import { verify, type Workload } from '../workload.ts';

const callers = 16;
const warmUpCount = 1_000;

export const w1Single: Workload = {
  key: 'w1-single',
  figures: [
    { key: 'w1.single.rate', label: 'W1 schedule one at a time, 16 callers', unit: '/s' },
    { key: 'w1.single.p50', label: '  p50', unit: 'ms' },
    { key: 'w1.single.p99', label: '  p99', unit: 'ms' },
  ],

  async run(cell) {
    const count = cell.scaled(20_000, 500);
    const client = await cell.openClient(callers);
    const range = { dueFromMs: Date.now() + hourMs, spreadMs: 7 * dayMs };
    const warmUp = [...followUps({ ...range, from: warmUpFrom, count: warmUpCount })];
    const all = [...followUps({ ...range, from: 0, count })];
    await client.prepareContacts?.({ organization: 0, from: warmUpFrom, count: warmUpCount });
    await client.prepareContacts?.({ organization: 0, from: 0, count });
    cell.log('warm-up');
    await measureCalls(callers, warmUpCount, (index) => client.schedule(warmUp[index]!));

    cell.log(`scheduling ${count}`);
    const figures = await measureCalls(callers, count, (index) => client.schedule(all[index]!));

    const pending = await client.pendingCount();
    verify(pending === warmUpCount + count, `${warmUpCount + count} should be pending, but ${pending} are.`);
    return { 'w1.single.rate': figures.rate, 'w1.single.p50': figures.p50Ms, 'w1.single.p99': figures.p99Ms };
  },
};
