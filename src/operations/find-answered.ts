/** For messages of people: which of ours they answer, and which conversation they belong to. */
import { answeredMessage } from '../domain/answered-message.ts';
import type { Channel } from '../domain/channel.ts';
import type { RelanceEvent } from '../domain/event.ts';
import { storableText } from '../domain/storable.ts';
import type { Queryable } from '../store/database.ts';
import { type RecentMessages, readRecentMessages } from '../store/sent-messages.ts';
import { isId } from './paging.ts';

interface Inbound {
  readonly event: RelanceEvent;
  readonly contactId: string;
}

export interface Found {
  /** With its conversation. */
  readonly event: RelanceEvent;
  /** The follow-up that it answers. */
  readonly answers: string | null;
}

export function isInbound({ type }: RelanceEvent): boolean {
  return type === 'message.received' || type === 'message.autoReplied';
}

/** The follow-ups of ours that a message names by our ids of their attempts. */
export function namedFollowUps({ message }: RelanceEvent): readonly string[] {
  return (message?.answers ?? []).flatMap((id) => {
    const followUpId = /^(.{36})\.\d+$/.exec(id)?.[1];
    return isId(followUpId) ? [followUpId] : [];
  });
}

/** Results in the order of the input; events that are no messages of people stay as they are. */
export async function findAnswered(
  tx: Queryable,
  orgId: number,
  inputs: readonly Inbound[],
): Promise<readonly Found[]> {
  const writers = new Set(inputs.flatMap(({ event, contactId }) => (isInbound(event) ? [contactId] : [])));
  const recent = await readRecentMessages(tx, orgId, [...writers]);
  return inputs.map(({ event, contactId }) => {
    if (!isInbound(event)) return { event, answers: null };
    return find(event, contactId, recent.get(contactId));
  });
}

function find(event: RelanceEvent, contactId: string, recent: RecentMessages | undefined): Found {
  const { channel, from, answers = [] } = event.message ?? {};
  const answered = answeredMessage(recent?.sent ?? [], { channel, at: event.occurredAt, answers });
  const conversation = () =>
    answered?.conversationKey ??
    recent?.conversations.find((known) => known.channel === channel)?.key ??
    ownConversation(channel, from ?? contactId);
  const { subject } = event;
  return {
    event: subject.key === '' ? { ...event, subject: { ...subject, key: conversation() } } : event,
    answers: answered?.followUpId ?? null,
  };
}

/** A person has one conversation on a channel, where nobody else has named one. */
function ownConversation(channel: Channel | undefined, from: string): string {
  return storableText(`${channel ?? 'message'}:${from}`, 200);
}
