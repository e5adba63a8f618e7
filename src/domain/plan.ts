/**
 * The arithmetic of dates: which follow-ups of an enrollment are inserted when, and for which instant.
 *
 * Every step is planned exactly once, in one of two places:
 *
 *                                  planned by          due
 *   anchor fixed, from anchor      planAtEnrollment    anchor + offset
 *   anchor moves, first step       planAtEnrollment    anchor + offset
 *   anchor moves, other steps      planAfter the step  anchor + offset, or the end of the step before + offset
 *   from the step before           before it           the end of the step before + offset
 *   a step's repetitions           planAfter itself    its own due time + every
 *
 * A step `at` a time of the day is due at the first such time that is not before its due time above, by the recipient's clock
 * (of one before its anchor: the last that is not after it). `at: best` is the time that is known to be theirs when it is planned.
 *
 * The ending is dated by whoever knows that nothing else of the enrollment is open. Instants and durations are milliseconds.
 */
import { type Due, dueAgain, dueFrom, type PlanningClock } from './local-time.ts';
import { isBefore, type Sequence, type Step } from './sequence.ts';

/** A follow-up to be made. */
export interface PlannedFollowUp extends Due {
  /** Index in `sequence.steps`. */
  readonly step: number;
  /** From 0; above 0 for the repetitions of a step. */
  readonly occurrence: number;
  readonly kind: Step['kind'];
  /** A step before the anchor whose time is past at enrollment: to be recorded as `skipped(too_late)`, not sent. */
  readonly tooLate: boolean;
}

/** The indexes of the steps that are planned at enrollment. */
export function plannable(sequence: Sequence): readonly number[] {
  return sequence.steps.flatMap((_, index) => (isPlannedAtEnrollment(sequence, index) ? [index] : []));
}

/**
 * The follow-ups that an enrollment begins with. A step after the anchor whose time is past keeps its due time: whether
 * it is within its late grace is decided when it is dispatched.
 *
 * What is `tooLate` has ended with the enrollment itself: ask `planAfter` what follows it.
 *
 * @param now when what began the enrollment happened
 */
export function planAtEnrollment(
  sequence: Sequence,
  anchorAt: number,
  now: number,
  clock: PlanningClock,
): readonly PlannedFollowUp[] {
  return sequence.steps.flatMap(({ kind, offset }, step) => {
    if (!isPlannedAtEnrollment(sequence, step)) return [];
    const due = dueFrom(sequence, offset, anchorAt, clock);
    return [{ step, occurrence: 0, kind, ...due, tooLate: isBefore(offset) && due.dueAt < now }];
  });
}

/** The follow-up that has ended, by being sent, skipped, waited for or given up. Instants. */
export interface Ended {
  /** What it was due at, deferrals and retries aside: repetitions count from it, so that they do not drift. */
  readonly dueAt: number;
  readonly endedAt: number;
  readonly anchorAt: number;
}

/**
 * The one follow-up to insert when a follow-up has ended; to be asked once for each that ends, skipped ones included,
 * while the enrollment is open.
 *
 * - Its next repetition, if it has one left: due `every` after its own due time. Repetitions missed meanwhile are passed
 *   over and not counted, so that it lies in the past by less than one `every`.
 * - Else the next step, if that was not planned at enrollment.
 * - Else undefined: the next step is dated already, or there is none.
 */
export function planAfter(
  sequence: Sequence,
  step: number,
  occurrence: number,
  ended: Ended,
  clock: PlanningClock,
): PlannedFollowUp | undefined {
  const current = sequence.steps[step];
  if (current === undefined) return undefined;
  const { repeat } = current;
  if (repeat && (repeat.times === null || occurrence + 1 < repeat.times)) {
    const due = dueAgain(sequence, current.offset, ended.dueAt, untilRepetition(ended, repeat.everyMs), clock);
    return { step, occurrence: occurrence + 1, kind: current.kind, ...due, tooLate: false };
  }
  const next = sequence.steps[step + 1];
  if (next === undefined || isPlannedAtEnrollment(sequence, step + 1)) return undefined;
  const { kind, offset } = next;
  const from = offset.from === 'previous' ? ended.endedAt : ended.anchorAt;
  return { step: step + 1, occurrence: 0, kind, ...dueFrom(sequence, offset, from, clock), tooLate: false };
}

/**
 * How late a step may still go out: its own grace, else the larger of 15 minutes and 25 % of the delay, at most 12 hours.
 *
 * @param delayMs distance between the due time and what it counts from (`delayMsOf`); the sign does not matter
 */
export function lateGraceMs(step: Pick<Step, 'lateGraceMs'>, delayMs: number): number {
  if (step.lateGraceMs !== null) return step.lateGraceMs;
  return Math.min(Math.max(15 * minuteMs, Math.abs(delayMs) / 4), 12 * 60 * minuteMs);
}

/** How far a follow-up's due time is from what it counts from: the anchor, the step before, or its repetition before. */
export function delayMsOf(step: Pick<Step, 'offset' | 'repeat'>, occurrence: number): number {
  return occurrence > 0 && step.repeat ? step.repeat.everyMs : Math.abs(step.offset.ms);
}

const minuteMs = 60_000;

function isPlannedAtEnrollment(sequence: Sequence, index: number): boolean {
  return sequence.anchorMoves ? index === 0 : sequence.steps[index]?.offset.from === 'anchor';
}

/** From the due time of the one before. */
function untilRepetition({ dueAt, endedAt }: Ended, everyMs: number): number {
  const missed = Math.max(0, Math.floor((endedAt - dueAt) / everyMs) - 1);
  return (missed + 1) * everyMs;
}
