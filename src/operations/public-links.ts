/** Addresses of this installation that go out with messages: where vendors report, where people say what they want, and confirm it. */
import type { Channel } from '../domain/channel.ts';
import { channels } from '../domain/channel.ts';
import { defaultOrganization } from './api-keys.ts';
import type { OperationContext } from './context.ts';
import { isId } from './paging.ts';

type LinkContext = Pick<OperationContext, 'publicUrl' | 'secrets' | 'providers'>;
type Box = Pick<LinkContext, 'secrets'>;

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

const purpose = 'preferences';
/** Of links that say nothing about an address and a day. */
const formerPurpose = 'unsubscribe';

const dayMs = 24 * 3_600_000;

/**
 * The link to a person's page in a message to one of their addresses: it needs no login, and nobody else can make it. It says
 * to which address it went (by a keyed hash, so that it tells nobody), on which day, and by which key it was made. Undefined
 * without a public address or a secret key.
 *
 * @param who with the address that the message goes to
 */
export function unsubscribeUrl(
  { publicUrl, secrets, clock }: LinkContext & Pick<OperationContext, 'clock'>,
  who: Unsubscriber & { readonly address: string },
): string | undefined {
  const [keyId] = secrets.keyIds;
  if (publicUrl === undefined || keyId === undefined) return undefined;
  const { orgId, channel, contactId, address } = who;
  const contact = Buffer.from(contactId.replaceAll('-', ''), 'hex').toString('base64url');
  const day = Math.floor(clock.now() / dayMs).toString(36);
  const hash = addressHash({ secrets }, who, address, keyId);
  const text = [orgId.toString(36), channel, contact, hash, day, keyId].join('.');
  return `${publicUrl}/u/${text}.${secrets.sign(text, purpose)}`;
}

export interface PreferenceLink extends Unsubscriber {
  /** Did it go to this address of its channel? */
  readonly isOf: (address: string) => boolean;
  /** Since the day on which it was made. */
  readonly ageDays: number;
}

/** Undefined for a link that was not made here. One of the former form is of no address, and as old as can be. */
export function readUnsubscribeToken(
  { secrets, clock }: Box & Pick<OperationContext, 'clock'>,
  token: string,
): PreferenceLink | undefined {
  const [org = '', channel = '', contact = '', hash, day = '', keyId] = token.split('.').slice(0, -1);
  const isFormer = keyId === undefined;
  if (signedText({ secrets }, token, isFormer ? formerPurpose : purpose, keyId) === undefined) return undefined;
  const contactId = uuidOf(isFormer ? contact : Buffer.from(contact, 'base64url').toString('hex'));
  const known = channels.find((name) => name === channel);
  if (!known || !isId(contactId)) return undefined;
  const who = { orgId: Number.parseInt(org, 36), contactId, channel: known };
  if (isFormer) return { ...who, isOf: () => false, ageDays: Number.POSITIVE_INFINITY };
  return {
    ...who,
    isOf: (address) => addressHash({ secrets }, who, address, keyId) === hash,
    ageDays: Math.floor(clock.now() / dayMs) - Number.parseInt(day, 36),
  };
}

/** Enough to tell the addresses of one person apart. */
const hashLength = 11;

function addressHash({ secrets }: Box, { orgId, channel }: Unsubscriber, address: string, keyId: string) {
  const hashes = secrets.fingerprints(`${orgId}/${channel}:${address}`, 'address of a link');
  return hashes.find((one) => one.keyId === keyId)?.hash.slice(0, hashLength);
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
export function readConfirmationToken({ secrets }: Box, token: string): ConfirmationRequest | undefined {
  const text = signedText({ secrets }, token, confirmation);
  const [org = '', channel = '', hex = '', expires = ''] = text?.split('.') ?? [];
  const eventId = uuidOf(hex);
  const known = channels.find((name) => name === channel);
  if (!known || !isId(eventId)) return undefined;
  return { orgId: Number.parseInt(org, 36), eventId, channel: known, expiresAt: Number.parseInt(expires, 36) };
}

function signedText({ secrets }: Box, token: string, of: string, keyId?: string): string | undefined {
  const at = token.lastIndexOf('.');
  const text = token.slice(0, at);
  return at >= 0 && secrets.isSigned(text, of, token.slice(at + 1), keyId) ? text : undefined;
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
