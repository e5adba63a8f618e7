/**
 * Requests written as structures with placeholders. A placeholder is filled into one leaf of a structure that is already
 * taken apart, and only then is the whole encoded. So no text can break out of its place, whatever it holds, and what was
 * filled in is never read as a placeholder again. Pure.
 */
import type { ConfigProblems } from '../provider-kit/sender-config.ts';

/** By name. A leaf that names what is undefined is left out, with its key. */
export type Values = Readonly<Record<string, string | number | undefined>>;

type Part = string | { readonly name: string };

export type Template =
  | { readonly kind: 'leaf'; readonly parts: readonly Part[] }
  | { readonly kind: 'constant'; readonly value: number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, template: Template])[] };

/** A template with its placeholders filled. */
export type Filled = string | number | boolean | null | readonly Filled[] | { readonly [name: string]: Filled };

const depthMax = 10;

/**
 * @param at where it stands in the configuration, for errors
 * @param known names that a placeholder may have
 * @returns what can be read of it; a placeholder that is unknown or not closed is noted
 */
export function compileTemplate(
  problems: ConfigProblems,
  at: string,
  raw: unknown,
  known: ReadonlySet<string>,
  depth = 0,
): Template {
  if (typeof raw === 'string') return { kind: 'leaf', parts: compileText(problems, at, raw, known) };
  if (raw === null || typeof raw === 'number' || typeof raw === 'boolean') return { kind: 'constant', value: raw };
  const isReadable = typeof raw === 'object' && depth < depthMax;
  if (!isReadable) {
    problems.refuse(
      typeof raw === 'object' ? `${at} is nested too deeply` : `${at} must be a text, a number, a list or an object`,
    );
    return { kind: 'constant', value: null };
  }
  if (Array.isArray(raw)) {
    const items = raw.map((item, index) => compileTemplate(problems, `${at}[${index}]`, item, known, depth + 1));
    return { kind: 'list', items };
  }
  const members = Object.entries(raw).map(
    ([name, value]) => [name, compileTemplate(problems, `${at}.${name}`, value, known, depth + 1)] as const,
  );
  return { kind: 'object', members };
}

function compileText(problems: ConfigProblems, at: string, text: string, known: ReadonlySet<string>): readonly Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (;;) {
    const opening = rest.indexOf('{{');
    if (opening < 0) break;
    const closing = rest.indexOf('}}', opening);
    if (closing < 0) {
      problems.refuse(`${at}: {{ is not closed by }}`);
      break;
    }
    const name = rest.slice(opening + 2, closing).trim();
    problems.require(known.has(name), `${at}: ${problemOf(name, known)}`);
    if (opening > 0) parts.push(rest.slice(0, opening));
    parts.push({ name });
    rest = rest.slice(closing + 2);
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

function problemOf(name: string, known: ReadonlySet<string>): string {
  const [group, member] = name.split('.', 2);
  if ((group === 'values' || group === 'secrets') && member)
    return `{{${name}}} has no value: give ${member} in ${group}`;
  if (name === 'from' || name === 'incomingSecret') return `{{${name}}} has no value: give ${name}`;
  return `a placeholder is unknown: known are ${[...known].join(', ')}`;
}

/** Names of the placeholders in it. */
export function placeholdersOf(template: Template): readonly string[] {
  switch (template.kind) {
    case 'leaf':
      return template.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
    case 'constant':
      return [];
    case 'list':
      return template.items.flatMap(placeholdersOf);
    case 'object':
      return template.members.flatMap(([, member]) => placeholdersOf(member));
  }
}

/** @returns undefined for a leaf with a placeholder that has no value: it is left out */
export function fillTemplate(template: Template, values: Values): Filled | undefined {
  switch (template.kind) {
    case 'leaf':
      return fillParts(template.parts, values);
    case 'constant':
      return template.value;
    case 'list':
      return template.items.map((item) => fillTemplate(item, values)).filter((item) => item !== undefined);
    case 'object': {
      const filled = template.members.map(([name, member]) => [name, fillTemplate(member, values)] as const);
      return Object.fromEntries(filled.filter((entry): entry is [string, Filled] => entry[1] !== undefined));
    }
  }
}

/** A number that stands alone stays one. */
function fillParts(parts: readonly Part[], values: Values): string | number | undefined {
  const filled = parts.map((part) => (typeof part === 'string' ? part : values[part.name]));
  if (filled.includes(undefined)) return undefined;
  return filled.length === 1 ? filled[0] : filled.join('');
}
