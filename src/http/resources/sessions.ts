/** What operators do about themselves: switch the organization, sign out, look after their sessions, change their password. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { relanceError } from '../../errors.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import {
  changePassword,
  chooseOrganization,
  endAllSessions,
  endSession,
  readSessions,
} from '../../operations/operator-sessions.ts';
import { readPage, writePage } from '../cursor.ts';
import type { RequestCounter } from '../limit-requests.ts';
import { addRoute } from '../route.ts';
import type { SessionCookies } from '../session-cookies.ts';
import { instant, listOf, page, rowParams } from '../wire.ts';
import { newPassword, operatorOf, password, session, sessionOfToken } from './session-schema.ts';

const tag = 'session';
const ended = z.object({ ended: z.number().int().describe('How many sessions.') });

const one = z.object({
  id: z.string(),
  isCurrent: z.boolean().describe('The one that this call was made with.'),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instant,
  seenAt: instant.describe('To the minute.'),
  expiresAt: instant.describe('Unless it is used before.'),
});

export interface SessionsOptions {
  readonly context: OperationContext;
  readonly requests: RequestCounter;
  readonly cookies: SessionCookies;
}

export function addSessions(app: FastifyInstance, { context, requests, cookies }: SessionsOptions): void {
  addRoute(app, {
    method: 'PATCH',
    url: '/v1/session',
    tag,
    summary: 'Switch to another organization',
    scope: 'any',
    body: z
      .strictObject({ organization: z.string().max(64).describe('Its key.') })
      .meta({ examples: [{ organization: 'default' }] }),
    answer: session,
    handle: async ({ body, caller, request }) => {
      await chooseOrganization(context, operatorOf(caller).operator.sessionId, body.organization);
      return sessionOfToken(context, cookies.tokenOf(request) ?? '');
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/session',
    tag,
    summary: 'Sign out',
    scope: 'any',
    answer: ended,
    handle: async ({ caller, reply }) => {
      await endSession(context, caller.id, operatorOf(caller).operator.sessionId);
      cookies.clear(reply);
      return { ended: 1 };
    },
  });

  addRoute(app, {
    method: 'PUT',
    url: '/v1/session/password',
    tag,
    summary: 'Change your password',
    description: 'All your other sessions end.',
    scope: 'any',
    body: z
      .strictObject({ password: password.describe('The present one.'), newPassword })
      .meta({ examples: [{ password: 'the present one', newPassword: 'four words nobody guesses' }] }),
    answer: z.object({ ok: z.literal(true) }),
    handle: async ({ body, caller, request, reply }) => {
      const { id: operatorId, operator } = operatorOf(caller);
      await requests.countSignIn(request, reply, operator.email);
      const input = { current: body.password, next: body.newPassword };
      if (await changePassword(context, { operatorId, sessionId: operator.sessionId }, input))
        return { ok: true as const };
      throw relanceError('conflict', 'the present password is another one');
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/sessions',
    tag,
    summary: 'List your sessions, the latest first',
    scope: 'any',
    query: page,
    answer: listOf(one),
    handle: async ({ query, caller }) => {
      const { id, operator } = operatorOf(caller);
      const { items, nextCursor } = writePage(await readSessions(context, id, readPage(query)));
      return {
        items: items.map(({ ip, ...item }) => ({ ...item, address: ip, isCurrent: item.id === operator.sessionId })),
        nextCursor,
      };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/sessions',
    tag,
    summary: 'Sign out everywhere',
    scope: 'any',
    answer: ended,
    handle: async ({ caller, reply }) => {
      const count = await endAllSessions(context, operatorOf(caller).id, actorOf(caller));
      cookies.clear(reply);
      return { ended: count };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/sessions/:id',
    tag,
    summary: 'End one of your sessions',
    scope: 'any',
    params: rowParams,
    answer: ended,
    handle: async ({ params, caller }) => {
      await endSession(context, operatorOf(caller).id, params.id);
      return { ended: 1 };
    },
  });
}
