/**
 * What our outgoing webhooks have in common: signatures by Standard Webhooks, and headers that the configuration adds.
 *
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (1.0.0)
 */
import { Webhook } from 'standardwebhooks';
import { requireConfig } from './sender-config.ts';

/**
 * @param type of the provider
 * @param name of the configuration's field
 * @param secret in base64, with or without the prefix `whsec_`
 * @throws Error at a secret of less than 24 bytes, without quoting it
 */
export function readSigningKey(type: string, name: string, secret: string): Webhook {
  const base64 = secret.replace(/^whsec_/, '');
  const wellFormed = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0;
  const isLong = Buffer.from(base64, 'base64').length >= 24;
  requireConfig(wellFormed && isLong, type, `${name} must be at least 24 bytes in base64`);
  return new Webhook(base64);
}

/** The three headers, with one signature per key. The seconds in the header and those that are signed are the same. */
export function signatureHeaders(
  keys: readonly Webhook[],
  { messageId, nowMs, body }: { readonly messageId: string; readonly nowMs: number; readonly body: string },
): Record<string, string> {
  const at = new Date(nowMs);
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(nowMs / 1000)),
    'webhook-signature': keys.map((key) => key.sign(messageId, at, body)).join(' '),
  };
}

const setByUs = /^(webhook-.*|content-type|content-length|host|connection|transfer-encoding)$/i;

/**
 * @param alsoSet names that this type of sender sets itself besides the usual ones
 * @throws Error at a header that cannot be sent or that the sender sets itself, without quoting its value
 */
export function readOwnHeaders(
  type: string,
  headers: Readonly<Record<string, unknown>>,
  alsoSet?: RegExp,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    requireConfig(/^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/.test(name), type, 'headers: a name is none');
    requireConfig(!setByUs.test(name) && !alsoSet?.test(name), type, `headers: ${name} is set by the sender itself`);
    const isOneLine = typeof value === 'string' && /^[\t\x20-\x7e]*$/.test(value);
    requireConfig(isOneLine, type, `headers: ${name} must be a text on one line`);
    own[name] = value as string;
  }
  return own;
}
