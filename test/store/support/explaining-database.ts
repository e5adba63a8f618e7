// A database that explains each statement before it runs it, in a transaction that is rolled back: by its generic plan and by
// the one for these parameters, with the settings of the pool that it runs on.
import pg from 'pg';
import {
  Database,
  type everyOrganization,
  type Queryable,
  type Statement,
  sessionOptions,
} from '../../../src/store/database.ts';

/** A node of a plan, as EXPLAIN (FORMAT JSON) shows it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'TID Cond'?: string;
  /** These of a statement that was run. */
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

const modes = ['generic', 'custom'] as const;

export interface Explained {
  readonly statement: string;
  readonly mode: (typeof modes)[number];
  readonly plan: PlanNode;
}

/** A statement, and where it runs. */
export interface Seen extends Statement {
  readonly parameterCount: number;
  readonly pool: keyof typeof sessionOptions;
}

/** The plans that are made once for all parameters, of statements that are not run. */
export async function explainOnly(url: string, statements: Iterable<Seen>): Promise<Explained[]> {
  const explained: Explained[] = [];
  for (const { name, text, parameterCount, pool } of statements) {
    const client = new pg.Client({ connectionString: url, options: `${sessionOptions[pool]} -c relance.org=*` });
    await client.connect();
    try {
      const values = parameterCount === 0 ? '' : `(${Array(parameterCount).fill('NULL').join(', ')})`;
      await client.query(`SET plan_cache_mode = force_generic_plan; PREPARE explained AS ${text}`);
      const { rows } = await client.query(`EXPLAIN (FORMAT JSON) EXECUTE explained${values}`);
      explained.push({ statement: name, mode: 'generic', plan: rows[0]['QUERY PLAN'][0].Plan });
    } finally {
      await client.end();
    }
  }
  return explained;
}

export class ExplainingDatabase extends Database {
  readonly explained: Explained[] = [];
  /** What was explained, by its name. */
  readonly statements = new Map<string, Seen>();
  readonly #hot: pg.Client;

  constructor(url: string) {
    super({ url, hotConnections: 1, tenantConnections: 1 });
    this.#hot = new pg.Client({ connectionString: url, options: sessionOptions.hot });
  }

  connect(): Promise<void> {
    return this.#hot.connect().then(() => {});
  }

  override async close(): Promise<void> {
    await this.#hot.end();
    await super.close();
  }

  override async query<Row>(statement: Statement, parameters: readonly unknown[] = []): Promise<Row[]> {
    await this.#hot.query('BEGIN');
    this.statements.set(statement.name, { ...statement, parameterCount: parameters.length, pool: 'hot' });
    await this.#explain((text) => this.#hot.query(text).then(({ rows }) => rows), statement, parameters);
    await this.#hot.query('ROLLBACK');
    return super.query(statement, parameters);
  }

  override transaction<T>(
    organization: number | typeof everyOrganization,
    work: (tx: Queryable) => Promise<T>,
  ): Promise<T> {
    return super.transaction(organization, (tx) => {
      // One after the other, also those that are sent together.
      let last: Promise<unknown> = Promise.resolve();
      return work({
        run: (query) => tx.run(query),
        query: <Row>(statement: Statement, parameters: readonly unknown[] = []) => {
          this.statements.set(statement.name, { ...statement, parameterCount: parameters.length, pool: 'tenant' });
          const rows = last.then(async () => {
            await this.#explain((text) => tx.query({ name: '', text }), statement, parameters);
            return tx.query<Row>(statement, parameters);
          });
          last = rows.catch(() => {});
          return rows;
        },
      });
    });
  }

  async #explain(
    run: (text: string) => Promise<unknown[]>,
    { name, text }: Statement,
    parameters: readonly unknown[],
  ): Promise<void> {
    const values = parameters.length === 0 ? '' : `(${parameters.map(literal).join(', ')})`;
    await run('SAVEPOINT explaining');
    for (const mode of modes) {
      await run(`SET LOCAL plan_cache_mode = force_${mode}_plan`);
      await run(`PREPARE explained AS ${text}`);
      const [row] = await run(`EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE explained${values}`).catch(
        async (error: unknown) => {
          throw new Error(`${name} (${mode}) failed`, { cause: error });
        },
      );
      const [{ Plan: plan }] = (row as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'];
      this.explained.push({ statement: name, mode, plan });
      await run('DEALLOCATE explained');
      await run('ROLLBACK TO SAVEPOINT explaining');
    }
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
