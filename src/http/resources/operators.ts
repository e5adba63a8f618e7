/** The team: the operators of an organization. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { changeRole, readTeam, removeMember } from '../../operations/team.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { instant, listOf, page, rowParams } from '../wire.ts';
import { role } from './session-schema.ts';

const tag = 'operators';

const member = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role,
    createdAt: instant.describe('Since when they belong to this organization.'),
  })
  .meta({ id: 'Operator', title: 'Operator' });

export function addOperators(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/operators',
    tag,
    summary: 'List operators, by e-mail address',
    scope: 'admin',
    query: page,
    answer: listOf(member),
    handle: async ({ query, orgId }) => writePage(await readTeam(context, orgId, readPage(query))),
  });

  addRoute(app, {
    method: 'PATCH',
    url: '/v1/operators/:id',
    tag,
    summary: 'Change the role of an operator',
    description: 'It counts from their next call on. The last owner stays one (409).',
    scope: 'admin',
    params: rowParams,
    body: z.strictObject({ role }).meta({ examples: [{ role: 'viewer' }] }),
    answer: member,
    handle: ({ params: { id }, body, orgId, caller }) =>
      changeRole(context, orgId, id, body.role, { ...actorOf(caller), scopes: caller.scopes }),
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/v1/operators/:id',
    tag,
    summary: 'Remove an operator',
    description: 'From this organization; who belongs to no other one is forgotten. The last owner stays (409).',
    scope: 'admin',
    params: rowParams,
    answer: z.object({ removed: z.literal(true) }),
    handle: async ({ params: { id }, orgId, caller }) => {
      await removeMember(context, orgId, id, actorOf(caller));
      return { removed: true as const };
    },
  });
}
