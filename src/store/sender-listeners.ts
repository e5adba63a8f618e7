/** Which process fetches what comes back for a sender, and how far it has got. One process at a time has a sender's lease. */
import type { Database } from './database.ts';
import { rowSet } from './row-set.ts';

/** A sender that may have something to fetch. */
export interface ListeningSender {
  readonly org_id: number;
  readonly id: string;
  /** Changes with its configuration. Milliseconds since 1970. */
  readonly updated_at: number;
}

const listStatement = {
  name: 'relance-list-listening',
  text: `SELECT s.org_id, s.id, (extract(epoch FROM s.updated_at) * 1000)::float8 AS updated_at FROM relance.organizations o
    CROSS JOIN LATERAL (SELECT * FROM relance.senders x WHERE x.org_id = o.id AND x.provider = ANY ($1::text[])) s`,
};

/** Of all organizations, paused ones too: what comes back is heard whatever goes out. */
export async function listListening(db: Database, providers: readonly string[]): Promise<ListeningSender[]> {
  return db.query(listStatement, [`{${providers.map((name) => `"${name}"`).join(',')}}`]);
}

/** Taken in one order everywhere: two processes that want the same ones wait for each other instead of both at once. */
const wanted = rowSet<{ readonly org_id: number; readonly id: string }>({
  org_id: ['int', (it) => it.org_id],
  sender_id: ['uuid', (it) => it.id],
});

const takeStatement = {
  name: 'relance-take-listeners',
  text: `
INSERT INTO relance.sender_listeners AS l (org_id, sender_id, worker_id, lease_until)
SELECT w.org_id, w.sender_id, $${wanted.size + 1}::uuid, relance.now() + $${wanted.size + 2}::float8 * interval '1 millisecond'
FROM ${wanted.as('w')} ORDER BY w.org_id, w.sender_id
ON CONFLICT (org_id, sender_id) DO UPDATE SET worker_id = excluded.worker_id, lease_until = excluded.lease_until
WHERE l.worker_id = excluded.worker_id OR l.lease_until IS NULL OR l.lease_until < relance.now()
RETURNING l.sender_id AS id, l.position`,
};

/** Takes or renews leases. Answers those that are ours now, by sender, with where the last one had got to. */
export async function takeListeners(
  db: Database,
  senders: readonly { readonly org_id: number; readonly id: string }[],
  { workerId, leaseMs }: { readonly workerId: string; readonly leaseMs: number },
): Promise<ReadonlyMap<string, { readonly position: string | null }>> {
  if (senders.length === 0) return new Map();
  const rows = await db.query<{ id: string; position: string | null }>(takeStatement, [
    ...wanted.parameters(senders),
    workerId,
    leaseMs,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

const moveStatement = {
  name: 'relance-move-listener',
  text: `UPDATE relance.sender_listeners SET position = $4, last_error = NULL
    WHERE org_id = $1 AND sender_id = $2 AND worker_id = $3 RETURNING sender_id`,
};

/** False when the lease went to another process meanwhile. */
export async function moveListener(
  db: Database,
  orgId: number,
  senderId: string,
  workerId: string,
  position: string,
): Promise<boolean> {
  return (await db.query(moveStatement, [orgId, senderId, workerId, position])).length > 0;
}

const releaseStatement = {
  name: 'relance-release-listener',
  text: `UPDATE relance.sender_listeners SET worker_id = NULL, lease_until = relance.now() + $5::float8 * interval '1 millisecond',
      last_error = coalesce($4, last_error), last_error_at = CASE WHEN $4 IS NULL THEN last_error_at ELSE relance.now() END
    WHERE org_id = $1 AND sender_id = $2 AND worker_id = $3`,
};

/** @param error why it ended; null when it was told to @param restMs how long nobody takes it, this process neither */
export async function releaseListener(
  db: Database,
  orgId: number,
  senderId: string,
  workerId: string,
  error: string | null,
  restMs: number,
): Promise<void> {
  await db.query(releaseStatement, [orgId, senderId, workerId, error, restMs]);
}
