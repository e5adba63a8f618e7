/** What can happen. One event is recorded once; `decide-on-event.ts` says what follows from it. */
import type { Channel } from './channel.ts';
import type { ConsentPlace, ConsentProof, ConsentScope, ConsentState } from './consent-statement.ts';
import type { Facts } from './facts.ts';
import type { PolicyLayer } from './policy-layer.ts';
import type { ReplyWord } from './reply-words.ts';

export const eventTypes = [
  'contact.upserted',
  'contact.optedOut',
  'contact.optedIn',
  'contact.consentGiven',
  'contact.consentWithdrawn',
  'contact.consentRequested',
  'lead.created',
  'lead.scored',
  'lead.converted',
  'message.received',
  'message.autoReplied',
  'message.sent',
  'conversation.closed',
  'call.ended',
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.completed',
  'appointment.noShow',
  'actionItem.created',
  'actionItem.completed',
] as const;

/** A known type, or the caller's own as `custom.<name>`. */
export type EventType = (typeof eventTypes)[number] | `custom.${string}`;

export const subjectTypes = ['contact', 'lead', 'conversation', 'call', 'appointment', 'action_item', 'event'] as const;

/** The kinds of subject records: what a follow-up is about. */
export type SubjectType = (typeof subjectTypes)[number];

export function isEventType(value: unknown): value is EventType {
  return (
    typeof value === 'string' &&
    ((eventTypes as readonly string[]).includes(value) || /^custom\.[a-zA-Z][\w.-]{0,63}$/.test(value))
  );
}

/** The kind of subject record that an event of this type is about. */
export function subjectTypeOf(type: EventType): SubjectType {
  const noun = type.slice(0, type.indexOf('.'));
  switch (noun) {
    case 'lead':
    case 'call':
    case 'appointment':
    case 'contact':
      return noun;
    case 'message':
    case 'conversation':
      return 'conversation';
    case 'actionItem':
      return 'action_item';
    default:
      return 'event';
  }
}

export interface AddressInput {
  readonly channel: Channel;
  /** Normalised: E.164, lower-case e-mail, or the vendor's id. */
  readonly value: string;
  /** It is the one to write to from now on, before those that are known already. */
  readonly isFirst?: boolean;
}

/** What an event says about the contact. Absent fields leave what is known; `null` clears it. */
export interface ContactInput {
  readonly id?: string;
  readonly key?: string;
  readonly name?: string | null;
  readonly timezone?: string | null;
  readonly locale?: string | null;
  /** 0 is served first. */
  readonly tier?: number;
  /** What counts for this person instead of the organization's policy. */
  readonly policy?: PolicyLayer | null;
  readonly addresses: readonly AddressInput[];
  readonly attributes: Facts;
}

/** What an event says about a message. */
export interface MessageFacts {
  readonly channel?: Channel;
  readonly text?: string;
  readonly subject?: string;
  /** Received: the address that it came from. */
  readonly from?: string;
  /** Received: ids of messages of ours that it answers, the nearest first. */
  readonly answers?: readonly string[];
  /** Received: what the vendor took it for. */
  readonly keyword?: ReplyWord;
}

/** What an event says about consent: a call, a form or an import may carry it beside everything else. */
export interface ConsentInput {
  /** `pending`: the person is asked to confirm it first. */
  readonly state: ConsentState;
  /** At which of the contact's addresses; absent: at all. */
  readonly channels?: readonly Channel[];
  /** At this address alone, of the one channel. */
  readonly address?: string;
  readonly categories: readonly ConsentScope[];
  readonly proof: ConsentProof;
}

/** An event, validated and normalised. */
export interface RelanceEvent {
  readonly id: string;
  readonly type: EventType;
  readonly occurredAt: number;
  readonly contact: ContactInput;
  /**
   * The record it is about: the caller's key and the facts that the event gives. A message without a key belongs to the
   * conversation that it answers, else to the person's own on that channel.
   */
  readonly subject: { readonly type: SubjectType; readonly key: string; readonly facts: Facts };
  /** For messages. */
  readonly message?: MessageFacts;
  readonly consent?: ConsentInput;
  /** A message that says yes to what was asked for: that, and no answer to anything else. */
  readonly confirms?: readonly ConsentPlace[];
  /** Everything that the event said and no field above took. */
  readonly data: Facts;
}
