// From due time to the start of the call: used by W4 and W5. One worker process is running, warm and idle, when the
// follow-ups are scheduled; they fall due at random from 3 s later on.
import { openFleet } from './fleet.ts';
import { followUps, warmUpFrom } from './follow-ups.ts';
import { percentile } from './statistics.ts';
import type { Client } from './subject.ts';
import { type Cell, verify } from './workload.ts';

const warmUpCount = 500;
const leadMs = 3_000;

export interface PunctualityFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Calls that began before their due time. Must be 0. */
  readonly early: number;
}

export async function measurePunctuality(cell: Cell, client: Client, from: number): Promise<PunctualityFigures> {
  // Shorter runs keep the pace of 100 a second.
  const count = cell.scaled(2_000, 200);
  const spreadMs = count * 10;
  const fleet = await openFleet({
    subject: cell.subject.name,
    databaseUrl: cell.databaseUrl,
    workers: 1,
    senderMs: 0,
    senderConcurrency: undefined,
  });
  try {
    cell.log('warm-up');
    await client.prepareContacts?.({ organization: 0, from: warmUpFrom, count: warmUpCount });
    await client.prepareContacts?.({ organization: 0, from, count });
    await fleet.start();
    await client.scheduleBulk(
      followUps({ from: warmUpFrom, count: warmUpCount, dueFromMs: Date.now() - 1_000, spreadMs: 1_000 }),
    );
    await fleet.reach(warmUpCount);
    await fleet.settle();

    const dueFromMs = Date.now() + leadMs;
    await client.scheduleBulk(followUps({ from, count, dueFromMs, spreadMs, timed: true }));
    verify(Date.now() < dueFromMs, 'Scheduling took so long that the first follow-ups fell due meanwhile.');
    cell.log(`waiting for ${count} over ${spreadMs / 1_000} s`);
    await fleet.reach(warmUpCount + count);
    await fleet.settle();
    const delays = (await fleet.report()).flatMap((report) => report.delaysMs);
    verify(delays.length === count, `${count} calls were to be timed, but ${delays.length} were.`);
    return {
      p50Ms: percentile(delays, 50),
      p99Ms: percentile(delays, 99),
      maxMs: percentile(delays, 100),
      early: delays.filter((delay) => delay < 0).length,
    };
  } finally {
    await fleet.close();
  }
}
