/**
 * What every command has in common: its options come from the table in `config/options.ts`, it is told its
 * configuration and a logger, and it answers with an exit code.
 */
import { type Command, Option as Flag } from 'commander';
import { loadEnvironment } from '../config/environment.ts';
import type { Option } from '../config/option.ts';
import { type OptionName, options } from '../config/options.ts';
import { type Config, readConfig } from '../config/read-config.ts';
import type { Logger } from '../logger.ts';
import type { ExitCode } from './exit-code.ts';
import { loggerFor } from './log-stream.ts';
import { problemLine } from './report-fault.ts';
import { note, paint } from './terminal.ts';

export interface Invocation {
  readonly config: Config;
  readonly logger: Logger;
  /** Positional arguments, in order; a repeated one is a list. */
  readonly positional: readonly (string | readonly string[] | undefined)[];
  /** The command's own flags, by their camelCase name. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

export interface CommandRun {
  /** Which options of the table the command takes as flags. */
  readonly options: readonly OptionName[];
  /** A short command logs warnings only. */
  readonly quiet: boolean;
  /** The command tells the warnings of the configuration itself. */
  readonly tellsWarnings?: true;
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
  /** Takes the exit code. */
  readonly end: (code: ExitCode) => void;
}

export const logOptions: readonly OptionName[] = ['logLevel', 'logFormat'];
export const databaseOptions: readonly OptionName[] = ['databaseUrl', 'dataDir'];
export const workerOptions: readonly OptionName[] = [
  'allowPrivateAddresses',
  'sequences',
  'workerName',
  'workerLeaseMs',
  'workerLeaseLeftMs',
  'workerHeldMax',
  'workerClockStableMs',
];

/** Gives the command its flags and its action. */
export function define(command: Command, { options: names, quiet, tellsWarnings, run, end }: CommandRun): void {
  addOptions(command, names);
  command.action(async (...given: unknown[]) => {
    const positional = given.slice(0, -2) as Invocation['positional'];
    const flags = command.optsWithGlobals<Invocation['flags']>();
    const config = readConfig(loadEnvironment(), flagsOf([...names, ...logOptions], flags));
    for (const warning of tellsWarnings ? [] : config.warnings)
      note(`${paint('yellow', 'warning:', process.stderr)} ${problemLine(warning)}`);
    end(await run({ config, logger: loggerFor(config, { quiet }), positional, flags }));
  });
}

export function addOptions(command: Command, names: readonly OptionName[]): void {
  for (const name of names) {
    const option: Option = options[name];
    if (option.flag === undefined) continue;
    command.addOption(new Flag(option.flag, helpOf(option)));
  }
}

function helpOf({ description, variable, default: standard, special, choices }: Option): string {
  const values = choices === undefined ? '' : `: ${choices.join(', ')}`;
  const more = special === undefined ? '' : ` (${special})`;
  const text = `${description.replace(/\.$/, '')}${values}${more}`.replaceAll('`', '');
  return `${text} [${variable}${standard === undefined ? '' : `, default ${standard}`}]`;
}

/** commander names flags after their text, the table after what they mean. */
function flagsOf(names: readonly OptionName[], flags: Invocation['flags']): Record<string, string | boolean> {
  const found: Record<string, string | boolean> = {};
  for (const name of names) {
    const { flag }: Option = options[name];
    const value = flag === undefined ? undefined : flags[new Flag(flag).attributeName()];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
