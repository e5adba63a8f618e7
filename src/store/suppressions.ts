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
const named = (s: string) =>
  `${s}.channel, ${s}.value, ${s}.cause, ${s}.detail, (extract(epoch FROM ${s}.created_at) * 1000)::float8 AS "createdAt"`;

const addStatement = {
  name: 'relance-add-suppressions',
  text: `
WITH input AS MATERIALIZED (
  SELECT DISTINCT ON (channel, value) $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(channel text, value text, cause text, detail text)
  ORDER BY channel, value
),
added AS (
  INSERT INTO relance.suppressions (org_id, channel, value, cause, detail, created_at)
  SELECT i.org_id, i.channel, i.value, i.cause, i.detail, relance.now() FROM input i ORDER BY i.channel, i.value
  ON CONFLICT (org_id, channel, value) DO NOTHING RETURNING ${columns}
)
SELECT *, true AS "isNew" FROM added UNION ALL
SELECT ${named('s')}, false FROM input i
JOIN relance.suppressions s ON s.org_id = i.org_id AND s.channel = i.channel AND s.value = i.value`,
};

const bumpStatement = {
  name: 'relance-bump-holders',
  // Locked in the order of their keys, as everywhere.
  text: `
WITH input AS MATERIALIZED (SELECT $1::int AS org_id, i.* FROM jsonb_to_recordset($2) AS i(channel text, value text)),
holder AS MATERIALIZED (
  SELECT c.org_id, c.id FROM input i
  JOIN relance.addresses a ON a.org_id = i.org_id AND a.channel = i.channel AND a.value = i.value
  JOIN relance.contacts c ON c.org_id = a.org_id AND c.id = a.contact_id ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE relance.contacts c SET epoch = c.epoch + 1 FROM holder h WHERE c.org_id = h.org_id AND c.id = h.id`,
};

/**
 * Suppresses addresses; an earlier suppression of one stays as it is. No call decided on before can be committed after this.
 * Results in any order.
 */
export async function addSuppressions(
  tx: Queryable,
  orgId: number,
  rows: readonly Omit<SuppressionRow, 'createdAt'>[],
): Promise<(SuppressionRow & { readonly isNew: boolean })[]> {
  if (rows.length === 0) return [];
  await lockIdentities(
    tx,
    orgId,
    rows.map(({ channel, value }) => `${channel}:${value}`),
  );
  const stored = await tx.query<SuppressionRow & { readonly isNew: boolean }>(addStatement, [orgId, rows]);
  await tx.query(bumpStatement, [orgId, rows]);
  return stored;
}

export interface Holder {
  readonly contactId: string;
  readonly channel: Channel;
  readonly value: string;
}

const holdersStatement = {
  name: 'relance-read-holders',
  text: `
SELECT a.contact_id AS "contactId", a.channel, a.value FROM jsonb_to_recordset($2) AS i(channel text, value text)
CROSS JOIN LATERAL (SELECT b.contact_id, b.channel, b.value FROM relance.addresses b
  WHERE b.org_id = $1 AND b.channel = i.channel AND b.value = i.value OFFSET 0) a`,
};

/** Who has these addresses. */
export async function readHolders(
  tx: Queryable,
  orgId: number,
  addresses: readonly { readonly channel: Channel; readonly value: string }[],
): Promise<Holder[]> {
  return addresses.length === 0 ? [] : tx.query(holdersStatement, [orgId, addresses]);
}

const lockStatement = {
  name: 'relance-lock-suppression',
  text: `SELECT ${columns} FROM relance.suppressions WHERE org_id = $1 AND channel = $2 AND value = $3 FOR UPDATE`,
};

/** To be looked at before it is lifted; undefined when there is none. */
export async function lockSuppression(
  tx: Queryable,
  orgId: number,
  channel: Channel,
  value: string,
): Promise<SuppressionRow | undefined> {
  return (await tx.query<SuppressionRow>(lockStatement, [orgId, channel, value]))[0];
}

const removeStatement = {
  name: 'relance-remove-suppression',
  text: 'DELETE FROM relance.suppressions WHERE org_id = $1 AND channel = $2 AND value = $3',
};

export async function removeSuppression(tx: Queryable, orgId: number, channel: Channel, value: string): Promise<void> {
  await tx.query(removeStatement, [orgId, channel, value]);
}

const listStatement = {
  name: 'relance-list-suppressions',
  text: `
SELECT ${columns} FROM relance.suppressions
WHERE org_id = $1 AND ($3::text IS NULL OR (channel, value) > ($3, $4)) AND ($5::text IS NULL OR channel = $5)
  AND ($6::text IS NULL OR value = $6) AND ($7::text IS NULL OR cause = $7)
ORDER BY channel, value LIMIT $2`,
};

/** By channel and address. */
export async function listSuppressions(
  tx: Queryable,
  orgId: number,
  filter: { readonly channel: Channel | null; readonly value: string | null; readonly cause: string | null },
  limit: number,
  after: readonly [channel: string, value: string] | null,
): Promise<SuppressionRow[]> {
  return tx.query(listStatement, [
    orgId,
    limit,
    after?.[0] ?? null,
    after?.[1] ?? null,
    filter.channel,
    filter.value,
    filter.cause,
  ]);
}
