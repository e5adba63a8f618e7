/** Organizations themselves: made and listed by who runs the installation. */
import { build, type Queryable } from './database.ts';

/** Instants are milliseconds since 1970. */
export interface OrganizationRow {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly createdAt: number;
}

const insertStatement = {
  name: 'relance-insert-organization',
  text: `
INSERT INTO relance.organizations (key, name) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING
RETURNING id, key, name, created_at AS "createdAt"`,
};

/** Undefined when the key is taken. */
export async function insertOrganization(
  tx: Queryable,
  key: string,
  name: string,
): Promise<OrganizationRow | undefined> {
  return (await tx.query<OrganizationRow>(insertStatement, [key, name]))[0];
}

/** By key. */
export function listOrganizations(tx: Queryable, limit: number, after: string | null): Promise<OrganizationRow[]> {
  let query = build
    .selectFrom('relance.organizations')
    .select(['id', 'key', 'name', 'created_at as createdAt'])
    .orderBy('key')
    .limit(limit);
  if (after !== null) query = query.where('key', '>', after);
  return tx.run(query);
}
