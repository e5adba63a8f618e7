/** The command `relance`: runs one command and ends with its exit code. */
import '../temporal.ts';
import { CommanderError } from 'commander';
import { loadEnvironment } from '../config/environment.ts';
import { exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import { reportFault } from './report-fault.ts';
import { toleratePartingReaders } from './terminal.ts';

toleratePartingReaders();
process.exit(await main(process.argv));

async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCode.ok;
  const program = await createProgram(argv.slice(2), (ended) => {
    code = ended;
  });
  if (argv.length <= 2) {
    program.outputHelp({ error: true });
    return exitCode.usage;
  }
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    // commander has said what is wrong; help and version are no faults.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    return reportFault(error, isVerbose(program.opts()));
  }
}

/** Asked of the raw settings, since the configuration may be what is wrong. */
function isVerbose({ verbose, logLevel }: { verbose?: boolean; logLevel?: string }): boolean {
  return verbose === true || (logLevel ?? loadEnvironment().LOG_LEVEL)?.toLowerCase() === 'debug';
}
