/** Coverage: does somebody see to every live lead, conversation and appointment? */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { coveredCauses, coveredTypes, uncoveredCauses } from '../../domain/coverage.ts';
import { readCoverageCounts, readUncoveredPage } from '../../operations/audit-coverage.ts';
import type { OperationContext } from '../../operations/context.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { instant, listOf, page } from '../wire.ts';

const tag = 'coverage';
const type = z.enum(coveredTypes);
const uncoveredCause = z.enum(uncoveredCauses);

const coverage = z
  .object({
    auditedAt: instant.describe('When it was counted; that happens every ten minutes.'),
    live: z.number().int().describe('Leads that are not won, lost or closed, open conversations, appointments ahead.'),
    uncovered: z.number().int().describe('Those of them that nobody sees to.'),
    counts: z.array(
      z.object({
        type,
        covered: z.boolean(),
        cause: z.union([z.enum(coveredCauses), uncoveredCause]),
        count: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'Coverage', title: 'Coverage' });

const uncovered = z.object({
  type,
  key: z.string().describe('Your key of the record.'),
  contactId: z.string(),
  contactName: z.string().nullable(),
  cause: uncoveredCause.describe('Why nobody sees to it.'),
  since: instant,
  sequenceKey: z.string().nullable().describe('The sequence that the cause is about, where it is about one.'),
});

const listQuery = page.extend({
  type: type
    .optional()
    .describe('Only of this type.')
    .meta({ examples: ['lead'] }),
  cause: uncoveredCause
    .optional()
    .describe('Only for this cause.')
    .meta({ examples: ['sequence_inactive'] }),
});

export function addCoverage(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/coverage',
    tag,
    summary: 'Count live records by why they are covered, or are not',
    description:
      'Covered is what has something planned, has ended with a reason, or is left alone on purpose (`followUp: false` on the record says so).',
    answer: coverage,
    handle: async ({ orgId }) => {
      const { endedAt, counts } = await readCoverageCounts(context, orgId);
      const sum = (these: typeof counts) => these.reduce((total, { count }) => total + count, 0);
      return {
        auditedAt: endedAt,
        live: sum(counts),
        uncovered: sum(counts.filter(({ isCovered }) => !isCovered)),
        counts: counts.map(({ isCovered, cause, ...rest }) => ({
          ...rest,
          covered: isCovered,
          cause: cause as (typeof coveredCauses)[number] | (typeof uncoveredCauses)[number],
        })),
      };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/coverage/uncovered',
    tag,
    summary: 'List live records that nobody sees to, and why',
    description:
      'As of now, by type and key. A page may have fewer items than asked for, or none, and still have a `nextCursor`: it looks at 20,000 records and no further.',
    query: listQuery,
    answer: listOf(uncovered),
    handle: async ({ query, orgId }) => {
      const { type: only, cause } = query;
      return writePage(await readUncoveredPage(context, orgId, { type: only, cause }, readPage(query)));
    },
  });
}
