/**
 * What there is to tell organizations about their own installation, what they were told, and who looks: one process at a
 * time has an organization's lease, and whatever it writes must name the token of it.
 */
import type { KeptAlert } from '../domain/alert.ts';
import type { AlertFacts } from '../domain/standing-conditions.ts';
import type { Database, Queryable } from './database.ts';

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** Of so many the facts are read together: the last of them is to be told before these are old. */
const atOnceMax = 50;

const beginStatement = {
  name: 'relance-begin-alerts',
  text: `
WITH due AS MATERIALIZED (
  SELECT o.id, a.looked_at FROM relance.organizations o LEFT JOIN relance.alerts a ON a.org_id = o.id
  WHERE coalesce(o.settings #> '{alerts,targets}', '[]') <> '[]'
    AND (a.org_id IS NULL OR a.looked_at <= relance.now() - $2::float8 * interval '1 millisecond'
      AND (a.lease_until IS NULL OR a.lease_until < relance.now()))
  ORDER BY a.looked_at NULLS FIRST, o.id LIMIT ${atOnceMax}
)
INSERT INTO relance.alerts AS a (org_id, looked_at, lease_token, lease_until)
SELECT id, relance.now(), $1, relance.now() + $3::float8 * interval '1 millisecond' FROM due ORDER BY id
ON CONFLICT (org_id) DO UPDATE SET looked_at = excluded.looked_at, lease_token = excluded.lease_token,
    lease_until = excluded.lease_until
  WHERE a.looked_at <= relance.now() - $2::float8 * interval '1 millisecond'
    AND (a.lease_until IS NULL OR a.lease_until < relance.now())
RETURNING a.org_id AS "orgId", a.kept, (SELECT ${ms('d.looked_at')} FROM due d WHERE d.id = a.org_id) AS "lookedAt"`,
};

export interface BegunAlerts {
  readonly orgId: number;
  readonly kept: readonly KeptAlert[];
  /** When somebody looked before, in milliseconds since 1970; null: nobody has yet. */
  readonly lookedAt: number | null;
}

/**
 * Takes organizations that tell somebody, and that nobody has looked at for `everyMs`: 50 at once, those first that have
 * waited for longest.
 *
 * @param token what is written must name it, for `leaseMs`
 */
export async function beginAlerts(
  db: Database,
  token: number,
  { everyMs, leaseMs }: { readonly everyMs: number; readonly leaseMs: number },
): Promise<BegunAlerts[]> {
  return db.query<BegunAlerts>(beginStatement, [token, everyMs, leaseMs]);
}

/** Failures of one organization that are looked at, the latest first. */
const failuresMax = 5_000;

const factsStatement = {
  name: 'relance-alert-facts',
  // For each what has failed is read once, and its senders once, by what begins with its id.
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
asked AS MATERIALIZED (SELECT value::int AS id FROM jsonb_array_elements_text($1))
SELECT asked.id AS "orgId", ${ms('clock.t')} AS now, s.senders, f.dead AS "deadLetters",
  -- There may be some among those that were not looked at: then nobody can say that there are none.
  CASE WHEN f.looked_at < ${failuresMax} OR f.unknown > 0 THEN f.unknown END AS "unknownOutcomes",
  coalesce(c.counts, '[]') AS coverage
FROM asked CROSS JOIN clock
CROSS JOIN LATERAL (
  SELECT coalesce(sum(r.looked_at), 0)::int AS looked_at, coalesce(sum(r.unknown), 0)::int AS unknown,
    coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'count', r.dead) ORDER BY r.dead DESC, r.reason)
      FILTER (WHERE r.dead > 0), '[]') AS dead
  FROM (
    SELECT x.reason, count(*) AS looked_at, count(*) FILTER (WHERE x.state = 'unknown' AND x.lease_until IS NULL) AS unknown,
      count(*) FILTER (WHERE x.state = 'dead_letter' AND x.failed_at > clock.t - interval '1 hour') AS dead
    FROM (SELECT u.state, u.reason, u.failed_at, u.lease_until FROM relance.follow_ups u
      WHERE u.org_id = asked.id AND u.failed_at IS NOT NULL ORDER BY u.failed_at DESC LIMIT ${failuresMax}) x
    GROUP BY x.reason) r) f
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object('key', x.key, 'channel', x.channel, 'isPaused', x.paused_at IS NOT NULL,
      -- A sender that only asked to slow down rests, too, but has not failed.
      'brokenUntil', CASE WHEN x.breaker_failures > 0 THEN ${ms('x.breaker_until')} END, 'lastError', x.last_error,
      'mailboxError', CASE WHEN l.last_error_at > clock.t - interval '3 minutes' THEN l.last_error END)
    ORDER BY x.position, x.key), '[]') AS senders
  FROM relance.senders x LEFT JOIN relance.sender_listeners l ON l.org_id = asked.id AND l.sender_id = x.id
  WHERE x.org_id = asked.id) s
LEFT JOIN relance.coverage_audits c ON c.org_id = asked.id AND c.ended_at IS NOT NULL`,
};

/**
 * Of these organizations, in one statement; how late they are, their lanes say, and what became of what they sent,
 * `sender-results.ts`. Senders come in the order of their routes.
 */
export async function readAlertFacts(
  db: Database,
  orgIds: readonly number[],
): Promise<readonly (Omit<AlertFacts, 'oldestDueAt' | 'results'> & { readonly orgId: number })[]> {
  return db.query(factsStatement, [orgIds]);
}

const keepStatement = {
  name: 'relance-keep-alerts',
  text: `
UPDATE relance.alerts SET kept = $3::jsonb,
  lease_until = CASE WHEN $4::float8 IS NOT NULL THEN relance.now() + $4::float8 * interval '1 millisecond' END
WHERE org_id = $1 AND lease_token = $2 AND lease_until >= relance.now() RETURNING org_id`,
};

/**
 * False when the lease has gone to another process, or has run out: then nothing was written.
 *
 * @param leaseMs how long it goes on from now; null: it is done
 */
export async function keepAlerts(
  db: Database,
  { orgId, token, leaseMs }: { readonly orgId: number; readonly token: number; readonly leaseMs: number | null },
  kept: readonly KeptAlert[],
): Promise<boolean> {
  return (await db.query(keepStatement, [orgId, token, kept, leaseMs])).length > 0;
}

const releaseStatement = {
  name: 'relance-release-alerts',
  text: `
UPDATE relance.alerts a SET lease_until = NULL FROM jsonb_array_elements_text($1) AS r(org_id)
WHERE a.org_id = r.org_id::int AND a.lease_token = $2 AND a.lease_until IS NOT NULL`,
};

/** Lets go of what nothing more is written about, and keeps what was written before. */
export async function releaseAlerts(db: Database, orgIds: readonly number[], token: number): Promise<void> {
  await db.query(releaseStatement, [orgIds, token]);
}

const readStatement = {
  name: 'relance-read-alerts',
  text: 'SELECT kept FROM relance.alerts WHERE org_id = $1',
};

export async function readKeptAlerts(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
): Promise<readonly KeptAlert[] | undefined> {
  const [row] = await tx.query<{ kept: readonly KeptAlert[] }>(readStatement, [orgId]);
  return row?.kept;
}
