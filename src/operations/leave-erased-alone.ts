/** Events that name an erased contact by its id: that they came in is kept, what they say is not, and nothing follows. */
import type { ContactRow } from '../store/contact-states.ts';
import type { Queryable } from '../store/database.ts';
import { emptyInbox } from '../store/inbox.ts';

interface Fresh {
  readonly input: { readonly source: string; readonly dedupeKey: string };
  readonly contactId: string;
}

/**
 * Empties what their events brought. Returns who was erased.
 *
 * @param contacts as they are under their locks: who was erased since the event was read is among them
 */
export async function leaveErasedAlone(
  tx: Queryable,
  orgId: number,
  fresh: readonly Fresh[],
  contacts: readonly ContactRow[],
): Promise<ReadonlySet<string>> {
  const erased = new Set(contacts.filter(({ is_erased }) => is_erased).map(({ id }) => id));
  const theirs = fresh.filter(({ contactId }) => erased.has(contactId));
  const rows = theirs.map(({ input }) => ({ source: input.source, dedupe_key: input.dedupeKey }));
  await emptyInbox(tx, orgId, rows);
  return erased;
}
