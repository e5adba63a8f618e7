/**
 * The record or conversation that an event is about, as it is after the event, and the facts that conditions see then. Pure.
 */
import type { ContactState, ConversationState, RecordState } from './contact-state.ts';
import { recordKey } from './contact-state.ts';
import type { RelanceEvent } from './event.ts';
import type { Fact, Facts } from './facts.ts';
import type { Understood } from './understand-reply.ts';

/** What conditions see when an event is decided on. */
export function factsFor(state: ContactState, event: RelanceEvent, now: number, understood?: Understood): Facts {
  const hold = state.hold && state.hold.until > now ? { ...state.hold } : null;
  const facts: { [key: string]: Fact | undefined } = {
    contact: { ...state.facts, lastInboundAt: state.lastInboundAt, ...(hold && { hold }) },
    event: {
      ...event.data,
      type: event.type,
      occurredAt: event.occurredAt,
      ...(event.message?.text !== undefined && { text: event.message.text }),
      // Of messages only what was understood here: together with the hold that follows from it.
      ...(event.message && { meaning: understood?.meaning, until: understood?.until }),
    },
  };
  if (event.subject.type === 'conversation') {
    const conversation = state.conversations.get(event.subject.key);
    if (conversation) facts.conversation = conversationFacts(conversation);
  } else if (event.subject.type !== 'contact' && event.subject.type !== 'event') {
    const record = state.records.get(recordKey(event.subject.type, event.subject.key));
    if (record)
      facts[event.subject.type === 'action_item' ? 'actionItem' : event.subject.type] = {
        ...record.facts,
        state: record.state,
      };
  }
  return facts;
}

function conversationFacts(conversation: ConversationState): Facts {
  const { attributes, stageBefore: _, ...rest } = conversation;
  const lastActivityAt = Math.max(conversation.lastInboundAt ?? 0, conversation.lastOutboundAt ?? 0);
  return { ...attributes, ...rest, lastActivityAt: lastActivityAt === 0 ? null : lastActivityAt };
}

export function conversationAfter(state: ContactState, event: RelanceEvent): ConversationState | undefined {
  if (event.subject.type !== 'conversation') return undefined;
  const { key, facts } = event.subject;
  const known = state.conversations.get(key);
  const { stage, channel: _, key: __, state: ___, ...attributes } = facts;
  const base: ConversationState = known ?? {
    key,
    channel: null,
    stage: null,
    stageBefore: null,
    state: 'open',
    lastInboundAt: null,
    lastOutboundAt: null,
    attributes: {},
  };
  const later = (at: number | null) => Math.max(at ?? 0, event.occurredAt);
  return {
    ...base,
    channel: event.message?.channel ?? base.channel,
    stage: typeof stage === 'string' ? stage : base.stage,
    stageBefore: typeof stage === 'string' ? null : base.stageBefore,
    state: event.type === 'conversation.closed' ? 'closed' : 'open',
    lastInboundAt: event.type === 'message.received' ? later(base.lastInboundAt) : base.lastInboundAt,
    lastOutboundAt: event.type === 'message.sent' ? later(base.lastOutboundAt) : base.lastOutboundAt,
    attributes: { ...base.attributes, ...attributes },
  };
}

/** A reply brings back the stage that was there before the follow-ups set theirs. */
export function restoreStage(
  conversation: ConversationState | undefined,
  event: RelanceEvent,
  ended: boolean,
): ConversationState | undefined {
  if (!conversation || event.type !== 'message.received' || !ended || conversation.stageBefore === null)
    return conversation;
  return {
    ...conversation,
    stage: conversation.stageBefore === '' ? null : conversation.stageBefore,
    stageBefore: null,
  };
}

const recordStates: Readonly<Record<string, string>> = {
  'lead.converted': 'converted',
  'call.ended': 'ended',
  'appointment.booked': 'booked',
  'appointment.moved': 'booked',
  'appointment.cancelled': 'cancelled',
  'appointment.completed': 'completed',
  'appointment.noShow': 'no_show',
  'actionItem.completed': 'completed',
};

export function recordAfter(state: ContactState, { type, subject }: RelanceEvent): RecordState | undefined {
  if (subject.type === 'conversation' || subject.type === 'contact' || subject.type === 'event') return undefined;
  const known = state.records.get(recordKey(subject.type, subject.key));
  return {
    type: subject.type,
    key: subject.key,
    state: recordStates[type] ?? known?.state ?? 'open',
    facts: { ...known?.facts, ...subject.facts },
  };
}
