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
import type { OperationContext } from './context.ts';
import { type EventInput, recordEvents } from './record-events.ts';
import { recordReceipts } from './record-receipts.ts';

export interface ReceivingSender {
  readonly id: string;
  readonly key: string;
  readonly provider: string;
  readonly channel: Channel;
}

export interface StoredIncoming {
  /** What was not known before. */
  readonly receipts: number;
  readonly inbound: number;
}

/**
 * @param isVerified the vendor has signed it. Anybody can put a mail into a mailbox: a report in there is believed only where it
 *   names an attempt of ours, which nobody else knows.
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
  const { fresh, linked } = await recordReceipts(context, orgId, sender, receipts, isVerified);
  const endings = receipts
    .filter(({ dedupeKey }) => isVerified || linked.has(storableText(dedupeKey, 300)))
    .flatMap((receipt) => optOutEvent(receipt, sender, now));
  await recordEvents(context, orgId, endings);
  const isNew = (result: (typeof heard)[number]) => !result.conflict && !result.duplicate;
  return { receipts: fresh.length, inbound: heard.filter(isNew).length };
}

const endingStates: readonly Receipt['state'][] = ['complained', 'unsubscribed'];

/** Who calls it spam, or unsubscribes at the vendor, is left alone like somebody who says stop. */
function optOutEvent(
  { dedupeKey, state, to, at, detail }: Receipt,
  sender: ReceivingSender,
  now: number,
): EventInput[] {
  if (!endingStates.includes(state) || to === undefined) return [];
  const { channel } = sender;
  return [
    eventInput(
      `receipt/${dedupeKey}`,
      sender,
      { channel, to, state, detail: detail ?? null },
      {
        id: newId(now),
        type: 'contact.optedOut',
        occurredAt: Math.min(at, now),
        contact: { addresses: [{ channel, value: to }], attributes: {} },
        subject: { type: 'contact', key: '', facts: {} },
        data: { channel, cause: state },
      },
    ),
  ];
}

function messageEvent(message: InboundMessage, sender: ReceivingSender, now: number): EventInput {
  const { channel, from, to, text, subject, at, answers = [], automatic = false, keyword, dedupeKey } = message;
  const said = {
    channel,
    text: storableText(text, 100_000),
    from,
    answers,
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
      data: { to },
    },
  );
}

/** Two senders of one account hear the same: so the provider is the source, not the sender. */
function eventInput(key: string, { provider }: ReceivingSender, body: Facts, event: RelanceEvent): EventInput {
  const dedupeKey = storableText(key, 300);
  return { event, source: `webhook:${provider}`, dedupeKey, bodyHash: sha256(dedupeKey), body };
}
