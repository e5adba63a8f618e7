/** Writes a sequence down as its author would: durations in words, defaults left out. `readSequence` reads it back equal. */
import { timeOfDay } from './calendar-day.ts';
import { formatDuration } from './duration.ts';
import type { EventType } from './event.ts';
import {
  type Ending,
  type EventRule,
  type Exit,
  isBefore,
  type LocalTime,
  type Sequence,
  type Step,
  type Variant,
} from './sequence.ts';
import * as defaults from './sequence-defaults.ts';
import type { SequenceDocument, StepDocument, VariantDocument } from './sequence-document.ts';
import { withoutUndefined } from './without-undefined.ts';
import { writePolicy } from './write-policy.ts';

/** @returns plain data in the order in which people write it; fit for JSON and YAML */
export function writeSequence(sequence: Sequence): SequenceDocument {
  const { key, name, trigger, subject, anchor, reenter, exits, ending, dispatch, policy } = sequence;
  return withoutUndefined({
    key,
    name: unless(name, key),
    trigger: writeRule(trigger),
    subject: subject === 'contact' && defaults.subjectOf(trigger.on) !== 'contact' ? ('contact' as const) : undefined,
    anchor: unless(anchor, defaults.defaultAnchor),
    steps: sequence.steps.map((step) => writeStep(step, sequence)),
    reenter: unless(reenter, defaults.defaultReenter),
    exit: exits.map(writeExit),
    then: ending && writeEnding(ending),
    dispatch: unless(dispatch, defaults.defaultDispatch),
    policy: policy && writePolicy(policy),
  });
}

function writeRule({ on, when }: EventRule) {
  return withoutUndefined({ on: oneOrAll(on), when });
}

function writeExit({ on, when, reason }: Exit) {
  const [type] = on;
  const isUsual = on.length === 1 && reason === type;
  if (type !== undefined && isUsual && when === undefined) return type;
  return withoutUndefined({ on: oneOrAll(on), when, reason: isUsual ? undefined : reason });
}

function writeEnding({ afterMs, setStage, reason }: Ending) {
  return withoutUndefined({
    after: afterMs === null ? undefined : formatDuration(afterMs),
    setStage,
    reason: unless(reason, defaults.defaultEndingReason),
  });
}

function writeStep(step: Step, { subject }: Sequence): StepDocument {
  if (step.kind === 'wait') return writeWait(step);
  return withoutUndefined({
    key: step.key,
    ...writeOffset(step),
    channel: unless(step.channel, defaults.defaultChannel),
    category: unless(step.category, defaults.defaultCategory(subject, step.offset)),
    ...step.content,
    variants: step.variants.length > 0 ? step.variants.map(writeVariant) : undefined,
    lateGrace: step.lateGraceMs === null ? undefined : formatDuration(step.lateGraceMs),
    missedWindow: step.missedWindow ?? undefined,
    setStage: step.setStage,
    when: step.when,
    skipIf: step.skipIf,
    repeat:
      step.repeat &&
      withoutUndefined({ every: formatDuration(step.repeat.everyMs), times: step.repeat.times ?? undefined }),
    approval: step.approval || undefined,
    tier: step.tier,
  });
}

function writeOffset({ offset }: Step) {
  const { from, ms, local } = offset;
  const time = local && { ...writeTime(local), on: unless(local.on, 'any_day') };
  if (from === 'previous') return { afterPrevious: formatDuration(ms), ...time };
  // Not -0.
  return isBefore(offset) ? { before: formatDuration(Math.abs(ms)), ...time } : { after: formatDuration(ms), ...time };
}

function writeTime({ best, minute }: LocalTime) {
  return best
    ? { at: 'best', atElse: minute === defaults.defaultAtElse ? undefined : timeOfDay(minute) }
    : { at: timeOfDay(minute) };
}

function writeWait({ key, until, offset, setStage }: Step): StepDocument {
  const waitFor = { ...writeRule(until ?? { on: [] }), timeout: formatDuration(offset.ms) };
  return withoutUndefined({ key, waitFor, setStage });
}

function writeVariant({ key, weight, content }: Variant): VariantDocument {
  return withoutUndefined({ key, weight: unless(weight, defaults.defaultWeight), ...content });
}

function unless<T>(value: T, usual: T): T | undefined {
  return value === usual ? undefined : value;
}

function oneOrAll(on: readonly EventType[]): EventType | readonly EventType[] {
  const [only] = on;
  return on.length === 1 && only !== undefined ? only : on;
}
