/**
 * What happens to a follow-up whose time has come: sent, put off, skipped, moved, or done. The guards stand in the order in
 * which they are asked; the first that does not pass decides, with its reason and the facts it saw.
 *
 * Asked when a row has been claimed, and again at its time for what would be skipped or moved. The reason and the facts are stored:
 * "why was this not sent?" is answered from them (`operations/explain-follow-up.ts`).
 */
import { holds } from './condition.ts';
import { type DueDecision, type DueFollowUp, type Guard, pauses } from './due-follow-up.ts';
import { instantAt } from './facts.ts';
import { dueFrom } from './local-time.ts';
import {
  capsHaveRoom,
  consentGiven,
  distanceKept,
  distanceUntil,
  firstMoment,
  gapKept,
  isOpen,
  nextDayAtItsTime,
  notHeld,
  notPausedByPreference,
  notRecentlyActive,
  openingAfter,
  remindedInstant,
  untilClosing,
  wanted,
} from './moment-guards.ts';
import { delayMsOf, lateGraceMs } from './plan.ts';
import type { MissedWindow, Step } from './sequence.ts';

/** How long a paused enrollment, sequence or contact is left alone before it is looked at again. */
const pausedRecheckMs = 5 * 60_000;
/** The same for a message to somebody who is just being sent another one. */
const busyRecheckMs = 1_000;

const notStopped: Guard = ({ stopReason }) =>
  stopReason === null
    ? undefined
    : {
        do: 'skip',
        reason: 'stopped_in_flight',
        facts: { cause: stopReason },
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
    };
  }
  return {
    do: 'skip',
    reason: 'enrollment_ended',
    facts: { enrollmentState: enrollment.state },
  };
};

const sequenceNotPaused: Guard = ({ enrollment }, now) =>
  enrollment?.sequencePaused
    ? {
        do: 'defer',
        reason: 'sequence_paused',
        until: now + pausedRecheckMs,
        facts: {},
      }
    : undefined;

const sequenceKnown: Guard = ({ enrollment, step }) => {
  if (!enrollment || step === null || enrollment.sequence) return undefined;
  return { do: 'skip', reason: 'sequence_missing', facts: {} };
};

/** Silence is measured from the last message; if there was one since, the row moves itself on. */
const anchorUnmoved: Guard = (followUp) => {
  const { enrollment, facts, step } = followUp;
  const sequence = enrollment?.sequence;
  // Of a completed one nothing moves any more: what an operator tries again goes out.
  if (!enrollment || enrollment.state === 'completed' || !sequence?.anchorMoves || step !== 0) return undefined;
  const anchorAt = instantAt(facts, sequence.anchor);
  if (anchorAt === undefined || anchorAt <= enrollment.anchorAt) return undefined;
  const offset = sequence.steps[0]?.offset ?? { from: 'anchor', ms: 0 };
  return { do: 'move', reason: 'anchor_moved', ...dueFrom(sequence, offset, anchorAt, followUp.clock), anchorAt };
};

const conditionsHold: Guard = (followUp) => {
  const step = stepOf(followUp);
  if (step?.when && !holds(step.when, followUp.facts)) {
    return {
      do: 'skip',
      reason: 'condition_false',
      facts: { step: step.key },
    };
  }
  if (step?.skipIf && holds(step.skipIf, followUp.facts)) {
    return {
      do: 'skip',
      reason: 'skip_if',
      facts: { step: step.key },
    };
  }
  return undefined;
};

const notSuppressed: Guard = (followUp) => {
  const bar = barTo(followUp);
  return bar && { do: 'skip', reason: bar.reason, facts: { cause: bar.cause } };
};

/** What keeps a message from going to this address, or to this person, at all. */
export function barTo({
  suppressedCause,
  blockedReason,
  category,
  kind,
}: Pick<DueFollowUp, 'suppressedCause' | 'blockedReason' | 'category' | 'kind'>):
  | { readonly reason: 'suppressed' | 'blocked'; readonly cause: string }
  | undefined {
  if (kind !== 'message') return undefined;
  if (suppressedCause !== null) return { reason: 'suppressed', cause: suppressedCause };
  return blockedReason === null || category === 'manual' ? undefined : { reason: 'blocked', cause: blockedReason };
}

const addressKnown: Guard = ({ kind, address, channel }) => {
  if (kind !== 'message' || address !== null) return undefined;
  return {
    do: 'skip',
    reason: 'missing_address',
    facts: { channel },
  };
};

const contactNotPaused: Guard = ({ contactPaused }, now) =>
  contactPaused
    ? {
        do: 'defer',
        reason: 'contact_paused',
        until: now + pausedRecheckMs,
        facts: {},
      }
    : undefined;

/** Counted from when it could first have gone out: what falls due in quiet hours is not late in the morning. */
const notTooLate: Guard = (followUp, now) => {
  const step = stepOf(followUp);
  const missedWindow = missedWindowOf(followUp, step);
  if (followUp.kind !== 'message' || missedWindow === 'send') return undefined;
  const graceMs = graceOf(followUp, step);
  if (now - lateFrom(followUp) <= graceMs) return undefined;
  const lateMs = now - (openingAfter(followUp, lateFrom(followUp)) ?? now);
  if (lateMs <= graceMs) return undefined;
  const until = missedWindow === 'next_window' ? firstMoment(followUp, nextDayAtItsTime(followUp, now)) : null;
  return until === null || until >= (remindedInstant(followUp) ?? Number.POSITIVE_INFINITY)
    ? { do: 'skip', reason: 'missed_window', facts: { lateMs, graceMs } }
    : { do: 'defer', reason: 'next_window', until, facts: { lateMs, graceMs } };
};

/** Of what has begun nobody is reminded, however late a message may be. */
const notOver: Guard = (followUp, now) => {
  const remindsOf = followUp.kind === 'message' ? remindedInstant(followUp) : null;
  if (remindsOf === null || now < remindsOf) return undefined;
  return { do: 'skip', reason: 'missed_window', facts: { remindsOf } };
};

function lateFrom(followUp: DueFollowUp): number {
  const { dueAt, queuedAt, putOffReason } = followUp;
  const from = putOffReason !== null && pauses.has(putOffReason) ? dueAt : queuedAt;
  return Math.max(from, distanceUntil(followUp) ?? from);
}

/** One message to a contact at a time: the next waits for the outcome of the one before, and so does the next step. */
const contactNotBusy: Guard = ({ busyUntil, kind, stepBefore }, now) => {
  const busyMs = stepBefore?.goesAt === null ? busyRecheckMs : Math.min((busyUntil ?? now) - now, busyRecheckMs);
  return kind === 'message' && busyMs > 0
    ? { do: 'defer', reason: 'contact_busy', until: now + busyMs, facts: {} }
    : undefined;
};

const guards: readonly Guard[] = [
  notStopped,
  enrollmentActive,
  sequenceNotPaused,
  sequenceKnown,
  anchorUnmoved,
  conditionsHold,
  notSuppressed,
  consentGiven,
  wanted,
  addressKnown,
  contactNotPaused,
  notOver,
  notTooLate,
  notPausedByPreference,
  notHeld,
  notRecentlyActive,
  capsHaveRoom,
  gapKept,
  distanceKept,
  isOpen,
  contactNotBusy,
];

/** Decides about one follow-up at `now`, which is not before its due time. */
export function decideWhenDue(followUp: DueFollowUp, now: number): DueDecision {
  if (followUp.isProven) return { do: 'reconcile' };
  for (const guard of guards) {
    const objection = guard(followUp, now);
    if (objection) return objection;
  }
  if (followUp.kind !== 'message') return { do: 'finish' };
  const closesAt = untilClosing(followUp, now);
  return { do: 'send', lateMs: now - followUp.queuedAt, validUntil: validUntilOf(followUp, now, closesAt), closesAt };
}

/** At the end of its grace a message still gets the time that a vendor needs, but not beyond the closing. */
const validMsMin = 5 * 60_000;

function validUntilOf(followUp: DueFollowUp, now: number, closesAt: number | null): number | null {
  const step = stepOf(followUp);
  if (missedWindowOf(followUp, step) === 'send') return closesAt;
  const from = openingAfter(followUp, lateFrom(followUp)) ?? now;
  return Math.min(Math.max(from + graceOf(followUp, step), now + validMsMin), closesAt ?? Number.POSITIVE_INFINITY);
}

function missedWindowOf(followUp: DueFollowUp, step: Step | undefined): MissedWindow {
  return step?.missedWindow ?? followUp.oneOff?.missedWindow ?? followUp.policy.missedWindow;
}

function stepOf({ enrollment, step }: DueFollowUp): Step | undefined {
  return step === null ? undefined : enrollment?.sequence?.steps[step];
}

function graceOf(followUp: DueFollowUp, step: Step | undefined): number {
  if (step) return lateGraceMs(step, delayMsOf(step, followUp.occurrence));
  return followUp.oneOff?.lateGraceMs ?? lateGraceMs({ lateGraceMs: null }, followUp.dueAt - followUp.createdAt);
}
