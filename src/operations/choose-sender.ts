/** By which sender of its route a follow-up goes out. Pure: what can be used now is asked of `isAvailable`. */
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { SenderRow } from '../store/definitions.ts';

/** When a sender can next be used (milliseconds since 1970), or undefined if it can be at `at`. */
export type IsAvailable = (orgId: number, sender: SenderRow, at: number) => number | undefined;

export type ChosenSender =
  | { readonly sender: SenderRow; readonly index: number }
  /** `until` undefined: there is none, and there will be none by waiting. */
  | { readonly reason: string; readonly until: number | undefined; readonly detail?: string };

/**
 * The first sender that may be used now, from where the row has got to in its route. Those before were tried and did not
 * work: they are asked again only when there is nobody left, which is also when the rest is paused.
 *
 * What one sender may have taken already goes out by that one alone, and waits for it.
 */
export function chooseSender(
  route: readonly SenderRow[],
  row: Pick<ClaimedRow, 'org_id' | 'route_from' | 'pinned_sender_id' | 'due_at'>,
  at: number,
  isAvailable: IsAvailable,
): ChosenSender {
  if (row.pinned_sender_id !== null) return choosePinned(route, row, row.pinned_sender_id, at, isAvailable);
  if (route.length === 0)
    return { reason: 'no_sender', until: undefined, detail: 'no sender is configured for this channel' };
  const isLeft = route.some((sender, index) => index >= row.route_from && sender.paused_at === null);
  let soonest: number | undefined;
  for (let index = isLeft ? row.route_from : 0; index < route.length; index += 1) {
    const sender = route[index] as SenderRow;
    const freeAt = isAvailable(row.org_id, sender, at);
    if (freeAt === undefined) return { sender, index };
    if (soonest === undefined || freeAt < soonest) soonest = freeAt;
  }
  return { reason: 'sender_unavailable', until: soonest };
}

/** A person may pause a sender for days: looked at again after a tenth of the time that it has taken, each time with a trace. */
function pausedStepMs(lateMs: number): number {
  return Math.min(Math.max(lateMs / 10, 60_000), 3_600_000);
}

const pinnedIsGone =
  'the sender that may have sent it already is no longer there, and any other might send it twice; a retry asks the others';

function choosePinned(
  route: readonly SenderRow[],
  row: Pick<ClaimedRow, 'org_id' | 'due_at'>,
  senderId: string,
  at: number,
  isAvailable: IsAvailable,
): ChosenSender {
  const index = route.findIndex(({ id }) => id === senderId);
  const sender = route[index];
  if (!sender) return { reason: 'no_sender', until: undefined, detail: pinnedIsGone };
  const freeAt = isAvailable(row.org_id, sender, at);
  if (freeAt === undefined) return { sender, index };
  const until = sender.paused_at === null ? freeAt : Math.max(freeAt, at + pausedStepMs(at - row.due_at));
  return { reason: 'sender_unavailable', until };
}
