/**
 * What happens to a follow-up whose time has come: sent, put off, skipped, moved, or done. The guards stand in the order in
 * which they are asked; the first that does not pass decides, with its reason and the facts it saw.
 *
 * The same function runs before a live send, in simulations, and behind "why was this not sent?".
 */
import type { Channel } from './channel.ts';
import { holds } from './condition.ts';
import { type Facts, instantAt } from './facts.ts';
import { delayMsOf, lateGraceMs } from './plan.ts';
import type { Category, Sequence, Step } from './sequence.ts';

/** A follow-up with everything that deciding about it needs. Instants are milliseconds since 1970. */
export interface DueFollowUp {
  readonly kind: 'message' | 'wait' | 'ending';
  readonly dueAt: number;
  /** When the queue was to hand it out: the due time, or that of a retry or deferral. */
  readonly queuedAt: number;
  /** Why it was put off the last time, if it was. */
  readonly putOffReason: string | null;
  /** Why it was cancelled while it was being called; it has come back because the call was refused. */
  readonly stopReason: string | null;
  readonly createdAt: number;
  readonly attempts: number;
  readonly channel: Channel | 'none';
  readonly category: Category;
  readonly step: number | null;
  readonly occurrence: number;
  /** For one-offs: how late it may go out (null: the default) and what happens beyond. */
  readonly oneOff: { readonly lateGraceMs: number | null; readonly missedWindow: 'skip' | 'send' } | null;
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
  | 'missing_address'
  | 'missed_window'
  | 'too_late'
  | 'no_consent'
  | 'consent_refused'
  | 'preference_off'
  | 'window_never_opens';

export type DeferReason =
  | 'enrollment_paused'
  | 'sequence_paused'
  | 'contact_paused'
  | 'contact_busy'
  | 'preference_paused'
  | 'recently_active'
  | 'cap_reached'
  | 'gap'
  | 'quiet_hours'
  | 'business_hours'
  | 'holiday'
  | 'blackout'
  | 'next_window';

export type DueDecision =
  | {
      readonly do: 'send';
      readonly lateMs: number;
      /** After this instant it is of no use any more: a vendor's own queue must not deliver later. Null: it always is. */
      readonly validUntil: number | null;
    }
  | { readonly do: 'finish' }
  | { readonly do: 'skip'; readonly reason: SkipReason; readonly facts: Facts; readonly wouldSendIf: string }
  | {
      readonly do: 'defer';
      readonly reason: DeferReason;
      readonly until: number;
      readonly facts: Facts;
      readonly wouldSendIf: string;
    }
  | { readonly do: 'move'; readonly reason: 'anchor_moved'; readonly dueAt: number; readonly anchorAt: number };

type Guard = (followUp: DueFollowUp, now: number) => Exclude<DueDecision, { do: 'send' | 'finish' }> | undefined;

/** How long a paused enrollment, sequence or contact is left alone before it is looked at again. */
const pausedRecheckMs = 5 * 60_000;

const notStopped: Guard = ({ stopReason }) =>
  stopReason === null
    ? undefined
    : {
        do: 'skip',
        reason: 'stopped_in_flight',
        facts: { cause: stopReason },
        wouldSendIf: 'it is scheduled anew, or tried again by hand',
      };

/** A completed enrollment has nothing left but what an operator tries again. */
const enrollmentActive: Guard = ({ enrollment }, now) => {
  if (!enrollment || enrollment.state === 'active' || enrollment.state === 'completed') return undefined;
  if (enrollment.state === 'paused') {
    return {
      do: 'defer',
      reason: 'enrollment_paused',
      until: now + pausedRecheckMs,
      facts: { enrollmentState: 'paused' },
      wouldSendIf: 'the enrollment is resumed',
    };
  }
  return {
    do: 'skip',
    reason: 'enrollment_ended',
    facts: { enrollmentState: enrollment.state },
    wouldSendIf: 'the contact is enrolled again',
  };
};

const sequenceNotPaused: Guard = ({ enrollment }, now) =>
  enrollment?.sequencePaused
    ? {
        do: 'defer',
        reason: 'sequence_paused',
        until: now + pausedRecheckMs,
        facts: {},
        wouldSendIf: 'the sequence is resumed',
      }
    : undefined;

const sequenceKnown: Guard = ({ enrollment, step }) => {
  if (!enrollment || step === null || enrollment.sequence) return undefined;
  return { do: 'skip', reason: 'sequence_missing', facts: {}, wouldSendIf: 'the version of its sequence is restored' };
};

/** Silence is measured from the last message; if there was one since, the row moves itself on. */
const anchorUnmoved: Guard = ({ enrollment, facts, step }) => {
  const sequence = enrollment?.sequence;
  if (!enrollment || !sequence?.anchorMoves || step !== 0) return undefined;
  const anchorAt = instantAt(facts, sequence.anchor);
  if (anchorAt === undefined || anchorAt <= enrollment.anchorAt) return undefined;
  const offsetMs = sequence.steps[0]?.offset.ms ?? 0;
  return { do: 'move', reason: 'anchor_moved', dueAt: anchorAt + offsetMs, anchorAt };
};

const conditionsHold: Guard = (followUp) => {
  const step = stepOf(followUp);
  if (step?.when && !holds(step.when, followUp.facts)) {
    return {
      do: 'skip',
      reason: 'condition_false',
      facts: { step: step.key },
      wouldSendIf: "the step's condition holds",
    };
  }
  if (step?.skipIf && holds(step.skipIf, followUp.facts)) {
    return {
      do: 'skip',
      reason: 'skip_if',
      facts: { step: step.key },
      wouldSendIf: "the step's skipIf no longer holds",
    };
  }
  return undefined;
};

const notSuppressed: Guard = ({ suppressedCause, blockedReason, category, kind }) => {
  if (kind !== 'message') return undefined;
  if (suppressedCause !== null) {
    return {
      do: 'skip',
      reason: 'suppressed',
      facts: { cause: suppressedCause },
      wouldSendIf: 'the suppression is lifted',
    };
  }
  if (blockedReason !== null && category !== 'manual') {
    return { do: 'skip', reason: 'blocked', facts: { cause: blockedReason }, wouldSendIf: 'the person opts in again' };
  }
  return undefined;
};

const addressKnown: Guard = ({ kind, address, channel }) => {
  if (kind !== 'message' || address !== null) return undefined;
  return {
    do: 'skip',
    reason: 'missing_address',
    facts: { channel },
    wouldSendIf: `the contact has an address for ${channel}`,
  };
};

const contactNotPaused: Guard = ({ contactPaused }, now) =>
  contactPaused
    ? {
        do: 'defer',
        reason: 'contact_paused',
        until: now + pausedRecheckMs,
        facts: {},
        wouldSendIf: 'the contact is resumed',
      }
    : undefined;

const notTooLate: Guard = (followUp, now) => {
  const lateMs = now - lateFrom(followUp);
  const step = stepOf(followUp);
  const missedWindow = step?.missedWindow ?? followUp.oneOff?.missedWindow ?? 'skip';
  if (followUp.kind !== 'message' || missedWindow === 'send') return undefined;
  const graceMs = graceOf(followUp, step);
  if (lateMs <= graceMs) return undefined;
  return {
    do: 'skip',
    reason: 'missed_window',
    facts: { lateMs, graceMs },
    wouldSendIf: 'its late grace is longer, or missedWindow is send',
  };
};

/** A pause does not make a message younger; every other deferral gave it a new time. */
const pauses = new Set([
  'enrollment_paused',
  'enrollment_resumed',
  'contact_paused',
  'contact_resumed',
  'sequence_paused',
]);

function lateFrom({ dueAt, queuedAt, putOffReason }: DueFollowUp): number {
  return putOffReason !== null && pauses.has(putOffReason) ? dueAt : queuedAt;
}

/** One message to a contact at a time: the next waits for the outcome of the one before. */
const contactNotBusy: Guard = ({ busyUntil, kind }, now) =>
  kind === 'message' && busyUntil !== null && busyUntil > now
    ? {
        do: 'defer',
        reason: 'contact_busy',
        until: Math.min(busyUntil, now + 1_000),
        facts: {},
        wouldSendIf: 'the message in flight has an outcome',
      }
    : undefined;

const guards: readonly Guard[] = [
  notStopped,
  enrollmentActive,
  sequenceNotPaused,
  sequenceKnown,
  anchorUnmoved,
  conditionsHold,
  notSuppressed,
  addressKnown,
  contactNotPaused,
  notTooLate,
  contactNotBusy,
];

/** Decides about one follow-up at `now`, which is not before its due time. */
export function decideWhenDue(followUp: DueFollowUp, now: number): DueDecision {
  for (const guard of guards) {
    const objection = guard(followUp, now);
    if (objection) return objection;
  }
  if (followUp.kind !== 'message') return { do: 'finish' };
  return { do: 'send', lateMs: now - followUp.queuedAt, validUntil: validUntilOf(followUp, now) };
}

/** At the end of its grace a message still gets the time that a vendor needs. */
const validMsMin = 5 * 60_000;

function validUntilOf(followUp: DueFollowUp, now: number): number | null {
  const step = stepOf(followUp);
  const missed = step ? step.missedWindow : followUp.oneOff?.missedWindow;
  return missed === 'send' ? null : Math.max(lateFrom(followUp) + graceOf(followUp, step), now + validMsMin);
}

function stepOf({ enrollment, step }: DueFollowUp): Step | undefined {
  return step === null ? undefined : enrollment?.sequence?.steps[step];
}

function graceOf(followUp: DueFollowUp, step: Step | undefined): number {
  if (step) return lateGraceMs(step, delayMsOf(step, followUp.occurrence));
  return followUp.oneOff?.lateGraceMs ?? lateGraceMs({ lateGraceMs: null }, followUp.dueAt - followUp.createdAt);
}
