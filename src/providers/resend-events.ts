/**
 * Reads what Resend reports about messages that it accepted. Pure.
 *
 * @source Resend, Webhooks, Event Types (resend-openapi, webhooks)
 */
import type { Receipt, RefusalClass } from '../provider.ts';
import { attemptOf } from './resend-message.ts';

export interface ResendEvent {
  readonly type: string;
  readonly createdAt: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** @param body verified @returns undefined when it makes no sense */
export function readEvent(body: Uint8Array, receivedAt: number): ResendEvent | undefined {
  try {
    const { type, created_at, data } = JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown>;
    if (typeof type !== 'string' || typeof data !== 'object' || data === null) return undefined;
    const at = Date.parse(String(created_at));
    return { type, createdAt: Number.isNaN(at) ? receivedAt : at, data: data as ResendEvent['data'] };
  } catch {
    return undefined;
  }
}

/**
 * @param dedupeKey the `svix-id`: one event, however often it comes
 * @returns undefined for what is not about the fate of a message: delivery_delayed, scheduled, contacts, domains…
 */
export function receiptOf({ type, createdAt, data }: ResendEvent, dedupeKey: string): Receipt | undefined {
  const finding = findingOf(type, data);
  if (finding === undefined) return undefined;
  const attemptId = attemptOf(data.tags);
  const [to] = Array.isArray(data.to) ? (data.to as unknown[]) : [];
  return {
    dedupeKey,
    ...(attemptId !== undefined && { attemptId }),
    ...(typeof data.email_id === 'string' && { providerMessageId: data.email_id }),
    ...(typeof to === 'string' && { to }),
    at: createdAt,
    ...finding,
  };
}

type Finding = Pick<Receipt, 'state' | 'class' | 'code' | 'detail'>;

function findingOf(type: string, data: ResendEvent['data']): Finding | undefined {
  switch (type) {
    case 'email.sent':
      return { state: 'sent' };
    case 'email.delivered':
      return { state: 'delivered' };
    case 'email.bounced': {
      const bounce = textsOf(data.bounce);
      return undelivered(bounce.type === 'Permanent' ? 'recipient' : 'transient', bounce);
    }
    case 'email.suppressed':
      // On Resend's own list, after a hard bounce or a complaint: it sends nothing there any more.
      return undelivered('recipient', textsOf(data.suppressed));
    case 'email.failed': {
      const { reason = '' } = textsOf(data.failed);
      const outOfQuota = /quota/.test(reason);
      return undelivered(outOfQuota ? 'sender' : undefined, { type: reason });
    }
    case 'email.complained':
      return { state: 'complained' };
    case 'email.opened':
      return { state: 'opened' };
    case 'email.clicked':
      return { state: 'clicked' };
    default:
      return undefined;
  }
}

function undelivered(refusal: RefusalClass | undefined, why: Readonly<Record<string, string>>): Finding {
  const code = [why.type, why.subType].filter(Boolean).join('/');
  return {
    state: 'undelivered',
    ...(refusal && { class: refusal }),
    ...(code !== '' && { code }),
    ...(why.message && { detail: why.message.slice(0, 500) }),
  };
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === 'string'));
}
