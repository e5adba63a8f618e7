/** Which process fetches what comes back for a sender, and how far it has got. One process at a time has a sender's lease. */
import type { Database } from './database.ts';

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

const takeStatement = {
  name: 'relance-take-listener',
  text: `
INSERT INTO relance.sender_listeners AS l (org_id, sender_id, worker_id, lease_until)
VALUES ($1, $2, $3, relance.now() + $4::float8 * interval '1 millisecond')
ON CONFLICT (org_id, sender_id) DO UPDATE SET worker_id = excluded.worker_id, lease_until = excluded.lease_until
WHERE l.worker_id = excluded.worker_id OR l.lease_until IS NULL OR l.lease_until < relance.now()
RETURNING position`,
};

/** Takes or renews the lease. Undefined when another process has it; else where the last one had got to. */
export async function takeListener(
  db: Database,
  { orgId, senderId, workerId, leaseMs }: { orgId: number; senderId: string; workerId: string; leaseMs: number },
): Promise<{ readonly position: string | null } | undefined> {
  const [row] = await db.query<{ position: string | null }>(takeStatement, [orgId, senderId, workerId, leaseMs]);
  return row;
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
  text: `UPDATE relance.sender_listeners SET lease_until = relance.now() + $5::float8 * interval '1 millisecond',
      last_error = coalesce($4, last_error), last_error_at = CASE WHEN $4 IS NULL THEN last_error_at ELSE relance.now() END
    WHERE org_id = $1 AND sender_id = $2 AND worker_id = $3`,
};

/** @param error why it ended; null when it was told to @param restMs how long nobody takes it */
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
