// Seven workers share a queue, and each is killed when it has come to its point of a follow-up's way; then one that lives
// takes over. Returns what is wrong.
import { conservation, deliveredOnce, deliveries } from '../support/invariants.ts';
import { until } from '../support/until.ts';
import { createWorld, shortLease, type WorldOptions } from '../support/world.ts';
import type { CrashPoint } from '../worker-process.ts';

export const crashPoints: readonly CrashPoint[] = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'];

export interface CrashOptions {
  readonly mode: 'at_most_once' | 'at_least_once';
  readonly seed: number;
  /** Can the vendor be asked what became of an attempt? */
  readonly lookup: boolean;
  readonly points?: readonly CrashPoint[];
  readonly workerScript?: string;
}

/** What is left of a dead worker's lease, and ten seconds. */
const recoveryMsMax = (shortLease.leaseMs as number) + 10_000;

export async function crashEverywhere(options: CrashOptions): Promise<string[]> {
  const { mode, seed, lookup, points = crashPoints } = options;
  const worldOptions: WorldOptions = {
    senders: [{ key: 'first', config: { lookup } }],
    policy: { unknownOutcome: mode },
    ...(options.workerScript !== undefined && { workerScript: options.workerScript }),
  };
  const world = await createWorld(worldOptions);
  try {
    const heldMax = 4 + (seed % 5);
    await world.scheduleTexts(heldMax * points.length * 6);
    const reached = new Map<CrashPoint, readonly string[]>();
    const victims = points.map((point, index) => {
      const nth = 1 + ((seed + index) % 3);
      return {
        point,
        process: world.spawnWorker({ worker: { ...shortLease, heldMax }, at: { point, nth, signal: 'SIGKILL' } }),
      };
    });
    await Promise.all(
      victims.map(async ({ point, process }) => {
        reached.set(point, (await process.heard(({ at }) => at === point)).ids ?? []);
        await process.gone;
      }),
    );
    const findings: string[] = [];
    const rescuer = world.spawnWorker();
    await rescuer.heard(({ ready }) => ready === true);
    const tookMs = await world.settled(recoveryMsMax * 2);
    if (tookMs > recoveryMsMax) findings.push(`the recovery took ${Math.round(tookMs)} ms`);
    // A victim may have died while it asked about another one's unknowns; the minute for which they were its own is over.
    await letGoOfUnknowns();
    findings.push(
      ...(await conservation(world)),
      ...(await deliveredOnce(world)),
      ...(await judgePoints(reached, lookup)),
    );
    if (mode === 'at_least_once') findings.push(...(await judgeResends()));
    await rescuer.end();
    return findings;

    async function judgePoints(points: ReadonlyMap<CrashPoint, readonly string[]>, asked: boolean): Promise<string[]> {
      const counts = deliveries(await world.ledger());
      const states = new Map((await world.followUps()).map((row) => [row.id, row]));
      const wrong: string[] = [];
      const check = (point: CrashPoint, legal: (state: string, count: number) => boolean) => {
        for (const id of points.get(point) ?? []) {
          const { state, reason } = states.get(id) ?? { state: 'gone', reason: null };
          if (!legal(state, counts.get(id) ?? 0))
            wrong.push(`${point}: ${id} is ${state} (${reason}), delivered ${counts.get(id) ?? 0}`);
        }
      };
      const sent = (state: string, count: number) => state === 'sent' && count === 1;
      check('P1', sent);
      check('P2', sent);
      check('P3', (state, count) => sent(state, count) || (state === 'unknown' && count === 0));
      check('P4', (state, count) => state === 'unknown' && count === 0);
      // Delivered for certain; when the vendor can be asked, it says so.
      const delivered = (state: string, count: number) =>
        count === 1 && (state === 'sent' || (!asked && state === 'unknown'));
      // All that was delivered and is unknown, those beside the point too.
      if (asked)
        await until('the vendor is asked', recoveryMsMax, async () => (await unknownOf([...counts.keys()])) === 0);
      for (const row of await world.followUps()) states.set(row.id, row);
      check('P5', delivered);
      check('P6', delivered);
      check('P7', sent);
      return wrong;
    }

    /** When the time for asking is over, what is unknown goes out once more, says so, and that is the last time. */
    async function judgeResends(): Promise<string[]> {
      const unknown = (await world.followUps()).filter(({ state }) => state === 'unknown').map(({ id }) => id);
      const before = deliveries(await world.ledger());
      await world.sql(
        `UPDATE relance.follow_ups SET failed_at = failed_at - interval '2 hours' WHERE state = 'unknown'`,
      );
      await letGoOfUnknowns();
      await until('what is unknown goes out again', recoveryMsMax, async () => (await unknownOf(unknown)) === 0);
      await world.settled(recoveryMsMax);
      const after = deliveries(await world.ledger());
      const flagged = await world.sql<{ id: string }>(
        `SELECT DISTINCT follow_up_id AS id FROM relance.timeline WHERE reason = 'possible_duplicate'`,
      );
      const flags = new Set(flagged.map(({ id }) => id));
      const wrong: string[] = [];
      for (const id of unknown) {
        const more = (after.get(id) ?? 0) - (before.get(id) ?? 0);
        if (more !== 1) wrong.push(`${id} was unknown and went out ${more} more times`);
        if (!flags.has(id)) wrong.push(`${id} went out again without saying that it may be a duplicate`);
      }
      for (const [id, count] of after) {
        if (!unknown.includes(id) && count > 1) wrong.push(`${id} was never unknown and went out ${count} times`);
      }
      return wrong;
    }

    /** They are looked into at once; what is being found out about them on older facts is not written. */
    async function letGoOfUnknowns(): Promise<void> {
      await world.sql(
        `UPDATE relance.follow_ups SET lease_token = NULL, lease_until = relance.now() WHERE state = 'unknown' AND lease_until IS NOT NULL`,
      );
    }

    async function unknownOf(ids: readonly string[]): Promise<number> {
      return (await world.followUps()).filter(({ id, state }) => ids.includes(id) && state === 'unknown').length;
    }
  } finally {
    await world.close();
  }
}
