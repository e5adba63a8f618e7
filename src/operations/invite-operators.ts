/** Invitations: a link that makes its holder a member, once and within seven days. Only the hash of its token is stored. */
import { missingScopes, type Role, scopesOfRole } from '../domain/role.ts';
import { RelanceError, relanceError } from '../errors.ts';
import { newId, newSecret, sha256 } from '../ids.ts';
import {
  findInvitation,
  type InvitationRow,
  insertInvitation,
  listInvitations,
  type OpenInvitation,
  revokeInvitation,
  takeInvitation,
} from '../store/invitations.ts';
import { deleteSessions, voidResets } from '../store/operator-sessions.ts';
import { findOperator, hasBegun, insertMembership, insertOperator, listMembers } from '../store/operators.ts';
import { type Actor, change, changeAcross, localActor } from './audit.ts';
import type { OperationContext } from './context.ts';
import { mailOperator } from './mail-operator.ts';
import {
  actorOfOperator,
  beginSession,
  type Device,
  lockAsKnown,
  type NewSession,
  plainEmail,
} from './operator-sessions.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { hashNewPassword, isPassword } from './passwords.ts';

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
 * @throws RelanceError `conflict` when they are a member already, `forbidden` for a role that may do more than the inviter
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
  return (await inviteOperator(context, organization, input, by)).link;
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

export interface Offer {
  readonly organization: string;
  /** Null: whoever holds the link chooses it. */
  readonly email: string | null;
  readonly role: Role;
  /** There is an operator with this address, who accepts with the password they have. */
  readonly isKnown: boolean;
}

const noLonger = 'this invitation is not good: it was used, replaced or revoked, or its seven days are over';

/** What an invitation offers. @throws RelanceError `not_found` */
export async function readOffer({ db }: OperationContext, token: string): Promise<Offer> {
  const { orgName, email, role } = await openInvitation(db, token);
  return {
    organization: orgName,
    email,
    role,
    isKnown: email !== null && (await findOperator(db, email)) !== undefined,
  };
}

async function openInvitation(db: OperationContext['db'], token: string): Promise<OpenInvitation> {
  const found = await findInvitation(db, token.slice(0, token.lastIndexOf('.')), sha256(token));
  if (!found) throw relanceError('not_found', noLonger);
  return found;
}

export interface Acceptance {
  readonly token: string;
  /** Needed where the invitation names none. */
  readonly email?: string | undefined;
  /** Of a new operator. */
  readonly name?: string | undefined;
  /** A new operator's, who chooses it now; else the one that they have. */
  readonly password: string;
  readonly device: Device;
}

/**
 * Makes the holder of the link a member, and signs them in.
 *
 * @returns undefined when there is an operator with this address and the password is not theirs
 * @throws RelanceError `not_found`, `invalid_input` when something is missing or the password breaks the rules, or `conflict` when
 * the account was changed, removed or made at the same moment
 */
export async function acceptInvitation(
  context: OperationContext,
  { token, name, password, device, ...given }: Acceptance,
): Promise<NewSession | undefined> {
  const { db, clock } = context;
  const { orgId, role, email: invited } = await openInvitation(db, token);
  const email = invited ?? (given.email === undefined ? undefined : plainEmail(given.email));
  if (email === undefined) throw missing('email', 'your e-mail address');
  const known = await findOperator(db, email);
  if (known && !(await isPassword(password, known.passwordHash))) return undefined;
  if (!known && !name?.trim()) throw missing('name', 'your name, as others are to see it');
  const operator = known ?? {
    id: newId(clock.now()),
    email,
    name: name?.trim() ?? '',
    passwordHash: await hashNewPassword(password, email, 'password'),
  };
  return changeAcross(context, async (tx, note) => {
    const isAsKnown = await (known ? lockAsKnown(tx, known) : insertOperator(tx, operator));
    if (!isAsKnown) throw relanceError('conflict', 'this account has changed a moment ago: open the link again');
    const invitation = await takeInvitation(tx, orgId, sha256(token));
    if (!invitation) throw relanceError('not_found', noLonger);
    // Who is a member already keeps the role they have.
    const isNew = await insertMembership(tx, orgId, operator.id, role);
    if (known && isNew) {
      // Whoever runs the senders of an organization of theirs may hold a link or a session: it must not lead into this one.
      await voidResets(tx, operator.id);
      await deleteSessions(tx, operator.id, null);
    }
    const facts = isNew ? { role } : {};
    note([orgId], actorOfOperator(operator), { action: 'invitation.accepted', ids: [invitation, operator.id], facts });
    return beginSession(context, tx, operator.id, orgId, device);
  });
}

function missing(path: string, expected: string): RelanceError {
  return new RelanceError('invalid_input', `${path}: this is needed`, {
    problems: [{ path, message: 'this is needed', expected }],
  });
}
