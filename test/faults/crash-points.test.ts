// T1: kill -9 at every point of a follow-up's way, in both modes for unknown outcomes, with many seeds, and with vendors that
// can and that cannot be asked afterwards. Inside and after the commit of an event: crash-while-recording.test.ts.
import { expect, test } from 'vitest';
import { type CrashOptions, crashEverywhere } from './scenarios/crash-everywhere.ts';
import { full } from './support/size.ts';

const runs: readonly Pick<CrashOptions, 'mode' | 'seed' | 'lookup'>[] = full
  ? Array.from({ length: 40 }, (_, seed) => ({
      mode: seed % 2 === 0 ? 'at_most_once' : 'at_least_once',
      seed,
      lookup: seed % 4 > 1,
    }))
  : [
      { mode: 'at_most_once', seed: 0, lookup: false },
      { mode: 'at_most_once', seed: 1, lookup: true },
      { mode: 'at_least_once', seed: 2, lookup: false },
    ];

for (const run of runs) {
  const asked = run.lookup ? ', with a vendor that can be asked' : '';
  test.concurrent(`killed at P1 to P7 in ${run.mode}, seed ${run.seed}${asked}: nothing is lost, nothing is sent twice`, async () => {
    expect(await crashEverywhere(run)).toEqual([]);
  });
}
