/** An engine without a worker, for the length of a short command. */
import type { Config } from '../config/read-config.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { Logger } from '../logger.ts';
import { openDatabase } from '../operations/open-database.ts';
import { engineOptions } from './engine-settings.ts';
import { note } from './terminal.ts';

/** Opens the database (given, running, or started for this command), migrates it, and closes everything afterwards. */
export async function withEngine<T>(config: Config, logger: Logger, work: (engine: Engine) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = config;
  const onProgress = (text: string) => note(`relance: ${text}`);
  const database = await openDatabase({ databaseUrl, dataDir, embedded: 'either', migrate: true, logger, onProgress });
  try {
    // Without senders and sequences: a look or a key must not change what is stored.
    const { senders: _, ...options } = engineOptions(config, database, logger);
    const engine = await createEngine(options);
    try {
      return await work(engine);
    } finally {
      await engine.stop();
    }
  } finally {
    await database.close();
  }
}
