/** API keys: made, listed, revoked. A key is shown once, when it is made; only its SHA-256 is stored. */
import { type Scope, scopes } from '../domain/role.ts';
import { relanceError } from '../errors.ts';
import { newId, newSecret, sha256 } from '../ids.ts';
import { type ApiKeyRow, insertApiKey, listApiKeys, revokeApiKey } from '../store/api-keys.ts';
import { type Actor, change, localActor } from './audit.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type ApiKey = ApiKeyRow;

export interface NewApiKey {
  readonly id: string;
  /** Shown this one time. */
  readonly key: string;
  readonly hint: string;
  readonly scopes: readonly Scope[];
}

/** The organization that keys without the form `rl_<organization>_<secret>` belong to. */
export const defaultOrganization = 'default';

/** The organization that a key claims to belong to; whether it does, its hash says. */
export function organizationOf(key: string): string {
  return /^rl_([a-z0-9][a-z0-9-]*)_./.exec(key)?.[1] ?? defaultOrganization;
}

/**
 * @param given a key that was chosen elsewhere (the bootstrap key); absent: a new one of 192 random bits
 * @throws RelanceError `conflict` when the given key is there already
 */
export async function createApiKey(
  { db, clock }: Pick<OperationContext, 'db' | 'clock'>,
  organization: { readonly id: number; readonly key: string },
  input: { readonly name: string; readonly scopes?: readonly Scope[]; readonly given?: string },
  by: Actor = localActor,
): Promise<NewApiKey> {
  const key = input.given ?? `rl_${organization.key}_${newSecret(24)}`;
  const id = newId(clock.now());
  const hint = `${key.slice(0, (/^rl_[a-z0-9-]+_/.exec(key)?.[0].length ?? 0) + 4)}…`;
  const row = { id, name: input.name, hash: sha256(key), hint, scopes: input.scopes ?? scopes };
  const isNew = await change({ db }, organization.id, by, async (tx, note) => {
    const inserted = await insertApiKey(tx, organization.id, row);
    if (inserted) note({ action: 'key.made', ids: [id], facts: { name: row.name, hint, scopes: [...row.scopes] } });
    return inserted;
  });
  if (!isNew) throw relanceError('conflict', 'this key is there already');
  return { id, key, hint, scopes: row.scopes };
}

export async function readApiKeys({ db }: OperationContext, orgId: number, page: PageRequest): Promise<Page<ApiKey>> {
  const after = keyAfter(page, 'id');
  const rows = await db.transaction(orgId, (tx) =>
    listApiKeys(tx, orgId, page.limit + 1, (after?.[0] as string) ?? null),
  );
  return pageOf(rows, page.limit, (row) => [row.id]);
}

/** Takes effect in this process at once, in others when their short memory of keys has run out. */
export async function endApiKey(
  context: OperationContext,
  orgId: number,
  id: string,
  by: Actor = localActor,
): Promise<boolean> {
  if (!isId(id)) return false;
  return change(context, orgId, by, async (tx, note) => {
    const isThere = await revokeApiKey(tx, orgId, id);
    if (isThere) note({ action: 'key.revoked', ids: [id] });
    return isThere;
  });
}
