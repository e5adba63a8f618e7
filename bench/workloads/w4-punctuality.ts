// W4, punctuality: 2,000 due at random over 20 s, from 3 s on; the delay from due time to the start of the call.
import { measurePunctuality } from '../measure-punctuality.ts';
import type { Workload } from '../workload.ts';

export const w4Punctuality: Workload = {
  key: 'w4',
  figures: [
    { key: 'w4.p50', label: 'W4 punctuality p50', unit: 'ms' },
    { key: 'w4.p99', label: '  p99', unit: 'ms' },
    { key: 'w4.max', label: '  worst', unit: 'ms' },
    { key: 'w4.early', label: '  too early', unit: 'calls' },
  ],

  async run(cell) {
    const client = await cell.openClient(1);
    const figures = await measurePunctuality(cell, client, 0);
    return { 'w4.p50': figures.p50Ms, 'w4.p99': figures.p99Ms, 'w4.max': figures.maxMs, 'w4.early': figures.early };
  },
};
