/** What JSON can carry but no database row and no message: said here, instead of as a fault of the database. */
import { childPath, type Problem } from './problem.ts';

/** Deeper than anybody writes, and far from what a call stack holds. */
const depthMax = 100;

/** Where a value holds something that cannot be stored, and what: empty for nearly everything. */
export function unstorable(value: unknown, path: string, depth = 0): Problem[] {
  if (typeof value === 'string') return unstorableText(value, path);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return [];
    return [{ path, message: 'the number is too large', expected: 'a number that a double can hold' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth === depthMax)
    return [{ path, message: 'this is nested too deeply', expected: `at most ${depthMax} levels` }];
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorable(item, childPath(path, index), depth + 1));
  const problems: Problem[] = [];
  for (const [key, item] of Object.entries(value)) {
    const bad = unstorableText(key, path);
    problems.push(...bad.map((problem) => ({ ...problem, message: `a key: ${problem.message}` })));
    if (bad.length === 0) problems.push(...unstorable(item, childPath(path, key), depth + 1));
  }
  return problems;
}

function unstorableText(text: string, path: string): Problem[] {
  if (text.includes('\0'))
    return [{ path, message: 'the text holds the character U+0000', expected: 'text without it' }];
  if (text.isWellFormed()) return [];
  return [{ path, message: 'the text holds half of a character (a lone surrogate)', expected: 'whole characters' }];
}

/** Of what vendors and errors say, so many characters are kept. */
export const wordsMax = 500;

/** What others say, made fit for a row: without what PostgreSQL can't hold, also where it is cut. */
export function storableText(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax).replaceAll('\0', '').toWellFormed();
}
