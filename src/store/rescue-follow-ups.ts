/**
 * Rows whose lease ran out: their worker died, was paused, or lost the database.
 *
 * A claimed row made no call: it goes back to the queue. A row in `calling` may have been sent: it becomes `unknown`, never
 * anything else. Both keep a trace.
 */
import { countingCategories } from '../domain/category-rules.ts';
import { pauses } from '../domain/due-follow-up.ts';
import { newId } from '../ids.ts';
import type { Database } from './database.ts';
import { touchesAfter, touchMark, touchNow } from './recent-touches.ts';

/** Rows at one go, over all organizations: few where there is nothing to do, many where there is. */
const rescueMin = 50;
const rescueMax = 2_000;

const list = (words: Iterable<string>) => [...words].map((word) => `'${word}'`).join(', ');

const rescueStatement = {
  name: 'relance-rescue',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
expired AS MATERIALIZED (
  SELECT f.* FROM relance.organizations o CROSS JOIN LATERAL (
    SELECT e.org_id, e.id, e.state FROM relance.follow_ups e
    WHERE e.org_id = o.id AND e.lease_until < (SELECT t FROM clock) AND e.state IN ('claimed', 'calling')
    ORDER BY e.lease_until LIMIT 200 FOR UPDATE SKIP LOCKED) f LIMIT jsonb_array_length($1)
),
moved AS (
  UPDATE relance.follow_ups f SET
    state = CASE WHEN f.state = 'claimed' THEN 'scheduled' ELSE 'unknown' END::relance.follow_up_state,
    reason = CASE WHEN f.state = 'claimed' AND f.reason IN (${list(pauses)}) THEN f.reason ELSE 'lease_expired' END, lease_token = NULL,
    lease_until = CASE WHEN f.state = 'calling' THEN (SELECT t FROM clock) END,
    -- Not now: however long nobody came to rescue it, it is that late.
    queue_at = CASE WHEN f.state = 'claimed' THEN greatest(f.due_at, f.lease_until) END,
    failed_at = CASE WHEN f.state = 'calling' THEN (SELECT t FROM clock) END
  FROM expired e WHERE f.org_id = e.org_id AND f.id = e.id AND f.state = e.state
  RETURNING f.org_id, f.id, f.contact_id, f.enrollment_id, f.state, f.attempts, f.sender_id, f.category, f.channel
),
tried AS (
  INSERT INTO relance.attempts (org_id, follow_up_id, number, sender_id, outcome, code, detail, at)
  SELECT org_id, id, attempts, sender_id, 'unknown', 'lease_expired', 'the worker did not report an outcome', (SELECT t FROM clock)
  FROM moved WHERE state = 'unknown' ON CONFLICT DO NOTHING
),
-- The person may have got it: it counts as a touch, as it does when a worker tells that nobody knows.
holder AS MATERIALIZED (
  SELECT c.org_id, c.id, m.id AS follow_up_id, m.attempts, m.channel || ' ' || coalesce((SELECT e.sequence_key FROM relance.enrollments e
    WHERE e.org_id = m.org_id AND e.id = m.enrollment_id), '') AS what
  FROM moved m JOIN relance.contacts c ON c.org_id = m.org_id AND c.id = m.contact_id
  WHERE m.state = 'unknown' AND m.category IN (${list(countingCategories)})
  ORDER BY c.org_id, c.id FOR NO KEY UPDATE OF c
),
counted AS (
  UPDATE relance.contacts c SET recent_touches = ${touchesAfter('c.recent_touches', 'h.added', 'h.without')}
  FROM (
    SELECT org_id, id, array_agg(${touchNow('what', 'follow_up_id')}) AS added,
      array_agg(${touchMark('follow_up_id')}) FILTER (WHERE attempts > 1) AS without
    FROM holder GROUP BY org_id, id) h
  WHERE c.org_id = h.org_id AND c.id = h.id
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason)
  SELECT m.org_id, m.contact_id, ($1::jsonb->>(row_number() OVER () - 1)::int)::uuid, (SELECT t FROM clock), m.id,
    m.enrollment_id, CASE WHEN m.state = 'unknown' THEN 'unknown' ELSE 'deferred' END, 'lease_expired'
  FROM moved m
)
SELECT count(*) FILTER (WHERE state = 'scheduled')::int AS requeued, count(*) FILTER (WHERE state = 'unknown')::int AS unknown FROM moved`,
};

export interface RescueReport {
  readonly requeued: number;
  readonly unknown: number;
}

/** Rescues rows of every organization, as many as there are, a bounded number at a time. */
export async function rescueFollowUps(db: Database, now: number): Promise<RescueReport> {
  let total = await rescue(db, now, rescueMin);
  for (let found = total; found.requeued + found.unknown >= rescueMin; ) {
    found = await rescue(db, now, rescueMax);
    total = { requeued: total.requeued + found.requeued, unknown: total.unknown + found.unknown };
  }
  return total;
}

async function rescue(db: Database, now: number, max: number): Promise<RescueReport> {
  const ids = Array.from({ length: max }, () => newId(now));
  const [report] = await db.query<RescueReport>(rescueStatement, [ids]);
  return report ?? { requeued: 0, unknown: 0 };
}
