/** Conditions asked of facts. One function answers, another one says how the answer came about. */
import { type Fact, type Facts, factAt } from './facts.ts';
import type { Condition } from './sequence.ts';

type Leaf = Extract<Condition, { fact: string }>;

/** One test within a condition, and how it came out. */
export interface ConditionTest {
  /** Where it stands in the condition, for example `all[1].not`; empty when it is the whole condition. */
  readonly path: string;
  readonly fact: string;
  /** In words, for example `is at least 0.7`. */
  readonly test: string;
  /** The fact's value; absent where there is none. */
  readonly value?: Fact;
  readonly holds: boolean;
  /** What it would have to be to speak for the condition: false within a `not`. */
  readonly wanted: boolean;
}

/** Does the condition hold? Never fails: a fact of another kind than the test expects does not hold. */
export function holds(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  if ('not' in condition) return !holds(condition.not, facts);
  return leafHolds(condition, factAt(facts, condition.fact));
}

/** Every single test of a condition with the value that it saw, in the order of the text. For "why (not)?". */
export function explainCondition(condition: Condition, facts: Facts): readonly ConditionTest[] {
  return explain(condition, facts, '', true);
}

function explain(condition: Condition, facts: Facts, path: string, wanted: boolean): readonly ConditionTest[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if ('all' in condition) return condition.all.flatMap((part, i) => explain(part, facts, at(`all[${i}]`), wanted));
  if ('any' in condition) return condition.any.flatMap((part, i) => explain(part, facts, at(`any[${i}]`), wanted));
  if ('not' in condition) return explain(condition.not, facts, at('not'), !wanted);
  const value = factAt(facts, condition.fact);
  const seen = value === undefined ? {} : { value };
  return [
    { path, fact: condition.fact, test: inWords(condition), ...seen, holds: leafHolds(condition, value), wanted },
  ];
}

function leafHolds(leaf: Leaf, value: Fact | undefined): boolean {
  if ('exists' in leaf) return (value !== undefined && value !== null) === leaf.exists;
  if (value === undefined) return false;
  if ('equals' in leaf) return sameFact(value, leaf.equals);
  if ('in' in leaf) return leaf.in.some((one) => sameFact(value, one));
  if ('contains' in leaf) return containsText(value, leaf.contains);
  return (
    typeof value === 'number' &&
    (leaf.atLeast === undefined || value >= leaf.atLeast) &&
    (leaf.atMost === undefined || value <= leaf.atMost) &&
    (leaf.above === undefined || value > leaf.above) &&
    (leaf.below === undefined || value < leaf.below)
  );
}

function containsText(value: Fact, text: string): boolean {
  const wanted = text.toLowerCase();
  if (typeof value === 'string') return value.toLowerCase().includes(wanted);
  return Array.isArray(value) && value.some((one: Fact) => typeof one === 'string' && one.toLowerCase() === wanted);
}

/** Equal as JSON values: the order of an object's keys does not count, that of a list's elements does. */
function sameFact(a: Fact | undefined, b: Fact | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => sameFact(one, b[i]));
  }
  const [left, right] = [a as Facts, b as Facts];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameFact(left[key], right[key]))
  );
}

function inWords(leaf: Leaf): string {
  if ('exists' in leaf) return leaf.exists ? 'exists' : 'does not exist';
  if ('equals' in leaf) return `equals ${JSON.stringify(leaf.equals)}`;
  if ('in' in leaf) return `is one of ${leaf.in.map((one) => JSON.stringify(one)).join(', ')}`;
  if ('contains' in leaf) return `contains ${JSON.stringify(leaf.contains)}`;
  const bounds: string[] = [];
  if (leaf.atLeast !== undefined) bounds.push(`at least ${leaf.atLeast}`);
  if (leaf.above !== undefined) bounds.push(`above ${leaf.above}`);
  if (leaf.atMost !== undefined) bounds.push(`at most ${leaf.atMost}`);
  if (leaf.below !== undefined) bounds.push(`below ${leaf.below}`);
  return `is ${bounds.join(' and ')}`;
}
