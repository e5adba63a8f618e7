// W2, a reply cancels: with 200,000 scheduled (one per contact, due over 7 days), cancel what is pending for 20,000
// random contacts, one contact per call, from 16 concurrent callers. Warm-up: 1,000 contacts more.
import { measureCalls } from '../callers.ts';
import { settleDatabase } from '../database.ts';
import { dayMs, followUps, hourMs, sampleOf } from '../follow-ups.ts';
import { verify, type Workload } from '../workload.ts';

const callers = 16;

export const w2Cancel: Workload = {
  key: 'w2',
  figures: [
    { key: 'w2.rate', label: 'W2 a reply cancels, 16 callers', unit: '/s' },
    { key: 'w2.p50', label: '  p50', unit: 'ms' },
    { key: 'w2.p99', label: '  p99', unit: 'ms' },
  ],

  async run(cell) {
    const scheduled = cell.scaled(200_000, 5_000);
    const count = cell.scaled(20_000, 500);
    const warmUpCount = cell.scaled(1_000, 250);
    const client = await cell.openClient(callers);
    cell.log(`loading ${scheduled}`);
    await client.prepareContacts?.({ organization: 0, from: 0, count: scheduled });
    await client.scheduleBulk(
      followUps({ from: 0, count: scheduled, dueFromMs: Date.now() + hourMs, spreadMs: 7 * dayMs }),
    );
    await settleDatabase(cell.databaseUrl);
    const contacts = sampleOf(warmUpCount + count, scheduled);
    const warmUp = contacts.splice(0, warmUpCount);
    cell.log('warm-up');
    await measureCalls(callers, warmUpCount, (index) => client.cancelForContact(warmUp[index]!));

    cell.log(`cancelling for ${count} contacts`);
    const figures = await measureCalls(callers, count, (index) => client.cancelForContact(contacts[index]!));

    const left = scheduled - warmUpCount - count;
    const pending = await client.pendingCount();
    verify(pending === left, `${left} should still be pending, but ${pending} are.`);
    return { 'w2.rate': figures.rate, 'w2.p50': figures.p50Ms, 'w2.p99': figures.p99Ms };
  },
};
