/** All commands of `relance`, put together. */
import { Command } from 'commander';
import { addOptions, type CommandRun, logOptions } from './command.ts';
import { addDoctor } from './commands/doctor.ts';
import { addKeys } from './commands/keys.ts';
import { addMigrate } from './commands/migrate.ts';
import { addServe } from './commands/serve.ts';
import { addValidate } from './commands/validate.ts';
import { addWorker } from './commands/worker.ts';
import { exitCodesText } from './exit-code.ts';
import { version } from './program-version.ts';

const examples = `
Examples:
  relance serve                          everything in one process, with a database of its own in ./.relance
  relance serve --port 3000 --sequences ./sequences
  DATABASE_URL=postgresql://… relance worker
  relance validate sequences/*.yaml      what is wrong, with file, line and column
  relance keys create --name crm --scopes send,read
  relance doctor                         is everything well, and if not, what to do

${exitCodesText}

Every option is also an environment variable (in brackets), or a line of the file .env: see docs/options.md.`;

/** @param end takes the exit code of the command that was run */
export function createProgram(end: CommandRun['end']): Command {
  const program = new Command('relance');
  program
    .description('A follow-up engine: who is due for a follow-up and when, sent once, stopped by an answer.')
    .version(version(), '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Show this help')
    .helpCommand('help [command]', 'Show the help of a command')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .option('--verbose', 'Show where an error came from')
    .addHelpText('after', examples)
    .showHelpAfterError('(relance --help lists commands and options)')
    .exitOverride();
  addOptions(program, logOptions);
  for (const add of [addServe, addWorker, addMigrate, addValidate, addKeys, addDoctor]) add(program, end);
  return program;
}
