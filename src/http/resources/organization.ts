/** What the organization of the key says about itself. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../operations/caller.ts';
import { changeOrganization, readOrganization } from '../../operations/change-organization.ts';
import type { OperationContext } from '../../operations/context.ts';
import { addRoute } from '../route.ts';

const tag = 'organization';

const organization = z
  .object({
    key: z.string(),
    name: z.string(),
    timezone: z.string().describe('IANA: the zone of its business hours, holidays and blackouts.'),
    locale: z.string().describe('BCP 47: for contacts of whom no language is known.'),
    helpText: z.string().nullable().describe('The answer to HELP; null: its name, and how to stop.'),
    emailLayout: z.boolean().describe('Do e-mails without HTML of their own get some?'),
  })
  .meta({ id: 'Organization', title: 'Organization' });

/** Documented, not checked: the operation reads it, and says all that is wrong. */
const change = z.unknown().meta({
  title: 'Organization change',
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 200 },
    timezone: { type: 'string', description: 'IANA, for example Europe/Paris.' },
    locale: { type: 'string', description: 'BCP 47, for example fr or pt-BR.' },
    helpText: { type: ['string', 'null'], maxLength: 1_600, description: 'In Liquid. null takes it back.' },
    emailLayout: { type: 'boolean' },
  },
  additionalProperties: false,
  examples: [{ name: 'Studio Nine', timezone: 'Europe/Paris', locale: 'fr' }],
});

export function addOrganization(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/organization',
    tag,
    summary: 'Get the organization',
    answer: organization,
    handle: ({ orgId }) => readOrganization(context, orgId),
  });

  addRoute(app, {
    method: 'PATCH',
    url: '/v1/organization',
    tag,
    summary: 'Change the organization',
    description: 'What is absent stays as it is.',
    scope: 'manage',
    body: change,
    answer: organization,
    handle: ({ body, orgId, caller }) => changeOrganization(context, orgId, body, actorOf(caller)),
  });
}
