/** Events that name an erased contact by its id: that they came in is kept, what they say is not, and nothing follows. */
import type { ContactRow } from '../store/contact-states.ts';
import type { Queryable } from '../store/database.ts';
import { emptyInbox } from '../store/inbox.ts';
import type { EventInput, EventResult } from './record-events.ts';

interface Fresh {
  readonly input: EventInput;
  readonly contactId: string;
  readonly index: number;
}

/**
 * Takes their events out, and gives them their results.
 *
 * @param contacts as they are under their locks: who was erased since the event was read is among them
 */
export async function leaveErasedAlone<T extends Fresh>(
  tx: Queryable,
  orgId: number,
  fresh: readonly T[],
  contacts: readonly ContactRow[],
  results: EventResult[],
): Promise<readonly T[]> {
  const erased = new Set(contacts.filter(({ is_erased }) => is_erased).map(({ id }) => id));
  if (erased.size === 0) return fresh;
  const theirs = fresh.filter(({ contactId }) => erased.has(contactId));
  const rows = theirs.map(({ input }) => ({ source: input.source, dedupe_key: input.dedupeKey }));
  await emptyInbox(tx, orgId, rows);
  for (const { input, contactId, index } of theirs)
    results[index] = { id: input.event.id, duplicate: false, contactId, enrolled: 0, exited: 0 };
  return fresh.filter(({ contactId }) => !erased.has(contactId));
}
