/**
 * Accepting an invitation: by somebody new, who chooses a password, or with the account that they have.
 *
 * Anybody may have registered an address before its owner did: an invitation that was handed over asks for no proof, and what an
 * organization sends by senders of its own it can read. So an account is trusted with another organization when a link from the
 * installation (the organization `default`) has shown whose mailbox it is. Else joining needs a new password as well: then
 * nobody else knows it, whoever registered. The old one is asked for all the same, since the inviting organization may read its
 * own mail, and must not get into the others by it.
 */
import { plainEmail } from '../domain/plain-email.ts';
import type { Role } from '../domain/role.ts';
import { RelanceError, relanceError } from '../errors.ts';
import { newId, sha256 } from '../ids.ts';
import type { Queryable } from '../store/database.ts';
import { findInvitation, type OpenInvitation, takeInvitation } from '../store/invitations.ts';
import { deleteSessions, voidResets } from '../store/operator-sessions.ts';
import {
  findOperator,
  insertMembership,
  insertOperator,
  type KnownOperator,
  setPassword,
  setProven,
} from '../store/operators.ts';
import { defaultOrganization } from './api-keys.ts';
import { changeAcross } from './audit.ts';
import type { OperationContext } from './context.ts';
import {
  actorOfOperator,
  beginSession,
  type Device,
  lockAsKnown,
  type NewSession,
  organizationsOf,
} from './operator-sessions.ts';
import { hashNewPassword, isPassword } from './passwords.ts';

export interface Offer {
  readonly organization: string;
  /** Null: whoever holds the link chooses it. */
  readonly email: string | null;
  readonly role: Role;
  /** There is an operator with this address, who accepts with the password they have. */
  readonly isKnown: boolean;
  /** They choose a new one as well. */
  readonly asksNewPassword: boolean;
}

const noLonger = 'this invitation is not good: it was used, replaced or revoked, or its seven days are over';

/** What an invitation offers. @throws RelanceError `not_found` */
export async function readOffer({ db }: OperationContext, token: string): Promise<Offer> {
  const { orgName, email, role } = await openInvitation(db, token);
  const known = email === null ? undefined : await findOperator(db, email);
  const isKnown = known !== undefined;
  return { organization: orgName, email, role, isKnown, asksNewPassword: isKnown && !known.isProven };
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
  /** Of somebody who has an account, in place of the one that they have; needed where the address was not proven. */
  readonly newPassword?: string | undefined;
  readonly device: Device;
}

/**
 * Makes the holder of the link a member, and signs them in. Whoever joins with the account that they have is signed out
 * everywhere else.
 *
 * @returns undefined when there is an operator with this address and the password is not theirs
 * @throws RelanceError `not_found`, `invalid_input` when something is missing or a password breaks the rules, or `conflict` when
 * the account was changed, removed or made at the same moment, or when a member would become the first owner: the invitation stays
 * open then
 */
export async function acceptInvitation(
  context: OperationContext,
  { token, name, password, newPassword, device, ...given }: Acceptance,
): Promise<NewSession | undefined> {
  const { db, clock } = context;
  const { orgId, orgKey, role, email: invited } = await openInvitation(db, token);
  const email = invited ?? (given.email === undefined ? undefined : plainEmail(given.email));
  if (email === undefined) throw refused('email', 'this is needed', 'your e-mail address');
  const known = await findOperator(db, email);
  if (known && !(await isPassword(password, known.passwordHash))) return undefined;
  if (!known && !name?.trim()) throw refused('name', 'this is needed', 'your name, as others are to see it');
  if (known && newPassword === password) throw refused('newPassword', 'this is the present one', 'another one');
  const operator = known ?? {
    id: newId(clock.now()),
    email,
    name: name?.trim() ?? '',
    passwordHash: await hashNewPassword(password, email, 'password'),
  };
  const nextHash =
    known && newPassword !== undefined ? await hashNewPassword(newPassword, email, 'newPassword') : undefined;
  return changeAcross(context, async (tx, note) => {
    const isAsKnown = await (known ? lockAsKnown(tx, known) : insertOperator(tx, operator));
    if (!isAsKnown) throw relanceError('conflict', 'this account has changed a moment ago: open the link again');
    const invitation = await takeInvitation(tx, orgId, sha256(token));
    if (!invitation) throw relanceError('not_found', noLonger);
    const isNew = await insertMembership(tx, orgId, operator.id, role);
    // Who is a member already keeps the role they have. The first owner's link would be spent so, and nobody be one.
    if (!isNew && invited === null)
      throw relanceError('conflict', `${email} belongs to this organization already: give another e-mail address`);
    const by = actorOfOperator(operator);
    const joined = { action: 'invitation.accepted', ids: [invitation.id, operator.id], facts: isNew ? { role } : {} };
    note([orgId], by, joined);
    if (known && (isNew || nextHash !== undefined)) {
      const sessions = await secure(tx, known, nextHash);
      const change = { action: 'operator.passwordChanged', ids: [known.id], facts: { endedSessions: sessions } };
      if (nextHash !== undefined) note(await organizationsOf(tx, known.id), by, change);
    }
    const isProof = invitation.isMailed && orgKey === defaultOrganization;
    if (isProof && (!known || nextHash !== undefined)) await setProven(tx, operator.id, true);
    return beginSession(context, tx, operator.id, orgId, device);
  });
}

/**
 * Whoever runs the senders of an organization of theirs may hold a link or a session, whoever registered the password: neither must
 * lead into this one. Resolves with how many sessions have ended.
 */
async function secure(tx: Queryable, known: KnownOperator, nextHash: string | undefined): Promise<number> {
  if (nextHash !== undefined) await setPassword(tx, known.id, nextHash);
  else if (!known.isProven) {
    const expected = 'a new password: it is not known whether the address was yours when this account was made';
    throw refused('newPassword', 'this is needed', expected);
  }
  await voidResets(tx, known.id);
  return deleteSessions(tx, known.id, null);
}

function refused(path: string, message: string, expected: string): RelanceError {
  return new RelanceError('invalid_input', `${path}: ${message}`, { problems: [{ path, message, expected }] });
}
