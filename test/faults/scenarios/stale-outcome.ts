// The worst moment for a late answer: a worker was refused, paused before it could write that down, its row became unknown
// and went out again, and while that second call is under way the first worker writes its refusal. Without the lease token
// the row would go back to the queue and out a third time. Returns what is wrong.
import { conservation, deliveries } from '../support/invariants.ts';
import { until } from '../support/until.ts';
import { createWorld, shortLease } from '../support/world.ts';

export async function staleOutcome(options: { readonly workerScript?: string } = {}): Promise<string[]> {
  const world = await createWorld({
    ...options,
    senders: [{ key: 'first', config: { script: 'refuse:transient' } }],
    policy: { unknownOutcome: 'at_least_once', retry: { attempts: 5, delay: 0 } },
  });
  try {
    const [id] = (await world.scheduleTexts(1)) as [string];
    const stale = world.spawnWorker({ at: { point: 'P6', nth: 1, signal: 'SIGSTOP' } });
    await stale.heard(({ at }) => at === 'P6');

    const config = { url: world.vendor.url, name: 'first', script: 'accept-then-hang', timeoutMs: 4_000 };
    await world.engine.senders.put([{ key: 'first', provider: 'fake', channel: 'sms', config }]);
    const other = world.spawnWorker({ worker: { ...shortLease, leaseMs: 15_000 } });
    const row = async () => (await world.followUps()).find((found) => found.id === id);
    await until('the paused call becomes unknown', 15_000, async () => (await row())?.state === 'unknown');
    await world.sql(
      `UPDATE relance.follow_ups SET failed_at = failed_at - interval '2 hours', lease_until = relance.now()`,
    );
    await until('the second call has reached the vendor', 15_000, async () => (await world.ledger()).length === 1);

    stale.signal('SIGCONT');
    await stale.end();
    // Longer than a lease and the time in which an outcome may still be written: without the fence both have to pass.
    await world.settled(45_000);
    await other.end();

    const findings = await conservation(world);
    const count = deliveries(await world.ledger()).get(id);
    if (count !== 1) findings.push(`it was delivered ${count} times`);
    if (!stale.said.some(({ log }) => log?.event === 'stale_outcomes'))
      findings.push('the stale outcome was not counted');
    const [first] = await world.sql<{ outcome: string; late: boolean }>(
      `SELECT outcome, coalesce(evidence @> '{"late": true}', false) AS late FROM relance.attempts WHERE number = 1`,
    );
    if (first?.outcome !== 'refused' || !first.late) findings.push('the late answer was not kept as evidence');
    const after = await row();
    if (after?.state !== 'unknown' || after.attempts !== 2)
      findings.push(`it is ${after?.state} after ${after?.attempts} attempts`);
    return findings;
  } finally {
    await world.close();
  }
}
