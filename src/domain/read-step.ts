/** One step as written. What concerns several steps together is in `check-steps.ts`. */

import { dayMs } from './calendar-day.ts';
import { channels } from './channel.ts';
import type { DocumentReader } from './document-reader.ts';
import type { SubjectType } from './event.ts';
import { readCondition } from './read-condition.ts';
import { contentKeys, readContent, readVariants } from './read-content.ts';
import { readEventRule } from './read-event-rule.ts';
import { dayMinutes, readTime } from './read-hours.ts';
import { categories, dayKinds, type LocalTime, missedWindows, type Offset, type Step, tierMax } from './sequence.ts';
import { defaultAtElse, defaultCategory, defaultChannel } from './sequence-defaults.ts';
import { withoutUndefined } from './without-undefined.ts';

/** A step as far as it could be read. */
export interface DraftStep extends Omit<Step, 'key' | 'offset'> {
  readonly key: string | undefined;
  readonly offset: Offset | undefined;
}

export interface StepContext {
  readonly subject: SubjectType;
  /** The caller composes and sends: content is not needed. */
  readonly external: boolean;
}

const timings = ['after', 'before', 'afterPrevious', 'waitFor'] as const;
const waitKeys = ['key', 'waitFor', 'setStage'] as const;
const messageOnlyKeys = [
  'at',
  'atElse',
  'on',
  'channel',
  'category',
  'lateGrace',
  'missedWindow',
  'when',
  'skipIf',
  'variants',
  'repeat',
  'every',
  'approval',
  'tier',
  ...contentKeys,
] as const;
const stepKeys = [...waitKeys, 'after', 'before', 'afterPrevious', ...messageOnlyKeys];

const otherNames: Readonly<Record<string, string>> = {
  delay: 'write after, before or afterPrevious',
  priority: `write tier, from 0 (served first) to ${tierMax}`,
  body: 'write text',
  message: 'write text, or template with the key of a stored one',
  times: 'write repeat: { every: …, times: … }',
  rrule: 'write repeat: { every: …, times: … }; recurrence rules are not read',
  time: 'write at: "09:30" beside after, before or afterPrevious',
  otherwise: 'write atElse: "10:00" beside at: best',
  wait: 'write waitFor: { on: …, timeout: … }',
  stage: 'write setStage',
};

/** The shortest time between two repetitions, and the most of them. */
const everyMsMin = 60_000;
const timesMax = 10_000;
const stageMax = 64;

/** Undefined only when the place holds no step at all; problems are in the findings either way. */
export function readStep(place: DocumentReader, isFirst: boolean, context: StepContext): DraftStep | undefined {
  if (!place.isObject('a step such as { key: nudge, after: 30m, template: nudge }')) return undefined;
  place.knowsOnly(stepKeys, otherNames);
  const key = place.at('key').key();
  const given = timings.filter((timing) => place.at(timing).given);
  const [timing, ...more] = given;
  if (timing === undefined) place.refuse('the step does not say when', whenExpected(isFirst));
  for (const other of more) place.at(other).refuse(`${timing} and ${other} stand side by side`, 'one of them');
  if (timing === 'waitFor' || more.includes('waitFor')) return readWait(place, key, isFirst, context);
  const counted = timing && readOffset(place.at(timing), timing, isFirst);
  const local = readLocalTime(place, timing === 'before' ? 'previous' : 'next');
  const offset = counted && (local ? { ...counted, local } : counted);
  return { key, offset, ...readMessage(place, offset, context) };
}

/** @param stage reads the `setStage` of steps and endings alike */
export function readStage(stage: DocumentReader): string | undefined {
  return stage.text(stageMax);
}

function whenExpected(isFirst: boolean): string {
  const one = isFirst ? 'after, before or waitFor' : 'after, before, afterPrevious or waitFor';
  return `one of ${one}, for example after: 30m (after: 0m is at once)`;
}

function readOffset(
  place: DocumentReader,
  timing: 'after' | 'before' | 'afterPrevious',
  isFirst: boolean,
): Offset | undefined {
  if (timing === 'afterPrevious' && isFirst) {
    return place.refuse('there is no step before the first one', 'after: 30m, counted from the anchor');
  }
  const ms = place.durationMs();
  if (ms === undefined) return undefined;
  if (timing === 'afterPrevious') return { from: 'previous', ms };
  return { from: 'anchor', ms: timing === 'before' && ms > 0 ? -ms : ms };
}

function readLocalTime(place: DocumentReader, seek: LocalTime['seek']): LocalTime | undefined {
  const [at, atElse, on] = [place.at('at'), place.at('atElse'), place.at('on')];
  const day = on.optional((it) => it.oneOf(dayKinds)) ?? 'any_day';
  const isBest = at.value === 'best';
  if (atElse.given && !isBest) {
    return atElse.refuse('atElse counts while the best hour is not known', 'at: best beside it');
  }
  if (!at.given) return on.given ? on.refuse('on says on which days at counts', 'at: "09:30" beside it') : undefined;
  if (!isBest) {
    const minute = readTimeOfDay(at, ', or best');
    return minute === undefined ? undefined : { minute, on: day, seek };
  }
  const minute = atElse.given ? readTimeOfDay(atElse) : defaultAtElse;
  return minute === undefined ? undefined : { minute, best: true, on: day, seek };
}

function readTimeOfDay(place: DocumentReader, other?: string): number | undefined {
  const minute = readTime(place, other);
  return minute === dayMinutes ? place.refuse('24:00 is the next day', '"00:00"') : minute;
}

function readMessage(
  place: DocumentReader,
  offset: Offset | undefined,
  context: StepContext,
): Omit<DraftStep, 'key' | 'offset'> {
  const variants = place.at('variants').optional(readVariants) ?? [];
  const content = readContent(place);
  requireContent(place, context);
  const channel = place.at('channel').optional((it) => it.oneOf(['same', ...channels])) ?? defaultChannel;
  if (channel === 'email' && content && 'text' in content && content.subject === undefined) {
    place.at('text').warn('the e-mail has no subject', 'subject: … beside the text');
  }
  return withoutUndefined({
    kind: 'message' as const,
    channel,
    category: place.at('category').optional((it) => it.oneOf(categories)) ?? defaultCategory(context.subject, offset),
    content,
    variants,
    lateGraceMs: place.at('lateGrace').optional((it) => it.durationMs(1_000, '1s')) ?? null,
    missedWindow: place.at('missedWindow').optional((it) => it.oneOf(missedWindows)) ?? null,
    setStage: place.at('setStage').optional(readStage),
    when: place.at('when').optional(readCondition),
    skipIf: place.at('skipIf').optional(readCondition),
    repeat: readRepeat(place, offset?.local !== undefined),
    approval: place.at('approval').optional((it) => it.boolean()) ?? false,
    tier: place.at('tier').optional((it) => it.whole(0, tierMax)),
  });
}

/** A message needs words: its own, or those of every variant. */
function requireContent(place: DocumentReader, context: StepContext): void {
  const has = (at: DocumentReader) => contentKeys.some((key) => at.at(key).given);
  if (context.external || has(place)) return;
  const expected = 'template: <key of a stored template>, or text: …';
  const { value } = place.at('variants');
  if (!Array.isArray(value)) {
    place.refuse('the step has nothing to say', expected);
    return;
  }
  for (const variant of place.at('variants').elements()) {
    if (!has(variant)) variant.refuse('neither the variant nor its step has anything to say', expected);
  }
}

/** @param isLocal at a time of the day: then it comes again after whole days */
function readRepeat(place: DocumentReader, isLocal: boolean): Step['repeat'] | undefined {
  const [every, repeat] = [place.at('every'), place.at('repeat')];
  if (every.given && repeat.given) return every.refuse('every and repeat stand side by side', 'one of them');
  const everyMsOf = (it: DocumentReader) => {
    const ms = it.durationMs(everyMsMin, '1m');
    if (!isLocal || ms === undefined || ms % dayMs === 0) return ms;
    return it.refuse('a step with at comes once a day at most, always at that time', 'whole days, for example 7d');
  };
  if (every.given) {
    const everyMs = everyMsOf(every);
    return everyMs === undefined ? undefined : { everyMs, times: null };
  }
  if (!repeat.given || !repeat.isObject('an object such as { every: 7d, times: 4 }')) return undefined;
  repeat.knowsOnly(['every', 'times'], { interval: 'write every', count: 'write times' });
  const times = repeat.at('times').optional((it) => it.whole(1, timesMax)) ?? null;
  const everyMs = everyMsOf(repeat.at('every'));
  return everyMs === undefined ? undefined : { everyMs, times };
}

function readWait(place: DocumentReader, key: string | undefined, isFirst: boolean, context: StepContext): DraftStep {
  for (const name of messageOnlyKeys) {
    const useless = place.at(name);
    if (!useless.given) continue;
    useless.refuse(`a wait has no use for ${name}`, `${waitKeys.join(', ')}; the message is the next step`);
  }
  const wait = place.at('waitFor');
  const isRule = wait.isObject('an object such as { on: appointment.booked, timeout: 2d }');
  const until = isRule ? readEventRule(wait, ['timeout']) : undefined;
  const ms = isRule ? wait.at('timeout').durationMs(1_000, '1s') : undefined;
  const offset: Offset | undefined = ms === undefined ? undefined : { from: isFirst ? 'anchor' : 'previous', ms };
  return withoutUndefined({
    kind: 'wait' as const,
    key,
    offset,
    channel: defaultChannel,
    category: defaultCategory(context.subject, offset),
    variants: [],
    lateGraceMs: null,
    missedWindow: null,
    setStage: place.at('setStage').optional(readStage),
    until,
    approval: false,
  }) as DraftStep;
}
