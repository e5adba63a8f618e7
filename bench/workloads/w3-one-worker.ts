// W3, one worker process: drain 100,000 that are all due into a sender that answers at once.
import { measureDrain } from '../measure-drain.ts';
import { loadingCallers, type Workload } from '../workload.ts';

export const w3OneWorker: Workload = {
  key: 'w3-one',
  figures: [
    { key: 'w3.one.rate', label: 'W3 drain, one worker', unit: '/s' },
    { key: 'w3.one.cpu', label: "  the worker's CPU each", unit: 'µs' },
    { key: 'w3.one.memory', label: "  the worker's memory, highest", unit: 'MB' },
  ],

  async run(cell) {
    const client = await cell.openClient(loadingCallers);
    const figures = await measureDrain(cell, client, {
      workers: 1,
      count: cell.scaled(100_000, 5_000),
      senderMs: 0,
      senderConcurrency: undefined,
      behind: 0,
    });
    return { 'w3.one.rate': figures.rate, 'w3.one.cpu': figures.cpuUs, 'w3.one.memory': figures.memoryMbMax };
  },
};
