/** From what was decided on events to the rows that the store writes. Maps shapes, decides nothing. */
import type { Channel } from '../domain/channel.ts';
import type { ContactState, NewEnrollment } from '../domain/contact-state.ts';
import type { RelanceEvent } from '../domain/event.ts';
import { newId, sha256 } from '../ids.ts';
import type { ChangeRows } from '../store/apply-changes.ts';
import { isInbound } from './find-answered.ts';
import { stored } from './planning-clock.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

export function emptyChanges(): Mutable<ChangeRows> {
  return {
    conversations: [],
    records: [],
    exits: [],
    enrollments: [],
    follow_ups: [],
    waits_over: [],
    stops: [],
    suppressions: [],
    starts: [],
    lifted: [],
    messages: [],
    timeline: [],
  };
}

export function addEnrollment(changes: Mutable<ChangeRows>, enrollment: NewEnrollment): void {
  changes.enrollments.push({
    id: enrollment.id,
    contact_id: enrollment.contactId,
    sequence_key: enrollment.sequenceKey,
    sequence_version: enrollment.sequenceVersion,
    subject_type: enrollment.subjectType,
    subject_key: enrollment.subjectKey,
    open_key: enrollment.openKey,
    anchor_at: enrollment.anchorAt,
    paused: enrollment.paused,
    facts: enrollment.facts,
    completed: enrollment.completed,
  });
  for (const followUp of enrollment.followUps)
    changes.follow_ups.push(followUpRow(enrollment.contactId, enrollment.id, followUp));
}

export function followUpRow(
  contactId: string,
  enrollmentId: string,
  followUp: NewEnrollment['followUps'][number],
): ChangeRows['follow_ups'][number] {
  const { dueAt, intent, ...rest } = followUp;
  const reason = 'reason' in followUp ? followUp.reason : null;
  return { ...rest, reason, contact_id: contactId, enrollment_id: enrollmentId, due_at: dueAt, ...stored(intent) };
}

export function conversationRow(
  contactId: string,
  conversation: NonNullable<ReturnType<ContactState['conversations']['get']>>,
): ChangeRows['conversations'][number] {
  return {
    contact_id: contactId,
    key: conversation.key,
    channel: conversation.channel,
    stage: conversation.stage,
    stage_before: conversation.stageBefore,
    state: conversation.state,
    last_inbound_at: conversation.lastInboundAt,
    last_outbound_at: conversation.lastOutboundAt,
    attributes: conversation.attributes,
  };
}

export function messageRow(
  event: RelanceEvent,
  contactId: string,
  state: ContactState,
  answers: string | null,
  now: number,
): ChangeRows['messages'][number] | undefined {
  const direction = isInbound(event) ? 'in' : event.type === 'message.sent' ? 'out' : undefined;
  if (direction === undefined || event.message?.text === undefined) return undefined;
  const channel: Channel =
    event.message.channel ??
    state.conversations.get(event.subject.key)?.channel ??
    state.addresses[0]?.channel ??
    'webhook';
  return {
    id: newId(now),
    contact_id: contactId,
    conversation_key: event.subject.key,
    channel,
    direction,
    address: event.message.from ?? state.addresses.find((address) => address.channel === channel)?.value ?? '',
    subject: event.message.subject ?? null,
    text: event.message.text,
    body_hash: sha256(event.message.text),
    reply_to: answers,
    automatic: event.type === 'message.autoReplied',
    at: event.occurredAt,
  };
}
