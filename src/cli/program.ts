/** All commands of `relance`, put together. */
import { Command } from 'commander';
import { addOptions, type CommandRun, logOptions } from './command.ts';
import { exitCodesText } from './exit-code.ts';
import { version } from './program-version.ts';

const examples = `
Examples:
  relance serve                          everything in one process, with a database of its own in ./.relance
  relance serve --port 3000 --sequences ./sequences
  DATABASE_URL=postgresql://… relance worker
  relance validate sequences/*.yaml      what is wrong, with file, line and column
  relance keys create --name crm --scopes send,read
  relance contact export key:ana         everything that is known about a person
  relance audit verify                   is the log of changes as it was written
  relance operator add ana@example.com --role owner
  relance suppressions import list.csv   addresses that nothing is sent to
  relance send-test smtp me@example.com  does this sender work
  relance explain key:ana                what a person gets, and why
  relance doctor                         is everything well, and if not, what to do
  relance demo                           watch it at work for three days, in half a minute

${exitCodesText}

Every option is also an environment variable (in brackets), or a line of the file .env: see docs/options.md.`;

type Add = (program: Command, end: CommandRun['end']) => void;

/** In the order of the help. Loaded one by one, so that a command does not wait for what only others need. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  serve: async () => (await import('./commands/serve.ts')).addServe,
  worker: async () => (await import('./commands/worker.ts')).addWorker,
  migrate: async () => (await import('./commands/migrate.ts')).addMigrate,
  validate: async () => (await import('./commands/validate.ts')).addValidate,
  keys: async () => (await import('./commands/keys.ts')).addKeys,
  contact: async () => (await import('./commands/contact.ts')).addContact,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  suppressions: async () => (await import('./commands/suppressions.ts')).addSuppressions,
  operator: async () => (await import('./commands/operator.ts')).addOperator,
  organization: async () => (await import('./commands/organization.ts')).addOrganizationCommand,
  'send-test': async () => (await import('./commands/send-test.ts')).addSendTest,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
};

/** The commands that have to be there for these arguments: the one that is named, or all for the help of all. */
function neededFor(args: readonly string[]): readonly (() => Promise<Add>)[] {
  const named = args.find((arg) => Object.hasOwn(commands, arg));
  const load = named === undefined ? undefined : commands[named];
  return load ? [load] : Object.values(commands);
}

/**
 * @param args without the program's own path
 * @param end takes the exit code of the command that was run
 */
export async function createProgram(args: readonly string[], end: CommandRun['end']): Promise<Command> {
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
  for (const load of neededFor(args)) (await load())(program, end);
  return program;
}
