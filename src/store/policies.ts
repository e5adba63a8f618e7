/** Versions of an organization's policy, as they were written. A changed document is the next version; none ever changes. */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';
import { tellDefinitionsChanged } from './definitions.ts';
import { lockStatement, type StoredVersion } from './store-definitions.ts';

type Tx = Pick<Queryable, 'query'>;

const storeStatement = {
  name: 'relance-store-policy',
  text: `
WITH latest AS (SELECT version, document FROM relance.policies WHERE org_id = $1 ORDER BY version DESC LIMIT 1),
changed AS (
  INSERT INTO relance.policies (org_id, version, document, created_at, created_by)
  SELECT $1, coalesce((SELECT version FROM latest), 0) + 1, $2::jsonb, relance.now(), $3
  WHERE (SELECT document FROM latest) IS DISTINCT FROM $2::jsonb RETURNING version
)
SELECT coalesce((SELECT version FROM changed), (SELECT version FROM latest)) AS version,
  EXISTS (SELECT FROM changed) AS changed`,
};

/** @param by the name of the key, or null where there was none */
export async function storePolicy(tx: Tx, orgId: number, document: Facts, by: string | null): Promise<StoredVersion> {
  await tx.query(lockStatement, [orgId]);
  const [stored] = await tx.query<StoredVersion>(storeStatement, [orgId, document, by]);
  await tellDefinitionsChanged(tx, orgId);
  return stored as StoredVersion;
}

export interface PolicyVersionRow {
  readonly version: number;
  readonly document: Facts;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly createdBy: string | null;
}

const versionsStatement = {
  name: 'relance-list-policy-versions',
  text: `
SELECT version, document, (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt", created_by AS "createdBy"
FROM relance.policies
WHERE org_id = $1 AND ($3::int IS NULL OR version < $3) AND ($4::int IS NULL OR version = $4)
ORDER BY version DESC LIMIT $2`,
};

/** The latest first. */
export async function listPolicyVersions(
  tx: Tx,
  orgId: number,
  limit: number,
  options: { readonly before?: number | null; readonly version?: number | null } = {},
): Promise<PolicyVersionRow[]> {
  return tx.query(versionsStatement, [orgId, limit, options.before ?? null, options.version ?? null]);
}
