/** What `relance doctor` asks a database, over a connection of its own and without changing anything. */
import pg from 'pg';
import { systemClock } from '../clock.ts';
import { readRetention } from '../domain/retention.ts';
import { asStoreError, connectTimeoutMs } from './database.ts';
import { keepingOf, pastKeepingQueries } from './retention.ts';

/** Before this migration there is no audit log to be kept. */
const retentionSince = '0007-audit';

export interface DatabaseFacts {
  /** For example `18.1`. */
  readonly version: string;
  /** For example 180001. */
  readonly versionNumber: number;
  readonly role: string;
  readonly superuser: boolean;
  readonly bypassesRowSecurity: boolean;
  /** Answer time of an empty query, in milliseconds. */
  readonly roundTripMs: number;
  readonly sizeBytes: number;
  readonly connections: number;
  readonly connectionsMax: number;
  /** False: a crash of the server may lose what it has acknowledged. */
  readonly durable: boolean;
  /** Names of the applied migrations; undefined where Relance has never been. */
  readonly migrations: readonly string[] | undefined;
}

export interface SenderFacts {
  readonly orgId: number;
  readonly organization: string;
  readonly key: string;
  readonly provider: string;
  readonly channel: string;
  readonly paused: boolean;
  /** Until when its circuit breaker is open, in milliseconds since 1970. */
  readonly breakerUntil: number | null;
  readonly lastError: string | null;
}

/** Counts over all organizations. */
export interface EngineFacts {
  /** `relance.now()` minus this machine's clock, in milliseconds, half a round trip exact. */
  readonly clockDifferenceMs: number;
  readonly deadLetters: number;
  readonly unknown: number;
  /** Scheduled follow-ups whose time came more than a minute ago. */
  readonly overdue: number;
  /** Follow-ups that were skipped or are held because the person has not agreed, within a week; null: too many to count. */
  readonly withoutConsent: { readonly never: number; readonly refused: number } | null;
  readonly workers: readonly { readonly name: string; readonly secondsAgo: number }[];
  readonly senders: readonly SenderFacts[];
  /** By table: rows that should have been deleted days ago, counted up to `countedMax`; null: it could not be counted in time. */
  readonly pastKeeping: readonly { readonly table: string; readonly rows: number | null }[];
  /** Live records that nobody sees to, as last audited; null where none was. */
  readonly uncovered: number | null;
}

/** @throws RelanceError `store_unavailable`, or the driver's error (wrong password, no such database) */
export async function readDatabaseFacts(
  url: string,
): Promise<{ readonly database: DatabaseFacts; readonly engine: EngineFacts | undefined }> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs(url, 5_000),
    application_name: 'relance doctor',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`SET relance.org = '*'`);
    const database = await readServer(client);
    return {
      database,
      engine: database.migrations && (await readEngine(client, database.migrations.includes(retentionSince))),
    };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

const serverQuery = `
SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
  current_user AS role, rolsuper AS superuser, rolbypassrls AS bypasses,
  pg_database_size(current_database())::float8 AS size,
  (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
  current_setting('max_connections')::int AS connections_max,
  current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off'
    AND current_setting('full_page_writes') = 'on' AS durable,
  to_regclass('relance.kysely_migration') IS NOT NULL AS migrated
FROM pg_roles WHERE rolname = current_user`;

async function readServer(client: pg.Client): Promise<DatabaseFacts> {
  const startedAt = systemClock.elapsedMs();
  await client.query('SELECT 1');
  const roundTripMs = systemClock.elapsedMs() - startedAt;
  const { rows } = await client.query(serverQuery);
  const row = rows[0];
  const names = row.migrated
    ? (await client.query<{ name: string }>('SELECT name FROM relance.kysely_migration ORDER BY name')).rows
    : undefined;
  return {
    version: String(row.version).split(' ')[0] ?? '',
    versionNumber: row.number,
    role: row.role,
    superuser: row.superuser,
    bypassesRowSecurity: row.bypasses,
    roundTripMs,
    sizeBytes: row.size,
    connections: row.connections,
    connectionsMax: row.connections_max,
    durable: row.durable,
    migrations: names?.map(({ name }) => name),
  };
}

const countsQuery = `
SELECT count(*) FILTER (WHERE state = 'dead_letter')::int AS dead, count(*) FILTER (WHERE state = 'unknown')::int AS unknown
FROM relance.follow_ups WHERE failed_at IS NOT NULL AND state IN ('dead_letter', 'unknown')`;

const overdueQuery = `
SELECT count(*)::int AS overdue FROM relance.follow_ups WHERE queue_at < relance.now() - interval '1 minute'`;

/** No index serves this: it would cost every insert. So it is counted within limits, or not. */
const consentQuery = `
SELECT count(*) FILTER (WHERE reason = 'no_consent')::int AS never, count(*) FILTER (WHERE reason = 'consent_refused')::int AS refused
FROM relance.follow_ups WHERE reason IN ('no_consent', 'consent_refused') AND state IN ('skipped', 'scheduled')
  AND (ended_at IS NULL OR ended_at > relance.now() - interval '7 days')`;

/** In milliseconds. */
const countingMax = 5_000;

async function countWithoutConsent(client: pg.Client): Promise<EngineFacts['withoutConsent']> {
  try {
    await client.query(`SET statement_timeout = ${countingMax}`);
    const { rows } = await client.query<{ never: number; refused: number }>(consentQuery);
    return rows[0] ?? null;
  } catch (error) {
    if ((error as { code?: string }).code === canceled) return null;
    throw error;
  } finally {
    await client.query('RESET statement_timeout');
  }
}

/** @source PostgreSQL documentation, appendix A: query_canceled */
const canceled = '57014';

const workersQuery = `
SELECT name, extract(epoch FROM relance.now() - seen_at)::float8 AS seconds
FROM relance.workers WHERE seen_at > relance.now() - interval '1 day' ORDER BY seen_at DESC LIMIT 100`;

const sendersQuery = `
SELECT s.org_id, o.key AS organization, s.key, s.provider, s.channel, s.paused_at IS NOT NULL AS paused,
  CASE WHEN s.breaker_until > relance.now() THEN extract(epoch FROM s.breaker_until)::float8 * 1000 END AS breaker_until,
  s.last_error
FROM relance.senders s JOIN relance.organizations o ON o.id = s.org_id ORDER BY o.key, s.position, s.key LIMIT 500`;

/** Asked only where the table is: this looks at databases of older versions, too. */
const coverageThereQuery = `SELECT to_regclass('relance.coverage_audits') IS NOT NULL AS "isThere"`;

const uncoveredQuery = `
SELECT sum((SELECT coalesce(sum((c->>'count')::float8), 0) FROM jsonb_array_elements(a.counts) c
  WHERE NOT (c->>'isCovered')::boolean))::float8 AS uncovered
FROM relance.coverage_audits a WHERE a.ended_at IS NOT NULL`;

/** Large tables are not read to their end for this. */
const countingMs = 5_000;

async function readPastKeeping(client: pg.Client): Promise<EngineFacts['pastKeeping']> {
  const { rows: organizations } = await client.query<{ id: number; stored: unknown }>(
    `SELECT id, settings->'retention' AS stored FROM relance.organizations`,
  );
  const keep = JSON.stringify(organizations.flatMap(({ id, stored }) => keepingOf(id, readRetention(stored))));
  const found: { table: string; rows: number | null }[] = [];
  await client.query(`SET statement_timeout = ${countingMs}`);
  for (const { table, text } of pastKeepingQueries) {
    const counted = await client.query<{ rows: number }>(text, [keep]).catch((error: { code?: string }) => {
      // query_canceled
      if (error.code === '57014') return undefined;
      throw error;
    });
    found.push({ table, rows: counted ? (counted.rows[0]?.rows ?? 0) : null });
  }
  await client.query('SET statement_timeout = 0');
  return found;
}

async function readEngine(client: pg.Client, isCurrent: boolean): Promise<EngineFacts> {
  const sentAt = systemClock.now();
  const { rows: clock } = await client.query('SELECT extract(epoch FROM relance.now())::float8 * 1000 AS now');
  const clockDifferenceMs = clock[0].now - (sentAt + systemClock.now()) / 2;
  const { rows: counts } = await client.query(countsQuery);
  const { rows: late } = await client.query(overdueQuery);
  const withoutConsent = await countWithoutConsent(client);
  const { rows: workers } = await client.query<{ name: string; seconds: number }>(workersQuery);
  const { rows: senders } = await client.query(sendersQuery);
  const { rows: coverage } = await client.query<{ isThere: boolean }>(coverageThereQuery);
  const { rows: gaps } = coverage[0]?.isThere
    ? await client.query<{ uncovered: number | null }>(uncoveredQuery)
    : { rows: [] };
  return {
    clockDifferenceMs,
    pastKeeping: isCurrent ? await readPastKeeping(client) : [],
    uncovered: gaps[0]?.uncovered ?? null,
    deadLetters: counts[0].dead,
    unknown: counts[0].unknown,
    overdue: late[0].overdue,
    withoutConsent,
    workers: workers.map(({ name, seconds }) => ({ name, secondsAgo: seconds })),
    senders: senders.map((row) => ({
      orgId: row.org_id,
      organization: row.organization,
      key: row.key,
      provider: row.provider,
      channel: row.channel,
      paused: row.paused,
      breakerUntil: row.breaker_until,
      lastError: row.last_error,
    })),
  };
}
