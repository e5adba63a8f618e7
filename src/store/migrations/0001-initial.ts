/**
 * The first schema. Its parts stand beside it, in the order in which they are to be read.
 *
 * Rules that every table keeps: `org_id` is first in every key; no foreign keys on hot tables (an orphan check runs
 * instead); row-level security is forced; time comes from `relance.now()` alone. Instants are `timestamptz` with
 * milliseconds. States are enum types spelled as in TypeScript, HTTP and the documentation.
 */
import { type Kysely, sql } from 'kysely';
import { delivery, evidence } from './0001-initial/evidence.ts';
import { clock, tenancy, types } from './0001-initial/foundation.ts';
import { definitions, people, subjects } from './0001-initial/people.ts';
import { guards, hot } from './0001-initial/queue.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    clock,
    types,
    tenancy,
    people,
    subjects,
    definitions,
    hot,
    evidence,
    delivery,
    guards,
    security,
  ]) {
    await sql.raw(statement).execute(db);
  }
}

const security = `
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['api_keys', 'inbox', 'contacts', 'addresses', 'suppressions', 'conversations', 'subject_records',
    'sequences', 'templates', 'enrollments', 'follow_ups', 'messages', 'attempts', 'receipts', 'timeline', 'senders',
    'sender_slots', 'sandbox_messages'] LOOP
    EXECUTE format('ALTER TABLE relance.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE relance.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY organization ON relance.%I USING (relance.visible(org_id))', t);
  END LOOP;
END $$;
`;
