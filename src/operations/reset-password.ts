/**
 * A forgotten password: a link that sets another, once and within an hour. Only the hash of its token is stored.
 *
 * Whoever runs an organization's senders could read what they send. So an operator of one organization gets the link by that
 * organization's senders; who works for several, by those of the organization `default`, which belongs to whoever runs the
 * installation: otherwise one organization could let itself into another. For the same reason only a link from the installation
 * proves the address (`accept-invitation.ts` asks whether it is).
 */
import { plainEmail } from '../domain/plain-email.ts';
import { relanceError } from '../errors.ts';
import { newSecret, sha256 } from '../ids.ts';
import { everyOrganization, type Queryable } from '../store/database.ts';
import { deleteSessions, findResetOwner, insertReset, takeReset, voidResets } from '../store/operator-sessions.ts';
import { findOperator, lockOperator, setPassword, setProven } from '../store/operators.ts';
import { defaultOrganization } from './api-keys.ts';
import { type Actor, changeAcross } from './audit.ts';
import type { OperationContext } from './context.ts';
import { findOrganization } from './find-organization.ts';
import { mailOperator } from './mail-operator.ts';
import { actorOfOperator, organizationsOf } from './operator-sessions.ts';
import { hashNewPassword } from './passwords.ts';

/**
 * Sends the link, if there is such an operator, a sender for it, and the address of this installation is known; says nothing
 * of it either way.
 */
export async function sendResetLink(context: OperationContext, email: string): Promise<void> {
  const { db, publicUrl } = context;
  if (publicUrl === undefined) return;
  const operator = await findOperator(db, plainEmail(email));
  if (!operator) return;
  const { id: ofInstallation } = await findOrganization(context, defaultOrganization);
  const { orgId, link } = await db.transaction(everyOrganization, async (tx) => {
    // Whoever joins another organization at this moment comes before this, or makes the link void.
    await lockOperator(tx, operator.id);
    const [first = ofInstallation, ...others] = await organizationsOf(tx, operator.id);
    const orgId = others.length > 0 ? ofInstallation : first;
    return { orgId, link: await makeLink(context, tx, operator.id, orgId === ofInstallation) };
  });
  if (link === undefined) return;
  await mailOperator(context, orgId, {
    to: operator.email,
    subject: 'Your new password for Relance',
    text: [
      'Somebody, most likely you, has forgotten the password of this address.',
      `Open this link within an hour to choose a new one. It works once:\n${link}`,
      'If it was not you, you need not do anything: the password stays as it is.',
    ].join('\n\n'),
  });
}

/** For whoever runs the installation, on the command line. @throws RelanceError `not_found`, `conflict` */
export async function makeResetLink(context: OperationContext, email: string, by: Actor): Promise<string> {
  const operator = await findOperator(context.db, plainEmail(email));
  if (!operator) throw relanceError('not_found', `there is no operator ${email}`);
  const link = await changeAcross(context, async (tx, note) => {
    const made = await makeLink(context, tx, operator.id, true);
    const change = { action: 'operator.resetLinkMade', ids: [operator.id] };
    if (made !== undefined) note(await organizationsOf(tx, operator.id), by, change);
    return made;
  });
  if (link === undefined)
    throw relanceError('conflict', 'there are three such links already; wait until an hour is over');
  return link;
}

/** Undefined when there are enough of them within an hour. */
async function makeLink(
  { publicUrl }: OperationContext,
  tx: Queryable,
  operatorId: string,
  provesEmail: boolean,
): Promise<string | undefined> {
  const token = newSecret(24);
  const isMade = await insertReset(tx, sha256(token), operatorId, provesEmail);
  return isMade ? `${publicUrl ?? ''}/new-password#${token}` : undefined;
}

const noLonger = 'this link is not good: it was used or replaced, or its hour is over; ask for another one';

/**
 * All sessions end: whoever knew the password before is out.
 *
 * @throws RelanceError `not_found`, or `invalid_input` when the password breaks the rules
 */
export async function resetPassword(context: OperationContext, token: string, password: string): Promise<void> {
  const tokenHash = sha256(token);
  const owner = await findResetOwner(context.db, tokenHash);
  if (!owner) throw relanceError('not_found', noLonger);
  const hash = await hashNewPassword(password, owner.email, 'password');
  await changeAcross(context, async (tx, note) => {
    await lockOperator(tx, owner.id);
    const reset = await takeReset(tx, tokenHash);
    if (!reset) throw relanceError('not_found', noLonger);
    await setPassword(tx, owner.id, hash);
    await setProven(tx, owner.id, reset.provesEmail);
    await voidResets(tx, owner.id);
    const sessions = await deleteSessions(tx, owner.id, null);
    const change = { action: 'operator.passwordReset', ids: [owner.id], facts: { endedSessions: sessions } };
    note(await organizationsOf(tx, owner.id), actorOfOperator(owner), change);
  });
}
