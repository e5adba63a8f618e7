/** What happens when somebody follows the unsubscribe link of a message. */
import type { Channel } from '../domain/channel.ts';
import { RelanceError } from '../errors.ts';
import { newId, sha256 } from '../ids.ts';
import type { OperationContext } from './context.ts';
import { readUnsubscribeToken, type Unsubscriber } from './public-links.ts';
import { readContact } from './read-contacts.ts';
import { recordEvents } from './record-events.ts';

export interface UnsubscribeOffer extends Unsubscriber {
  readonly organization: string;
  /** Of the contact, else of the organization. */
  readonly locale: string;
  /** The person has unsubscribed before. */
  readonly isDone: boolean;
}

const cause = 'unsubscribed';

/** Undefined for a link that was not made here, or of a person who is not known any more. Changes nothing. */
export async function readUnsubscribeOffer(
  context: OperationContext,
  token: string,
): Promise<UnsubscribeOffer | undefined> {
  const who = readUnsubscribeToken(context, token);
  const known = who && (await context.definitions.get(who.orgId));
  if (!known) return undefined;
  const contact = await readContact(context, who.orgId, who.contactId).catch((error: unknown) => {
    if (error instanceof RelanceError && error.code === 'not_found') return undefined;
    throw error;
  });
  if (!contact) return undefined;
  const { name, locale } = known.organization;
  return { ...who, organization: name, locale: contact.locale ?? locale, isDone: contact.blockedReason === cause };
}

/**
 * Ends everything for the person, also for one who has said stop elsewhere: what that word has stopped another one starts again.
 * Resolves when it is committed.
 */
export async function unsubscribe(context: OperationContext, offer: UnsubscribeOffer): Promise<void> {
  const { orgId, contactId, channel } = offer;
  const now = context.clock.now();
  const id = newId(now);
  const body: { readonly channel: Channel; readonly cause: string } = { channel, cause };
  await recordEvents(context, orgId, [
    {
      source: 'unsubscribe',
      dedupeKey: id,
      bodyHash: sha256(id),
      body,
      event: {
        id,
        type: 'contact.optedOut',
        occurredAt: now,
        contact: { id: contactId, addresses: [], attributes: {} },
        subject: { type: 'contact', key: '', facts: {} },
        data: body,
      },
    },
  ]);
}
