/**
 * Row-level security looks up the organization of a transaction once per statement, not once per row: a subquery that depends
 * on no row is worked out before the first one.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statement).execute(db);
}

const statement = `
DO $$
DECLARE p record;
BEGIN
  FOR p IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'relance' AND qual LIKE '%visible(org_id)%' LOOP
    EXECUTE format('ALTER POLICY %I ON relance.%I USING ((SELECT current_setting(''relance.org'', true)) = ''*''
      OR org_id::text = (SELECT current_setting(''relance.org'', true)))', p.policyname, p.tablename);
  END LOOP;
END $$;
`;
