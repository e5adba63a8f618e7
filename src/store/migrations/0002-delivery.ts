/** What delivery needs: receipts that find their message, replies that find what they answer, encrypted secrets. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [channels]) await sql.raw(statement).execute(db);
}

const channels = `
ALTER DOMAIN relance.channel DROP CONSTRAINT IF EXISTS channel_check;
ALTER DOMAIN relance.channel ADD CONSTRAINT channel_check
  CHECK (VALUE IN ('none', 'sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram', 'webhook'));
`;
