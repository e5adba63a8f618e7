/**
 * Sessions of operators, and links that set a password anew; both by the hash of their token. They belong to no organization,
 * so every statement here sees all of them; lists and endings name the operator.
 */
import { sql } from 'kysely';
import type { Role } from '../domain/role.ts';
import { build, type Database, everyOrganization, type Queryable } from './database.ts';

export interface SessionRow {
  readonly id: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
}

/** How long a session lasts: without use, and at most. */
const idle = `interval '7 days'`;
const longest = `interval '30 days'`;

const beginStatement = {
  name: 'relance-begin-session',
  text: `
INSERT INTO relance.operator_sessions
  (id, operator_id, token_hash, current_org_id, ip, user_agent, created_at, seen_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, relance.now(), relance.now(), relance.now() + ${idle})`,
};

export async function insertSession(
  tx: Queryable,
  session: {
    readonly id: string;
    readonly operatorId: string;
    readonly tokenHash: string;
    readonly orgId: number;
    readonly ip: string | null;
    readonly userAgent: string | null;
  },
): Promise<void> {
  const { id, operatorId, tokenHash, orgId, ip, userAgent } = session;
  await tx.query(beginStatement, [id, operatorId, tokenHash, orgId, ip, userAgent]);
}

export interface FoundSession {
  readonly id: string;
  readonly operatorId: string;
  readonly email: string;
  readonly name: string;
  readonly orgId: number;
  readonly orgKey: string;
  readonly role: Role;
  /** It is a minute or more since its use was noted. */
  readonly isStale: boolean;
}

/** Of the organizations the chosen one; where they are a member no more, another. */
const findStatement = {
  name: 'relance-find-session',
  text: `
SELECT s.id, s.operator_id AS "operatorId", o.email, o.name, m.org_id AS "orgId", m.key AS "orgKey", m.role,
  s.seen_at < relance.now() - interval '1 minute' AS "isStale"
FROM relance.operator_sessions s JOIN relance.operators o ON o.id = s.operator_id
CROSS JOIN LATERAL (
  SELECT x.org_id, x.role, g.key
  FROM relance.memberships x JOIN relance.organizations g ON g.id = x.org_id WHERE x.operator_id = s.operator_id
  ORDER BY (x.org_id IS NOT DISTINCT FROM s.current_org_id) DESC, x.created_at, x.org_id LIMIT 1) m
WHERE s.token_hash = $1 AND s.expires_at > relance.now()`,
};

export async function findSession(db: Database, tokenHash: string): Promise<FoundSession | undefined> {
  const [row] = await db.transaction(everyOrganization, (tx) => tx.query<FoundSession>(findStatement, [tokenHash]));
  return row;
}

const seenStatement = {
  name: 'relance-note-session-use',
  text: `
UPDATE relance.operator_sessions
SET seen_at = relance.now(), expires_at = least(created_at + ${longest}, relance.now() + ${idle}) WHERE id = $1`,
};

/** Its end moves on. */
export async function noteSessionUse(db: Database, id: string): Promise<void> {
  await db.transaction(everyOrganization, (tx) => tx.query(seenStatement, [id]));
}

const switchStatement = {
  name: 'relance-switch-organization',
  text: `
UPDATE relance.operator_sessions s SET current_org_id = o.id
FROM relance.organizations o JOIN relance.memberships m ON m.org_id = o.id
WHERE s.id = $1 AND o.key = $2 AND m.operator_id = s.operator_id RETURNING s.id`,
};

/** False when its operator is no member of an organization with this key. */
export async function switchOrganization(db: Database, id: string, orgKey: string): Promise<boolean> {
  return (await db.transaction(everyOrganization, (tx) => tx.query(switchStatement, [id, orgKey]))).length > 0;
}

/** That are not over; the latest first. */
export function listSessions(
  db: Database,
  operatorId: string,
  limit: number,
  before: string | null,
): Promise<SessionRow[]> {
  let query = build
    .selectFrom('relance.operator_sessions')
    .select([
      'id',
      'ip',
      'user_agent as userAgent',
      'created_at as createdAt',
      'seen_at as seenAt',
      'expires_at as expiresAt',
    ])
    .where('operator_id', '=', operatorId)
    .where('expires_at', '>', sql<number>`relance.now()`)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  return db.transaction(everyOrganization, (tx) => tx.run(query));
}

const endStatement = {
  name: 'relance-end-session',
  text: 'DELETE FROM relance.operator_sessions WHERE operator_id = $1 AND id = $2 RETURNING id',
};

/** False when this operator has no such session. */
export async function deleteSession(db: Database, operatorId: string, id: string): Promise<boolean> {
  return (await db.transaction(everyOrganization, (tx) => tx.query(endStatement, [operatorId, id]))).length > 0;
}

const endAllStatement = {
  name: 'relance-end-sessions',
  text: `
DELETE FROM relance.operator_sessions WHERE operator_id = $1 AND ($2::uuid IS NULL OR id <> $2) RETURNING id`,
};

/** @param but one to keep; null: none. Resolves with how many have ended. */
export async function deleteSessions(tx: Queryable, operatorId: string, but: string | null): Promise<number> {
  return (await tx.query(endAllStatement, [operatorId, but])).length;
}

/** Further links for the same operator are made only when some of these have run out. */
const openResetsMax = 3;

const resetStatement = {
  name: 'relance-insert-password-reset',
  text: `
INSERT INTO relance.password_resets (token_hash, operator_id, proves_email, created_at, expires_at)
SELECT $1, $2::uuid, $3, relance.now(), relance.now() + interval '1 hour'
WHERE (SELECT count(*) FROM relance.password_resets WHERE operator_id = $2::uuid AND expires_at > relance.now())
  < ${openResetsMax} RETURNING token_hash`,
};

/** False when there are enough of them within an hour. */
export async function insertReset(
  tx: Queryable,
  tokenHash: string,
  operatorId: string,
  provesEmail: boolean,
): Promise<boolean> {
  return (await tx.query(resetStatement, [tokenHash, operatorId, provesEmail])).length > 0;
}

const takeResetStatement = {
  name: 'relance-take-password-reset',
  text: `
UPDATE relance.password_resets SET used_at = relance.now()
WHERE token_hash = $1 AND used_at IS NULL AND expires_at > relance.now() RETURNING proves_email AS "provesEmail"`,
};

/** It is used up. Undefined when it was used, has run out, or never was. */
export async function takeReset(
  tx: Queryable,
  tokenHash: string,
): Promise<{ readonly provesEmail: boolean } | undefined> {
  return (await tx.query<{ provesEmail: boolean }>(takeResetStatement, [tokenHash]))[0];
}

const resetOwnerStatement = {
  name: 'relance-find-password-reset',
  text: `
SELECT o.id, o.email, o.name FROM relance.password_resets r JOIN relance.operators o ON o.id = r.operator_id
WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > relance.now()`,
};

interface ResetOwner {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Whose password a link sets, as long as it is good. */
export async function findResetOwner(db: Database, tokenHash: string): Promise<ResetOwner | undefined> {
  const [row] = await db.transaction(everyOrganization, (tx) => tx.query<ResetOwner>(resetOwnerStatement, [tokenHash]));
  return row;
}

const voidResetsStatement = {
  name: 'relance-void-password-resets',
  text: 'UPDATE relance.password_resets SET used_at = relance.now() WHERE operator_id = $1 AND used_at IS NULL',
};

/** A password was set: links that would set another are no longer good. */
export async function voidResets(tx: Queryable, operatorId: string): Promise<void> {
  await tx.query(voidResetsStatement, [operatorId]);
}
