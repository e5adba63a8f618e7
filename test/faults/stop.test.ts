// A stop can't be outrun: stop words, opt-outs, withdrawn consent, cancels and refused addresses race `calling` commits of the contact and of
// another one who shares the address; no `calling` commit comes after the stop's commit.
import { expect, test } from 'vitest';
import { stopRace } from './scenarios/stop-race.ts';
import { sized } from './support/size.ts';

const rounds = sized({ short: 150, full: 3_000 });

test(`no calling commit follows a stop in ${rounds} races on several connections`, async () => {
  const { findings, called, refused } = await stopRace({ rounds, seed: 1 });
  expect(findings).toEqual([]);
  // Both orders occurred often, or nothing was tested.
  expect(called).toBeGreaterThan(rounds / 10);
  expect(refused).toBeGreaterThan(rounds / 10);
});
