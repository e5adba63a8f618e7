/** Storing an organization's policy: an unchanged document stays as it is, a changed one becomes a new version. */
import { checkPolicy as checkWhole } from '../domain/check-policy.ts';
import { checkUnderPolicy } from '../domain/check-under-policy.ts';
import type { Facts } from '../domain/facts.ts';
import { mergeLayers, type PolicyLayer, policyFrom } from '../domain/policy-layer.ts';
import type { Problem } from '../domain/problem.ts';
import { readPolicy } from '../domain/read-policy.ts';
import { unstorable } from '../domain/storable.ts';
import { invalidInput } from '../errors.ts';
import { storePolicy } from '../store/policies.ts';
import type { OperationContext } from './context.ts';

/** What a policy does to a sequence that is stored. */
export interface AffectedSequence {
  readonly key: string;
  readonly version: number;
  /** Among them what would refuse the sequence if it were stored now. */
  readonly warnings: readonly Problem[];
}

export interface PutPolicyResult {
  readonly version: number;
  /** False when the same was stored already. */
  readonly changed: boolean;
  /** What is probably not meant. It is stored all the same. */
  readonly warnings: readonly Problem[];
  readonly sequences: readonly AffectedSequence[];
}

/** @param by who does it, for the list of versions @throws RelanceError `invalid_input` with all problems */
export async function putPolicy(
  context: OperationContext,
  orgId: number,
  document: unknown,
  by: string | null,
): Promise<PutPolicyResult> {
  // Before it is stored: a fault here must not look as if it were not.
  const { problems, warnings, sequences } = await checkPolicy(context, orgId, document);
  if (problems.length > 0) throw invalidInput(problems);
  const stored = await context.db.transaction(orgId, (tx) => storePolicy(tx, orgId, document as Facts, by));
  context.definitions.forget(orgId);
  return { ...stored, warnings, sequences };
}

/** Checks a document without storing it. */
export async function checkPolicy(
  context: OperationContext,
  orgId: number,
  document: unknown,
): Promise<Pick<PutPolicyResult, 'warnings' | 'sequences'> & { readonly problems: readonly Problem[] }> {
  const refused = unstorable(document, '');
  if (refused.length > 0) return { problems: refused, warnings: [], sequences: [] };
  const reading = readPolicy(document, 'organization');
  if ('problems' in reading) return { problems: reading.problems, warnings: [], sequences: [] };
  const { problems, warnings } = checkWhole(reading.layer);
  const sequences = problems.length > 0 ? [] : await affectedBy(context, orgId, reading.layer);
  return { problems, warnings: [...reading.warnings, ...warnings], sequences };
}

async function affectedBy(
  { definitions }: OperationContext,
  orgId: number,
  layer: PolicyLayer,
): Promise<AffectedSequence[]> {
  definitions.forget(orgId);
  const known = await definitions.get(orgId);
  return (known?.activeSequences ?? []).flatMap(({ key, version, sequence }) => {
    const found = checkUnderPolicy(sequence, policyFrom(mergeLayers(layer, sequence.policy ?? {})));
    const warnings = [...found.problems, ...found.warnings];
    return warnings.length === 0 ? [] : [{ key, version, warnings }];
  });
}
