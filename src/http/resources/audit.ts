/** The audit log: who changed what. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readAuditPage } from '../../operations/audit.ts';
import type { OperationContext } from '../../operations/context.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { exampleId, facts, instant, listOf, page } from '../wire.ts';

const entry = z
  .object({
    seq: z.number().int().describe('Its number in the chain of the organization.'),
    at: instant,
    actor: z.object({
      kind: z
        .enum(['key', 'operator', 'host', 'local', 'engine'])
        .describe(
          '`host`: somebody whom the host application vouches for. `local`: the command line, or the host application itself. `engine`: it did so by itself.',
        ),
      id: z.string().nullable(),
      name: z.string(),
    }),
    action: z.string().describe('What was done to what, for example `sender.stored`.'),
    ids: z.array(z.string()).describe('Of what was changed.'),
    facts,
    previousHash: z.string(),
    hash: z.string().describe('Covers everything above, and so every entry before.'),
  })
  .meta({ id: 'AuditEntry', title: 'AuditEntry' });

const query = page.extend({
  action: z
    .string()
    .max(100)
    .optional()
    .describe('Exactly this one, or what it begins with before a dot: `sender`.')
    .meta({ examples: ['contact.erased'] }),
  actor: z
    .string()
    .max(100)
    .optional()
    .describe('The id of a key or an operator, or what the host calls somebody.')
    .meta({ examples: [exampleId] }),
  id: z
    .string()
    .max(500)
    .optional()
    .describe('The id or key of what was changed.')
    .meta({ examples: [exampleId] }),
  from: instant.optional().describe('Only what was done at this instant or later.'),
  until: instant.optional().describe('Only what was done at this instant or before.'),
});

export function addAudit(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/audit',
    tag: 'audit',
    summary: 'List who changed what, the latest first',
    description:
      'What operators and callers changed; what was sent is on the timelines. Nothing personal is in it. `relance audit verify` computes the chain of hashes anew.',
    scope: 'admin',
    query,
    answer: listOf(entry),
    handle: async ({ query: { action, actor, id, from, until, ...rest }, orgId }) => {
      const filter = { action, actor, id, from, until };
      const { items, nextCursor } = writePage(await readAuditPage(context, orgId, filter, readPage(rest)));
      return {
        items: items.map(({ actorKind, actorId, actorName, ids, ...row }) => ({
          ...row,
          ids: [...ids],
          actor: { kind: actorKind, id: actorId, name: actorName },
        })),
        nextCursor,
      };
    },
  });
}
