/** How long an organization keeps what, and what is done about it. */
import { type Retention, readRetention } from '../domain/retention.ts';
import { relanceError } from '../errors.ts';
import { everyOrganization } from '../store/database.ts';
import { sweep } from '../store/housekeeping.ts';
import {
  type Keeping,
  keepingOf,
  lockRetentionSettings,
  type RetentionWalk,
  readRetentionSettings,
  storeRetentionSettings,
} from '../store/retention.ts';
import { type Actor, change, pruneAudit } from './audit.ts';
import type { OperationContext } from './context.ts';

export async function readOwnRetention({ db }: OperationContext, orgId: number): Promise<Retention> {
  const [row] = await db.transaction(orgId, (tx) => readRetentionSettings(tx, orgId));
  if (!row) throw relanceError('not_found', 'there is no such organization');
  return readRetention(row.stored);
}

/** What is not given stays as it is. */
export async function putRetention(
  context: OperationContext,
  orgId: number,
  given: Partial<Retention>,
  by: Actor,
): Promise<Retention> {
  const after = await change(context, orgId, by, async (tx, note) => {
    await lockRetentionSettings(tx, orgId);
    const [row] = await readRetentionSettings(tx, orgId);
    const before = readRetention(row?.stored);
    // What was never set stays unset: it follows the default.
    const stored = { ...(row?.stored as object | null), ...given };
    await storeRetentionSettings(tx, orgId, stored);
    const retention = readRetention(stored);
    note({ action: 'retention.changed', ids: [], facts: { before, after: retention } });
    return retention;
  });
  context.definitions.forget(orgId);
  return after;
}

/** One round of deleting, a bounded number of rows but for the inbox. Returns how many that were. */
export async function keepRetention(
  { db }: Pick<OperationContext, 'db'>,
  walk: RetentionWalk,
  signal: AbortSignal,
): Promise<number> {
  const keep = await readKeeping(db);
  let done = 0;
  for (let deleted = 1; deleted > 0 && !signal.aborted; done += deleted) deleted = await sweep(db, keep);
  done += await walk.round(db, keep, signal);
  for (const { org_id, kind, days } of keep)
    if (kind === 'audit' && !signal.aborted) done += await pruneAudit({ db }, org_id, days);
  return done;
}

async function readKeeping(db: OperationContext['db']): Promise<readonly Keeping[]> {
  const rows = await db.transaction(everyOrganization, (tx) => readRetentionSettings(tx, null));
  return rows.flatMap(({ orgId, stored }) => keepingOf(orgId, readRetention(stored)));
}
