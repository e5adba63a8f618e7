/**
 * Replaces `relance.now()` by a clock that can be set and sped up. For the test kit and the demo, never for production: all
 * processes on this database see this clock from then on.
 */
import type { Queryable } from './database.ts';

const installStatement = {
  name: 'relance-install-clock',
  text: `
DO $$
BEGIN
  CREATE TABLE IF NOT EXISTS relance.virtual_clock (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    anchor_real timestamptz NOT NULL,
    anchor_virtual timestamptz NOT NULL,
    rate float8 NOT NULL
  );
  CREATE OR REPLACE FUNCTION relance.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  AS 'SELECT date_trunc(''milliseconds'', anchor_virtual + (clock_timestamp() - anchor_real) * rate) FROM relance.virtual_clock';
END $$`,
};

const setStatement = {
  name: 'relance-set-clock',
  text: `
INSERT INTO relance.virtual_clock (anchor_real, anchor_virtual, rate)
VALUES (clock_timestamp(), to_timestamp($1::float8 / 1000), $2)
ON CONFLICT (only_row) DO UPDATE SET anchor_real = excluded.anchor_real, anchor_virtual = excluded.anchor_virtual, rate = excluded.rate`,
};

export async function installVirtualClock(tx: Pick<Queryable, 'query'>): Promise<void> {
  await tx.query(installStatement);
}

/** From now on the clock shows `at` (milliseconds since 1970) and runs `rate` times as fast as real time. */
export async function setVirtualClock(tx: Pick<Queryable, 'query'>, at: number, rate: number): Promise<void> {
  await tx.query(setStatement, [at, rate]);
}

const readStatement = {
  name: 'relance-read-clock',
  text: 'SELECT (extract(epoch FROM relance.now()) * 1000)::float8 AS now',
};

/** What it shows, in milliseconds since 1970. */
export async function readVirtualClock(tx: Pick<Queryable, 'query'>): Promise<number> {
  const [row] = await tx.query<{ now: number }>(readStatement);
  return row?.now ?? Number.NaN;
}

const underWay = `(SELECT count(*)::int FROM relance.follow_ups WHERE lease_until IS NOT NULL AND state IN ('claimed', 'calling'))`;
const underWayStatement = { name: 'relance-under-way', text: `SELECT ${underWay} AS count` };

/** How many follow-ups a worker holds or calls. */
export async function countUnderWay(tx: Pick<Queryable, 'query'>): Promise<number> {
  const [row] = await tx.query<{ count: number }>(underWayStatement);
  return row?.count ?? 0;
}

const pendingStatement = {
  name: 'relance-pending-work',
  text: `
SELECT (SELECT count(*)::int FROM relance.follow_ups WHERE queue_at <= relance.now() + interval '1 second') +
  ${underWay} AS busy,
  (extract(epoch FROM (SELECT min(queue_at) FROM relance.follow_ups WHERE queue_at IS NOT NULL)) * 1000)::float8 AS "nextAt"`,
};

export interface PendingWork {
  /** Follow-ups that are due or under way. */
  readonly busy: number;
  /** When the next one is due, milliseconds since 1970; null when there is none. */
  readonly nextAt: number | null;
}

/** What a driver of the clock needs to know before it moves on. */
export async function readPendingWork(tx: Pick<Queryable, 'query'>): Promise<PendingWork> {
  const [row] = await tx.query<PendingWork>(pendingStatement);
  return row ?? { busy: 0, nextAt: null };
}
