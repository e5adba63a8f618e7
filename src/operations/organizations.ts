/** Organizations themselves, for whoever runs the installation. */
import { invalidInput, relanceError } from '../errors.ts';
import { everyOrganization } from '../store/database.ts';
import { insertOrganization, listOrganizations, type OrganizationRow } from '../store/organizations.ts';
import { defaultOrganization } from './api-keys.ts';
import { type Actor, changeAcross } from './audit.ts';
import type { OperationContext } from './context.ts';
import { findOrganization } from './find-organization.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type Organization = OrganizationRow;

/** No dots: they part the key from the secret in the token of an invitation. */
const keyShape = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Its entry is in the audit log of the organization `default`, whose admins make organizations.
 *
 * @throws RelanceError `invalid_input` for a key that cannot be, `conflict` for one that is taken
 */
export async function addOrganization(
  context: OperationContext,
  { key, name }: { readonly key: string; readonly name?: string | undefined },
  by: Actor,
): Promise<Organization> {
  if (!keyShape.test(key)) {
    const expected = 'lower-case letters, digits and -, beginning with a letter or a digit, for example north-clinic';
    throw invalidInput([{ path: 'key', message: `"${key}" cannot be the key of an organization`, expected }]);
  }
  const { id } = await findOrganization(context, defaultOrganization);
  return changeAcross(context, async (tx, note) => {
    const made = await insertOrganization(tx, key, name?.trim() || key);
    if (!made) throw relanceError('conflict', `there is an organization ${key} already`);
    note([id], by, { action: 'organization.made', ids: [key] });
    return made;
  });
}

export async function readOrganizations({ db }: OperationContext, page: PageRequest): Promise<Page<Organization>> {
  const after = keyAfter(page, 'text');
  const rows = await db.transaction(everyOrganization, (tx) =>
    listOrganizations(tx, page.limit + 1, (after?.[0] as string) ?? null),
  );
  return pageOf(rows, page.limit, (row) => [row.key]);
}
