/**
 * Plays Resend: sending under an Idempotency-Key, received e-mails, domains, and signed calls of its webhook.
 *
 * @source Resend API reference (resend-openapi); Errors; Idempotency Keys; Verify Webhooks Requests
 */
import { Webhook } from 'standardwebhooks';
import { systemClock } from '../../clock.ts';
import { newId } from '../../ids.ts';
import type { ReceivedMessage } from '../counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '../vendor-server.ts';

export const resendApiKey = 're_kkkkkkkk_kkkkkkkkkkkkkkkkkkkkkkkk';
export const resendWebhookSecret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

/** A call of the webhook, as it arrives. */
export interface ResendCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An e-mail that somebody wrote to us. */
export interface ResendReceivedEmail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly message_id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly html?: string | null;
}

export interface ResendServer extends VendorServer {
  /** What is reported of a message that was received: the fields that such events have, and more. */
  event(attemptId: string, type: string, more?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** Keeps an e-mail, and gives the event that reports it. */
  receiveEmail(email: ResendReceivedEmail): Record<string, unknown>;
  /** A signed call of the webhook. `signedAt` in milliseconds since 1970; `id` is the same when the event comes again. */
  call(event: unknown, signedAt: number, id?: string): ResendCall;
}

/** Starts on 127.0.0.1. */
export async function startResendServer(port = 0): Promise<ResendServer> {
  /** By the message that the recipient got: a call that was refused leaves its key unused. */
  const stored = new Map<ReceivedMessage, Sent>();
  const inbox = new Map<string, ResendReceivedEmail>();
  const server: VendorServer = await startVendorServer(
    {
      accept(request) {
        if (request.headers.authorization === undefined) return { answer: refusal(401, 'missing_api_key') };
        if (request.headers.authorization !== `Bearer ${resendApiKey}`)
          return { answer: refusal(403, 'invalid_api_key', 'API key is invalid') };
        if (request.method === 'POST' && request.path === '/emails')
          return acceptEmail(request, server.received(), stored);
        if (request.path === '/domains') return { answer: { status: 200, body: domains } };
        const email = inbox.get(request.path.replace('/emails/receiving/', ''));
        return { answer: email ? { status: 200, body: { object: 'email', ...email } } : refusal(404, 'not_found') };
      },
      refusals: {
        sender: refusal(429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.'),
        recipient: refusal(422, 'validation_error', 'Invalid `to` field.'),
        content: refusal(422, 'missing_required_field', 'Missing `subject` field.'),
        rate: { ...refusal(429, 'rate_limit_exceeded', 'Too many requests.'), headers: { 'retry-after': '1' } },
      },
    },
    port,
  );
  return {
    ...server,
    event(attemptId, type, more = {}) {
      const message = server.received().find((each) => each.attemptId === attemptId);
      return {
        type,
        created_at: '2026-02-22T23:41:12.126Z',
        data: {
          created_at: '2026-02-22T23:41:11.894719+00:00',
          email_id: (message && stored.get(message)?.id) ?? newId(systemClock.now()),
          message_id: '<0100018f-example@eu-west-1.amazonses.com>',
          from: 'studio@example.com',
          to: [message?.to ?? 'ada@example.net'],
          subject: message?.subject ?? '',
          tags: { relance_attempt: tagOf(attemptId) },
          ...more,
        },
      };
    },
    receiveEmail(email) {
      const id = newId(systemClock.now());
      inbox.set(id, email);
      const { from, to, subject, message_id } = email;
      const data = { email_id: id, from, to, received_for: to, subject, message_id, cc: [], bcc: [], attachments: [] };
      return { type: 'email.received', created_at: '2026-02-22T23:41:12.126Z', data };
    },
    call(event, signedAt, id = `msg_${newId(systemClock.now()).replaceAll('-', '')}`) {
      const body = Buffer.from(JSON.stringify(event));
      return {
        headers: {
          'content-type': 'application/json',
          'svix-id': id,
          'svix-timestamp': String(Math.floor(signedAt / 1000)),
          'svix-signature': new Webhook(resendWebhookSecret).sign(id, new Date(signedAt), body),
        },
        body,
      };
    },
  };
}

const domains = { object: 'list', has_more: false, data: [{ id: 'd', name: 'example.com', status: 'verified' }] };

function refusal(statusCode: number, name: string, message = name): VendorAnswer {
  return { status: statusCode, body: { statusCode, name, message } };
}

interface Email {
  readonly to: string | readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tags?: readonly { readonly name: string; readonly value: string }[];
}

/** What is known of a message that was taken. */
interface Sent {
  readonly id: string;
  readonly body: string;
}

/** A key that was used before gets the answer of then, and the message is not sent again. */
function acceptEmail(request: VendorRequest, received: readonly ReceivedMessage[], stored: Map<ReceivedMessage, Sent>) {
  const key = request.headers['idempotency-key'];
  const before = key === undefined ? undefined : received.find(({ attemptId }) => attemptId === key);
  const earlier = before && stored.get(before);
  if (earlier) {
    return {
      answer:
        earlier.body === request.body
          ? { status: 200, body: { id: earlier.id } }
          : refusal(409, 'invalid_idempotent_request', 'The same key came with another payload.'),
    };
  }
  const email = JSON.parse(request.body) as Email;
  const tags = email.tags ?? [];
  if (tags.some(({ name, value }) => !/^[\w-]{1,256}$/.test(name) || !/^[\w-]{1,256}$/.test(value)))
    return { answer: refusal(422, 'validation_error', 'Tags should only contain ASCII letters, numbers, _ and -.') };
  const id = newId(systemClock.now());
  const message: ReceivedMessage = {
    attemptId: key,
    to: typeof email.to === 'string' ? email.to : (email.to[0] ?? ''),
    subject: email.subject,
    text: email.text ?? '',
    headers: Object.fromEntries(
      Object.entries(email.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  };
  stored.set(message, { id, body: request.body });
  return { message, answer: { status: 200, body: { id } } };
}

/** As a sender of ours writes an attempt's id into a tag. */
function tagOf(attemptId: string): string {
  return attemptId.replace(/[^A-Za-z0-9-]/g, (letter) => `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
