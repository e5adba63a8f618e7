/**
 * Text messages and WhatsApp through Twilio's Programmable Messaging.
 *
 * Twilio takes no key to remove duplicates by. So a call is made once; our id of the attempt stands in the address that
 * receipts go to, and what became of a call without an answer is looked up by what was in it (`twilio-lookup.ts`).
 *
 * WhatsApp takes free text within 24 hours of their last message only; outside them the template of the message is sent.
 */
import type { ConfigField, Provider, ProviderContext, ProviderDescription } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { priceOf, pricesField, readPrices } from '../provider-kit/price-table.ts';
import { ConfigReading } from '../provider-kit/sender-config.ts';
import { countSegments } from '../provider-kit/sms-segments.ts';
import { vendorHttpFields } from '../provider-kit/vendor-http.ts';
import { callTwilio, readObject, type TwilioApiConfig } from './twilio-api.ts';
import { lookUpMessage } from './twilio-lookup.ts';
import { codeOf, detailOf, outcomeOfAnswer, twilioOutcomes } from './twilio-outcome.ts';
import { formOf } from './twilio-request.ts';
import { receiveCall } from './twilio-webhook.ts';

const fields = {
  accountSid: { type: 'string', required: true, description: 'Account SID: AC and 32 digits.' },
  authToken: {
    type: 'string',
    required: true,
    secret: true,
    description: 'Auth token of the account. Twilio signs its calls to us with it, also where an API key is used.',
  },
  apiKeySid: {
    type: 'string',
    required: false,
    secret: true,
    description: 'SID of an API key (SK…) to call with instead of the auth token.',
  },
  apiKeySecret: { type: 'string', required: false, secret: true, description: 'Secret of the API key.' },
  from: {
    type: 'string',
    required: false,
    description: 'What text messages come from: a number like +15550100, a short code, or an alphanumeric sender id.',
  },
  messagingServiceSid: {
    type: 'string',
    required: false,
    description: 'A messaging service (MG…) that chooses the number, instead of from.',
  },
  whatsappFrom: {
    type: 'string',
    required: false,
    description: 'The number that WhatsApp messages come from. Without it the messaging service chooses.',
  },
  statusCallback: {
    type: 'boolean',
    required: false,
    default: true,
    description: 'Asks Twilio to report on every message, where this installation has a public address.',
  },
  prices: pricesField,
  ...vendorHttpFields('https://api.twilio.com'),
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'twilio',
  channels: ['sms', 'whatsapp'],
  config: fields,
  // Twilio queues what comes faster than a number may send. How many calls at one time an account may make is not published.
  limits: { concurrency: 20, timeoutMs: fields.timeoutMs.default },
  globalIds: true,
  webhooks: { source: 'twilio', kinds: ['status', 'inbound'], receipts: 'status' },
  idempotency: 'none',
  outcomes: twilioOutcomes,
};

export const twilioMessaging: Provider = {
  describe: () => description,
  configure(raw, context) {
    const { config, prices } = readConfig(raw);
    const costOf = ({ channel, to, text }: { channel: string; to: string; text: string }) =>
      priceOf(prices, to, channel === 'sms' ? countSegments(text).segments : 1);
    return {
      async send(request) {
        const now = context.clock.now();
        const form = refuseLineBreaks(request) ?? formOf(request, config, now);
        if (!(form instanceof URLSearchParams)) return form;
        const { signal } = request;
        const result = await callTwilio(config, context, { method: 'POST', path: '/Messages.json', form, signal });
        return outcomeOfAnswer(result, context.clock.now(), costOf(request));
      },
      check: () => checkAccount(config, context),
      lookup: (request, signal) => lookUpMessage(request, config, context, signal, costOf(request)),
      receive: async (request) => receiveCall(request, config.authToken),
    };
  },
};

function readConfig(raw: Readonly<Record<string, unknown>>) {
  const reading = new ConfigReading('twilio', fields, raw);
  const { accountSid, apiKeySid, apiKeySecret, from, messagingServiceSid, whatsappFrom, prices } = reading.given;
  const isGood = (value: string | undefined, test: (text: string) => boolean) => value === undefined || test(value);
  const check = (condition: unknown, problem: string) => reading.require(condition, problem);
  check(isGood(accountSid, isSid('AC')), 'accountSid must be AC and 32 hexadecimal digits');
  check(isGood(apiKeySid, isSid('SK')), 'apiKeySid must be SK and 32 hexadecimal digits');
  check(apiKeySid === undefined || apiKeySecret !== undefined, 'apiKeySecret is missing beside apiKeySid');
  check(apiKeySecret === undefined || apiKeySid !== undefined, 'apiKeySid is missing beside apiKeySecret');
  check(isGood(messagingServiceSid, isSid('MG')), 'messagingServiceSid must be MG and 32 hexadecimal digits');
  check(isGood(from, isSenderId), 'from must be a number like +15550100, a short code or a sender id');
  check(from === undefined || messagingServiceSid === undefined, 'from: either it or messagingServiceSid, not both');
  check(
    raw.from || raw.messagingServiceSid || raw.whatsappFrom,
    'from, messagingServiceSid or whatsappFrom is needed: one of them',
  );
  const whatsappNumber = whatsappFrom?.replace(/^whatsapp:/, '');
  check(isGood(whatsappNumber, isNumber), 'whatsappFrom must be a number like +15550100');
  const table = readPrices(reading, prices);
  return { config: { ...reading.done(), whatsappFrom: whatsappNumber }, prices: table };
}

const isSid = (kind: string) => (value: string) => new RegExp(`^${kind}[0-9a-fA-F]{32}$`).test(value);
const isNumber = (value: string) => /^\+[1-9]\d{1,14}$/.test(value);

/** @source https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id (11 characters, one of them a letter), 2026-11 */
function isSenderId(value: string): boolean {
  return (
    isNumber(value) || /^\d{3,8}$/.test(value) || (/^[A-Za-z0-9 +_&-]{1,11}$/.test(value) && /[A-Za-z]/.test(value))
  );
}

/**
 * The account by its auth token, which the signatures hang on. An API key may not read the account (a standard key has no
 * access to it), so that one is tried on the list of messages.
 */
async function checkAccount(
  config: TwilioApiConfig,
  context: ProviderContext,
): Promise<{ readonly ok: boolean; readonly detail: string }> {
  const account = await ask('.json', true);
  if (!account.ok) return account;
  if (account.answer.status !== 'active')
    return { ok: false, detail: `the account is ${String(account.answer.status)}` };
  if (config.apiKeySid !== undefined) {
    const messages = await ask('/Messages.json?PageSize=1', false);
    if (!messages.ok) return { ok: false, detail: `the API key: ${messages.detail}` };
  }
  return { ok: true, detail: 'the account is active' };

  async function ask(path: string, asAccount: boolean) {
    const result = await callTwilio(config, context, { method: 'GET', path, asAccount });
    if (result.kind !== 'response') return { ok: false, detail: result.detail } as const;
    const answer = readObject(result.body);
    if (result.status === 200 && answer !== undefined) return { ok: true, detail: '', answer } as const;
    const code = codeOf(answer?.code) ?? String(result.status);
    return { ok: false, detail: detailOf(code, undefined) ?? `Twilio answered ${result.status}` } as const;
  }
}
