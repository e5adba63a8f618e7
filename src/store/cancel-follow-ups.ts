/**
 * Cancelling what is pending. The update takes the rows themselves: one that a worker has claimed is cancelled as well, and
 * the worker's `calling` commit then finds it gone. A row in `calling` is on its way and can't be held back; it is marked, so
 * that it is not tried again if the call is refused.
 */
import { textArray } from './contact-states.ts';
import type { Queryable } from './database.ts';
import { isOpen, openOf } from './likely-rows.ts';

/** One update for all states: which one a row is in may change while the update waits for it. */
const cancelled = (reason: string) => `
    state = CASE WHEN f.state = 'calling' THEN f.state ELSE 'cancelled' END,
    -- That the person was erased stays in the row: what still comes in about it must say nothing of them.
    stop_reason = CASE WHEN f.stop_reason = 'erased' THEN f.stop_reason WHEN f.state = 'calling' THEN ${reason} END,
    reason = CASE WHEN f.state = 'calling' THEN f.reason ELSE ${reason} END,
    queue_at = NULL,
    lease_until = CASE WHEN f.state = 'calling' THEN f.lease_until END,
    lease_token = CASE WHEN f.state = 'calling' THEN f.lease_token END,
    failed_at = NULL,
    ended_at = CASE WHEN f.state <> 'calling' THEN (SELECT t FROM clock) END`;

const cancellable = `f.state IN ('scheduled', 'claimed', 'awaiting_approval', 'unknown', 'calling')`;

const byContactStatement = {
  name: 'relance-cancel-by-contact',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.* FROM unnest($2::uuid[], $3::text[], $4::uuid[]) AS i(contact_id, reason, timeline_id)
  ORDER BY contact_id
),
gone AS (
  UPDATE relance.follow_ups f SET ${cancelled('i.reason')}
  FROM (SELECT o.org_id, o.id, i.reason FROM input i CROSS JOIN LATERAL (${openOf('i')}) o) i
  WHERE f.org_id = i.org_id AND f.id = i.id AND ${cancellable}
  RETURNING f.contact_id, f.state
),
-- An enrollment left open would be carried on with its next step.
left_off AS (
  UPDATE relance.enrollments e SET state = 'exited', exit_reason = i.reason, ended_at = (SELECT t FROM clock), open_key = NULL
  FROM (SELECT o.org_id, o.id, i.reason FROM input i CROSS JOIN LATERAL (SELECT n.org_id, n.id FROM relance.enrollments n
    WHERE n.org_id = i.org_id AND n.contact_id = i.contact_id AND n.ended_at IS NULL OFFSET 0) o) i
  WHERE e.org_id = i.org_id AND e.id = i.id AND ${isOpen('e')}
),
counted AS MATERIALIZED (SELECT contact_id, count(*)::int AS n FROM gone WHERE state = 'cancelled'
  GROUP BY contact_id),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, kind, reason, facts)
  SELECT $1, g.contact_id, i.timeline_id, (SELECT t FROM clock), 'cancelled', i.reason, jsonb_build_object('followUps', g.n)
  FROM counted g JOIN input i ON i.contact_id = g.contact_id
)
SELECT contact_id, n FROM counted`,
};

/** Cancels everything pending for contacts and ends their enrollments. Returns how many follow-ups were cancelled for each. */
export async function cancelByContact(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  contacts: readonly { readonly contactId: string; readonly reason: string; readonly timelineId: string }[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ contact_id: string; n: number }>(byContactStatement, [
    orgId,
    `{${contacts.map((contact) => contact.contactId).join(',')}}`,
    textArray(contacts.map((contact) => contact.reason)),
    `{${contacts.map((contact) => contact.timelineId).join(',')}}`,
  ]);
  return new Map(rows.map((row) => [row.contact_id, row.n]));
}

const byIdStatement = {
  name: 'relance-cancel-by-id',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.* FROM unnest($2::uuid[], $3::uuid[]) AS i(id, timeline_id) ORDER BY id
),
gone AS (
  UPDATE relance.follow_ups f SET ${cancelled('$4::text')}
  FROM input i WHERE f.org_id = i.org_id AND f.id = i.id AND (${cancellable} OR f.state = 'dead_letter')
  RETURNING f.id, f.contact_id, f.enrollment_id, f.state, i.timeline_id
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason)
  SELECT $1, contact_id, timeline_id, (SELECT t FROM clock), id, enrollment_id, 'cancelled', $4 FROM gone
  WHERE state = 'cancelled'
)
SELECT id FROM gone WHERE state = 'cancelled'`,
};

/** Cancels follow-ups by id (dead letters too: discarded). Returns the ids that were cancelled. */
export async function cancelById(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  followUps: readonly { readonly id: string; readonly timelineId: string }[],
  reason: string,
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(byIdStatement, [
    orgId,
    `{${followUps.map((followUp) => followUp.id).join(',')}}`,
    `{${followUps.map((followUp) => followUp.timelineId).join(',')}}`,
    reason,
  ]);
  return new Set(rows.map((row) => row.id));
}
