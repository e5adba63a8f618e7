// Draining a due backlog with worker processes: used by W3 and W5.
//
// The processes first drain a small backlog (code compiled, connections open), stop, and start again on the full one.
// The clock runs from the moment the first of them has started (or made its first call, if that was earlier) until the
// last has settled its last call.
import { settleDatabase } from './database.ts';
import { openFleet } from './fleet.ts';
import { followUps, warmUpFrom } from './follow-ups.ts';
import { perSecond } from './statistics.ts';
import type { Client, FollowUpCategory } from './subject.ts';
import { type Cell, verify } from './workload.ts';

const warmUpEach = 5_000;
const minuteMs = 60_000;

export interface DrainOptions {
  readonly workers: number;
  /** The number of the first follow-up, which is its contact's too. Default: 0. */
  readonly from?: number;
  readonly count: number;
  readonly senderMs: number;
  readonly senderConcurrency: number | undefined;
  readonly category?: FollowUpCategory;
  /** Follow-ups that are scheduled already and don't fall due. */
  readonly behind: number;
}

export interface DrainFigures {
  readonly rate: number;
  readonly memoryMbMax: number;
  /** CPU time of all workers per follow-up. */
  readonly cpuUs: number;
}

export async function measureDrain(cell: Cell, client: Client, options: DrainOptions): Promise<DrainFigures> {
  const { from = 0, count, behind, category } = options;
  const warmUpCount = warmUpEach * options.workers;
  const fleet = await openFleet({ ...options, subject: cell.subject.name, databaseUrl: cell.databaseUrl });
  try {
    cell.log('warm-up');
    await scheduleDue(client, warmUpFrom + from, warmUpCount, category);
    await fleet.start();
    await fleet.reach(warmUpCount);
    await fleet.settle();
    await fleet.stop();

    cell.log(`loading ${count} due`);
    await scheduleDue(client, from, count, category);
    await settleDatabase(cell.databaseUrl);

    cell.log('draining');
    const startedAtMs = await fleet.start();
    await fleet.reach(count);
    const settledAtMs = await fleet.settle();
    const reports = await fleet.report();
    await fleet.stop();

    const calls = reports.reduce((sum, report) => sum + report.calls, 0);
    verify(calls === count, `${count} follow-ups were due, but the sender was called ${calls} times.`);
    const pending = await client.pendingCount();
    verify(pending === behind, `${behind} follow-ups should be pending after the drain, but there are ${pending}.`);

    const firstCallAtMs = Math.min(
      ...reports.filter((report) => report.calls > 0).map((report) => report.firstCallAtMs),
    );
    return {
      rate: perSecond(count, settledAtMs - Math.min(startedAtMs, firstCallAtMs)),
      memoryMbMax: Math.max(...reports.map((report) => report.memoryBytesMax)) / 1_048_576,
      cpuUs: reports.reduce((sum, report) => sum + report.cpuUs, 0) / count,
    };
  } finally {
    await fleet.close();
  }
}

async function scheduleDue(
  client: Client,
  from: number,
  count: number,
  category: FollowUpCategory | undefined,
): Promise<void> {
  await client.prepareContacts?.({ organization: 0, from, count });
  await client.scheduleBulk(
    followUps({ from, count, dueFromMs: Date.now() - 2 * minuteMs, spreadMs: minuteMs, category }),
  );
}
