/**
 * What is wrong with a sequence where it is to run: beside the other sequences of its organization, with its templates, under
 * its policy. What can be seen in the document alone is found by its reader. Pure.
 */

import { categoryRules } from './category-rules.ts';
import type { Channel } from './channel.ts';
import { checkUnderPolicy } from './check-under-policy.ts';
import { checkVariables, type TemplateForm, type VariableSurroundings } from './check-variables.ts';
import { contradictedFact } from './condition-contradiction.ts';
import type { Findings } from './document-reader.ts';
import { findLoop } from './find-loops.ts';
import type { Policy } from './policy.ts';
import { childPath, type Problem } from './problem.ts';
import { namesStopWord } from './reply-words.ts';
import { type Category, type Content, isBefore, type Sequence, type Step } from './sequence.ts';

/** Where a sequence is to run. */
export interface Surroundings extends VariableSurroundings {
  /** What counts for this sequence. */
  readonly policy: Policy;
  /** The other sequences that run for the organization. */
  readonly others: readonly Sequence[];
  /** The forms of a template that a message on a channel may be made of. */
  readonly formsOf: (template: string, channel: Channel | 'same') => readonly TemplateForm[];
  /** Can e-mails carry a link to unsubscribe? Not without a public address and a key. */
  readonly hasLinks: boolean;
}

/** Paths are those of the sequence's document. Problems refuse it, warnings go beside it. */
export function checkSequence(sequence: Sequence, surroundings: Surroundings): Findings {
  const findings = checkUnderPolicy(sequence, surroundings.policy);
  checkConditions(sequence, findings);
  checkPast(sequence, findings);
  checkEnding(sequence, findings);
  for (const [index, step] of sequence.steps.entries()) checkWayOut(step, index, surroundings, findings);
  const variables = checkVariables(sequence, surroundings);
  findings.problems.push(...variables.problems);
  findings.warnings.push(...variables.warnings);
  const loop = findLoop(sequence, surroundings.others);
  if (loop !== undefined) {
    const expected = 'a condition that ends it, or another stage';
    findings.warnings.push({ path: 'trigger', message: `this may go round without an end: ${loop}`, expected });
  }
  return findings;
}

function checkConditions({ trigger, steps }: Sequence, { problems }: Findings): void {
  const expected = 'a condition that can hold';
  const begins = trigger.when && contradictedFact(trigger.when);
  if (begins !== undefined) {
    const message = `the condition contradicts itself about ${begins}: the sequence would never begin`;
    problems.push({ path: 'trigger.when', message, expected });
  }
  for (const [index, { when, skipIf }] of steps.entries()) {
    const path = childPath(childPath('steps', index), 'when');
    const fact = when && contradictedFact(when);
    if (fact !== undefined) {
      problems.push({ path, message: `the condition contradicts itself about ${fact}: never sent`, expected });
    } else if (when && skipIf && JSON.stringify(when) === JSON.stringify(skipIf)) {
      problems.push({ path, message: 'when and skipIf ask the same: never sent', expected: 'one of them' });
    }
  }
}

/** Events after which an appointment's beginning is past. */
const afterwards: readonly string[] = ['appointment.completed', 'appointment.noShow'];

function checkPast({ trigger, anchor, steps }: Sequence, { problems }: Findings): void {
  if (anchor !== 'appointment.startsAt' || !trigger.on.every((type) => afterwards.includes(type))) return;
  for (const [index, { offset }] of steps.entries()) {
    if (offset.from !== 'anchor' || !isBefore(offset)) continue;
    problems.push({
      path: childPath(childPath('steps', index), 'before'),
      message: `after ${trigger.on.join(' or ')} the appointment has begun: never sent`,
      expected: 'after: …, or a trigger such as appointment.booked',
    });
  }
}

const pursuing: readonly Category[] = ['conversational', 'nurture', 'marketing'];

/** Who does not answer is given up some time, visibly: nobody stays in between for ever. */
function checkEnding({ ending, steps }: Sequence, { warnings }: Findings): void {
  const isEndless = steps.at(-1)?.repeat?.times === null;
  const pursues = steps.some(({ kind, category }) => kind === 'message' && pursuing.includes(category));
  if (ending || isEndless || !pursues) return;
  const expected = 'then: { after: 24h, reason: no_answer }; for conversations with setStage as well';
  warnings.push({ path: 'then', message: 'nothing happens when nobody answers after the last step', expected });
}

/** Marketing says how to get no more of it; whoever offers the link can make it. */
function checkWayOut(step: Step, index: number, surroundings: Surroundings, { problems, warnings }: Findings): void {
  if (step.kind !== 'message') return;
  const { channel, category } = step;
  for (const { path, text } of textsOf(step, childPath('steps', index), surroundings)) {
    if (!surroundings.hasLinks && /\{\{[^}]*unsubscribeUrl/.test(text.text)) {
      const expected = 'a public address (RELANCE_PUBLIC_URL) and a secret key (RELANCE_SECRET_KEY)';
      warnings.push({ path, message: 'there is no unsubscribeUrl yet, and without it these messages fail', expected });
    }
    if (!categoryRules[category].unsubscribe) continue;
    const offers = (part: string) => part.includes('unsubscribeUrl') || namesStopWord(part.replaceAll(liquid, ' '));
    const say = (list: Problem[], message: string, expected: string) => list.push({ path, message, expected });
    if (channel === 'email') {
      if (!surroundings.hasLinks && !offers(text.text)) {
        const expected = 'a public address and a secret key for the link, or words in the text';
        say(warnings, 'the marketing e-mail offers no way to unsubscribe: no link can be added', expected);
      } else if (text.html && !/unsubscribe/i.test(text.html)) {
        const expected = '<a href="{{ unsubscribeUrl }}">Unsubscribe</a>';
        say(warnings, 'the HTML of the marketing e-mail shows no link to unsubscribe', expected);
      }
    } else if (!offers(text.text)) {
      const isText = channel === 'sms' || channel === 'whatsapp';
      const expected = 'a stop word, for example "Reply STOP to get no more of these."';
      say(isText ? problems : warnings, 'the marketing message does not say how to stop it', expected);
    }
  }
}

const liquid = /\{\{.*?\}\}|\{%.*?%\}/gs;

/** Everything that a step may say, with the place to tell about. */
function textsOf(step: Step, at: string, { formsOf }: Surroundings): { path: string; text: TemplateForm }[] {
  const of = (content: Content | undefined, place: string) => {
    if (content === undefined) return [];
    if ('text' in content) return [{ path: childPath(place, 'text'), text: content }];
    return formsOf(content.template, step.channel).map((text) => ({ path: childPath(place, 'template'), text }));
  };
  const own = step.variants.length > 0 && step.variants.every(({ content }) => content) ? [] : of(step.content, at);
  return [...own, ...step.variants.flatMap(({ content }, n) => of(content, childPath(childPath(at, 'variants'), n)))];
}
