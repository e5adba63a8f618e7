// W5, growth: with 1,000,000 follow-ups that are not yet due (over 7 days from tomorrow on), their bytes on disk each,
// then W4 and a drain of 20,000 in front of them.
import { settleDatabase } from '../database.ts';
import { dayMs, followUps } from '../follow-ups.ts';
import { measureDrain } from '../measure-drain.ts';
import { measurePunctuality } from '../measure-punctuality.ts';
import { loadingCallers, type Workload } from '../workload.ts';

/** Where the numbers of the backlog begin, above those of the other parts. */
const backlogFrom = 10_000_000;
const punctualFrom = 5_000_000;

export const w5Growth: Workload = {
  key: 'w5-growth',
  figures: [
    { key: 'w5.bytes', label: 'W5 disk per pending follow-up', unit: 'bytes' },
    { key: 'w5.rate', label: 'W5 drain of 20,000 before 1,000,000', unit: '/s' },
    { key: 'w5.p50', label: 'W5 punctuality before 1,000,000, p50', unit: 'ms' },
    { key: 'w5.p99', label: '  p99', unit: 'ms' },
    { key: 'w5.early', label: '  too early', unit: 'calls' },
  ],

  async run(cell) {
    const behind = cell.scaled(1_000_000, 10_000);
    const client = await cell.openClient(loadingCallers);
    cell.log(`loading ${behind} not yet due`);
    await client.prepareContacts?.({ organization: 0, from: backlogFrom, count: behind });
    const bytesBefore = await client.storedBytes();
    await client.scheduleBulk(
      followUps({ from: backlogFrom, count: behind, dueFromMs: Date.now() + dayMs, spreadMs: 7 * dayMs }),
    );
    await settleDatabase(cell.databaseUrl);
    const bytes = ((await client.storedBytes()) - bytesBefore) / behind;

    const punctuality = await measurePunctuality(cell, client, punctualFrom);
    const drain = await measureDrain(cell, client, {
      workers: 1,
      count: cell.scaled(20_000, 5_000),
      senderMs: 0,
      senderConcurrency: undefined,
      behind,
    });
    return {
      'w5.bytes': bytes,
      'w5.rate': drain.rate,
      'w5.p50': punctuality.p50Ms,
      'w5.p99': punctuality.p99Ms,
      'w5.early': punctuality.early,
    };
  },
};
