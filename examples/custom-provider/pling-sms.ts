// A provider for Pling, a vendor of text messages that does not exist. Its "documentation":
//
// - `POST /v1/texts` {to, text, sender, reference, report_to, expires_at} answers 202 {id}. 400, 401, 402 and 429 are
//   refusals with an {error}; 5xx says nothing about whether the text was taken.
// - `GET /v1/texts?reference=…` answers 200 {texts: [{id}]}, and knows a text as soon as it was taken.
// - Reports come to `report_to` {id, reference, state, at}, signed: `pling-signature: t=<seconds>,v1=<hex>`, an HMAC-SHA256
//   over `<t>.<body>`. The same for texts that people send {id, from, to, text, at}.
import { createHmac, timingSafeEqual } from 'node:crypto';
// Outside of this repository: from 'relance/provider'.
import type {
  ConfigField,
  Incoming,
  Provider,
  ProviderDescription,
  Receipt,
  ReceiveResult,
  RefusalClass,
  SendOutcome,
  WebhookRequest,
} from '../../src/provider.ts';
// Outside of this repository: from 'relance/provider-kit'.
import {
  ConfigReading,
  callVendor,
  countSegments,
  type HttpResult,
  outcomeWithoutAnswer,
  priceOf,
  pricesField,
  readPrices,
  readRetryAfter,
  refuseLineBreaks,
  vendorHttpFields,
} from '../../src/provider-kit/index.ts';

const fields = {
  apiKey: { type: 'string', required: true, secret: true, description: 'Key of the account.' },
  webhookSecret: { type: 'string', required: false, secret: true, description: 'Signs what Pling calls us with.' },
  sender: { type: 'string', required: true, description: 'The name or number that people see.' },
  prices: pricesField,
  ...vendorHttpFields('https://api.pling.example'),
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'pling',
  channels: ['sms'],
  config: fields,
  limits: { perMinute: 600, concurrency: 10, timeoutMs: fields.timeoutMs.default },
  webhooks: { source: 'pling', kinds: [''], receipts: '' },
  // Pling sends a text again when it is asked to again.
  idempotency: 'none',
  outcomes: [
    { when: '202 with an id', outcome: 'accepted', source: 'Pling, Texts' },
    { when: '400 bad_number', outcome: 'refused', class: 'recipient', source: 'Pling, Errors' },
    { when: '400 otherwise; a line break', outcome: 'refused', class: 'content', source: 'Pling, Errors' },
    { when: '401, 402; no connection', outcome: 'refused', class: 'sender', source: 'Pling, Errors' },
    { when: '429', outcome: 'refused', class: 'rate', source: 'Pling, Errors' },
    { when: 'Given up before anything left', outcome: 'refused', class: 'transient', source: 'nothing was sent' },
    { when: 'Anything else, once the request may have left', outcome: 'unknown', source: 'Pling, Errors' },
  ],
};

export const plingSms: Provider = {
  describe: () => description,

  configure(raw, context) {
    const reading = new ConfigReading('pling', fields, raw);
    const prices = readPrices(reading, reading.given.prices);
    const config = reading.done();
    const headers = { authorization: `Bearer ${config.apiKey}`, 'content-type': 'application/json' };
    return {
      async send(request) {
        const refused = refuseLineBreaks(request);
        if (refused) return refused;
        const { to, text, attemptId, receiptUrl, validUntil, signal } = request;
        const body = JSON.stringify({
          to,
          text,
          sender: config.sender,
          reference: attemptId,
          report_to: receiptUrl,
          expires_at: validUntil && new Date(validUntil).toISOString(),
        });
        const result = await callVendor(config, context, { method: 'POST', path: '/v1/texts', headers, body, signal });
        const outcome = outcomeOf(result, context.clock.now());
        if (outcome.kind !== 'accepted') return outcome;
        const costCents = priceOf(prices, to, countSegments(text).segments);
        return costCents === undefined ? outcome : { ...outcome, costCents };
      },

      async lookup({ attemptId }, signal) {
        const path = `/v1/texts?reference=${encodeURIComponent(attemptId)}`;
        const result = await callVendor(config, context, { method: 'GET', path, headers, signal });
        const found = result.kind === 'response' && result.status === 200 ? parse(result.body)?.texts : undefined;
        const id = Array.isArray(found) ? found[0]?.id : undefined;
        // That Pling does not know it yet is no proof that it never will.
        return typeof id === 'string' ? { kind: 'accepted', providerMessageId: id } : { kind: 'not_found' };
      },

      receive: async (request) => receive(request, config.webhookSecret, context.clock.now()),
    };
  },
};

function outcomeOf(result: HttpResult, now: number): SendOutcome {
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  const { status } = result;
  const { id, error } = parse(result.body) ?? {};
  const detail = `Pling answered ${status}`;
  if (status === 202 && typeof id === 'string') return { kind: 'accepted', providerMessageId: id };
  const code = typeof error === 'string' ? error.slice(0, 40) : String(status);
  const refused = (refusal: RefusalClass) => ({ kind: 'refused', class: refusal, code, detail }) as const;
  switch (status) {
    case 400:
      return refused(error === 'bad_number' ? 'recipient' : 'content');
    case 401:
    case 402:
      return refused('sender');
    case 429: {
      const retryAfterMs = readRetryAfter(result.headers['retry-after'], now);
      return { ...refused('rate'), ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    default:
      // 5xx, an unreadable 202, whatever is not documented: in doubt it is unknown.
      return { kind: 'unknown', code, detail };
  }
}

function receive(request: WebhookRequest, secret: string | undefined, now: number): ReceiveResult {
  if (!secret || !isSigned(request, secret, now)) return { kind: 'rejected', detail: 'the signature is not good' };
  const report = parse(new TextDecoder().decode(request.body));
  const incoming = report && read(report);
  return incoming ? { kind: 'read', ...incoming } : { kind: 'unreadable', detail: 'neither a report nor a text' };
}

/** Signed over the raw bytes, within five minutes: a call that somebody recorded can't be played again later. */
function isSigned({ headers, body }: WebhookRequest, secret: string, now: number): boolean {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(headers['pling-signature'] ?? '') ?? [];
  if (seconds === '' || Math.abs(now - Number(seconds) * 1000) > 300_000) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
  return timingSafeEqual(Buffer.from(given, 'hex'), expected);
}

const states: Readonly<Record<string, Pick<Receipt, 'state' | 'class'>>> = {
  delivered: { state: 'delivered' },
  expired: { state: 'undelivered', class: 'transient' },
  no_such_number: { state: 'undelivered', class: 'recipient' },
};

function read({ id, reference, state, from, to, text, at }: Record<string, unknown>): Incoming | undefined {
  const time = Date.parse(String(at));
  if (typeof id !== 'string' || Number.isNaN(time)) return undefined;
  if (typeof from === 'string' && typeof to === 'string' && typeof text === 'string')
    return { receipts: [], inbound: [{ dedupeKey: id, channel: 'sms', from, to, text, at: time }] };
  if (typeof state !== 'string') return undefined;
  if (!Object.hasOwn(states, state)) return { receipts: [], inbound: [] };
  const known = states[state] as Pick<Receipt, 'state' | 'class'>;
  const attempt = typeof reference === 'string' ? { attemptId: reference } : {};
  const receipt: Receipt = {
    dedupeKey: `${id}:${state}`,
    providerMessageId: id,
    ...attempt,
    ...known,
    at: time,
    code: state,
  };
  return { receipts: [receipt], inbound: [] };
}

/** Undefined where it is no JSON object. */
// biome-ignore lint/suspicious/noExplicitAny: it comes from outside, and every member is checked where it is used
function parse(text: string): Record<string, any> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
