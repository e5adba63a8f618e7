/**
 * Commits a batch as `calling` and tells for each row whether it may be called now. Rows of which the commit's answer says too
 * little are looked at a second time: those whose answer came late, and those with an address that the contact may not hold.
 */
import type { Clock } from '../clock.ts';
import { RelanceError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { ReadyFollowUp } from '../operations/prepare-follow-ups.ts';
import {
  callInput,
  failedSettlement,
  releaseSettlement,
  type SettleItem,
  suppressedSettlement,
} from '../operations/send-follow-ups.ts';
import { beginCalling, type CallingRefusal } from '../store/begin-calling.ts';
import { claimKey } from '../store/claim-key.ts';
import { type Database, isContention } from '../store/database.ts';
import { stillCallable } from '../store/still-callable.ts';
import type { DatabaseTime } from './database-time.ts';

export interface CommitCallingOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly time: DatabaseTime;
  readonly logger: Logger;
  /** The lease that has to be left at the commit, at least. */
  readonly leaseLeftMs: number;
}

export interface CommitCallingHandlers {
  /** It is `calling`, and was free to be called at `knownAt`, by `Clock.elapsedMs`. */
  readonly call: (ready: ReadyFollowUp, knownAt: number) => void;
  /** It is not called, that is certain. What is written instead: nothing where it is no longer ours. */
  readonly refuse: (instead: SettleItem | undefined) => Promise<void>;
}

/** The first byte leaves within this time of the last answer that it may, or the row goes back. */
export const callWithinMs = 250;
/** An answer to the second look that took longer says too little about now; the store is left alone for as long. */
const secondLookMs = 1_000;

const keyOf = ({ row, token }: ReadyFollowUp) => claimKey({ id: row.id, token });

export async function commitCalling(
  options: CommitCallingOptions,
  batch: readonly ReadyFollowUp[],
  handlers: CommitCallingHandlers,
): Promise<void> {
  const { db, clock, time, logger, leaseLeftMs } = options;
  const sentAt = clock.elapsedMs();
  let refusals: ReadonlyMap<string, CallingRefusal>;
  try {
    const result = await beginCalling(db, batch.map(callInput), { leaseLeftMs });
    refusals = result.refusals;
    if (result.now > 0) time.sample(result.now);
  } catch (error) {
    logger.error('begin_calling_failed', { count: batch.length, error: String(error) });
    return afterFailure(options, batch, handlers, error);
  }
  const answeredAt = clock.elapsedMs();
  // This process or the store may have stood still since the commit.
  const isOld = answeredAt - sentAt > callWithinMs;
  const doubtful: ReadyFollowUp[] = [];
  for (const ready of batch) {
    const refusal = refusals.get(keyOf(ready));
    if (refusal !== undefined) void handlers.refuse(insteadOf(ready, refusal, time.now()));
    else if (isOld || ready.isAddressFixed) doubtful.push(ready);
    else handlers.call(ready, answeredAt);
  }
  if (doubtful.length > 0) await lookAgain(options, doubtful, handlers);
}

/** The facts changed since the decision, or another message is in flight: it is decided anew. Gone is gone. */
function insteadOf(ready: ReadyFollowUp, refusal: CallingRefusal, now: number): SettleItem | undefined {
  switch (refusal) {
    case 'epoch':
    case 'touched':
    case 'proven':
    case 'closed':
      return releaseSettlement(ready, 'facts_changed', now, now);
    case 'busy':
      return releaseSettlement(ready, 'contact_busy', now + 500, now);
    case 'suppressed':
      return suppressedSettlement(ready, now);
    case 'early':
      return releaseSettlement(ready, 'clock_jumped', ready.row.queued_at, now);
    case 'gone':
      return undefined;
  }
}

async function lookAgain(
  { db, clock, time, logger, leaseLeftMs }: CommitCallingOptions,
  batch: readonly ReadyFollowUp[],
  { call, refuse }: CommitCallingHandlers,
): Promise<void> {
  const askedAt = clock.elapsedMs();
  let free: ReadonlySet<string> | undefined;
  try {
    free = await stillCallable(db, batch.map(callInput), { leaseLeftMs: leaseLeftMs / 2 });
  } catch (error) {
    logger.warn('second_look_failed', { count: batch.length, error: String(error) });
  }
  const answeredAt = clock.elapsedMs();
  const isKnown = free !== undefined && answeredAt - askedAt <= secondLookMs;
  const now = time.now();
  for (const ready of batch) {
    if (!isKnown) void refuse(releaseSettlement(ready, 'late_call', now + secondLookMs, now, 'calling'));
    else if (free?.has(keyOf(ready))) call(ready, answeredAt);
    else void refuse(releaseSettlement(ready, 'facts_changed', now, now, 'calling'));
  }
}

/**
 * Nothing was called, that is certain. Whether the rows are in `calling` is not when the store was lost: they go back from
 * either state. A fault of one row must not keep its neighbours from going out, nor come back for ever.
 */
async function afterFailure(
  options: CommitCallingOptions,
  batch: readonly ReadyFollowUp[],
  handlers: CommitCallingHandlers,
  error: unknown,
): Promise<void> {
  if (isContention(error)) return commitCalling(options, batch, handlers);
  const isFault = !(error instanceof RelanceError);
  if (isFault && batch.length > 1) {
    for (const ready of batch) await commitCalling(options, [ready], handlers);
    return;
  }
  const now = options.time.now();
  await Promise.all(
    batch.map((ready) =>
      handlers.refuse(
        isFault
          ? failedSettlement(ready, String(error), now)
          : releaseSettlement(ready, 'store_unavailable', Math.max(now, ready.row.queued_at), now, 'either'),
      ),
    ),
  );
}
