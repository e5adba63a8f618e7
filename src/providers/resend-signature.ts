/**
 * Is a call from Resend? It signs as Svix does, which is how Standard Webhooks came to be: other names of the headers, the
 * same signature.
 *
 * @source Resend, Verify Webhooks Requests; Svix, Verifying Webhooks Manually
 */
import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { WebhookRequest } from '../provider.ts';

/** How old, or how far ahead of our clock, a call may be. */
const signatureToleranceMs = 300_000;

/** @throws Error when the secret is none */
export function readWebhookSecret(secret: string): Webhook {
  const base64 = secret.replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) throw new Error('not base64');
  return new Webhook(base64);
}

/**
 * The library's own check goes by the wall clock of this process; this one by when the call came in.
 *
 * @returns why the call is not to be read, or undefined when it is Resend's
 */
export function refuseCall(webhook: Webhook, { headers, body, receivedAt }: WebhookRequest): string | undefined {
  const { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signatures } = headers;
  if (!id || !timestamp || !signatures) return 'the call is not signed';
  if (!/^\d{1,12}$/.test(timestamp)) return 'the timestamp of the signature is none';
  const at = new Date(Number(timestamp) * 1000);
  if (Math.abs(receivedAt - at.getTime()) > signatureToleranceMs) return 'the signature is too old or too new';
  const expected = Buffer.from(webhook.sign(id, at, Buffer.from(body)));
  // Several while a secret is being changed. All are of one length, so the length tells nothing.
  const isSigned = signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isSigned ? undefined : 'the signature is wrong';
}
