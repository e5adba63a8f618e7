/**
 * What became of what went out by each sender in the last seven days. Ids of messages begin with the time that they were
 * written at, so the primary key finds them; what was tried and reported is found by the follow-up. Where an organization
 * writes more than a part of a day may read, the last ones of each day stand for all.
 */
import type { SenderResults } from '../domain/sender-results.ts';
import { alongIndexes } from './along-indexes.ts';
import type { Queryable } from './database.ts';
import { leastIdAt } from './id-times.ts';

const days = 7;
const dayMs = 24 * 60 * 60_000;
/** Messages that are looked at of each day, in and out, the last first. */
const perDayMax = 2_000;
/** Clocks of processes differ. */
const aheadMs = 60_000;

/** The least id of $2 and so many days before. */
const idAt = (ago: string) => leastIdAt(`$2::float8 - (${ago}) * ${dayMs}`);

const statement = {
  name: 'relance-sender-results',
  text: `
WITH days AS MATERIALIZED (
  SELECT ${idAt('d.n')} AS low, ${idAt('d.n - 1')} AS high FROM generate_series(1, ${days}) AS d(n)
),
looked AS MATERIALIZED (
  SELECT DISTINCT m.follow_up_id FROM days d CROSS JOIN LATERAL (
    SELECT x.follow_up_id FROM relance.messages x
    WHERE x.org_id = $1 AND x.id >= d.low AND x.id < d.high ORDER BY x.id DESC LIMIT ${perDayMax}) m
  WHERE m.follow_up_id IS NOT NULL
),
tried AS MATERIALIZED (
  SELECT t.sender_id, t.outcome = 'accepted' OR r.count > 0 AS accepted, t.outcome = 'refused' AND t.class = 'recipient' AND NOT t.person_stopped AS refused,
    r.bounced, r.complained
  FROM looked l
  CROSS JOIN LATERAL (SELECT a.number, a.sender_id, a.outcome, a.class, a.person_stopped FROM relance.attempts a
    WHERE a.org_id = $1 AND a.follow_up_id = l.follow_up_id OFFSET 0) t
  -- Whatever a report says, it says that the vendor had the message.
  CROSS JOIN LATERAL (SELECT count(*) AS count,
      coalesce(bool_or(p.state = 'undelivered' AND p.class = 'recipient' AND NOT p.person_stopped), false) AS bounced,
      coalesce(bool_or(p.state = 'complained'), false) AS complained
    FROM relance.receipts p WHERE p.org_id = $1 AND p.follow_up_id = l.follow_up_id AND p.attempt = t.number) r
)
SELECT s.key, (count(*) FILTER (WHERE t.accepted))::int AS accepted,
  (count(*) FILTER (WHERE t.refused AND NOT t.accepted))::int AS refused,
  (count(*) FILTER (WHERE t.bounced OR t.refused))::int AS bounced,
  (count(*) FILTER (WHERE t.complained))::int AS complained
FROM tried t JOIN relance.senders s ON s.org_id = $1 AND s.id = t.sender_id
GROUP BY s.key`,
};

/**
 * Of senders that anything was tried by; of all others nothing went out.
 *
 * @param until milliseconds since 1970, by the clock that gives messages their ids; seven days before are counted
 */
export async function readSenderResults(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  until: number,
): Promise<(SenderResults & { readonly key: string })[]> {
  // What it looks up is spread over the tables, and planned without knowing how little it is.
  await tx.query(alongIndexes);
  return tx.query(statement, [orgId, until + aheadMs]);
}
