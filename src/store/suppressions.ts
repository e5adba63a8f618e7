/** Addresses that nothing is sent to. Suppressing one makes everybody who holds it be decided on anew. */
import type { Channel } from '../domain/channel.ts';
import { lockIdentities } from './contact-states.ts';
import type { Queryable } from './database.ts';

export interface SuppressionRow {
  readonly channel: Channel;
  readonly value: string;
  readonly cause: string;
  readonly detail: string | null;
  readonly createdAt: number;
}

const columns = `channel, value, cause, detail, (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt"`;

const addStatement = {
  name: 'relance-add-suppression',
  text: `
WITH added AS (
  INSERT INTO relance.suppressions (org_id, channel, value, cause, detail, created_at) VALUES ($1, $2, $3, $4, $5, relance.now())
  ON CONFLICT (org_id, channel, value) DO NOTHING RETURNING ${columns}
)
SELECT * FROM added UNION ALL
SELECT ${columns} FROM relance.suppressions WHERE org_id = $1 AND channel = $2 AND value = $3 LIMIT 1`,
};

const bumpStatement = {
  name: 'relance-bump-holders',
  // Locked in the order of their keys, as everywhere.
  text: `
WITH holder AS MATERIALIZED (
  SELECT c.id FROM relance.addresses a JOIN relance.contacts c ON c.org_id = a.org_id AND c.id = a.contact_id
  WHERE a.org_id = $1 AND a.channel = $2 AND a.value = $3 ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE relance.contacts c SET epoch = c.epoch + 1 FROM holder h WHERE c.org_id = $1 AND c.id = h.id`,
};

/** Suppresses an address; an earlier suppression of it stays as it is. No call decided on before can be committed after this. */
export async function addSuppression(
  tx: Queryable,
  orgId: number,
  { channel, value, cause, detail }: Omit<SuppressionRow, 'createdAt'>,
): Promise<SuppressionRow> {
  await lockIdentities(tx, orgId, [`${channel}:${value}`]);
  const [row] = await tx.query<SuppressionRow>(addStatement, [orgId, channel, value, cause, detail]);
  await tx.query(bumpStatement, [orgId, channel, value]);
  return row as SuppressionRow;
}

const removeStatement = {
  name: 'relance-remove-suppression',
  text: 'DELETE FROM relance.suppressions WHERE org_id = $1 AND channel = $2 AND value = $3 RETURNING value',
};

/** False when it was not suppressed. */
export async function removeSuppression(
  tx: Queryable,
  orgId: number,
  channel: Channel,
  value: string,
): Promise<boolean> {
  return (await tx.query(removeStatement, [orgId, channel, value])).length > 0;
}

const listStatement = {
  name: 'relance-list-suppressions',
  text: `
SELECT ${columns} FROM relance.suppressions
WHERE org_id = $1 AND ($3::text IS NULL OR (channel, value) > ($3, $4)) AND ($5::text IS NULL OR channel = $5)
  AND ($6::text IS NULL OR value = $6)
ORDER BY channel, value LIMIT $2`,
};

/** By channel and address. */
export async function listSuppressions(
  tx: Queryable,
  orgId: number,
  filter: { readonly channel: Channel | null; readonly value: string | null },
  limit: number,
  after: readonly [channel: string, value: string] | null,
): Promise<SuppressionRow[]> {
  return tx.query(listStatement, [orgId, limit, after?.[0] ?? null, after?.[1] ?? null, filter.channel, filter.value]);
}
