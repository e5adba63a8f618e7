/**
 * Enrollments that nothing carries on: active, but without an open follow-up, and not just made. They come from steps
 * that ended side by side, or from an outcome that was settled outside the usual way.
 */
import type { HeardHours } from '../domain/best-hour.ts';
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import { phoneOf, sameChannel } from './claim-follow-ups.ts';
import type { Database } from './database.ts';
import { isOpen, likely } from './likely-rows.ts';
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
  readonly same_channel: Channel | null;
  readonly due_at: number;
  readonly ended_at: number;
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly attributes: Facts;
  readonly contact_policy: PolicyLayer | null;
  readonly heard_hours: HeardHours | null;
  readonly phone: string | null;
}

/** Where a look at the open enrollments, a part at a time, has got to. */
export interface Position {
  readonly org_id: number;
  readonly contact_id: string;
}

/** Open enrollments that are looked at in one go: there may be a million, and next to none of them is stranded. */
const lookedAtMax = 2_000;

const readStatement = {
  name: 'relance-stranded',
  text: `
WITH looked AS MATERIALIZED (
  SELECT e.org_id, e.contact_id, e.id, e.state, e.created_at, e.sequence_key, e.sequence_version, e.subject_type, e.subject_key,
    e.anchor_at
  FROM relance.enrollments e WHERE e.ended_at IS NULL AND (e.org_id, e.contact_id) > ($1::int, $2::uuid)
  ORDER BY e.org_id, e.contact_id FETCH FIRST ${lookedAtMax} ROWS WITH TIES
),
idle AS MATERIALIZED (
  SELECT e.* FROM looked e WHERE e.state = 'active' AND e.created_at < relance.now() - interval '30 seconds'
    AND NOT EXISTS (SELECT 1 FROM relance.follow_ups f WHERE f.org_id = e.org_id AND f.contact_id = e.contact_id
      AND f.ended_at IS NULL AND f.enrollment_id = e.id AND NOT (f.state = 'unknown' AND f.lease_until IS NULL))
),
stranded AS (
  SELECT e.org_id, e.id, e.contact_id, e.sequence_key, e.sequence_version, l.step, l.occurrence, l.tier,
    ${sameChannel('e')} AS same_channel, (extract(epoch FROM e.anchor_at) * 1000)::float8 AS anchor_at,
    (extract(epoch FROM l.due_at) * 1000)::float8 AS due_at,
    (extract(epoch FROM coalesce(l.ended_at, l.failed_at)) * 1000)::float8 AS ended_at,
    c.timezone, c.locale, c.attributes, c.policy AS contact_policy, c.heard_hours, ${phoneOf('e.org_id', 'e.contact_id')} AS phone
  FROM idle e CROSS JOIN LATERAL (
    SELECT f.* FROM relance.follow_ups f WHERE f.org_id = e.org_id AND f.enrollment_id = e.id
      AND f.id BETWEEN e.id AND (left(e.id::text, 28) || 'ffffffff')::uuid
    ORDER BY f.step DESC, f.occurrence DESC LIMIT 1) l
  JOIN relance.contacts c ON c.org_id = e.org_id AND c.id = e.contact_id
  WHERE coalesce(l.ended_at, l.failed_at) < relance.now() - interval '30 seconds'
),
last AS (SELECT org_id, contact_id FROM looked ORDER BY org_id DESC, contact_id DESC LIMIT 1)
SELECT CASE WHEN (SELECT count(*) FROM looked) >= ${lookedAtMax} THEN (SELECT to_jsonb(last) FROM last) END AS next,
  coalesce((SELECT jsonb_agg(to_jsonb(stranded)) FROM stranded), '[]') AS stranded`,
};

/** Before all of them. */
export const beginning: Position = { org_id: 0, contact_id: '00000000-0000-0000-0000-000000000000' };

/** Looks at some open enrollments. `next`: where to go on; null when this was the last of them. */
export async function readStranded(
  db: Database,
  from: Position | null,
): Promise<{ stranded: StrandedEnrollment[]; next: Position | null }> {
  const { org_id, contact_id } = from ?? beginning;
  const [row] = await db.query<{ stranded: StrandedEnrollment[]; next: Position | null }>(readStatement, [
    org_id,
    contact_id,
  ]);
  return row ?? { stranded: [], next: null };
}

const carryOnStatement = {
  name: 'relance-carry-on',
  text: `
WITH planned AS (
  INSERT INTO relance.follow_ups (org_id, id, contact_id, enrollment_id, kind, state, channel, category, step, occurrence, tier,
    due_at, queue_at, created_at, intent)
  SELECT p.org_id, p.id, p.contact_id, p.enrollment_id, p.kind, p.state, p.channel, p.category, p.step, p.occurrence, p.tier,
    to_timestamp(p.due_at / 1000.0), CASE WHEN p.state = 'scheduled' THEN to_timestamp(p.due_at / 1000.0) END, relance.now(), p.intent
  FROM jsonb_to_recordset($1) AS p(org_id int, id uuid, contact_id uuid, enrollment_id uuid, kind relance.follow_up_kind,
    state relance.follow_up_state, channel text, category relance.category, step smallint, occurrence int, tier smallint,
    due_at float8, intent jsonb)
  JOIN relance.enrollments e ON e.org_id = p.org_id AND e.id = p.enrollment_id AND ${isOpen('e')}
  ON CONFLICT DO NOTHING
),
ended AS (
  UPDATE relance.enrollments e SET state = 'completed', ended_at = relance.now(), open_key = NULL
  FROM jsonb_to_recordset($2) AS c(org_id int, id uuid, timeline_id uuid)
  WHERE e.org_id = c.org_id AND e.id = c.id AND ${isOpen('e')} AND ${likely(`e.state = 'active'`)}
  RETURNING e.org_id, e.contact_id, e.id, c.timeline_id
)
INSERT INTO relance.timeline (org_id, contact_id, id, at, enrollment_id, kind)
SELECT org_id, contact_id, timeline_id, relance.now(), id, 'completed' FROM ended`,
};

/** What comes next in an enrollment that nothing carried on. */
export interface CarriedOn extends Omit<PlannedRow, 'alone'> {
  readonly org_id: number;
  readonly contact_id: string;
  readonly enrollment_id: string;
}

export async function carryOn(
  db: Database,
  planned: readonly CarriedOn[],
  completed: readonly { readonly org_id: number; readonly id: string; readonly timeline_id: string }[],
): Promise<void> {
  await db.query(carryOnStatement, [planned, completed]);
}
