/** Reading conversations for people, with what follows from their messages: counted on reading, so that it is always true. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';

/** Instants are milliseconds since 1970. */
export interface ConversationRow {
  readonly key: string;
  readonly contactId: string;
  readonly channel: Channel | null;
  readonly state: string;
  readonly stage: string | null;
  readonly lastInboundAt: number | null;
  /** The last message out that no sequence sent. */
  readonly lastOutboundAt: number | null;
  readonly lastFollowUpAt: number | null;
  /** The last message out, follow-ups included. */
  readonly lastBotMessageAt: number | null;
  /** Follow-ups sent in the last 24 hours. */
  readonly followupCount24h: number;
  /** When the next one is due. */
  readonly scheduledFollowupAt: number | null;
  readonly attributes: Facts;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const columns = `v.key, v.contact_id AS "contactId", v.channel, v.state, v.stage, ${ms('v.last_inbound_at')} AS "lastInboundAt",
  ${ms('v.last_outbound_at')} AS "lastOutboundAt", ${ms('v.last_follow_up_at')} AS "lastFollowUpAt",
  ${ms('greatest(v.last_outbound_at, v.last_follow_up_at)')} AS "lastBotMessageAt",
  (SELECT count(*) FROM relance.messages m JOIN relance.follow_ups s ON s.org_id = m.org_id AND s.id = m.follow_up_id
    WHERE m.org_id = v.org_id AND m.contact_id = v.contact_id AND m.conversation_key = v.key
      AND s.state = 'sent' AND s.ended_at > relance.now() - interval '24 hours')::int AS "followupCount24h",
  (SELECT ${ms('min(f.queue_at)')} FROM relance.follow_ups f
    JOIN relance.enrollments e ON e.org_id = f.org_id AND e.id = f.enrollment_id
    WHERE f.org_id = v.org_id AND f.contact_id = v.contact_id AND f.ended_at IS NULL AND f.kind = 'message'
      AND e.subject_type = 'conversation' AND e.subject_key = v.key) AS "scheduledFollowupAt",
  v.attributes, ${ms('v.created_at')} AS "createdAt", ${ms('v.updated_at')} AS "updatedAt"`;

const listStatement = {
  name: 'relance-list-conversations',
  text: `
SELECT ${columns} FROM (
  SELECT * FROM relance.conversations v WHERE v.org_id = $1 AND ($3::text IS NULL OR v.key > $3)
    AND ($4::uuid IS NULL OR v.contact_id = $4) AND ($5::text IS NULL OR v.stage = $5) AND ($6::text IS NULL OR v.state = $6)
  ORDER BY v.key LIMIT $2) v
ORDER BY v.key`,
};

/** In the order of their keys. */
export async function listConversations(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  filter: { readonly contactId: string | null; readonly stage: string | null; readonly state: string | null },
  limit: number,
  after: string | null,
): Promise<ConversationRow[]> {
  return tx.query(listStatement, [orgId, limit, after, filter.contactId, filter.stage, filter.state]);
}

const oneStatement = {
  name: 'relance-read-conversation',
  text: `SELECT ${columns} FROM relance.conversations v WHERE v.org_id = $1 AND v.key = $2`,
};

export async function readConversation(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  key: string,
): Promise<ConversationRow | undefined> {
  const [row] = await tx.query<ConversationRow>(oneStatement, [orgId, key]);
  return row;
}
