// T6: a worker that was paused past its lease changes nothing when it goes on; what it knows is kept as evidence.
import { expect, test } from 'vitest';
import { pausedWorker } from './scenarios/paused-worker.ts';
import { staleOutcome } from './scenarios/stale-outcome.ts';
import { sized } from './support/size.ts';
import type { CrashPoint } from './worker-process.ts';

const points = sized<readonly CrashPoint[]>({ short: ['P2', 'P4', 'P6'], full: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'] });
const pauseMs = sized({ short: 0, full: 90_000 });

for (const point of points) {
  test.concurrent(`paused past its lease at ${point}: another worker takes over, and each message goes out once`, async () => {
    expect(await pausedWorker({ point, pauseMs })).toEqual([]);
  });
}

test.concurrent('a worker that is paused after its calling commit sends nothing once the person has said stop', async () => {
  expect(await pausedWorker({ point: 'P4', stop: true })).toEqual([]);
});

test.concurrent('a refusal that comes while another worker calls is refused, counted, and kept as evidence', async () => {
  expect(await staleOutcome()).toEqual([]);
});
