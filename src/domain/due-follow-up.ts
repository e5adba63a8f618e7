/** A follow-up whose time has come, as deciding about it sees it, and what can be decided. */
import type { Channel } from './channel.ts';
import type { ClosedBy } from './closed.ts';
import type { Consents } from './consent-statement.ts';
import type { Facts } from './facts.ts';
import type { Due, PlanningClock } from './local-time.ts';
import type { OpeningRules } from './opening.ts';
import type { Policy } from './policy.ts';
import type { PolicyPath } from './policy-layer.ts';
import type { Preferences } from './preferences.ts';
import type { Touch } from './recent-touches.ts';
import type { Category, MissedWindow, Sequence } from './sequence.ts';

/** A follow-up with everything that deciding about it needs. Instants are milliseconds since 1970. */
export interface DueFollowUp {
  readonly kind: 'message' | 'wait' | 'ending';
  readonly dueAt: number;
  /** It is due at a time of the day, and nobody has moved it from there by hand. */
  readonly isAtItsTime: boolean;
  /** When the queue was to hand it out: the due time, or that of a retry or deferral. */
  readonly queuedAt: number;
  /** Why it was put off the last time, if it was. */
  readonly putOffReason: string | null;
  /** An earlier call, of which nobody knew the outcome, delivered it: a vendor has told since. */
  readonly isProven: boolean;
  /** Why it was cancelled while it was being called; it has come back because the call was refused. */
  readonly stopReason: string | null;
  readonly createdAt: number;
  readonly attempts: number;
  readonly channel: Channel | 'none';
  readonly category: Category;
  readonly step: number | null;
  readonly occurrence: number;
  /** The last message of its enrollment before it that went out or is still to go out; null: there is none. */
  readonly stepBefore: StepBefore | null;
  /** For one-offs: how late it may go out (null: the default) and what happens beyond. */
  readonly oneOff: { readonly lateGraceMs: number | null; readonly missedWindow: MissedWindow } | null;
  readonly contactPaused: boolean;
  readonly blockedReason: string | null;
  readonly busyUntil: number | null;
  readonly address: string | null;
  readonly suppressedCause: string | null;
  readonly enrollment: {
    readonly state: 'active' | 'paused' | 'completed' | 'exited';
    readonly anchorAt: number;
    readonly sequence: Sequence | null;
    readonly sequencePaused: boolean;
  } | null;
  /** What conditions ask and templates print. */
  readonly facts: Facts;
  /** What counts for its sequence and its contact, and who set what of it. */
  readonly policy: Policy;
  readonly sourceOf: (path: PolicyPath) => string;
  /** Null for a one-off. */
  readonly sequenceKey: string | null;
  /** What the contact was sent of late, the newest first. */
  readonly recentTouches: readonly Touch[];
  /** What the person agreed to at the address. */
  readonly consents: Consents | null;
  readonly preferences: Preferences | null;
  readonly lastInboundAt: number | null;
  /** By whose clock it is dated. */
  readonly clock: PlanningClock;
  /** What its opening depends on; null where no window counts for its category. */
  readonly opening: OpeningRules | null;
}

/** Instants are milliseconds since 1970. */
export interface StepBefore {
  readonly dueAt: number;
  /** When it went out, or will as far as is known; null: it is being handled at this moment. */
  readonly goesAt: number | null;
}

/** Machine-readable; explained to people in `docs/reasons.md`. */
export type SkipReason =
  | 'stopped_in_flight'
  | 'enrollment_ended'
  | 'sequence_missing'
  | 'condition_false'
  | 'skip_if'
  | 'suppressed'
  | 'blocked'
  | 'no_consent'
  | 'consent_refused'
  | 'preference_off'
  | 'missing_address'
  | 'window_never_opens'
  | 'missed_window'
  | 'too_late';

export type DeferReason =
  | 'enrollment_paused'
  | 'sequence_paused'
  | 'contact_paused'
  | 'preference_paused'
  | 'asked_later'
  | 'out_of_office'
  | 'next_window'
  | 'recently_active'
  | 'cap_reached'
  | 'gap'
  | 'distance'
  | ClosedBy
  | 'contact_busy';

/** Reasons of deferrals that make a message no younger: its lateness counts from when it was due. Every other gave it a new time. */
export const pauses: ReadonlySet<string> = new Set([
  'enrollment_paused',
  'enrollment_resumed',
  'contact_paused',
  'contact_resumed',
  'preference_paused',
  'sequence_paused',
]);

/** Why a row waits that is given back: a pause goes on counting, for by being given back the message did not become younger. */
export function releasedBy(reason: string, putOffReason: string | null): string {
  return putOffReason !== null && pauses.has(putOffReason) ? putOffReason : reason;
}

/** Reasons to put off that come from a policy: by another one the moment may be another. */
export const policyReasons = [
  'recently_active',
  'cap_reached',
  'gap',
  'business_hours',
  'holiday',
  'quiet_hours',
  'blackout',
] as const satisfies readonly DeferReason[];

export type DueDecision =
  | {
      readonly do: 'send';
      readonly lateMs: number;
      /** After this instant it is of no use any more: a vendor's own queue must not deliver later. Null: it always is. */
      readonly validUntil: number | null;
      /** When quiet hours or the like begin: it must not be called from then on. Null: not soon. */
      readonly closesAt: number | null;
    }
  | { readonly do: 'finish' }
  /** It was sent, as is known by now. */
  | { readonly do: 'reconcile' }
  | { readonly do: 'skip'; readonly reason: SkipReason; readonly facts: Facts }
  | {
      readonly do: 'defer';
      readonly reason: DeferReason;
      readonly until: number;
      readonly facts: Facts;
    }
  | ({ readonly do: 'move'; readonly reason: 'anchor_moved'; readonly anchorAt: number } & Due);

/** What speaks against sending. */
export type Objection = Exclude<DueDecision, { do: 'send' | 'finish' | 'reconcile' }>;

export type Guard = (followUp: DueFollowUp, now: number) => Objection | undefined;
