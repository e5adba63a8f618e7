/** What was meant by a due time that is a time of the day. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
-- {wall, zone, rule, tzdata}: the wall time and the zone that the due time was worked out from, how they were found, and by
-- which version of the zones' rules. Null, and in no index, for whatever is due at an instant.
ALTER TABLE relance.follow_ups ADD COLUMN intent jsonb;

-- That it is open stands in an expression, so that no plan takes the index of everything open in its place.
CREATE INDEX follow_ups_intents ON relance.follow_ups (org_id, contact_id, id)
  WHERE intent IS NOT NULL AND coalesce(ended_at, 'infinity') = 'infinity';
`;
