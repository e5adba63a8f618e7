/**
 * Deleting what is past its keeping, but the inbox (`housekeeping.ts`) and the audit log (`audit.ts`). A table is walked along its
 * key, a part at a time: no index by age is kept for this, which every insert would pay for. A walk that has come to the end begins again. What is open is never touched.
 */
import type { Facts } from '../domain/facts.ts';
import { type Retention, type RetentionKind, retentionKinds } from '../domain/retention.ts';
import { type Database, everyOrganization, type Queryable } from './database.ts';
import { tellDefinitionsChanged } from './definitions.ts';

type Tx = Pick<Queryable, 'query'>;

interface KeptTable {
  readonly kind: RetentionKind;
  readonly table: string;
  /** Its key, with the types. */
  readonly key: readonly (readonly [name: string, type: 'int' | 'uuid' | 'text' | 'smallint' | 'bigint'])[];
  /** What its age counts from. */
  readonly since: string;
  /** Which rows of `t` may go. */
  readonly over: string;
  /** What is set in place of deleting the row. */
  readonly set?: string;
}

const zero = { int: 0, smallint: -1, bigint: 0, uuid: '00000000-0000-0000-0000-000000000000', text: '' } as const;

/** Unknowns and dead letters wait for a person. */
const followUpIsOver = (id: string) => `NOT EXISTS (SELECT 1 FROM relance.follow_ups f
  WHERE f.org_id = t.org_id AND f.id = t.${id} AND (f.ended_at IS NULL OR f.state = 'dead_letter'))`;
const enrollmentIsOver = `NOT EXISTS (SELECT 1 FROM relance.enrollments e
  WHERE e.org_id = t.org_id AND e.id = t.enrollment_id AND coalesce(e.ended_at, 'infinity') = 'infinity')`;

/**
 * Its follow-ups lie side by side in the primary key (`domain/follow-up-id.ts`). OFFSET 0: row-level security lets an index be
 * used with plain comparisons only, so the limit is computed before.
 */
const ofEnrollmentIsOver = `NOT EXISTS (SELECT 1 FROM (SELECT (left(t.id::text, 28) || 'ffffffff')::uuid AS high OFFSET 0) b
  CROSS JOIN LATERAL (SELECT f.state, f.ended_at FROM relance.follow_ups f
    WHERE f.org_id = t.org_id AND f.id >= t.id AND f.id <= b.high AND f.enrollment_id = t.id OFFSET 0) f
  WHERE f.ended_at IS NULL OR f.state = 'dead_letter')`;

const org = ['org_id', 'int'] as const;

const keptTables: readonly KeptTable[] = [
  {
    kind: 'messages',
    table: 'messages',
    key: [org, ['id', 'uuid']],
    since: 'created_at',
    // The row stays, for counting; without a hash there is nothing left to take away.
    over: `t.body_hash <> '' AND ${followUpIsOver('follow_up_id')}`,
    set: `subject = NULL, text = '', html = NULL, data = NULL, headers = NULL, vendor_template = NULL, body_hash = ''`,
  },
  {
    kind: 'timeline',
    table: 'timeline',
    key: [org, ['contact_id', 'uuid'], ['id', 'uuid']],
    since: 'at',
    over: `${followUpIsOver('follow_up_id')} AND ${enrollmentIsOver}`,
  },
  {
    kind: 'attempts',
    table: 'attempts',
    key: [org, ['follow_up_id', 'uuid'], ['number', 'smallint']],
    since: 'at',
    over: followUpIsOver('follow_up_id'),
  },
  {
    kind: 'receipts',
    table: 'receipts',
    key: [org, ['sender_id', 'uuid'], ['dedupe_key', 'text']],
    since: 'received_at',
    over: followUpIsOver('follow_up_id'),
  },
  {
    kind: 'followUps',
    table: 'follow_ups',
    key: [org, ['id', 'uuid']],
    since: 'ended_at',
    over: `t.ended_at IS NOT NULL AND t.state <> 'dead_letter' AND ${enrollmentIsOver}`,
  },
  {
    kind: 'followUps',
    table: 'enrollments',
    key: [org, ['id', 'uuid']],
    since: 'ended_at',
    over: `t.ended_at IS NOT NULL AND ${ofEnrollmentIsOver}`,
  },
  { kind: 'sandbox', table: 'sandbox_messages', key: [org, ['id', 'uuid']], since: 'created_at', over: 'true' },
  {
    kind: 'consents',
    table: 'consents',
    key: [org, ['contact_id', 'uuid'], ['n', 'bigint']],
    since: 'recorded_at',
    // What was said stays, since what holds at an address follows from all of it: a forgotten no would be a yes.
    over: 'num_nonnulls(t.text, t.url, t.ip, t.user_agent, t.actor) > 0',
    set: 'text = NULL, url = NULL, ip = NULL, user_agent = NULL, actor = NULL',
  },
];

const partSize = 2_000;

/** How long an organization keeps something. */
export interface Keeping {
  readonly org_id: number;
  readonly kind: RetentionKind;
  readonly days: number;
}

/** What is kept for ever is not in it. */
export function keepingOf(orgId: number, retention: Retention): Keeping[] {
  return retentionKinds.flatMap((kind) => {
    const days = retention[kind];
    return days === null ? [] : [{ org_id: orgId, kind, days }];
  });
}

const keeping = (kind: RetentionKind) => `keeping AS MATERIALIZED (
  SELECT k.org_id, relance.now() - k.days * interval '1 day' AS until
  FROM jsonb_to_recordset($1) AS k(org_id int, kind text, days float8) WHERE k.kind = '${kind}'
)`;

function partStatement({ kind, table, key, since, over, set }: KeptTable) {
  const names = key.map(([name]) => name).join(', ');
  const from = key.map(([name, type]) => `($2::jsonb->>'${name}')::${type}`).join(', ');
  const same = key.map(([name]) => `t.${name} = l.${name}`).join(' AND ');
  const where = `${same} AND k.org_id = l.org_id AND l.since < k.until AND ${over}`;
  const doIt =
    set === undefined
      ? `DELETE FROM relance.${table} t USING looked l, keeping k`
      : `UPDATE relance.${table} t SET ${set} FROM looked l, keeping k`;
  return {
    name: `relance-keep-${table.replaceAll('_', '-')}`,
    text: `
WITH ${keeping(kind)},
looked AS MATERIALIZED (
  SELECT ${names}, ${since} AS since FROM relance.${table} WHERE (${names}) > (${from}) ORDER BY ${names} LIMIT ${partSize}
),
done AS (${doIt} WHERE ${where} RETURNING 1)
SELECT CASE WHEN (SELECT count(*) FROM looked) = ${partSize} THEN (
    SELECT to_jsonb(l) - 'since' FROM looked l ORDER BY ${key.map(([name]) => `${name} DESC`).join(', ')} LIMIT 1) END AS next,
  (SELECT count(*) FROM done)::int AS done`,
  };
}

const walks = keptTables.map((kept) => ({
  statement: partStatement(kept),
  beginning: Object.fromEntries(kept.key.map(([name, type]) => [name, zero[type]])) as Facts,
}));

const lockStatement = {
  name: 'relance-lock-retention',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended('relance/retention', 0)) AS ours`,
};

/** Parts of each table in one round: a hundred thousand rows a minute are looked at, at most. */
const partsMax = 50;

/** Walks all tables, in one process of all at a time. */
export class RetentionWalk {
  readonly #places = walks.map(({ beginning }) => beginning);

  /** One round. Returns how many rows went. */
  async round(db: Database, keep: readonly Keeping[], signal: AbortSignal): Promise<number> {
    let done = 0;
    for (const [index, { statement, beginning }] of walks.entries()) {
      for (let part = 0; part < partsMax && !signal.aborted; part += 1) {
        const from = this.#places[index] ?? beginning;
        const row = await db.transaction(everyOrganization, async (tx) => {
          const [lock] = await tx.query<{ ours: boolean }>(lockStatement);
          return lock?.ours
            ? (await tx.query<{ next: Facts | null; done: number }>(statement, [keep, from]))[0]
            : undefined;
        });
        // Another process does it.
        if (!row) return done;
        done += row.done;
        this.#places[index] = row.next ?? beginning;
        if (row.next === null) break;
      }
    }
    return done;
  }
}

const settingsStatement = {
  name: 'relance-retention-settings',
  text: `SELECT id AS "orgId", settings->'retention' AS stored FROM relance.organizations WHERE $1::int IS NULL OR id = $1 ORDER BY id`,
};

/** What organizations have stored, as it stands there. @param orgId null: all */
export async function readRetentionSettings(
  tx: Tx,
  orgId: number | null,
): Promise<{ readonly orgId: number; readonly stored: unknown }[]> {
  return tx.query(settingsStatement, [orgId]);
}

const lockSettingsStatement = {
  name: 'relance-lock-retention-settings',
  text: 'SELECT id FROM relance.organizations WHERE id = $1 FOR NO KEY UPDATE',
};

/** What an organization has stored stays as it is until the end of the transaction: it is read again after this. */
export async function lockRetentionSettings(tx: Tx, orgId: number): Promise<void> {
  await tx.query(lockSettingsStatement, [orgId]);
}

const storeStatement = {
  name: 'relance-store-retention',
  text: `UPDATE relance.organizations SET settings = jsonb_set(settings, '{retention}', $2) WHERE id = $1`,
};

export async function storeRetentionSettings(tx: Tx, orgId: number, retention: object): Promise<void> {
  await tx.query(storeStatement, [orgId, retention]);
  await tellDefinitionsChanged(tx, orgId);
}

/** The walk comes round within a day or so. */
const graceDays = 3;
export const countedMax = 1_000;

/** For `relance doctor`: what should have gone days ago, each table counted up to `countedMax`. */
export const pastKeepingQueries: readonly { readonly table: string; readonly text: string }[] = [
  ...keptTables,
  { kind: 'inbox', table: 'inbox', since: 'received_at', over: 'true' } as const,
  { kind: 'audit', table: 'audit', since: 'at', over: 'true' } as const,
].map(({ kind, table, since, over }) => ({
  table,
  text: `
WITH ${keeping(kind)}
SELECT count(*)::int AS rows FROM (
  SELECT 1 FROM relance.${table} t JOIN keeping k ON k.org_id = t.org_id
  WHERE t.${since} < k.until - interval '${graceDays} days' AND ${over} LIMIT ${countedMax}) x`,
}));
