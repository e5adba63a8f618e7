// Fresh databases on one server: each cell of the table gets an empty one, so that no run sees another's rows or bloat.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

const prefix = 'relance_bench';

export interface BenchDatabases {
  /** Runs `use` with the URL of a new empty database, and drops it afterwards, also after a failure. */
  withFreshDatabase<Result>(use: (databaseUrl: string) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * A superuser would pass by row-level security, which costs something: then a role of the bench's own owns the databases.
 */
export async function openDatabases(adminUrl: string): Promise<BenchDatabases> {
  const [admin] = await execute<{ rolsuper: boolean }>(
    adminUrl,
    'select rolsuper from pg_roles where rolname = current_user',
  );
  const owner = admin?.rolsuper ? await createOwner(adminUrl) : undefined;
  let number = 0;
  return {
    async withFreshDatabase(use) {
      number += 1;
      const name = `${prefix}_${process.pid}_${number}`;
      await execute(adminUrl, `create database ${name} ${owner === undefined ? '' : `owner ${owner.name}`}`);
      try {
        // So that the previous cell's dirty pages are not written on this one's time.
        await execute(adminUrl, 'checkpoint').catch(() => undefined);
        return await use(urlOf(adminUrl, name, owner));
      } finally {
        await execute(adminUrl, `drop database if exists ${name} with (force)`);
      }
    },
    async close() {
      if (owner !== undefined) await execute(adminUrl, `drop role ${owner.name}`);
    },
  };
}

interface Owner {
  readonly name: string;
  readonly password: string;
}

async function createOwner(adminUrl: string): Promise<Owner> {
  const owner = { name: `${prefix}_${process.pid}`, password: randomBytes(16).toString('hex') };
  await execute(adminUrl, `create role ${owner.name} login password '${owner.password}' in role pg_checkpoint`);
  return owner;
}

/** Leaves a freshly loaded database as autovacuum would have within minutes, the same for every subject. */
export async function settleDatabase(databaseUrl: string): Promise<void> {
  await execute(databaseUrl, 'vacuum (analyze)');
  await execute(databaseUrl, 'checkpoint').catch(() => undefined);
}

export interface ServerDescription {
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
}

export async function describeServer(serverUrl: string): Promise<ServerDescription> {
  const names = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'shared_buffers',
    'max_wal_size',
    'max_connections',
  ];
  const rows = await execute<{ name: string; value: string }>(
    serverUrl,
    `select name, current_setting(name) as value from pg_settings where name = any('{server_version,${names.join(',')}}')`,
  );
  const settings = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  const { server_version: version = 'unknown', ...others } = settings;
  return { version, settings: others };
}

/** One row and one column of a number, from a client or pool that is already open. */
export async function selectNumber(
  database: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> },
  text: string,
  values: unknown[] = [],
): Promise<number> {
  const { rows } = await database.query(text, values);
  return Number(Object.values(rows[0] as Record<string, unknown>)[0]);
}

async function execute<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(text);
    return rows as Row[];
  } finally {
    await client.end();
  }
}

function urlOf(adminUrl: string, database: string, owner: Owner | undefined): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (owner !== undefined) {
    url.username = owner.name;
    url.password = owner.password;
  }
  return url.href;
}
