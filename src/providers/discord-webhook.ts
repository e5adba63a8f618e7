/**
 * Messages through an incoming webhook of Discord, which posts into one channel. For a team's own channel: every member
 * of it reads along, so a message for a person is refused.
 *
 * The address is `channel:<id>`; the webhook knows its channel by itself, and Discord is not told which was meant. No id
 * of ours can go along and nothing can be looked up, so an unknown outcome stays unknown until time decides.
 *
 * @source https://discord.com/developers/docs/resources/webhook (Execute Webhook, Get Webhook with Token)
 */
import type { ConfigField, Provider, ProviderDescription } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { type ConfigProblems, ConfigReading } from '../provider-kit/sender-config.ts';
import { callVendor, vendorHttpFields } from '../provider-kit/vendor-http.ts';
import {
  discordApi,
  discordMessage,
  discordUserAgent,
  readDiscordAddress,
  refuseAddress,
  refuseLongContent,
} from './discord-call.ts';
import { discordOutcomeOf, discordWebhookOutcomes } from './discord-outcome.ts';

const fields = {
  url: {
    type: 'url',
    required: true,
    secret: true,
    description:
      "The webhook's URL, as Discord shows it (https://discord.com/api/webhooks/…); with ?thread_id=… for a thread. Its id, token and thread are read; where the call goes says baseUrl.",
  },
  ...vendorHttpFields(discordApi),
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'discord-webhook',
  channels: ['discord'],
  config: fields,
  limits: { perMinute: 30, concurrency: 5, timeoutMs: fields.timeoutMs.default },
  idempotency: 'none',
  outcomes: discordWebhookOutcomes,
};

export const discordWebhook: Provider = {
  describe: () => description,
  configure(raw, context) {
    const reading = new ConfigReading('discord-webhook', fields, raw);
    const { token, path, threadId } = readWebhookUrl(reading, reading.given.url);
    const config = reading.done();
    const headers = { 'user-agent': discordUserAgent };
    return {
      async send(request) {
        const refused = refuseLineBreaks(request) ?? refuseLongContent(request.text);
        if (refused) return refused;
        const address = readDiscordAddress(request.to);
        if (!address) return refuseAddress(request.to, 'channel: and the id of a channel');
        if (address.kind === 'user') {
          const detail = 'a webhook posts into a channel; this message is for a person';
          return { kind: 'refused', class: 'content', code: 'not_a_channel', detail };
        }
        const result = await callVendor(config, context, {
          method: 'POST',
          path: `${path}?wait=true${threadId === null ? '' : `&thread_id=${threadId}`}`,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(discordMessage(request.text)),
          signal: request.signal,
        });
        return discordOutcomeOf(result, 'webhook', context.clock.now(), token);
      },

      async check() {
        const result = await callVendor(config, context, { method: 'GET', path, headers });
        const outcome = discordOutcomeOf(result, 'webhook', context.clock.now(), token);
        if (outcome.kind === 'accepted') return { ok: true, detail: 'the webhook exists' };
        return { ok: false, detail: outcome.detail };
      },
    };
  },
};

function readWebhookUrl(
  problems: ConfigProblems,
  url: string | undefined,
): { token: string; path: string; threadId: string | null } {
  const { pathname, searchParams } = new URL(url ?? 'https://discord.com');
  const [found, id = '', token = ''] = /\/webhooks\/(\d{1,20})\/([\w.-]+)\/?$/.exec(pathname) ?? [];
  problems.require(found, 'url must end with /webhooks/, an id and a token');
  const threadId = searchParams.get('thread_id');
  problems.require(threadId === null || /^\d{1,20}$/.test(threadId), 'url: thread_id must be an id of digits');
  return { token, path: `/webhooks/${id}/${token}`, threadId };
}
