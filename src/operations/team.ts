/** The operators of an organization: who they are, what they may do, who leaves. An organization that has owners keeps one. */
import { plainEmail } from '../domain/plain-email.ts';
import { missingScopes, type Role, scopesOfRole } from '../domain/role.ts';
import { relanceError } from '../errors.ts';
import type { Queryable } from '../store/database.ts';
import {
  deleteIfHomeless,
  deleteMembership,
  listMembers,
  lockOperator,
  lockOwners,
  type MemberRow,
  setRole,
} from '../store/operators.ts';
import { type Actor, change, changeAcross } from './audit.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type Member = MemberRow;

export async function readTeam({ db }: OperationContext, orgId: number, page: PageRequest): Promise<Page<Member>> {
  const after = keyAfter(page, 'text');
  const rows = await db.transaction(orgId, (tx) =>
    listMembers(tx, orgId, page.limit + 1, { after: (after?.[0] as string) ?? null }),
  );
  return pageOf(rows, page.limit, (row) => [row.email]);
}

/** By e-mail address, however it is written; undefined when nobody of this organization has it. */
export async function findMember({ db }: OperationContext, orgId: number, email: string): Promise<Member | undefined> {
  const [member] = await db.transaction(orgId, (tx) => listMembers(tx, orgId, 1, { email: plainEmail(email) }));
  return member;
}

/**
 * Counts from their next call on.
 *
 * @throws RelanceError `not_found`; `conflict` for the last owner; `forbidden` for a role that may do more than the caller
 */
export async function changeRole(
  context: OperationContext,
  orgId: number,
  id: string,
  role: Role,
  by: Actor & { readonly scopes: readonly string[] },
): Promise<Member> {
  const missing = missingScopes(by.scopes, scopesOfRole[role]);
  if (missing.length > 0)
    throw relanceError('forbidden', `the role ${role} has ${missing.join(', ')}, which you do not have yourself`);
  if (!isId(id)) throw noSuch(id);
  return change(context, orgId, by, async (tx, note) => {
    if (role !== 'owner') await keepAnOwner(tx, orgId, id);
    const [member] = await listMembers(tx, orgId, 1, { id });
    if (!member) throw noSuch(id);
    if (member.role === role) return member;
    if (!(await setRole(tx, orgId, id, role))) throw noSuch(id);
    note({ action: 'operator.roleChanged', ids: [id], facts: { role, was: member.role } });
    return { ...member, role };
  });
}

/** Whoever belongs to no other organization is forgotten. @throws RelanceError `not_found`; `conflict` for the last owner */
export async function removeMember(context: OperationContext, orgId: number, id: string, by: Actor): Promise<void> {
  if (!isId(id)) throw noSuch(id);
  await changeAcross(context, async (tx, note) => {
    // Whoever is about to join another organization comes before this, and keeps their account, or after it.
    await lockOperator(tx, id);
    await keepAnOwner(tx, orgId, id);
    if (!(await deleteMembership(tx, orgId, id))) throw noSuch(id);
    await deleteIfHomeless(tx, id);
    note([orgId], by, { action: 'operator.removed', ids: [id] });
  });
}

async function keepAnOwner(tx: Queryable, orgId: number, id: string): Promise<void> {
  const owners = await lockOwners(tx, orgId);
  if (owners.length === 1 && owners[0] === id)
    throw relanceError('conflict', 'this is the last owner: make somebody else an owner first');
}

function noSuch(id: string): Error {
  return relanceError('not_found', `there is no operator ${id}`);
}
