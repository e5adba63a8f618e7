/** Whom events are about: known by an id, by the caller's key, by an address, by the message that they answer, or new. */
import type { RelanceEvent } from '../domain/event.ts';
import { newId } from '../ids.ts';
import { type FoundContact, findContacts } from '../store/contact-states.ts';
import type { Queryable } from '../store/database.ts';
import { isInbound, namedFollowUps } from './find-answered.ts';

/** Ids in the order of the events; those of contacts that are not there yet are new. */
export async function resolveContacts(
  tx: Queryable,
  orgId: number,
  events: readonly RelanceEvent[],
  now: number,
): Promise<string[]> {
  const found = await findContacts(
    tx,
    orgId,
    events.map((event, n) => ({
      n,
      id: event.contact.id ?? null,
      key: event.contact.key ?? null,
      addresses: event.contact.addresses,
      answers: isInbound(event) ? namedFollowUps(event) : null,
    })),
  );
  const made = new Map<string, string>();
  /** Contacts without a key that this batch names by one. */
  const named = new Map<string, string>();
  return events.map((event, n) => {
    const known = knownContact(found.get(n), event.contact.key, named);
    const [identity, ...others] = identitiesOf(event);
    const id = known ?? (identity === undefined ? undefined : made.get(identity)) ?? event.contact.id ?? newId(now);
    // A key is an identity of its own; without one, every address leads to the same contact.
    if (identity !== undefined && !made.has(identity)) made.set(identity, id);
    if (event.contact.key === undefined) for (const other of others) if (!made.has(other)) made.set(other, id);
    return id;
  });
}

/** A contact without a key takes the first one that it is named by; the second is somebody else at the same address. */
function knownContact(
  found: FoundContact | undefined,
  key: string | undefined,
  named: Map<string, string>,
): string | undefined {
  if (!found || key === undefined || found.key !== null) return found?.id;
  const taken = named.get(found.id);
  if (taken !== undefined && taken !== key) return undefined;
  named.set(found.id, key);
  return found.id;
}

export function identitiesOf({ contact }: RelanceEvent): string[] {
  const addresses = contact.addresses.map(({ channel, value }) => `${channel}:${value}`);
  return contact.key === undefined ? addresses : [`key:${contact.key}`, ...addresses];
}
