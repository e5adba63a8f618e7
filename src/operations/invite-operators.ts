/**
 * Invitations: a link that makes its holder a member, once and within seven days (`accept-invitation.ts`). Only the hash of its
 * token is stored.
 */
import { plainEmail } from '../domain/plain-email.ts';
import { missingScopes, type Role, scopesOfRole } from '../domain/role.ts';
import { RelanceError, relanceError } from '../errors.ts';
import { newId, newSecret, sha256 } from '../ids.ts';
import {
  hasInvitedFirst,
  type InvitationRow,
  insertInvitation,
  listInvitations,
  lockInvitations,
  noteMailed,
  revokeInvitation,
} from '../store/invitations.ts';
import { hasBegun, listMembers } from '../store/operators.ts';
import { type Actor, change, localActor } from './audit.ts';
import type { OperationContext } from './context.ts';
import { mailOperator } from './mail-operator.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type Invitation = InvitationRow;

export interface MadeInvitation extends Invitation {
  /** A page of the dashboard, without the address of this installation where that is not configured. */
  readonly link: string;
  /** Was it sent to the invited person? */
  readonly isSent: boolean;
}

interface Organization {
  readonly id: number;
  readonly key: string;
  readonly name: string;
}

/**
 * Replaces an open invitation for the same address. With `mail`, and where this installation knows its own address, the link
 * is sent by the organization's e-mail route.
 *
 * @param by whose invitation it is, and what they may do themselves
 * @throws RelanceError `conflict` when they are a member already, or when there was an invitation without an address, `forbidden` for a role that may do more than the inviter
 */
export async function inviteOperator(
  context: OperationContext,
  organization: Organization,
  input: { readonly email: string | null; readonly role: Role; readonly mail: boolean },
  by: Actor & { readonly scopes: readonly string[] },
): Promise<MadeInvitation> {
  const { clock } = context;
  const missing = missingScopes(by.scopes, scopesOfRole[input.role]);
  if (missing.length > 0)
    throw relanceError('forbidden', `the role ${input.role} has ${missing.join(', ')}, which you do not have yourself`);
  const email = input.email === null ? null : plainEmail(input.email);
  const token = `${organization.key}.${newSecret(24)}`;
  const invitation = await change(context, organization.id, by, async (tx, note) => {
    await lockInvitations(tx, organization.id);
    if (email === null && (await hasInvitedFirst(tx, organization.id)))
      throw relanceError('conflict', 'whoever sets this up was invited before');
    if (email !== null && (await listMembers(tx, organization.id, 1, { email })).length > 0)
      throw relanceError('conflict', `${email} belongs to this organization already`);
    const row = { id: newId(clock.now()), email, role: input.role, tokenHash: sha256(token), invitedBy: by.name };
    const { replaced, ...made } = await insertInvitation(tx, organization.id, row);
    if (replaced.length > 0) note({ action: 'invitation.revoked', ids: replaced });
    note({ action: 'invitation.made', ids: [made.id], facts: { role: made.role } });
    return made;
  });
  const link = `${context.publicUrl ?? ''}/invitation#${token}`;
  const isSent =
    input.mail &&
    email !== null &&
    context.publicUrl !== undefined &&
    (await mailOperator(context, organization.id, {
      to: email,
      subject: `Your invitation to ${organization.name}`,
      text: [
        `${by.name} invites you to ${organization.name} on Relance, as ${input.role}.`,
        `Open this link within seven days to accept. It works once:\n${link}`,
        'If you know nothing of this, you need not do anything.',
      ].join('\n\n'),
    }));
  // Whoever accepts with it has the mailbox: nobody else was given the link.
  if (isSent) await context.db.transaction(organization.id, (tx) => noteMailed(tx, organization.id, invitation.id));
  return { ...invitation, link, isSent };
}

/** The link for the first owner, once in the life of a database; undefined when it was given, or when there is somebody. */
export async function inviteFirstOwner(
  context: OperationContext,
  organization: Organization,
): Promise<string | undefined> {
  if (await hasBegun(context.db, organization.id)) return undefined;
  const input = { email: null, role: 'owner', mail: false } as const;
  const by = { ...localActor, name: 'the first start', scopes: scopesOfRole.owner };
  try {
    return (await inviteOperator(context, organization, input, by)).link;
  } catch (error) {
    // Another process, which started at the same moment, has it.
    if (error instanceof RelanceError && error.code === 'conflict') return undefined;
    throw error;
  }
}

export async function readInvitations(
  { db }: OperationContext,
  orgId: number,
  page: PageRequest,
): Promise<Page<Invitation>> {
  const after = keyAfter(page, 'id');
  const rows = await db.transaction(orgId, (tx) =>
    listInvitations(tx, orgId, page.limit + 1, (after?.[0] as string) ?? null),
  );
  return pageOf(rows, page.limit, (row) => [row.id]);
}

/** @throws RelanceError `not_found` when there is no such open invitation */
export async function endInvitation(context: OperationContext, orgId: number, id: string, by: Actor): Promise<void> {
  const isEnded =
    isId(id) &&
    (await change(context, orgId, by, async (tx, note) => {
      const isThere = await revokeInvitation(tx, orgId, id);
      if (isThere) note({ action: 'invitation.revoked', ids: [id] });
      return isThere;
    }));
  if (!isEnded) throw relanceError('not_found', `there is no open invitation ${id}`);
}
