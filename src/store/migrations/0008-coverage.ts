/** What the audit of coverage needs: the enrollments of a record that have ended, and what the last audit counted. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
-- Written when an enrollment ends, not when it begins.
CREATE INDEX enrollments_ended ON relance.enrollments (org_id, subject_type, subject_key, ended_at)
  WHERE ended_at IS NOT NULL;

CREATE TABLE relance.coverage_audits (
  org_id int NOT NULL PRIMARY KEY,
  begun_at timestamptz NOT NULL,                         -- whoever sets it audits; nobody else for a while
  ended_at timestamptz,                                  -- of the last one that came to its end
  counts jsonb NOT NULL DEFAULT '[]'                     -- of the last one: {type, cause, isCovered, count}
);
ALTER TABLE relance.coverage_audits ENABLE ROW LEVEL SECURITY;
ALTER TABLE relance.coverage_audits FORCE ROW LEVEL SECURITY;
CREATE POLICY organization ON relance.coverage_audits USING (relance.visible(org_id));
`;
