/** Reading enrollments for people, ending, pausing and resuming them. */
import type { SubjectType } from '../domain/event.ts';
import { build, type Queryable } from './database.ts';
import { isOpen, openOf } from './likely-rows.ts';

/** Instants are milliseconds since 1970. */
export interface EnrollmentRow {
  readonly id: string;
  readonly contactId: string;
  readonly sequenceKey: string;
  readonly sequenceVersion: number;
  readonly subjectType: SubjectType;
  readonly subjectKey: string;
  readonly anchorAt: number;
  readonly state: 'active' | 'paused' | 'completed' | 'exited';
  readonly exitReason: string | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

export interface EnrollmentFilter {
  readonly contactId?: string | undefined;
  readonly sequenceKey?: string | undefined;
  readonly state?: EnrollmentRow['state'] | undefined;
}

const enrollments = build
  .selectFrom('relance.enrollments')
  .select([
    'id',
    'contact_id as contactId',
    'sequence_key as sequenceKey',
    'sequence_version as sequenceVersion',
    'subject_type as subjectType',
    'subject_key as subjectKey',
    'anchor_at as anchorAt',
    'state',
    'exit_reason as exitReason',
    'created_at as createdAt',
    'ended_at as endedAt',
  ]);

/** The latest begun first. */
export async function listEnrollments(
  tx: Queryable,
  orgId: number,
  { contactId, sequenceKey, state }: EnrollmentFilter,
  limit: number,
  before: string | null,
): Promise<EnrollmentRow[]> {
  let query = enrollments.where('org_id', '=', orgId).orderBy('id', 'desc').limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  if (contactId !== undefined) query = query.where('contact_id', '=', contactId);
  if (sequenceKey !== undefined) query = query.where('sequence_key', '=', sequenceKey);
  if (state !== undefined) query = query.where('state', '=', state);
  // The index of open enrollments by contact needs to be told that they are open.
  if (state === 'active' || state === 'paused') query = query.where('ended_at', 'is', null);
  return tx.run(query);
}

export async function readEnrollment(tx: Queryable, orgId: number, id: string): Promise<EnrollmentRow | undefined> {
  const [row] = await tx.run(enrollments.where('org_id', '=', orgId).where('id', '=', id));
  return row;
}

const lockStatement = {
  name: 'relance-lock-contact-of-enrollment',
  // The contact first, as everywhere: no call that was decided on before can be committed after this.
  text: `
UPDATE relance.contacts c SET epoch = c.epoch + 1 FROM relance.enrollments e
WHERE e.org_id = $1 AND e.id = $2 AND c.org_id = e.org_id AND c.id = e.contact_id RETURNING c.id`,
};

const changeStatement = {
  name: 'relance-change-enrollment',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
changed AS (
  UPDATE relance.enrollments e SET state = $3::relance.enrollment_state,
    exit_reason = CASE WHEN $3 = 'exited' THEN $4 END, ended_at = CASE WHEN $3 = 'exited' THEN (SELECT t FROM clock) END,
    open_key = CASE WHEN $3 = 'exited' THEN NULL ELSE e.open_key END
  WHERE e.org_id = $1 AND e.id = $2 AND ${isOpen('e')} AND e.state <> $3::relance.enrollment_state
  RETURNING e.org_id, e.id, e.contact_id
),
cancelled AS (
  UPDATE relance.follow_ups f SET state = 'cancelled', reason = $4, queue_at = NULL, lease_until = NULL, lease_token = NULL,
    failed_at = NULL, ended_at = (SELECT t FROM clock)
  FROM changed c CROSS JOIN LATERAL (${openOf('c')}) o
  WHERE $3 = 'exited' AND o.enrollment_id = c.id AND f.org_id = o.org_id AND f.id = o.id AND f.state IN ('scheduled', 'claimed', 'awaiting_approval')
  RETURNING f.id
),
-- Put off while it was paused: looked at again now.
woken AS (
  UPDATE relance.follow_ups f SET queue_at = greatest(f.due_at, (SELECT t FROM clock)), reason = 'enrollment_resumed'
  FROM changed c CROSS JOIN LATERAL (${openOf('c')}) o
  WHERE $3 = 'active' AND o.enrollment_id = c.id AND f.org_id = o.org_id AND f.id = o.id AND f.state = 'scheduled' AND f.reason = 'enrollment_paused'
  RETURNING f.id
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, enrollment_id, kind, reason, facts)
  SELECT $1, c.contact_id, $5, (SELECT t FROM clock), c.id,
    CASE $3 WHEN 'exited' THEN 'exited' WHEN 'paused' THEN 'enrollment_paused' ELSE 'enrollment_resumed' END, $4,
    jsonb_build_object('by', $6::text, 'followUps', (SELECT count(*) FROM cancelled))
  FROM changed c
)
SELECT id, (SELECT count(*) FROM woken)::int AS woken FROM changed`,
};

/** Undefined when it has ended or is in that state already; else how many follow-ups are to be looked at now. */
export async function changeEnrollment(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  id: string,
  change: {
    readonly to: 'active' | 'paused' | 'exited';
    readonly reason: string | null;
    readonly timelineId: string;
    readonly by: string;
  },
): Promise<number | undefined> {
  await tx.query(lockStatement, [orgId, id]);
  const [row] = await tx.query<{ woken: number }>(changeStatement, [
    orgId,
    id,
    change.to,
    change.reason,
    change.timelineId,
    change.by,
  ]);
  return row?.woken;
}
