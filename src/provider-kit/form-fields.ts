/** Reads forms that hold e-mails, whose bytes may be of any character set. */
import { createHash } from 'node:crypto';
import type { WebhookRequest } from '../provider.ts';

/**
 * Reads a form, of which every byte is a character: a form is read as UTF-8, while a field with an e-mail may be in any
 * character set. `bytesOf` makes bytes of a field again.
 *
 * @throws Error when this is no form
 */
export async function readForm({ headers, body }: Pick<WebhookRequest, 'headers' | 'body'>): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const asCharacters = text.replaceAll(/%[89a-f][\da-f]/gi, (byte) =>
      encodeURIComponent(String.fromCharCode(Number.parseInt(byte.slice(1), 16))),
    );
    return new Response(asCharacters, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }).formData();
  }
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new Error('this is not a form');
  // Some boundaries have five letters (SendGrid's); the platform takes none below 27. No text can hold its own hash.
  const own = createHash('sha256').update(body).digest('hex');
  const form = `\r\n${text}`.replaceAll(`\r\n--${boundary}`, `\r\n--${own}`).slice(2);
  return new Response(form, { headers: { 'content-type': `multipart/form-data; boundary=${own}` } }).formData();
}

/** The bytes of a field of `readForm`, be it a text or a file. */
export async function bytesOf(field: string | Blob): Promise<Buffer> {
  return Buffer.from(typeof field === 'string' ? field : await field.text(), 'latin1');
}
