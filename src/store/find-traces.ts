/**
 * Everything that belongs to some contacts. Most of it is found by an index. For what has ended, and for what came in, there is
 * none: it would make every send and every event dearer for the sake of something rare. So those tables are read once from
 * beginning to end, a part at a time and without a lock, before the transaction that erases; what came since is found inside.
 */
import type { Database, Queryable } from './database.ts';
import type { Traces } from './personal-data.ts';
import { requestSource } from './remembered-answers.ts';

type Tx = Pick<Queryable, 'query'>;

const partSize = 20_000;

/** What a remembered answer or the address of a request may name a person by. */
export type Names = readonly string[];

const nameStatement = {
  name: 'relance-names-of-contact',
  text: `
SELECT c.id::text AS id, c.key, coalesce((SELECT jsonb_agg(jsonb_build_object('channel', a.channel, 'value', a.value))
  FROM relance.addresses a WHERE a.org_id = c.org_id AND a.contact_id = c.id), '[]') AS addresses
FROM relance.contacts c WHERE c.org_id = $1 AND c.id = $2`,
};

export interface Identity {
  readonly id: string;
  readonly key: string | null;
  readonly addresses: Traces['addresses'];
}

/** Undefined where there is no such contact. */
export async function readIdentity(tx: Tx, orgId: number, contactId: string): Promise<Identity | undefined> {
  const [row] = await tx.query<Identity>(nameStatement, [orgId, contactId]);
  return row;
}

/** Shorter ones stand in too much. */
const nameLengthMin = 4;

export function namesOf({ id, key, addresses }: Identity): Names {
  const names = [id, ...(key === null ? [] : [key]), ...addresses.map(({ value }) => value)];
  return [...new Set(names.flatMap((name) => [name, encodeURIComponent(name)]))].filter(
    (name) => name.length >= nameLengthMin,
  );
}

const byIdStatement = (table: 'follow_ups' | 'enrollments') => ({
  name: `relance-trace-${table}`,
  text: `
WITH part AS MATERIALIZED (
  SELECT t.id, t.contact_id FROM relance.${table} t WHERE t.org_id = $1 AND t.id > $2::uuid ORDER BY t.id LIMIT ${partSize}
)
SELECT (SELECT id FROM part ORDER BY id DESC LIMIT 1) AS next, (SELECT count(*) FROM part)::int AS count,
  coalesce((SELECT jsonb_agg(id) FROM part WHERE contact_id = $3::uuid), '[]') AS ids`,
});
const followUpsStatement = byIdStatement('follow_ups');
const enrollmentsStatement = byIdStatement('enrollments');

/** Answers that are remembered belong to nobody: they are a person's when they name them. */
const isTheirs = `(t.contact_id = $4::uuid OR t.source = '${requestSource}' AND t.type <> 'POST /v1/follow-ups' AND EXISTS (
    SELECT 1 FROM jsonb_array_elements_text($5) AS n WHERE position(n IN t.type || coalesce(t.outcome::text, '')) > 0))`;

const inboxStatement = {
  name: 'relance-trace-inbox',
  text: `
WITH part AS MATERIALIZED (
  SELECT t.source, t.dedupe_key, t.contact_id, t.type, t.outcome FROM relance.inbox t
  WHERE t.org_id = $1 AND (t.source, t.dedupe_key) > ($2, $3) ORDER BY t.source, t.dedupe_key LIMIT ${partSize}
)
SELECT (SELECT jsonb_build_object('source', source, 'dedupe_key', dedupe_key) FROM part ORDER BY source DESC, dedupe_key DESC LIMIT 1) AS next,
  (SELECT count(*) FROM part)::int AS count,
  coalesce((SELECT jsonb_agg(jsonb_build_object('source', t.source, 'dedupe_key', t.dedupe_key)) FROM part t WHERE ${isTheirs}), '[]') AS keys`,
};

type InboxKey = Traces['inbox'][number];

/** Found before, by reading all of three tables. */
export interface EarlierTraces extends Pick<Traces, 'followUps' | 'enrollments' | 'inbox'> {
  /** What came after this instant is still to be found, milliseconds since 1970. */
  readonly since: number;
}

/** A transaction began before this and may commit only now. */
const overlapMs = 60_000;

export async function findEarlierTraces(
  db: Database,
  orgId: number,
  identity: Identity,
  now: number,
): Promise<EarlierTraces> {
  const { id } = identity;
  const names = namesOf(identity);
  const byId = async (statement: typeof followUpsStatement) => {
    const found: string[] = [];
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await db.transaction(orgId, (tx) =>
        tx.query<{ next: string | null; count: number; ids: string[] }>(statement, [orgId, after, id]),
      );
      const [part] = rows;
      found.push(...(part?.ids ?? []));
      if (!part?.next || part.count < partSize) return found;
      after = part.next;
    }
  };
  const followUps = await byId(followUpsStatement);
  const enrollments = await byId(enrollmentsStatement);
  const inbox: InboxKey[] = [];
  for (let after: InboxKey = { source: '', dedupe_key: '' }; ; ) {
    const from = after;
    const [part] = await db.transaction(orgId, (tx) =>
      tx.query<{ next: InboxKey | null; count: number; keys: InboxKey[] }>(inboxStatement, [
        orgId,
        from.source,
        from.dedupe_key,
        id,
        names,
      ]),
    );
    inbox.push(...(part?.keys ?? []));
    if (!part?.next || part.count < partSize) break;
    after = part.next;
  }
  return { followUps, enrollments, inbox, since: now - overlapMs };
}

const recentStatement = {
  name: 'relance-recent-traces',
  // What is open by the contact's index, what has ended since by what was noted about it or by its id, which begins with its time.
  text: `
SELECT coalesce((SELECT jsonb_agg(id) FROM (
    SELECT id FROM relance.follow_ups WHERE org_id = $1 AND contact_id = $4::uuid AND ended_at IS NULL
    UNION SELECT follow_up_id FROM relance.timeline WHERE org_id = $1 AND contact_id = $4::uuid AND follow_up_id IS NOT NULL
    UNION SELECT follow_up_id FROM relance.messages WHERE org_id = $1 AND contact_id = $4::uuid AND follow_up_id IS NOT NULL
    UNION SELECT id FROM relance.follow_ups WHERE org_id = $1 AND id >= $2::uuid AND contact_id = $4::uuid) f), '[]') AS "followUps",
  coalesce((SELECT jsonb_agg(id) FROM (
    SELECT id FROM relance.enrollments WHERE org_id = $1 AND contact_id = $4::uuid AND ended_at IS NULL
    UNION SELECT enrollment_id FROM relance.timeline WHERE org_id = $1 AND contact_id = $4::uuid AND enrollment_id IS NOT NULL
    UNION SELECT id FROM relance.enrollments WHERE org_id = $1 AND id >= $2::uuid AND contact_id = $4::uuid) e), '[]') AS enrollments,
  coalesce((SELECT jsonb_agg(jsonb_build_object('source', t.source, 'dedupe_key', t.dedupe_key)) FROM relance.inbox t
    WHERE t.org_id = $1 AND t.received_at >= to_timestamp($3::float8 / 1000.0) AND ${isTheirs}), '[]') AS inbox`,
};

/** All of them: what was found before, and what came since. Complete under the contact's lock. */
export async function findTraces(
  tx: Tx,
  orgId: number,
  identity: Identity,
  { since, ...before }: EarlierTraces,
): Promise<Traces> {
  const { id, addresses } = identity;
  const [recent] = await tx.query<Pick<Traces, 'followUps' | 'enrollments' | 'inbox'>>(recentStatement, [
    orgId,
    firstIdAt(since),
    since,
    id,
    namesOf(identity),
  ]);
  const inbox = new Map(
    [...before.inbox, ...(recent?.inbox ?? [])].map((key) => [JSON.stringify([key.source, key.dedupe_key]), key]),
  );
  return {
    contacts: [id],
    addresses,
    followUps: [...new Set([...before.followUps, ...(recent?.followUps ?? [])])],
    enrollments: [...new Set([...before.enrollments, ...(recent?.enrollments ?? [])])],
    inbox: [...inbox.values()],
  };
}

/** No id of a later millisecond is smaller (UUID version 7). */
function firstIdAt(instant: number): string {
  const time = Math.max(0, Math.floor(instant)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
