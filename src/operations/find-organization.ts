/** The organization with a key. Unlike `engine.for`, a mistyped key makes no new one. */
import { relanceError } from '../errors.ts';
import { type FoundOrganization, findOrganizationByKey } from '../store/find-organization.ts';
import type { OperationContext } from './context.ts';

export type { FoundOrganization };

/** @throws RelanceError `not_found` */
export async function findOrganization({ db }: OperationContext, key: string): Promise<FoundOrganization> {
  const found = await findOrganizationByKey(db, key);
  if (!found) throw relanceError('not_found', `there is no organization ${key}`);
  return found;
}
