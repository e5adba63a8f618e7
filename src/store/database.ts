/**
 * The connection to PostgreSQL: pools, transactions with their organization set, prepared statements, notifications.
 *
 * Two pools. `hot` serves the workers' batch statements, over all organizations (every predicate carries `org_id`), with
 * planner settings that keep their plans on the indexes. `tenant` transactions see one organization, enforced by
 * row-level security. No decision belongs here.
 */
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import pg from 'pg';
import { RelanceError } from '../errors.ts';
import type { Tables } from './tables.ts';

/** All organizations, for work that belongs to none. */
export const everyOrganization = '*';

export interface Statement {
  /** Prepared once per connection under this name. */
  readonly name: string;
  readonly text: string;
}

export interface Queryable {
  /** Runs a prepared statement; parameters that are objects or arrays are sent as JSON. */
  query<Row>(statement: Statement, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs a query built with `build`. */
  run<Row>(query: Compilable<Row>): Promise<Row[]>;
}

export interface DatabaseOptions {
  /** `connect_timeout` in it says how many seconds to wait for a connection before the store counts as unavailable, 1.5 by default. */
  readonly url: string;
  /** Connections for the workers' statements. */
  readonly hotConnections?: number;
  /** Connections for requests. */
  readonly tenantConnections?: number;
  readonly applicationName?: string;
}

/** Builds typed queries; it has no connection, `Queryable.run` has. */
export const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Instants travel as milliseconds since 1970. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
);
types.setTypeParser(pg.types.builtins.INT8, Number);
types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/**
 * Everything here reaches rows by key, a few hundred at a time: only index nested loops are ever right. Without statistics
 * (new tables, or fast-growing ones) the planner would else read whole tables, or all of an organization: to keep them beside a
 * loop, or to put them in order.
 */
const byKeyOnly = [
  // Indexes are mostly in memory, at least their upper pages.
  'random_page_cost=1.1',
  'jit=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'enable_seqscan=off',
  'enable_material=off',
  'enable_incremental_sort=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** How the connections of each pool begin. */
export const sessionOptions = {
  // Without bitmaps a statement that takes the first of many in the order of an index stops there: a bitmap reads all.
  hot: `-c relance.org=* -c statement_timeout=30s -c plan_cache_mode=force_generic_plan -c enable_bitmapscan=off ${byKeyOnly}`,
  tenant: `-c statement_timeout=15s ${byKeyOnly}`,
} as const;

export class Database {
  readonly #hot: pg.Pool;
  readonly #tenant: pg.Pool;
  readonly url: string;

  constructor(options: DatabaseOptions) {
    const common = {
      connectionString: options.url,
      connectionTimeoutMillis: connectTimeoutMs(options.url),
      application_name: options.applicationName ?? 'relance',
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      types,
      pipeline: true,
      // Longer than any statement may take: only a connection that has gone silent runs into it.
      query_timeout: 40_000,
    };
    this.url = options.url;
    this.#hot = new pg.Pool({
      ...common,
      max: options.hotConnections ?? 8,
      options: sessionOptions.hot,
    });
    this.#tenant = new pg.Pool({
      ...common,
      max: options.tenantConnections ?? 10,
      options: sessionOptions.tenant,
    });
    // An idle connection that breaks is replaced at the next use; the use itself reports what is wrong.
    this.#hot.on('error', () => {});
    this.#tenant.on('error', () => {});
  }

  /** One statement in its own transaction, over all organizations. */
  async query<Row>(statement: Statement, parameters: readonly unknown[] = []): Promise<Row[]> {
    return withClient(this.#hot, (client) => execute<Row>(client, statement, parameters));
  }

  /**
   * A transaction that sees one organization (or all). Commits when `work` resolves, rolls back when it throws.
   * No provider call and no rendering may happen inside.
   */
  async transaction<T>(
    organization: number | typeof everyOrganization,
    work: (tx: Queryable) => Promise<T>,
  ): Promise<T> {
    return withClient(this.#tenant, async (client) => {
      // Sent together with the first statement of `work`: the connection is pipelined.
      const begun = client.query(
        `BEGIN; SET LOCAL relance.org = '${organization === '*' ? '*' : Number(organization)}'`,
      );
      begun.catch(() => {});
      let result: T;
      try {
        result = await work({
          query: (statement, parameters = []) => execute(client, statement, parameters),
          run: async (query) => {
            const { sql, parameters } = query.compile();
            return (await client.query(sql, parameters.map(toParameter))).rows;
          },
        });
        await begun;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      }
      await client.query('COMMIT');
      return result;
    });
  }

  /** Reads with one organization in sight. */
  async read<Row>(organization: number, query: Compilable<Row>): Promise<Row[]> {
    return this.transaction(organization, (tx) => tx.run(query));
  }

  /**
   * Listens on a channel with a connection of its own until the signal aborts; calls `onLost` when the connection breaks
   * (the caller listens again and looks at what it may have missed).
   */
  async listen(
    channels: readonly string[],
    onNotification: (channel: string, payload: string) => void,
    onLost: (error: Error) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: connectTimeoutMs(this.url),
      application_name: 'relance listen',
    });
    client.on('error', () => {});
    const end = () => void client.end().catch(() => {});
    try {
      await client.connect();
      client.on('notification', (message) => onNotification(message.channel, message.payload ?? ''));
      client.on('end', () => {
        signal.removeEventListener('abort', end);
        if (!signal.aborted) onLost(new Error('the listening connection ended'));
      });
      await client.query(channels.map((channel) => `LISTEN ${channel}`).join('; '));
    } catch (error) {
      await client.end().catch(() => {});
      throw asStoreError(error);
    }
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  }

  async close(): Promise<void> {
    await Promise.all([this.#hot.end(), this.#tenant.end()]);
  }
}

/** By default every request is answered within two seconds, also while the database is away. */
const connectTimeoutMsDefault = 1_500;
/** An hour: a timer holds no more than 24 days. */
const connectTimeoutMsMax = 3_600_000;

/**
 * How long to wait for a connection: what `connect_timeout` in the URL says, in seconds; 0 for as long as can be.
 *
 * @source PostgreSQL, "Parameter Key Words" of libpq
 */
export function connectTimeoutMs(url: string, otherwiseMs = connectTimeoutMsDefault): number {
  const given = /[?&]connect_timeout=(\d+)/.exec(url)?.[1];
  if (given === undefined) return otherwiseMs;
  return Math.min(Number(given) * 1_000 || connectTimeoutMsMax, connectTimeoutMsMax);
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw asStoreError(error);
  }
  let broken = false;
  const onError = () => {
    broken = true;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } catch (error) {
    const mapped = asStoreError(error);
    if (isStoreUnavailable(mapped)) broken = true;
    throw mapped;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}

async function execute<Row>(
  client: pg.ClientBase,
  statement: Statement,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const result = await client.query({
    name: statement.name,
    text: statement.text,
    values: parameters.map(toParameter),
  });
  return result.rows as Row[];
}

function toParameter(value: unknown): unknown {
  return value !== null && typeof value === 'object' && !(value instanceof Uint8Array) ? JSON.stringify(value) : value;
}

/** SQLSTATE classes and socket errors that mean: the store is away, the same call may succeed later. */
const unavailableStates = /^(08|57|53|25006)/;
const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENOENT',
]);

/** Faults of the connection become `store_unavailable`; everything else passes as it is. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof RelanceError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '23505' && 'constraint' in error && error.constraint === 'contacts_key') {
    return new RelanceError('conflict', 'this key belongs to another contact than the id', { cause: error });
  }
  const lost =
    /terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|Connection ended|not queryable|closed/i.test(
      error.message,
    );
  if (unavailableStates.test(code) || unavailableCodes.has(code) || (code === '' && lost)) {
    return new RelanceError('store_unavailable', 'the database cannot be reached', { cause: error });
  }
  return error;
}

/** The database cannot be reached: nothing that was asked of it is at fault. */
export function isStoreUnavailable(error: unknown): boolean {
  return error instanceof RelanceError && error.code === 'store_unavailable';
}

/** Did the statement lose against another (deadlock, serialisation)? The same statement may then be run again. */
export function isContention(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}
