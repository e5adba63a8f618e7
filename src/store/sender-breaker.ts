/**
 * The circuit breaker of a sender, shared by all processes.
 *
 *   closed ── the account refuses, or asks to slow down ──> open (nobody calls it until `breaker_until`)
 *   open ── the time is up ──> half open: one process makes one call (`probe_until`)
 *   half open ── that call shows that it works ──> closed
 *   half open ── it does not ──> open, for twice as long, up to `breakerMsMax`
 *   open ── another configuration is stored, and it had not only asked to slow down ──> half open
 */
import type { Channel } from '../domain/channel.ts';
import { tierMax } from '../domain/sequence.ts';
import type { Database, Queryable } from './database.ts';
import { tellDefinitionsChanged } from './definitions.ts';

const openStatement = {
  name: 'relance-open-breaker',
  // Calls that were under way when it opened fail as well: they don't count again.
  text: `
WITH clock AS MATERIALIZED (SELECT least(relance.now(), to_timestamp($7::float8 / 1000)) AS t),
sender AS MATERIALIZED (
  SELECT s.org_id, s.id, s.breaker_until,
    CASE WHEN $5::boolean AND (s.breaker_until IS NULL OR s.breaker_until <= t) THEN least(s.breaker_failures + 1, 30)
      ELSE s.breaker_failures END AS failures, t
  FROM relance.senders s CROSS JOIN clock WHERE s.org_id = $1 AND s.id = $2 FOR UPDATE OF s
)
UPDATE relance.senders s SET breaker_failures = x.failures, probe_until = NULL, last_error = $4, last_error_at = x.t,
  breaker_until = greatest(x.breaker_until, x.t + CASE WHEN $5::boolean
    THEN least($3::float8 * 2 ^ greatest(x.failures - 1, 0), greatest($6::float8, $3::float8)) ELSE $3::float8 END
    * interval '1 millisecond')
FROM sender x WHERE s.org_id = x.org_id AND s.id = x.id
RETURNING (extract(epoch FROM s.breaker_until) * 1000)::float8 AS until`,
};

/** However often it fails, it is tried again after ten minutes. */
export const breakerMsMax = 600_000;

/**
 * Opens the breaker for every process, and tells them.
 *
 * @param at when it answered so, from which its rest counts: the row that was refused comes again by then
 * @param isFault the account does not work, which lengthens the next rest; else it only asked to slow down
 * @returns until when nobody calls it, in milliseconds since 1970
 */
export async function openBreaker(
  db: Database,
  orgId: number,
  senderId: string,
  { at, restMs, error, isFault }: { at: number; restMs: number; error: string; isFault: boolean },
): Promise<number | undefined> {
  return db.transaction(orgId, async (tx) => {
    const [row] = await tx.query<{ until: number }>(openStatement, [
      orgId,
      senderId,
      restMs,
      error,
      isFault,
      breakerMsMax,
      at,
    ]);
    await tellDefinitionsChanged(tx, orgId);
    return row?.until;
  });
}

const probeStatement = {
  name: 'relance-take-probe',
  text: `
UPDATE relance.senders s SET probe_until = relance.now() + $3::float8 * interval '1 millisecond'
WHERE s.org_id = $1 AND s.id = $2 AND s.breaker_until <= relance.now()
  AND (s.probe_until IS NULL OR s.probe_until <= relance.now()) RETURNING s.id`,
};

/** May this process make the one call that shows whether the sender works again? @param forMs until another one may */
export async function takeProbe(db: Database, orgId: number, senderId: string, forMs: number): Promise<boolean> {
  return (await db.query(probeStatement, [orgId, senderId, forMs])).length > 0;
}

const releaseStatement = {
  name: 'relance-release-probe',
  text: 'UPDATE relance.senders SET probe_until = NULL WHERE org_id = $1 AND id = $2',
};

/** Gives the right to a probe back. */
export async function releaseProbe(db: Database, orgId: number, senderId: string): Promise<void> {
  await db.query(releaseStatement, [orgId, senderId]);
}

const closeStatement = {
  name: 'relance-close-breaker',
  text: `
UPDATE relance.senders s SET breaker_until = NULL, breaker_failures = 0, probe_until = NULL
WHERE s.org_id = $1 AND s.id = $2 AND s.breaker_until <= relance.now() RETURNING s.channel`,
};

/** Of one channel and tier, in one statement. */
const heldMax = 5_000;

const forwardStatement = {
  name: 'relance-bring-forward',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
held AS MATERIALIZED (
  SELECT h.id FROM unnest($2::text[]) AS c(channel) CROSS JOIN generate_series(0, ${tierMax}) AS l(tier) CROSS JOIN LATERAL (
    SELECT f.id FROM relance.follow_ups f WHERE f.org_id = $1 AND f.channel = c.channel AND f.tier = l.tier
      AND f.queue_at > (SELECT t FROM clock) AND f.queue_at <= (SELECT t FROM clock) + $3::float8 * interval '1 millisecond'
      AND f.state = 'scheduled' AND f.reason = 'sender_unavailable'
    ORDER BY f.queue_at LIMIT ${heldMax} FOR UPDATE SKIP LOCKED) h
)
UPDATE relance.follow_ups f SET queue_at = greatest(f.due_at, (SELECT t FROM clock)) FROM held h WHERE f.org_id = $1 AND f.id = h.id`,
};

/** What waits for a sender of these channels need not wait for as long as it was to be left alone. */
export async function bringForward(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  channels: readonly Channel[],
): Promise<void> {
  if (channels.length > 0) await tx.query(forwardStatement, [orgId, `{${channels.join(',')}}`, breakerMsMax]);
}

/** It works again: every process may call it. Not while it is open: then another call has failed meanwhile. */
export async function closeBreaker(db: Database, orgId: number, senderId: string): Promise<boolean> {
  return db.transaction(orgId, async (tx) => {
    const [row] = await tx.query<{ channel: Channel }>(closeStatement, [orgId, senderId]);
    if (!row) return false;
    await bringForward(tx, orgId, [row.channel]);
    await tellDefinitionsChanged(tx, orgId);
    return true;
  });
}
