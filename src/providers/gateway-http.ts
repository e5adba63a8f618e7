/**
 * Text messages by any gateway with an HTTP interface, described wholly by configuration: what is called with what, what
 * its answers mean, what it calls us with. `docs/guides/http-gateway.md` has complete examples.
 *
 * Placeholders in `headers`, `query` and `body`:
 * - `{{to}}` in the form that `toFormat` says, `{{text}}`, `{{subject}}`, `{{channel}}`, `{{from}}` (of the configuration)
 * - `{{attemptId}}`, another one for each call, and `{{messageId}}`, the same in all calls about one message
 * - `{{receiptUrl}}`, where this installation has a public address
 * - `{{validUntil}}` in ISO 8601 and `{{validForSeconds}}` from now, where the message must not be delivered late
 * - `{{values.…}}` and `{{secrets.…}}`, of the configuration; these two also in `url`
 * - `{{incomingSecret}}`, for gateways that are told with each message how to prove their reports
 *
 * A value goes into one leaf, which is then encoded: nothing that a text holds can change the request around it. A leaf with a
 * placeholder that has no value this time (`receiptUrl`, `validUntil`) is left out.
 */
import { httpCall } from '../http-call.ts';
import type {
  ConfigField,
  Provider,
  ProviderContext,
  ProviderDescription,
  SendOutcome,
  SendRequest,
} from '../provider.ts';
import { textOf } from '../provider-kit/config-members.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { priceOf, pricesField, readPrices } from '../provider-kit/price-table.ts';
import { type ConfigOf, ConfigReading, type GivenOf } from '../provider-kit/sender-config.ts';
import { countSegments } from '../provider-kit/sms-segments.ts';
import { statusOutcomes } from '../provider-kit/status-class.ts';
import { connectionFields, connectionOf, outcomeWithoutAnswer } from '../provider-kit/vendor-http.ts';
import { type AnswerReading, gatewayOutcomeOf, readAnswers } from './gateway-answer.ts';
import { escapeXml } from './gateway-body.ts';
import { readIncoming, receiveFromGateway } from './gateway-incoming.ts';
import { isCountry } from './gateway-number.ts';
import { presetOf } from './gateway-presets.ts';
import { compileRequest, type RequestParts } from './gateway-request.ts';

const fields = {
  preset: {
    type: 'string',
    required: false,
    description: 'A gateway whose fields are filled in: txt180. What is given beside it replaces them.',
  },
  method: { type: 'string', required: false, description: 'POST (default), PUT, PATCH or GET.' },
  url: {
    type: 'url',
    required: false,
    description: 'What is called. May hold {{values.…}} and {{secrets.…}} in its path. Required without a preset.',
  },
  headers: {
    type: 'object',
    required: false,
    secret: true,
    description: 'Headers, for example { "authorization": "Bearer …" }. May hold placeholders, but not the text.',
  },
  query: { type: 'object', required: false, description: 'Parameters of the address: texts with placeholders.' },
  bodyType: {
    type: 'string',
    required: false,
    description:
      'json (default), form, xml (one root element), or text: the body is the text of the message and nothing else.',
  },
  body: {
    type: 'object',
    required: false,
    description:
      'The body as a structure of texts with placeholders, for example { "to": "{{to}}", "message": "{{text}}" }.',
  },
  from: { type: 'string', required: false, description: 'What {{from}} is: our number or name.' },
  toFormat: {
    type: 'string',
    required: false,
    description:
      'What {{to}} is of a phone number: e164 (+33612345678, default), digits (33612345678) or national (0612345678).',
  },
  values: { type: 'object', required: false, description: 'What {{values.…}} are: account numbers and the like.' },
  secrets: {
    type: 'object',
    required: false,
    secret: true,
    description: 'What {{secrets.…}} are: keys and passwords.',
  },
  answers: {
    type: 'object',
    required: false,
    description:
      'What answers mean: success (default: any 2xx), messageId, refusals, code, detail. For example { "success": { "path": "status", "equals": "queued" }, "messageId": { "path": "id" } }.',
  },
  prices: pricesField,
  incoming: {
    type: 'object',
    required: false,
    description:
      'How the gateway calls us: secretHeader, secretQuery or hmac; inbound and receipt say where things stand.',
  },
  incomingSecret: {
    type: 'string',
    required: false,
    secret: true,
    description: 'The secret that proves its calls to us. Required with incoming.',
  },
  country: {
    type: 'string',
    required: false,
    description: 'Country (ISO 3166, two letters) of the numbers that it reports without a country code.',
  },
  ...connectionFields,
} as const satisfies Record<string, ConfigField>;

const documented = 'the documentation of the gateway, as it is configured in answers';

const description: ProviderDescription = {
  type: 'http-gateway',
  channels: ['sms', 'whatsapp'],
  config: fields,
  limits: { concurrency: 10, timeoutMs: fields.timeoutMs.default },
  webhooks: { source: 'gateway', kinds: ['', 'status', 'inbound'], receipts: 'status' },
  idempotency: 'none',
  outcomes: [
    {
      when: 'answers.success holds (default: any 2xx), and answers.messageId is there if it is configured',
      outcome: 'accepted',
      source: documented,
    },
    {
      when: 'One of answers.refusals holds: of the class that it names. A 408 or 5xx only where the refusal names this status',
      outcome: 'refused',
      class: 'recipient',
      source: documented,
    },
    { when: 'The recipient is no number in E.164', outcome: 'refused', class: 'recipient', source: 'ITU-T E.164' },
    {
      when: 'The text holds characters that XML cannot carry',
      outcome: 'refused',
      class: 'content',
      source: 'XML 1.0 section 2.2',
    },
    {
      when: 'A 2xx that is no success by answers.success, or holds no id where one is configured',
      outcome: 'unknown',
      source: documented,
    },
    {
      when: 'The answer fits what is configured of success and a refusal as well',
      outcome: 'unknown',
      source: documented,
    },
    ...statusOutcomes,
  ],
};

export const httpGateway: Provider = {
  describe: () => description,
  configure(raw, context) {
    const reading = new ConfigReading('http-gateway', fields, raw);
    const { given } = reading;
    const preset = presetOf(reading, given.preset);
    reading.require(given.url ?? preset.url, `url is missing (${fields.url.description})`);
    const parts = compileRequest(reading, partsOf(given, preset));
    const answers = readAnswers(reading, { ...preset.answers, ...given.answers });
    const prices = readPrices(reading, given.prices);
    const isKnown = given.country === undefined || isCountry(given.country);
    reading.require(isKnown, 'country must be two letters of ISO 3166');
    const incoming = given.incoming ? readIncoming(reading, given.incoming, given.incomingSecret, given.country) : {};
    const config = reading.done();
    const hide = hider(config);
    return {
      async send(request) {
        const outcome = await callGateway(request, { parts, answers, config, context, hide });
        if (outcome.kind !== 'accepted') return outcome;
        const units = request.channel === 'sms' ? countSegments(request.text).segments : 1;
        const costCents = priceOf(prices, request.to, units);
        return costCents === undefined ? outcome : { ...outcome, costCents };
      },
      receive: async (request) => receiveFromGateway(request, incoming),
    };
  },
};

type Config = ConfigOf<typeof fields>;

function partsOf(config: GivenOf<typeof fields>, preset: ReturnType<typeof presetOf>): RequestParts {
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
  const { method = 'POST', url, headers = {}, query = {}, bodyType, body, toFormat = 'e164' } = { ...preset, ...given };
  const { from, incomingSecret, values = {}, secrets = {} } = config;
  const own = { from, incomingSecret, values, secrets };
  return { method, url: url ?? '', headers, query, bodyType: bodyType ?? 'json', body, toFormat, ...own };
}

interface Account {
  readonly parts: ReturnType<typeof compileRequest>;
  readonly answers: AnswerReading;
  readonly config: Config;
  readonly context: ProviderContext;
  readonly hide: (text: string) => string;
}

async function callGateway(
  request: SendRequest,
  { parts, answers, config, context, hide }: Account,
): Promise<SendOutcome> {
  const refused = refuseLineBreaks(request);
  if (refused) return refused;
  const call = parts(request, context.clock.now());
  if ('kind' in call) return call;
  const result = await httpCall({
    ...call,
    ...connectionOf(config, context),
    signal: request.signal,
    maxResponseBytes: 64 * 1024,
  });
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  return gatewayOutcomeOf(result, answers, context.clock.now(), hide);
}

/** Takes the account's secrets out of a text, however a gateway that repeats them writes them. */
function hider({ secrets = {}, headers = {}, incomingSecret }: Config): (text: string) => string {
  const ofHeaders = Object.values(headers).flatMap((value) => [value, ...(textOf(value)?.split(/\s+/) ?? [])]);
  const hidden = [...Object.values(secrets), ...ofHeaders, incomingSecret]
    .map(textOf)
    .filter((secret): secret is string => secret !== undefined && secret.length >= 4 && !secret.includes('{{'))
    .flatMap((secret) => [secret, encodeURIComponent(secret), escapeXml(secret)])
    .sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}
