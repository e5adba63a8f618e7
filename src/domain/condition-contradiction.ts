/** Finds conditions that can never hold because they contradict themselves, as far as that is easily seen. */
import { holds } from './condition.ts';
import type { Fact } from './facts.ts';
import type { Condition } from './sequence.ts';

type Leaf = Extract<Condition, { fact: string }>;
type Range = Extract<Leaf, { atLeast?: number }>;

/** The fact about which a condition asks what cannot be; undefined where none is found, which proves nothing. */
export function contradictedFact(condition: Condition): string | undefined {
  if ('any' in condition) {
    const found = condition.any.map(contradictedFact);
    return found.every((fact) => fact !== undefined) ? found[0] : undefined;
  }
  if (!('all' in condition)) return 'fact' in condition && cannotHold([condition]) ? condition.fact : undefined;
  const inner = condition.all.map(contradictedFact).find((fact) => fact !== undefined);
  if (inner !== undefined) return inner;
  const byFact = new Map<string, Leaf[]>();
  for (const leaf of leavesOf(condition)) byFact.set(leaf.fact, [...(byFact.get(leaf.fact) ?? []), leaf]);
  return [...byFact].find(([, leaves]) => cannotHold(leaves))?.[0];
}

/** Single tests that must all hold. */
function leavesOf(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  return 'fact' in condition ? [condition] : [];
}

function cannotHold(leaves: readonly Leaf[]): boolean {
  const isAbsent = leaves.some((leaf) => 'exists' in leaf && !leaf.exists);
  const wantsMore = leaves.some((leaf) =>
    'exists' in leaf ? leaf.exists : !('equals' in leaf && leaf.equals === null),
  );
  if (isAbsent && wantsMore && !leaves.some((leaf) => 'in' in leaf && leaf.in.includes(null))) return true;
  const choices = leaves.find((leaf) => 'equals' in leaf || 'in' in leaf);
  // One of few values: each is tried.
  if (choices) return !valuesOf(choices).some((value) => leaves.every((leaf) => allows(leaf, value)));
  return isEmptyRange(leaves);
}

function valuesOf(leaf: Leaf): readonly Fact[] {
  if ('equals' in leaf) return [leaf.equals];
  return 'in' in leaf ? leaf.in : [];
}

function allows(leaf: Leaf, value: Fact): boolean {
  return holds({ ...leaf, fact: 'value' }, { value });
}

function isEmptyRange(leaves: readonly Leaf[]): boolean {
  const ranges = leaves.filter(
    (leaf): leaf is Range => !('exists' in leaf || 'equals' in leaf || 'in' in leaf || 'contains' in leaf),
  );
  const low = Math.max(...ranges.flatMap(({ atLeast, above }) => [atLeast, above].filter((it) => it !== undefined)));
  const high = Math.min(...ranges.flatMap(({ atMost, below }) => [atMost, below].filter((it) => it !== undefined)));
  return low > high || (low === high && ranges.some(({ above, below }) => above === low || below === high));
}
