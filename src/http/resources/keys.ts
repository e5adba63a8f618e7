/** API keys: made, listed, revoked. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { missingScopes, scopes } from '../../domain/role.ts';
import { relanceError } from '../../errors.ts';
import { createApiKey, endApiKey, readApiKeys } from '../../operations/api-keys.ts';
import type { Authenticator } from '../../operations/authenticate.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { instant, listOf, page, rowParams } from '../wire.ts';

const scopeList = z.array(z.enum(scopes)).min(1).max(scopes.length);

const key = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().describe('How the key begins.'),
  scopes: z.array(z.string()),
  createdAt: instant,
  lastUsedAt: instant.nullable().describe('To the minute.'),
  revokedAt: instant.nullable(),
});

export interface KeysOptions {
  readonly context: OperationContext;
  readonly authenticator: Authenticator;
}

export function addKeys(app: FastifyInstance, { context, authenticator }: KeysOptions): void {
  addRoute(app, {
    method: 'POST',
    url: '/v1/keys',
    tag: 'keys',
    summary: 'Make an API key',
    description:
      'The key is in this answer and nowhere else: not stored, not shown again. So an `Idempotency-Key` is ignored here.',
    scope: 'admin',
    repeats: 'harmless',
    body: z
      .strictObject({
        name: z.string().trim().min(1).max(100),
        scopes: scopeList.optional().describe('Default: those that you have yourself, which is also the most.'),
      })
      .meta({ examples: [{ name: 'website', scopes: ['send'] }] }),
    answer: z.object({ id: z.string(), key: z.string(), hint: z.string(), scopes: z.array(z.string()) }),
    status: 201,
    handle: async ({ body, orgId, caller }) => {
      const own = scopes.filter((scope) => caller.scopes.includes(scope));
      const wanted = body.scopes ?? own;
      const missing = missingScopes(own, wanted);
      if (missing.length > 0)
        throw relanceError('forbidden', `you cannot give what you do not have yourself: ${missing.join(', ')}`);
      const made = await createApiKey(
        context,
        { id: orgId, key: caller.orgKey },
        { name: body.name, scopes: wanted },
        actorOf(caller),
      );
      return { ...made, scopes: [...made.scopes] };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/keys',
    tag: 'keys',
    summary: 'List API keys, the latest first',
    scope: 'admin',
    query: page,
    answer: listOf(key),
    handle: async ({ query, orgId }) => {
      const { items, nextCursor } = writePage(await readApiKeys(context, orgId, readPage(query)));
      return { items: items.map((one) => ({ ...one, scopes: [...one.scopes] })), nextCursor };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/keys/:id',
    tag: 'keys',
    summary: 'Revoke an API key',
    description: 'Other processes may take it for five seconds more.',
    scope: 'admin',
    params: rowParams,
    answer: z.object({ revoked: z.literal(true) }),
    handle: async ({ params: { id }, orgId, caller }) => {
      if (!(await endApiKey(context, orgId, id, actorOf(caller))))
        throw relanceError('not_found', `there is no key ${id}`);
      authenticator.forget();
      return { revoked: true as const };
    },
  });
}
