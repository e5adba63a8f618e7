/**
 * Writing what became of claimed and called follow-ups, with everything that follows from it, in one statement.
 *
 * The fenced update drives the rest: a row that is no longer in the expected state under our lease token changes nothing,
 * and neither do its attempt, its timeline entry, its next step. Such rows are returned as stale.
 */

import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { Next } from '../domain/follow-up-state.ts';
import type { StoredIntent } from '../domain/local-time.ts';
import type { Category } from '../domain/sequence.ts';
import { claimKey } from './claim-key.ts';
import { lockIdentities } from './contact-states.ts';
import { type Database, everyOrganization, type Queryable } from './database.ts';
import { isOpen, likely } from './likely-rows.ts';
import { touchesAfter, touchMark, touchNow } from './recent-touches.ts';
import { rowSet } from './row-set.ts';

export interface Settlement {
  readonly org_id: number;
  readonly id: string;
  readonly contact_id: string;
  /** The token of the claim; of an unknown that was taken to be looked into, the token of that. */
  readonly token: number;
  readonly from_state: 'claimed' | 'calling' | 'unknown';
  readonly to_state: Exclude<Next<'claimed' | 'calling' | 'unknown'>, 'calling'>;
  readonly reason: string | null;
  /** For `scheduled`: when the queue hands it out again. Instants are milliseconds since 1970. */
  readonly queue_at?: number;
  /** For rows that moved: their new due time. */
  readonly due_at?: number;
  /** For rows that moved with their anchor: where that is now, for the enrollment. */
  readonly anchor_at?: number;
  /** For rows that moved to a time of the day. */
  readonly intent?: StoredIntent;
  readonly attempts_left?: number;
  readonly route_from?: number;
  /** `true`: from now on only the sender of the last call may send it. `false`: any again. Absent: as it was. */
  readonly pins?: boolean;
  /** Where it counts as a touch, for the contact's recent touches: its channel and its sequence's key, with a space between. */
  readonly counts?: string;
  /** It had counted as a touch, and certainly was none. */
  readonly uncounts?: true;
  readonly attempt?: AttemptRecord;
  readonly timeline: {
    readonly id: string;
    readonly kind: string;
    readonly reason: string | null;
    readonly facts: Facts | null;
  };
  /** What follows, if the row was settled. */
  readonly plan?: PlannedRow;
  readonly end?: EnrollmentEnd;
  readonly touch?: ConversationTouch;
  readonly suppress?: SuppressAddress;
}

export interface AttemptRecord {
  readonly number: number;
  readonly sender_id: string;
  readonly outcome: 'accepted' | 'refused' | 'unknown';
  readonly class: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly provider_message_id: string | null;
  readonly duration_ms: number | null;
  /** By the sender's prices. */
  readonly cost_cents?: number | null;
  /** Of class `recipient`: not because the address does not work. */
  readonly person_stopped?: boolean;
  /** How it came to be known, where it was not the answer of the call. */
  readonly evidence?: Facts;
}

/** A follow-up to insert. */
export interface PlannedRow {
  /** Insert only if no other row of the enrollment is open (the ending). */
  readonly alone: boolean;
  readonly id: string;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly state: 'scheduled' | 'awaiting_approval';
  readonly channel: Channel | 'none';
  readonly category: Category;
  readonly step: number;
  readonly occurrence: number;
  readonly tier: number;
  readonly due_at: number;
  /** Absent unless it is due at a time of the day. */
  readonly intent?: StoredIntent;
}

/** How the row's enrollment ends. */
export interface EnrollmentEnd {
  /** End only if no other row of the enrollment is open. */
  readonly alone: boolean;
  readonly state: 'completed' | 'exited';
  readonly reason: string | null;
  /** The id of its timeline entry; absent where that of the row says it all. */
  readonly timeline_id?: string;
}

/** What a sent step or an ending changes on its conversation. */
export interface ConversationTouch {
  readonly key: string;
  readonly sent: boolean;
  readonly stage: string | null;
}

/** An address that the provider says does not work. */
export interface SuppressAddress {
  readonly channel: Channel;
  readonly value: string;
  readonly cause: string;
  readonly detail: string | null;
}

/**
 * The person was erased while this was on its way: it is counted, and nothing that says who or what is written. The mark stands
 * in the row that is written anyway, so that nobody else pays for it.
 */
const isErased = (row: string) => `coalesce(${row}.stop_reason = 'erased', false)`;

const instant = (column: string) => `to_timestamp(${column} / 1000.0)`;

/**
 * Nothing else of the enrollment is open, besides what this very batch ends: what it puts off stays open. Not NOT EXISTS, for
 * which all open rows may be read at once.
 */
const alone = (row: string, what: string) => `(NOT ${what}.alone OR (
    SELECT o.id FROM relance.follow_ups o WHERE o.org_id = ${row}.org_id AND o.contact_id = ${row}.contact_id
      AND o.ended_at IS NULL AND o.enrollment_id = ${row}.enrollment_id
      AND NOT EXISTS (SELECT 1 FROM moved g WHERE g.org_id = o.org_id AND g.id = o.id AND g.to_state NOT IN ('scheduled', 'unknown')) LIMIT 1) IS NULL)`;

const input = rowSet<Settlement>({
  org_id: ['int', (row) => row.org_id],
  id: ['uuid', (row) => row.id],
  token: ['bigint', (row) => row.token],
  from_state: ['relance.follow_up_state', (row) => row.from_state],
  to_state: ['relance.follow_up_state', (row) => row.to_state],
  reason: ['text', (row) => row.reason],
  queue_at: ['float8', (row) => row.queue_at],
  due_at: ['float8', (row) => row.due_at],
  anchor_at: ['float8', (row) => row.anchor_at],
  intent: ['jsonb', (row) => row.intent],
  attempts_left: ['smallint', (row) => row.attempts_left],
  route_from: ['smallint', (row) => row.route_from],
  pins: ['boolean', (row) => row.pins],
  counts: ['text', (row) => row.counts],
  uncounts: ['boolean', (row) => row.uncounts],
  number: ['smallint', ({ attempt }) => attempt?.number],
  sender_id: ['uuid', ({ attempt }) => attempt?.sender_id],
  outcome: ['relance.attempt_outcome', ({ attempt }) => attempt?.outcome],
  class: ['text', ({ attempt }) => attempt?.class],
  code: ['text', ({ attempt }) => attempt?.code],
  detail: ['text', ({ attempt }) => attempt?.detail],
  provider_message_id: ['text', ({ attempt }) => attempt?.provider_message_id],
  duration_ms: ['real', ({ attempt }) => attempt?.duration_ms],
  cost_cents: ['numeric', ({ attempt }) => attempt?.cost_cents],
  person_stopped: ['boolean', ({ attempt }) => attempt?.person_stopped],
  evidence: ['jsonb', ({ attempt }) => attempt?.evidence],
  entry_id: ['uuid', ({ timeline }) => timeline.id],
  entry_kind: ['text', ({ timeline }) => timeline.kind],
  entry_reason: ['text', ({ timeline }) => timeline.reason],
  entry_facts: ['jsonb', ({ timeline }) => timeline.facts],
  plan: ['jsonb', (row) => row.plan],
  end: ['jsonb', (row) => row.end],
  touch: ['jsonb', (row) => row.touch],
});

const settleStatement = {
  name: 'relance-settle',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (SELECT * FROM ${input.as('i')}),
moved AS (
  UPDATE relance.follow_ups f SET state = i.to_state, reason = i.reason, lease_token = NULL,
    lease_until = CASE WHEN i.to_state = 'unknown' THEN (SELECT t FROM clock) END,
    failed_at = CASE WHEN i.to_state IN ('unknown', 'dead_letter') THEN (SELECT t FROM clock) END,
    queue_at = CASE WHEN i.to_state = 'scheduled' THEN ${instant('i.queue_at')} END,
    due_at = coalesce(${instant('i.due_at')}, f.due_at), intent = coalesce(i.intent, f.intent),
    attempts_left = coalesce(i.attempts_left, f.attempts_left), route_from = coalesce(i.route_from, f.route_from),
    pinned_sender_id = CASE WHEN i.pins IS NULL THEN f.pinned_sender_id WHEN i.pins THEN f.sender_id END,
    provider_message_id = CASE WHEN NOT ${isErased('f')} THEN coalesce(i.provider_message_id, f.provider_message_id) END,
    rate_limited_at = CASE WHEN i.number IS NULL THEN f.rate_limited_at
      WHEN i.class = 'rate' THEN coalesce(f.rate_limited_at, (SELECT t FROM clock)) END,
    ended_at = CASE WHEN i.to_state IN ('sent', 'skipped', 'cancelled', 'dead_letter') THEN (SELECT t FROM clock) END
  FROM input i
  WHERE f.org_id = i.org_id AND f.id = i.id AND f.state = i.from_state AND f.lease_token = i.token
  RETURNING f.contact_id, f.enrollment_id, f.stop_reason, i.*
),
tried AS (
  INSERT INTO relance.attempts AS k (org_id, follow_up_id, number, sender_id, outcome, class, code, detail, provider_message_id,
    duration_ms, cost_cents, person_stopped, evidence, at)
  SELECT org_id, id, number, sender_id, outcome, class, code, CASE WHEN NOT ${isErased('moved')} THEN detail END,
    CASE WHEN NOT ${isErased('moved')} THEN provider_message_id END, duration_ms, cost_cents,
    coalesce(person_stopped, false), evidence, (SELECT t FROM clock) FROM moved WHERE number IS NOT NULL
  -- An unknown that is settled.
  ON CONFLICT (org_id, follow_up_id, number) DO UPDATE SET outcome = excluded.outcome, class = excluded.class, code = excluded.code,
    detail = excluded.detail, provider_message_id = excluded.provider_message_id, person_stopped = excluded.person_stopped,
    evidence = coalesce(excluded.evidence, '{}') || jsonb_build_object('before', jsonb_build_object('outcome', k.outcome, 'code', k.code))
  WHERE k.outcome = 'unknown'
),
freed AS (
  UPDATE relance.contacts c SET
    -- Nobody else calls this contact as long as a row of it is being called (begin-calling.ts).
    busy_until = CASE WHEN m.called THEN NULL ELSE c.busy_until END,
    recent_touches = CASE WHEN m.added IS NULL AND m.without IS NULL THEN c.recent_touches
      ELSE ${touchesAfter('c.recent_touches', 'm.added', 'm.without')} END
  FROM (
    SELECT org_id, contact_id, bool_or(from_state = 'calling') AS called,
      array_agg(${touchNow('counts', 'id')}) FILTER (WHERE counts IS NOT NULL) AS added,
      -- Only what was tried before can have counted.
      array_agg(${touchMark('id')}) FILTER (WHERE uncounts OR (counts IS NOT NULL AND number > 1)) AS without
    FROM moved WHERE from_state = 'calling' OR touch IS NOT NULL OR plan IS NOT NULL OR uncounts
    GROUP BY org_id, contact_id ORDER BY org_id, contact_id) m
  WHERE c.org_id = m.org_id AND c.id = m.contact_id
  RETURNING c.id
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason, facts)
  SELECT org_id, contact_id, entry_id, (SELECT t FROM clock), id, enrollment_id, entry_kind, entry_reason,
    CASE WHEN NOT ${isErased('moved')} THEN entry_facts END FROM moved
),
-- Whoever ends an enrollment holds its contact: after the contacts' locks, and by the row as it is now, not as this statement's
-- snapshot has it. A step planned beside a stop would stay scheduled.
still_open AS MATERIALIZED (
  SELECT m.org_id, m.contact_id, m.enrollment_id, m.plan
  FROM moved m JOIN relance.enrollments e ON e.org_id = m.org_id AND e.id = m.enrollment_id
  WHERE m.plan IS NOT NULL AND ${isOpen('e')} AND (SELECT count(*) FROM freed) >= 0
  ORDER BY e.org_id, e.id FOR NO KEY UPDATE OF e
),
planned AS (
  INSERT INTO relance.follow_ups (org_id, id, contact_id, enrollment_id, kind, state, channel, category, step, occurrence, tier,
    due_at, queue_at, created_at, intent)
  SELECT n.org_id, p.id, n.contact_id, n.enrollment_id, p.kind, p.state, p.channel, p.category, p.step, p.occurrence, p.tier,
    ${instant('p.due_at')}, CASE WHEN p.state = 'scheduled' THEN ${instant('p.due_at')} END, (SELECT t FROM clock), p.intent
  FROM still_open n CROSS JOIN LATERAL jsonb_to_record(n.plan) AS p(alone boolean, id uuid, kind relance.follow_up_kind,
    state relance.follow_up_state, channel text, category relance.category, step smallint, occurrence int, tier smallint, due_at float8,
    intent jsonb)
  WHERE ${alone('n', 'p')}
  ON CONFLICT DO NOTHING
),
ended AS (
  UPDATE relance.enrollments e SET state = p.state, exit_reason = p.reason, ended_at = (SELECT t FROM clock), open_key = NULL
  FROM moved m CROSS JOIN LATERAL jsonb_to_record(m."end") AS p(alone boolean, state relance.enrollment_state, reason text,
    timeline_id uuid)
  WHERE m."end" IS NOT NULL AND e.org_id = m.org_id AND e.id = m.enrollment_id AND ${isOpen('e')} AND ${alone('m', 'p')}
    -- Paused while its last step was on its way: it is completed once it goes on (stranded-enrollments.ts).
    AND ${likely(`e.state = 'active' OR p.state = 'exited'`)}
  RETURNING e.org_id, e.contact_id, e.id, p.timeline_id
),
completed AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, enrollment_id, kind)
  SELECT e.org_id, e.contact_id, e.timeline_id, (SELECT t FROM clock), e.id, 'completed' FROM ended e WHERE e.timeline_id IS NOT NULL
),
touched AS (
  UPDATE relance.conversations v SET
    last_follow_up_at = CASE WHEN p.sent THEN (SELECT t FROM clock) ELSE v.last_follow_up_at END,
    stage_before = CASE WHEN p.stage IS NULL OR v.stage_before IS NOT NULL THEN v.stage_before ELSE coalesce(v.stage, '') END,
    stage = coalesce(p.stage, v.stage), updated_at = (SELECT t FROM clock)
  FROM moved m CROSS JOIN LATERAL jsonb_to_record(m.touch) AS p(key text, sent boolean, stage text)
  WHERE m.touch IS NOT NULL AND v.org_id = m.org_id AND v.key = p.key
    -- First the contacts' rows: who records an event holds them from reading a conversation to writing it.
    AND (SELECT count(*) FROM freed) >= 0
),
anchored AS (
  UPDATE relance.enrollments e SET anchor_at = ${instant('m.anchor_at')}
  FROM moved m WHERE m.anchor_at IS NOT NULL AND e.org_id = m.org_id AND e.id = m.enrollment_id AND ${isOpen('e')}
)
SELECT id, token, ${isErased('moved')} AS erased FROM moved`,
};

const suppressStatement = {
  name: 'relance-settle-suppress',
  text: `
WITH suppressed AS (
  INSERT INTO relance.suppressions (org_id, channel, value, cause, detail, created_at)
  SELECT DISTINCT ON (p.org_id, p.channel, p.value) p.org_id, p.channel, p.value, p.cause, p.detail, relance.now()
  FROM jsonb_to_recordset($1) AS p(org_id int, channel text, value text, cause text, detail text)
  ON CONFLICT DO NOTHING RETURNING org_id, channel, value
),
-- Everybody who holds a suppressed address decides anew.
holder AS MATERIALIZED (
  SELECT c.org_id, c.id FROM suppressed s
  JOIN relance.addresses a ON a.org_id = s.org_id AND a.channel = s.channel AND a.value = s.value
  JOIN relance.contacts c ON c.org_id = a.org_id AND c.id = a.contact_id ORDER BY c.org_id, c.id FOR NO KEY UPDATE OF c
)
UPDATE relance.contacts c SET epoch = c.epoch + 1 FROM holder h WHERE c.org_id = h.org_id AND c.id = h.id`,
};

/** Settles a batch, in any order. Returns those that were no longer ours, by `claimKey`: their outcomes were not written. */
export async function settleFollowUps(db: Database, rows: readonly Settlement[]): Promise<Set<string>> {
  if (rows.every(({ suppress }) => !suppress)) return (await settle(db, rows)).stale;
  return db.transaction(everyOrganization, (tx) => settleWithin(tx, rows));
}

/** The same within a transaction of the caller's. */
export async function settleWithin(tx: Queryable, rows: readonly Settlement[]): Promise<Set<string>> {
  const suppressing = rows.flatMap((row) =>
    row.suppress ? [{ of: claimKey(row), org_id: row.org_id, ...row.suppress }] : [],
  );
  // An address that is being suppressed gains no contact meanwhile: it would not learn of it.
  const orgIds = [...new Set(suppressing.map(({ org_id }) => org_id))].sort((a, b) => a - b);
  for (const orgId of orgIds) {
    const own = suppressing.filter(({ org_id }) => org_id === orgId);
    await lockIdentities(
      tx,
      orgId,
      own.map(({ channel, value }) => `${channel}:${value}`),
    );
  }
  const { stale, erased } = await settle(tx, rows);
  // What an erased person's address is suppressed by is a hash: the address itself must not come back.
  const addresses = suppressing.filter(({ of }) => !stale.has(of) && !erased.has(of));
  if (addresses.length > 0) await tx.query(suppressStatement, [addresses]);
  return stale;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

async function settle(
  db: Pick<Queryable, 'query'>,
  rows: readonly Settlement[],
): Promise<{ readonly stale: Set<string>; readonly erased: ReadonlySet<string> }> {
  // In the order in which rows and contacts are locked.
  const sorted = rows.toSorted(
    (a, b) => a.org_id - b.org_id || compare(a.contact_id, b.contact_id) || compare(a.id, b.id),
  );
  const settled = await db.query<{ id: string; token: number; erased: boolean }>(settleStatement, [
    ...input.parameters(sorted),
  ]);
  const stale = new Set(rows.map(claimKey));
  for (const row of settled) stale.delete(claimKey(row));
  return { stale, erased: new Set(settled.filter(({ erased }) => erased).map(claimKey)) };
}
