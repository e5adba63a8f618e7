/** The audit log: one chain of entries for each organization. What an entry's hash is made of is not known here. */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';

type Tx = Pick<Queryable, 'query'>;

/** Before the first entry. */
export const noHash = '0'.repeat(64);

/** Instants are milliseconds since 1970. */
export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  /**
   * `key`: an API key; `operator`: a person who signed in; `host`: somebody whom the host application vouches for; `local`: whoever
   * runs the process; `engine`: it did so by itself.
   */
  readonly actorKind: 'key' | 'operator' | 'host' | 'local' | 'engine';
  /** Of the key or the operator; what the host calls somebody; null: there is none. */
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  /** Of what was changed. */
  readonly ids: readonly string[];
  readonly facts: Facts;
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditChain {
  readonly orgId: number;
  readonly organization: string;
  /** The last entry, and its hash. */
  readonly seq: number;
  readonly hash: string;
  /** The last entry that was deleted because it was past its keeping, and its hash; 0: none was. */
  readonly baseSeq: number;
  readonly baseHash: string;
}

const lockStatement = {
  name: 'relance-lock-audit-chain',
  text: `
INSERT INTO relance.audit_chains AS c (org_id, seq, hash, base_hash) VALUES ($1, 0, '${noHash}', '${noHash}')
ON CONFLICT (org_id) DO UPDATE SET seq = c.seq
RETURNING c.seq, c.hash, (extract(epoch FROM relance.now()) * 1000)::float8 AS now`,
};

/**
 * Takes an organization's chain until the end of the transaction, which should come soon: everybody else who changes something
 * there waits.
 */
export async function lockChain(
  tx: Tx,
  orgId: number,
): Promise<{ readonly seq: number; readonly hash: string; readonly now: number }> {
  const [row] = await tx.query<{ seq: number; hash: string; now: number }>(lockStatement, [orgId]);
  return row as { seq: number; hash: string; now: number };
}

const appendStatement = {
  name: 'relance-append-audit',
  text: `
WITH input AS MATERIALIZED (
  SELECT i.* FROM jsonb_to_recordset($2) AS i(seq bigint, at float8, "actorKind" text, "actorId" text, "actorName" text, action text,
    ids jsonb, facts jsonb, "previousHash" text, hash text)
),
added AS (
  INSERT INTO relance.audit (org_id, seq, at, actor_kind, actor_id, actor_name, action, ids, facts, previous_hash, hash)
  SELECT $1, i.seq, to_timestamp(i.at / 1000.0), i."actorKind", i."actorId", i."actorName", i.action,
    ARRAY(SELECT jsonb_array_elements_text(i.ids)), i.facts, i."previousHash", i.hash FROM input i
)
UPDATE relance.audit_chains c SET seq = l.seq, hash = l.hash FROM (SELECT seq, hash FROM input ORDER BY seq DESC LIMIT 1) l
WHERE c.org_id = $1`,
};

/** Under the lock of the chain. */
export async function appendRows(tx: Tx, orgId: number, rows: readonly AuditRow[]): Promise<void> {
  await tx.query(appendStatement, [orgId, rows]);
}

const columns = `seq, (extract(epoch FROM at) * 1000)::float8 AS at, actor_kind AS "actorKind", actor_id AS "actorId",
  actor_name AS "actorName", action, ids, facts, previous_hash AS "previousHash", hash`;

export interface AuditFilter {
  /** Exactly this action, or all whose name begins with it and a dot. */
  readonly action?: string | undefined;
  /** The id of a key or of an operator, or what the host calls somebody. */
  readonly actor?: string | undefined;
  /** Of something that was changed. */
  readonly id?: string | undefined;
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

const listStatement = {
  name: 'relance-list-audit',
  text: `
SELECT ${columns} FROM relance.audit
WHERE org_id = $1 AND ($3::bigint IS NULL OR seq < $3) AND ($4::text IS NULL OR action = $4 OR starts_with(action, $4 || '.'))
  AND ($5::text IS NULL OR actor_id = $5) AND ($6::text IS NULL OR $6 = ANY (ids))
  AND ($7::float8 IS NULL OR at >= to_timestamp($7 / 1000.0)) AND ($8::float8 IS NULL OR at <= to_timestamp($8 / 1000.0))
ORDER BY seq DESC LIMIT $2`,
};

/** The latest first. */
export async function listAudit(
  tx: Tx,
  orgId: number,
  { action, actor, id, from, until }: AuditFilter,
  limit: number,
  before: number | null,
): Promise<AuditRow[]> {
  return tx.query(listStatement, [orgId, limit, before, action, actor, id, from, until]);
}

const afterStatement = {
  name: 'relance-audit-after',
  text: `SELECT ${columns} FROM relance.audit WHERE org_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
};

/** As they were written, the first one first. */
export async function readAuditAfter(tx: Tx, orgId: number, seq: number, limit: number): Promise<AuditRow[]> {
  return tx.query(afterStatement, [orgId, seq, limit]);
}

const chainsStatement = {
  name: 'relance-audit-chains',
  text: `
SELECT c.org_id AS "orgId", o.key AS organization, c.seq, c.hash, c.base_seq AS "baseSeq", c.base_hash AS "baseHash"
FROM relance.audit_chains c JOIN relance.organizations o ON o.id = c.org_id
WHERE $1::int IS NULL OR c.org_id = $1 ORDER BY c.org_id`,
};

/** @param orgId null: of all organizations */
export async function readChains(tx: Tx, orgId: number | null): Promise<AuditChain[]> {
  return tx.query(chainsStatement, [orgId]);
}

const pastStatement = {
  name: 'relance-audit-past-keeping',
  // The keys are in the order of time: looked at from the oldest, never further than the first that is kept.
  text: `
SELECT p.seq, p.hash FROM (
  SELECT a.seq, a.hash, a.at FROM relance.audit a WHERE a.org_id = $1
  -- Never all of it: the entry that says so goes on from the last one.
    AND a.seq < (SELECT c.seq FROM relance.audit_chains c WHERE c.org_id = $1) ORDER BY a.seq LIMIT $3) p
WHERE p.at < relance.now() - $2::float8 * interval '1 day' ORDER BY p.seq DESC LIMIT 1`,
};

const rebaseStatement = {
  name: 'relance-audit-rebase',
  text: 'UPDATE relance.audit_chains SET base_seq = $2, base_hash = $3 WHERE org_id = $1',
};

const pruneStatement = {
  name: 'relance-audit-prune',
  text: 'DELETE FROM relance.audit WHERE org_id = $1 AND seq <= $2 RETURNING seq',
};

/** The last of the oldest entries that are past their keeping, of at most `limit`; undefined where there are none. */
export async function lastPastKeeping(
  tx: Tx,
  orgId: number,
  days: number,
  limit: number,
): Promise<{ readonly seq: number; readonly hash: string } | undefined> {
  const [row] = await tx.query<{ seq: number; hash: string }>(pastStatement, [orgId, days, limit]);
  return row;
}

/** Deletes the beginning of a chain; what is left begins with this hash. Returns how many entries that were. */
export async function cutChain(
  tx: Tx,
  orgId: number,
  last: { readonly seq: number; readonly hash: string },
): Promise<number> {
  await tx.query(rebaseStatement, [orgId, last.seq, last.hash]);
  return (await tx.query(pruneStatement, [orgId, last.seq])).length;
}
