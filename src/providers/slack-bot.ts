/**
 * Messages from a Slack app, to people (`U…`, as a direct message) and to channels (`C…`, or a name such as `#team`), and
 * what people answer, by the Events API.
 *
 * The vendor's id of a message is `<channel>:<ts>`, for example `C024BE91L:1503435956.000247`: a `ts` alone says which
 * message of one channel it is.
 *
 * Our ids go along as metadata, which the app itself can read back: so an unknown outcome is looked up in the channel's
 * history. That takes the scopes `channels:history`, `groups:history` and `im:history`, and `im:write` for people; where
 * the app may not read, and for channels by name, nothing is found and the outcome stays unknown until time decides.
 *
 * @source https://docs.slack.dev/reference/methods/chat.postMessage, conversations.open, conversations.history, auth.test
 * @source https://docs.slack.dev/messaging/message-metadata
 */
import type { ConfigField, LookupOutcome, LookupRequest, Provider, ProviderDescription } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { ConfigReading } from '../provider-kit/sender-config.ts';
import { callVendor, vendorHttpFields } from '../provider-kit/vendor-http.ts';
import { receiveSlackEvent } from './slack-events.ts';
import { slackOutcomeOf, slackOutcomes } from './slack-outcome.ts';
import {
  asObject,
  escapeSlackText,
  isSlackConversation,
  isSlackPerson,
  readObject,
  refuseLongText,
} from './slack-text.ts';

const fields = {
  botToken: {
    type: 'string',
    required: true,
    secret: true,
    description: "The app's bot token (xoxb-…), with the scope chat:write.",
  },
  signingSecret: {
    type: 'string',
    required: false,
    secret: true,
    description: "The app's signing secret. Without it no event of Slack is read.",
  },
  ...vendorHttpFields('https://slack.com/api'),
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'slack',
  channels: ['slack'],
  config: fields,
  limits: { concurrency: 10, timeoutMs: fields.timeoutMs.default },
  globalIds: true,
  webhooks: { source: 'slack', kinds: [''] },
  idempotency: 'none',
  outcomes: slackOutcomes,
};

const eventType = 'relance_follow_up';

export const slackBot: Provider = {
  describe: () => description,
  configure(raw, context) {
    const reading = new ConfigReading('slack', fields, raw);
    const { botToken = '' } = reading.given;
    reading.require(/^[\x21-\x7e]+$/.test(botToken), 'botToken must be without spaces');
    const config = reading.done();
    const authorization = { authorization: `Bearer ${config.botToken}` };

    function post(method: string, body: unknown, signal?: AbortSignal) {
      return callVendor(config, context, {
        method: 'POST',
        path: `/${method}`,
        headers: { ...authorization, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        ...(signal && { signal }),
      });
    }

    /** The channel whose history may hold the message; undefined where Slack does not say. */
    async function conversationOf(to: string, signal: AbortSignal): Promise<string | undefined> {
      if (isSlackConversation(to)) return to;
      if (!isSlackPerson(to)) return undefined;
      const result = await post('conversations.open', { users: to }, signal);
      const id = result.kind === 'response' ? asObject(readObject(result.body)?.channel)?.id : undefined;
      return typeof id === 'string' ? id : undefined;
    }

    async function find({ attemptId, to, calledAt }: LookupRequest, signal: AbortSignal): Promise<LookupOutcome> {
      const channel = await conversationOf(to, signal);
      if (channel === undefined) return { kind: 'not_found' };
      const query = new URLSearchParams({
        channel,
        oldest: secondsOf(calledAt - beforeMs),
        latest: secondsOf(calledAt + afterMs),
        inclusive: 'true',
        include_all_metadata: 'true',
        limit: '100',
      });
      const path = `/conversations.history?${query}`;
      const result = await callVendor(config, context, { method: 'GET', path, headers: authorization, signal });
      const body = result.kind === 'response' ? readObject(result.body) : undefined;
      if (body?.ok !== true || !Array.isArray(body.messages)) return { kind: 'not_found' };
      const found = body.messages.map(asObject).find((message) => attemptOf(message) === attemptId);
      return typeof found?.ts === 'string'
        ? { kind: 'accepted', providerMessageId: `${channel}:${found.ts}` }
        : { kind: 'not_found' };
    }

    return {
      async send(request) {
        const text = escapeSlackText(request.text);
        const refused = refuseLineBreaks(request) ?? refuseLongText(text);
        if (refused) return refused;
        const body = {
          channel: request.to,
          text,
          metadata: {
            event_type: eventType,
            event_payload: { attempt_id: request.attemptId, message_id: request.messageId },
          },
          unfurl_links: false,
          unfurl_media: false,
        };
        return slackOutcomeOf(await post('chat.postMessage', body, request.signal), context.clock.now());
      },

      async check() {
        const result = await post('auth.test', {});
        const body = result.kind === 'response' ? readObject(result.body) : undefined;
        if (body?.ok === true) return { ok: true, detail: `the app is ${body.user} in ${body.team}` };
        return { ok: false, detail: slackOutcomeOf(result, context.clock.now()).detail ?? 'this is not Slack' };
      },

      lookup: find,
      receive: async (request) => receiveSlackEvent(request, config.signingSecret),
    };
  },
};

/** How long before its end a call can have begun, and by how much Slack's clock may differ from ours. */
const beforeMs = 5 * 60_000;
const afterMs = 3 * 60_000;

function secondsOf(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(6);
}

function attemptOf(message: Readonly<Record<string, unknown>> | undefined): unknown {
  const metadata = asObject(message?.metadata);
  return metadata?.event_type === eventType ? asObject(metadata.event_payload)?.attempt_id : undefined;
}
