/**
 * Sequences, templates, the policy and the alert rules from a text, YAML or JSON. Every problem gets the line and column where it stands.
 *
 * A text holds, in any of these forms:
 *
 *   key: nudge                     one sequence; `templates` may stand beside its keys
 *   trigger: ...
 *
 *   - key: nudge                   a list of sequences
 *   - key: welcome
 *
 *   policy: { ... }                the organization's policy
 *   alerts: { ... }                whom it tells when something is not as it should be
 *   sequences: [ ... ]             any of them
 *   templates:
 *     nudge: Hello again!                                        one text for all channels and locales
 *     welcome: { subject: Welcome, text: ..., html: ... }        with channel and locale, if it is for one only
 *     reminder: [ { channel: sms, text: ... }, { channel: email, subject: ..., text: ... } ]
 *
 * A YAML text may hold several such documents with `---` between them; paths of problems begin at their document.
 */
import { DocumentReader, type Findings } from '../domain/document-reader.ts';
import { nearestName } from '../domain/nearest-name.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { PolicyLayer } from '../domain/policy-layer.ts';
import type { Problem } from '../domain/problem.ts';
import { type AlertDocument, readAlertRulesAt } from '../domain/read-alert-rules.ts';
import { readPolicyAt } from '../domain/read-policy.ts';
import { readSequenceAt } from '../domain/read-sequence.ts';
import { readTemplates, type TemplateInput } from '../domain/read-template.ts';
import type { Sequence } from '../domain/sequence.ts';
import { parseText, type TextFormat } from './parse-text.ts';

export type SequenceTextReading =
  | {
      readonly sequences: readonly Sequence[];
      readonly templates: readonly TemplateInput[];
      /** The sequences once more, each with the way back to its place in the text. */
      readonly places: readonly SequencePlace[];
      /** The organization's policy, if it stands here. */
      readonly policy?: WrittenPolicy;
      /** Whom the organization tells, if it stands here. */
      readonly alerts?: WrittenAlerts;
      readonly warnings: readonly Problem[];
    }
  | { readonly problems: readonly Problem[] };

/** How many sequences one text may hold. */
const sequencesMax = 200;
const fileKeys = ['policy', 'alerts', 'sequences', 'templates'];

export interface SequencePlace {
  readonly sequence: Sequence;
  /** A problem of the sequence as one of the text. */
  readonly placed: (problem: Problem) => Problem;
}

export interface WrittenPolicy {
  readonly document: PolicyDocument;
  readonly layer: PolicyLayer;
  readonly placed: (problem: Problem) => Problem;
}

export interface WrittenAlerts {
  readonly document: AlertDocument;
  readonly placed: (problem: Problem) => Problem;
}

interface ReadOptions {
  readonly format: TextFormat;
  /** What is wrong with the language that a text is written in (Liquid), if anything. Absent: that is not looked at. */
  readonly faultOf?: (text: WrittenText) => string | undefined;
}

/** A message as written, in a template or in a step. */
export interface WrittenText {
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
}

/** Reads a whole text; problems come in its order. Never throws: what cannot be parsed is a problem like any other. */
export function readSequenceText(text: string, options: ReadOptions): SequenceTextReading {
  const parsed = parseText(text, options.format);
  if ('problems' in parsed) return parsed;
  const [problems, warnings]: [Problem[], Problem[]] = [[], []];
  const sequences: Sequence[] = [];
  const templates: TemplateInput[] = [];
  const places: SequencePlace[] = [];
  let policy: WrittenPolicy | undefined;
  let alerts: WrittenAlerts | undefined;
  const seen = new Set<string>();
  for (const { value, locate } of parsed.documents) {
    const findings: Findings = { problems: [], warnings: [] };
    const place = new DocumentReader(value, '', findings);
    const placedAt = (at: string) => (problem: Problem) => {
      const path = [at, problem.path].filter((part) => part !== '').join('.');
      return { ...problem, path, ...locate(path) };
    };
    const ownPolicy = organizationPlace(place, 'policy');
    if (ownPolicy && policy) ownPolicy.refuse('there is a policy above already', 'one of them');
    if (ownPolicy) {
      const layer = readPolicyAt(ownPolicy, 'organization');
      policy = { document: ownPolicy.value as PolicyDocument, layer, placed: placedAt(ownPolicy.path) };
    }
    const ownAlerts = organizationPlace(place, 'alerts');
    if (ownAlerts && alerts) ownAlerts.refuse('there are alerts above already', 'one of them');
    if (ownAlerts) {
      readAlertRulesAt(ownAlerts);
      alerts = { document: ownAlerts.value as AlertDocument, placed: placedAt(ownAlerts.path) };
    }
    for (const at of sequencePlaces(place)) {
      const sequence = readSequenceAt(at);
      if (sequence === undefined) continue;
      addUnlessThere(sequences, seen, sequence, at);
      places.push({ sequence, placed: placedAt(at.path) });
      for (const [content, where] of textsOf(sequence, at)) refuseFault(where, options.faultOf?.(content));
    }
    for (const template of place.at('templates').optional(readTemplates) ?? []) {
      const at = place.at('templates').at(template.key);
      addTemplate(templates, seen, template, at);
      refuseFault(at, options.faultOf?.(template));
    }
    problems.push(...findings.problems.map((problem) => ({ ...problem, ...locate(problem.path) })));
    warnings.push(...findings.warnings.map((warning) => ({ ...warning, ...locate(warning.path) })));
  }
  if (problems.length > 0) return { problems: problems.sort(byPosition) };
  return { sequences, templates, places, warnings, ...(policy && { policy }), ...(alerts && { alerts }) };
}

/** Where something of the organization's stands; beside the keys of a sequence it would be that of the sequence. */
function organizationPlace(place: DocumentReader, name: 'policy' | 'alerts'): DocumentReader | undefined {
  const at = place.at(name);
  return at.given && !isSequence(place) ? at : undefined;
}

function isSequence(place: DocumentReader): boolean {
  return ['key', 'trigger', 'steps', 'exit'].some((key) => place.at(key).given);
}

/** Where the sequences of a document stand. */
function sequencePlaces(place: DocumentReader): readonly DocumentReader[] {
  if (Array.isArray(place.value)) return place.items(sequencesMax, 'a list of sequences') ?? [];
  if (typeof place.value !== 'object' || place.value === null) {
    place.isObject('a sequence, a list of sequences, or { policy: {…}, alerts: {…}, sequences: […], templates: {…} }');
    return [];
  }
  if (isSequence(place) || !Object.keys(place.value).some((key) => nearestName(key, fileKeys))) {
    const { templates: _, ...alone } = place.value as Record<string, unknown>;
    return [new DocumentReader(alone, place.path, place.findings)];
  }
  place.knowsOnly(fileKeys);
  return place.at('sequences').optional((it) => it.items(sequencesMax, 'a list of sequences')) ?? [];
}

/** The texts that stand in a sequence itself, each with its place. */
function* textsOf(sequence: Sequence, at: DocumentReader): Generator<[WrittenText, DocumentReader]> {
  for (const [index, place] of at.at('steps').elements().entries()) {
    const step = sequence.steps[index];
    if (step?.content && 'text' in step.content) yield [step.content, place.at('text')];
    for (const [number, variant] of place.at('variants').elements().entries()) {
      const content = step?.variants[number]?.content;
      if (content && 'text' in content) yield [content, variant.at('text')];
    }
  }
}

function refuseFault(place: DocumentReader, fault: string | undefined): void {
  if (fault !== undefined) place.refuse(fault.replaceAll(/\s+/g, ' '), 'Liquid, such as {{ contact.name }}');
}

function byPosition(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function addUnlessThere(sequences: Sequence[], seen: Set<string>, sequence: Sequence, at: DocumentReader): void {
  const id = `sequence ${sequence.key}`;
  if (seen.has(id)) at.at('key').refuse(`there is a sequence "${sequence.key}" above already`, 'a key of its own');
  seen.add(id);
  sequences.push(sequence);
}

function addTemplate(templates: TemplateInput[], seen: Set<string>, template: TemplateInput, at: DocumentReader): void {
  const id = `template ${template.key} ${template.channel} ${template.locale}`;
  if (seen.has(id))
    at.refuse(`there is a template "${template.key}" for this channel and locale above already`, 'one of them');
  seen.add(id);
  templates.push(template);
}
