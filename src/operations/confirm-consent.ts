/** What happens when somebody follows the link of a message that asks them to confirm a consent. */
import type { Channel } from '../domain/channel.ts';
import { requestAfter } from '../domain/consent.ts';
import type { ConsentScope } from '../domain/consent-statement.ts';
import { newId, sha256 } from '../ids.ts';
import { readRequestedConsents } from '../store/consents.ts';
import { readWishes } from '../store/preferences.ts';
import type { OperationContext } from './context.ts';
import { readConfirmationToken } from './public-links.ts';
import { recordEvents } from './record-events.ts';
import type { PageVisit } from './save-wishes.ts';

export interface Confirmation {
  readonly orgId: number;
  readonly contactId: string;
  readonly eventId: string;
  readonly channel: Channel;
  readonly address: string;
  /** What the state is about: of several that were asked for, those that are still to be confirmed. */
  readonly categories: readonly ConsentScope[];
  /** What the person was shown when they asked for it. */
  readonly text: string | null;
  readonly url: string | null;
  readonly organization: string;
  /** Of the contact, and of the organization. */
  readonly locales: readonly (string | null)[];
  /**
   * `open`: it can be confirmed. `given`: it holds. `refused`: the person has said no to all of it since. `stopped`: nothing is
   * sent there at all, whatever was agreed.
   */
  readonly state: 'open' | 'given' | 'refused' | 'stopped';
}

/**
 * Undefined for a link that was not made here, that has expired, or that went to an address which is not the contact's any
 * more. Changes nothing.
 */
export async function readConfirmation(context: OperationContext, token: string): Promise<Confirmation | undefined> {
  const asked = readConfirmationToken(context, token);
  const known = asked && context.clock.now() < asked.expiresAt && (await context.definitions.get(asked.orgId));
  if (!known) return undefined;
  const { orgId, eventId, channel } = asked;
  return context.db.transaction(orgId, async (tx) => {
    const rows = await readRequestedConsents(tx, orgId, eventId, channel);
    const [first] = rows;
    const contact = first && (await readWishes(tx, orgId, first.contactId));
    if (!contact) return undefined;
    const { contactId, value: address, text, url } = first;
    const there = contact.addresses.find((one) => one.channel === channel && one.value === address);
    const states = rows.map((row) => requestAfter(row.category, row.since, row.consents));
    const state = (['open', 'given'] as const).find((one) => states.includes(one)) ?? 'refused';
    const isStopped = contact.blockedReason !== null || (there?.suppressed ?? null) !== null;
    const { name, locale } = known.organization;
    return {
      orgId,
      contactId,
      eventId,
      channel,
      address,
      categories: rows.flatMap(({ category }, index) => (states[index] === state ? [category] : [])),
      text,
      url,
      organization: name,
      locales: [contact.locale, locale],
      state: isStopped ? 'stopped' : state,
    };
  });
}

/** Only what is open: twice is the same as once, and a later no stays. Resolves when it is committed. */
export async function confirmConsent(
  context: OperationContext,
  { orgId, contactId, eventId, channel, address, categories, url, state }: Confirmation,
  visit: PageVisit,
): Promise<void> {
  if (state !== 'open') return;
  const now = context.clock.now();
  const dedupeKey = `${eventId}/${channel}`;
  const { text, ip, userAgent } = visit;
  const proof = { source: 'page', text, url, ip, userAgent, actor: null } as const;
  await recordEvents(context, orgId, [
    {
      source: 'confirmation',
      dedupeKey,
      bodyHash: sha256(dedupeKey),
      body: { channel, address, categories },
      event: {
        id: newId(now),
        type: 'contact.consentGiven',
        occurredAt: now,
        contact: { id: contactId, addresses: [], attributes: {} },
        subject: { type: 'contact', key: '', facts: {} },
        consent: { state: 'in', channels: [channel], address, categories, proof },
        data: {},
      },
    },
  ]);
}
