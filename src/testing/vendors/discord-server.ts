/**
 * Plays Discord: a bot's direct messages and channels, the removal of a message whose nonce came before, a channel's
 * history, and one incoming webhook.
 *
 * @source Discord API docs: Create DM, Create Message, Get Channel Messages, Execute Webhook, Opcodes and Status Codes
 */
import { systemClock } from '../../clock.ts';
import type { ReceivedMessage } from '../counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '../vendor-server.ts';

export const discordBotToken = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';
export const discordWebhookToken = '3d89bb7572e0fb30d8128367b3b1b44fecd1726de135cbe28a41f8b2f777c372ba29';
const webhookId = '223704706495545344';
const webhookChannelId = '199737254929760256';
const botId = '198622483471925248';

/** Nobody has this id: opening a direct message is refused. */
export const discordUnknownUser = '404404404404404404';

export interface DiscordServer extends VendorServer {
  /** What a sender's `baseUrl` is. */
  readonly baseUrl: string;
  /** As Discord shows it, and the channel that it posts into. */
  readonly webhookUrl: string;
  readonly webhookChannel: string;
}

export interface DiscordServerOptions {
  readonly port?: number;
  /** In milliseconds since 1970, for ids and times. Default: the machine's clock. */
  readonly now?: () => number;
  /** Do messages that are fetched have their nonce? The real ones do not. */
  readonly historyHasNonces?: boolean;
}

interface Stored {
  readonly id: string;
  readonly channel_id: string;
  readonly content: string;
  readonly nonce?: string;
  readonly timestamp: string;
  readonly author: { readonly id: string; readonly username: string; readonly bot: true };
}

/** How long a nonce is remembered: "a few minutes" in the docs. */
const nonceMs = 5 * 60_000;

/** Starts on 127.0.0.1. */
export async function startDiscordServer(options: DiscordServerOptions = {}): Promise<DiscordServer> {
  const now = options.now ?? (() => systemClock.now());
  /** By the message that the recipient got: what was refused on the way is in no history. */
  const stored = new Map<ReceivedMessage, Stored>();
  let count = 0;

  const server: VendorServer = await startVendorServer({ accept, refusals }, options.port);
  return {
    ...server,
    baseUrl: `${server.url}${api}`,
    webhookUrl: `${server.url}/api/webhooks/${webhookId}/${discordWebhookToken}`,
    webhookChannel: `channel:${webhookChannelId}`,
  };

  function accept(request: VendorRequest): { message?: ReceivedMessage; answer: VendorAnswer } {
    const { method, headers } = request;
    const path = request.path.replace(api, '');
    if (!/^DiscordBot \(\S+, \S+\)/.test(headers['user-agent'] ?? ''))
      return { answer: refusal(403, 40333, 'Blocked') };
    const hook = /^\/webhooks\/(\d+)\/([^/]+)$/.exec(path);
    if (hook) {
      if (hook[1] !== webhookId) return { answer: refusal(404, 10015, 'Unknown Webhook') };
      if (hook[2] !== discordWebhookToken) return { answer: refusal(401, 50027, 'Invalid Webhook Token') };
      if (method === 'GET') return { answer: { status: 200, body: { id: webhookId, type: 1, name: 'team' } } };
      return create(request, webhookChannelId);
    }
    if (headers.authorization !== `Bot ${discordBotToken}`) return { answer: refusal(401, 0, '401: Unauthorized') };
    if (path === '/users/@me') return { answer: { status: 200, body: { id: botId, username: 'studio', bot: true } } };
    if (path === '/users/@me/channels') return { answer: openDirect(request) };
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1];
    if (channel === undefined) return { answer: refusal(404, 0, '404: Not Found') };
    return method === 'GET' ? { answer: historyOf(channel, request.query) } : create(request, channel);
  }

  function create(request: VendorRequest, channel: string): { message?: ReceivedMessage; answer: VendorAnswer } {
    const { content, nonce, enforce_nonce, allowed_mentions } = JSON.parse(request.body);
    const wrong = faultOf(content, nonce, allowed_mentions);
    if (wrong) return { answer: wrong };
    if (enforce_nonce === true && nonce !== undefined) {
      const earlier = messages().find((each) => each.nonce === nonce && Date.parse(each.timestamp) > now() - nonceMs);
      if (earlier) return { answer: { status: 200, body: earlier } };
    }
    const id = String((BigInt(Math.floor(now()) - epochMs) << 22n) + BigInt(count++ % 4096));
    const message: ReceivedMessage = {
      messageId: typeof nonce === 'string' ? idOfNonce(nonce) : undefined,
      to: userOf(channel) ?? `channel:${channel}`,
      text: content,
    };
    const body: Stored = {
      id,
      channel_id: channel,
      content: content.trim(),
      ...(nonce !== undefined && { nonce }),
      timestamp: new Date(now()).toISOString(),
      author: { id: botId, username: 'studio', bot: true },
    };
    stored.set(message, body);
    const isQuiet = request.path.includes('/webhooks/') && request.query.get('wait') !== 'true';
    return { message, answer: isQuiet ? { status: 204 } : { status: 200, body } };
  }

  function historyOf(channel: string, query: URLSearchParams): VendorAnswer {
    const after = BigInt(query.get('after') ?? 0);
    const found = messages()
      .filter(({ channel_id, id }) => channel_id === channel && BigInt(id) > after)
      .slice(0, Number(query.get('limit') ?? 50))
      .reverse();
    return { status: 200, body: options.historyHasNonces ? found : found.map(({ nonce: _, ...rest }) => rest) };
  }

  /** Those that arrived, the oldest first. */
  function messages(): Stored[] {
    return server.received().flatMap((message) => stored.get(message) ?? []);
  }
}

const api = '/api/v10';
const epochMs = 1_420_070_400_000;

function refusal(status: number, code: number, message: string): VendorAnswer {
  return { status, body: { message, code } };
}

const refusals = {
  transient: refusal(403, 40004, 'Send messages has been temporarily disabled'),
  sender: refusal(401, 0, '401: Unauthorized'),
  recipient: refusal(403, 50007, 'Cannot send messages to this user'),
  content: refusal(400, 50035, 'Invalid Form Body'),
  rate: {
    status: 429,
    headers: { 'retry-after': '1', 'x-ratelimit-scope': 'user' },
    body: { message: 'You are being rate limited.', retry_after: 0.35, global: false },
  },
};

function faultOf(content: unknown, nonce: unknown, mentions: unknown): VendorAnswer | undefined {
  if (typeof content !== 'string' || content.trim() === '') return refusal(400, 50006, 'Cannot send an empty message');
  const fits = Array.from(content).length <= 2000 && String(nonce ?? '').length <= 25;
  const parse = mentions === undefined ? [] : (mentions as { parse?: unknown }).parse;
  return fits && Array.isArray(parse) ? undefined : refusals.content;
}

/** The channel of a person's direct messages has their id, with a 9 before it. */
function openDirect({ body }: VendorRequest): VendorAnswer {
  const { recipient_id: user } = JSON.parse(body);
  if (typeof user !== 'string' || !/^\d+$/.test(user)) return refusals.content;
  if (user === discordUnknownUser) return refusal(404, 10013, 'Unknown User');
  return { status: 200, body: { id: `9${user}`, type: 1, recipients: [{ id: user, username: 'ada' }] } };
}

function userOf(channel: string): string | undefined {
  return channel.startsWith('9') ? channel.slice(1) : undefined;
}

/** A nonce of 22 characters is a UUID in base64url. */
function idOfNonce(nonce: string): string | undefined {
  const hex = Buffer.from(nonce, 'base64url').toString('hex');
  return nonce.length === 22 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : undefined;
}
