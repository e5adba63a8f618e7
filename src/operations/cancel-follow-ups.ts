/** Cancelling pending follow-ups, by contact or by id. */
import { newId } from '../ids.ts';
import { cancelByContact, cancelById } from '../store/cancel-follow-ups.ts';
import { type Actor, change } from './audit.ts';
import { type NotChanged, notChanged, readStates } from './change-follow-ups.ts';
import { type OperationContext, withRetries } from './context.ts';
import { isId } from './paging.ts';

/** Cancels everything pending for contacts and ends their enrollments; results in their order: how many follow-ups were cancelled. */
export async function cancelFollowUpsOfContacts(
  { db, clock }: OperationContext,
  orgId: number,
  contacts: readonly { readonly contactId: string; readonly reason: string }[],
): Promise<readonly number[]> {
  const input = contacts.map((contact) => ({ ...contact, timelineId: newId(clock.now()) }));
  const counts = await withRetries(() => db.transaction(orgId, (tx) => cancelByContact(tx, orgId, input)));
  return contacts.map(({ contactId }) => counts.get(contactId) ?? 0);
}

export type CancelResult = { readonly ok: true; readonly id: string } | NotChanged;

/** Cancels follow-ups, and discards dead letters; results in their order. */
export async function cancelFollowUps(
  { db, clock }: OperationContext,
  orgId: number,
  ids: readonly string[],
  reason: string,
  by: Actor,
): Promise<readonly CancelResult[]> {
  const known = ids.filter(isId).map((id) => ({ id: id.toLowerCase(), timelineId: newId(clock.now()) }));
  const { gone, states } = await change({ db }, orgId, by, async (tx, note) => {
    const cancelled = await cancelById(tx, orgId, known, reason);
    if (cancelled.size > 0) note({ action: 'followUp.cancelled', ids: [...cancelled], facts: { reason } });
    const others = known.flatMap(({ id }) => (cancelled.has(id) ? [] : [id]));
    return { gone: cancelled, states: await readStates(tx, orgId, others) };
  });
  return ids.map((given) => {
    const id = given.toLowerCase();
    return gone.has(id) ? { ok: true, id } : notChanged('cancel', given, states.get(id));
  });
}
