/** What came in, newest first. Requests that are remembered stand in the same table and are left out. */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';
import { requestSource } from './remembered-answers.ts';

export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly source: string;
  readonly contactId: string | null;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly body: Facts;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const statement = {
  name: 'relance-list-events',
  text: `
SELECT id, type, dedupe_key AS key, source, contact_id AS "contactId", ${ms('occurred_at')} AS "occurredAt",
  ${ms('received_at')} AS "receivedAt", body
FROM relance.inbox
WHERE org_id = $1 AND source <> '${requestSource}'
  AND ($3::float8 IS NULL OR (received_at <= to_timestamp($3 / 1000.0) AND (received_at, id) < (to_timestamp($3 / 1000.0), $4::uuid)))
  AND ($5::text IS NULL OR type = $5) AND ($6::uuid IS NULL OR contact_id = $6)
ORDER BY received_at DESC, id DESC LIMIT $2`,
};

export async function listEvents(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  filter: { readonly type: string | null; readonly contactId: string | null },
  limit: number,
  before: { readonly receivedAt: number; readonly id: string } | null,
): Promise<EventRow[]> {
  return tx.query(statement, [
    orgId,
    limit,
    before?.receivedAt ?? null,
    before?.id ?? null,
    filter.type,
    filter.contactId,
  ]);
}
