/** Organizations themselves: for admins of the organization `default`, which belongs to whoever runs the installation. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { relanceError } from '../../errors.ts';
import { createApiKey, defaultOrganization } from '../../operations/api-keys.ts';
import { actorOf, type Caller } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { addOrganization, readOrganizations } from '../../operations/organizations.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { instant, listOf, page } from '../wire.ts';

const tag = 'organizations';
const organization = z.object({ key: z.string(), name: z.string(), createdAt: instant });

export function addOrganizations(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'POST',
    url: '/v1/organizations',
    tag,
    summary: 'Make an organization',
    description:
      'For admins of the organization `default`. The first API key of the new one is in this answer and nowhere else; with it, invite its owner.',
    scope: 'admin',
    repeats: 'harmless',
    body: z
      .strictObject({
        key: z.string().max(64).describe('Lower-case letters, digits and -. It never changes.'),
        name: z.string().trim().max(200).optional().describe('As people see it. Default: the key.'),
      })
      .meta({ examples: [{ key: 'north-clinic', name: 'North Clinic' }] }),
    answer: z.object({ ...organization.shape, apiKey: z.string() }),
    status: 201,
    handle: async ({ body, caller }) => {
      refuseOthers(caller);
      const made = await addOrganization(context, body, actorOf(caller));
      const { key } = await createApiKey(context, made, { name: 'first key' }, actorOf(caller));
      return { ...made, apiKey: key };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/organizations',
    tag,
    summary: 'List organizations, by key',
    description: 'For admins of the organization `default`.',
    scope: 'admin',
    query: page,
    answer: listOf(organization),
    handle: async ({ query, caller }) => {
      refuseOthers(caller);
      return writePage(await readOrganizations(context, readPage(query)));
    },
  });
}

function refuseOthers({ orgKey }: Caller): void {
  if (orgKey !== defaultOrganization)
    throw relanceError('forbidden', `this is for admins of the organization ${defaultOrganization}`);
}
