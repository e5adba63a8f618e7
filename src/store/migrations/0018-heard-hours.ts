/** In which hours of the day people write to us. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
-- 24 counts, from midnight on, by the recipient's own clock (domain/best-hour.ts). Null, and of no size, for whoever never wrote.
ALTER TABLE relance.contacts ADD COLUMN heard_hours smallint[];
`;
