/**
 * What operators do to follow-ups: moved, sent now, tried again, approved. One statement each, over arrays; the state is
 * part of the condition, so that a row that a worker has taken meanwhile stays as it is and is not in the answer.
 */
import type { FollowUpState } from '../domain/follow-up-state.ts';
import type { Category } from '../domain/sequence.ts';
import type { Queryable } from './database.ts';
import { nextAddressOf } from './next-address.ts';

export interface FollowUpChange {
  readonly id: string;
  /** The id of its timeline entry. */
  readonly timelineId: string;
  /** For `reschedule`: the new due time. Instants are milliseconds since 1970. */
  readonly dueAt?: number;
  /** For `retry`, where it goes to another address: by a new message with the words of before; null: it is written anew. */
  readonly readdressed?: { readonly messageId: string | null; readonly address: string } | undefined;
}

export interface ChangedFollowUp {
  readonly id: string;
  readonly dueAt: number;
  /** Null while it waits for approval. */
  readonly queueAt: number | null;
}

export type FollowUpVerb = 'reschedule' | 'send-now' | 'retry' | 'approve';

/** From which states; what is set; the kind of the timeline entry. */
const changes: Readonly<Record<FollowUpVerb, { from: readonly FollowUpState[]; set: string; kind: string }>> = {
  reschedule: {
    from: ['scheduled', 'awaiting_approval'],
    set: `due_at = i.due_at, queue_at = CASE WHEN f.state = 'scheduled' THEN i.due_at END, intent = NULL, reason = 'rescheduled'`,
    kind: 'moved',
  },
  'send-now': {
    from: ['scheduled'],
    // The due time moves as well: nothing ever goes out before it.
    set: `due_at = (SELECT t FROM clock), queue_at = (SELECT t FROM clock), intent = NULL, reason = 'send_now'`,
    kind: 'moved',
  },
  retry: {
    from: ['dead_letter'],
    set: `state = 'scheduled', queue_at = (SELECT t FROM clock), ended_at = NULL, failed_at = NULL, attempts_left = NULL,
    message_id = CASE WHEN i.address IS NULL THEN f.message_id ELSE i.message_id END, route_from = 0, pinned_sender_id = NULL, rate_limited_at = NULL, stop_reason = NULL, reason = 'retried'`,
    kind: 'retried',
  },
  approve: {
    from: ['awaiting_approval'],
    // Approved late, it counts as due at the approval.
    set: `state = 'scheduled', queue_at = greatest(f.due_at, (SELECT t FROM clock)), reason = 'approved'`,
    kind: 'approved',
  },
};

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

function statementOf(verb: FollowUpVerb): { name: string; text: string } {
  const { from, set, kind } = changes[verb];
  return {
    name: `relance-${verb}`,
    text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.id, i.timeline_id, to_timestamp(i.due_at / 1000.0) AS due_at, i.message_id, i.address
  FROM jsonb_to_recordset($2) AS i(id uuid, timeline_id uuid, due_at float8, message_id uuid, address text) ORDER BY i.id
),
before AS MATERIALIZED (
  SELECT f.id, f.due_at, f.message_id FROM input i JOIN relance.follow_ups f ON f.org_id = i.org_id AND f.id = i.id
  WHERE f.state IN (${from.map((state) => `'${state}'`).join(', ')}) AND f.stop_reason IS DISTINCT FROM 'erased'
  ORDER BY f.id FOR UPDATE OF f
),
changed AS (
  UPDATE relance.follow_ups f SET ${set}
  FROM input i JOIN before b ON b.id = i.id WHERE f.org_id = i.org_id AND f.id = i.id
  RETURNING f.id, f.contact_id, f.enrollment_id, f.due_at, f.queue_at, f.reason, b.due_at AS due_before, i.timeline_id,
    b.message_id AS message_before, i.message_id, i.address
),
${verb === 'retry' ? readdressed : ''}noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, reason, facts)
  SELECT $1, contact_id, timeline_id, (SELECT t FROM clock), id, enrollment_id, '${kind}', reason,
    jsonb_build_object('dueAt', ${ms('due_at')}, 'dueBefore', ${ms('due_before')}, 'by', $3::text) FROM changed
)
SELECT id, ${ms('due_at')} AS "dueAt", ${ms('queue_at')} AS "queueAt" FROM changed`,
  };
}

/** The words of before, to another address. */
const readdressed = `readdressed AS (
  INSERT INTO relance.messages (org_id, id, contact_id, follow_up_id, conversation_key, channel, direction, state, address, subject,
    text, html, data, headers, vendor_template, body_hash, template, created_at)
  SELECT m.org_id, c.message_id, m.contact_id, m.follow_up_id, m.conversation_key, m.channel, m.direction, 'queued',
    c.address, m.subject, m.text, m.html, m.data, m.headers, m.vendor_template, m.body_hash, m.template,
    (SELECT t FROM clock)
  FROM changed c JOIN relance.messages m ON m.org_id = $1 AND m.id = c.message_before WHERE c.message_id IS NOT NULL
),
`;

const statements = Object.fromEntries(
  (Object.keys(changes) as FollowUpVerb[]).map((verb) => [verb, statementOf(verb)]),
) as Record<FollowUpVerb, { name: string; text: string }>;

/** What is known of a dead letter that bears on whether it could go out, and where to. */
export interface DeadLetterBars {
  readonly id: string;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly category: Category;
  readonly suppressedCause: string | null;
  readonly blockedReason: string | null;
  /** Where it goes, if not to the address that it was written for: that one was refused, or is suppressed by now. */
  readonly readdressedTo: string | null;
  /** Somebody has changed its words: they go to the other address as well. */
  readonly keepsWords: boolean;
}

const lockStatement = {
  name: 'relance-lock-dead-letters',
  text: `
SELECT f.id FROM unnest($2::uuid[]) AS i(id) JOIN relance.follow_ups f ON f.org_id = $1 AND f.id = i.id AND f.state = 'dead_letter'
ORDER BY f.id FOR UPDATE OF f`,
};

const barsStatement = {
  name: 'relance-dead-letter-bars',
  text: `
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.id FROM unnest($2::uuid[]) AS i(id))
SELECT f.id, f.kind, f.category, s.cause AS "suppressedCause", c.blocked_reason AS "blockedReason",
  CASE WHEN written.address <> next.address OR f.reason = 'recipient_refused' THEN next.address END AS "readdressedTo",
  CASE WHEN written.address <> next.address OR f.reason = 'recipient_refused' THEN (SELECT count(*) > 0 FROM relance.timeline t
    WHERE t.org_id = f.org_id AND t.contact_id = f.contact_id AND t.follow_up_id = f.id AND t.kind = 'edited')
  ELSE false END AS "keepsWords"
FROM input i
JOIN relance.follow_ups f ON f.org_id = i.org_id AND f.id = i.id AND f.state = 'dead_letter'
JOIN relance.contacts c ON c.org_id = f.org_id AND c.id = f.contact_id
${nextAddressOf('f')}
LEFT JOIN LATERAL (SELECT x.cause FROM relance.suppressions x
  WHERE x.org_id = f.org_id AND x.channel = f.channel AND x.value = next.address OFFSET 0) s ON true`,
};

/** Of those that are dead letters; locked before, so that what is read stays so. */
export async function readDeadLetterBars(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  ids: readonly string[],
): Promise<DeadLetterBars[]> {
  const parameters = [orgId, `{${ids.join(',')}}`];
  await tx.query(lockStatement, parameters);
  return tx.query(barsStatement, parameters);
}

/** Changes those that are in a state that allows it, and returns them. @param by who did it, for the timeline */
export async function changeFollowUps(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  verb: FollowUpVerb,
  inputs: readonly FollowUpChange[],
  by: string,
): Promise<ChangedFollowUp[]> {
  const rows = inputs.map(({ id, timelineId, dueAt, readdressed: to }) => ({
    id,
    timeline_id: timelineId,
    due_at: dueAt ?? null,
    message_id: to?.messageId ?? null,
    address: to?.address ?? null,
  }));
  return tx.query(statements[verb], [orgId, rows, by]);
}
