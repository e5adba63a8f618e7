// Fairness: one organization has 1,000,000 due; 200 others have 10 each, due at random over 20 s from 3 s after the
// worker process has started on the big one. Measured: how late the others' calls begin, while the big one is drained.
import { settleDatabase } from '../database.ts';
import { openFleet } from '../fleet.ts';
import { followUps } from '../follow-ups.ts';
import { percentile, perSecond } from '../statistics.ts';
import { pause, wallClockMs } from '../wall-clock.ts';
import { loadingCallers, verify, type Workload } from '../workload.ts';

const others = 200;
const each = 10;
const bigOrganization = others + 1;
const minuteMs = 60_000;
const leadMs = 3_000;
/** How long after the last due time a call still counts as late instead of missing. */
const patienceMs = 5_000;

export const fairness: Workload = {
  key: 'fairness',
  relanceOnly: true,
  figures: [
    { key: 'fairness.p50', label: "Fairness: the others' lateness p50", unit: 'ms' },
    { key: 'fairness.p95', label: '  p95', unit: 'ms' },
    { key: 'fairness.max', label: '  worst', unit: 'ms' },
    { key: 'fairness.rate', label: '  all calls meanwhile', unit: '/s' },
  ],

  async run(cell) {
    const big = cell.scaled(1_000_000, 100_000);
    const spreadMs = cell.scaled(20_000, 2_000);
    const client = await cell.openClient(loadingCallers);
    cell.log(`loading ${big} due for one organization`);
    await client.prepareContacts?.({ organization: bigOrganization, from: 0, count: big });
    for (let organization = 1; organization <= others; organization += 1) {
      await client.prepareContacts?.({ organization, from: big + organization * each, count: each });
    }
    await client.scheduleBulk(
      followUps({
        from: 0,
        count: big,
        dueFromMs: Date.now() - 10 * minuteMs,
        spreadMs: minuteMs,
        organization: bigOrganization,
      }),
    );
    await settleDatabase(cell.databaseUrl);

    const fleet = await openFleet({
      subject: cell.subject.name,
      databaseUrl: cell.databaseUrl,
      workers: 1,
      senderMs: 0,
      senderConcurrency: undefined,
    });
    try {
      const startedAtMs = await fleet.start();
      const dueFromMs = Date.now() + leadMs;
      const scheduled = Array.from({ length: others }, (_, index) => [
        ...followUps({
          from: big + (index + 1) * each,
          count: each,
          dueFromMs,
          spreadMs,
          organization: index + 1,
          timed: true,
        }),
      ]).flat();
      await client.scheduleBulk(scheduled);
      verify(Date.now() < dueFromMs, 'Scheduling took so long that the first follow-ups fell due meanwhile.');
      cell.log(`draining while ${scheduled.length} of ${others} others fall due`);
      const lastDueAtMs = Math.max(...scheduled.map((followUp) => followUp.dueAtMs));
      await pause(lastDueAtMs - Date.now());
      const calls = fleet.calls();
      const elapsedMs = wallClockMs() - startedAtMs;
      verify(calls < big, 'The big organization was drained before the others were due: nothing was measured.');
      await pause(patienceMs);
      const delays = (await fleet.report()).flatMap((report) => report.delaysMs);
      verify(
        delays.length === scheduled.length,
        `Of the ${scheduled.length} follow-ups of the others only ${delays.length} were called.`,
      );
      return {
        'fairness.p50': percentile(delays, 50),
        'fairness.p95': percentile(delays, 95),
        'fairness.max': percentile(delays, 100),
        'fairness.rate': perSecond(calls, elapsedMs),
      };
    } finally {
      await fleet.close();
    }
  },
};
