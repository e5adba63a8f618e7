// W3, two worker processes: drain 100,000 that are all due into senders that answer at once.
import { measureDrain } from '../measure-drain.ts';
import { loadingCallers, type Workload } from '../workload.ts';

export const w3TwoWorkers: Workload = {
  key: 'w3-two',
  figures: [{ key: 'w3.two.rate', label: 'W3 drain, two workers', unit: '/s' }],

  async run(cell) {
    const client = await cell.openClient(loadingCallers);
    const figures = await measureDrain(cell, client, {
      workers: 2,
      count: cell.scaled(100_000, 5_000),
      senderMs: 0,
      senderConcurrency: undefined,
      behind: 0,
    });
    return { 'w3.two.rate': figures.rate };
  },
};
