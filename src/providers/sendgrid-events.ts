/**
 * Reads what the Event Webhook reports. Pure.
 *
 * @source SendGrid, Event Webhook Reference
 */
import { createHash } from 'node:crypto';
import type { Receipt, ReceiveResult, RefusalClass } from '../provider.ts';
import { attemptArgument } from './sendgrid-message.ts';

type SendgridEvent = Readonly<Record<string, unknown>>;

/** @param body verified */
export function readEvents(body: Uint8Array, receivedAt: number): ReceiveResult {
  let events: unknown;
  try {
    events = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return { kind: 'unreadable', detail: 'the events are not JSON' };
  }
  if (!Array.isArray(events)) return { kind: 'unreadable', detail: 'the events are not a list' };
  const objects = events.filter((event): event is SendgridEvent => typeof event === 'object' && event !== null);
  return { kind: 'read', receipts: objects.flatMap((event) => receiptsOf(event, receivedAt)), inbound: [] };
}

type Finding = Pick<Receipt, 'state' | 'class' | 'code' | 'detail'>;

/** One event says one thing, but for a drop: that also tells what the person did before. */
function receiptsOf(event: SendgridEvent, receivedAt: number): Receipt[] {
  const seconds = event.timestamp;
  const attemptId = textOf(event[attemptArgument]);
  const providerMessageId = messageIdOf(event);
  const to = textOf(event.email);
  const id = textOf(event.sg_event_id) ?? createHash('sha256').update(JSON.stringify(event)).digest('hex');
  return findingsOf(event).map((finding, index) => ({
    dedupeKey: index === 0 ? id : `${id}/${finding.state}`,
    ...(attemptId !== undefined && { attemptId }),
    ...(providerMessageId !== undefined && { providerMessageId }),
    ...(to !== undefined && { to }),
    at: typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : receivedAt,
    ...finding,
  }));
}

/** `processed` and `deferred` say that SendGrid is at it; `group_resubscribe` and events of accounts are not about a message. */
function findingsOf(event: SendgridEvent): Finding[] {
  switch (event.event) {
    case 'delivered':
      return [{ state: 'delivered', ...reasonOf(event, 'response') }];
    case 'bounce':
      // A bounce goes onto SendGrid's own list and is for ever; a block is of this message and this hour.
      return [
        { state: 'undelivered', class: event.type === 'blocked' ? 'transient' : 'recipient', ...reasonOf(event) },
      ];
    case 'dropped':
      return findingsOfDrop(event);
    case 'spamreport':
      return [{ state: 'complained' }];
    case 'unsubscribe':
    case 'group_unsubscribe':
      return [{ state: 'unsubscribed' }];
    case 'open':
      return [{ state: 'opened' }];
    case 'click':
      return [{ state: 'clicked' }];
    default:
      return [];
  }
}

/** Who once unsubscribed or complained at SendGrid has a good address, and is not to be written to. */
function findingsOfDrop(event: SendgridEvent): Finding[] {
  const reason = textOf(event.reason)?.toLowerCase() ?? '';
  const dropped: Finding = { state: 'undelivered', ...reasonOf(event) };
  if (reason.startsWith('unsubscribed')) return [dropped, { state: 'unsubscribed' }];
  if (reason.startsWith('spam report')) return [dropped, { state: 'complained' }];
  const refusal = dropClasses.find(([beginning]) => reason.startsWith(beginning))?.[1];
  return [{ ...dropped, ...(refusal && { class: refusal }) }];
}

/** By the beginnings of the reasons that are documented; the longer one first. */
const dropClasses: readonly (readonly [string, RefusalClass])[] = [
  ['bounced address', 'recipient'],
  ['invalid smtpapi', 'content'],
  ['invalid', 'recipient'],
  ['spam content', 'content'],
  ['recipient list over', 'sender'],
];

function reasonOf(event: SendgridEvent, name: 'reason' | 'response' = 'reason'): Pick<Receipt, 'code' | 'detail'> {
  const code = textOf(event.status);
  const detail = [textOf(event[name]), textOf(event.bounce_classification)].filter(Boolean).join('; ').slice(0, 500);
  return { ...(code !== undefined && { code }), ...(detail !== '' && { detail }) };
}

/** What Mail Send answered in X-Message-Id is the beginning of this one. */
function messageIdOf(event: SendgridEvent): string | undefined {
  const [id] = textOf(event.sg_message_id)?.split(/\.(?:filter|recvd)/) ?? [];
  return id === '' ? undefined : id;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
