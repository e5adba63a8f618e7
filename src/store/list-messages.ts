/** Reading messages for people, the latest first: ids are in the order of time. */
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
  readonly createdAt: number;
}

export interface MessageFilter {
  readonly contactId?: string | undefined;
  readonly conversationKey?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly direction?: 'in' | 'out' | undefined;
}

const columns = [
  'id',
  'contact_id as contactId',
  'follow_up_id as followUpId',
  'conversation_key as conversationKey',
  'channel',
  'direction',
  'state',
  'address',
  'subject',
  'text',
  'html',
  'data',
  'template',
  'created_at as createdAt',
] as const;

export async function listMessages(
  tx: Queryable,
  orgId: number,
  filter: MessageFilter,
  limit: number,
  before: string | null,
): Promise<MessageRow[]> {
  const { contactId, conversationKey, channel, direction } = filter;
  let query = build.selectFrom('relance.messages').select(columns).where('org_id', '=', orgId).orderBy('id', 'desc').limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  if (contactId !== undefined) query = query.where('contact_id', '=', contactId);
  if (conversationKey !== undefined) query = query.where('conversation_key', '=', conversationKey);
  if (channel !== undefined) query = query.where('channel', '=', channel);
  if (direction !== undefined) query = query.where('direction', '=', direction);
  return tx.run(query);
}

export async function readMessage(tx: Queryable, orgId: number, id: string): Promise<MessageRow | undefined> {
  const [row] = await tx.run(
    build.selectFrom('relance.messages').select(columns).where('org_id', '=', orgId).where('id', '=', id),
  );
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
export async function listSandboxMessages(tx: Queryable, orgId: number, limit: number, before: string | null): Promise<SandboxMessageRow[]> {
  let query = build
    .selectFrom('relance.sandbox_messages')
    .select(['id', 'attempt_id as attemptId', 'channel', 'address', 'subject', 'text', 'html', 'data', 'created_at as createdAt'])
    .where('org_id', '=', orgId)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  return tx.run(query);
}
