/** A refusal because the person has said stop to the vendor is told from one because the address does not work. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
-- Of class recipient: the address works, and its owner wants nothing from us.
ALTER TABLE relance.attempts ADD COLUMN person_stopped boolean NOT NULL DEFAULT false;
ALTER TABLE relance.receipts ADD COLUMN person_stopped boolean NOT NULL DEFAULT false;
`;
