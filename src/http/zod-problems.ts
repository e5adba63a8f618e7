/** Says in plain words what a wire schema found wrong, in the same form as every other reader of input. */
import type { z } from 'zod';
import { describe } from '../domain/document-reader.ts';
import { didYouMean } from '../domain/nearest-name.ts';
import { childPath, type Problem } from '../domain/problem.ts';

type Issue = z.core.$ZodIssue;

/** What an instant has to look like; by this text as its message a schema says that it wants one. */
export const instantExpected = 'an instant with its offset, for example 2026-03-01T09:30:00Z';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * @param input what was read, for the values that the messages name
 * @param root where it came from: empty for the body, else `query` or `params`
 * @param known the keys of the body or the query, to guess what an unknown one was meant to be
 */
export function problemsOf(
  error: z.core.$ZodError,
  input: unknown,
  root = '',
  known: readonly string[] = [],
): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, input, root, known));
}

function problemsOfIssue(issue: Issue, input: unknown, root: string, known: readonly string[]): Problem[] {
  const path = issue.path.reduce<string>((at, key) => childPath(at, key as string | number), root);
  const value = valueAt(input, issue.path);
  if (issue.message === instantExpected) {
    const message = value === undefined ? 'is missing' : `${describe(value)} is not an instant`;
    return [{ path, message, expected: instantExpected }];
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: childPath(path, key),
        message: `there is no ${root === 'query' ? 'query parameter' : 'option'} "${key}" here`,
        expected: issue.path.length === 0 && known.length > 0 ? didYouMean(key, known) : 'leave it out',
      }));
    case 'invalid_type':
      return [missingOr(path, value, kinds[issue.expected] ?? `a value of type ${issue.expected}`)];
    case 'invalid_value':
      return [wordProblem(path, value, issue.values.map(String))];
    case 'too_big':
      return [
        {
          path,
          message: `${sized(value, issue.origin)} is too large`,
          expected: `at most ${issue.maximum}${unit(issue.origin)}`,
        },
      ];
    case 'too_small':
      return [
        {
          path,
          message: `${sized(value, issue.origin)} is too small`,
          expected: `at least ${issue.minimum}${unit(issue.origin)}`,
        },
      ];
    case 'invalid_format':
      return [{ path, message: `${describe(value)} has another form`, expected: formExpected(issue) }];
    case 'invalid_union':
      return nearestUnion(issue, value, path, known);
    case 'custom':
      return [
        {
          path,
          message: issue.message,
          ...(typeof issue.params?.expected === 'string' && { expected: issue.params.expected }),
        },
      ];
    default:
      return [{ path, message: issue.message }];
  }
}

function missingOr(path: string, value: unknown, expected: string): Problem {
  return { path, message: value === undefined ? 'is missing' : `this is ${describe(value)}`, expected };
}

function wordProblem(path: string, value: unknown, words: readonly string[]): Problem {
  if (typeof value !== 'string') return missingOr(path, value, `one of ${words.join(', ')}`);
  return { path, message: `there is no ${describe(value)} here`, expected: didYouMean(value, words) };
}

/** Of several forms, none of which fits, the one that comes nearest says what is wrong. */
function nearestUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  value: unknown,
  path: string,
  known: readonly string[],
): Problem[] {
  const tried = issue.errors.filter(
    (issues) => !issues.every(({ code, path: at }) => code === 'invalid_type' && at.length === 0),
  );
  const [nearest] = tried.toSorted((a, b) => strangers(a) - strangers(b) || a.length - b.length);
  if (!nearest)
    return [
      {
        path,
        message: value === undefined ? 'is missing' : `this is ${describe(value)}`,
        expected: 'another kind of value',
      },
    ];
  return nearest.flatMap((inner) => problemsOfIssue(inner, value, path, known));
}

/** Keys that a form does not know at all: it is hardly the one that was meant. */
function strangers(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.length : 0),
    0,
  );
}

function sized(value: unknown, origin: string): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  // A number of a query came as text.
  return typeof value === 'string' && origin === 'string' ? `a text of ${value.length} characters` : describe(value);
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' elements' : '';
}

function formExpected(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  return issue.format === 'regex' ? issue.message : `a value of the form ${issue.format}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
