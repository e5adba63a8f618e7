/** `relance migrate`: brings the database to the schema of this version. Safe to run again, and from many places. */
import type { Command } from 'commander';
import { openDatabase } from '../../operations/open-database.ts';
import { type CommandRun, databaseOptions, define, type Invocation } from '../command.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { note, say, sayJson } from '../terminal.ts';

export function addMigrate(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('migrate')
    .summary('bring the database to the schema of this version')
    .description(
      'Brings the database to the schema of this version and says what was applied. `serve` and `worker` do the same when ' +
        'they start; run it by itself where a deployment wants that step before the new processes.',
    )
    .option('--json', 'Answer with JSON: { applied: [names] }')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgresql://… relance migrate');
  define(command, { options: databaseOptions, quiet: true, run: migrate, end });
}

async function migrate({ config, logger, flags }: Invocation): Promise<ExitCode> {
  const { databaseUrl, dataDir } = config;
  const onProgress = (text: string) => note(`relance: ${text}`);
  const database = await openDatabase({ databaseUrl, dataDir, embedded: 'either', migrate: true, logger, onProgress });
  await database.close();
  if (flags.json) sayJson({ applied: database.applied });
  else if (database.applied.length === 0) say('The database is up to date.');
  else for (const name of database.applied) say(`applied ${name}`);
  return exitCode.ok;
}
