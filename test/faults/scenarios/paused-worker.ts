// A worker is paused at a point of a follow-up's way until its lease has run out and another one has taken over, then goes
// on as if nothing had happened. Returns what is wrong.
import { conservation, deliveredOnce } from '../support/invariants.ts';
import { until } from '../support/until.ts';
import { createWorld, shortLease, type World } from '../support/world.ts';
import type { CrashPoint } from '../worker-process.ts';

const takeOverMs = (shortLease.leaseMs as number) + 10_000;

export interface PauseOptions {
  readonly point: CrashPoint;
  /** The person says stop during the pause. */
  readonly stop?: boolean;
  readonly pauseMs?: number;
}

export async function pausedWorker({ point, stop = false, pauseMs = 0 }: PauseOptions): Promise<string[]> {
  const world = await createWorld();
  try {
    const ids = await world.scheduleTexts(3);
    const paused = world.spawnWorker({ at: { point, nth: 1, signal: 'SIGSTOP' } });
    const touched = (await paused.heard(({ at }) => at === point)).ids ?? [];
    const other = world.spawnWorker();
    await world.settled(takeOverMs * 2);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (stop) await sayStop(world, touched);
    const before = (await world.ledger()).length;
    paused.signal('SIGCONT');
    // A worker that stops in order has finished what it had begun.
    await paused.end();
    await until('late outcomes are looked into', takeOverMs, async () => stop || !(await hasEvidence(world)));
    await world.settled(takeOverMs);
    await other.end();

    const findings = await conservation(world);
    if (stop) {
      const after = (await world.ledger()).length;
      if (after !== before) findings.push(`${point}: ${after - before} messages left after the stop`);
      return findings;
    }
    findings.push(...(await deliveredOnce(world)));
    const states = new Map((await world.followUps()).map((row) => [row.id, row.state]));
    for (const id of ids) {
      const state = states.get(id);
      // The other calls of its batch were under way too. Their time ran out during the pause, so that the worker may give them
      // up before it reads their answers: unknown is the truth then. What it had read is evidence, and must count.
      const gaveUp = state === 'unknown' && ['P5', 'P6'].includes(point) && !touched.includes(id);
      if (state !== 'sent' && !gaveUp) findings.push(`${point}: ${id} is ${state}`);
    }
    if (point === 'P5' || point === 'P6') findings.push(...(await judgeEvidence(world, touched)));
    const stale = paused.said.filter(({ log }) => log?.event === 'stale_outcomes').length;
    if (['P4', 'P5', 'P6'].includes(point) && stale === 0) findings.push(`${point}: no stale outcome was counted`);
    return findings;
  } finally {
    await world.close();
  }
}

async function sayStop(world: World, ids: readonly string[]): Promise<void> {
  const contacts = await world.sql<{ id: string; phone: string }>(
    `SELECT a.contact_id AS id, a.value AS phone FROM relance.follow_ups f
     JOIN relance.addresses a ON a.org_id = f.org_id AND a.contact_id = f.contact_id WHERE f.id = ANY ($1::text::uuid[])`,
    [`{${ids.join(',')}}`],
  );
  for (const { phone } of contacts) {
    await world.engine.events.record({
      type: 'message.received',
      contact: { phone },
      conversation: { key: phone },
      message: { channel: 'sms', text: 'STOP' },
    });
  }
}

/** Is there a late answer that has not been acted on? */
async function hasEvidence(world: World): Promise<boolean> {
  const rows = await world.sql<{ id: string }>(
    `SELECT f.id FROM relance.follow_ups f JOIN relance.attempts a ON a.org_id = f.org_id AND a.follow_up_id = f.id
     WHERE f.state = 'unknown' AND a.number = f.attempts AND a.outcome <> 'unknown'`,
  );
  return rows.length > 0;
}

async function judgeEvidence(world: World, ids: readonly string[]): Promise<string[]> {
  const kept = await world.sql<{ id: string }>(
    `SELECT follow_up_id AS id FROM relance.attempts WHERE outcome = 'accepted' AND evidence @> '{"late": true}'`,
  );
  const late = new Set(kept.map(({ id }) => id));
  return ids.filter((id) => !late.has(id)).map((id) => `${id}: the late answer was not kept as evidence`);
}
