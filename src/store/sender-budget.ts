/**
 * What a sender may still do, shared by all processes: tokens (messages a minute) and slots (calls at one time).
 * Tokens that were granted and not used are given back, or lost; slots of a dead process run out: a limit is never exceeded.
 */
import { type Database, everyOrganization, type Queryable } from './database.ts';
import { tellDefinitionsChanged } from './definitions.ts';
import { leastIdAt } from './id-times.ts';

/** What was learned from "too fast" is forgotten after that long. */
export const learnedMs = 15 * 60_000;

/**
 * What a vendor's "too fast" taught us, in messages a minute: grows by a fifth each minute until it is forgotten. Null where
 * nothing was learned.
 */
const learnedRate = (
  s: string,
) => `(CASE WHEN ${s}.learned_at > relance.now() - interval '${learnedMs} milliseconds' THEN
    ${s}.learned_per_minute * 1.2 ^ (extract(epoch FROM relance.now() - ${s}.learned_at) / 60.0) END)`;

/** A sender that nobody has used for that long, and for longer than its rate makes anybody wait, had an outage or a rest. */
const idleMs = 60_000;
/** What was due so long before its end fell due meanwhile. */
const lateMs = 60_000;

const takeTokensStatement = {
  name: 'relance-take-tokens',
  text: `
WITH sender AS (
  SELECT s.org_id, s.id, least(s.rate_per_minute, ${learnedRate('s')}) / 60.0 AS per_second, greatest(coalesce(s.burst, 1), 1) AS burst,
    s.tokens, s.late_tokens, s.resumed_at, s.tokens_at, relance.now() AS t
  FROM relance.senders s WHERE s.org_id = $1 AND s.id = $2 FOR UPDATE
),
idle AS (
  SELECT *, greatest(0, extract(epoch FROM t - coalesce(tokens_at, t)))::real AS seconds,
    tokens_at IS NULL OR t - tokens_at > greatest(${idleMs} / 1000.0, 3 / per_second) * interval '1 second' AS resumes FROM sender
),
-- Without a rate there is no number of tokens, NULL; and nothing is late: all of it may go at once.
filled AS (
  SELECT *, CASE WHEN per_second IS NOT NULL THEN least(burst, coalesce(tokens, burst) + per_second * seconds) END AS available,
    CASE WHEN per_second IS NOT NULL THEN least(greatest(burst / 2, 1), coalesce(late_tokens, 1) + per_second / 2 * seconds) END
      AS available_late,
    CASE WHEN resumes THEN t ELSE resumed_at END AS resumed FROM idle
),
wanted AS (
  SELECT *, (SELECT count(*) FROM unnest($3::float8[]) AS w(at)
    WHERE per_second IS NOT NULL AND to_timestamp(w.at / 1000) < resumed - ${lateMs} * interval '1 millisecond') AS late FROM filled
),
-- What is due now has all of them; what is late, of what is left, its own. (The least of a number and NULL is the number.)
timely AS (
  SELECT *, least(cardinality($3::float8[]) - late, floor(available + 0.0001))::int AS grant_count FROM wanted
),
granted AS (
  SELECT *, least(late, floor(available - grant_count + 0.0001), floor(available_late + 0.0001))::int AS late_count FROM timely
)
UPDATE relance.senders s SET tokens_at = g.t, resumed_at = g.resumed,
  tokens = g.available - g.grant_count - g.late_count, late_tokens = g.available_late - g.late_count
FROM granted g WHERE s.org_id = g.org_id AND s.id = g.id
RETURNING g.grant_count AS granted, g.late_count AS "grantedLate",
  coalesce(greatest(0, 1 - (g.available - g.grant_count - g.late_count)) / g.per_second * 1000, 0)::float8 AS "nextMs",
  coalesce(greatest(0, 1 - (g.available - g.grant_count - g.late_count), 2 * (1 - (g.available_late - g.late_count))) / g.per_second * 1000, 0)::float8
    AS "nextLateMs",
  (g.per_second * 60)::float8 AS "perMinute",
  CASE WHEN g.per_second IS NOT NULL THEN (extract(epoch FROM g.resumed) * 1000 - ${lateMs})::float8 END AS "lateBefore"`,
};

export interface TokenGrant {
  /** For what is due now. */
  readonly granted: number;
  /** For what was due before `lateBefore`: at most half the rate. */
  readonly grantedLate: number;
  /** When there will be another whole token, in milliseconds from now; and one for what is late. */
  readonly nextMs: number;
  readonly nextLateMs: number;
  /** What counts at this moment, configured or learned; null: there is no limit. */
  readonly perMinute: number | null;
  /** What was due before fell due in an outage. Milliseconds since 1970; null: nothing is late. */
  readonly lateBefore: number | null;
  /** The five minutes in which they count for the hour and the day, where these are limited; milliseconds since 1970. */
  readonly slice?: number;
}

/** Where nothing is known of a sender. */
export const noTokens: TokenGrant = {
  granted: 0,
  grantedLate: 0,
  nextMs: 1_000,
  nextLateMs: 1_000,
  perMinute: 60,
  lateBefore: null,
};

/**
 * Takes tokens of a sender that has a rate, or has learned one.
 *
 * @param dueTimes of what is to be sent, milliseconds since 1970: a token for each, if there are enough
 */
export async function takeTokens(
  db: Pick<Queryable, 'query'>,
  orgId: number,
  senderId: string,
  dueTimes: readonly number[],
): Promise<TokenGrant> {
  const [grant] = await db.query<TokenGrant>(takeTokensStatement, [orgId, senderId, `{${dueTimes.join(',')}}`]);
  return grant ?? noTokens;
}

const allowanceStatement = {
  name: 'relance-allowance',
  text: `
SELECT least(s.per_hour - coalesce(sum(u.count) FILTER (WHERE u.slice > relance.now() - interval '65 minutes'), 0),
  s.per_day - coalesce(sum(u.count), 0))::int AS left
FROM relance.senders s LEFT JOIN relance.sender_usage u ON u.org_id = s.org_id AND u.sender_id = s.id
  AND u.slice > relance.now() - interval '24 hours 5 minutes'
WHERE s.org_id = $1 AND s.id = $2 GROUP BY s.per_hour, s.per_day`,
};

const useStatement = {
  name: 'relance-use-allowance',
  text: `
WITH old AS (
  DELETE FROM relance.sender_usage WHERE org_id = $1 AND sender_id = $2 AND slice < relance.now() - interval '25 hours'
)
INSERT INTO relance.sender_usage AS u (org_id, sender_id, slice, count)
VALUES ($1, $2, date_bin('5 minutes', relance.now(), '2000-01-01'), $3)
ON CONFLICT (org_id, sender_id, slice) DO UPDATE SET count = u.count + excluded.count
RETURNING (extract(epoch FROM u.slice) * 1000)::float8 AS slice`,
};

const giveBackStatement = {
  name: 'relance-give-back-tokens',
  // From the five minutes that they were counted in: taken from later ones, an hour could have more than its messages.
  text: `
WITH unused AS (
  UPDATE relance.sender_usage u SET count = greatest(0, u.count - $3::int)
  WHERE u.org_id = $1 AND u.sender_id = $2 AND u.slice = to_timestamp($4::float8 / 1000)
)
-- Without a rate there is no number of tokens, NULL, and least() would make one of it.
UPDATE relance.senders s SET tokens = CASE WHEN s.tokens IS NOT NULL THEN least(s.tokens + $3::int, greatest(coalesce(s.burst, 1), 1)) END
WHERE s.org_id = $1 AND s.id = $2`,
};

/** Gives back what was granted for calls that were not made. @param slice of the grant */
export async function giveBackTokens(
  db: Database,
  orgId: number,
  senderId: string,
  count: number,
  slice: number | undefined,
): Promise<void> {
  await db.query(giveBackStatement, [orgId, senderId, count, slice ?? null]);
}

/** When an hour's or a day's messages are used up it is looked at again after that long. */
const allowanceWaitMs = 60_000;

/**
 * The same for a sender with a number of messages an hour or a day: in any hour and any day, counted by five minutes, never
 * more than that.
 */
export async function takeTokensWithin(
  db: Database,
  orgId: number,
  senderId: string,
  dueTimes: readonly number[],
): Promise<TokenGrant> {
  return db.transaction(everyOrganization, async (tx) => {
    await tx.query(lockSenderStatement, [orgId, senderId]);
    const [allowance] = await tx.query<{ left: number | null }>(allowanceStatement, [orgId, senderId]);
    const most = Math.min(dueTimes.length, Math.max(0, allowance?.left ?? dueTimes.length));
    // The latest: what is due now goes first. Asked also for none, so that a used up hour is not taken for an outage.
    const grant = await takeTokens(tx, orgId, senderId, most === 0 ? [] : dueTimes.slice(-most));
    if (most === 0) return { ...grant, nextMs: allowanceWaitMs, nextLateMs: allowanceWaitMs, perMinute: 60 };
    const count = grant.granted + grant.grantedLate;
    const [used] = count > 0 ? await tx.query<{ slice: number }>(useStatement, [orgId, senderId, count]) : [];
    const isUsedUp = count === most && most < dueTimes.length;
    const wait = isUsedUp ? { nextMs: allowanceWaitMs, nextLateMs: allowanceWaitMs } : {};
    return { ...grant, ...used, ...wait, perMinute: grant.perMinute ?? 60 };
  });
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
 * Holds slots of a sender that limits its calls, for `ttlMs`. The answer is what this holder may have open: at most
 * `want`, never fewer than the `inUse` it already has, and such that all holders together stay within the limit.
 *
 * @param request its `holderId` is one pump's: a process has two for a moment while a sender's configuration changes. The
 * column is still named `worker_id`
 */
export async function holdSlots(
  db: Database,
  request: { orgId: number; senderId: string; holderId: string; want: number; inUse: number; ttlMs: number },
): Promise<number> {
  const { orgId, senderId, holderId, want, inUse, ttlMs } = request;
  return db.transaction(everyOrganization, async (tx) => {
    await tx.query(lockSenderStatement, [orgId, senderId]);
    const [row] = await tx.query<{ held: number }>(holdSlotsStatement, [orgId, senderId, holderId, want, inUse, ttlMs]);
    return row?.held ?? 0;
  });
}

/** Slower than all that is known of it. @param perMinute SQL for how fast it was called */
const slower = (s: string, perMinute: string) =>
  `greatest(1, 0.7 * least(${s}.rate_per_minute, ${learnedRate(s)}, ${perMinute}))`;

const learnStatement = {
  name: 'relance-learn-rate',
  // Several calls are answered "too fast" at once: within a second they teach the same.
  text: `
UPDATE relance.senders s SET learned_at = relance.now(), tokens = least(s.tokens, 1),
  learned_per_minute = ${slower(
    's',
    `$3::float8 * greatest(1, (
    SELECT count(*) FROM relance.workers w WHERE w.seen_at > relance.now() - interval '10 seconds'))`,
  )}
WHERE s.org_id = $1 AND s.id = $2 AND (s.learned_at IS NULL OR s.learned_at < relance.now() - interval '1 second')`,
};

/**
 * A vendor said "too fast": from now on less, over all processes.
 *
 * @param perMinute how fast this process was calling
 */
export async function learnRate(db: Database, orgId: number, senderId: string, perMinute: number): Promise<void> {
  await db.query(learnStatement, [orgId, senderId, perMinute]);
}

/** Within that long every process knows of it: what was called before is reported later, and says the same. */
const toldMs = 5_000;
/** Before the call, for how fast all processes were calling. */
const pacedMs = 10_000;
/** The id of a message is made when it is claimed; it may wait for its call as long as a lease lasts. */
const heldMs = 60_000;

const learnReportedStatement = {
  name: 'relance-learn-reported',
  text: `
WITH told AS MATERIALIZED (
  SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(follow_up_id uuid, attempt smallint, rest_ms float8, error text)
),
called AS MATERIALIZED (
  SELECT i.org_id, t.sender_id, max(t.at) AS at, max(i.rest_ms) AS rest_ms, max(i.error) AS error
  FROM told i JOIN relance.attempts t ON t.org_id = i.org_id AND t.follow_up_id = i.follow_up_id AND t.number = i.attempt
  GROUP BY i.org_id, t.sender_id
),
taught AS MATERIALIZED (
  SELECT s.org_id, s.id, c.at, c.rest_ms, c.error, ${leastIdAt(`extract(epoch FROM c.at) * 1000 - ${heldMs + pacedMs}`)} AS low,
    ${leastIdAt('extract(epoch FROM c.at) * 1000 + 1')} AS high
  FROM called c JOIN relance.senders s ON s.org_id = c.org_id AND s.id = c.sender_id
  WHERE s.learned_at IS NULL OR c.at > s.learned_at + interval '${toldMs} milliseconds'
    -- That it is to rest says more than that it is too fast.
    OR (c.rest_ms IS NOT NULL AND s.breaker_until IS NULL)
  ORDER BY s.id FOR UPDATE OF s
),
paced AS MATERIALIZED (
  -- The call itself is one, also where its message is older.
  SELECT n.*, greatest(m.count, 1) * ${60_000 / pacedMs} AS per_minute
  FROM taught n CROSS JOIN LATERAL (SELECT count(*) AS count FROM (SELECT x.org_id, x.follow_up_id FROM relance.messages x
      WHERE x.org_id = n.org_id AND x.id >= n.low AND x.id < n.high OFFSET 0) x
    CROSS JOIN LATERAL (SELECT a.sender_id, a.at FROM relance.attempts a
      WHERE a.org_id = x.org_id AND a.follow_up_id = x.follow_up_id OFFSET 0) a
    WHERE a.sender_id = n.id AND a.at > n.at - interval '${pacedMs} milliseconds' AND a.at <= n.at) m
)
UPDATE relance.senders s SET learned_at = relance.now(), tokens = least(s.tokens, 1),
  learned_per_minute = ${slower('s', 'n.per_minute')}, last_error = n.error, last_error_at = relance.now(),
  breaker_until = greatest(s.breaker_until, relance.now() + n.rest_ms * interval '1 millisecond')
FROM paced n WHERE s.org_id = n.org_id AND s.id = n.id
RETURNING s.id`,
};

/** A report that an attempt was too fast. */
export interface ReportedTooFast {
  readonly follow_up_id: string;
  readonly attempt: number;
  /** How long its sender is left alone, in milliseconds; null: it is only slower. */
  readonly rest_ms: number | null;
  readonly error: string;
}

/**
 * The same where it is reported on calls that had been accepted: their senders are slower from now on, or rest.
 *
 * @returns whether that was new of any of them
 */
export async function learnReported(
  tx: Queryable,
  orgId: number,
  reports: readonly ReportedTooFast[],
): Promise<boolean> {
  if (reports.length === 0) return false;
  const taught = await tx.query(learnReportedStatement, [orgId, reports]);
  if (taught.length > 0) await tellDefinitionsChanged(tx, orgId);
  return taught.length > 0;
}
