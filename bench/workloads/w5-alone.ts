// W5, what growth is compared with: one worker process drains 20,000 that are all due, with nothing behind them.
import { measureDrain } from '../measure-drain.ts';
import { loadingCallers, type Workload } from '../workload.ts';

export const w5Alone: Workload = {
  key: 'w5-alone',
  figures: [{ key: 'w5.alone.rate', label: 'W5 drain of 20,000, nothing behind', unit: '/s' }],

  async run(cell) {
    const client = await cell.openClient(loadingCallers);
    const figures = await measureDrain(cell, client, {
      workers: 1,
      count: cell.scaled(20_000, 5_000),
      senderMs: 0,
      senderConcurrency: undefined,
      behind: 0,
    });
    return { 'w5.alone.rate': figures.rate };
  },
};
