// A database whose clock can be set forward and back without telling any process, as an administrator or a failover does.
import type { World } from './world.ts';

/** From now on `shift` moves the database's clock by so much against the real one. */
export async function installShift({ sql }: World): Promise<(byMs: number) => Promise<void>> {
  await sql('CREATE TABLE relance.clock_shift (by interval NOT NULL)');
  await sql(`INSERT INTO relance.clock_shift VALUES ('0')`);
  await sql(`CREATE OR REPLACE FUNCTION relance.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS 'SELECT date_trunc(''milliseconds'', clock_timestamp() + by) FROM relance.clock_shift'`);
  return async (byMs) => {
    await sql(`UPDATE relance.clock_shift SET by = $1::float8 * interval '1 millisecond'`, [byMs]);
  };
}
