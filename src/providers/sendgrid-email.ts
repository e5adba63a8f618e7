/**
 * E-mail through the Mail Send API of Twilio SendGrid. Its Event Webhook reports what became of a message (a URL that ends
 * in `/webhooks/sendgrid/events`, signed); its Inbound Parse hands over replies (`/webhooks/sendgrid/inbound`).
 *
 * SendGrid removes no duplicates. An attempt whose outcome is unknown is settled by its events, which carry our id, or by
 * the Email Activity Feed.
 */
import type { ConfigField, Provider, ProviderContext, ProviderDescription, WebhookRequest } from '../provider.ts';
import { priceOf, pricesField, readPrices } from '../provider-kit/price-table.ts';
import { type ConfigOf, ConfigReading } from '../provider-kit/sender-config.ts';
import { callVendor, vendorHttpFields } from '../provider-kit/vendor-http.ts';
import { activityOutcomeOf, activityPathOf } from './sendgrid-activity.ts';
import { readEvents } from './sendgrid-events.ts';
import { readInbound } from './sendgrid-inbound.ts';
import { oneAddress, sendgridBodyOf } from './sendgrid-message.ts';
import { sendgridOutcomeOf, sendgridOutcomes } from './sendgrid-outcome.ts';
import { carriesSecret, readPublicKey, refuseSignature } from './sendgrid-signature.ts';

const fields = {
  apiKey: {
    type: 'string',
    required: true,
    secret: true,
    description: 'API key with the scope mail.send; messages.read too for activityLookup.',
  },
  from: { type: 'string', required: true, description: 'Address of the sender, verified or of a verified domain.' },
  fromName: { type: 'string', required: false, description: 'Name of the sender.' },
  replyTo: { type: 'string', required: false, description: 'Where replies go; default: from.' },
  webhookPublicKey: {
    type: 'string',
    required: false,
    description: 'Verification key of the signed Event Webhook. Without it no event is read.',
  },
  inboundPublicKey: {
    type: 'string',
    required: false,
    description: 'Public key of the security policy of Inbound Parse. With it every e-mail has to be signed.',
  },
  inboundSecret: {
    type: 'string',
    required: false,
    secret: true,
    description:
      'Expected as ?key= in the URL of Inbound Parse, or as the password in it. Without this and inboundPublicKey no e-mail is read.',
  },
  sandboxMode: {
    type: 'boolean',
    required: false,
    default: false,
    description: 'SendGrid checks every message and delivers none.',
  },
  activityLookup: {
    type: 'boolean',
    required: false,
    default: false,
    description:
      'The account has bought the Email Activity Feed: unknown outcomes are looked up there, six a minute at most.',
  },
  prices: pricesField,
  ...vendorHttpFields('https://api.sendgrid.com'),
} as const satisfies Record<string, ConfigField>;

type SendgridConfig = ConfigOf<typeof fields>;

const description: ProviderDescription = {
  type: 'sendgrid',
  channels: ['email'],
  config: fields,
  limits: { concurrency: 20, timeoutMs: fields.timeoutMs.default },
  globalIds: true,
  webhooks: { source: 'sendgrid', kinds: ['events', 'inbound'] },
  idempotency: 'none',
  outcomes: sendgridOutcomes,
};

export const sendgridEmail: Provider = {
  describe: () => description,
  configure(raw, context) {
    const { config, prices } = readConfig(raw);
    const { apiKey, from, fromName, replyTo, sandboxMode } = config;
    const authorization = `Bearer ${apiKey}`;

    return {
      async send(request) {
        const composed = sendgridBodyOf(request, { from, fromName, replyTo, sandboxMode });
        if (composed.kind === 'refused') return composed;
        const result = await callVendor(config, context, {
          method: 'POST',
          path: '/v3/mail/send',
          headers: { authorization, 'content-type': 'application/json' },
          body: composed.body,
          signal: request.signal,
        });
        const outcome = sendgridOutcomeOf(result, { sandboxMode, nowMs: context.clock.now() });
        const costCents = priceOf(prices, request.to);
        return outcome.kind === 'accepted' && costCents !== undefined ? { ...outcome, costCents } : outcome;
      },
      check: () => checkKey(config, context, authorization),
      ...(config.activityLookup && {
        async lookup({ attemptId, to }, signal) {
          const path = activityPathOf(attemptId);
          const result = await callVendor(config, context, { method: 'GET', path, headers: { authorization }, signal });
          return activityOutcomeOf(result, to);
        },
      }),
      async receive(request) {
        const refused = refuseCall(config, request);
        if (refused !== undefined) return { kind: 'rejected', detail: refused };
        return request.kind === 'events' ? readEvents(request.body, request.receivedAt) : readInbound(request);
      },
    };
  },
};

function readConfig(raw: Readonly<Record<string, unknown>>) {
  const reading = new ConfigReading('sendgrid', fields, raw);
  const { given } = reading;
  reading.require(/^[\x21-\x7e]+$/.test(given.apiKey ?? ''), 'apiKey must be letters and digits on one line');
  for (const name of ['from', 'replyTo'] as const) {
    const address = given[name];
    reading.require(address === undefined || oneAddress.test(address), `${name} must be one e-mail address`);
  }
  reading.require(!/[\r\n\0]/.test(given.fromName ?? ''), 'fromName must stand on one line');
  for (const name of ['webhookPublicKey', 'inboundPublicKey'] as const) {
    const key = given[name];
    reading.require(key === undefined || isPublicKey(key), `${name} must be the key that SendGrid shows`);
  }
  const prices = readPrices(reading, given.prices);
  return { config: reading.done(), prices };
}

function isPublicKey(text: string): boolean {
  try {
    readPublicKey(text);
    return true;
  } catch {
    return false;
  }
}

/** Why a call is not to be read. Where both a key and a secret are configured for e-mails, both have to be right. */
function refuseCall(config: SendgridConfig, request: WebhookRequest): string | undefined {
  const { webhookPublicKey, inboundPublicKey, inboundSecret } = config;
  if (request.kind === 'events') {
    return webhookPublicKey === undefined
      ? 'webhookPublicKey is not configured'
      : refuseSignature(webhookPublicKey, request);
  }
  if (request.kind !== 'inbound') return `SendGrid has no webhook ${request.kind}`;
  if (inboundPublicKey === undefined && inboundSecret === undefined)
    return 'neither inboundPublicKey nor inboundSecret is configured';
  if (inboundSecret !== undefined && !carriesSecret(inboundSecret, request)) return 'the secret is missing or wrong';
  return inboundPublicKey === undefined ? undefined : refuseSignature(inboundPublicKey, request);
}

/** Asks what the key may do. @source SendGrid v3 API, GET /v3/scopes */
async function checkKey(config: SendgridConfig, context: ProviderContext, authorization: string) {
  const result = await callVendor(config, context, { method: 'GET', path: '/v3/scopes', headers: { authorization } });
  if (result.kind !== 'response') return { ok: false, detail: result.detail };
  if (result.status !== 200) return { ok: false, detail: `SendGrid answered ${result.status}` };
  return result.body.includes('"mail.send"')
    ? { ok: true, detail: 'the key may send' }
    : { ok: false, detail: 'the key lacks the scope mail.send' };
}
