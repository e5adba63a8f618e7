/** `Idempotency-Key` on POST routes that are no events: a repeated request gets the answer of the first. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidInput } from '../errors.ts';
import { sha256 } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { OperationContext } from '../operations/context.ts';
import { beginRequest, keepRequest, type RequestIdentity, releaseRequest } from '../operations/remember-answers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's key, while its answer is to be remembered. */
    remembering: string | null;
  }
}

/** The key of a request; null without the header. @throws RelanceError `invalid_input` */
export function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw invalidInput([
    {
      path: 'headers.idempotency-key',
      message: 'this cannot be a key',
      expected: '1 to 200 visible ASCII characters, without spaces',
    },
  ]);
}

/** What makes a request the same request. */
export function identityOf(request: FastifyRequest): RequestIdentity | null {
  const key = idempotencyKey(request);
  const route = `${request.method} ${request.url.split('?', 1)[0]}`;
  return key === null ? null : { key, route, bodyHash: sha256(request.rawBody) };
}

export function rememberAnswers(app: FastifyInstance, context: OperationContext, logger: Logger): void {
  app.decorateRequest('remembering', null);
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.repeats !== 'remembered') return;
    const identity = identityOf(request);
    if (!identity) return;
    const before = await beginRequest(context, request.caller.orgId, identity);
    if (!before) {
      request.remembering = identity.key;
      return;
    }
    reply.header('idempotency-replayed', 'true');
    return reply.status(before.status).type('application/json; charset=utf-8').send(JSON.stringify(before.body));
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const key = request.remembering;
    if (key === null) return;
    request.remembering = null;
    const { orgId } = request.caller;
    try {
      if (reply.statusCode < 300) {
        await keepRequest(context, orgId, key, { status: reply.statusCode, body: JSON.parse(String(payload)) });
      } else {
        await releaseRequest(context, orgId, key);
      }
    } catch (error) {
      // The effect is done and answered; a repetition within a minute is refused, a later one may do it again.
      logger.warn('answer_not_remembered', { route: request.routeOptions.url, error: String(error) });
    }
  });
}
