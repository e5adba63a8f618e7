/** One-off follow-ups: scheduled by the caller, without a sequence. */
import type { Channel } from '../domain/channel.ts';
import type { Facts } from '../domain/facts.ts';
import type { Due } from '../domain/local-time.ts';
import type { Category, MissedWindow } from '../domain/sequence.ts';
import { newId } from '../ids.ts';
import type { Queryable } from '../store/database.ts';
import { noticeIfDueSoon } from '../store/due-notice.ts';
import { insertOneOffs } from '../store/insert-follow-ups.ts';
import type { OperationContext } from './context.ts';
import { type AskedTime, checkAskedTime, dateOneOffs } from './date-one-offs.ts';
import { stored } from './planning-clock.ts';

/** A one-off, validated. Either `template` or `text` is given. */
export interface OneOff extends AskedTime {
  readonly contactId: string;
  readonly channel: Channel;
  readonly category: Category;
  readonly template?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  /** For templates. */
  readonly variables?: Facts;
  /** The structured body of a webhook. */
  readonly data?: Facts;
  /** Where it goes, in place of an address of the contact's. */
  readonly to?: string;
  /** How late it may still go out, in milliseconds; absent: the larger of 15 min and 25 % of the delay, at most 12 h. */
  readonly lateGraceMs?: number;
  readonly missedWindow?: MissedWindow;
  /** 0 is served first; absent: the contact's. */
  readonly tier?: number;
  /** Waits for an operator before it is scheduled. */
  readonly approval?: boolean;
}

/** A one-off whose instant is known. */
export type DatedOneOff = Omit<OneOff, keyof AskedTime> & Due;

export type ScheduleResult =
  | { readonly ok: true; readonly id: string; readonly dueAt: number }
  | { readonly ok: false; readonly reason: 'contact_not_found' };

/** Rows of one transaction, and transactions at one time. */
const chunkSize = 2_000;
const chunksAtOnce = 2;

/**
 * Schedules many, in transactions of 2,000: if one fails, those before it may be committed. Results in the order of the input.
 *
 * @throws RelanceError `store_unavailable`, `invalid_input` for a time that is none
 */
export async function scheduleFollowUps(
  context: OperationContext,
  orgId: number,
  oneOffs: readonly OneOff[],
): Promise<readonly ScheduleResult[]> {
  oneOffs.forEach(checkAskedTime);
  const results: ScheduleResult[][] = [];
  let next = 0;
  const run = async () => {
    for (let at = next; at < oneOffs.length; at = next) {
      next += chunkSize;
      results[at / chunkSize] = await scheduleChunk(context, orgId, oneOffs.slice(at, at + chunkSize));
    }
  };
  await Promise.all(Array.from({ length: chunksAtOnce }, run));
  return results.flat();
}

async function scheduleChunk(
  context: OperationContext,
  orgId: number,
  oneOffs: readonly OneOff[],
): Promise<ScheduleResult[]> {
  const { db, clock, definitions } = context;
  // Read before the transaction where they are not known yet: inside, each would need a second connection.
  await definitions.get(orgId);
  return db.transaction(orgId, async (tx) =>
    scheduleWithin(tx, clock.now(), orgId, await dateOneOffs(tx, context, orgId, oneOffs)),
  );
}

/** Schedules within a transaction of the caller's; at most one statement's worth of rows. */
export async function scheduleWithin(
  tx: Pick<Queryable, 'query'>,
  now: number,
  orgId: number,
  oneOffs: readonly DatedOneOff[],
): Promise<ScheduleResult[]> {
  const rows = oneOffs.map((oneOff) => {
    const { contactId, dueAt, intent, channel, category, tier, approval, ...content } = oneOff;
    return {
      id: newId(now),
      contactId,
      dueAt,
      channel,
      category,
      tier: tier ?? null,
      approval: approval ?? false,
      content: content as Facts,
      ...stored(intent),
    };
  });
  const inserted = await insertOneOffs(tx, orgId, rows);
  await noticeIfDueSoon(
    tx,
    orgId,
    oneOffs.map(({ dueAt }) => dueAt),
    now,
  );
  return rows.map(({ id, dueAt }) =>
    inserted.has(id) ? { ok: true, id, dueAt } : { ok: false, reason: 'contact_not_found' },
  );
}
