// W3, a sender that takes 20 ms, 200 at a time: one worker process drains 20,000 that are all due. 10,000 a second is
// what the sender allows. The sender holds calls beyond 200 back, so that a subject may overlap its own work with them.
import { measureDrain } from '../measure-drain.ts';
import { loadingCallers, type Workload } from '../workload.ts';

export const w3SlowSender: Workload = {
  key: 'w3-slow',
  figures: [{ key: 'w3.slow.rate', label: 'W3 drain, 20 ms sender, 200 at a time', unit: '/s' }],

  async run(cell) {
    const client = await cell.openClient(loadingCallers);
    const figures = await measureDrain(cell, client, {
      workers: 1,
      count: cell.scaled(20_000, 5_000),
      senderMs: 20,
      senderConcurrency: 200,
      behind: 0,
    });
    return { 'w3.slow.rate': figures.rate };
  },
};
