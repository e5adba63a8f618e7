/** What is left of erased people's addresses: keyed hashes, by which an address is known again when it comes in. */
import { textArray } from './contact-states.ts';
import type { Queryable } from './database.ts';

type Tx = Pick<Queryable, 'query'>;

export interface ErasedAddressRow {
  readonly hash: string;
  /** Names the installation's key that it was made with. */
  readonly key_id: string;
}

const addStatement = {
  name: 'relance-add-erased-addresses',
  text: `
INSERT INTO relance.erased_addresses (org_id, hash, key_id, created_at)
SELECT $1, i.hash, i.key_id, relance.now() FROM jsonb_to_recordset($2) AS i(hash text, key_id text) ORDER BY i.hash
ON CONFLICT DO NOTHING`,
};

export async function addErasedAddresses(tx: Tx, orgId: number, rows: readonly ErasedAddressRow[]): Promise<void> {
  if (rows.length > 0) await tx.query(addStatement, [orgId, rows]);
}

const findStatement = {
  name: 'relance-find-erased-addresses',
  text: 'SELECT hash FROM relance.erased_addresses WHERE org_id = $1 AND hash = ANY ($2::text[])',
};

/** Those of the hashes that are known. */
export async function findErasedAddresses(tx: Tx, orgId: number, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx.query<{ hash: string }>(findStatement, [orgId, textArray(hashes)]);
  return new Set(rows.map(({ hash }) => hash));
}

const forgetStatement = {
  name: 'relance-forget-erased-addresses',
  text: 'DELETE FROM relance.erased_addresses WHERE org_id = $1 AND hash = ANY ($2::text[]) RETURNING hash',
};

/** After somebody has lifted the suppression by hand. Was one known? */
export async function forgetErasedAddresses(tx: Tx, orgId: number, hashes: readonly string[]): Promise<boolean> {
  return hashes.length > 0 && (await tx.query(forgetStatement, [orgId, textArray(hashes)])).length > 0;
}

const foreignStatement = {
  name: 'relance-foreign-erased-addresses',
  text: 'SELECT count(*)::int AS count FROM relance.erased_addresses WHERE key_id <> ALL ($1::text[])',
};

/** How many, over all organizations, were made with a key that is not among these: their addresses would not be known again. */
export async function countForeignHashes(tx: Tx, keyIds: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ count: number }>(foreignStatement, [textArray(keyIds)]);
  return row?.count ?? 0;
}
