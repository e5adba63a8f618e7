/** Operators and their memberships. Operators belong to no organization: what finds one by e-mail sees all of them. */
import type { Role } from '../domain/role.ts';
import { build, type Database, everyOrganization, type Queryable } from './database.ts';

export interface OperatorRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

export interface KnownOperator extends OperatorRow {
  /**
   * Has a link been used that the organization `default` had mailed to the address, or the command line had printed, and no link for
   * a new password of another organization since?
   */
  readonly isProven: boolean;
}

const byEmailStatement = {
  name: 'relance-find-operator',
  text: `
SELECT id, email, name, password_hash AS "passwordHash", email_proven_at IS NOT NULL AS "isProven"
FROM relance.operators WHERE email = $1`,
};

/** @param email in lower case */
export async function findOperator(db: Database, email: string): Promise<KnownOperator | undefined> {
  const [row] = await db.transaction(everyOrganization, (tx) => tx.query<KnownOperator>(byEmailStatement, [email]));
  return row;
}

const byIdStatement = {
  name: 'relance-find-operator-by-id',
  text: 'SELECT id, email, name, password_hash AS "passwordHash" FROM relance.operators WHERE id = $1',
};

export async function findOperatorById(db: Database, id: string): Promise<OperatorRow | undefined> {
  const [row] = await db.transaction(everyOrganization, (tx) => tx.query<OperatorRow>(byIdStatement, [id]));
  return row;
}

const lockStatement = {
  name: 'relance-lock-operator',
  text: 'SELECT id, email, name, password_hash AS "passwordHash" FROM relance.operators WHERE id = $1 FOR UPDATE',
};

/**
 * The first statement of whatever lets somebody in or keeps them out: of two at the same moment the second one waits, and sees
 * what the first has done. In a transaction that sees all organizations; undefined when there is no such operator any more.
 */
export async function lockOperator(tx: Queryable, id: string): Promise<OperatorRow | undefined> {
  return (await tx.query<OperatorRow>(lockStatement, [id]))[0];
}

const insertStatement = {
  name: 'relance-insert-operator',
  text: `
INSERT INTO relance.operators (id, email, name, password_hash, created_at, password_set_at)
VALUES ($1, $2, $3, $4, relance.now(), relance.now()) ON CONFLICT (email) DO NOTHING RETURNING id`,
};

/** False when there is an operator with this e-mail address. */
export async function insertOperator(tx: Queryable, operator: OperatorRow): Promise<boolean> {
  const { id, email, name, passwordHash } = operator;
  return (await tx.query(insertStatement, [id, email, name, passwordHash])).length > 0;
}

const passwordStatement = {
  name: 'relance-set-password',
  text: 'UPDATE relance.operators SET password_hash = $2, password_set_at = relance.now() WHERE id = $1',
};

export async function setPassword(tx: Queryable, operatorId: string, passwordHash: string): Promise<void> {
  await tx.query(passwordStatement, [operatorId, passwordHash]);
}

const provenStatement = {
  name: 'relance-set-email-proven',
  text: `
UPDATE relance.operators SET email_proven_at = CASE WHEN $2 THEN coalesce(email_proven_at, relance.now()) END WHERE id = $1`,
};

/** Together with a password: whoever has set it is, or is not, known to have the mailbox. */
export async function setProven(tx: Queryable, operatorId: string, isProven: boolean): Promise<void> {
  await tx.query(provenStatement, [operatorId, isProven]);
}

/** An organization that an operator belongs to. */
export interface MembershipRow {
  readonly orgId: number;
  readonly orgKey: string;
  readonly orgName: string;
  readonly role: Role;
}

const membershipsStatement = {
  name: 'relance-list-memberships',
  text: `
SELECT m.org_id AS "orgId", o.key AS "orgKey", o.name AS "orgName", m.role
FROM relance.memberships m JOIN relance.organizations o ON o.id = m.org_id WHERE m.operator_id = $1 ORDER BY o.name, o.key`,
};

/** All of an operator's, by the names of the organizations. In a transaction that sees all organizations. */
export function listMemberships(tx: Queryable, operatorId: string): Promise<MembershipRow[]> {
  return tx.query<MembershipRow>(membershipsStatement, [operatorId]);
}

const joinStatement = {
  name: 'relance-insert-membership',
  text: `
INSERT INTO relance.memberships (org_id, operator_id, role, created_at) VALUES ($1, $2, $3, relance.now())
ON CONFLICT (org_id, operator_id) DO NOTHING RETURNING operator_id`,
};

/** False when they are a member already, with whatever role. */
export async function insertMembership(tx: Queryable, orgId: number, operatorId: string, role: Role): Promise<boolean> {
  return (await tx.query(joinStatement, [orgId, operatorId, role])).length > 0;
}

const ownersStatement = {
  name: 'relance-lock-owners',
  text: `
SELECT operator_id AS id FROM relance.memberships WHERE org_id = $1 AND role = 'owner' ORDER BY operator_id FOR UPDATE`,
};

/** Owners of an organization, who stay so until the transaction ends. */
export async function lockOwners(tx: Queryable, orgId: number): Promise<readonly string[]> {
  return (await tx.query<{ id: string }>(ownersStatement, [orgId])).map(({ id }) => id);
}

const roleStatement = {
  name: 'relance-set-role',
  text: 'UPDATE relance.memberships SET role = $3 WHERE org_id = $1 AND operator_id = $2 RETURNING role',
};

/** False when they are no member. */
export async function setRole(tx: Queryable, orgId: number, operatorId: string, role: Role): Promise<boolean> {
  return (await tx.query(roleStatement, [orgId, operatorId, role])).length > 0;
}

const leaveStatement = {
  name: 'relance-delete-membership',
  text: 'DELETE FROM relance.memberships WHERE org_id = $1 AND operator_id = $2 RETURNING operator_id',
};

/** False when they are no member. */
export async function deleteMembership(tx: Queryable, orgId: number, operatorId: string): Promise<boolean> {
  return (await tx.query(leaveStatement, [orgId, operatorId])).length > 0;
}

const homelessStatement = {
  name: 'relance-delete-homeless-operator',
  text: `
DELETE FROM relance.operators o WHERE o.id = $1 AND NOT EXISTS (
  SELECT 1 FROM relance.memberships m WHERE m.operator_id = o.id)`,
};

/** Who belongs to no organization any more is forgotten, sessions included. The operator is locked, all organizations in sight. */
export async function deleteIfHomeless(tx: Queryable, operatorId: string): Promise<void> {
  await tx.query(homelessStatement, [operatorId]);
}

/** One of a team. Instants are milliseconds since 1970. */
export interface MemberRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: number;
}

/** By e-mail address. */
export function listMembers(
  tx: Queryable,
  orgId: number,
  limit: number,
  where: { readonly after?: string | null; readonly id?: string; readonly email?: string },
): Promise<MemberRow[]> {
  let query = build
    .selectFrom('relance.memberships as m')
    .innerJoin('relance.operators as o', 'o.id', 'm.operator_id')
    .select(['o.id', 'o.email', 'o.name', 'm.role', 'm.created_at as createdAt'])
    .where('m.org_id', '=', orgId)
    .orderBy('o.email')
    .limit(limit);
  if (where.after != null) query = query.where('o.email', '>', where.after);
  if (where.id !== undefined) query = query.where('m.operator_id', '=', where.id);
  if (where.email !== undefined) query = query.where('o.email', '=', where.email);
  return tx.run(query);
}

const anyStatement = {
  name: 'relance-any-operator',
  text: `
SELECT EXISTS (SELECT 1 FROM relance.operators)
  OR EXISTS (SELECT 1 FROM relance.invitations WHERE org_id = $1 AND email IS NULL) AS "any"`,
};

/** Is there an operator, or was whoever sets this up invited before? */
export async function hasBegun(db: Database, orgId: number): Promise<boolean> {
  const [row] = await db.transaction(everyOrganization, (tx) => tx.query<{ any: boolean }>(anyStatement, [orgId]));
  return row?.any ?? false;
}
