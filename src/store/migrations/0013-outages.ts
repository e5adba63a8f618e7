/** What an outage leaves behind: which senders catch up, and which policy the pending follow-ups were dated by. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
ALTER TABLE relance.senders
  ADD COLUMN resumed_at timestamptz,                     -- since when it has been used again, after nobody had for a while
  ADD COLUMN late_tokens real;                           -- for what was due before that; filled at half the rate

-- Version of the policy and time zone by which everything pending was dated last.
ALTER TABLE relance.organizations ADD COLUMN dated_by text;
`;
