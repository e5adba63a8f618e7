/** What came in, once: the row that makes an event durable and its repetition harmless. */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';

export interface InboxRow {
  readonly source: string;
  readonly dedupe_key: string;
  readonly id: string;
  readonly type: string;
  readonly contact_id: string;
  readonly body_hash: string;
  readonly body: Facts;
  /** Milliseconds since 1970. */
  readonly occurred_at: number;
}

/** A row that was there before. */
export interface KnownInboxRow {
  readonly source: string;
  readonly dedupe_key: string;
  readonly id: string;
  readonly contact_id: string | null;
  readonly body_hash: string;
}

const insertStatement = {
  name: 'relance-insert-inbox',
  text: `
INSERT INTO relance.inbox (org_id, source, dedupe_key, id, type, contact_id, body_hash, body, occurred_at, received_at)
SELECT $1, i.source, i.dedupe_key, i.id, i.type, i.contact_id, i.body_hash, i.body, to_timestamp(i.occurred_at / 1000), relance.now()
FROM jsonb_to_recordset($2) AS i(source text, dedupe_key text, id uuid, type text, contact_id uuid, body_hash text, body jsonb,
  occurred_at float8)
ORDER BY i.source, i.dedupe_key
ON CONFLICT DO NOTHING RETURNING source, dedupe_key`,
};

const knownStatement = {
  name: 'relance-known-inbox',
  text: `
SELECT x.source, x.dedupe_key, x.id, x.contact_id, x.body_hash
FROM jsonb_to_recordset($2) AS i(source text, dedupe_key text)
-- OFFSET 0: looked up by the whole key, whatever stale statistics say.
CROSS JOIN LATERAL (SELECT * FROM relance.inbox k
  WHERE k.org_id = $1 AND k.source = i.source AND k.dedupe_key = i.dedupe_key OFFSET 0) x`,
};

/** Inserts what is new. Returns the rows that were there before, by `<source>/<key>`. */
export async function insertInbox(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  rows: readonly InboxRow[],
): Promise<Map<string, KnownInboxRow>> {
  const inserted = await tx.query<{ source: string; dedupe_key: string }>(insertStatement, [orgId, rows]);
  if (inserted.length === rows.length) return new Map();
  const fresh = new Set(inserted.map((row) => inboxKey(row)));
  const known = rows.filter((row) => !fresh.has(inboxKey(row)));
  const found = await tx.query<KnownInboxRow>(knownStatement, [
    orgId,
    known.map(({ source, dedupe_key }) => ({ source, dedupe_key })),
  ]);
  return new Map(found.map((row) => [inboxKey(row), row]));
}

export function inboxKey(row: { readonly source: string; readonly dedupe_key: string }): string {
  return `${row.source}/${row.dedupe_key}`;
}
