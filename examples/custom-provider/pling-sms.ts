// A provider for Pling, a vendor of text messages that does not exist. Its "documentation":
//
// - `POST /v1/texts` {to, text, sender, reference, report_to} answers 202 {id}. 400, 401, 402 and 429 are refusals with an
//   {error}; 5xx says nothing about whether the text was taken.
// - `GET /v1/texts?reference=…` answers 200 {texts: [{id}]}, and knows a text as soon as it was taken.
// - Reports come to `report_to` {id, reference, state, at}, signed: `pling-signature: t=<seconds>,v1=<hex>`, an HMAC-SHA256
//   over `<t>.<body>`. The same for texts that people send {id, from, to, text, at}.
import { createHmac, timingSafeEqual } from 'node:crypto';
// Outside of this repository: from 'relance/provider'.
import type {
  Incoming,
  LookupOutcome,
  Provider,
  ProviderDescription,
  Receipt,
  ReceiveResult,
  RefusalClass,
  SendOutcome,
  WebhookRequest,
} from '../../src/provider.ts';
import { type CallResult, callOnce } from './call-once.ts';

const description: ProviderDescription = {
  type: 'pling',
  channels: ['sms'],
  config: {
    apiKey: { type: 'string', required: true, secret: true, description: 'Key of the account.' },
    webhookSecret: { type: 'string', required: false, secret: true, description: 'Signs what Pling calls us with.' },
    sender: { type: 'string', required: true, description: 'The name or number that people see.' },
    centsPerText: { type: 'number', required: false, description: 'What one text costs, in cents.' },
    baseUrl: { type: 'url', required: false, default: 'https://api.pling.example', description: 'Where the API is.' },
    timeoutMs: { type: 'number', required: false, default: 15_000, description: 'For a whole call, in milliseconds.' },
  },
  limits: { perMinute: 600, concurrency: 10, timeoutMs: 15_000 },
  webhooks: { source: 'pling', kinds: [''] },
  // Pling sends a text again when it is asked to again.
  idempotency: 'none',
  outcomes: [
    { when: '202 with an id', outcome: 'accepted', source: 'Pling, Texts' },
    { when: '400 bad_number', outcome: 'refused', class: 'recipient', source: 'Pling, Errors' },
    { when: '400 otherwise', outcome: 'refused', class: 'content', source: 'Pling, Errors' },
    { when: '401, 402; or no connection', outcome: 'refused', class: 'sender', source: 'Pling, Errors' },
    { when: '429', outcome: 'refused', class: 'rate', source: 'Pling, Errors' },
    { when: 'Anything else, once the request may have left', outcome: 'unknown', source: 'Pling, Errors' },
  ],
};

interface PlingConfig {
  readonly apiKey: string;
  readonly webhookSecret?: string;
  readonly sender: string;
  readonly centsPerText?: number;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

export const plingSms: Provider = {
  describe: () => description,

  configure(raw, { clock }) {
    const config = readConfig(raw);
    const { apiKey, webhookSecret, sender, centsPerText, timeoutMs } = config;
    const texts = `${config.baseUrl.replace(/\/+$/, '')}/v1/texts`;
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    return {
      async send({ to, text, attemptId: reference, messageId, subject, headers: extra, receiptUrl, signal }) {
        const lines = [to, reference, messageId, subject ?? '', ...Object.entries(extra ?? {}).flat()];
        if (lines.some((line) => /[\r\n]/.test(line)))
          return { kind: 'refused', class: 'content', code: 'line_break', detail: 'a field must stand on one line' };
        const body = JSON.stringify({ to, text, sender, reference, report_to: receiptUrl });
        const outcome = outcomeOf(await callOnce({ method: 'POST', url: texts, headers, body, timeoutMs, signal }));
        return outcome.kind === 'accepted' && centsPerText !== undefined
          ? { ...outcome, costCents: centsPerText }
          : outcome;
      },

      async lookup({ attemptId }, signal): Promise<LookupOutcome> {
        const url = `${texts}?reference=${encodeURIComponent(attemptId)}`;
        const result = await callOnce({ method: 'GET', url, headers, timeoutMs, signal });
        const found = result.kind === 'answer' && result.status === 200 ? parse(result.body)?.texts : undefined;
        const id = Array.isArray(found) ? found[0]?.id : undefined;
        // That Pling does not know it yet is no proof that it never will.
        return typeof id === 'string' ? { kind: 'accepted', providerMessageId: id } : { kind: 'not_found' };
      },

      receive: async (request) => receive(request, webhookSecret, clock.now()),
    };
  },
};

/** Names every field that is missing or wrong, and shows no value: it might be a secret. */
function readConfig(raw: Readonly<Record<string, unknown>>): PlingConfig {
  const fields = description.config;
  for (const name of Object.keys(raw)) if (!Object.hasOwn(fields, name)) throw new Error(`pling: ${name} is unknown`);
  const config: Record<string, unknown> = {};
  for (const [name, { type, required, default: otherwise }] of Object.entries(fields)) {
    const value = raw[name] ?? otherwise;
    if (value === undefined && !required) continue;
    const fits = type === 'url' ? URL.canParse(String(value)) : typeof value === type;
    if (!fits || value === '') throw new Error(`pling: ${name} is missing or no ${type}`);
    config[name] = value;
  }
  return config as unknown as PlingConfig;
}

function outcomeOf(result: CallResult): SendOutcome {
  if (result.kind === 'unknown') return result;
  if (result.kind === 'not_sent') {
    const refusal: RefusalClass = result.code === 'AbortError' ? 'transient' : 'sender';
    return { kind: 'refused', class: refusal, code: result.code, detail: result.detail };
  }
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
      const seconds = Number(result.headers['retry-after']);
      return { ...refused('rate'), ...(seconds > 0 && { retryAfterMs: Math.min(seconds, 3600) * 1000 }) };
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
