/** The worker processes that are alive. */
import type { Database } from './database.ts';

const statement = {
  name: 'relance-sign-of-life',
  text: `
INSERT INTO relance.workers (id, name, started_at, seen_at) VALUES ($1, $2, relance.now(), relance.now())
ON CONFLICT (id) DO UPDATE SET seen_at = relance.now()
RETURNING (extract(epoch FROM relance.now()) * 1000)::float8 AS now`,
};

/** Returns the database's time, milliseconds since 1970. */
export async function showSignOfLife(db: Database, id: string, name: string): Promise<number> {
  const [row] = await db.query<{ now: number }>(statement, [id, name]);
  return (row as { now: number }).now;
}
