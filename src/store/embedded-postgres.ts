/**
 * A real PostgreSQL of our own, for those who have none: `relance serve` without DATABASE_URL starts it in `./.relance`.
 * Durable as shipped (fsync, synchronous commit, full-page writes), on the loopback interface only, with a password that
 * nobody chose. The application's role owns its database and is not a superuser, so that row-level security binds it.
 *
 *   stopped ── start ──> running ── stop ──> stopped
 *   running ── the server dies ──> restarting ── it takes connections ──> running
 *   running ── our process is killed ──> orphaned ── the next start finds it ──> running (adopted)
 *
 * One process at a time uses a folder: a second one is refused, and told which process has it.
 */
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { systemClock, waitFor } from '../clock.ts';
import { relanceError } from '../errors.ts';
import { newKeyBytes, newSecret } from '../ids.ts';
import type { Logger } from '../logger.ts';
import { type Account, accountFor, canReach, giveTo } from './embedded/account.ts';
import { embeddedBinaries } from './embedded/binaries.ts';
import { lockFolder } from './embedded/exclusive-lock.ts';
import { emptyFolderBeside, placeOfCluster, prepareFolder, readNote, writeNote } from './embedded/folder.ts';
import { freePort, isFree } from './embedded/free-port.ts';
import { atParting } from './embedded/parting.ts';
import {
  type Cluster,
  executeOffline,
  initialiseCluster,
  isPostmaster,
  readPostmasterFile,
  startPostmaster,
  stopPostmaster,
} from './embedded/postmaster.ts';

export interface EmbeddedPostgresOptions {
  /** Folder for the data and what belongs to it; made when absent. */
  readonly dataDir: string;
  /** Port on 127.0.0.1. Default: the one used before, else a random free one. */
  readonly port?: number;
  /** Told in words what takes time, for a person who waits. */
  readonly onProgress?: (text: string) => void;
  readonly log: Logger;
}

export interface EmbeddedPostgres {
  /** Connection string of the role `relance` for the database `relance`, which it owns. */
  readonly url: string;
  readonly port: number;
  /** Seals secrets in this database: 32 bytes in base64, kept beside it. */
  readonly secretKey: string;
  /** True when the server of a process that was killed was still running and has been taken over. */
  readonly adopted: boolean;
  /** Stops the server cleanly and gives the folder free. May be called more than once. */
  stop(): Promise<void>;
}

const role = 'relance';
const majorVersion = '18';

/** The durable defaults (fsync, synchronous_commit, full_page_writes) are left as they are, on purpose. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '128MB',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
} as const;

const accessRules = `# Only over loopback, only with the password. Written by Relance at the first start.
host all all 127.0.0.1/32 scram-sha-256
`;

const superviseEveryMs = 500;
const restartsMax = 5;
const restartWindowMs = 60_000;

/**
 * Starts the embedded PostgreSQL, or takes over the running one of a process that was killed.
 *
 * The server is watched until `stop`: when it dies (out of memory, a kill), it is started again on the same port.
 *
 * @throws RelanceError `embedded_locked` another process uses the folder; `embedded_port_taken` the port that was asked
 * for is taken; `embedded_folder_unusable`; `embedded_user_unusable`; `embedded_start_failed` with what the server said
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const starting = startOrAdopt(options);
  // A signal in the middle of the start waits for its end, so that no server is left behind.
  const forget = atParting({ pid: () => undefined, stop: async () => (await starting).stop() });
  try {
    return await starting;
  } finally {
    forget();
  }
}

async function startOrAdopt(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const say = options.onProgress ?? (() => {});
  if (process.platform === 'win32') {
    throw relanceError(
      'embedded_start_failed',
      'The embedded PostgreSQL runs on Linux and macOS; set DATABASE_URL here.',
    );
  }
  const account = accountFor(join(options.dataDir, 'postgres'));
  const folder = prepareFolder(options.dataDir, account);
  const lock = lockOrRefuse(folder);
  try {
    const cluster = await openCluster(folder, account, say);
    const secretKey = ensureSecretKey(folder, cluster);
    const orphan = await findOrphan(cluster);
    const known = readNote(folder, 'password');
    const password = known || (await resetPassword(folder, cluster, orphan));
    const found = known ? orphan : undefined;
    if (found) log.warn('embedded_postgres_adopted', { pid: found.pid, port: found.port });
    const server = found ?? (await startOnSomePort(folder, cluster, options, say));
    const url = `postgresql://${role}:${password}@127.0.0.1:${server.port}/${role}`;
    await verify(url, server.pid, cluster);

    log.info('embedded_postgres_started', { port: server.port, adopted: found !== undefined, folder: cluster.folder });
    return supervise({ ...server, url, secretKey, cluster, adopted: found !== undefined, log, release: lock.release });
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Server {
  readonly pid: number;
  readonly port: number;
}

function lockOrRefuse(folder: string): { release: () => void } {
  let outcome: ReturnType<typeof lockFolder>;
  try {
    outcome = lockFolder(folder);
  } catch (error) {
    throw relanceError('embedded_folder_unusable', `${folder} can't be locked: ${messageOf(error)}`, error);
  }
  if (outcome.kind === 'held') return outcome;
  throw relanceError(
    'embedded_locked',
    `The embedded database in ${folder} is in use by ${outcome.pid ? `process ${outcome.pid}` : 'another process'}. ` +
      'Stop that process, or give both the same DATABASE_URL.',
  );
}

/** The cluster in the folder, made at the first start. It gets its name only when it is complete. */
async function openCluster(
  folder: string,
  account: Account | undefined,
  say: (text: string) => void,
): Promise<Cluster> {
  for (const file of ['lock', 'lock.pid']) giveTo(account, join(folder, file));
  const place = placeOfCluster(folder, account, say);
  const binaries = await embeddedBinaries(account, canReach(account, folder) ? folder : dirname(place));
  const cluster: Cluster = { binaries, folder: place, account, logFile: join(folder, 'postgres.log') };
  if (!existsSync(place)) await makeCluster(folder, cluster, say);

  const version = readNote(place, 'PG_VERSION');
  if (version !== majorVersion) {
    throw relanceError(
      'embedded_folder_unusable',
      `${place} was made by PostgreSQL ${version ?? '(unknown)'}; this version of Relance carries ${majorVersion}. ` +
        'Copy the data over with pg_dump of the old version, or choose another folder.',
    );
  }
  return cluster;
}

async function makeCluster(folder: string, cluster: Cluster, say: (text: string) => void): Promise<void> {
  say('creating the database, at the first start only');
  const password = newSecret();
  const unfinished = await emptyFolderBeside(cluster.folder, cluster.account);
  const making: Cluster = { ...cluster, folder: unfinished };
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const initialised = await initialiseCluster(making, [
    '--username=postgres',
    '--auth=trust',
    '--data-checksums',
    ...locale,
  ]);
  if (!initialised.ok) throw relanceError('embedded_start_failed', `initdb failed: ${initialised.output}`);
  const created = await executeOffline(making, [
    `CREATE ROLE ${role} LOGIN PASSWORD '${password}'`,
    `CREATE DATABASE ${role} OWNER ${role}`,
  ]);
  if (!created.ok) throw relanceError('embedded_start_failed', `the database could not be created: ${created.output}`);
  await writeFile(join(unfinished, 'pg_hba.conf'), accessRules);
  writeNote(folder, 'password', password, cluster.account);
  await rename(unfinished, cluster.folder);
}

/** Where the role's password was lost; a server that runs has to be down for that. */
async function resetPassword(folder: string, cluster: Cluster, running: Server | undefined): Promise<string> {
  if (running) await stopPostmaster(running.pid, cluster.folder, 'fast');
  const password = newSecret();
  const changed = await executeOffline(cluster, [`ALTER ROLE ${role} PASSWORD '${password}'`]);
  if (!changed.ok) throw relanceError('embedded_start_failed', `a new password could not be set: ${changed.output}`);
  writeNote(folder, 'password', password, cluster.account);
  return password;
}

/** Losing it loses the secrets of senders, not the data: they have to be given again. */
function ensureSecretKey(folder: string, { account }: Cluster): string {
  const known = readNote(folder, 'secret-key');
  if (known !== undefined) return known;
  const key = Buffer.from(newKeyBytes(32)).toString('base64');
  writeNote(folder, 'secret-key', key, account);
  return key;
}

/** The server of a process that was killed, if it still runs. One that is just stopping is awaited, not adopted. */
async function findOrphan(cluster: Cluster): Promise<Server | undefined> {
  const deadline = systemClock.monotonicMs() + 120_000;
  for (;;) {
    const found = await readPostmasterFile(cluster.folder);
    if (!found) return undefined;
    if (!isPostmaster(found.pid, cluster.folder)) {
      // Its number may by now belong to another process, which would make PostgreSQL refuse to start.
      await rm(join(cluster.folder, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (found.status === 'ready') return { pid: found.pid, port: found.port };
    if (systemClock.monotonicMs() > deadline) {
      throw relanceError('embedded_start_failed', `PostgreSQL (process ${found.pid}) neither gets ready nor ends.`);
    }
    await waitFor(systemClock, 20);
  }
}

/** Starts on the port asked for, else on the remembered one, else (when that is taken by now) on a new one. */
async function startOnSomePort(
  folder: string,
  cluster: Cluster,
  options: EmbeddedPostgresOptions,
  say: (text: string) => void,
): Promise<Server> {
  const remembered = Number(readNote(folder, 'port')) || undefined;
  let port = options.port ?? remembered ?? (await freePort());
  for (;;) {
    if (await isFree(port)) {
      const pid = await start(cluster, port);
      if (pid !== 'port_taken') {
        writeNote(folder, 'port', port, cluster.account);
        return { pid, port };
      }
    }
    if (options.port !== undefined) {
      const detail = `Port ${port} on 127.0.0.1 is taken by another program. Stop that one, or choose another port for the embedded database.`;
      throw relanceError('embedded_port_taken', detail);
    }
    const next = await freePort();
    say(`port ${port} is taken by another program, using ${next}`);
    options.log.warn('embedded_postgres_port_changed', { from: port, to: next });
    port = next;
  }
}

/** The new server's process number. Waits for what is left of one that was killed. */
async function start(cluster: Cluster, port: number): Promise<number | 'port_taken'> {
  const deadline = systemClock.monotonicMs() + 20_000;
  for (;;) {
    const outcome = await startPostmaster(cluster, { ...settings, port, cluster_name: 'relance' });
    if (outcome.kind === 'ready') return outcome.pid;
    if (outcome.kind === 'port_taken') return 'port_taken';
    if (outcome.kind === 'failed' || systemClock.monotonicMs() > deadline) {
      const said = outcome.kind === 'failed' ? outcome.output : 'processes of a killed server still use the data';
      throw relanceError('embedded_start_failed', `PostgreSQL in ${cluster.folder} did not start: ${said}`);
    }
    await waitFor(systemClock, 100);
  }
}

/** The password only fits our own cluster, so that this proves whom we talk to. */
async function verify(url: string, pid: number, cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await stopPostmaster(pid, cluster.folder, 'fast');
    throw relanceError('embedded_start_failed', `PostgreSQL runs, but does not let us in: ${messageOf(error)}`, error);
  } finally {
    await client.end().catch(() => {});
  }
}

interface Supervised extends Server {
  readonly url: string;
  readonly secretKey: string;
  readonly adopted: boolean;
  readonly cluster: Cluster;
  readonly log: Logger;
  readonly release: () => void;
}

function supervise({ url, secretKey, port, adopted, cluster, log, release, ...first }: Supervised): EmbeddedPostgres {
  const ending = new AbortController();
  let pid: number | undefined = first.pid;
  const restartedAt: number[] = [];

  const watch = async () => {
    while (!ending.signal.aborted && pid !== undefined) {
      await waitFor(systemClock, superviseEveryMs, ending.signal);
      if (ending.signal.aborted || isPostmaster(pid, cluster.folder)) continue;
      const now = systemClock.monotonicMs();
      log.error('embedded_postgres_died', { pid });
      pid = undefined;
      if (restartedAt.filter((at) => now - at < restartWindowMs).length >= restartsMax) {
        log.error('embedded_postgres_given_up', { restarts: restartsMax, withinMs: restartWindowMs });
        return;
      }
      restartedAt.push(now);
      const outcome = await start(cluster, port).catch((error: unknown) => error);
      if (typeof outcome === 'number') {
        pid = outcome;
        log.warn('embedded_postgres_restarted', { pid, port });
      } else
        log.error('embedded_postgres_given_up', { reason: outcome === 'port_taken' ? outcome : messageOf(outcome) });
    }
  };
  const watching = watch();

  const end = async () => {
    ending.abort();
    await watching;
    if (pid !== undefined && !(await stopPostmaster(pid, cluster.folder, 'fast'))) {
      log.error('embedded_postgres_not_stopped', { pid });
    }
    pid = undefined;
    forget();
    release();
    log.info('embedded_postgres_stopped', { port });
  };
  let ended: Promise<void> | undefined;
  const stop = () => {
    ended ??= end();
    return ended;
  };
  const forget = atParting({ pid: () => pid, stop });
  return { url, port, secretKey, adopted, stop };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
