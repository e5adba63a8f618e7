/** Who was erased is looked at again until it is certain that nothing of them was still on its way. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
-- When it is looked again for what arrived after they were erased; null: not any more.
ALTER TABLE relance.contacts ADD COLUMN traces_due_at timestamptz;
CREATE INDEX contacts_traces_due ON relance.contacts (org_id, traces_due_at) WHERE traces_due_at IS NOT NULL;

-- Processes of the version before looked at whom they had erased in the last quarter of an hour.
SET LOCAL relance.org = '*';
UPDATE relance.contacts SET traces_due_at = relance.now() WHERE erased_at > relance.now() - interval '1 day';
`;
