/**
 * What "may this go out now?" needs: versions of policies, what a contact was sent of late, what they agreed to and prefer.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [policies, contacts]) await sql.raw(statement).execute(db);
}

const policies = `
-- What an organization set, as it was written; the latest version is in force. A sequence's own is part of its definition.
CREATE TABLE relance.policies (
  org_id int NOT NULL,
  version int NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text,
  PRIMARY KEY (org_id, version)
);
ALTER TABLE relance.policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.policies FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.policies USING (relance.visible(org_id));
`;

const contacts = `
ALTER TABLE relance.contacts
  -- The newest first, "<milliseconds since 1970> <channel> <key of the sequence>": caps and gaps without counting.
  ADD COLUMN recent_touches text[] NOT NULL DEFAULT '{}',
  ADD COLUMN policy jsonb,                               -- what is set for this contact alone; null: nothing
  ADD COLUMN preferences jsonb;                          -- what they asked for themselves; null: nothing
ALTER TABLE relance.contacts DROP COLUMN recent_sends;
-- To what the person agreed ("in") or said no ("out") at this address, by category; the proof is elsewhere.
ALTER TABLE relance.addresses ADD COLUMN consents jsonb;
`;
