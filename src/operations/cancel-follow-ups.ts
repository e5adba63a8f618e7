/** Cancelling pending follow-ups, by contact or by id. */
import { newId } from '../ids.ts';
import { cancelByContact, cancelById } from '../store/cancel-follow-ups.ts';
import { type Actor, change } from './audit.ts';
import { type OperationContext, withRetries } from './context.ts';

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

/** Cancels follow-ups; results in their order: was it cancelled? */
export async function cancelFollowUps(
  { db, clock }: OperationContext,
  orgId: number,
  ids: readonly string[],
  reason: string,
  by: Actor,
): Promise<readonly boolean[]> {
  const input = ids.map((id) => ({ id, timelineId: newId(clock.now()) }));
  const gone = await change({ db }, orgId, by, async (tx, note) => {
    const cancelled = await cancelById(tx, orgId, input, reason);
    if (cancelled.size > 0) note({ action: 'followUp.cancelled', ids: [...cancelled], facts: { reason } });
    return cancelled;
  });
  return ids.map((id) => gone.has(id));
}
