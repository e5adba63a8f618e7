/** What an organization was told about its own installation, and who is telling it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
CREATE TABLE relance.alerts (
  org_id int NOT NULL PRIMARY KEY,
  looked_at timestamptz NOT NULL,                        -- whoever sets it looks; nobody else for a minute
  lease_token bigint,                                    -- what is written by whom looked must name it
  lease_until timestamptz,
  kept jsonb NOT NULL DEFAULT '[]'                       -- what stands, and who was told what (domain/alert.ts)
);
ALTER TABLE relance.alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.alerts FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.alerts USING ((SELECT current_setting('relance.org', true)) = '*'
  OR org_id::text = (SELECT current_setting('relance.org', true)));
`;
