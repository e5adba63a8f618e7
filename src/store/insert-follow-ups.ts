/** Inserting one-off follow-ups: one statement however many. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { StoredIntent } from '../domain/local-time.ts';
import type { Category } from '../domain/sequence.ts';
import type { Queryable } from './database.ts';

export interface OneOffRow {
  readonly id: string;
  readonly contactId: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  readonly channel: Channel;
  readonly category: Category;
  /** Null: the contact's. */
  readonly tier: number | null;
  readonly approval: boolean;
  readonly content: Facts;
  readonly intent?: StoredIntent;
}

const statement = {
  name: 'relance-insert-one-offs',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
input AS MATERIALIZED (
  SELECT $1::int AS org_id, i.* FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::relance.category[],
    $7::smallint[], $8::boolean[], $9::jsonb[], $10::jsonb[])
    AS i(id, contact_id, due_at, channel, category, tier, approval, content, intent)
)
INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, queue_at, created_at, channel, category, tier, state, content,
  intent)
SELECT c.org_id, i.id, i.contact_id, i.due_at, CASE WHEN NOT i.approval THEN i.due_at END, (SELECT t FROM clock), i.channel,
  i.category, coalesce(i.tier, c.tier),
  CASE WHEN i.approval THEN 'awaiting_approval' ELSE 'scheduled' END::relance.follow_up_state, i.content, i.intent
FROM input i
-- OFFSET 0: one look-up for each, whatever the planner thinks of the table. By statistics of a handful of rows it read all contacts.
CROSS JOIN LATERAL (SELECT c.org_id, c.tier FROM relance.contacts c
  WHERE c.org_id = i.org_id AND c.id = i.contact_id AND c.erased_at IS NULL OFFSET 0) c
RETURNING id`,
};

/** Returns the ids that were inserted: rows whose contact does not exist, or was erased, are left out. */
export async function insertOneOffs(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  rows: readonly OneOffRow[],
): Promise<Set<string>> {
  const inserted = await tx.query<{ id: string }>(statement, [
    orgId,
    `{${rows.map((row) => row.id).join(',')}}`,
    `{${rows.map((row) => row.contactId).join(',')}}`,
    `{${rows.map((row) => new Date(row.dueAt).toISOString()).join(',')}}`,
    `{${rows.map((row) => row.channel).join(',')}}`,
    `{${rows.map((row) => row.category).join(',')}}`,
    `{${rows.map((row) => row.tier ?? 'NULL').join(',')}}`,
    `{${rows.map((row) => row.approval).join(',')}}`,
    `{${rows.map((row) => arrayElement(JSON.stringify(row.content))).join(',')}}`,
    `{${rows.map(({ intent }) => (intent ? arrayElement(JSON.stringify(intent)) : 'NULL')).join(',')}}`,
  ]);
  return new Set(inserted.map((row) => row.id));
}

/** Quoted for PostgreSQL's array text form. */
function arrayElement(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
