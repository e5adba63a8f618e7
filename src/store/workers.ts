/** The worker processes that are alive. */
import type { Database } from './database.ts';

const statement = {
  name: 'relance-sign-of-life',
  text: `
INSERT INTO relance.workers (id, name, started_at, seen_at) VALUES ($1, $2, relance.now(), relance.now())
ON CONFLICT (id) DO UPDATE SET seen_at = relance.now()`,
};

export async function showSignOfLife(db: Database, id: string, name: string): Promise<void> {
  await db.query(statement, [id, name]);
}
