/**
 * Reads the nested parts of a sender's configuration: each mistake is noted with the place where it is, and never with its
 * value. Also reads values by dotted paths out of what a vendor said. Pure.
 */
import type { ConfigProblems } from './sender-config.ts';

export type Members = Readonly<Record<string, unknown>>;
/** `messages.0.id`, taken apart; a path that begins with `?` names a parameter of the URL instead. */
export type Path = readonly string[];

/** The members of an object; none, and noted, where it is no object. Notes members that are not known, too. */
export function readMembers(problems: ConfigProblems, at: string, value: unknown, known: readonly string[]): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.refuse(`${at} must be an object`);
    return {};
  }
  for (const name of Object.keys(value)) {
    problems.require(known.includes(name), `${at}.${name} is unknown: known are ${known.join(', ')}`);
  }
  return value as Members;
}

export function readText(problems: ConfigProblems, at: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' && value !== '' ? value : problems.refuse(`${at} must be a text`);
}

export function readOneOf<const T extends string>(
  problems: ConfigProblems,
  at: string,
  value: unknown,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined || value === null) return undefined;
  return allowed.find((one) => one === value) ?? problems.refuse(`${at} must be one of ${allowed.join(', ')}`);
}

/** One value or a list of them, as texts: what a vendor sends as 7, "7" or true is compared by how it is written. */
export function readChoices(problems: ConfigProblems, at: string, value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const choices = (Array.isArray(value) ? value : [value]).map(textOf);
  const isGood = choices.length > 0 && choices.every((choice) => choice !== undefined && choice !== '');
  return isGood ? (choices as string[]) : problems.refuse(`${at} must be a text, a number, or a list of them`);
}

export function readPath(problems: ConfigProblems, at: string, value: unknown): Path | undefined {
  const text = readText(problems, at, value);
  if (text === undefined) return undefined;
  const path = text.startsWith('?') ? [text] : text.split('.');
  const isGood = path.every((name) => name !== '' && name !== '?');
  return isGood ? path : problems.refuse(`${at} must be names joined by dots, for example message.id`);
}

/** What stands at the path; undefined where nothing does. Only what the value itself has counts. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Members)[name];
  }
  return current;
}

/** A text, number or truth value as it is written; undefined for everything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : undefined;
}
