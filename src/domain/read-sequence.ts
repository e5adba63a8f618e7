/**
 * Reads the written form of a sequence (`sequence-document.ts`), fills in every default and checks it. All problems are
 * answered at once, each with its path.
 */
import { checkSteps, type PlacedStep } from './check-steps.ts';
import { DocumentReader } from './document-reader.ts';
import type { SubjectType } from './event.ts';
import { factRoots } from './facts.ts';
import { stepsMax } from './follow-up-id.ts';
import { didYouMean } from './nearest-name.ts';
import type { Problem } from './problem.ts';
import { readFactPath } from './read-condition.ts';
import { readEventRule } from './read-event-rule.ts';
import { readExits } from './read-exits.ts';
import { readPolicyAt } from './read-policy.ts';
import { type DraftStep, readStage, readStep } from './read-step.ts';
import { type Ending, type EventRule, movingAnchors, type Sequence, type Step } from './sequence.ts';
import * as defaults from './sequence-defaults.ts';
import { withoutUndefined } from './without-undefined.ts';

export type SequenceReading =
  | { readonly sequence: Sequence; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** Reads a document that came as a value: parsed JSON, or an object of TypeScript. Never throws. */
export function readSequence(document: unknown): SequenceReading {
  const place = new DocumentReader(document);
  const sequence = readSequenceAt(place);
  const { problems, warnings } = place.findings;
  return sequence === undefined || problems.length > 0 ? { problems } : { sequence, warnings };
}

const sequenceKeys = [
  'key',
  'name',
  'trigger',
  'subject',
  'anchor',
  'steps',
  'reenter',
  'exit',
  'then',
  'dispatch',
  'policy',
];
const otherNames: Readonly<Record<string, string>> = {
  on: 'write trigger: { on: … }',
  until: 'write exit',
  when: 'write trigger: { on: …, when: … }',
};

/** The same for a place within a larger document. What it answers counts only if the findings hold no problem. */
export function readSequenceAt(place: DocumentReader): Sequence | undefined {
  if (!place.isObject('a sequence: an object with key, trigger, steps and exit')) return undefined;
  place.knowsOnly(sequenceKeys, otherNames);
  const key = place.at('key').key();
  const name = place.at('name').optional((it) => it.text(200)) ?? key;
  const trigger = readTrigger(place.at('trigger'));
  const subject = readSubject(place, trigger);
  const reenter =
    place.at('reenter').optional((it) => it.oneOf(['ignore', 'restart', 'parallel'])) ?? defaults.defaultReenter;
  const dispatch = place.at('dispatch').optional((it) => it.oneOf(['send', 'external'])) ?? defaults.defaultDispatch;
  const anchor = place.at('anchor').optional((it) => readAnchor(it, subject)) ?? defaults.defaultAnchor;
  const isMoving = (movingAnchors as readonly string[]).includes(anchor);
  if (isMoving && reenter !== 'restart') {
    place
      .at('anchor')
      .warn(
        `${anchor} moves on, but an enrollment stays where it began`,
        'reenter: restart, to count from the latest message',
      );
  }
  const anchorMoves = isMoving && reenter === 'restart';
  const placed = readSteps(place.at('steps'), { subject: subject ?? 'event', external: dispatch === 'external' });
  checkSteps(placed, { anchor, anchorMoves });
  const steps = placed.map(({ step }) => step).filter(isComplete);
  const exits = readExits(place.at('exit'), { subject, trigger, restarts: reenter === 'restart', steps });
  const ending = place.at('then').optional(readEnding);
  const policy = place.at('policy').optional((it) => readPolicyAt(it, 'sequence'));
  if (key === undefined || name === undefined || trigger === undefined || subject === undefined) return undefined;
  return withoutUndefined({
    key,
    name,
    subject,
    trigger,
    anchor,
    anchorMoves,
    steps,
    reenter,
    exits,
    ending,
    dispatch,
    policy,
  });
}

function readTrigger(place: DocumentReader): EventRule | undefined {
  if (place.given) return readEventRule(place);
  return place.refuse('is missing', 'what begins the sequence, for example { on: lead.created }');
}

function readSubject(place: DocumentReader, trigger: EventRule | undefined): SubjectType | undefined {
  const written = place.at('subject').optional((it) => it.oneOf(['contact']));
  const derived = trigger && defaults.subjectOf(trigger.on);
  if (written !== undefined || derived !== undefined || trigger === undefined) return written ?? derived;
  const { value } = place.at('trigger');
  const at = typeof value === 'object' && !Array.isArray(value) ? place.at('trigger').at('on') : place.at('trigger');
  return at.refuse(
    `${trigger.on.join(' and ')} are about different kinds of records`,
    'events about one kind, or subject: contact for one enrollment per person',
  );
}

function readAnchor(place: DocumentReader, subject: SubjectType | undefined): string | undefined {
  const path = place.text(200, 'the path of an instant, for example appointment.startsAt');
  if (path === undefined) return undefined;
  const root = path.split('.', 1)[0] ?? '';
  if (!(factRoots as readonly string[]).includes(root)) {
    return place.refuse(`no fact begins with "${root}"`, didYouMean(root, factRoots));
  }
  const own = subject === 'action_item' ? 'actionItem' : subject;
  if (subject !== undefined && !['event', 'contact', own].includes(root)) {
    place.warn(
      `the sequence is about a record of type ${subject}, which has no ${root}`,
      `a path that begins with ${own}, event or contact`,
    );
  }
  return readFactPath(place);
}

function readSteps(place: DocumentReader, context: { subject: SubjectType; external: boolean }): PlacedStep[] {
  const items = place.items(stepsMax, 'a list of at least one step') ?? [];
  return items.flatMap((item, index) => {
    const step = readStep(item, index === 0, context);
    return step === undefined ? [] : [{ place: item, step }];
  });
}

function isComplete(step: DraftStep): step is DraftStep & Step {
  return step.key !== undefined && step.offset !== undefined;
}

function readEnding(place: DocumentReader): Ending | undefined {
  if (!place.isObject('an object such as { after: 24h, setStage: ghosted }')) return undefined;
  place.knowsOnly(['after', 'setStage', 'reason'], { stage: 'write setStage' });
  return withoutUndefined({
    afterMs: place.at('after').optional((it) => it.durationMs()) ?? null,
    setStage: place.at('setStage').optional(readStage),
    reason: place.at('reason').optional((it) => it.reason()) ?? defaults.defaultEndingReason,
  });
}
