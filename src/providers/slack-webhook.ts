/**
 * Messages through an incoming webhook of Slack, which posts into the one channel that it was made for. For a team's own
 * channel: every member of it reads along, so a message for a person is refused.
 *
 * The address is the channel's id or name; the webhook knows its channel by itself, and Slack is not told which was meant.
 * No id of ours can go along, none comes back, and nothing can be looked up, so an unknown outcome stays unknown until
 * time decides.
 *
 * @source https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
import type { ConfigField, Provider, ProviderDescription } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { readSenderConfig } from '../provider-kit/sender-config.ts';
import { callVendor, connectionFields } from '../provider-kit/vendor-http.ts';
import { escapeSlackText, isSlackPerson, refuseLongText } from './slack-text.ts';
import { slackWebhookOutcomeOf, slackWebhookOutcomes } from './slack-webhook-outcome.ts';

const fields = {
  url: {
    type: 'url',
    required: true,
    secret: true,
    description: "The webhook's URL (https://hooks.slack.com/services/…).",
  },
  ...connectionFields,
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'slack-webhook',
  channels: ['slack'],
  config: fields,
  limits: { perMinute: 60, concurrency: 2, timeoutMs: fields.timeoutMs.default },
  idempotency: 'none',
  outcomes: slackWebhookOutcomes,
};

export const slackWebhook: Provider = {
  describe: () => description,
  configure(raw, context) {
    const config = readSenderConfig('slack-webhook', fields, raw);
    const { origin, pathname, search } = new URL(config.url);
    return {
      async send(request) {
        const text = escapeSlackText(request.text);
        const refused = refuseLineBreaks(request) ?? refuseLongText(text);
        if (refused) return refused;
        if (isSlackPerson(request.to) || request.to.startsWith('D')) {
          const detail = 'a webhook posts into a channel; this message is for a person';
          return { kind: 'refused', class: 'content', code: 'not_a_channel', detail };
        }
        const result = await callVendor({ ...config, baseUrl: origin }, context, {
          method: 'POST',
          path: pathname + search,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify({ text, unfurl_links: false, unfurl_media: false }),
          signal: request.signal,
        });
        return slackWebhookOutcomeOf(result, context.clock.now());
      },
    };
  },
};
