/**
 * Variables in the texts of a sequence that are probably misspelt: without them a message fails, or lacks a word. What is known
 * is known from the sequence: which records it is about, and which fields Relance gives them. Fields that callers give
 * contacts, records and events are theirs to name; of these only what looks like a known name is asked about. Pure.
 */
import type { Findings } from './document-reader.ts';
import type { SubjectType } from './event.ts';
import { didYouMean, nearestName } from './nearest-name.ts';
import { childPath } from './problem.ts';
import type { Content, Sequence, Step } from './sequence.ts';

/** A variable in a text, with the names that lead to it: `contact`, `name`. Line and column count from 1. */
export interface TextVariable {
  readonly names: readonly string[];
  /** Can nothing of the text be rendered without it? Where it is asked whether there is one, or it may not be reached, it can. */
  readonly isNeeded: boolean;
  readonly line: number;
  readonly column: number;
}

export interface TemplateForm {
  readonly subject?: string | null;
  readonly text: string;
  readonly html?: string | null;
}

export interface VariableSurroundings {
  readonly variablesOf: (text: string) => readonly TextVariable[];
  readonly formsOf: (template: string, channel: Step['channel']) => readonly TemplateForm[];
  /** Fields that contacts have been given so far, as far as that is known. */
  readonly contactFields: readonly string[];
}

interface Known {
  readonly fields: readonly string[];
  /** May there be others, of the caller's? */
  readonly isOpen: boolean;
}

const open = (...fields: string[]): Known => ({ fields, isOpen: true });

/** What each record has from Relance, beside what events say of it. */
const recordFields: Readonly<Record<string, Known>> = {
  lead: open('state'),
  conversation: open('key', 'stage', 'state', 'channel', 'lastInboundAt', 'lastOutboundAt', 'lastActivityAt'),
  call: open('state'),
  appointment: open('state', 'startsAt', 'startsAtIntent', 'timezone'),
  actionItem: open('state'),
};

/** What every text sees, whatever its sequence is about. */
const alwaysThere: Readonly<Record<string, Known | undefined>> = {
  contact: open('id', 'key', 'name', 'timezone', 'locale', 'tier', 'address', 'lastInboundAt', 'attributes'),
  organization: { fields: ['key', 'name', 'timezone'], isOpen: false },
  event: open('type', 'occurredAt', 'text'),
  name: undefined,
  unsubscribeUrl: undefined,
};

/** Where somebody looks for it, and what it is called instead: the one address that the message goes to. */
const otherwise: Readonly<Record<string, string>> = { email: 'contact.address', phone: 'contact.address' };

/** Liquid counts with it what something has, whatever it is. */
const counted = 'size';

/** So far apart is a slip of the fingers: one letter, or two in the wrong order. */
const slip = 1;

/** In a text of the sequence's own, what fails with every message is refused; a stored template may be mended later. */
export function checkVariables(sequence: Sequence, surroundings: VariableSurroundings): Findings {
  const findings: Findings = { problems: [], warnings: [] };
  const told = new Set<string>();
  for (const { path, text, isOwn } of textsOf(sequence, surroundings)) {
    // What is told once is told where it is refused.
    const variables = surroundings.variablesOf(text).toSorted((a, b) => Number(b.isNeeded) - Number(a.isNeeded));
    for (const { names, isNeeded, line, column } of variables) {
      const fault = faultOf(names, sequence.subject, surroundings.contactFields);
      if (!fault || told.has(`${path} ${fault.what}`)) continue;
      const { isCertain, what, expected } = fault;
      told.add(`${path} ${what}`);
      const list = isCertain && isNeeded && isOwn ? findings.problems : findings.warnings;
      list.push({ path, message: `${what} (line ${line}, column ${column} of the text)`, expected });
    }
  }
  return findings;
}

interface Fault {
  /** There is never such a variable. */
  readonly isCertain: boolean;
  readonly what: string;
  readonly expected: string;
}

function faultOf(names: readonly string[], subject: SubjectType, contactFields: readonly string[]): Fault | undefined {
  const [root = '', field] = names;
  const about = subject === 'action_item' ? 'actionItem' : subject;
  const known: Readonly<Record<string, Known | undefined>> = {
    ...alwaysThere,
    ...(Object.hasOwn(recordFields, about) && { [about]: recordFields[about] }),
  };
  if (!Object.hasOwn(known, root)) {
    if (Object.hasOwn(recordFields, root)) {
      const what = `there is no variable ${root}: the sequence is not about one, but about ${articled(subject)}`;
      return { isCertain: false, what, expected: `one of ${Object.keys(known).join(', ')}` };
    }
    return {
      isCertain: root !== counted,
      what: `there is no variable ${root}`,
      expected: didYouMean(root, Object.keys(known)),
    };
  }
  const of = known[root];
  if (!of || field === undefined || of.fields.includes(field)) return undefined;
  const path = `${root}.${field}`;
  if (!of.isOpen) {
    const isCertain = field !== counted;
    return { isCertain, what: `there is no variable ${path}`, expected: didYouMean(field, of.fields) };
  }
  const given = root === 'contact' ? contactFields : [];
  if (given.includes(field)) return undefined;
  const meant = root === 'contact' ? otherwise[field] : undefined;
  const nearest = nearestName(field, [...of.fields, ...given], slip);
  const expected = meant ?? (nearest && `${root}.${nearest}`);
  if (expected === undefined) return undefined;
  const what = `the variable ${path} is none of Relance's, and nothing is known of one of yours`;
  return { isCertain: false, what, expected: `did you mean ${expected}?` };
}

function articled(subject: SubjectType): string {
  return subject === 'contact' ? 'the contact as such' : `a record of the type ${subject}`;
}

interface PlacedText {
  readonly path: string;
  readonly text: string;
  /** Does it stand in the sequence itself? */
  readonly isOwn: boolean;
}

function textsOf({ steps }: Sequence, { formsOf }: VariableSurroundings): PlacedText[] {
  const of = (content: Content | undefined, { channel }: Step, at: string): PlacedText[] => {
    if (!content) return [];
    if ('text' in content) return partsOf(content, true, (part) => childPath(at, part));
    const forms = formsOf(content.template, channel);
    return forms.flatMap((form) => partsOf(form, false, () => childPath(at, 'template')));
  };
  return steps.flatMap((step, index) => {
    const at = childPath('steps', index);
    const variants = step.variants.flatMap(({ content }, number) =>
      of(content, step, childPath(childPath(at, 'variants'), number)),
    );
    return [...of(step.content, step, at), ...variants];
  });
}

function partsOf(form: TemplateForm, isOwn: boolean, pathOf: (part: string) => string): PlacedText[] {
  return (['subject', 'text', 'html'] as const).flatMap((part) => {
    const text = form[part];
    return text ? [{ path: pathOf(part), text, isOwn }] : [];
  });
}
