/**
 * Enrollments that nothing carries on: active, but without an open follow-up, and not just made. They come from steps
 * that ended side by side, or from an outcome that was settled outside the usual way.
 */
import type { Database } from './database.ts';
import type { PlannedRow } from './settle-follow-ups.ts';

/** Instants are milliseconds since 1970. */
export interface StrandedEnrollment {
  readonly org_id: number;
  readonly id: string;
  readonly contact_id: string;
  readonly sequence_key: string;
  readonly sequence_version: number;
  readonly anchor_at: number;
  readonly tier: number;
  /** The follow-up that ended last. */
  readonly step: number;
  readonly occurrence: number;
  readonly channel: string;
  readonly due_at: number;
  readonly ended_at: number;
}

const readStatement = {
  name: 'relance-stranded',
  text: `
SELECT e.org_id, e.id, e.contact_id, e.sequence_key, e.sequence_version, l.step, l.occurrence, l.channel, l.tier,
  (extract(epoch FROM e.anchor_at) * 1000)::float8 AS anchor_at, (extract(epoch FROM l.due_at) * 1000)::float8 AS due_at,
  (extract(epoch FROM coalesce(l.ended_at, l.failed_at)) * 1000)::float8 AS ended_at
FROM relance.organizations o CROSS JOIN LATERAL (
  SELECT e.* FROM relance.enrollments e
  WHERE e.org_id = o.id AND e.ended_at IS NULL AND e.state = 'active' AND e.created_at < relance.now() - interval '30 seconds'
    AND NOT EXISTS (SELECT 1 FROM relance.follow_ups f WHERE f.org_id = e.org_id AND f.contact_id = e.contact_id
      AND f.ended_at IS NULL AND f.enrollment_id = e.id AND NOT (f.state = 'unknown' AND f.lease_until IS NULL))
  LIMIT 200) e
CROSS JOIN LATERAL (
  SELECT f.* FROM relance.follow_ups f WHERE f.org_id = e.org_id AND f.enrollment_id = e.id
    AND f.id BETWEEN e.id AND (left(e.id::text, 28) || 'ffffffff')::uuid
  ORDER BY f.step DESC, f.occurrence DESC LIMIT 1) l
WHERE coalesce(l.ended_at, l.failed_at) < relance.now() - interval '30 seconds'`,
};

export async function readStranded(db: Database): Promise<StrandedEnrollment[]> {
  return db.query<StrandedEnrollment>(readStatement);
}

const carryOnStatement = {
  name: 'relance-carry-on',
  text: `
WITH planned AS (
  INSERT INTO relance.follow_ups (org_id, id, contact_id, enrollment_id, kind, state, channel, category, step, occurrence, tier,
    due_at, queue_at, created_at)
  SELECT p.org_id, p.id, p.contact_id, p.enrollment_id, p.kind, p.state, p.channel, p.category, p.step, p.occurrence, p.tier,
    to_timestamp(p.due_at / 1000.0), CASE WHEN p.state = 'scheduled' THEN to_timestamp(p.due_at / 1000.0) END, relance.now()
  FROM jsonb_to_recordset($1) AS p(org_id int, id uuid, contact_id uuid, enrollment_id uuid, kind relance.follow_up_kind,
    state relance.follow_up_state, channel text, category relance.category, step smallint, occurrence int, tier smallint,
    due_at float8)
  JOIN relance.enrollments e ON e.org_id = p.org_id AND e.id = p.enrollment_id AND e.ended_at IS NULL
  ON CONFLICT DO NOTHING
)
UPDATE relance.enrollments e SET state = 'completed', ended_at = relance.now(), open_key = NULL
FROM jsonb_to_recordset($2) AS c(org_id int, id uuid)
WHERE e.org_id = c.org_id AND e.id = c.id AND e.ended_at IS NULL`,
};

export async function carryOn(
  db: Database,
  planned: readonly Omit<PlannedRow, 'after' | 'alone'>[],
  completed: readonly { readonly org_id: number; readonly id: string }[],
): Promise<void> {
  await db.query(carryOnStatement, [planned, completed]);
}
