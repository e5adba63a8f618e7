/**
 * What comes after a step of an enrollment has ended (sent, skipped, given up): its next repetition or the next step, else,
 * when nothing else is open, the ending or the completion of the enrollment.
 */
import type { Channel } from './channel.ts';
import { earlierOpening } from './earlier-opening.ts';
import { endingStep, followUpId } from './follow-up-id.ts';
import type { Due, PlanningClock } from './local-time.ts';
import { openingRules } from './opening.ts';
import { planAfter } from './plan.ts';
import { defaultPolicy } from './policy.ts';
import type { Category, Sequence, Step } from './sequence.ts';

/** A follow-up to insert. Instants are milliseconds since 1970. */
export interface NewFollowUp extends Due {
  readonly id: string;
  readonly kind: 'message' | 'wait' | 'ending';
  readonly state: 'scheduled' | 'awaiting_approval';
  readonly channel: Channel | 'none';
  readonly category: Category;
  readonly step: number;
  readonly occurrence: number;
  readonly tier: number;
}

export type FollowThrough =
  /** The step's successor. */
  | { readonly plan: NewFollowUp }
  /** If nothing else of the enrollment is open: wait for its ending. */
  | { readonly planWhenAlone: NewFollowUp }
  /** If nothing else of the enrollment is open: it is completed. */
  | { readonly completeWhenAlone: true };

export interface EndedStep {
  readonly enrollmentId: string;
  readonly sequence: Sequence;
  readonly step: number;
  readonly occurrence: number;
  readonly dueAt: number;
  readonly endedAt: number;
  readonly anchorAt: number;
  /** For steps with channel `same`. */
  readonly sameChannel: Channel;
  readonly contactTier: number;
  readonly clock: PlanningClock;
}

export function followThrough(ended: EndedStep): FollowThrough {
  const { sequence, enrollmentId } = ended;
  if (ended.step === endingStep) return { completeWhenAlone: true };
  const next = planAfter(sequence, ended.step, ended.occurrence, ended, ended.clock);
  if (next) return { plan: newFollowUp(sequence, enrollmentId, next, ended, ended.endedAt) };
  if (!sequence.ending) return { completeWhenAlone: true };
  return {
    planWhenAlone: {
      id: followUpId(enrollmentId, endingStep, 0),
      kind: 'ending',
      state: 'scheduled',
      channel: 'none',
      category: 'manual',
      step: endingStep,
      occurrence: 0,
      tier: ended.contactTier,
      dueAt: ended.endedAt + (sequence.ending.afterMs ?? defaultPolicy.ghostDelayMs),
    },
  };
}

/**
 * The row of a planned step.
 *
 * @param now a reminder that would fall into quiet hours comes before them, but not before this
 */
export function newFollowUp(
  sequence: Sequence,
  enrollmentId: string,
  planned: { readonly step: number; readonly occurrence: number } & Due,
  contact: { readonly sameChannel: Channel; readonly contactTier: number; readonly clock: PlanningClock },
  now: number,
): NewFollowUp {
  const step = sequence.steps[planned.step];
  if (!step) throw new RangeError(`sequence ${sequence.key} has no step ${planned.step}`);
  const channel = step.channel === 'same' ? contact.sameChannel : step.channel;
  const { intent } = planned;
  return {
    id: followUpId(enrollmentId, planned.step, planned.occurrence),
    kind: step.kind,
    state: step.approval ? 'awaiting_approval' : 'scheduled',
    channel: step.kind === 'message' ? channel : 'none',
    category: step.category,
    step: planned.step,
    occurrence: planned.occurrence,
    tier: step.tier ?? contact.contactTier,
    dueAt: earlierForQuiet(sequence, step, channel, planned.dueAt, contact.clock, now),
    ...(intent && { intent }),
  };
}

/** Who set a time of the day wants that time; and what repeats would move on from each repetition to the next. */
function earlierForQuiet(
  sequence: Sequence,
  { kind, category, offset, repeat }: Step,
  channel: Channel,
  dueAt: number,
  clock: PlanningClock,
  now: number,
): number {
  if (kind !== 'message' || category !== 'reminder' || offset.local || repeat) return dueAt;
  return earlierOpening(openingRules({ category, channel, policy: clock.policyOf(sequence) }, clock), dueAt, now);
}
