/**
 * What a sender may still do, shared by all processes: tokens (messages a minute) and slots (calls at one time).
 * Tokens that are granted and not used are lost, slots of a dead process run out: a limit is never exceeded.
 */
import { type Database, everyOrganization } from './database.ts';

const takeTokensStatement = {
  name: 'relance-take-tokens',
  text: `
WITH sender AS (
  SELECT s.org_id, s.id, s.rate_per_minute / 60.0 AS per_second, greatest(coalesce(s.burst, 1), 1) AS burst,
    s.tokens, s.tokens_at, relance.now() AS t
  FROM relance.senders s WHERE s.org_id = $1 AND s.id = $2 FOR UPDATE
),
filled AS (
  SELECT *, least(burst, coalesce(tokens, burst) + per_second *
    greatest(0, extract(epoch FROM t - coalesce(tokens_at, t)))::real) AS available FROM sender
),
granted AS (SELECT *, least($3::int, floor(available + 0.0001))::int AS grant_count FROM filled)
UPDATE relance.senders s SET tokens = g.available - g.grant_count, tokens_at = g.t
FROM granted g WHERE s.org_id = g.org_id AND s.id = g.id
RETURNING g.grant_count AS "granted",
  (greatest(0, 1 - (g.available - g.grant_count)) / g.per_second * 1000)::float8 AS "nextMs"`,
};

export interface TokenGrant {
  readonly granted: number;
  /** When there will be another whole token, in milliseconds from now. */
  readonly nextMs: number;
}

/** Takes up to `want` tokens of a sender that has a rate. */
export async function takeTokens(db: Database, orgId: number, senderId: string, want: number): Promise<TokenGrant> {
  const [grant] = await db.query<TokenGrant>(takeTokensStatement, [orgId, senderId, want]);
  return grant ?? { granted: 0, nextMs: 1_000 };
}

/** In a statement of its own: the next one then sees what others committed while this one waited. */
const lockSenderStatement = {
  name: 'relance-lock-sender',
  text: 'SELECT 1 FROM relance.senders WHERE org_id = $1 AND id = $2 FOR UPDATE',
};

const holdSlotsStatement = {
  name: 'relance-hold-slots',
  text: `
WITH sender AS (
  SELECT s.org_id, s.id, s.concurrency, relance.now() AS t FROM relance.senders s WHERE s.org_id = $1 AND s.id = $2
),
others AS (
  SELECT h.held, h.wanted FROM relance.sender_slots h JOIN sender s ON s.org_id = h.org_id AND s.id = h.sender_id
  WHERE h.worker_id <> $3 AND h.expires_at > s.t
),
share AS (
  SELECT greatest(1, s.concurrency / (1 + (SELECT count(*) FROM others WHERE held > 0 OR wanted > 0)))::int AS n,
    (SELECT coalesce(sum(held), 0) FROM others)::int AS held_by_others FROM sender s
),
granted AS (
  SELECT s.*, greatest($5::int, least($4::int, s.concurrency - share.held_by_others,
    s.concurrency - (SELECT coalesce(sum(greatest(o.held, least(o.wanted, share.n))), 0) FROM others o)::int)) AS n
  FROM sender s CROSS JOIN share
)
INSERT INTO relance.sender_slots (org_id, sender_id, worker_id, held, wanted, expires_at)
SELECT g.org_id, g.id, $3, greatest(g.n, 0), $4, g.t + $6::float8 * interval '1 millisecond' FROM granted g
ON CONFLICT (org_id, sender_id, worker_id) DO UPDATE
SET held = excluded.held, wanted = excluded.wanted, expires_at = excluded.expires_at
RETURNING held`,
};

/**
 * Holds slots of a sender that limits its calls, for `ttlMs`. The answer is what this worker may have open: at most
 * `want`, never fewer than the `inUse` it already has, and such that all workers together stay within the limit.
 */
export async function holdSlots(
  db: Database,
  request: { orgId: number; senderId: string; workerId: string; want: number; inUse: number; ttlMs: number },
): Promise<number> {
  const { orgId, senderId, workerId, want, inUse, ttlMs } = request;
  return db.transaction(everyOrganization, async (tx) => {
    await tx.query(lockSenderStatement, [orgId, senderId]);
    const [row] = await tx.query<{ held: number }>(holdSlotsStatement, [orgId, senderId, workerId, want, inUse, ttlMs]);
    return row?.held ?? 0;
  });
}

const restSenderStatement = {
  name: 'relance-rest-sender',
  text: `
UPDATE relance.senders SET breaker_until = greatest(breaker_until, to_timestamp($3::float8 / 1000)),
  last_error = $4, last_error_at = relance.now()
WHERE org_id = $1 AND id = $2`,
};

/** Leaves a sender alone until an instant, for every process. */
export async function restSender(
  db: Database,
  orgId: number,
  senderId: string,
  until: number,
  error: string,
): Promise<void> {
  await db.query(restSenderStatement, [orgId, senderId, until, error]);
}
