/** What is wrong with steps that are good one by one: twice the same key, times that go backwards, ends never reached. */
import type { DocumentReader } from './document-reader.ts';
import { formatDuration } from './duration.ts';
import type { DraftStep } from './read-step.ts';
import { isBefore, movingAnchors } from './sequence.ts';

/** A step beside the place where it is written. */
export interface PlacedStep {
  readonly place: DocumentReader;
  readonly step: DraftStep;
}

export interface StepsContext {
  readonly anchor: string;
  readonly anchorMoves: boolean;
}

export function checkSteps(steps: readonly PlacedStep[], context: StepsContext): void {
  checkKeys(steps);
  checkOrder(steps);
  for (const placed of steps) checkBefore(placed, context);
  for (const [index, placed] of steps.entries()) {
    const next = steps[index + 1];
    if (next === undefined) continue;
    if (placed.step.kind === 'wait') checkAfterWait(next, context);
    if (placed.step.repeat?.times === null) checkReached(placed, next, context);
  }
}

function checkKeys(steps: readonly PlacedStep[]): void {
  const places = new Map<string, DocumentReader>();
  for (const { place, step } of steps) {
    if (step.key === undefined) continue;
    const first = places.get(step.key);
    if (first)
      place.at('key').refuse(`the key "${step.key}" stands at ${first.path} already`, 'a key of its own for each step');
    else places.set(step.key, place);
  }
}

/** Messages that count from the anchor stand in the order in which they are due. */
function checkOrder(steps: readonly PlacedStep[]): void {
  let latest: { place: DocumentReader; ms: number } | undefined;
  for (const { place, step } of steps) {
    if (step.kind === 'wait' || step.offset?.from !== 'anchor') continue;
    const { ms } = step.offset;
    if (latest === undefined || ms >= latest.ms) {
      latest = { place, ms };
      continue;
    }
    const expected = `the steps in the order of their time (${latest.place.path} is ${fromAnchor(latest.ms)}), or afterPrevious`;
    place
      .at(place.at('before').given ? 'before' : 'after')
      .refuse(`${fromAnchor(ms)} is earlier than the step above`, expected);
  }
}

function fromAnchor(ms: number): string {
  return ms < 0 ? `${formatDuration(-ms)} before the anchor` : `${formatDuration(ms)} after the anchor`;
}

/** Instants that are past when the engine learns of them. */
const pastAnchor = /[.](occurred|created|updated|received|sent|ended|completed|closed|scored|converted|last\w*)At$/;

function checkBefore({ place, step }: PlacedStep, { anchor }: StepsContext): void {
  if (step.offset === undefined || !isBefore(step.offset)) return;
  const before = place.at('before');
  if ((movingAnchors as readonly string[]).includes(anchor)) {
    before.refuse(`nothing can be due before ${anchor}: it is past when it is known`, 'after: …');
  } else if (pastAnchor.test(anchor)) {
    before.warn(
      `${anchor} is past when it is known, so the step would always be too late`,
      'an anchor in the future, for example appointment.startsAt',
    );
  }
  if (step.repeat && (step.repeat.times === null || step.repeat.everyMs * (step.repeat.times - 1) > -step.offset.ms)) {
    before.warn(`the repetitions go on after ${anchor}`, 'repeat: { every: …, times: … } that ends before it');
  }
}

/** With a fixed anchor, steps that count from it are dated at enrollment, whatever is waited for. */
function checkAfterWait({ place, step }: PlacedStep, { anchorMoves }: StepsContext): void {
  if (anchorMoves || step.offset?.from !== 'anchor') return;
  const timing = place.at(isBefore(step.offset) ? 'before' : 'after');
  timing.refuse('a step that counts from the anchor would not wait for the step above', 'afterPrevious: 0m, or more');
}

function checkReached(placed: PlacedStep, { place, step }: PlacedStep, { anchorMoves }: StepsContext): void {
  if (step.offset === undefined || (step.offset.from === 'anchor' && !anchorMoves)) return;
  place.refuse(
    `never reached: ${placed.place.path} repeats until an exit`,
    'repeat: { every: …, times: … } on the step above',
  );
}
