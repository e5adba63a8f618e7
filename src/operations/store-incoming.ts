/**
 * What came back from a vendor, by a webhook or from a mailbox: reports, and messages of people. Everything is stored when this
 * resolves, and what comes again changes nothing, so that a vendor may repeat itself as often as it likes.
 */
import type { Channel } from '../domain/channel.ts';
import type { RelanceEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import { storableText } from '../domain/storable.ts';
import { newId, sha256 } from '../ids.ts';
import type { InboundMessage, Incoming, Receipt } from '../provider.ts';
import type { StoredReceipt } from '../store/receipts.ts';
import type { OperationContext } from './context.ts';
import { type EventInput, recordEvents } from './record-events.ts';
import { recordReceipts } from './record-receipts.ts';

export interface ReceivingSender {
  readonly id: string;
  readonly key: string;
  readonly channel: Channel;
  /** Within it ids of what comes back are unique: see `sourceOf`. */
  readonly source: string;
}

/** Two senders of one account hear the same, and so do two mailboxes; ids of others are their own. */
export function sourceOf(
  { providers }: Pick<OperationContext, 'providers'>,
  { id, provider, channel }: { readonly id: string; readonly provider: string; readonly channel: Channel },
): string {
  if (providers.get(provider)?.describe().globalIds !== true) return `sender:${id}`;
  return channel === 'email' ? 'mail' : `webhook:${provider}`;
}

export interface StoredIncoming {
  /** What was not known before. */
  readonly receipts: number;
  readonly inbound: number;
}

/**
 * @param isVerified the vendor says it. Anybody can write a mail, into a mailbox or to an address that a vendor passes on: a report
 *   in there is believed only where it names an attempt of ours, which nobody else knows.
 */
export async function storeIncoming(
  context: OperationContext,
  orgId: number,
  sender: ReceivingSender,
  { receipts, inbound }: Incoming,
  { isVerified }: { readonly isVerified: boolean },
): Promise<StoredIncoming> {
  const now = context.clock.now();
  const messages = inbound.map((message) => messageEvent(message, sender, now));
  const heard = await recordEvents(context, orgId, messages);
  const { fresh, stored } = await recordReceipts(context, orgId, sender, receipts, isVerified);
  await recordEvents(
    context,
    orgId,
    stored.flatMap((receipt) => optOutEvent(receipt, sender, isVerified, now)),
  );
  const isNew = (result: (typeof heard)[number]) => !result.conflict && !result.duplicate;
  return { receipts: fresh, inbound: heard.filter(isNew).length };
}

const endingStates: readonly Receipt['state'][] = ['complained', 'unsubscribed'];

const saidTo = { text: null, url: null, ip: null, userAgent: null };

/**
 * Who calls it spam, or unsubscribes at the vendor, is left alone like somebody who says stop: the person that the message went to,
 * at the address that it went to. A report that names no message of ours counts only where the vendor has signed it.
 */
function optOutEvent(
  { dedupe_key, state, contact_id, address, at }: StoredReceipt,
  sender: ReceivingSender,
  isVerified: boolean,
  now: number,
): EventInput[] {
  if (!endingStates.includes(state) || address === null || (contact_id === null && !isVerified)) return [];
  const { channel } = sender;
  const body = { channel, to: address, state };
  return [
    eventInput(`receipt/${dedupe_key}`, sender, body, {
      id: newId(now),
      type: 'contact.optedOut',
      occurredAt: Math.min(at, now),
      contact: {
        ...(contact_id !== null && { id: contact_id }),
        addresses: [{ channel, value: address }],
        attributes: {},
      },
      subject: { type: 'contact', key: '', facts: {} },
      consent: { state: 'out', categories: ['*'], proof: { ...saidTo, source: 'provider', actor: sender.key } },
      data: { channel, cause: state },
    }),
  ];
}

function messageEvent(message: InboundMessage, sender: ReceivingSender, now: number): EventInput {
  const { channel, from, to, text, subject, at, answers = [], automatic = false, keyword, dedupeKey } = message;
  const said = {
    channel,
    text: storableText(text, 100_000),
    from: storableText(from, 500),
    answers: answers.slice(0, 50).map((id) => storableText(id, 500)),
    ...(subject !== undefined && { subject: storableText(subject, 500) }),
    ...(keyword !== undefined && { keyword }),
  };
  return eventInput(
    dedupeKey,
    sender,
    { ...said, to, automatic },
    {
      id: newId(now),
      type: automatic ? 'message.autoReplied' : 'message.received',
      occurredAt: Math.min(at, now),
      contact: { addresses: [{ channel, value: from }], attributes: {} },
      // Which conversation it belongs to is found where it is recorded.
      subject: { type: 'conversation', key: '', facts: {} },
      message: said,
      data: { to: storableText(to, 500) },
    },
  );
}

function eventInput(key: string, sender: ReceivingSender, body: Facts, event: RelanceEvent): EventInput {
  const dedupeKey = storableText(key, 300);
  return { event, source: sender.source, dedupeKey, bodyHash: sha256(JSON.stringify(body)), body };
}
