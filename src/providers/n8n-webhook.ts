/**
 * Messages handed to n8n, which sends them: a POST to a Webhook node. The body is this JSON and nothing else:
 *
 *     {
 *       "phone": "+15550100",           // the recipient of the message
 *       "message": "…",                 // its text
 *       "contractor_id": 7,             // data.contractor_id of the message, else null
 *       "followup_id": "0197c0de-…"     // data.followup_id of the message, else our id of the follow-up
 *     }
 *
 * Headers: `webhook-id` (the message's id, the same in every call about it), `relance-attempt-id` (another one for each
 * call) and, with a secret, `webhook-timestamp` and `webhook-signature` by Standard Webhooks.
 *
 * @source https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/ (Webhook node)
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (1.0.0)
 */
import { httpCall } from '../http-call.ts';
import type { ConfigField, Provider, ProviderDescription, SendRequest } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { ConfigReading } from '../provider-kit/sender-config.ts';
import { readOwnHeaders, readSigningKey, signatureHeaders } from '../provider-kit/signed-webhook.ts';
import { outcomeOfStatus, statusOutcomes } from '../provider-kit/status-class.ts';
import { connectionFields, connectionOf, outcomeWithoutAnswer } from '../provider-kit/vendor-http.ts';

const fields = {
  url: {
    type: 'url',
    required: true,
    description: 'The production URL of the Webhook node. There is no default: it is never guessed.',
  },
  secret: {
    type: 'string',
    required: false,
    secret: true,
    description:
      'Signs the calls by Standard Webhooks: at least 24 random bytes in base64, with or without the prefix whsec_.',
  },
  headers: {
    type: 'object',
    required: false,
    secret: true,
    description: 'Further headers, for example the one that the node asks for in its header authentication.',
  },
  ...connectionFields,
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'n8n',
  channels: ['sms', 'whatsapp', 'webhook'],
  config: fields,
  limits: { concurrency: 10, timeoutMs: fields.timeoutMs.default },
  // What was handed over twice is sent twice, unless the receiving side looks at webhook-id itself.
  idempotency: 'none',
  outcomes: [
    {
      when: '2xx: n8n took it. Whether it then sent the message, n8n knows alone',
      outcome: 'accepted',
      source: 'n8n, Webhook node, Respond',
    },
    ...statusOutcomes,
  ],
};

export const n8nWebhook: Provider = {
  describe: () => description,
  configure(raw, context) {
    const reading = new ConfigReading('n8n', fields, raw);
    const key = readSigningKey(reading, 'secret', reading.given.secret);
    const ownHeaders = readOwnHeaders(reading, reading.given.headers, /^relance-/i);
    const config = reading.done();
    return {
      async send(request) {
        const refused = refuseLineBreaks(request);
        if (refused) return refused;
        const nowMs = context.clock.now();
        const body = bodyOf(request);
        const result = await httpCall({
          method: 'POST',
          url: config.url,
          headers: {
            ...ownHeaders,
            'content-type': 'application/json',
            'relance-attempt-id': request.attemptId,
            'webhook-id': request.messageId,
            ...(key && signatureHeaders([key], { messageId: request.messageId, nowMs, body })),
          },
          body,
          ...connectionOf(config, context),
          signal: request.signal,
          maxResponseBytes: 16 * 1024,
        });
        if (result.kind !== 'response') return outcomeWithoutAnswer(result);
        const detail = `n8n answered ${result.status}`;
        if (result.status >= 200 && result.status < 300) return { kind: 'accepted', detail };
        return outcomeOfStatus(result, nowMs, detail);
      },
    };
  },
};

function bodyOf({ to, text, attemptId, data = {} }: SendRequest): string {
  const { contractor_id = null, followup_id } = data;
  return JSON.stringify({
    phone: to,
    message: text,
    contractor_id,
    followup_id: followup_id ?? followUpIdOf(attemptId),
  });
}

/** An attempt is named `<follow-up id>.<attempt number>`. */
function followUpIdOf(attemptId: string): string {
  const end = attemptId.lastIndexOf('.');
  return end < 0 ? attemptId : attemptId.slice(0, end);
}
