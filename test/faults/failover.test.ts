// T8 and T9: the second sender of a route is never called for a message that may have been accepted, and soon for one that
// certainly was not.
import { expect, test } from 'vitest';
import { uncertainOutcomes, unreachableVendor } from './scenarios/failover.ts';
import { sized } from './support/size.ts';

const count = sized({ short: 60, full: 1_000 });

test.concurrent(`accepted, then a hang, a reset, a cut or a 5xx, ${count} times: the second sender is called 0 times`, async () => {
  expect(await uncertainOutcomes({ count })).toEqual([]);
});

for (const script of ['refuse-connection', 'unknown-host', 'bad-tls'] as const) {
  test.concurrent(`${script} at the first sender: the second sends within 2 s, once`, async () => {
    expect(await unreachableVendor(script)).toEqual([]);
  });
}
