/**
 * Gets a database ready to be used: the given one, or the embedded one, started or found running; migrated on request.
 *
 *   start    ours alone (`relance serve`): refused when another process has the folder
 *   join     another process' (`relance worker`): refused when none runs
 *   either   for a short command: the running one, else one that runs as long as the command
 */
import { systemClock, waitFor } from '../clock.ts';
import { RelanceError, relanceError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { findRunningEmbedded, type RunningEmbedded } from '../store/embedded/find-running.ts';
import { startEmbeddedPostgres } from '../store/embedded-postgres.ts';
import { migrate } from '../store/migrate.ts';

export interface OpenDatabaseOptions {
  /** Absent: the embedded one in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly embedded: 'start' | 'join' | 'either';
  readonly migrate: boolean;
  readonly logger: Logger;
  /** Told in words what takes time. */
  readonly onProgress?: (text: string) => void;
}

export interface OpenDatabase {
  readonly url: string;
  /** Seals secrets of senders, where the database is an embedded one: 32 bytes in base64. */
  readonly secretKey?: string;
  /** Where it came from. `adopted`: the server of a process that was killed. */
  readonly origin: 'given' | 'started' | 'adopted' | 'joined';
  /** Names of the migrations that were applied just now. */
  readonly applied: readonly string[];
  /** Stops what was started here; otherwise does nothing. */
  close(): Promise<void>;
}

/** How long `either` waits for the process that has the folder to get its server ready. */
const joinWaitMs = 20_000;

/** @throws RelanceError `embedded_…`, `not_configured` (nothing to join), `store_unavailable`, `unsupported_database` */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const found = await find(options);
  try {
    const applied = options.migrate ? (await migrate(found.url)).applied : [];
    return { ...found, applied };
  } catch (error) {
    await found.close();
    throw error;
  }
}

type Found = Omit<OpenDatabase, 'applied'>;

async function find(options: OpenDatabaseOptions): Promise<Found> {
  if (options.databaseUrl !== undefined) return { url: options.databaseUrl, origin: 'given', close: nothing };
  if (options.embedded === 'start') return start(options);
  if (options.embedded === 'join') {
    const running = await findRunningEmbedded(options.dataDir);
    if (running) return joined(running);
    throw relanceError(
      'not_configured',
      `There is no database to work on: DATABASE_URL is not set, and no embedded one runs in ${options.dataDir}. ` +
        'Set DATABASE_URL, or start `relance serve` (which works by itself, too) first.',
    );
  }
  return start(options).catch((error: unknown) => {
    if (error instanceof RelanceError && error.code === 'embedded_locked') return join(options, error);
    throw error;
  });
}

async function start({ dataDir, logger, onProgress }: OpenDatabaseOptions): Promise<Found> {
  const server = await startEmbeddedPostgres({ dataDir, log: logger, ...(onProgress && { onProgress }) });
  const { url, secretKey } = server;
  return { url, secretKey, origin: server.adopted ? 'adopted' : 'started', close: () => server.stop() };
}

/** The process that has the folder may just be starting its server. */
async function join({ dataDir }: OpenDatabaseOptions, locked: RelanceError): Promise<Found> {
  const deadline = systemClock.elapsedMs() + joinWaitMs;
  for (;;) {
    const running = await findRunningEmbedded(dataDir);
    if (running) return joined(running);
    if (systemClock.elapsedMs() > deadline) throw locked;
    await waitFor(systemClock, 100);
  }
}

function joined({ url, secretKey }: RunningEmbedded): Found {
  return { url, origin: 'joined', close: nothing, ...(secretKey !== undefined && { secretKey }) };
}

async function nothing(): Promise<void> {}
