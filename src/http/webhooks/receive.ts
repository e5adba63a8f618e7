/**
 * `/webhooks/<source>[/<kind>]`: where vendors report and pass on what people write. No API key: each call is verified by its
 * signature over the raw bytes before anything in it is read. 2xx means that it is committed.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { relanceError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { defaultOrganization } from '../../operations/api-keys.ts';
import type { OperationContext } from '../../operations/context.ts';
import { receiveWebhook } from '../../operations/receive-webhook.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { RequestCounter } from '../limit-requests.ts';

export interface WebhooksOptions {
  readonly context: OperationContext;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly requests: RequestCounter;
}

const bodyLimit = 5 * 1_024 * 1_024;
/**
 * Replies by mail come whole, with what is attached to them: one that says stop must not be refused for that.
 *
 * @source SendGrid, Inbound Parse Webhook: messages of up to 30 MB
 */
const inboundLimit = 32 * 1_024 * 1_024;

const schema = {
  tags: ['webhooks'],
  summary: 'Where vendors report on messages and pass on replies',
  description:
    'Called by vendors, verified by their signature. `source` is a kind of provider (`twilio`, `sendgrid`, `resend`, `smtp`, `slack`, `telegram`) ' +
    'or the key of a sender; `kind` says what is reported where a vendor has several kinds (`status`, `inbound`, `events`). ' +
    'The query may name the organization (`org`, else `default`) and one of several senders (`sender`). ' +
    'What is repeated changes nothing; 200 means that it is stored.',
  security: [],
};

export function addWebhooks(app: FastifyInstance, options: WebhooksOptions): void {
  // A context of its own: other kinds of bodies are read here than under /v1.
  app.register(async (webhooks) => {
    webhooks.removeAllContentTypeParsers();
    webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const take = (url: string, limit: number, kind?: string) =>
      webhooks.route({
        method: ['POST', 'GET'],
        url,
        bodyLimit: limit,
        schema: url.endsWith('kind') ? schema : { ...schema, hide: true },
        handler: (request, reply) => receive(options, webhooks.prefix, request, reply, kind),
      });
    take('/webhooks/:source', bodyLimit);
    take('/webhooks/:source/:kind', bodyLimit);
    take('/webhooks/:source/inbound', inboundLimit, 'inbound');
  });
}

async function receive(
  { context, telemetry, logger, requests }: WebhooksOptions,
  prefix: string,
  request: FastifyRequest,
  reply: FastifyReply,
  fixedKind?: string,
): Promise<FastifyReply> {
  const { source, kind = fixedKind ?? '' } = request.params as { source: string; kind?: string };
  await requests.countWebhook(request, reply, isVendor(context, source) ? source : 'others');
  const { org, sender } = request.query as { org?: unknown; sender?: unknown };
  const result = await receiveWebhook(context, {
    organization: typeof org === 'string' ? org : defaultOrganization,
    source,
    kind,
    ...(typeof sender === 'string' && { sender }),
    method: request.method,
    url: publicUrlOf(context, prefix, request),
    headers: headersOf(request),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    receivedAt: context.clock.now(),
  });
  telemetry.webhook('provider' in result ? result.provider : 'unknown', result.kind);
  switch (result.kind) {
    case 'unknown_source':
      throw relanceError('not_found', `there is no sender for /webhooks/${[source, kind].filter(Boolean).join('/')}`);
    case 'rejected':
      logger.warn('webhook_rejected', { source, kind, detail: result.detail });
      throw relanceError('signature_refused', 'the signature of this call is missing, wrong or too old');
    case 'unreadable':
      logger.warn('webhook_unreadable', { source, kind, detail: result.detail });
      throw relanceError('malformed_body', result.detail);
    case 'stored': {
      logger.debug('webhook_stored', { source, kind, ...result.stored });
      const { contentType, body } = result.answer ?? { contentType: 'text/plain; charset=utf-8', body: '' };
      return reply.type(contentType).send(body);
    }
  }
}

/** Names that anybody can make up are counted together. */
function isVendor({ providers }: OperationContext, source: string): boolean {
  return [...providers.values()].some((provider) => provider.describe().webhooks?.source === source);
}

/**
 * As the vendor has called it: some signatures are over this. Behind a proxy only the configuration knows the address, a
 * host's prefix included.
 */
function publicUrlOf({ publicUrl }: OperationContext, prefix: string, { protocol, host, url }: FastifyRequest): string {
  return publicUrl === undefined ? `${protocol}://${host}${url}` : publicUrl + url.slice(prefix.length);
}

function headersOf({ headers }: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
