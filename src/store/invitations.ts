/** Invitations to an organization, by the hash of their token. */
import { sql } from 'kysely';
import type { Role } from '../domain/role.ts';
import { build, type Database, everyOrganization, type Queryable } from './database.ts';

/** Instants are milliseconds since 1970. */
export interface InvitationRow {
  readonly id: string;
  /** Null: of whoever sets this installation up. */
  readonly email: string | null;
  readonly role: Role;
  readonly invitedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

const lockStatement = {
  name: 'relance-lock-invitations',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('invitations/' || $1::int, 0))`,
};

/** One inviter at a time, per organization: of two that invite the same person the later one replaces the earlier. */
export async function lockInvitations(tx: Queryable, orgId: number): Promise<void> {
  await tx.query(lockStatement, [orgId]);
}

const firstStatement = {
  name: 'relance-any-first-invitation',
  text: 'SELECT EXISTS (SELECT 1 FROM relance.invitations WHERE org_id = $1 AND email IS NULL) AS "any"',
};

/** Was whoever sets this up invited before? Such invitations are never deleted. */
export async function hasInvitedFirst(tx: Queryable, orgId: number): Promise<boolean> {
  const [row] = await tx.query<{ any: boolean }>(firstStatement, [orgId]);
  return row?.any ?? false;
}

const insertStatement = {
  name: 'relance-insert-invitation',
  text: `
WITH replaced AS (
  UPDATE relance.invitations SET revoked_at = relance.now()
  WHERE org_id = $1 AND email IS NOT DISTINCT FROM $3 AND accepted_at IS NULL AND revoked_at IS NULL
  RETURNING id
)
INSERT INTO relance.invitations (org_id, id, email, role, token_hash, invited_by, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, relance.now(), relance.now() + interval '7 days')
RETURNING id, email, role, invited_by AS "invitedBy", created_at AS "createdAt", expires_at AS "expiresAt",
  ARRAY(SELECT replaced.id::text FROM replaced) AS replaced`,
};

/** Replaces an open one for the same e-mail address, whose id comes back with it. Under the lock of `lockInvitations`. */
export async function insertInvitation(
  tx: Queryable,
  orgId: number,
  invitation: {
    readonly id: string;
    readonly email: string | null;
    readonly role: Role;
    readonly tokenHash: string;
    readonly invitedBy: string;
  },
): Promise<InvitationRow & { readonly replaced: readonly string[] }> {
  type Row = InvitationRow & { readonly replaced: readonly string[] };
  const { id, email, role, tokenHash, invitedBy } = invitation;
  const [row] = await tx.query<Row>(insertStatement, [orgId, id, email, role, tokenHash, invitedBy]);
  return row as Row;
}

export interface OpenInvitation {
  readonly orgId: number;
  readonly orgKey: string;
  readonly orgName: string;
  readonly email: string | null;
  readonly role: Role;
}

const isOpen = 'i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > relance.now()';

const findStatement = {
  name: 'relance-find-invitation',
  text: `
SELECT o.id AS "orgId", o.key AS "orgKey", o.name AS "orgName", i.email, i.role
FROM relance.organizations o JOIN relance.invitations i ON i.org_id = o.id AND i.token_hash = $2
WHERE o.key = $1 AND ${isOpen}`,
};

/** The organization is not known before, so all are in sight. */
export async function findInvitation(
  db: Database,
  orgKey: string,
  tokenHash: string,
): Promise<OpenInvitation | undefined> {
  const [row] = await db.transaction(everyOrganization, (tx) =>
    tx.query<OpenInvitation>(findStatement, [orgKey, tokenHash]),
  );
  return row;
}

const takeStatement = {
  name: 'relance-take-invitation',
  text: `
UPDATE relance.invitations i SET accepted_at = relance.now() WHERE i.org_id = $1 AND i.token_hash = $2 AND ${isOpen}
RETURNING i.id, i.mailed_at IS NOT NULL AS "isMailed"`,
};

/** Undefined when it was accepted or revoked meanwhile. */
export async function takeInvitation(
  tx: Queryable,
  orgId: number,
  tokenHash: string,
): Promise<{ readonly id: string; readonly isMailed: boolean } | undefined> {
  return (await tx.query<{ id: string; isMailed: boolean }>(takeStatement, [orgId, tokenHash]))[0];
}

const mailedStatement = {
  name: 'relance-note-mailed-invitation',
  text: 'UPDATE relance.invitations SET mailed_at = relance.now() WHERE org_id = $1 AND id = $2',
};

/** Its link went to the invited address, and to nobody else. */
export async function noteMailed(tx: Queryable, orgId: number, id: string): Promise<void> {
  await tx.query(mailedStatement, [orgId, id]);
}

const revokeStatement = {
  name: 'relance-revoke-invitation',
  text: `
UPDATE relance.invitations i SET revoked_at = relance.now()
WHERE i.org_id = $1 AND i.id = $2 AND i.accepted_at IS NULL AND i.revoked_at IS NULL RETURNING i.id`,
};

/** False when there is no such open invitation. */
export async function revokeInvitation(tx: Queryable, orgId: number, id: string): Promise<boolean> {
  return (await tx.query(revokeStatement, [orgId, id])).length > 0;
}

/** Open ones, the latest first. */
export function listInvitations(
  tx: Queryable,
  orgId: number,
  limit: number,
  before: string | null,
): Promise<InvitationRow[]> {
  let query = build
    .selectFrom('relance.invitations')
    .select(['id', 'email', 'role', 'invited_by as invitedBy', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('org_id', '=', orgId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<number>`relance.now()`)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  return tx.run(query);
}
