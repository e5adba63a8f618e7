/** Signing in, and a forgotten password: what works without being known. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { relanceError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { acceptInvitation, readOffer } from '../../operations/accept-invitation.ts';
import type { OperationContext } from '../../operations/context.ts';
import { signIn } from '../../operations/operator-sessions.ts';
import { resetPassword, sendResetLink } from '../../operations/reset-password.ts';
import type { RequestCounter } from '../limit-requests.ts';
import { addRoute } from '../route.ts';
import type { SessionCookies } from '../session-cookies.ts';
import { deviceOf, email, linkToken, newPassword, password, role, session, sessionOfToken } from './session-schema.ts';

const tag = 'session';
const done = z.object({ ok: z.literal(true) });
const exampleEmail = 'ana@example.com';
const examplePassword = 'four words nobody guesses';

export interface SignInOptions {
  readonly context: OperationContext;
  readonly requests: RequestCounter;
  readonly cookies: SessionCookies;
  readonly logger: Logger;
}

export function addSignIn(app: FastifyInstance, { context, requests, cookies, logger }: SignInOptions): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, token: string) => {
    cookies.set(request, reply, token);
    return sessionOfToken(context, token);
  };

  addRoute(app, {
    method: 'POST',
    url: '/v1/session',
    tag,
    summary: 'Sign in',
    description:
      'The session is in a cookie that scripts cannot read; it ends after 7 days without use, and after 30 days. Requests with it that ' +
      'change something have to come from a page of this server.',
    scope: 'none',
    repeats: 'harmless',
    body: z.strictObject({ email, password }).meta({ examples: [{ email: exampleEmail, password: examplePassword }] }),
    answer: session,
    handle: async ({ body, request, reply }) => {
      cookies.refuseOpenLines(request);
      const attempt = async () => {
        await requests.countSignIn(request, reply, body.email);
        return (await signIn(context, { ...body, device: deviceOf(request) })) ?? wrongPassword();
      };
      const made = await requests.attempt(request, reply, attempt, body.email);
      requests.noteSignIn(request, body.email);
      return answer(request, reply, made.token);
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/session/forgotten-password',
    tag,
    summary: 'Send a link that sets a new password',
    description:
      'The answer is the same whether or not there is such an operator. The link works once, within an hour.',
    scope: 'none',
    repeats: 'harmless',
    body: z.strictObject({ email }).meta({ examples: [{ email: exampleEmail }] }),
    answer: done,
    handle: ({ body }) => {
      // Not waited for: how long it takes would say whether there is such an operator.
      sendResetLink(context, body.email).catch((error: unknown) => {
        logger.error('reset_link_failed', { error: String(error) });
      });
      return { ok: true as const };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/session/new-password',
    tag,
    summary: 'Set a new password with a link',
    description: 'All sessions of this operator end.',
    scope: 'none',
    repeats: 'harmless',
    body: z
      .strictObject({ token: linkToken, password: newPassword })
      .meta({ examples: [{ token: 'from-the-link', password: examplePassword }] }),
    answer: done,
    handle: async ({ body, request, reply }) => {
      cookies.refuseOpenLines(request);
      await requests.attempt(request, reply, () => resetPassword(context, body.token, body.password));
      return { ok: true as const };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/session/invitation',
    tag,
    summary: 'What an invitation offers',
    scope: 'none',
    repeats: 'harmless',
    body: z.strictObject({ token: linkToken }).meta({ examples: [{ token: 'default.from-the-link' }] }),
    answer: z.object({
      organization: z.string().describe('Its name.'),
      email: z.string().nullable().describe('Null: choose it when accepting.'),
      role,
      isKnown: z.boolean().describe('There is an operator with this address: their password is asked for.'),
      asksNewPassword: z
        .boolean()
        .describe('A new password is asked for as well: nothing has shown yet that the address is theirs.'),
    }),
    handle: ({ body, request, reply }) => requests.attempt(request, reply, () => readOffer(context, body.token)),
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/session/accept',
    tag,
    summary: 'Accept an invitation, and sign in',
    description:
      'Of somebody who is an operator already all other sessions end, unless they belong to the organization already and keep their password.',
    scope: 'none',
    repeats: 'harmless',
    body: z
      .strictObject({
        token: linkToken,
        email: email.optional().describe('Where the invitation names none.'),
        name: z.string().trim().max(100).optional().describe('Of a new operator.'),
        password: newPassword.describe('A new one; of somebody who is an operator already, theirs.'),
        newPassword: newPassword
          .optional()
          .describe(
            'Of somebody who is an operator already: replaces theirs. Needed to join where nothing has shown yet that the address is theirs: the offer says so, unless it names no address.',
          ),
      })
      .meta({ examples: [{ token: 'default.from-the-link', name: 'Ana Souza', password: examplePassword }] }),
    answer: session,
    handle: async ({ body, request, reply }) => {
      cookies.refuseOpenLines(request);
      const made = await requests.attempt(request, reply, async () => {
        // By the account, like any other try of a password: its owner could be invited again and again.
        const offer = await readOffer(context, body.token);
        const account = offer.email ?? body.email;
        if (account !== undefined && (offer.isKnown || offer.email === null))
          await requests.countSignIn(request, reply, account);
        return (await acceptInvitation(context, { ...body, device: deviceOf(request) })) ?? wrongPassword();
      });
      return answer(request, reply, made.token);
    },
  });
}

function wrongPassword(): never {
  throw relanceError('unauthorized', 'the e-mail address or the password is wrong');
}
