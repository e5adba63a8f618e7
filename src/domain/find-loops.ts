/**
 * Sequences that may begin each other for ever. What is sent is no event, so nothing here goes round by itself; but a step can
 * set the stage that begins another sequence, and what receives a webhook can report the message as `message.sent`. Pure.
 */
import type { Condition, Sequence } from './sequence.ts';

/** One way in which a sequence may begin the next. */
interface Link {
  readonly from: Sequence;
  readonly to: Sequence;
  /** In words, for example `a sets the stage x, which begins b`. */
  readonly how: string;
}

/** The shortest loop through a sequence as a sentence; undefined where there is none. */
export function findLoop(sequence: Sequence, others: readonly Sequence[]): string | undefined {
  const all = [sequence, ...others.filter(({ key }) => key !== sequence.key)];
  const paths: (readonly Link[])[] = linksFrom(sequence, all).map((link) => [link]);
  const seen = new Set<string>();
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    const last = path.at(-1) as Link;
    if (last.to.key === sequence.key) return path.map(({ how }) => how).join('; ');
    if (seen.has(last.to.key)) continue;
    seen.add(last.to.key);
    paths.push(...linksFrom(last.to, all).map((link) => [...path, link]));
  }
  return undefined;
}

function linksFrom(from: Sequence, all: readonly Sequence[]): Link[] {
  return all.flatMap((to) => {
    const how = reportedLink(from, to) ?? stageLink(from, to);
    return how === undefined ? [] : [{ from, to, how }];
  });
}

function reportedLink(from: Sequence, to: Sequence): string | undefined {
  if (!to.trigger.on.includes('message.sent')) return undefined;
  const step = from.steps.find(({ kind, channel }) => kind === 'message' && channel === 'webhook');
  return step && `${from.key} calls a webhook (${step.key}), and if that reports message.sent, ${to.key} begins`;
}

/** A sequence that sets a stage which it begins with itself only stays as it is. */
function stageLink(from: Sequence, to: Sequence): string | undefined {
  if (from.key === to.key) return undefined;
  const wanted = stagesWanted(to.trigger.when);
  const set = [...from.steps, ...(from.ending ? [from.ending] : [])].map(({ setStage }) => setStage);
  const stage = set.find((one) => one !== undefined && wanted.has(one));
  return stage === undefined ? undefined : `${from.key} sets the stage ${stage}, with which ${to.key} begins`;
}

/** Stages of which a condition needs one; none where it asks for no stage. */
function stagesWanted(condition: Condition | undefined): ReadonlySet<unknown> {
  if (condition === undefined) return new Set();
  if ('all' in condition) return new Set(condition.all.flatMap((part) => [...stagesWanted(part)]));
  if (!('fact' in condition) || condition.fact !== 'conversation.stage') return new Set();
  return new Set('equals' in condition ? [condition.equals] : 'in' in condition ? condition.in : []);
}
