// A private PostgreSQL server for one test or one run, made to be stopped, killed and thrown away. It is made with the
// same parts as the embedded database, from the embedded programs or from those of an installed PostgreSQL.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { accountFor, giveTo } from '../../src/store/embedded/account.ts';
import { type Binaries, embeddedBinaries } from '../../src/store/embedded/binaries.ts';
import { freePort } from '../../src/store/embedded/free-port.ts';
import {
  type Cluster,
  executeOffline,
  initialiseCluster,
  isPostmaster,
  readPostmasterFile,
  type StopMode,
  startPostmaster,
  stopPostmaster,
} from '../../src/store/embedded/postmaster.ts';

export interface PostgresServerOptions {
  /** `embedded` is version 18; `installed` is what PATH or /usr/lib/postgresql has. Default: `installed` with DATABASE_URL. */
  readonly source?: 'embedded' | 'installed';
  /** False skips fsync: faster, and still safe when processes are killed, since the machine itself goes on. Default: true. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface PostgresServer {
  /** Role `relance`, not a superuser, owner of the database `relance`. */
  readonly url: string;
  /** A superuser, database `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  /** The postmaster's process; undefined while the server is down. */
  pid(): number | undefined;
  start(): Promise<void>;
  stop(mode?: StopMode): Promise<void>;
  /** kill -9 of the postmaster; its other processes follow by themselves. */
  kill(): void;
  /** Stops it and deletes everything. */
  destroy(): Promise<void>;
}

/** Makes and starts a server. It takes about two seconds. */
export async function startPostgresServer(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const home = await temporaryFolder();
  const account = accountFor(home);
  const source = options.source ?? (process.env.DATABASE_URL ? 'installed' : 'embedded');
  const binaries = source === 'embedded' ? await embeddedBinaries(account, home) : await installedBinaries();
  const folder = join(home, 'data');
  await mkdir(folder, { mode: 0o700 });
  giveTo(account, folder);
  const cluster: Cluster = { binaries, folder, account, logFile: join(home, 'postgres.log') };
  const port = await freePort();
  const password = randomBytes(12).toString('hex');

  const initdb = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  expectOk(await initialiseCluster(cluster, initdb));
  expectOk(
    await executeOffline(cluster, [
      `ALTER ROLE postgres PASSWORD '${password}'`,
      `CREATE ROLE relance LOGIN PASSWORD '${password}'`,
      'CREATE DATABASE relance OWNER relance',
    ]),
  );
  await writeFile(join(folder, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');

  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    port,
    ...(options.durable === false ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
    ...options.settings,
  };
  let pid: number | undefined;
  const alive = () => (pid !== undefined && isPostmaster(pid, folder) ? pid : undefined);
  const start = async () => {
    for (let attempt = 0; alive() === undefined; attempt++) {
      const outcome = await startPostmaster(cluster, settings);
      if (outcome.kind === 'ready') pid = outcome.pid;
      else if (outcome.kind !== 'still_in_use' || attempt > 100)
        throw new Error(`no server: ${JSON.stringify(outcome)}`);
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const stop = async (mode: StopMode = 'fast') => {
    const running = alive();
    if (running !== undefined) await stopPostmaster(running, folder, mode);
    pid = undefined;
  };
  await start();
  return {
    url: `postgresql://relance:${password}@127.0.0.1:${port}/relance`,
    adminUrl: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid: alive,
    start,
    stop,
    kill: () => {
      const running = alive();
      if (running !== undefined) process.kill(running, 'SIGKILL');
    },
    destroy: async () => {
      await stop('immediate');
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const prefix = 'relance-test-';

/** A folder for the length of a test run, that every account may pass through. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  const account = accountFor(folder);
  await chmod(folder, 0o755);
  giveTo(account, folder);
  return folder;
}

/** Stops servers and deletes folders of test runs that were killed before they could do so. */
export async function sweepAfterKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!owner || existsSync(`/proc/${owner}`) || process.platform !== 'linux') continue;
    const home = join(tmpdir(), name);
    for (const data of ['data', '.relance/postgres']) {
      const found = await readPostmasterFile(join(home, data));
      if (found && isPostmaster(found.pid, join(home, data)))
        await stopPostmaster(found.pid, join(home, data), 'immediate');
    }
    await rm(home, { recursive: true, force: true }).catch(() => {});
  }
}

/** Programs of an installed PostgreSQL: the first in PATH, else the newest in Debian's place. */
async function installedBinaries(): Promise<Binaries> {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? (await readdir(debian)).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const bin = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  if (!bin) throw new Error('no installed PostgreSQL: neither in PATH nor in /usr/lib/postgresql');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function expectOk(outcome: { ok: boolean; output?: string }): void {
  if (!outcome.ok) throw new Error(`the server could not be made: ${outcome.output}`);
}
