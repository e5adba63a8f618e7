/**
 * How the first ones get in: the first API key of the organization `default` (the one that was chosen, or a new one that is
 * shown once), and a link with which its first owner signs up.
 */
import type { Config } from '../config/read-config.ts';
import type { Engine } from '../engine.ts';
import { RelanceError } from '../errors.ts';
import { createApiKey, defaultOrganization, readApiKeys } from '../operations/api-keys.ts';
import { findOrganization } from '../operations/find-organization.ts';
import { inviteFirstOwner } from '../operations/invite-operators.ts';

/** @returns a key to show, at the first start only */
export async function ensureFirstKey({ context }: Engine, config: Config): Promise<string | undefined> {
  const organization = await findOrganization(context, defaultOrganization);
  if (config.bootstrapKey !== undefined) {
    await createApiKey(context, organization, { name: 'RELANCE_BOOTSTRAP_KEY', given: config.bootstrapKey }).catch(
      ignoreConflict,
    );
    return undefined;
  }
  const { items } = await readApiKeys(context, organization.id, { limit: 1, after: null });
  return items.length > 0 ? undefined : (await createApiKey(context, organization, { name: 'first key' })).key;
}

/** @returns a link to show, at the first start only and where nobody is an operator yet */
export async function firstOwnerLink({ context }: Engine): Promise<string | undefined> {
  return inviteFirstOwner(context, await findOrganization(context, defaultOrganization));
}

/** The key is there since an earlier start. One that was revoked stays so. */
function ignoreConflict(error: unknown): void {
  if (!(error instanceof RelanceError && error.code === 'conflict')) throw error;
}
