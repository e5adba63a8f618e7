/** Is the database there, with the schema that this version needs, and in what states are the follow-ups? */
import type { FollowUpState } from '../domain/follow-up-state.ts';
import { type Database, everyOrganization } from './database.ts';

const readyStatement = {
  name: 'relance-ready',
  text: 'SELECT relance.now() AS now, count(*) AS n FROM relance.organizations',
};

/** Throws when the database cannot be reached; false when it has not our schema. */
export async function isMigrated(db: Database): Promise<boolean> {
  try {
    await db.transaction(everyOrganization, (tx) => tx.query(readyStatement));
    return true;
  } catch (error) {
    // Undefined table, schema or function: reachable, but not migrated.
    if (error instanceof Error && 'code' in error && /^(42P01|3F000|42883)$/.test(String(error.code))) return false;
    throw error;
  }
}

const statesStatement = {
  name: 'relance-count-states',
  text: 'SELECT state, count(*)::float8 AS n FROM relance.follow_ups GROUP BY state',
};

/** Reads the whole table: to be asked once a minute at most. */
export async function countByState(db: Database): Promise<{ state: FollowUpState; n: number }[]> {
  return db.transaction(everyOrganization, (tx) => tx.query(statesStatement));
}
