// What the embedded database promises in quiet times: durable settings, an ordinary role, secrets readable by their owner
// only, the same port again, and a clear error when the folder or the port won't do. (Kills: test/faults/embedded.test.ts.)
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { freePort } from '../../src/store/embedded/free-port.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { temporaryFolder } from '../support/postgres-server.ts';

let home: string;
let dataDir: string;
let running: EmbeddedPostgres | undefined;

beforeAll(async () => {
  home = await temporaryFolder();
  dataDir = join(home, '.relance');
});

afterAll(async () => {
  await running?.stop();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

const stalePid = () => `${process.pid}\n${join(dataDir, 'postgres')}\n1700000000\n5999\n\n127.0.0.1\n  1 1\nready   \n`;

/** Starts it for the length of `work`. */
async function withDatabase<T>(work: (database: EmbeddedPostgres) => Promise<T>, port?: number): Promise<T> {
  running = await startEmbeddedPostgres({ dataDir, log: silentLogger, ...(port === undefined ? {} : { port }) });
  try {
    return await work(running);
  } finally {
    await running.stop();
    running = undefined;
  }
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('the embedded database', () => {
  it('is durable as PostgreSQL ships, in UTF-8, with checksums', async () => {
    const settings = await withDatabase(({ url }) =>
      ask(
        url,
        `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
           current_setting('full_page_writes') AS pages, current_setting('data_checksums') AS checksums,
           current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS listens`,
      ),
    );
    expect(settings).toEqual({
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      listens: '127.0.0.1',
    });
  });

  it('lets the application in as the owner of its database who is no superuser', async () => {
    const who = await withDatabase(({ url }) =>
      ask(
        url,
        `SELECT current_user AS role, rolsuper AS super, rolbypassrls AS bypasses,
           pg_get_userbyid(datdba) AS owner FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
      ),
    );
    expect(who).toEqual({ role: 'relance', super: false, bypasses: false, owner: 'relance' });
  });

  it('asks everybody for the password, which only its owner can read', async () => {
    await withDatabase(async ({ url }) => {
      const wrong = new URL(url);
      wrong.password = 'guessed';
      await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
      wrong.username = 'postgres';
      await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    });
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('keeps its port, and moves to another when a program has taken it meanwhile', async () => {
    const port = await withDatabase(async (database) => database.port);
    expect(await withDatabase(async (database) => database.port)).toBe(port);
    const other = await occupy(port);
    const moved = await withDatabase(async (database) => database.port);
    other.close();
    expect(moved).not.toBe(port);
    expect(await withDatabase(async (database) => database.port)).toBe(moved);
  });

  it('says so when the port that was asked for is taken', async () => {
    const port = await freePort();
    const other = await occupy(port);
    await expect(withDatabase(async () => {}, port)).rejects.toMatchObject({
      code: 'embedded_port_taken',
      detail: expect.stringContaining(`Port ${port}`),
    });
    other.close();
  });

  it('is not misled by the process number of a server that ended long ago', async () => {
    await withDatabase(async () => {});
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), stalePid());
    expect(await withDatabase(async ({ adopted }) => adopted)).toBe(false);
  });

  it('makes a new password when the file with it was lost', async () => {
    await rm(join(dataDir, 'password'));
    // The number of a server that ended long ago is another process's by now: ours, which must live on.
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), stalePid());
    expect(await withDatabase(({ url }) => ask(url, 'SELECT 1 AS one'))).toEqual({ one: 1 });
  });

  it('refuses data of another version of PostgreSQL', async () => {
    const version = join(dataDir, 'postgres/PG_VERSION');
    const original = await readFile(version);
    await writeFile(version, '15\n');
    await expect(withDatabase(async () => {})).rejects.toMatchObject({
      code: 'embedded_folder_unusable',
      detail: expect.stringContaining('PostgreSQL 15'),
    });
    await writeFile(version, original);
  });

  it('says so when its folder is no folder', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file, log: silentLogger })).rejects.toMatchObject({
      code: 'embedded_folder_unusable',
    });
    await expect(startEmbeddedPostgres({ dataDir: join(file, 'inside'), log: silentLogger })).rejects.toMatchObject({
      code: 'embedded_folder_unusable',
    });
  });

  it('starts afresh when the very first start was interrupted', async () => {
    const interrupted = join(home, 'interrupted');
    await mkdir(join(interrupted, 'postgres.unfinished/base'), { recursive: true });
    running = await startEmbeddedPostgres({ dataDir: interrupted, log: silentLogger });
    expect(await ask(running.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
    await running.stop();
  });

  it('can be stopped twice', async () => {
    await withDatabase((database) => database.stop());
  });
});
