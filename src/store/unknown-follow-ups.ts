/**
 * Follow-ups whose outcome nobody knows: taking those to look into, and putting off those of which nothing was found out.
 * What was found out is written like any other outcome (`settle-follow-ups.ts`), under the token of the taking.
 */
import type { HeardHours } from '../domain/best-hour.ts';
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import type { Category } from '../domain/sequence.ts';
import { phoneOf, provenOf, sameChannel } from './claim-follow-ups.ts';
import type { Database, Queryable } from './database.ts';

/** What is known about the last call by now. */
export interface LateEvidence {
  readonly outcome: 'accepted' | 'refused' | 'unknown' | 'external';
  readonly class: 'transient' | 'sender' | 'recipient' | 'content' | 'rate' | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly provider_message_id: string | null;
  /** Absent: nothing was refused. */
  readonly person_stopped?: boolean;
}

/** Instants are milliseconds since 1970. */
export interface UnknownRow {
  readonly org_id: number;
  readonly id: string;
  readonly contact_id: string;
  readonly enrollment_id: string | null;
  readonly channel: Channel;
  readonly category: Category;
  readonly step: number | null;
  readonly occurrence: number;
  readonly tier: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly attempts_left: number | null;
  readonly rate_limited_at: number | null;
  readonly sender_id: string;
  /** The only sender that may send it again; null: any of the route. */
  readonly pinned_sender_id: string | null;
  readonly failed_at: number;
  /** How many of its calls ended unknown. */
  readonly times_unknown: number;
  /** It was given up, as one whose outcome nobody will know. */
  readonly was_kept: boolean;
  readonly evidence: LateEvidence | null;
  /** One of its calls, the last one or an earlier one, delivered it, as a vendor has told since. */
  readonly is_proven: boolean;
  readonly sequence_key: string | null;
  readonly sequence_version: number | null;
  readonly subject_type: string | null;
  readonly subject_key: string | null;
  readonly anchor_at: number | null;
  /** For steps with channel `same`. */
  readonly same_channel: Channel | null;
  /** A one-off's own late grace. */
  readonly late_grace_ms: number | null;
  /** What was sent, for asking the provider; the id is the same for every attempt. */
  readonly message_id: string;
  readonly message: { readonly to: string; readonly subject: string | null; readonly text: string } | null;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly attributes: Facts;
  readonly contact_policy: PolicyLayer | null;
  readonly heard_hours: HeardHours | null;
  readonly phone: string | null;
  readonly now: number;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const taking = (due: string) => `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
due AS MATERIALIZED (${due}),
taken AS (
  UPDATE relance.follow_ups f SET lease_token = $1, lease_until = (SELECT t FROM clock) + interval '60 seconds'
  FROM due d WHERE f.org_id = d.org_id AND f.id = d.id AND f.state = 'unknown' RETURNING f.*
)
SELECT f.org_id, f.id, f.contact_id, f.enrollment_id, f.channel, f.category, f.step, f.occurrence, f.tier, f.attempts, f.attempts_left,
  f.sender_id, f.pinned_sender_id, ${ms('f.due_at')} AS due_at, ${ms('f.failed_at')} AS failed_at, ${ms('f.rate_limited_at')} AS rate_limited_at,
  f.reason IS NOT DISTINCT FROM 'kept_unknown' AS was_kept,
  -- Whatever a vendor reports about an attempt, it says that it had it. (Of EXISTS the planner might make a list of all reports.)
  CASE WHEN coalesce(a.outcome, 'unknown') = 'unknown' AND (SELECT r.attempt FROM relance.receipts r
      WHERE r.org_id = f.org_id AND r.follow_up_id = f.id AND r.attempt = f.attempts LIMIT 1) IS NOT NULL
  THEN jsonb_build_object('outcome', 'accepted', 'class', NULL, 'code', NULL, 'detail', 'the provider reported on it',
    'provider_message_id', a.provider_message_id)
  WHEN a.outcome IS NOT NULL THEN jsonb_build_object('outcome', a.outcome, 'class', a.class, 'code', a.code, 'detail', a.detail,
    'provider_message_id', a.provider_message_id, 'person_stopped', a.person_stopped) END AS evidence, f.message_id, ${provenOf('f.org_id', 'f.id')} AS is_proven,
  (f.content->>'lateGraceMs')::float8 AS late_grace_ms,
  (SELECT jsonb_build_object('to', m.address, 'subject', m.subject, 'text', m.text) FROM relance.messages m
    -- Without an address: of somebody who was erased.
    WHERE m.org_id = f.org_id AND m.id = f.message_id AND m.address <> '') AS message,
  (SELECT count(*)::int FROM relance.attempts u
    WHERE u.org_id = f.org_id AND u.follow_up_id = f.id AND u.outcome = 'unknown') AS times_unknown,
  e.sequence_key, e.sequence_version, e.subject_type, e.subject_key, ${ms('e.anchor_at')} AS anchor_at,
  CASE WHEN e.id IS NOT NULL THEN ${sameChannel('e')} END AS same_channel, ${ms('(SELECT t FROM clock)')} AS now,
  c.timezone, c.locale, c.attributes, c.policy AS contact_policy, c.heard_hours, ${phoneOf('f.org_id', 'f.contact_id')} AS phone
FROM taken f
JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id
LEFT JOIN relance.attempts a ON a.org_id = f.org_id AND a.follow_up_id = f.id AND a.number = f.attempts
LEFT JOIN relance.enrollments e ON e.org_id = f.org_id AND e.id = f.enrollment_id`;

const takeStatement = {
  name: 'relance-take-unknown',
  text: taking(`
  SELECT f.* FROM relance.organizations o CROSS JOIN LATERAL (
    SELECT e.org_id, e.id FROM relance.follow_ups e
    WHERE e.org_id = o.id AND e.lease_until <= (SELECT t FROM clock) AND e.state = 'unknown'
    ORDER BY e.lease_until LIMIT 100 FOR UPDATE SKIP LOCKED) f`),
};

/** Takes unknowns whose time to be looked into has come, for a minute. @param token what is written about them must name it */
export async function takeUnknown(db: Database, token: number): Promise<UnknownRow[]> {
  return db.query<UnknownRow>(takeStatement, [token]);
}

const takeOneStatement = {
  name: 'relance-take-one-unknown',
  text: taking('SELECT $2::int AS org_id, $3::uuid AS id'),
};

/** Takes one, whoever else is looking into it; nothing if it is not unknown. */
export async function takeOneUnknown(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  id: string,
  token: number,
): Promise<UnknownRow | undefined> {
  const [row] = await tx.query<UnknownRow>(takeOneStatement, [token, orgId, id]);
  return row;
}

export interface StillUnknown {
  readonly org_id: number;
  readonly id: string;
  readonly token: number;
  readonly reason: 'outcome_unknown' | 'kept_unknown';
  /** When to look again; absent: never, it stays so. */
  readonly again_at?: number;
  readonly timeline: { readonly id: string; readonly reason: string } | null;
}

const leaveStatement = {
  name: 'relance-leave-unknown',
  text: `
WITH input AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1) AS i(org_id int, id uuid, token bigint, reason text, again_at float8, timeline jsonb)
),
moved AS (
  UPDATE relance.follow_ups f SET reason = i.reason, lease_token = NULL, lease_until = to_timestamp(i.again_at / 1000.0)
  FROM input i WHERE f.org_id = i.org_id AND f.id = i.id AND f.state = 'unknown' AND f.lease_token = i.token
  RETURNING f.org_id, f.id, f.contact_id, f.enrollment_id, i.timeline
)
INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason)
SELECT m.org_id, m.contact_id, (m.timeline->>'id')::uuid, relance.now(), m.id, m.enrollment_id, 'unknown', m.timeline->>'reason'
FROM moved m WHERE m.timeline IS NOT NULL AND m.timeline <> 'null'`,
};

/** Those of which nothing was found out; what somebody else has taken in the meantime stays as it is. */
export async function leaveUnknown(db: Database, rows: readonly StillUnknown[]): Promise<void> {
  if (rows.length > 0) await db.query(leaveStatement, [rows]);
}
