/**
 * Which policy counts: the defaults, over them the organization's, then the sequence's, then the contact's, value by value.
 * Lists replace each other as a whole.
 */
import type { Fact } from './facts.ts';
import type { Policy } from './policy.ts';
import { defaultLayer, mergeLayers, type PolicyLayer, type PolicyPath } from './policy-layer.ts';
import { policyInWords } from './policy-words.ts';
import type { Sequence } from './sequence.ts';
import { isBelowOff, writeValue } from './write-policy.ts';

/** Where a value was set. */
export type PolicySource =
  | { readonly from: 'default' }
  | { readonly from: 'organization'; readonly version: number }
  | { readonly from: 'sequence'; readonly key: string; readonly version: number }
  | { readonly from: 'contact' };

export interface SourcedLayer {
  readonly source: PolicySource;
  readonly layer: PolicyLayer;
}

/** A value that counts, as people write it. */
export interface EffectiveValue {
  /** As in the document: `caps.perDay`. */
  readonly path: PolicyPath;
  readonly value: Fact;
  readonly source: PolicySource;
  /** The same as a sentence. */
  readonly text: string;
}

/** Every value that counts, each with its one source. @param layers the strongest last; the defaults are added */
export function effectiveValues(layers: readonly SourcedLayer[]): EffectiveValue[] {
  const all: readonly SourcedLayer[] = [{ source: { from: 'default' }, layer: defaultLayer }, ...layers];
  const merged = mergeLayers(...all.map(({ layer }) => layer));
  const paths = Object.keys(merged) as PolicyPath[];
  return paths
    .filter((path) => !isBelowOff(merged, path))
    .map((path) => {
      const value = writeValue(path, merged[path]);
      const { source } = all.findLast(({ layer }) => layer[path] !== undefined) as SourcedLayer;
      return { path, value, source, text: policyInWords(path, value) };
    });
}

/** The sequence with what it leaves to its policy filled in. */
export function underPolicy(sequence: Sequence, policy: Policy): Sequence {
  return {
    ...sequence,
    steps: sequence.steps.map((step) => ({
      ...step,
      lateGraceMs: step.lateGraceMs ?? policy.lateGraceMs,
      missedWindow: step.missedWindow ?? policy.missedWindow,
      approval: step.approval || (step.kind === 'message' && policy.approval.includes(step.category)),
    })),
    ...(sequence.ending && {
      ending: { ...sequence.ending, afterMs: sequence.ending.afterMs ?? policy.ghostDelayMs },
    }),
  };
}
