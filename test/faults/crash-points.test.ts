// T1: kill -9 at every point of a follow-up's way, in both modes for unknown outcomes, with many seeds.
import { expect, test } from 'vitest';
import { crashEverywhere } from './scenarios/crash-everywhere.ts';
import { sized } from './support/size.ts';

const seeds = sized({ short: 1, full: 20 });

for (const mode of ['at_most_once', 'at_least_once'] as const) {
  for (let seed = 0; seed < seeds; seed++) {
    const lookup = seed % 2 === 1;
    test(`killed at P1 to P7 in ${mode}, seed ${seed}${lookup ? ', with a vendor that can be asked' : ''}: nothing is lost, nothing is sent twice`, async () => {
      expect(await crashEverywhere({ mode, seed, lookup })).toEqual([]);
    });
  }
}
