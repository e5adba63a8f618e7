/**
 * Messages from a Telegram bot, to people and groups (the chat's id) and to public channels (`@name`), and what people
 * answer. A person has to write to the bot first; before that Telegram refuses (403).
 *
 * The vendor's id of a message is `<chat>:<message_id>`: the number alone says which message of one chat it is.
 *
 * No id of ours can go along and a bot can't read what it sent, so an unknown outcome stays unknown until time decides.
 *
 * For replies, tell Telegram once where they go: `setWebhook` with the URL `/webhooks/telegram`, the `webhookSecret` as its
 * `secret_token` and `allowed_updates: ["message", "my_chat_member"]`. Every bot needs a secret of its own: it says whose
 * update it is.
 *
 * @source https://core.telegram.org/bots/api#making-requests, #sendmessage, #getme
 */
import type { ConfigField, Provider, ProviderDescription, SendOutcome } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { ConfigReading } from '../provider-kit/sender-config.ts';
import { callVendor, vendorHttpFields } from '../provider-kit/vendor-http.ts';
import { telegramOutcomeOf, telegramOutcomes } from './telegram-outcome.ts';
import { receiveTelegramUpdate } from './telegram-updates.ts';

const fields = {
  botToken: {
    type: 'string',
    required: true,
    secret: true,
    description: "The bot's token (123456:ABC…), from BotFather.",
  },
  webhookSecret: {
    type: 'string',
    required: false,
    secret: true,
    description:
      'The secret_token that was given to setWebhook: 1 to 256 letters, digits, _ and -. Without it no update is read.',
  },
  ...vendorHttpFields('https://api.telegram.org'),
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'telegram',
  channels: ['telegram'],
  config: fields,
  limits: { perMinute: 1800, concurrency: 20, timeoutMs: fields.timeoutMs.default },
  globalIds: true,
  webhooks: { source: 'telegram', kinds: [''] },
  idempotency: 'none',
  outcomes: telegramOutcomes,
};

/** In Unicode characters. */
const textMax = 4096;

export const telegramBot: Provider = {
  describe: () => description,
  configure(raw, context) {
    const reading = new ConfigReading('telegram', fields, raw);
    const { botToken = '', webhookSecret: secret } = reading.given;
    // It is a part of every URL, so it must not be able to be another part as well.
    reading.require(/^\d{1,20}:[\w-]+$/.test(botToken), 'botToken must be a number, a colon and letters');
    const wellFormed = secret === undefined || /^[\w-]{1,256}$/.test(secret);
    reading.require(wellFormed, 'webhookSecret must be 1 to 256 letters, digits, _ and -');
    const config = reading.done();
    const botId = botToken.slice(0, botToken.indexOf(':'));

    return {
      async send(request) {
        const refused = refuseLineBreaks(request) ?? refuseLongText(request.text);
        if (refused) return refused;
        const chat = readChat(request.to);
        if (chat === undefined) {
          const detail = `${request.to} is neither the id of a chat nor the @name of a channel`;
          return { kind: 'refused', class: 'recipient', code: 'invalid_address', detail };
        }
        const result = await callVendor(config, context, {
          method: 'POST',
          path: `/bot${botToken}/sendMessage`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            chat_id: chat,
            text: request.text,
            link_preview_options: { is_disabled: true },
          }),
          signal: request.signal,
        });
        return telegramOutcomeOf(result, botToken, context.clock.now());
      },

      async check() {
        const result = await callVendor(config, context, { method: 'GET', path: `/bot${botToken}/getMe` });
        const name = result.kind === 'response' && result.status === 200 ? nameOf(result.body) : undefined;
        if (name !== undefined) return { ok: true, detail: `the bot is @${name}` };
        const outcome = telegramOutcomeOf(result, botToken, context.clock.now());
        return { ok: false, detail: outcome.detail ?? 'this is not Telegram' };
      },

      receive: async (request) => receiveTelegramUpdate(request, { secret, botId }),
    };
  },
};

function refuseLongText(text: string): Extract<SendOutcome, { kind: 'refused' }> | undefined {
  const { length } = Array.from(text);
  if (length <= textMax) return undefined;
  const detail = `the text has ${length} characters; Telegram takes ${textMax}`;
  return { kind: 'refused', class: 'content', code: 'text_too_long', detail };
}

/** Ids are whole numbers, of groups below zero, and have at most 52 bits. */
function readChat(to: string): number | string | undefined {
  if (/^@[A-Za-z]\w{3,31}$/.test(to)) return to;
  const id = /^-?[1-9]\d{0,15}$/.test(to) ? Number(to) : Number.NaN;
  return Number.isSafeInteger(id) ? id : undefined;
}

function nameOf(body: string): string | undefined {
  try {
    const { username } = JSON.parse(body).result;
    return typeof username === 'string' ? username : undefined;
  } catch {
    return undefined;
  }
}
