/** Signing in and out: sessions of operators. A session's token is in the browser alone; its SHA-256 is stored. */
import { plainEmail } from '../domain/plain-email.ts';
import { scopesOfRole } from '../domain/role.ts';
import { relanceError } from '../errors.ts';
import { newId, newSecret, sha256 } from '../ids.ts';
import { everyOrganization, type Queryable } from '../store/database.ts';
import {
  deleteSession,
  deleteSessions,
  type FoundSession,
  findSession,
  insertSession,
  listSessions,
  noteSessionUse,
  type SessionRow,
  switchOrganization,
  voidResets,
} from '../store/operator-sessions.ts';
import {
  findOperator,
  findOperatorById,
  listMemberships,
  lockOperator,
  type MembershipRow,
  type OperatorRow,
  setPassword,
} from '../store/operators.ts';
import { type Actor, changeAcross } from './audit.ts';
import type { OperatorCaller } from './caller.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { hashNewPassword, isPassword } from './passwords.ts';

export type OperatorSession = SessionRow;
export type Membership = MembershipRow;

/** Where somebody signs in: for the list of their sessions. */
export interface Device {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface NewSession {
  /** Shown this one time, to the browser. */
  readonly token: string;
}

/** An operator in the audit log, where no session says who it is. */
export function actorOfOperator({ id, name }: { readonly id: string; readonly name: string }): Actor {
  return { kind: 'operator', id, name };
}

/**
 * Takes as long for an e-mail address that nobody has.
 *
 * @returns undefined when the address or the password is wrong, or when this operator belongs to no organization
 */
export async function signIn(
  context: OperationContext,
  input: { readonly email: string; readonly password: string; readonly device: Device },
): Promise<NewSession | undefined> {
  const { db } = context;
  const operator = await findOperator(db, plainEmail(input.email));
  if (!(await isPassword(input.password, operator?.passwordHash)) || !operator) return undefined;
  return db.transaction(everyOrganization, async (tx) => {
    if (!(await lockAsKnown(tx, operator))) return undefined;
    const [first] = await listMemberships(tx, operator.id);
    return first && beginSession(context, tx, operator.id, first.orgId, input.device);
  });
}

/**
 * Holds an operator whose password was compared before: false when they have another one since, or are no operator any more.
 * Whatever the old password was to open stays shut then.
 */
export async function lockAsKnown(tx: Queryable, known: OperatorRow): Promise<boolean> {
  return (await lockOperator(tx, known.id))?.passwordHash === known.passwordHash;
}

/** In the transaction of whatever lets somebody in. */
export async function beginSession(
  { clock }: OperationContext,
  tx: Queryable,
  operatorId: string,
  orgId: number,
  device: Device,
): Promise<NewSession> {
  const id = newId(clock.now());
  const token = newSecret(32);
  const userAgent = device.userAgent?.slice(0, 300) ?? null;
  await insertSession(tx, { ...device, userAgent, id, operatorId, orgId, tokenHash: sha256(token) });
  return { token };
}

/** Whose session this is. Looked up at every call: what has ended, or another role, counts at once in every process. */
export async function callerOfSession({ db }: OperationContext, token: string): Promise<OperatorCaller | undefined> {
  const found = await findSession(db, sha256(token));
  if (!found) return undefined;
  // Beside the request: when it cannot be noted nothing is lost.
  if (found.isStale) noteSessionUse(db, found.id).catch(() => {});
  return asCaller(found);
}

function asCaller({ id, operatorId, email, name, orgId, orgKey, role }: FoundSession): OperatorCaller {
  const operator = { sessionId: id, email, role };
  return { orgId, orgKey, kind: 'operator', id: operatorId, name, scopes: scopesOfRole[role], operator };
}

/** The organizations of an operator, by name. */
export function readMemberships({ db }: OperationContext, operatorId: string): Promise<readonly Membership[]> {
  return db.transaction(everyOrganization, (tx) => listMemberships(tx, operatorId));
}

/** @throws RelanceError `not_found` when the operator is no member of such an organization */
export async function chooseOrganization({ db }: OperationContext, sessionId: string, orgKey: string): Promise<void> {
  if (!(await switchOrganization(db, sessionId, orgKey)))
    throw relanceError('not_found', `you belong to no organization ${orgKey}`);
}

export async function readSessions(
  { db }: OperationContext,
  operatorId: string,
  page: PageRequest,
): Promise<Page<OperatorSession>> {
  const after = keyAfter(page, 'id');
  const rows = await listSessions(db, operatorId, page.limit + 1, (after?.[0] as string) ?? null);
  return pageOf(rows, page.limit, (row) => [row.id]);
}

/** @throws RelanceError `not_found` when this operator has no such session */
export async function endSession({ db }: OperationContext, operatorId: string, id: string): Promise<void> {
  if (!isId(id) || !(await deleteSession(db, operatorId, id)))
    throw relanceError('not_found', `you have no session ${id}`);
}

/** Everywhere, this one included. Resolves with how many have ended. */
export function endAllSessions(context: OperationContext, operatorId: string, by: Actor): Promise<number> {
  return changeAcross(context, async (tx, note) => {
    const sessions = await deleteSessions(tx, operatorId, null);
    const change = { action: 'operator.sessionsEnded', ids: [operatorId], facts: { sessions } };
    if (sessions > 0) note(await organizationsOf(tx, operatorId), by, change);
    return sessions;
  });
}

/** Whom it concerns what becomes of an operator. */
export async function organizationsOf(tx: Queryable, operatorId: string): Promise<readonly number[]> {
  return (await listMemberships(tx, operatorId)).map(({ orgId }) => orgId);
}

/**
 * All other sessions end, and links that would set another password are void.
 *
 * @returns false when the present password is wrong
 * @throws RelanceError `invalid_input` when the new one breaks the rules
 */
export async function changePassword(
  context: OperationContext,
  who: { readonly operatorId: string; readonly sessionId: string },
  input: { readonly current: string; readonly next: string },
): Promise<boolean> {
  const operator = await findOperatorById(context.db, who.operatorId);
  if (!(await isPassword(input.current, operator?.passwordHash)) || !operator) return false;
  const hash = await hashNewPassword(input.next, operator.email, 'newPassword');
  return changeAcross(context, async (tx, note) => {
    if (!(await lockAsKnown(tx, operator))) return false;
    await setPassword(tx, operator.id, hash);
    await voidResets(tx, operator.id);
    const sessions = await deleteSessions(tx, operator.id, who.sessionId);
    const change = { action: 'operator.passwordChanged', ids: [operator.id], facts: { endedSessions: sessions } };
    note(await organizationsOf(tx, operator.id), actorOfOperator(operator), change);
    return true;
  });
}
