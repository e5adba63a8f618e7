/**
 * Answers that are given again when a request is repeated under the same idempotency key. They stand in the inbox, under a
 * source of their own, so that one retention covers everything that came in.
 */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';

/** The source of requests in the inbox; events have other ones. */
export const requestSource = 'http';

export interface RememberedRow {
  /** The id that this key's first request was given: what is derived from it is the same at every repetition. */
  readonly id: string;
  readonly route: string;
  readonly bodyHash: string;
  /** Null while the first request is under way, or when its process died. */
  readonly outcome: Facts | null;
  /** How long ago the key was taken, in milliseconds. */
  readonly ageMs: number;
}

const takeStatement = {
  name: 'relance-take-idempotency-key',
  text: `
INSERT INTO relance.inbox (org_id, source, dedupe_key, id, type, body_hash, body, occurred_at, received_at)
VALUES ($1, '${requestSource}', $2, $3, $4, $5, '{}', relance.now(), relance.now())
ON CONFLICT (org_id, source, dedupe_key) DO NOTHING RETURNING id`,
};

const readStatement = {
  name: 'relance-read-idempotency-key',
  text: `
SELECT id, type AS route, body_hash AS "bodyHash", outcome,
  (extract(epoch FROM relance.now() - received_at) * 1000)::float8 AS "ageMs"
FROM relance.inbox WHERE org_id = $1 AND source = '${requestSource}' AND dedupe_key = $2 FOR UPDATE`,
};

/** Takes a key, or answers what is remembered under it. Waits for a transaction that is just taking the same key. */
export async function takeKey(
  tx: Queryable,
  orgId: number,
  request: { readonly key: string; readonly id: string; readonly route: string; readonly bodyHash: string },
): Promise<RememberedRow | undefined> {
  const taken = await tx.query(takeStatement, [orgId, request.key, request.id, request.route, request.bodyHash]);
  if (taken.length > 0) return undefined;
  const [row] = await tx.query<RememberedRow>(readStatement, [orgId, request.key]);
  return row;
}

const keepStatement = {
  name: 'relance-keep-answer',
  text: `UPDATE relance.inbox SET outcome = $3 WHERE org_id = $1 AND source = '${requestSource}' AND dedupe_key = $2`,
};

export async function keepAnswer(tx: Queryable, orgId: number, key: string, outcome: Facts): Promise<void> {
  await tx.query(keepStatement, [orgId, key, outcome]);
}

const renewStatement = {
  name: 'relance-renew-idempotency-key',
  text: `UPDATE relance.inbox SET received_at = relance.now() WHERE org_id = $1 AND source = '${requestSource}' AND dedupe_key = $2`,
};

/** For a repetition that takes over from a request whose process died. */
export async function renewKey(tx: Queryable, orgId: number, key: string): Promise<void> {
  await tx.query(renewStatement, [orgId, key]);
}

const releaseStatement = {
  name: 'relance-release-idempotency-key',
  text: `DELETE FROM relance.inbox WHERE org_id = $1 AND source = '${requestSource}' AND dedupe_key = $2 AND outcome IS NULL`,
};

/** After a request that was refused: the same key may be used once its body is mended. */
export async function releaseKey(tx: Queryable, orgId: number, key: string): Promise<void> {
  await tx.query(releaseStatement, [orgId, key]);
}
