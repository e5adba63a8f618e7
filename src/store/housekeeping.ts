/** What every worker runs every minute: the conservation check, and deleting what is past its keeping. */
import { alongIndexes } from './along-indexes.ts';
import { lane } from './claim-follow-ups.ts';
import { type Database, everyOrganization } from './database.ts';
import type { Keeping } from './retention.ts';
import { beginning, type Position } from './stranded-enrollments.ts';

/** Things that must not be there; each is zero in a sound database. */
export interface ConservationReport {
  /** Due for more than five minutes and still in the queue (a paused or limited sender does that too). */
  readonly overdue: number;
  /** Claimed or calling, with a lease that ran out more than a minute ago: nobody rescues them. */
  readonly abandoned: number;
  /** Active enrollments that nothing carries on. */
  readonly stranded: number;
  /** Follow-ups near their time whose contact or enrollment does not exist. */
  readonly orphaned: number;
}

const conservationStatement = {
  name: 'relance-conservation',
  text: `
WITH RECURSIVE clock AS MATERIALIZED (SELECT relance.now() AS t),
${lane},
near AS MATERIALIZED (
  SELECT n.* FROM lane l CROSS JOIN LATERAL (
    SELECT f.org_id, f.id, f.contact_id, f.enrollment_id, f.queue_at FROM relance.follow_ups f
    WHERE f.org_id = l.org_id AND f.channel = l.channel AND f.tier = l.tier AND f.queue_at < (SELECT t FROM clock) + interval '1 hour'
    ORDER BY f.queue_at LIMIT 2000) n
)
SELECT
  (SELECT count(*) FROM near WHERE queue_at < (SELECT t FROM clock) - interval '5 minutes')::int AS overdue,
  (SELECT count(*) FROM relance.organizations o CROSS JOIN LATERAL (
    SELECT 1 FROM relance.follow_ups f WHERE f.org_id = o.id AND f.state IN ('claimed', 'calling')
      AND f.lease_until < (SELECT t FROM clock) - interval '1 minute' LIMIT 1000) a)::int AS abandoned,
  -- Not NOT EXISTS, for which the planner might read all contacts.
  (SELECT count(*) FROM near n WHERE
    (SELECT c.id FROM relance.contacts c WHERE c.org_id = n.org_id AND c.id = n.contact_id) IS NULL
    OR n.enrollment_id IS NOT NULL
    AND (SELECT e.id FROM relance.enrollments e WHERE e.org_id = n.org_id AND e.id = n.enrollment_id) IS NULL)::int AS orphaned`,
};

/** `stranded` is counted apart: it may take many looks (`StrandedCount`). */
export async function readConservation(db: Database): Promise<Omit<ConservationReport, 'stranded'>> {
  const [report] = await db.query<Omit<ConservationReport, 'stranded'>>(conservationStatement);
  return report ?? { overdue: 0, abandoned: 0, orphaned: 0 };
}

const lockStatement = {
  name: 'relance-lock-stranded-count',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended('relance/stranded-count', 0)) AS ours`,
};

/** Open enrollments that are looked at in one statement, and in one round: a million take some minutes. */
const lookedAtMax = 2_000;
const looksMax = 50;

const strandedStatement = {
  name: 'relance-count-stranded',
  text: `
WITH looked AS MATERIALIZED (
  SELECT e.org_id, e.contact_id, e.id, e.state, e.created_at
  FROM relance.enrollments e WHERE e.ended_at IS NULL AND (e.org_id, e.contact_id) > ($1::int, $2::uuid)
  ORDER BY e.org_id, e.contact_id FETCH FIRST ${lookedAtMax} ROWS WITH TIES
),
last AS (SELECT org_id, contact_id FROM looked ORDER BY org_id DESC, contact_id DESC LIMIT 1)
SELECT CASE WHEN (SELECT count(*) FROM looked) >= ${lookedAtMax} THEN (SELECT to_jsonb(last) FROM last) END AS next,
  (SELECT count(*) FROM looked e WHERE e.state = 'active' AND e.created_at < relance.now() - interval '10 minutes'
    AND NOT EXISTS (SELECT 1 FROM relance.follow_ups f WHERE f.org_id = e.org_id AND f.contact_id = e.contact_id
      AND f.ended_at IS NULL AND f.enrollment_id = e.id))::int AS stranded`,
};

/** Counts active enrollments that nothing carries on, a part at a time, in one process of all. */
export class StrandedCount {
  #from: Position | null = null;
  /** In the parts of this pass that were looked at, and in the whole of the one before. */
  #sofar = 0;
  #before = 0;

  /** One round. Zero where another process counts at this moment. */
  async look(db: Database): Promise<number> {
    return db.transaction(everyOrganization, async (tx) => {
      const [lock] = await tx.query<{ ours: boolean }>(lockStatement);
      if (!lock?.ours) {
        this.#from = null;
        this.#sofar = 0;
        this.#before = 0;
        return 0;
      }
      await tx.query(alongIndexes);
      for (let look = 0; look < looksMax; look += 1) {
        const { org_id, contact_id } = this.#from ?? beginning;
        const [row] = await tx.query<{ next: Position | null; stranded: number }>(strandedStatement, [
          org_id,
          contact_id,
        ]);
        this.#sofar += row?.stranded ?? 0;
        this.#from = row?.next ?? null;
        if (this.#from) continue;
        this.#before = this.#sofar;
        this.#sofar = 0;
        return this.#before;
      }
      return Math.max(this.#before, this.#sofar);
    });
  }
}

/** Deletes a bounded number of rows at a time, so that no delete holds a snapshot for long. */
const sweepStatement = {
  name: 'relance-sweep',
  text: `
WITH keeping AS MATERIALIZED (
  SELECT k.org_id, k.days FROM jsonb_to_recordset($1) AS k(org_id int, kind text, days float8) WHERE k.kind = 'inbox'
),
inbox AS (
  DELETE FROM relance.inbox i USING (
    SELECT x.org_id, x.source, x.dedupe_key FROM keeping k CROSS JOIN LATERAL (
      SELECT d.org_id, d.source, d.dedupe_key FROM relance.inbox d
      WHERE d.org_id = k.org_id AND d.received_at < relance.now() - k.days * interval '1 day'
      ORDER BY d.received_at LIMIT 2000) x LIMIT 5000) old
  WHERE i.org_id = old.org_id AND i.source = old.source AND i.dedupe_key = old.dedupe_key RETURNING 1
),
workers AS (DELETE FROM relance.workers WHERE seen_at < relance.now() - interval '1 day'),
slots AS (DELETE FROM relance.sender_slots WHERE expires_at < relance.now() - interval '1 hour'),
sessions AS (DELETE FROM relance.operator_sessions WHERE expires_at < relance.now()),
resets AS (DELETE FROM relance.password_resets WHERE expires_at < relance.now()),
invitations AS (DELETE FROM relance.invitations WHERE expires_at < relance.now() - interval '90 days' AND email IS NOT NULL)
SELECT count(*)::int AS deleted FROM inbox`,
};

/** By the index of the inbox; everything else that is kept for a time is walked (`retention.ts`). */
export async function sweep(db: Database, keep: readonly Keeping[]): Promise<number> {
  const [row] = await db.query<{ deleted: number }>(sweepStatement, [keep]);
  return row?.deleted ?? 0;
}
