/**
 * Whose mailbox an operator's address is: whether a link showed it that the installation itself had sent there. Accounts of before
 * count as not proven, until a new password is set by such a link.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db);
}

const columns = `
ALTER TABLE relance.operators ADD COLUMN email_proven_at timestamptz;
-- Null: the link was handed over.
ALTER TABLE relance.invitations ADD COLUMN mailed_at timestamptz;
-- Sent, or handed over, by whoever runs the installation.
ALTER TABLE relance.password_resets ADD COLUMN proves_email boolean NOT NULL DEFAULT false;
`;
