/**
 * Brings a database to the schema that this version needs. Safe to run from many processes at the same time (a lock in
 * the database), and beside processes of the version before: a migration only adds, and removes what the version before
 * no longer used.
 */
import { Kysely, PostgresDialect } from 'kysely';
import { type Migration, type MigrationResult, Migrator } from 'kysely/migration';
import pg from 'pg';
import { RelanceError } from '../errors.ts';
import { asStoreError, connectTimeoutMs, isContention } from './database.ts';
import * as initial from './migrations/0001-initial.ts';
import * as delivery from './migrations/0002-delivery.ts';
import * as policies from './migrations/0003-policies.ts';
import * as consents from './migrations/0005-consents.ts';
import * as operators from './migrations/0006-operators.ts';
import * as audit from './migrations/0007-audit.ts';
import * as coverage from './migrations/0008-coverage.ts';
import * as localTimes from './migrations/0009-local-times.ts';
import * as rowSecurity from './migrations/0010-row-security.ts';
import * as provenAddresses from './migrations/0011-proven-addresses.ts';
import * as outages from './migrations/0013-outages.ts';
import * as alerts from './migrations/0014-alerts.ts';
import * as heardHours from './migrations/0018-heard-hours.ts';
import * as visibleRows from './migrations/0019-visible-rows.ts';
import * as lateTraces from './migrations/0020-late-traces.ts';
import * as personStopped from './migrations/0021-person-stopped.ts';

const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-delivery': delivery,
  '0003-policies': policies,
  '0005-consents': consents,
  '0006-operators': operators,
  '0007-audit': audit,
  '0008-coverage': coverage,
  '0009-local-times': localTimes,
  '0010-row-security': rowSecurity,
  '0011-proven-addresses': provenAddresses,
  '0013-outages': outages,
  '0014-alerts': alerts,
  '0018-heard-hours': heardHours,
  '0019-visible-rows': visibleRows,
  '0020-late-traces': lateTraces,
  '0021-person-stopped': personStopped,
};

/** Names of all migrations that this version knows, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort();

const serverVersionMin = 150_000;

export interface MigrationReport {
  /** Names of the migrations that this call applied, in order. */
  readonly applied: readonly string[];
}

/** @throws RelanceError `unsupported_database`, `store_unavailable` */
export async function migrate(url: string): Promise<MigrationReport> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: connectTimeoutMs(url, 5_000) });
  pool.on('error', () => {});
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await refuseOldServers(pool);
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...migrations, ...(await laterMigrations(pool)) }) },
      migrationTableSchema: 'relance',
    });
    const results = await toLatest(migrator);
    return { applied: (results ?? []).map((result) => result.migrationName) };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await db.destroy();
  }
}

/**
 * What a version after this one has applied, as migrations that are done: beside its processes one of this version may start
 * again. Asked for under the lock of the migrations.
 */
async function laterMigrations(pool: pg.Pool): Promise<Record<string, Migration>> {
  const { rows: tables } = await pool.query("SELECT to_regclass('relance.kysely_migration') IS NOT NULL AS there");
  if (!tables[0]?.there) return {};
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM relance.kysely_migration');
  const last = migrationNames.at(-1) as string;
  return Object.fromEntries(rows.filter(({ name }) => name > last).map(({ name }) => [name, { up: async () => {} }]));
}

const triesMax = 5;

/** Processes of the version before may hold what it locks, in another order: then it is undone, and begun again. */
async function toLatest(migrator: Migrator, tries = 1): Promise<readonly MigrationResult[] | undefined> {
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return results;
  if (!isContention(error) || tries === triesMax) throw error;
  return toLatest(migrator, tries + 1);
}

async function refuseOldServers(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string }>('SHOW server_version_num');
  if (Number((rows[0] as unknown as { server_version_num: string }).server_version_num) < serverVersionMin) {
    throw new RelanceError('unsupported_database', 'Relance needs PostgreSQL 15 or newer');
  }
}
