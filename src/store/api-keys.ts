/** API keys, by their hash. The keys themselves are stored nowhere. */
import { build, type Database, everyOrganization, type Queryable } from './database.ts';

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  /** The first characters of the key, to tell keys apart. */
  readonly hint: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

const findStatement = {
  name: 'relance-find-api-key',
  text: `
SELECT o.id AS "orgId", o.key AS "orgKey", k.id, k.name, k.scopes
FROM relance.organizations o JOIN relance.api_keys k ON k.org_id = o.id AND k.hash = $2 AND k.revoked_at IS NULL
WHERE o.key = $1`,
};

export interface FoundApiKey {
  readonly orgId: number;
  readonly orgKey: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** The key with this hash, unless it was revoked. The organization is not known before, so all are in sight. */
export async function findApiKey(db: Database, orgKey: string, hash: string): Promise<FoundApiKey | undefined> {
  const [row] = await db.transaction(everyOrganization, (tx) => tx.query<FoundApiKey>(findStatement, [orgKey, hash]));
  return row;
}

const usedStatement = {
  name: 'relance-note-api-key-use',
  text: 'UPDATE relance.api_keys SET last_used_at = relance.now() WHERE org_id = $1 AND id = $2',
};

export async function noteUse(tx: Queryable, orgId: number, id: string): Promise<void> {
  await tx.query(usedStatement, [orgId, id]);
}

const insertStatement = {
  name: 'relance-insert-api-key',
  text: `
INSERT INTO relance.api_keys (org_id, id, name, hash, hint, scopes, created_at)
VALUES ($1, $2, $3, $4, $5, $6::text[], relance.now()) ON CONFLICT (org_id, hash) DO NOTHING RETURNING id`,
};

/** False when a key with this hash is there already. */
export async function insertApiKey(
  tx: Queryable,
  orgId: number,
  key: {
    readonly id: string;
    readonly name: string;
    readonly hash: string;
    readonly hint: string;
    readonly scopes: readonly string[];
  },
): Promise<boolean> {
  const rows = await tx.query(insertStatement, [
    orgId,
    key.id,
    key.name,
    key.hash,
    key.hint,
    `{${key.scopes.join(',')}}`,
  ]);
  return rows.length > 0;
}

const revokeStatement = {
  name: 'relance-revoke-api-key',
  text: `
UPDATE relance.api_keys SET revoked_at = coalesce(revoked_at, relance.now()) WHERE org_id = $1 AND id = $2
RETURNING (extract(epoch FROM revoked_at) * 1000)::float8 AS "revokedAt"`,
};

/** False when there is no such key. */
export async function revokeApiKey(tx: Queryable, orgId: number, id: string): Promise<boolean> {
  return (await tx.query(revokeStatement, [orgId, id])).length > 0;
}

/** Newest first. */
export async function listApiKeys(
  tx: Queryable,
  orgId: number,
  limit: number,
  before: string | null,
): Promise<ApiKeyRow[]> {
  let query = build
    .selectFrom('relance.api_keys')
    .select([
      'id',
      'name',
      'hint',
      'scopes',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
      'revoked_at as revokedAt',
    ])
    .where('org_id', '=', orgId)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  return tx.run(query);
}
