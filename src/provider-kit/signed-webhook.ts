/**
 * What our outgoing webhooks have in common: signatures by Standard Webhooks, and headers that the configuration adds.
 *
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (1.0.0)
 */
import { Webhook } from 'standardwebhooks';
import { headerName } from '../http-call.ts';
import type { ConfigProblems } from './sender-config.ts';

/**
 * @param name of the configuration's field
 * @param secret in base64, with or without the prefix `whsec_`
 * @returns undefined where there is none; one of less than 24 bytes is noted
 */
export function readSigningKey(
  problems: ConfigProblems,
  name: string,
  secret: string | undefined,
): Webhook | undefined {
  if (secret === undefined) return undefined;
  const base64 = secret.replace(/^whsec_/, '');
  const wellFormed = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0;
  const isLong = Buffer.from(base64, 'base64').length >= 24;
  return wellFormed && isLong ? new Webhook(base64) : problems.refuse(`${name} must be at least 24 bytes in base64`);
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
 * A header that cannot be sent, or that the sender sets itself, is noted.
 *
 * @param alsoSet names that this type of sender sets itself besides the usual ones
 */
export function readOwnHeaders(
  problems: ConfigProblems,
  headers: Readonly<Record<string, unknown>> = {},
  alsoSet?: RegExp,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name)) {
      problems.refuse('headers: a name is none');
      continue;
    }
    problems.require(!setByUs.test(name) && !alsoSet?.test(name), `headers.${name} is set by the sender itself`);
    const isOneLine = typeof value === 'string' && /^[\t\x20-\x7e]*$/.test(value);
    if (isOneLine) own[name] = value;
    else problems.refuse(`headers.${name} must be a text on one line`);
  }
  return own;
}
