/** What is wrong with sequences where they are to run: texts, conditions, policy, other sequences, what is not defined yet. */
import { liquid } from '../compose/render-template.ts';
import { checkSequence } from '../domain/check-sequence.ts';
import type { Findings } from '../domain/document-reader.ts';
import type { Sequence } from '../domain/sequence.ts';
import { readContactFields } from '../store/contact-fields.ts';
import { textProblems } from './check-texts.ts';
import type { OperationContext } from './context.ts';
import { findMissing } from './find-missing.ts';

/**
 * Findings for each sequence, in order. Asks the database, not the memory of this process, which may be old.
 *
 * @param sequences that are to be stored together
 */
export async function checkSequences(
  context: OperationContext,
  orgId: number,
  sequences: readonly Sequence[],
): Promise<readonly Findings[]> {
  context.definitions.forget(orgId);
  const known = await context.definitions.get(orgId);
  if (!known) return sequences.map((sequence) => ({ problems: textProblems(sequence), warnings: [] }));
  const together = new Set(sequences.map(({ key }) => key));
  const others = [
    ...known.activeSequences.filter(({ key }) => !together.has(key)).map(({ sequence }) => sequence),
    ...sequences,
  ];
  const contactFields = await context.db.transaction(orgId, (tx) => readContactFields(tx, orgId));
  const hasLinks = context.publicUrl !== undefined && context.secrets.canSeal;
  return sequences.map((sequence) => {
    const found = checkSequence(sequence, {
      policy: known.policyOf(sequence, null),
      others,
      formsOf: known.formsOf,
      hasLinks,
      variablesOf: liquid.variablesOf,
      contactFields,
    });
    return {
      problems: [...textProblems(sequence), ...found.problems],
      warnings: [...findMissing(known, sequence), ...found.warnings],
    };
  });
}
