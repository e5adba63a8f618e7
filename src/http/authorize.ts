/** Before every route under /v1: whose key is it, may it do this, and has it asked too often? */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RelanceError, relanceError } from '../errors.ts';
import type { Authenticator } from '../operations/authenticate.ts';
import type { RequestCounter } from './limit-requests.ts';

export function authorizeEveryRoute(
  app: FastifyInstance,
  authenticator: Authenticator,
  requests: RequestCounter,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const { scope } = request.routeOptions.config;
    // An unknown path says 404 to everybody.
    if (scope === undefined) return;
    const key = keyOf(request);
    if (key === undefined || !authenticator.wasGood(key)) await requests.refuseGuessing(request, reply);
    if (key === undefined) {
      await requests.countWrongKey(request);
      throw relanceError('unauthorized', 'send an API key as x-api-key, or as Authorization: Bearer <key>');
    }
    const caller = await authenticator.callerOf(key);
    if (!caller) {
      await requests.countWrongKey(request);
      throw relanceError('unauthorized', 'this API key is not known, or it was revoked');
    }
    await requests.count(request, reply, caller);
    if (!caller.scopes.includes(scope)) {
      const message = `this needs the scope ${scope}, the key has ${caller.scopes.join(', ') || 'none'}`;
      throw new RelanceError('forbidden', message);
    }
    request.caller = caller;
  });
}

/** Longer ones are not keys; hashing them would be work for nothing. */
const keyLengthMax = 300;

function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['x-api-key'];
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const key = typeof given === 'string' && given !== '' ? given : bearer;
  return key !== undefined && key.length <= keyLengthMax ? key : undefined;
}
