/**
 * Reading follow-ups for people: one by one, and in lists whose orders are those of the indexes. The due index has the
 * channel and the tier before the time, so that what is upcoming is merged from its lanes; nothing here scans the table
 * but the plain list with a rare state, which walks the primary key.
 */
import type { Channel } from '../domain/channel.ts';
import type { StatesOfStatus } from '../domain/delivery-status.ts';
import type { Facts } from '../domain/facts.ts';
import type { FollowUpState } from '../domain/follow-up-state.ts';
import type { Category } from '../domain/sequence.ts';
import { alongIndexes } from './along-indexes.ts';
import { textArray } from './contact-states.ts';
import type { Queryable } from './database.ts';

/** Instants are milliseconds since 1970. */
export interface FollowUpRow {
  readonly id: string;
  readonly contactId: string;
  readonly contactKey: string | null;
  readonly contactName: string | null;
  readonly enrollmentId: string | null;
  readonly sequenceKey: string | null;
  readonly sequenceVersion: number | null;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly state: FollowUpState;
  /** Was a call of it refused, and nobody has tried it again by hand since? */
  readonly wasRefused: boolean;
  readonly channel: Channel | 'none';
  readonly category: Category;
  readonly step: number | null;
  readonly occurrence: number;
  readonly tier: number;
  readonly dueAt: number;
  /** When the queue hands it out next: later than due after a deferral or a retry. */
  readonly queueAt: number | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly failedAt: number | null;
  readonly attempts: number;
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly senderId: string | null;
  /** The person's answer to it. */
  readonly response: { readonly messageId: string; readonly receivedAt: number; readonly text: string } | null;
  /** Why its last call was refused, while it is tried again, given up or unknown. */
  readonly lastError: { readonly code: string | null; readonly detail: string | null; readonly at: number } | null;
  readonly content: Facts | null;
}

/** Null does not filter. */
export interface FollowUpFilter {
  readonly state: FollowUpState | null;
  readonly status: StatesOfStatus | null;
  readonly channel: Channel | null;
  readonly contactId: string | null;
  readonly sequenceKey: string | null;
  readonly dueFrom: number | null;
  readonly dueUntil: number | null;
}

/** Ordered by: queue time (`upcoming`), failure, latest first (`failed`), message, latest first (`recent`), due time,
 * latest first (`contact`), creation, latest first (`all`). */
export type FollowUpView = 'upcoming' | 'failed' | 'recent' | 'contact' | 'all';

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const instant = (parameter: string) => `to_timestamp(${parameter}::float8 / 1000.0)`;

const columns = `f.id, f.contact_id AS "contactId", c.key AS "contactKey", c.name AS "contactName",
  f.enrollment_id AS "enrollmentId", e.sequence_key AS "sequenceKey", e.sequence_version AS "sequenceVersion", f.kind, f.state,
  f.attempts_left IS NOT NULL AS "wasRefused", f.channel, f.category, f.step, f.occurrence, f.tier, ${ms('f.due_at')} AS "dueAt", ${ms('f.queue_at')} AS "queueAt",
  ${ms('f.created_at')} AS "createdAt", ${ms('f.ended_at')} AS "endedAt", ${ms('f.failed_at')} AS "failedAt", f.attempts,
  f.reason, f.message_id AS "messageId", f.sender_id AS "senderId", f.content,
  (SELECT jsonb_build_object('messageId', r.id, 'receivedAt', ${ms('r.created_at')}, 'text', r.text) FROM relance.messages r
    WHERE r.org_id = f.org_id AND r.reply_to = f.id AND NOT r.automatic ORDER BY r.id LIMIT 1) AS response,
  CASE WHEN f.failed_at IS NOT NULL OR (f.queue_at IS NOT NULL AND f.attempts_left IS NOT NULL) THEN (
    SELECT jsonb_build_object('code', t.code, 'detail', t.detail, 'at', ${ms('t.at')}) FROM relance.attempts t
    WHERE t.org_id = f.org_id AND t.follow_up_id = f.id AND t.outcome <> 'accepted' ORDER BY t.number DESC LIMIT 1) END AS "lastError"`;

const joins = `LEFT JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id
LEFT JOIN relance.enrollments e ON e.org_id = f.org_id AND e.id = f.enrollment_id`;

/** $1 organization, $2 limit, $3 and $4 where to go on, $5 to $12 the filter. */
const filters = `($5::text IS NULL OR f.state = $5::text::relance.follow_up_state) AND ($6::text IS NULL OR f.channel = $6)
    AND ($7::uuid IS NULL OR f.contact_id = $7)
    AND ($8::text IS NULL OR EXISTS (SELECT 1 FROM relance.enrollments n
      WHERE n.org_id = f.org_id AND n.id = f.enrollment_id AND n.sequence_key = $8))
    AND ($9::float8 IS NULL OR f.due_at >= ${instant('$9')}) AND ($10::float8 IS NULL OR f.due_at <= ${instant('$10')})
    AND ($11::text[] IS NULL OR f.state::text = ANY (CASE WHEN f.attempts_left IS NULL THEN $11 ELSE $12::text[] END))`;

const upcoming = `
WITH RECURSIVE lane AS (
  (SELECT channel, tier FROM relance.follow_ups WHERE org_id = $1 AND queue_at IS NOT NULL ORDER BY channel, tier LIMIT 1)
  UNION ALL
  SELECT n.channel, n.tier FROM lane l CROSS JOIN LATERAL (
    SELECT d.channel, d.tier FROM relance.follow_ups d
    WHERE d.org_id = $1 AND d.queue_at IS NOT NULL AND (d.channel::text, d.tier) > (l.channel::text, l.tier)
    ORDER BY d.channel, d.tier LIMIT 1) n
),
first AS (
  SELECT f.* FROM lane l CROSS JOIN LATERAL (
    SELECT * FROM relance.follow_ups f
    WHERE f.org_id = $1 AND f.channel = l.channel AND f.tier = l.tier AND f.queue_at IS NOT NULL
      AND ($3::float8 IS NULL OR (f.queue_at >= ${instant('$3')} AND (f.queue_at, f.id) > (${instant('$3')}, $4::uuid))) AND ${filters}
    ORDER BY f.queue_at, f.id LIMIT $2) f
  WHERE $6::text IS NULL OR l.channel = $6
)
SELECT ${columns} FROM (SELECT * FROM first ORDER BY queue_at, id LIMIT $2) f ${joins} ORDER BY f.queue_at, f.id`;

const failed = `
SELECT ${columns} FROM (
  SELECT * FROM relance.follow_ups f WHERE f.org_id = $1 AND f.failed_at IS NOT NULL
    AND ($3::float8 IS NULL OR (f.failed_at <= ${instant('$3')} AND (f.failed_at, f.id) < (${instant('$3')}, $4::uuid))) AND ${filters}
  ORDER BY f.failed_at DESC, f.id DESC LIMIT $2) f ${joins} ORDER BY f.failed_at DESC, f.id DESC`;

/** Through the messages, whose ids are in the order of time. */
const recent = `
SELECT m.id AS "orderId", ${columns} FROM relance.messages m
JOIN relance.follow_ups f ON f.org_id = m.org_id AND f.id = m.follow_up_id ${joins}
WHERE m.org_id = $1 AND ($3::float8 IS NULL) AND ($4::uuid IS NULL OR m.id < $4) AND ${filters}
ORDER BY m.id DESC LIMIT $2`;

/**
 * What is open by the contact's index, what has ended by the contact's timeline: one by one, or by its enrollment, whose
 * follow-ups lie side by side in the primary key (`domain/follow-up-id.ts`).
 */
const contact = `
WITH run AS MATERIALIZED (
  -- The limits are computed here: row-level security lets an index be used with plain comparisons only.
  SELECT id, (left(id::text, 28) || '00000000')::uuid AS low, (left(id::text, 28) || 'ffffffff')::uuid AS high
  FROM (SELECT DISTINCT enrollment_id AS id FROM relance.timeline
    WHERE org_id = $1 AND contact_id = $7 AND enrollment_id IS NOT NULL) t
)
SELECT ${columns} FROM (
  SELECT f.* FROM (
    SELECT id FROM relance.follow_ups WHERE org_id = $1 AND contact_id = $7 AND ended_at IS NULL
    UNION SELECT follow_up_id FROM relance.timeline WHERE org_id = $1 AND contact_id = $7 AND follow_up_id IS NOT NULL
    UNION SELECT n.id FROM run e CROSS JOIN LATERAL (
      SELECT id FROM relance.follow_ups s WHERE s.org_id = $1 AND s.id >= e.low AND s.id <= e.high AND s.enrollment_id = e.id) n
    UNION SELECT follow_up_id FROM relance.messages WHERE org_id = $1 AND contact_id = $7 AND follow_up_id IS NOT NULL) own
  JOIN relance.follow_ups f ON f.org_id = $1 AND f.id = own.id
  WHERE ($3::float8 IS NULL OR (f.due_at, f.id) < (${instant('$3')}, $4::uuid)) AND ${filters}
  ORDER BY f.due_at DESC, f.id DESC LIMIT $2) f ${joins} ORDER BY f.due_at DESC, f.id DESC`;

const all = `
SELECT ${columns} FROM (
  SELECT * FROM relance.follow_ups f WHERE f.org_id = $1 AND ($3::float8 IS NULL) AND ($4::uuid IS NULL OR f.id < $4) AND ${filters}
  ORDER BY f.id DESC LIMIT $2) f ${joins} ORDER BY f.id DESC`;

const statements: Readonly<Record<FollowUpView, { name: string; text: string }>> = {
  upcoming: { name: 'relance-list-upcoming', text: upcoming },
  failed: { name: 'relance-list-failed', text: failed },
  recent: { name: 'relance-list-recent', text: recent },
  contact: { name: 'relance-list-follow-ups-of-contact', text: contact },
  all: { name: 'relance-list-follow-ups', text: all },
};

export interface ListedFollowUp extends FollowUpRow {
  /** For `recent`: the message that the order goes by. */
  readonly orderId?: string;
}

/** @param after where to go on: the time that the view is ordered by (null for views ordered by id) and the id */
export async function listFollowUps(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  view: FollowUpView,
  filter: FollowUpFilter,
  limit: number,
  after: { readonly at: number | null; readonly id: string } | null,
): Promise<ListedFollowUp[]> {
  const { state, status, channel, contactId, sequenceKey, dueFrom, dueUntil } = filter;
  // Sent together with the list: the connection is pipelined.
  const [, rows] = await Promise.all([
    tx.query(alongIndexes),
    tx.query<ListedFollowUp>(statements[view], [
      orgId,
      limit,
      after?.at ?? null,
      after?.id ?? null,
      state,
      channel,
      contactId,
      sequenceKey,
      dueFrom,
      dueUntil,
      status && textArray(status.untried),
      status && textArray(status.refused),
    ]),
  ]);
  return rows;
}

const oneStatement = {
  name: 'relance-read-follow-ups',
  text: `SELECT ${columns} FROM relance.follow_ups f ${joins} WHERE f.org_id = $1 AND f.id = ANY ($2::uuid[])`,
};

/** Those that exist, in any order. */
export async function readFollowUps(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  ids: readonly string[],
): Promise<FollowUpRow[]> {
  return tx.query(oneStatement, [orgId, `{${ids.join(',')}}`]);
}
