/**
 * Reads an e-mail that Inbound Parse hands over: the whole message where the setting says raw, else fields that SendGrid
 * took out of it. Raw is better: what a delivery report is made of does not survive as fields.
 *
 * @source SendGrid, Inbound Parse: Default Parameters, Raw Parameters, Character Sets
 */
import type { InboundMessage, ReceiveResult, WebhookRequest } from '../provider.ts';
import { bytesOf, readForm } from '../provider-kit/form-fields.ts';
import { readMail } from '../provider-kit/read-mail.ts';

/** @param request verified */
export async function readInbound(request: WebhookRequest): Promise<ReceiveResult> {
  try {
    const fields = await readFields(request);
    const { inbound, receipt } = await readMail(fields.get('email') ?? mailOf(fields), request.receivedAt);
    return {
      kind: 'read',
      receipts: receipt ? [receipt] : [],
      inbound: inbound ? [addressed(inbound, fields)] : [],
      isPassedOn: true,
    };
  } catch (error) {
    return { kind: 'unreadable', detail: error instanceof Error ? error.message : 'this is not an e-mail' };
  }
}

type Fields = ReadonlyMap<string, Buffer>;

/** The form's fields as bytes: each may be in a character set of its own. Attachments are left out. */
async function readFields(request: WebhookRequest): Promise<Fields> {
  const fields = new Map<string, Buffer>();
  for (const [name, value] of await readForm(request)) {
    if (typeof value === 'string') fields.set(name, await bytesOf(value));
  }
  if (fields.size === 0) throw new Error('the form is empty');
  return fields;
}

/** An e-mail made of its headers and of the text that SendGrid took out of it, for the one reader of e-mails. */
function mailOf(fields: Fields): Buffer {
  const charsets = readJson(fields.get('charsets'));
  const text = (name: string) => decode(fields.get(name), charsets[name]);
  const headers = fields.get('headers')?.toString('latin1') ?? '';
  if (headers === '') throw new Error('the form has no headers');
  const [type, content] = fields.has('text') ? ['plain', text('text')] : ['html', text('html')];
  const lines = [
    ...headers
      .replace(/[\r\n]+$/, '')
      .split(/\r?\n(?![ \t])/)
      .filter((line) => line !== '' && !/^(content-[a-z-]+|mime-version)\s*:/i.test(line)),
    'MIME-Version: 1.0',
    `Content-Type: text/${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
}

/** Whom the letter was handed to is on the envelope; what stands on the paper may be anybody. */
function addressed(message: InboundMessage, fields: Fields): InboundMessage {
  const { to } = readJson(fields.get('envelope'));
  const [first] = Array.isArray(to) ? to : [];
  return typeof first === 'string' && first !== '' ? { ...message, to: first.toLowerCase() } : message;
}

function readJson(bytes: Buffer | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes?.toString('utf8') ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function decode(bytes: Buffer | undefined, charset: unknown): string {
  if (bytes === undefined) return '';
  try {
    return new TextDecoder(typeof charset === 'string' ? charset : 'utf-8').decode(bytes);
  } catch {
    // A name of a character set that nobody knows.
    return bytes.toString('utf8');
  }
}
