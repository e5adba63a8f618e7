/** Addresses of this installation that go out with messages: where vendors report, and where people unsubscribe. */
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
  const at = token.lastIndexOf('.');
  const text = token.slice(0, at);
  if (at < 0 || !secrets.isSigned(text, purpose, token.slice(at + 1))) return undefined;
  const [org = '', channel = '', hex = ''] = text.split('.');
  const contactId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const known = channels.find((name) => name === channel);
  return known && isId(contactId) ? { orgId: Number.parseInt(org, 36), contactId, channel: known } : undefined;
}
