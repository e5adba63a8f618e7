/** Follow-ups whose outcome nobody knows: taking those to look into, and writing what was found. */
import type { Channel } from '../domain/channel.ts';
import type { Category } from '../domain/sequence.ts';
import type { Database } from './database.ts';

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
  readonly sender_id: string;
  readonly failed_at: number;
  /** Says whether a row is still the one that was taken. */
  readonly lease_until_text: string;
  /** How many of its calls ended unknown. */
  readonly times_unknown: number;
  readonly evidence: 'accepted' | 'refused' | 'unknown' | null;
  readonly sequence_key: string | null;
  readonly sequence_version: number | null;
  readonly anchor_at: number | null;
  /** What was sent, for asking the provider; the id is the same for every attempt. */
  readonly message_id: string;
  readonly message: { readonly to: string; readonly subject: string | null; readonly text: string } | null;
  readonly now: number;
}

const takeStatement = {
  name: 'relance-take-unknown',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
due AS MATERIALIZED (
  SELECT f.* FROM relance.organizations o CROSS JOIN LATERAL (
    SELECT e.org_id, e.id FROM relance.follow_ups e
    WHERE e.org_id = o.id AND e.lease_until <= (SELECT t FROM clock) AND e.state = 'unknown'
    ORDER BY e.lease_until LIMIT 100 FOR UPDATE SKIP LOCKED) f
),
taken AS (
  UPDATE relance.follow_ups f SET lease_until = (SELECT t FROM clock) + interval '60 seconds'
  FROM due d WHERE f.org_id = d.org_id AND f.id = d.id RETURNING f.*
)
SELECT f.org_id, f.id, f.contact_id, f.enrollment_id, f.channel, f.category, f.step, f.occurrence, f.tier, f.attempts, f.sender_id,
  (extract(epoch FROM f.due_at) * 1000)::float8 AS due_at, (extract(epoch FROM f.failed_at) * 1000)::float8 AS failed_at,
  f.lease_until::text AS lease_until_text, a.outcome AS evidence, f.message_id,
  (SELECT jsonb_build_object('to', m.address, 'subject', m.subject, 'text', m.text) FROM relance.messages m
    WHERE m.org_id = f.org_id AND m.id = f.message_id) AS message,
  (SELECT count(*)::int FROM relance.attempts u
    WHERE u.org_id = f.org_id AND u.follow_up_id = f.id AND u.outcome = 'unknown') AS times_unknown, e.sequence_key, e.sequence_version,
  (extract(epoch FROM e.anchor_at) * 1000)::float8 AS anchor_at, (extract(epoch FROM (SELECT t FROM clock)) * 1000)::float8 AS now
FROM taken f
LEFT JOIN relance.attempts a ON a.org_id = f.org_id AND a.follow_up_id = f.id AND a.number = f.attempts
LEFT JOIN relance.enrollments e ON e.org_id = f.org_id AND e.id = f.enrollment_id`,
};

/** Takes unknowns whose time to be looked into has come, for a minute. */
export async function takeUnknown(db: Database): Promise<UnknownRow[]> {
  return db.query<UnknownRow>(takeStatement);
}

export interface UnknownSettlement {
  readonly org_id: number;
  readonly id: string;
  readonly lease_until_text: string;
  readonly to_state: 'unknown' | 'sent' | 'scheduled' | 'dead_letter';
  readonly reason: string | null;
  /** For `unknown`: when to look again; absent: never, it stays so. */
  readonly again_at?: number;
  readonly timeline: { readonly id: string; readonly kind: string; readonly reason: string } | null;
}

const settleStatement = {
  name: 'relance-settle-unknown',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1) AS i(org_id int, id uuid, lease_until_text text, to_state relance.follow_up_state,
    reason text, again_at float8, timeline jsonb)
),
moved AS (
  UPDATE relance.follow_ups f SET state = i.to_state, reason = i.reason,
    lease_until = CASE WHEN i.to_state = 'unknown' THEN to_timestamp(i.again_at / 1000.0) END,
    queue_at = CASE WHEN i.to_state = 'scheduled' THEN (SELECT t FROM clock) END,
    failed_at = CASE WHEN i.to_state IN ('unknown', 'dead_letter') THEN f.failed_at END,
    ended_at = CASE WHEN i.to_state IN ('sent', 'dead_letter') THEN (SELECT t FROM clock) END
  FROM input i WHERE f.org_id = i.org_id AND f.id = i.id AND f.state = 'unknown'
    AND f.lease_until = i.lease_until_text::timestamptz
  RETURNING f.org_id, f.id, f.contact_id, f.enrollment_id, i.timeline
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason)
  SELECT m.org_id, m.contact_id, (m.timeline->>'id')::uuid, (SELECT t FROM clock), m.id, m.enrollment_id,
    m.timeline->>'kind', m.timeline->>'reason' FROM moved m WHERE m.timeline IS NOT NULL AND m.timeline <> 'null'
)
SELECT id FROM moved`,
};

/** Returns the ids that were settled; the others had been taken by somebody else in the meantime. */
export async function settleUnknown(db: Database, rows: readonly UnknownSettlement[]): Promise<Set<string>> {
  const settled = await db.query<{ id: string }>(settleStatement, [rows]);
  return new Set(settled.map((row) => row.id));
}
