// Row-level security stands behind every predicate: forced on every table, so that it holds for the owner of the tables, too.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, everyOrganization } from '../../src/store/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

interface Table {
  readonly name: string;
  readonly isTenants: boolean;
  readonly isForced: boolean;
  readonly policies: readonly string[];
}

/** Tables of no organization, and why everybody may see them. */
const open: Readonly<Record<string, string>> = {
  organizations: 'keys and names; what finds the organization of a key reads it',
  workers: 'processes, which serve all organizations',
  kysely_migration: 'of the migrations',
  kysely_migration_lock: 'of the migrations',
};

/** Looks the organization up once per statement, and is taken by the planner to be true of nearly all rows. */
const visible =
  "( CASE WHEN ((( SELECT current_setting('relance.org'::text, true) AS current_setting) = '*'::text) OR ((org_id)::text = ( SELECT current_setting('relance.org'::text, true) AS current_setting))) THEN true ELSE NULL::boolean END IS NOT NULL)";

let database: TestDatabase;
let db: Database;
let tables: readonly Table[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = new Database({ url: database.url, hotConnections: 1, tenantConnections: 2 });
  tables = await db.query<Table>({
    name: 'row-security',
    text: `
SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS "isForced",
  EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org_id') AS "isTenants",
  ARRAY(SELECT regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g') FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
FROM pg_class c WHERE c.relnamespace = 'relance'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

describe('row-level security', () => {
  it('is forced on every table with an organization, by the one policy', () => {
    const tenants = tables.filter(({ isTenants }) => isTenants);
    expect(tenants.length).toBeGreaterThan(20);
    for (const { name, isForced, policies } of tenants) {
      expect({ name, isForced, policies }).toEqual({ name, isForced: true, policies: [visible] });
    }
  });

  it('is forced on every other table as well, but those that are open to all for a reason', () => {
    const unguarded = tables.filter(({ isTenants, isForced }) => !isTenants && !isForced).map(({ name }) => name);
    expect(unguarded).toEqual(Object.keys(open).sort());
  });

  it('shows an organization its own operators only, and no session', async () => {
    await db.transaction(everyOrganization, async (tx) => {
      await tx.query({
        name: 'other',
        text: `INSERT INTO relance.organizations (key, name) VALUES ('other', 'Other')`,
      });
      for (const name of ['ana', 'bo']) {
        await tx.query(
          {
            name: 'add-operator',
            text: `
WITH operator AS (
  INSERT INTO relance.operators (id, email, name, password_hash, created_at, password_set_at)
  VALUES (gen_random_uuid(), $1, $1, 'x', relance.now(), relance.now()) RETURNING id
), session AS (
  INSERT INTO relance.operator_sessions (id, operator_id, token_hash, created_at, seen_at, expires_at)
  SELECT gen_random_uuid(), id, $1, relance.now(), relance.now(), relance.now() FROM operator
)
INSERT INTO relance.memberships (org_id, operator_id, role, created_at)
SELECT o.id, operator.id, 'owner', relance.now() FROM operator, relance.organizations o WHERE o.key = $2`,
          },
          [`${name}@example.com`, name === 'ana' ? 'default' : 'other'],
        );
      }
    });
    const seen = async (orgId: number | typeof everyOrganization) =>
      db.transaction(orgId, async (tx) => [
        (await tx.query<{ email: string }>({ name: 'o', text: 'SELECT email FROM relance.operators ORDER BY 1' })).map(
          ({ email }) => email,
        ),
        (await tx.query({ name: 's', text: 'SELECT id FROM relance.operator_sessions' })).length,
      ]);
    expect(await seen(1)).toEqual([['ana@example.com'], 0]);
    expect(await seen(2)).toEqual([['bo@example.com'], 0]);
    expect(await seen(everyOrganization)).toEqual([['ana@example.com', 'bo@example.com'], 2]);
  });
});
