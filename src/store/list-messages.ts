/** Reading messages for people, the latest first: ids are in the order of time. */
import { sql } from 'kysely';
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import { build, type Queryable } from './database.ts';
import type { Tables } from './tables.ts';

/** Instants are milliseconds since 1970. */
export interface MessageRow {
  readonly id: string;
  readonly contactId: string;
  readonly followUpId: string | null;
  readonly conversationKey: string | null;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly state: Tables['relance.messages']['state'];
  readonly address: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly data: Facts | null;
  readonly template: string | null;
  /** Inbound: the follow-up that it answers. */
  readonly replyTo: string | null;
  /** Inbound: nobody wrote it. */
  readonly automatic: boolean;
  /** Of all its attempts, by the senders' prices. */
  readonly costCents: number | null;
  readonly createdAt: number;
}

export interface MessageFilter {
  readonly contactId?: string | undefined;
  readonly conversationKey?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly direction?: 'in' | 'out' | undefined;
}

/** While no receipt came, a message is in the state that its follow-up says; one that was replaced by other words went nowhere. */
const state = sql<
  MessageRow['state']
>`CASE WHEN m.state <> 'queued' THEN m.state::text WHEN f.message_id <> m.id THEN 'failed' WHEN f.state = 'sent' THEN 'sent'
  WHEN f.state = 'dead_letter' THEN 'failed' ELSE 'queued' END`.as('state');

const costCents = sql<number | null>`(SELECT sum(t.cost_cents) FROM relance.attempts t
  WHERE t.org_id = m.org_id AND t.follow_up_id = m.follow_up_id)`.as('costCents');

const messages = build
  .selectFrom('relance.messages as m')
  .leftJoin('relance.follow_ups as f', (join) =>
    join.onRef('f.org_id', '=', 'm.org_id').onRef('f.id', '=', 'm.follow_up_id'),
  )
  .select([
    'm.id',
    'm.contact_id as contactId',
    'm.follow_up_id as followUpId',
    'm.conversation_key as conversationKey',
    'm.channel',
    'm.direction',
    'm.address',
    'm.subject',
    'm.text',
    'm.html',
    'm.data',
    'm.template',
    'm.reply_to as replyTo',
    'm.automatic',
    'm.created_at as createdAt',
  ])
  .select([state, costCents]);

export async function listMessages(
  tx: Queryable,
  orgId: number,
  filter: MessageFilter,
  limit: number,
  before: string | null,
): Promise<MessageRow[]> {
  const { contactId, conversationKey, channel, direction } = filter;
  let query = messages.where('m.org_id', '=', orgId).orderBy('m.id', 'desc').limit(limit);
  if (before !== null) query = query.where('m.id', '<', before);
  if (contactId !== undefined) query = query.where('m.contact_id', '=', contactId);
  if (conversationKey !== undefined) query = query.where('m.conversation_key', '=', conversationKey);
  if (channel !== undefined) query = query.where('m.channel', '=', channel);
  if (direction !== undefined) query = query.where('m.direction', '=', direction);
  return tx.run(query);
}

export async function readMessage(tx: Queryable, orgId: number, id: string): Promise<MessageRow | undefined> {
  const [row] = await tx.run(messages.where('m.org_id', '=', orgId).where('m.id', '=', id));
  return row;
}

export interface SandboxMessageRow {
  readonly id: string;
  readonly attemptId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly data: Facts | null;
  readonly createdAt: number;
}

/** What the sandbox provider accepted, the latest first. */
export async function listSandboxMessages(
  tx: Queryable,
  orgId: number,
  limit: number,
  before: string | null,
): Promise<SandboxMessageRow[]> {
  let query = build
    .selectFrom('relance.sandbox_messages')
    .select([
      'id',
      'attempt_id as attemptId',
      'channel',
      'address',
      'subject',
      'text',
      'html',
      'data',
      'created_at as createdAt',
    ])
    .where('org_id', '=', orgId)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  return tx.run(query);
}
