/** Addresses of this installation that go out with messages: where vendors report, where people say what they want, and confirm it. */
import type { Channel } from '../domain/channel.ts';
import { channels } from '../domain/channel.ts';
import { defaultOrganization } from './api-keys.ts';
import type { OperationContext } from './context.ts';
import { isId } from './paging.ts';

type LinkContext = Pick<OperationContext, 'publicUrl' | 'secrets' | 'providers'>;

/** Where a vendor may report on an attempt. Undefined where it can't be called, or knows the way by itself. */
export function receiptUrl(
  { publicUrl, providers }: LinkContext,
  organization: string,
  sender: { readonly key: string; readonly provider: string },
  attemptId: string,
): string | undefined {
  const webhooks = providers.get(sender.provider)?.describe().webhooks;
  if (publicUrl === undefined || webhooks?.receipts === undefined) return undefined;
  const path = ['webhooks', webhooks.source, webhooks.receipts].filter(Boolean).join('/');
  const query = new URLSearchParams({
    ...(organization !== defaultOrganization && { org: organization }),
    sender: sender.key,
    attempt: attemptId,
  });
  return `${publicUrl}/${path}?${query}`;
}

/** Who unsubscribes, and from what. */
export interface Unsubscriber {
  readonly orgId: number;
  readonly contactId: string;
  readonly channel: Channel;
}

const purpose = 'unsubscribe';

/** A link that needs no login and that nobody else can make. Undefined without a public address or a secret key. */
export function unsubscribeUrl({ publicUrl, secrets }: LinkContext, who: Unsubscriber): string | undefined {
  if (publicUrl === undefined || !secrets.canSeal) return undefined;
  const text = [who.orgId.toString(36), who.channel, who.contactId.replaceAll('-', '')].join('.');
  return `${publicUrl}/u/${text}.${secrets.sign(text, purpose)}`;
}

/** Undefined for a link that was not made here. */
export function readUnsubscribeToken(
  { secrets }: Pick<LinkContext, 'secrets'>,
  token: string,
): Unsubscriber | undefined {
  const text = signedText({ secrets }, token, purpose);
  const [org = '', channel = '', hex = ''] = text?.split('.') ?? [];
  const contactId = uuidOf(hex);
  const known = channels.find((name) => name === channel);
  return known && isId(contactId) ? { orgId: Number.parseInt(org, 36), contactId, channel: known } : undefined;
}

/** What is confirmed: what was asked for on a channel by one event. */
export interface ConfirmationRequest {
  readonly orgId: number;
  readonly eventId: string;
  readonly channel: Channel;
  /** Until when it can be, milliseconds since 1970. */
  readonly expiresAt: number;
}

const confirmation = 'confirm consent';

/** Undefined without a public address or a secret key. */
export function confirmationUrl({ publicUrl, secrets }: LinkContext, asked: ConfirmationRequest): string | undefined {
  if (publicUrl === undefined || !secrets.canSeal) return undefined;
  const { orgId, eventId, channel, expiresAt } = asked;
  const text = [orgId.toString(36), channel, eventId.replaceAll('-', ''), Math.floor(expiresAt).toString(36)].join('.');
  return `${publicUrl}/c/${text}.${secrets.sign(text, confirmation)}`;
}

/** Undefined for a link that was not made here. Whether it has expired is for the caller to say. */
export function readConfirmationToken(
  { secrets }: Pick<LinkContext, 'secrets'>,
  token: string,
): ConfirmationRequest | undefined {
  const text = signedText({ secrets }, token, confirmation);
  const [org = '', channel = '', hex = '', expires = ''] = text?.split('.') ?? [];
  const eventId = uuidOf(hex);
  const known = channels.find((name) => name === channel);
  if (!known || !isId(eventId)) return undefined;
  return { orgId: Number.parseInt(org, 36), eventId, channel: known, expiresAt: Number.parseInt(expires, 36) };
}

function signedText({ secrets }: Pick<LinkContext, 'secrets'>, token: string, of: string): string | undefined {
  const at = token.lastIndexOf('.');
  const text = token.slice(0, at);
  return at >= 0 && secrets.isSigned(text, of, token.slice(at + 1)) ? text : undefined;
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
