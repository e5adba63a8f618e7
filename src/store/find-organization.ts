/** Looks an organization up by its key, without making one. */
import type { Database } from './database.ts';

const statement = {
  name: 'relance-find-organization',
  text: 'SELECT id, key, name FROM relance.organizations WHERE key = $1',
};

export interface FoundOrganization {
  readonly id: number;
  readonly key: string;
  readonly name: string;
}

export async function findOrganizationByKey(db: Database, key: string): Promise<FoundOrganization | undefined> {
  const [row] = await db.query<FoundOrganization>(statement, [key]);
  return row;
}
