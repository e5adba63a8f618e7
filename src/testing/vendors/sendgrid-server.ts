/**
 * Plays SendGrid: Mail Send, the scopes of a key, the Email Activity Feed, and signed calls of both of its webhooks.
 *
 * @source SendGrid v3 API (sendgrid-oai); Event Webhook Reference; Inbound Parse
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { systemClock } from '../../clock.ts';
import { newId } from '../../ids.ts';
import type { ReceivedMessage } from '../counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '../vendor-server.ts';

export const sendgridApiKey = 'SG.kkkkkkkkkkkkkkkkkkkkkk.kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk';

/** A call of a webhook, as it arrives. */
export interface SendgridCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface SendgridServer extends VendorServer {
  /** As the dashboard shows it: base64 of the key's DER form, without a frame. One for both webhooks. */
  readonly publicKey: string;
  /** What is reported of a message that was received: fields as in the Event Webhook Reference, and what they all have. */
  event(attemptId: string, event: string, more?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** A signed call of the Event Webhook. `signedAt` in milliseconds since 1970. */
  eventCall(events: unknown, signedAt: number): SendgridCall;
  /** A signed call of Inbound Parse with these fields of its form, each a text or bytes in a character set of its own. */
  inboundCall(fields: Readonly<Record<string, string | Uint8Array>>, signedAt: number): SendgridCall;
}

/** Starts on 127.0.0.1. */
export async function startSendgridServer(port = 0): Promise<SendgridServer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  /** By the message that the recipient got: what was refused on the way is in no feed. */
  const stored = new Map<ReceivedMessage, string>();
  const server: VendorServer = await startVendorServer(
    {
      accept(request) {
        if (request.headers.authorization !== `Bearer ${sendgridApiKey}`) return { answer: unauthorized };
        switch (`${request.method} ${request.path}`) {
          case 'POST /v3/mail/send':
            return acceptMail(request, stored);
          case 'GET /v3/scopes':
            return { answer: { status: 200, body: { scopes: ['mail.send', 'sender_verification_eligible'] } } };
          case 'GET /v3/messages':
            return { answer: { status: 200, body: { messages: activityOf(request, server.received(), stored) } } };
          default:
            return { answer: refusal(404, 'not found') };
        }
      },
      refusals: {
        sender: refusal(403, 'The from address does not match a verified Sender Identity.', 'from'),
        recipient: refusal(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email'),
        content: refusal(
          400,
          'The content value must be a string at least one character in length.',
          'content.0.value',
        ),
        rate: { ...refusal(429, 'too many requests'), headers: { 'retry-after': '7' } },
      },
    },
    port,
  );
  return {
    ...server,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    event(attemptId, event, more = {}) {
      const message = server.received().find((each) => each.attemptId === attemptId);
      return {
        email: message?.to ?? 'ada@example.net',
        timestamp: 1_513_299_569,
        'smtp-id': `<${attemptId}@example.com>`,
        event,
        sg_event_id: newId(systemClock.now()),
        sg_message_id: `${(message && stored.get(message)) ?? 'none'}.recvd-5f54b5d587-pczjm-1-67BADEEA-6.0`,
        relance_attempt: attemptId,
        ...more,
      };
    },
    eventCall: (events, signedAt) =>
      signedCall(privateKey, Buffer.from(JSON.stringify(events)), 'application/json', signedAt),
    inboundCall: (fields, signedAt) =>
      signedCall(privateKey, formOf(fields), 'multipart/form-data; boundary=xYzZY', signedAt),
  };
}

const unauthorized = refusal(401, 'The provided authorization grant is invalid, expired, or revoked');

function refusal(status: number, message: string, field: string | null = null): VendorAnswer {
  return { status, body: { errors: [{ message, field, help: null }] } };
}

interface MailSend {
  readonly personalizations: readonly {
    readonly to: readonly { readonly email: string }[];
    readonly custom_args?: Readonly<Record<string, string>>;
  }[];
  readonly subject?: string;
  readonly content?: readonly { readonly type: string; readonly value: string }[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly mail_settings?: { readonly sandbox_mode?: { readonly enable?: boolean } };
}

function acceptMail(request: VendorRequest, stored: Map<ReceivedMessage, string>) {
  const mail = JSON.parse(request.body) as MailSend;
  const { to, custom_args = {} } = mail.personalizations[0] as MailSend['personalizations'][number];
  const text = mail.content?.find(({ type }) => type === 'text/plain')?.value;
  if (!mail.content?.length || mail.content.some(({ value }) => value === ''))
    return { answer: refusal(400, 'The content value must be a string at least one character in length.', 'content') };
  if (mail.mail_settings?.sandbox_mode?.enable) return { answer: { status: 200 } };

  const messageId = newId(systemClock.now()).replaceAll('-', '').slice(0, 22);
  const headers = Object.fromEntries(
    Object.entries(mail.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const message: ReceivedMessage = {
    attemptId: custom_args.relance_attempt,
    messageId: custom_args.relance_message,
    to: to[0]?.email ?? '',
    subject: mail.subject,
    text: text ?? '',
    headers,
  };
  stored.set(message, messageId);
  return { message, answer: { status: 202, headers: { 'x-message-id': messageId } } };
}

function activityOf(
  { query }: VendorRequest,
  received: readonly ReceivedMessage[],
  stored: ReadonlyMap<ReceivedMessage, string>,
): object[] {
  const [, attemptId = ''] = /^\(unique_args\['relance_attempt'\]="([^"]*)"\)$/.exec(query.get('query') ?? '') ?? [];
  return received
    .filter((message) => message.attemptId === attemptId)
    .map((message) => ({
      msg_id: `${stored.get(message)}.recvd-5f54b5d587-pczjm-1-67BADEEA-6.0`,
      to_email: message.to,
      status: 'processed',
    }));
}

function signedCall(privateKey: KeyObject, body: Buffer, contentType: string, signedAt: number): SendgridCall {
  const timestamp = String(Math.floor(signedAt / 1000));
  const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString('base64');
  return {
    headers: {
      'content-type': contentType,
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': timestamp,
    },
    body,
  };
}

function formOf(fields: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const parts = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value as Uint8Array),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from('--xYzZY--\r\n')]);
}
