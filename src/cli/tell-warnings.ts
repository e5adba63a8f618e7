/** Says what is doubtful about stored sequences and the policy, after the start that stored them: it stops nothing, and nobody else would tell. */

import type { Problem } from '../domain/problem.ts';
import type { Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import { checkPolicy } from '../operations/put-policy.ts';
import { checkSequence } from '../operations/read-sequences.ts';
import { problemLine } from './report-fault.ts';
import { note, paint } from './terminal.ts';

export async function tellWarnings(
  { context, orgId }: Engine,
  { sequences, policy }: Required<Pick<EngineOptions, 'sequences'>> & Pick<EngineOptions, 'policy'>,
): Promise<void> {
  const tell = (what: string, warning: Problem) =>
    note(`${paint('yellow', 'warning:', process.stderr)} ${what}, ${problemLine(warning)}`);
  if (policy) for (const warning of (await checkPolicy(context, orgId, policy)).warnings) tell('policy', warning);
  for (const sequence of sequences) {
    const { warnings } = await checkSequence(context, orgId, sequence);
    for (const warning of warnings) tell(`sequence ${sequence.key}`, warning);
  }
}
