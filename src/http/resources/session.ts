/** `GET /v1/session`: who am I, and what may I do? */
import type { FastifyInstance } from 'fastify';
import type { OperationContext } from '../../operations/context.ts';
import { addRoute } from '../route.ts';
import { session, sessionOf } from './session-schema.ts';

export function addSession(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/session',
    tag: 'session',
    summary: 'Who calls',
    description: 'For a key as well as for an operator who has signed in.',
    scope: 'any',
    answer: session,
    handle: ({ caller }) => sessionOf(context, caller),
  });
}
