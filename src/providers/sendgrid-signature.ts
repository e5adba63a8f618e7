/**
 * Is a call from SendGrid? Both of its webhooks are signed alike, with a key pair for each: ECDSA over P-256 and SHA-256,
 * over the timestamp in the header followed by the bytes of the body.
 *
 * @source SendGrid, Getting Started with the Event Webhook Security Features; Securing your Inbound Parse Webhooks
 */
import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { WebhookRequest } from '../provider.ts';

/** How old, or how far ahead of our clock, a signed call may be. */
const signatureToleranceMs = 600_000;

const signatureHeader = 'x-twilio-email-event-webhook-signature';
const timestampHeader = 'x-twilio-email-event-webhook-timestamp';

/** @returns why the call is not to be read, or undefined when it is SendGrid's. Over the bytes: mails are in any character set. */
export function refuseSignature(publicKey: string, { headers, body, receivedAt }: WebhookRequest): string | undefined {
  const { [timestampHeader]: timestamp, [signatureHeader]: signature } = headers;
  if (!timestamp || !signature) return 'the call is not signed';
  if (!/^\d{1,12}$/.test(timestamp)) return 'the timestamp of the signature is none';
  if (Math.abs(receivedAt - Number(timestamp) * 1000) > signatureToleranceMs)
    return 'the signature is too old or too new';
  try {
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    const isSigned = verify('sha256', signed, readPublicKey(publicKey), Buffer.from(signature, 'base64'));
    return isSigned ? undefined : 'the signature is wrong';
  } catch {
    return 'the signature cannot be read';
  }
}

/** For calls without a signature: the secret stands in the URL that SendGrid was given, as `?key=` or as a password. */
export function carriesSecret(secret: string, { url, headers }: WebhookRequest): boolean {
  const [, basic] = /^basic\s+([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? '') ?? [];
  const login = Buffer.from(basic ?? '', 'base64').toString('utf8');
  const given = [URL.parse(url)?.searchParams.get('key'), login.slice(login.indexOf(':') + 1)];
  return given.some((text) => typeof text === 'string' && text !== '' && isSame(text, secret));
}

/** @throws Error when this is no public key on an elliptic curve; PEM, or its base64 alone as the dashboard shows it */
export function readPublicKey(text: string) {
  const key = createPublicKey({ key: Buffer.from(withoutFrame(text), 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ec') throw new Error('not a key on an elliptic curve');
  return key;
}

function withoutFrame(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
}

/** In a time that says nothing about where the two differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}
