// A stop can't be outrun: stop words, opt-outs, withdrawn consent, cancels and refused addresses race `calling` commits of the contact and of
// another one who shares the address; no `calling` commit comes after the stop's commit.
import { expect, test } from 'vitest';
import { channels } from '../../src/domain/channel.ts';
import { crashPoints } from './scenarios/crash-everywhere.ts';
import { stopAtCrashPoint } from './scenarios/stop-at-crash-point.ts';
import { stopRace } from './scenarios/stop-race.ts';
import { full, sized } from './support/size.ts';

const rounds = sized({ short: 150, full: 3_000 });

test(`no calling commit follows a stop in ${rounds} races on several connections`, async () => {
  const { findings, called, refused } = await stopRace({ rounds, seed: 1 });
  expect(findings).toEqual([]);
  // Both orders occurred often, or nothing was tested.
  expect(called).toBeGreaterThan(rounds / 10);
  expect(refused).toBeGreaterThan(rounds / 10);
});

const ends = ['is killed', 'goes on'] as const;
/** Every point with every channel and both ends; in a short run each point and each channel once. */
const cases = crashPoints.flatMap((point, index) =>
  full
    ? channels.flatMap((channel) => ends.map((worker) => ({ point, channel, worker, seed: index })))
    : [
        {
          point,
          channel: channels[index % channels.length] as (typeof channels)[number],
          worker: ends[index % 2] ?? 'goes on',
          seed: index,
        },
      ],
);

for (const at of cases) {
  test.concurrent(`stop at ${at.point} of a message by ${at.channel}, and its worker ${at.worker}: nothing goes out after it`, async () => {
    expect(await stopAtCrashPoint(at)).toEqual([]);
  });
}
