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
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return readEscaped(body);
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new Error('this is not a form');
  // Some boundaries have five letters (SendGrid's); the platform takes none below 27. No text can hold its own hash.
  const own = createHash('sha256').update(body).digest('hex');
  const form = `\r\n${text}`.replaceAll(`\r\n--${boundary}`, `\r\n--${own}`).slice(2);
  return new Response(form, { headers: { 'content-type': `multipart/form-data; boundary=${own}` } }).formData();
}

const plus = 0x2b;
const space = 0x20;

/** A mail may be millions of bytes that are all escaped: what looks at each of them in turn would stop everything for seconds. */
function readEscaped(body: Uint8Array): FormData {
  const form = new FormData();
  const text = Buffer.from(body.map((byte) => (byte === plus ? space : byte))).toString('latin1');
  for (const pair of text.split('&')) {
    const end = pair.indexOf('=');
    const [name, value] = end < 0 ? [pair, ''] : [pair.slice(0, end), pair.slice(end + 1)];
    // Of this platform's ways to unescape the one that makes a character of each byte.
    form.append(unescape(name), unescape(value));
  }
  return form;
}

/** The bytes of a field of `readForm`, be it a text or a file. */
export async function bytesOf(field: string | Blob): Promise<Buffer> {
  return Buffer.from(typeof field === 'string' ? field : await field.text(), 'latin1');
}
