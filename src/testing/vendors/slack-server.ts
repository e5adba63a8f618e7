/**
 * Plays Slack: posting, opening direct messages, a channel's history with metadata, an incoming webhook (a server of its
 * own: its answers are of another kind), and signed calls of the Events API.
 *
 * @source Slack docs: chat.postMessage, conversations.open, conversations.history, auth.test, Sending messages using
 *   incoming webhooks, Verifying requests from Slack
 */
import { createHmac } from 'node:crypto';
import { systemClock } from '../../clock.ts';
import type { ReceivedMessage } from '../counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '../vendor-server.ts';

export const slackBotToken = 'xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcBrzbqgy';
export const slackSigningSecret = '8f742231b10e8888abcd99yyyzzz85a5';
const hookPath = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX';

export interface SlackServer extends VendorServer {
  /** What a sender's `baseUrl` is. */
  readonly baseUrl: string;
  /** From now on nothing can be posted into this channel. */
  archive(channel: string): void;
}

export interface SlackServerOptions {
  readonly port?: number;
  /** In milliseconds since 1970, for the `ts` of messages. Default: the machine's clock. */
  readonly now?: () => number;
}

export interface SlackWebhookServer extends VendorServer {
  readonly webhookUrl: string;
}

/** A call of the Events API, as it arrives. */
export interface SlackCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface Metadata {
  readonly event_type: string;
  readonly event_payload: { readonly attempt_id?: string; readonly message_id?: string };
}

interface Stored {
  readonly channel: string;
  readonly type: 'message';
  readonly ts: string;
  readonly text: string;
  readonly user: string;
  readonly bot_id: string;
  readonly metadata?: Metadata;
}

/** Starts on 127.0.0.1. */
export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const now = options.now ?? (() => systemClock.now());
  /** By the message that the recipient got: what was refused on the way is in no history. */
  const stored = new Map<ReceivedMessage, Stored>();
  const archived = new Set<string>();
  let count = 0;

  const server: VendorServer = await startVendorServer({ accept, refusals }, options.port);
  return { ...server, baseUrl: `${server.url}/api`, archive: (channel) => archived.add(channel) };

  function accept(request: VendorRequest): { message?: ReceivedMessage; answer: VendorAnswer } {
    if (request.headers.authorization === undefined) return { answer: failure('not_authed') };
    if (request.headers.authorization !== `Bearer ${slackBotToken}`) return { answer: failure('invalid_auth') };
    switch (request.path) {
      case '/api/chat.postMessage':
        return post(JSON.parse(request.body));
      case '/api/conversations.open': {
        const { users } = JSON.parse(request.body);
        return {
          answer: /^[UW]/.test(users) ? success({ channel: { id: directOf(users) } }) : failure('user_not_found'),
        };
      }
      case '/api/conversations.history':
        return { answer: historyOf(request.query) };
      case '/api/auth.test':
        return { answer: success({ team: 'Studio', user: 'studio', user_id: 'UBOT', bot_id: 'BBOT' }) };
      default:
        return { answer: failure('unknown_method') };
    }
  }

  function post(body: Record<string, unknown>): { message?: ReceivedMessage; answer: VendorAnswer } {
    const { channel: to, text, metadata } = body as { channel?: string; text?: string; metadata?: Metadata };
    if (to === undefined || to === '') return { answer: failure('channel_not_found') };
    if (text === undefined || text === '') return { answer: failure('no_text') };
    if (text.length > 40_000) return { answer: failure('msg_too_long') };
    const channel = /^[UW]/.test(to) ? directOf(to) : to;
    if (archived.has(channel)) return { answer: failure('is_archived') };
    const ts = `${Math.floor(now() / 1000)}.${String(++count).padStart(6, '0')}`;
    const message: ReceivedMessage = {
      attemptId: metadata?.event_payload.attempt_id,
      messageId: metadata?.event_payload.message_id,
      to,
      text: plainTextOf(text),
    };
    const entry: Stored = {
      channel,
      type: 'message',
      ts,
      text,
      user: 'UBOT',
      bot_id: 'BBOT',
      ...(metadata && { metadata }),
    };
    stored.set(message, entry);
    return { message, answer: success({ channel, ts, message: entry }) };
  }

  function historyOf(query: URLSearchParams): VendorAnswer {
    const [oldest, latest] = [Number(query.get('oldest') ?? 0), Number(query.get('latest') ?? Number.MAX_VALUE)];
    const messages = server
      .received()
      .flatMap((message) => stored.get(message) ?? [])
      .filter(({ channel, ts }) => channel === query.get('channel') && Number(ts) >= oldest && Number(ts) <= latest)
      .map(({ metadata, ...rest }) => (query.get('include_all_metadata') === 'true' ? { ...rest, metadata } : rest))
      .slice(-Number(query.get('limit') ?? 100))
      .reverse();
    return success({ messages, has_more: false });
  }
}

/** One incoming webhook. Starts on 127.0.0.1. */
export async function startSlackWebhookServer(port = 0): Promise<SlackWebhookServer> {
  const server = await startVendorServer(
    {
      accept({ method, path, body }) {
        if (method !== 'POST') return { answer: { status: 405, body: 'method_not_allowed' } };
        if (path !== hookPath) return { answer: { status: 404, body: 'no_service' } };
        const { text } = JSON.parse(body) as { text?: unknown };
        if (typeof text !== 'string' || text === '') return { answer: { status: 400, body: 'no_text' } };
        return { message: { to: slackWebhookChannel, text: plainTextOf(text) }, answer: { status: 200, body: 'ok' } };
      },
      refusals: {
        sender: { status: 403, body: 'action_prohibited' },
        content: { status: 400, body: 'invalid_payload' },
        rate: { status: 429, headers: { 'retry-after': '30' }, body: 'rate_limited' },
      },
    },
    port,
  );
  return { ...server, webhookUrl: server.url + hookPath };
}

/** The channel that the webhook posts into. */
export const slackWebhookChannel = '#team';

/** A signed call of the Events API. `signedAt` in milliseconds since 1970; a text goes as it is. */
export function slackCall(body: unknown, signedAt: number, signingSecret = slackSigningSecret): SlackCall {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const timestamp = String(Math.floor(signedAt / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(bytes).digest('hex');
  return {
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
    body: bytes,
  };
}

/** The event of somebody's message; by default from Ada, in her direct messages with the app. */
export function slackMessageEvent(eventId: string, event: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    type: 'event_callback',
    team_id: 'T00000000',
    api_app_id: 'A00000000',
    event_id: eventId,
    event_time: 1_355_517_523,
    authorizations: [{ team_id: 'T00000000', user_id: 'UBOT', is_bot: true }],
    event: {
      type: 'message',
      user: 'U0000ADA1',
      channel: directOf('U0000ADA1'),
      channel_type: 'im',
      text: 'Thank you!',
      ts: '1355517523.000005',
      ...event,
    },
  };
}

/** The conversation of a person with the app has their id, with a D before it. */
function directOf(user: string): string {
  return `D${user.slice(1)}`;
}

function success(fields: Readonly<Record<string, unknown>>): VendorAnswer {
  return { status: 200, body: { ok: true, ...fields } };
}

function failure(error: string): VendorAnswer {
  return { status: 200, body: { ok: false, error } };
}

const refusals = {
  transient: failure('team_added_to_org'),
  sender: failure('account_inactive'),
  recipient: failure('channel_not_found'),
  content: failure('msg_too_long'),
  rate: { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } },
};

function plainTextOf(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
