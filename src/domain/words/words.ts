/**
 * What a catalogue of words has to have: something for every reason, decision, state and next step. One file per language
 * (`en.ts`, `fr.ts`, …) has this type, so that a sentence that is missing in one of them does not compile.
 */
import type { Channel } from '../channel.ts';
import type { ConsentScope } from '../consent-statement.ts';
import type { AfterAttempt } from '../decide-after-attempt.ts';
import type { UnknownDecision } from '../decide-on-unknown.ts';
import type { DeferReason, SkipReason } from '../due-follow-up.ts';
import type { eventTypes } from '../event.ts';
import type { FollowUpState } from '../follow-up-state.ts';
import type { AlertWords } from './alert-words.ts';
import type { Told } from './facts-in-words.ts';

/** Reasons of follow-ups that were given up. */
export type GivenUp =
  | Extract<AfterAttempt, { to: 'dead_letter' }>['reason']
  | 'commit_failed'
  | 'decision_failed'
  | 'content_missing'
  | 'no_sender'
  | 'organization_missing'
  | 'render_failed'
  | 'template_missing';

/** Reasons that stand against sending: each has something that would change it. */
export type Objection =
  | SkipReason
  | DeferReason
  | GivenUp
  | 'sender_unavailable'
  | 'rate_limited'
  | 'recipient_rate_limited'
  | 'catching_up';

/** Every reason that the code gives; those that callers and sequences make up themselves are told as they are. */
export type Reason =
  | Objection
  | Extract<AfterAttempt, { to: 'scheduled' }>['reason']
  | Extract<UnknownDecision, { reason: string }>['reason']
  | 'anchor_missing'
  | 'anchor_moved'
  | 'approved'
  | 'bounced'
  | 'cancelled_by_caller'
  | 'clock_jumped'
  | 'complained'
  | 'contact_resumed'
  | 'discarded'
  | 'ended_by_caller'
  | 'enrollment_resumed'
  | 'erased'
  | 'event'
  | 'facts_changed'
  | 'finished'
  | 'late_call'
  | 'lease_expired'
  | 'manual'
  | 'not_delivered'
  | 'opted_in'
  | 'opted_out'
  | 'outcome_unknown'
  | 'rescheduled'
  | 'restarted'
  | 'retried'
  | 'send_now'
  | 'sender_unproven'
  | 'settled_by_hand'
  | 'start_word'
  | 'stop_word'
  | 'store_unavailable'
  | 'timed_out'
  | 'unsubscribed'
  | 'worker_stopped'
  | 'policy_changed'
  | 'zone_changed';

/** What entries of the timeline are; the same list is at the end of `docs/reasons.md`. */
export type DecisionKind =
  | 'answered'
  | 'approved'
  | 'cancelled'
  | 'clicked'
  | 'complained'
  | 'completed'
  | 'consent_given'
  | 'consent_requested'
  | 'consent_withdrawn'
  | 'contact_paused'
  | 'contact_resumed'
  | 'dead_letter'
  | 'deferred'
  | 'delivered'
  | 'edited'
  | 'ended'
  | 'enrolled'
  | 'enrollment_paused'
  | 'enrollment_resumed'
  | 'event'
  | 'exited'
  | 'held'
  | 'hold_ended'
  | 'hook_received'
  | 'moved'
  | 'not_enrolled'
  | 'not_restarted'
  | 'opened'
  | 'preferences_changed'
  | 'refused'
  | 'restarted'
  | 'retried'
  | 'scheduled'
  | 'sent'
  | 'skipped'
  | 'stopped'
  | 'suppressed'
  | 'suppression_lifted'
  | 'undelivered'
  | 'unknown'
  | 'unsubscribed'
  | 'wait_over';

/** What a rule for sending is about. */
export type Rule =
  | 'approval'
  | 'calendar'
  | 'cap'
  | 'condition'
  | 'consent'
  | 'late_grace'
  | 'one_at_a_time'
  | 'opt_out'
  | 'pause'
  | 'preference'
  | 'reachable'
  | 'refusal'
  | 'sender'
  | 'sequence'
  | 'silence'
  | 'unknown';

/** Who has set a rule. */
export type RuleSource = 'default' | 'organization' | 'sequence' | 'contact' | 'region';

/**
 * Part of a sentence. `told` says it with the facts that were seen; `plain` without, where they are not at hand or an older
 * version did not note them.
 */
export type Phrase = string | { readonly plain: string; readonly told: (facts: Told) => string };

/** Of a follow-up, for the sentences about its state and about what happens next. Instants are in words. */
export interface StateFacts {
  readonly kind: 'message' | 'wait' | 'ending';
  readonly channel: string;
  readonly due: string;
  /** When it is looked at next. */
  readonly next: string;
  /** That time is over already. */
  readonly isOverdue: boolean;
  /** Null while it goes on. */
  readonly ended: string | null;
  /** Null where there is none: it waits for its first time. */
  readonly why: string | null;
  readonly reason: string | null;
}

export interface AttemptFacts {
  readonly number: number;
  readonly refusal: string | null;
  /** The provider's own words; empty where it gave none. */
  readonly said: string;
}

export interface Words {
  readonly channels: Readonly<Record<Channel | 'none', string>>;
  /** As in "the person did not agree to …". */
  readonly categories: Readonly<Record<ConsentScope, string>>;
  readonly refusals: Readonly<Record<'transient' | 'sender' | 'recipient' | 'content' | 'rate', string>>;
  /** What happened, as the rest of a sentence. */
  readonly events: Readonly<Record<(typeof eventTypes)[number], string>>;
  readonly otherEvent: (name: string) => string;
  /** Why, as the rest of a sentence: "Skipped: …". */
  readonly why: Readonly<Record<Reason, Phrase>>;
  readonly noReason: string;
  /** As the rest of "It would be sent if …". */
  readonly wouldSendIf: Readonly<Record<Objection, Phrase>>;
  readonly wouldSendIfInState: Readonly<Record<'awaiting_approval' | 'unknown' | 'cancelled', string>>;
  readonly rules: Readonly<Record<Rule, string>>;
  readonly sources: Readonly<Record<RuleSource, string>>;
  readonly decisions: Readonly<Record<DecisionKind, (why: string, facts: Told) => string>>;
  readonly attempts: Readonly<
    Record<'accepted' | 'refused' | 'unknown' | 'external', (attempt: AttemptFacts) => string>
  >;
  readonly states: Readonly<Record<FollowUpState, (followUp: StateFacts) => string>>;
  readonly next: Readonly<Record<FollowUpState, (followUp: StateFacts) => string>>;
  /** About a contact as such. */
  readonly contact: {
    readonly blocked: (why: string) => string;
    readonly paused: (since: string) => string;
    readonly suppressed: (channel: string, address: string, why: string) => string;
    readonly noAddress: string;
    readonly agreed: (category: string, channel: string, address: string) => string;
    readonly refused: (category: string, channel: string, address: string) => string;
    readonly mayBeWrittenTo: string;
    readonly nothingPlanned: string;
    readonly nextPlanned: (when: string) => string;
  };
  readonly alerts: AlertWords;
}
