/** The organization's policy: stored as versions, checked, and what counts in the end. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { type AffectedSequence, checkPolicy, putPolicy } from '../../operations/put-policy.ts';
import {
  readEffectivePolicy,
  readPolicyInForce,
  readPolicyPage,
  readPolicyVersion,
} from '../../operations/read-policies.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { fact, facts, instant, listOf, page, problemList } from '../wire.ts';
import { policyBody } from './policy-schema.ts';

const tag = 'policy';

const version = z
  .object({
    version: z.number().int(),
    document: facts.describe('As its author wrote it; PUT it back and nothing changes.'),
    createdAt: instant,
    createdBy: z.string().nullable().describe('The name of the key; null for what the installation set itself.'),
  })
  .meta({ id: 'PolicyVersion', title: 'Policy version' });

const warnings = problemList.describe('What is probably not meant. It is no obstacle.');

const sequences = z
  .array(z.object({ key: z.string(), version: z.number().int(), warnings: problemList }))
  .describe('Active sequences that do not fit under this policy, or not well.');

const effectiveValue = z.object({
  path: z.string().describe('As in the document: `caps.perDay`.'),
  value: fact,
  source: z.object({
    from: z.enum(['default', 'organization', 'sequence', 'contact']),
    version: z.number().int().optional().describe("Of the organization's policy, or of the sequence."),
    key: z.string().optional().describe('Of the sequence.'),
  }),
  text: z.string().describe('The same as a sentence.'),
});

export function addPolicy(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  addRoute(app, {
    method: 'GET',
    url: '/v1/policy',
    tag,
    summary: 'Get the policy in force',
    answer: version.extend({
      version: z.number().int().describe('0: nothing was set yet, all is as by default.'),
      createdAt: instant.nullable(),
    }),
    handle: ({ orgId }) => readPolicyInForce(context, orgId),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/v1/policy',
    tag,
    summary: 'Set the policy',
    description:
      'The whole document: what is absent is as by default. A changed document makes a new version, an unchanged one nothing. It counts at once, also for what is scheduled; `ghostDelay` and `approval` for what is planned from then on.',
    scope: 'manage',
    body: policyBody,
    answer: z.object({ version: z.number().int(), changed: z.boolean(), warnings, sequences }),
    handle: async ({ body, orgId, caller }) => {
      const result = await putPolicy(context, orgId, body, actorOf(caller));
      return { ...result, warnings: [...result.warnings], sequences: wire(result.sequences) };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/policy/check',
    tag,
    summary: 'Check a policy without setting it',
    repeats: 'harmless',
    body: policyBody,
    answer: z.object({ valid: z.boolean(), problems: problemList, warnings, sequences }),
    handle: async ({ body, orgId }) => {
      const { problems, warnings, sequences } = await checkPolicy(context, orgId, body);
      return {
        valid: problems.length === 0,
        problems: [...problems],
        warnings: [...warnings],
        sequences: wire(sequences),
      };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/policy/effective',
    tag,
    summary: 'List what counts, and where each value was set',
    description:
      'The defaults, over them the policy of the organization, of the sequence, and of the contact, value by value.',
    query: z.object({
      sequence: z
        .string()
        .max(64)
        .optional()
        .describe('As for this sequence, in its latest version.')
        .meta({ examples: ['lead-welcome'] }),
      contact: z
        .string()
        .max(250)
        .optional()
        .describe('As for this contact: an id, or `key:` and your own key.')
        .meta({ examples: ['key:ana'] }),
    }),
    answer: z.object({ values: z.array(effectiveValue) }),
    handle: async ({ query, orgId }) => ({ values: [...(await readEffectivePolicy(context, orgId, query))] }),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/policy/versions',
    tag,
    summary: 'List the versions of the policy, the latest first',
    query: page,
    answer: listOf(version),
    handle: async ({ query, orgId }) => writePage(await readPolicyPage(context, orgId, readPage(query))),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/policy/versions/:version',
    tag,
    summary: 'Get a version of the policy',
    params: z.object({
      version: z.coerce
        .number()
        .int()
        .min(1)
        .max(1_000_000)
        .describe('From 1.')
        .meta({ examples: [1] }),
    }),
    answer: version,
    handle: ({ params, orgId }) => readPolicyVersion(context, orgId, params.version),
  });
}

function wire(sequences: readonly AffectedSequence[]) {
  return sequences.map((one) => ({ ...one, warnings: [...one.warnings] }));
}
