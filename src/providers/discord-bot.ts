/**
 * Messages from a Discord bot, to people (`123…`, a user's id) and to channels (`channel:123…`).
 *
 * A person is written to in the channel of their direct messages. Discord names it when it is asked, the same every time,
 * so it is asked once per person and process.
 *
 * Discord removes a second message with the same nonce, but only within a few minutes, and does not say how many. A
 * message whose outcome is unknown may be sent again much later, so this protects from little and is not declared
 * (`idempotency: 'none'`). What became of such a message is looked up instead. Discord does not keep nonces, so what is
 * found is recognised by its text, and only among direct messages: of a channel's many readers several may be sent the
 * same words.
 *
 * @source https://discord.com/developers/docs/resources/message (Create Message, Get Channel Messages), resources/user (Create DM)
 * @source https://github.com/Rapptz/discord.py/issues/2451 (messages that are fetched have no nonce)
 */
import type { ConfigField, LookupOutcome, LookupRequest, Provider, ProviderDescription } from '../provider.ts';
import { startDeadline } from '../provider-kit/deadline.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { ConfigReading } from '../provider-kit/sender-config.ts';
import { callVendor, type VendorCall, vendorHttpFields } from '../provider-kit/vendor-http.ts';
import {
  type DiscordAddress,
  discordApi,
  discordMessage,
  discordUserAgent,
  fieldOf,
  instantOfSnowflake,
  nonceOf,
  readDiscordAddress,
  readJson,
  refuseAddress,
  refuseLongContent,
  snowflakeAt,
} from './discord-call.ts';
import { discordBotOutcomes, discordOutcomeOf, refusalToOpen } from './discord-outcome.ts';

const fields = {
  botToken: {
    type: 'string',
    required: true,
    secret: true,
    description: "The bot's token, from the page Bot of the application.",
  },
  ...vendorHttpFields(discordApi),
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'discord',
  channels: ['discord'],
  config: fields,
  limits: { perMinute: 3000, concurrency: 20, timeoutMs: fields.timeoutMs.default },
  idempotency: 'none',
  outcomes: discordBotOutcomes,
};

/** How many people's channels a process remembers; the longest known is forgotten first. */
const channelsMax = 10_000;

export const discordBot: Provider = {
  describe: () => description,
  configure(raw, context) {
    const reading = new ConfigReading('discord', fields, raw);
    const { botToken = '' } = reading.given;
    reading.require(/^[\x21-\x7e]+$/.test(botToken), 'botToken must be without spaces');
    const config = reading.done();
    const directChannels = new Map<string, string>();

    function call(method: 'GET' | 'POST', path: string, signal?: AbortSignal, body?: unknown) {
      const what: VendorCall = {
        method,
        path,
        headers: {
          authorization: `Bot ${config.botToken}`,
          'user-agent': discordUserAgent,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      };
      return callVendor(config, context, what);
    }

    /** The channel to write to, or why there is none. */
    async function channelOf({ kind, id }: DiscordAddress, signal: AbortSignal) {
      if (kind === 'channel') return { id };
      const known = directChannels.get(id);
      if (known !== undefined) return { id: known };
      const result = await call('POST', '/users/@me/channels', signal, { recipient_id: id });
      const opened = result.kind === 'response' && result.status === 200 ? fieldOf(readJson(result.body), 'id') : null;
      if (typeof opened !== 'string' || !/^\d{1,20}$/.test(opened))
        return { refusal: refusalToOpen(result, context.clock.now()) };
      remember(directChannels, id, opened);
      return { id: opened };
    }

    async function find(request: LookupRequest, signal: AbortSignal): Promise<LookupOutcome> {
      const address = readDiscordAddress(request.to);
      const channel = address && (await channelOf(address, signal));
      if (channel?.id === undefined) return { kind: 'not_found' };
      const since = snowflakeAt(request.calledAt - longestCallMs);
      const result = await call('GET', `/channels/${channel.id}/messages?limit=100&after=${since}`, signal);
      if (result.kind !== 'response' || result.status !== 200) return { kind: 'not_found' };
      const messages = readJson(result.body);
      const found = Array.isArray(messages) ? messages.find((each) => isOurs(each, request, address)) : undefined;
      const id = fieldOf(found, 'id');
      return typeof id === 'string' ? { kind: 'accepted', providerMessageId: id } : { kind: 'not_found' };
    }

    return {
      async send(request) {
        const refused = refuseLineBreaks(request) ?? refuseLongContent(request.text);
        if (refused) return refused;
        const address = readDiscordAddress(request.to);
        if (!address) return refuseAddress(request.to, 'the id of a user, nor channel: and the id of a channel');
        // One time limit for both calls.
        const deadline = startDeadline(config.timeoutMs, request.signal);
        try {
          const channel = await channelOf(address, deadline.signal);
          if (channel.refusal) return channel.refusal;
          const body = { ...discordMessage(request.text), nonce: nonceOf(request.messageId), enforce_nonce: true };
          const result = await call('POST', `/channels/${channel.id}/messages`, deadline.signal, body);
          const outcome = discordOutcomeOf(result, address.kind, context.clock.now());
          if (outcome.kind !== 'refused' || outcome.code !== '10003' || address.kind === 'channel') return outcome;
          // The person is not gone, their channel is: the next attempt asks which it is now.
          directChannels.delete(address.id);
          return { ...outcome, class: 'transient' };
        } finally {
          deadline.stop();
        }
      },

      async check() {
        const result = await call('GET', '/users/@me');
        const name = result.kind === 'response' && result.status === 200 && fieldOf(readJson(result.body), 'username');
        if (typeof name === 'string') return { ok: true, detail: `the bot is ${name}` };
        const outcome = discordOutcomeOf(result, 'user', context.clock.now());
        return { ok: false, detail: outcome.detail ?? 'this is not an answer of Discord' };
      },

      lookup: find,
    };
  },
};

/** How long before its end a call can have begun, and by how much Discord's clock may be ahead of ours. */
const longestCallMs = 150_000;
const clocksDifferMs = 30_000;

/** Is this message of a channel's history the one that is looked for, for certain? */
function isOurs(found: unknown, { messageId, text, calledAt }: LookupRequest, address: DiscordAddress | undefined) {
  const [id, nonce, content] = ['id', 'nonce', 'content'].map((name) => fieldOf(found, name));
  if (typeof id !== 'string' || !/^\d{1,20}$/.test(id)) return false;
  if (nonce !== undefined && nonce !== null) return nonce === nonceOf(messageId);
  // Two take part in direct messages, so who is not the person is this bot.
  if (address?.kind !== 'user' || fieldOf(fieldOf(found, 'author'), 'id') === address.id) return false;
  const madeAt = instantOfSnowflake(id);
  const inTime = madeAt >= calledAt - longestCallMs && madeAt <= calledAt + clocksDifferMs;
  return inTime && typeof content === 'string' && content.trim() === text.trim();
}

function remember(channels: Map<string, string>, user: string, channel: string): void {
  channels.set(user, channel);
  const [oldest] = channels.keys();
  if (channels.size > channelsMax && oldest !== undefined) channels.delete(oldest);
}
