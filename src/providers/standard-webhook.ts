/**
 * Messages as signed HTTP calls by the Standard Webhooks specification.
 *
 * The body, as JSON:
 *
 *     {
 *       "type": "message.send",
 *       "timestamp": "2026-03-01T09:00:00.000Z",        // when this call was made, UTC
 *       "message": {
 *         "id": "…",                                     // the same in every call about this message
 *         "attemptId": "….1",
 *         "to": "+15550100",                             // only when the URL comes from the configuration
 *         "subject": "…", "text": "…", "html": "…",      // subject and html when there are any
 *         "validUntil": "2026-03-01T18:00:00.000Z"       // when there is one: do not pass it on later
 *       },
 *       "data": { }                                      // the structured body of the message, else empty
 *     }
 *
 * Headers: `webhook-id` (the message's id), `webhook-timestamp`, `webhook-signature`. Receivers verify the signature
 * over the raw body and remember `webhook-id`: a call that comes again with the same id is the same message.
 *
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (1.0.0)
 */
import { httpCall } from '../http-call.ts';
import type { ConfigField, Provider, ProviderDescription, SendRequest } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { ConfigReading } from '../provider-kit/sender-config.ts';
import { readOwnHeaders, readSigningKey, signatureHeaders } from '../provider-kit/signed-webhook.ts';
import { connectionFields, connectionOf } from '../provider-kit/vendor-http.ts';
import { webhookOutcomeOf, webhookOutcomes } from './standard-webhook-outcome.ts';

const fields = {
  url: {
    type: 'url',
    required: false,
    description: 'Where every message goes. Without it the recipient of a message is its URL.',
  },
  secret: {
    type: 'string',
    required: true,
    secret: true,
    description: 'Signing secret: at least 24 random bytes in base64, with or without the prefix whsec_.',
  },
  previousSecret: {
    type: 'string',
    required: false,
    secret: true,
    description: 'The secret before the last change: calls are signed with both until every receiver has the new one.',
  },
  headers: {
    type: 'object',
    required: false,
    secret: true,
    description: 'Further headers, for example { "authorization": "Bearer …" }.',
  },
  idempotent: {
    type: 'boolean',
    required: false,
    default: true,
    description:
      'Standard Webhooks asks receivers to remove duplicates by webhook-id, so a call of which nobody knows is made again. false: it never is, unless the policy for unknown outcomes is at_least_once.',
  },
  ...connectionFields,
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'webhook',
  channels: ['webhook'],
  config: fields,
  limits: { concurrency: 20, timeoutMs: fields.timeoutMs.default },
  idempotency: 'message',
  outcomes: webhookOutcomes,
};

export const standardWebhook: Provider = {
  describe: () => description,
  configure(raw, context) {
    const reading = new ConfigReading('webhook', fields, raw);
    const { given } = reading;
    const keys = (['secret', 'previousSecret'] as const).flatMap(
      (name) => readSigningKey(reading, name, given[name]) ?? [],
    );
    const ownHeaders = readOwnHeaders(reading, given.headers);
    const config = reading.done();
    return {
      removesDuplicates: config.idempotent,
      async send(request) {
        const refused = refuseLineBreaks(request) ?? refuseMessageId(request);
        if (refused) return refused;
        const { messageId } = request;
        const nowMs = context.clock.now();
        const body = bodyOf(request, config.url, nowMs);
        const result = await httpCall({
          method: 'POST',
          url: config.url ?? request.to,
          headers: {
            ...ownHeaders,
            'content-type': 'application/json',
            ...signatureHeaders(keys, { messageId, nowMs, body }),
          },
          body,
          ...connectionOf(config, context),
          signal: request.signal,
          maxResponseBytes: 16 * 1024,
        });
        return webhookOutcomeOf(result, {
          urlIsOurs: config.url !== undefined,
          nowMs,
        });
      },
    };
  },
};

function bodyOf(request: SendRequest, configuredUrl: string | undefined, now: number): string {
  const { messageId: id, attemptId, to, subject, text, html, validUntil, data = {} } = request;
  const message = {
    id,
    attemptId,
    ...(configuredUrl !== undefined && { to }),
    subject,
    text,
    html,
    ...(validUntil !== undefined && { validUntil: new Date(validUntil).toISOString() }),
  };
  return JSON.stringify({ type: 'message.send', timestamp: new Date(now).toISOString(), message, data });
}

/** A dot would let one message's id and time be read as another's, since dots separate what is signed. */
function refuseMessageId({ messageId }: SendRequest) {
  if (/^[\x21-\x2d\x2f-\x7e]+$/.test(messageId)) return undefined;
  return {
    kind: 'refused',
    class: 'content',
    code: 'invalid_message_id',
    detail: 'the message id cannot be signed',
  } as const;
}
