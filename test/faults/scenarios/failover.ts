// Two senders in the route, and a vendor that misbehaves: when the second one may be called, and when never. Returns what is
// wrong.
import { conservation, deliveredOnce } from '../support/invariants.ts';
import { createWorld, type World } from '../support/world.ts';

const uncertain = ['accept-then-hang', 'accept-then-reset', 'accept-then-cut', 'accept-then-5xx'] as const;

/** The vendor takes the message and then hangs, resets, cuts or fails: nobody can know, so nobody else is asked to send it. */
export async function uncertainOutcomes(options: { count: number; workerScript?: string }): Promise<string[]> {
  const { count, ...worldOptions } = options;
  const timeouts = { timeoutMs: 1_000 };
  const world = await createWorld({
    ...worldOptions,
    senders: [
      { key: 'first', config: timeouts },
      { key: 'second', config: timeouts },
    ],
  });
  try {
    await world.scheduleTexts(count, (index) => ({ text: `Hello [[${uncertain[index % uncertain.length]}]]` }));
    const worker = world.spawnWorker({ worker: { leaseMs: 15_000, leaseLeftMs: 5_000 } });
    const findings: string[] = [];
    await world.settled(12_000 + count * 50).catch((error: Error) => findings.push(error.message));
    await worker.end();
    findings.push(...(await conservation(world)), ...(await deliveredOnce(world)));
    for (const { id, state } of await world.followUps()) if (state !== 'unknown') findings.push(`${id} is ${state}`);
    const calls = await callsOf(world, 'second');
    if (calls !== 0) findings.push(`the second sender was called ${calls} times`);
    return findings;
  } finally {
    await world.close();
  }
}

/** Nothing was said to the first vendor, that is certain: the second one sends within two seconds. */
export async function unreachableVendor(script: 'refuse-connection' | 'unknown-host' | 'bad-tls'): Promise<string[]> {
  const world = await createWorld({ senders: [{ key: 'first', config: { script } }, { key: 'second' }] });
  try {
    const worker = world.spawnWorker();
    await worker.heard(({ ready }) => ready === true);
    const dueAt = Date.now() + 1_000;
    const ids = await world.scheduleTexts(5, () => ({ dueAt }));
    await world.settled(20_000);
    await worker.end();
    const findings = [...(await conservation(world)), ...(await deliveredOnce(world))];
    const ledger = await world.ledger();
    for (const { sender, at } of ledger) {
      if (sender !== 'second') findings.push(`${sender} has delivered`);
      if (at - dueAt > 2_000) findings.push(`it went out ${at - dueAt} ms after its time`);
      if (at < dueAt) findings.push(`it went out ${dueAt - at} ms early`);
    }
    if (ledger.length !== ids.length) findings.push(`${ledger.length} of ${ids.length} were delivered`);
    return findings;
  } finally {
    await world.close();
  }
}

async function callsOf(world: World, sender: string): Promise<number> {
  const answer = await fetch(new URL(`/calls?sender=${sender}`, world.vendor.url));
  return ((await answer.json()) as { calls: number }).calls;
}
