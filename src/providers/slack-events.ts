/**
 * Slack's calls to us (Events API): verifies the signature over the raw bytes, answers the question whether the URL is
 * ours, and reads what people write to the app.
 *
 * To the app: in its direct messages, in a thread below one of its messages, or naming it. An app also hears everything
 * else that is said in its channels, and somebody who talks to colleagues there has not answered a follow-up. Messages of
 * apps, edits, and notices of joins and leaves are left out.
 *
 * @source https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @source https://docs.slack.dev/apis/events-api, reference/events/message, reference/events/url_verification
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { InboundMessage, ReceiveResult, WebhookRequest } from '../provider.ts';
import { asObject, readObject, unescapeSlackText } from './slack-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How far a call's timestamp may be from ours: a recorded call that is older is worth nothing. */
const replayMs = 5 * 60_000;

export function receiveSlackEvent(request: WebhookRequest, signingSecret: string | undefined): ReceiveResult {
  const rejection = rejectionOf(request, signingSecret);
  if (rejection !== undefined) return { kind: 'rejected', detail: rejection };
  const body = readObject(Buffer.from(request.body).toString('utf8'));
  if (!body) return { kind: 'unreadable', detail: 'the body is not an event in JSON' };
  const nothing = { kind: 'read', receipts: [], inbound: [] } as const;
  if (body.type === 'url_verification') {
    if (typeof body.challenge !== 'string') return { kind: 'unreadable', detail: 'the challenge is missing' };
    return { ...nothing, answer: { contentType: 'text/plain', body: body.challenge } };
  }
  const event = asObject(body.event);
  if (body.type !== 'event_callback' || !event) return nothing;
  const message = messageOf(body, event);
  return message ? { ...nothing, inbound: [message] } : nothing;
}

/** Why the call is not Slack's, or not a fresh one; undefined when it is. */
function rejectionOf({ headers, body, receivedAt }: WebhookRequest, secret: string | undefined): string | undefined {
  if (secret === undefined) return 'the sender has no signingSecret';
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return 'the timestamp is missing';
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`,
  );
  const given = Buffer.from(headers['x-slack-signature'] ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'the signature is not right';
  if (Math.abs(receivedAt - Number(timestamp) * 1000) > replayMs) return 'the call is too old, or our clock is wrong';
  return undefined;
}

/** People's messages have no subtype, or one of these. */
const subtypes: readonly unknown[] = [undefined, 'file_share', 'thread_broadcast', 'me_message'];

function messageOf(body: Fields, event: Fields): InboundMessage | undefined {
  const { type, subtype, user, channel, ts, thread_ts: thread, text = '' } = event;
  if (type !== 'message' || !subtypes.includes(subtype) || event.bot_id !== undefined) return undefined;
  if (typeof user !== 'string' || user === 'USLACKBOT' || typeof channel !== 'string' || typeof ts !== 'string')
    return undefined;
  const at = Math.round(Number(ts) * 1000);
  if (typeof body.event_id !== 'string' || !Number.isFinite(at) || !isForUs(body, event)) return undefined;
  return {
    dedupeKey: body.event_id,
    channel: 'slack',
    from: user,
    to: channel,
    text: unescapeSlackText(String(text)),
    at,
    ...(typeof thread === 'string' && thread !== ts && { answers: [`${channel}:${thread}`] }),
  };
}

function isForUs(body: Fields, { channel, channel_type, parent_user_id, thread_ts, ts, text }: Fields): boolean {
  if (channel_type === 'im' || String(channel).startsWith('D')) return true;
  const [installation] = Array.isArray(body.authorizations) ? body.authorizations.map(asObject) : [];
  const ourUser = installation?.is_bot === true ? installation.user_id : undefined;
  if (typeof ourUser === 'string' && String(text).includes(`<@${ourUser}>`)) return true;
  if (typeof thread_ts !== 'string' || thread_ts === ts) return false;
  // A thread of which Slack does not say whose it is may be ours; the engine knows by `answers`.
  return ourUser === undefined || parent_user_id === undefined || parent_user_id === ourUser;
}
