/** Says what stored sequences lack, after the start that stored them: it stops nothing, and nobody else would tell. */
import type { Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import { checkSequence } from '../operations/read-sequences.ts';
import { problemLine } from './report-fault.ts';
import { note, paint } from './terminal.ts';

export async function tellWarnings(
  { context, orgId }: Engine,
  { sequences }: Required<Pick<EngineOptions, 'sequences'>>,
): Promise<void> {
  for (const sequence of sequences) {
    const { warnings } = await checkSequence(context, orgId, sequence);
    for (const warning of warnings) {
      note(`${paint('yellow', 'warning:', process.stderr)} sequence ${sequence.key}, ${problemLine(warning)}`);
    }
  }
}
