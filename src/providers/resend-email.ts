/**
 * E-mail through Resend. Its webhook reports what became of a message, and hands over replies, at `/webhooks/resend`.
 *
 * Every call carries its attempt's id as Idempotency-Key: for 24 hours Resend answers a repeated call as it answered the
 * first, and sends nothing. There is no `lookup`: an e-mail is found by Resend's id alone, which is what an unknown
 * outcome lacks, and repeating the call would send where the first one never arrived. The events settle it: they carry
 * our id in a tag.
 */
import type { ConfigField, Provider, ProviderContext, ProviderDescription, ReceiveResult } from '../provider.ts';
import { priceOf, pricesField, readPrices } from '../provider-kit/price-table.ts';
import { type ConfigOf, type ConfigProblems, ConfigReading } from '../provider-kit/sender-config.ts';
import { callVendor, vendorHttpFields } from '../provider-kit/vendor-http.ts';
import { readEvent, receiptOf } from './resend-events.ts';
import { contentBytesMax, contentPathOf, readContent } from './resend-inbound.ts';
import { oneAddress, resendBodyOf } from './resend-message.ts';
import { resendOutcomeOf, resendOutcomes } from './resend-outcome.ts';
import { readWebhookSecret, refuseCall } from './resend-signature.ts';

const fields = {
  apiKey: {
    type: 'string',
    required: true,
    secret: true,
    description: 'API key. One that may only send is enough, unless replies are to be read: that needs full access.',
  },
  from: { type: 'string', required: true, description: 'Address of the sender, of a verified domain.' },
  fromName: { type: 'string', required: false, description: 'Name of the sender.' },
  replyTo: { type: 'string', required: false, description: 'Where replies go; default: from.' },
  webhookSecret: {
    type: 'string',
    required: false,
    secret: true,
    description: 'Signing secret of the webhook, with the prefix whsec_. Without it no event is read.',
  },
  prices: pricesField,
  ...vendorHttpFields('https://api.resend.com'),
} as const satisfies Record<string, ConfigField>;

type ResendConfig = ConfigOf<typeof fields>;

const description: ProviderDescription = {
  type: 'resend',
  channels: ['email'],
  config: fields,
  // Five calls a second for a team, whatever its keys. @source Resend, Usage Limits
  limits: { perMinute: 300, concurrency: 5, timeoutMs: fields.timeoutMs.default },
  globalIds: true,
  webhooks: { source: 'resend', kinds: [''] },
  idempotency: 'attempt',
  outcomes: resendOutcomes,
};

export const resendEmail: Provider = {
  describe: () => description,
  configure(raw, context) {
    const { config, prices, webhook } = readConfig(raw);
    const { apiKey, from, fromName, replyTo } = config;
    const authorization = `Bearer ${apiKey}`;

    return {
      async send(request) {
        const composed = resendBodyOf(request, { from, fromName, replyTo });
        if (composed.kind === 'refused') return composed;
        const result = await callVendor(config, context, {
          method: 'POST',
          path: '/emails',
          headers: { authorization, 'content-type': 'application/json', 'idempotency-key': request.attemptId },
          body: composed.body,
          signal: request.signal,
        });
        const outcome = resendOutcomeOf(result, context.clock.now());
        const costCents = priceOf(prices, request.to);
        return outcome.kind === 'accepted' && costCents !== undefined ? { ...outcome, costCents } : outcome;
      },
      check: () => checkKey(config, context, authorization),
      async receive(request): Promise<ReceiveResult> {
        if (webhook === undefined) return { kind: 'rejected', detail: 'webhookSecret is not configured' };
        const refused = refuseCall(webhook, request);
        if (refused !== undefined) return { kind: 'rejected', detail: refused };
        const event = readEvent(request.body, request.receivedAt);
        if (event === undefined) return { kind: 'unreadable', detail: 'this is not an event' };
        if (event.type !== 'email.received') {
          const receipt = receiptOf(event, String(request.headers['svix-id']));
          return { kind: 'read', receipts: receipt ? [receipt] : [], inbound: [] };
        }
        const path = contentPathOf(event);
        if (path === undefined) return { kind: 'unreadable', detail: 'the event names no e-mail' };
        const result = await callVendor(config, context, {
          method: 'GET',
          path,
          headers: { authorization },
          maxResponseBytes: contentBytesMax,
        });
        return { kind: 'read', ...(await readContent(result, event, request.receivedAt)), isPassedOn: true };
      },
    };
  },
};

function readConfig(raw: Readonly<Record<string, unknown>>) {
  const reading = new ConfigReading('resend', fields, raw);
  const { given } = reading;
  reading.require(/^[\x21-\x7e]+$/.test(given.apiKey ?? ''), 'apiKey must be letters and digits on one line');
  for (const name of ['from', 'replyTo'] as const) {
    const address = given[name];
    reading.require(address === undefined || oneAddress.test(address), `${name} must be one e-mail address`);
  }
  reading.require(!/[\r\n\0]/.test(given.fromName ?? ''), 'fromName must stand on one line');
  const prices = readPrices(reading, given.prices);
  const webhook = readSecret(reading, given.webhookSecret);
  return { config: reading.done(), prices, webhook };
}

function readSecret(problems: ConfigProblems, secret: string | undefined) {
  try {
    return secret === undefined ? undefined : readWebhookSecret(secret);
  } catch {
    return problems.refuse('webhookSecret must be the signing secret that Resend shows, such as whsec_…');
  }
}

/**
 * A key that may only send is told so by every other call, and is in order then.
 *
 * @source Resend API reference, List Domains; Errors (restricted_api_key)
 */
async function checkKey(config: ResendConfig, context: ProviderContext, authorization: string) {
  const result = await callVendor(config, context, {
    method: 'GET',
    path: '/domains?limit=100',
    headers: { authorization },
  });
  if (result.kind !== 'response') return { ok: false, detail: result.detail };
  if (result.status === 401 && result.body.includes('restricted_api_key'))
    return { ok: true, detail: 'the key may send, and may not read replies' };
  if (result.status !== 200) return { ok: false, detail: `Resend answered ${result.status}` };
  const domain = config.from.slice(config.from.lastIndexOf('@') + 1).toLowerCase();
  const status = statusOf(result.body, domain);
  return status === undefined || status === 'verified'
    ? { ok: true, detail: 'the key is good' }
    : { ok: false, detail: `the domain ${domain} is not verified: ${status}` };
}

/** Undefined where the list does not hold the domain: it may be longer than what we asked for. */
function statusOf(body: string, domain: string): string | undefined {
  try {
    const { data } = JSON.parse(body) as { data?: readonly { name?: unknown; status?: unknown }[] };
    const found = data?.find(({ name }) => typeof name === 'string' && name.toLowerCase() === domain);
    return found && String(found.status);
  } catch {
    return undefined;
  }
}
