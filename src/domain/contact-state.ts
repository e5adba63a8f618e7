/** What is known about one contact when an event about them is decided on. Instants are milliseconds since 1970. */
import type { Channel } from './channel.ts';
import type { SubjectType } from './event.ts';
import type { Facts } from './facts.ts';
import type { NewFollowUp } from './follow-through.ts';
import type { PlanningClock } from './local-time.ts';
import type { Hold } from './preferences.ts';
import type { Sequence } from './sequence.ts';

export interface ConversationState {
  readonly key: string;
  readonly channel: Channel | null;
  readonly stage: string | null;
  /** The stage before a follow-up set another; restored by a reply. */
  readonly stageBefore: string | null;
  readonly state: 'open' | 'closed';
  readonly lastInboundAt: number | null;
  /** The last message that no sequence sent. */
  readonly lastOutboundAt: number | null;
  readonly attributes: Facts;
}

export interface RecordState {
  readonly type: SubjectType;
  readonly key: string;
  readonly state: string;
  readonly facts: Facts;
}

export interface OpenEnrollment {
  readonly id: string;
  readonly sequenceKey: string;
  readonly sequenceVersion: number;
  /** Null: that version is not there. */
  readonly sequence: Sequence | null;
  readonly subjectType: SubjectType;
  readonly subjectKey: string;
  readonly anchorAt: number;
  /** Paused by an operator, not with its whole sequence. */
  readonly paused: boolean;
  /** Its follow-ups that are still ahead: not over, not being sent, not unknown. */
  readonly pending: readonly PendingFollowUp[];
}

export interface PendingFollowUp {
  readonly id: string;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly step: number;
  readonly occurrence: number;
  readonly dueAt: number;
}

export interface ContactState {
  readonly id: string;
  readonly tier: number;
  /** Set when the person opted out of everything. */
  readonly blockedReason: string | null;
  /** Facts of the contact: name, attributes and the like. */
  readonly facts: Facts;
  readonly addresses: readonly { readonly channel: Channel; readonly value: string }[];
  readonly lastInboundAt: number | null;
  readonly hold: Hold | null;
  readonly conversations: ReadonlyMap<string, ConversationState>;
  /** By `recordKey`. */
  readonly records: ReadonlyMap<string, RecordState>;
  readonly enrollments: readonly OpenEnrollment[];
  readonly clock: PlanningClock;
}

export function recordKey(type: SubjectType, key: string): string {
  return `${type}/${key}`;
}

export interface NewEnrollment {
  readonly id: string;
  readonly contactId: string;
  readonly sequenceKey: string;
  readonly sequenceVersion: number;
  readonly subjectType: SubjectType;
  readonly subjectKey: string;
  /** One open enrollment per value; null where several may run side by side. */
  readonly openKey: string | null;
  readonly anchorAt: number;
  /** The enrollment that it takes the place of is paused, and so is it. */
  readonly paused: boolean;
  readonly facts: Facts;
  readonly followUps: readonly (NewFollowUp | EndedFollowUp)[];
  /** Nothing of it lies in the future. */
  readonly completed: boolean;
}

/** A step that was over before it began. */
export interface EndedFollowUp extends Omit<NewFollowUp, 'state'> {
  readonly state: 'skipped';
  readonly reason: 'too_late';
}

export interface TimelineEntry {
  readonly contactId: string;
  readonly kind: string;
  readonly reason: string | null;
  readonly enrollmentId: string | null;
  /** Absent where it is about more than one follow-up, or none. */
  readonly followUpId?: string;
  readonly facts: Facts | null;
}

/** Everything that follows from one event, besides the contact's own fields. */
export interface Changes {
  readonly conversation?: ConversationState;
  readonly record?: RecordState;
  readonly enroll: readonly NewEnrollment[];
  readonly exit: readonly { readonly enrollmentId: string; readonly reason: string }[];
  /** Waits that the event ended, with what follows them. */
  readonly waitsOver: readonly {
    readonly followUpId: string;
    readonly next: NewFollowUp | null;
    readonly enrollmentId: string;
  }[];
  /** The person wants nothing more: on these addresses, and in general. */
  readonly stop: {
    readonly cause: string;
    readonly addresses: readonly { readonly channel: Channel; readonly value: string }[];
  } | null;
  /**
   * The person wants to hear from us again: at these addresses, and in general. Whoever says so for one address alone has not
   * said it for the others: what kept everything back is said of each of those instead.
   */
  readonly start: {
    readonly addresses: readonly { readonly channel: Channel; readonly value: string }[];
    readonly keptBack: {
      readonly cause: string;
      readonly addresses: readonly { readonly channel: Channel; readonly value: string }[];
    } | null;
  } | null;
  /** From now on nothing goes out of our own accord before a certain time; null: that is over. Absent: as it was. */
  readonly hold?: Hold | null;
  /** The person asks who we are and how to stop us, over this channel. */
  readonly help: Channel | null;
  readonly timeline: readonly TimelineEntry[];
}

/** Refusals of the person's own, which the person can take back by a word; a complaint or a dead address stays. */
export const ownRefusals: readonly string[] = ['stop_word', 'opted_out', 'unsubscribed'];

/** Of steps with channel `same`. */
export function channelOf(state: ContactState, type: SubjectType, key: string): Channel {
  const conversation = type === 'conversation' ? state.conversations.get(key) : undefined;
  return conversation?.channel ?? state.addresses[0]?.channel ?? 'email';
}

/** An entry of the timeline about what was decided on an event. */
export function entry(
  state: ContactState,
  kind: string,
  reason: string | null,
  enrollmentId: string | null,
  facts: Facts | null,
): TimelineEntry {
  return { contactId: state.id, kind, reason, enrollmentId, facts };
}
