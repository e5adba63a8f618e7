/** Storing sequences: an unchanged one stays as it is, a changed one becomes a new version; running enrollments stay on theirs. */

import type { Problem } from '../domain/problem.ts';
import { childPath } from '../domain/problem.ts';
import { readSequence } from '../domain/read-sequence.ts';
import type { Sequence } from '../domain/sequence.ts';
import { invalidInput } from '../errors.ts';
import { storeSequences } from '../store/store-definitions.ts';
import { checkSequences } from './check-sequences.ts';
import type { OperationContext } from './context.ts';

export interface PutResult {
  readonly key: string;
  readonly version: number;
  /** False when the same was stored already. */
  readonly changed: boolean;
  /** What is probably not meant, such as a template that does not exist (yet). It is stored all the same. */
  readonly warnings: readonly Problem[];
}

/** Reads documents in their written form, and stores them all or none. @throws RelanceError `invalid_input` with all problems */
export async function putSequences(
  context: OperationContext,
  orgId: number,
  documents: readonly unknown[],
): Promise<PutResult[]> {
  const problems = documents.map((): Problem[] => []);
  const read: { readonly index: number; readonly sequence: Sequence; readonly warnings: readonly Problem[] }[] = [];
  documents.forEach((document, index) => {
    const reading = readSequence(document);
    if ('problems' in reading) problems[index]?.push(...reading.problems);
    else if (reading.sequence.dispatch === 'external') {
      const message = 'pulling due follow-ups from outside is not built yet';
      problems[index]?.push({ path: 'dispatch', message, expected: 'send' });
    } else read.push({ index, ...reading });
  });
  const sequences = read.map(({ sequence }) => sequence);
  // Before they are stored: a fault here must not look as if they were not.
  const findings = sequences.length === 0 ? [] : await checkSequences(context, orgId, sequences);
  for (const [n, { index }] of read.entries()) problems[index]?.push(...(findings[n]?.problems ?? []));
  const found = problems.flatMap((list, index) =>
    documents.length === 1 ? list : list.map((one) => ({ ...one, path: joined(childPath('', index), one.path) })),
  );
  if (found.length > 0) throw invalidInput(found);
  const stored = await storeCompiled(context, orgId, sequences);
  return stored.map((result, n) => ({
    ...result,
    warnings: [...(read[n]?.warnings ?? []), ...(findings[n]?.warnings ?? [])],
  }));
}

async function storeCompiled(
  { db, definitions }: OperationContext,
  orgId: number,
  sequences: readonly Sequence[],
): Promise<Omit<PutResult, 'warnings'>[]> {
  if (sequences.length === 0) return [];
  const versions = await db.transaction(orgId, (tx) => storeSequences(tx, orgId, sequences));
  definitions.forget(orgId);
  return sequences.map(({ key }) => ({
    key,
    version: versions.get(key)?.version ?? 0,
    changed: versions.get(key)?.changed ?? false,
  }));
}

function joined(path: string, below: string): string {
  return below === '' || below.startsWith('[') ? path + below : `${path}.${below}`;
}
