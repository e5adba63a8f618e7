/**
 * Reads an e-mail that Resend received. Its event carries no text and no headers: they are fetched.
 *
 * @source Resend, Webhooks, email.received; API reference, Retrieve Received Email (GET /emails/receiving/{id})
 */
import type { HttpResult } from '../http-call.ts';
import type { Incoming } from '../provider.ts';
import { readMail } from '../provider-kit/read-mail.ts';
import type { ResendEvent } from './resend-events.ts';

/** Pictures inside the HTML stay out, or an answer could have any size. Undefined when the event names no e-mail. */
export function contentPathOf({ data }: ResendEvent): string | undefined {
  const { email_id: id } = data;
  return typeof id === 'string' && /^[\w-]+$/.test(id) ? `/emails/receiving/${id}?html_format=cid` : undefined;
}

/** The most that is read of an answer. */
export const contentBytesMax = 4 * 1024 * 1024;

/** @throws Error when there is no content: the call has to be answered with a failure, so that Resend makes it again */
export async function readContent(result: HttpResult, event: ResendEvent, receivedAt: number): Promise<Incoming> {
  if (result.kind !== 'response') throw new Error(`Resend did not hand out an e-mail: ${result.detail}`);
  if (result.status !== 200 || result.truncated)
    throw new Error(`Resend did not hand out an e-mail: it answered ${result.status}`);
  const mail = JSON.parse(result.body) as Content;
  const { inbound, receipt } = await readMail(mailOf(mail), receivedAt);
  return {
    receipts: receipt ? [receipt] : [],
    inbound: inbound ? [{ ...inbound, ...addressOf(event) }] : [],
  };
}

interface Content {
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly from?: string;
  readonly to?: readonly string[] | null;
  readonly subject?: string;
  readonly message_id?: string;
  readonly created_at?: string;
  readonly text?: string | null;
  readonly html?: string | null;
}

/** An e-mail made of its headers and its text, for the one reader of e-mails. */
function mailOf({ headers, from, to, subject, message_id, created_at, text, html }: Content): Buffer {
  const lines = new Map<string, string>();
  const add = (name: string, value: unknown) => {
    const isWritable = /^[\w-]+$/.test(name) && !/^(content-.*|mime-version)$/i.test(name);
    if (typeof value === 'string' && value !== '' && isWritable && !lines.has(name.toLowerCase()))
      lines.set(name.toLowerCase(), `${name}: ${value.replace(/[\r\n\0]+\s*/g, ' ')}`);
  };
  for (const [name, value] of Object.entries(headers ?? {})) {
    add(name, Array.isArray(value) ? value.join(' ') : value);
  }
  add('From', from);
  add('To', to?.join(', '));
  add('Subject', subject);
  add('Message-ID', message_id);
  if (created_at !== undefined) add('Date', new Date(created_at).toUTCString());

  const type = text ? 'plain' : 'html';
  const content = Buffer.from(text || html || '').toString('base64');
  return Buffer.from(
    [
      ...lines.values(),
      'MIME-Version: 1.0',
      `Content-Type: text/${type}; charset=utf-8`,
      'Content-Transfer-Encoding: base64',
      '',
      content.replace(/.{76}/g, '$&\r\n'),
      '',
    ].join('\r\n'),
  );
}

/** The address that Resend received it for, where the event says so: the headers may name anybody. */
function addressOf({ data }: ResendEvent): { to?: string } {
  const [address] = Array.isArray(data.received_for) ? (data.received_for as unknown[]) : [];
  return typeof address === 'string' && address !== '' ? { to: address.toLowerCase() } : {};
}
