/** Tells the workers that something is due sooner than they would look. At most one notice per transaction: a commit with one takes a global lock. */
import type { Queryable } from './database.ts';

export const dueChannel = 'relance_due';

/** Workers look every second, and claim a second ahead: what is due within both they might find too late. */
const lookAheadMs = 2_000;

const statement = { name: 'relance-notify-due', text: `SELECT pg_notify('${dueChannel}', $1)` };

/** Notifies if the earliest of the due times is near. Instants are milliseconds since 1970. */
export async function noticeIfDueSoon(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  dueAt: readonly number[],
  now: number,
): Promise<void> {
  if (dueAt.some((at) => at <= now + lookAheadMs)) await tx.query(statement, [String(orgId)]);
}
