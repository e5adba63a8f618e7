/** `relance worker`: one more process that sends. Any number of them share one database. */
import type { Command } from 'commander';
import { createEngine } from '../../engine.ts';
import { openDatabase } from '../../operations/open-database.ts';
import { type CommandRun, databaseOptions, define, type Invocation, workerOptions } from '../command.ts';
import { engineOptions, readContent } from '../engine-settings.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { aborted, stopSignals } from '../stop-signals.ts';
import { tellWarnings } from '../tell-warnings.ts';
import { note, say } from '../terminal.ts';

export function addWorker(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('worker')
    .summary('send what is due, without HTTP')
    .description(
      'Sends what is due, without HTTP: start as many as you like, on as many machines as you like, with one DATABASE_URL. ' +
        'Without it, the worker joins the embedded database of a `relance serve` that runs on the same folder.',
    )
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgresql://… relance worker --worker-name second');
  define(command, { options: [...databaseOptions, ...workerOptions], quiet: false, run: work, end });
}

async function work({ config, logger }: Invocation): Promise<ExitCode> {
  const stopping = stopSignals();
  const content = await readContent(config);
  const { databaseUrl, dataDir } = config;
  const onProgress = (text: string) => note(`relance: ${text}`);
  const database = await openDatabase({ databaseUrl, dataDir, embedded: 'join', migrate: true, logger, onProgress });
  const engine = await createEngine(engineOptions(config, database, logger, content));
  try {
    await tellWarnings(engine, content);
    if (!stopping.aborted) {
      await engine.start();
      say('Relance worker is ready');
    }
    await aborted(stopping);
  } finally {
    await engine.stop();
    await database.close();
  }
  say('Relance worker has stopped');
  return exitCode.ok;
}
