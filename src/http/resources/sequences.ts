/** Sequences: stored as versions, checked, paused. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invalidInput } from '../../errors.ts';
import { actorOf } from '../../operations/caller.ts';
import type { OperationContext } from '../../operations/context.ts';
import { putSequences } from '../../operations/put-sequences.ts';
import {
  checkSequence,
  pauseSequence,
  readSequence,
  readSequencePage,
  readSequenceVersions,
  type SequenceVersion,
} from '../../operations/read-sequences.ts';
import { readPage, writePage } from '../cursor.ts';
import { addRoute } from '../route.ts';
import { facts, instant, listOf, page, problemList } from '../wire.ts';
import { documentBody } from './sequence-schema.ts';

const tag = 'sequences';
const params = z.object({
  key: z
    .string()
    .min(1)
    .max(64)
    .describe('Your own key of the sequence.')
    .meta({ examples: ['lead-welcome'] }),
});

const warnings = problemList.describe(
  'What is probably not meant: for example a template or the sender of a channel that is not there yet. It is no obstacle.',
);

const sequence = z
  .object({
    key: z.string(),
    name: z.string(),
    version: z.number().int(),
    active: z.boolean(),
    pausedAt: instant.nullable(),
    createdAt: instant,
    document: facts.describe('As its author would write it; PUT it back and nothing changes.'),
  })
  .meta({ id: 'Sequence', title: 'Sequence' });

export function addSequences(app: FastifyInstance, { context }: { readonly context: OperationContext }): void {
  const wire = ({ document, ...rest }: SequenceVersion) => ({ ...rest, document: document as never });

  addRoute(app, {
    method: 'PUT',
    url: '/v1/sequences/:key',
    tag,
    summary: 'Store a sequence',
    description:
      'A changed document makes a new version, an unchanged one nothing; running enrollments stay on theirs. Templates and senders may come later than the sequence: those that are missing are `warnings`.',
    scope: 'manage',
    params,
    body: documentBody,
    answer: z.object({ key: z.string(), version: z.number().int(), changed: z.boolean(), warnings }),
    handle: async ({ params: { key }, body, orgId, caller }) => {
      const [result] = await putSequences(context, orgId, [withKey(body, key)], actorOf(caller));
      return {
        key,
        version: result?.version ?? 0,
        changed: result?.changed ?? false,
        warnings: [...(result?.warnings ?? [])],
      };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/v1/sequences/validate',
    tag,
    summary: 'Check a sequence without storing it',
    repeats: 'harmless',
    body: documentBody,
    answer: z.object({ valid: z.boolean(), problems: problemList, warnings }),
    handle: async ({ body, orgId }) => {
      const { problems, warnings } = await checkSequence(context, orgId, body);
      return { valid: problems.length === 0, problems: [...problems], warnings: [...warnings] };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/sequences',
    tag,
    summary: 'List sequences, by key',
    query: page,
    answer: listOf(sequence),
    handle: async ({ query, orgId }) => {
      const { items, nextCursor } = writePage(await readSequencePage(context, orgId, readPage(query)));
      return { items: items.map(wire), nextCursor };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/sequences/:key',
    tag,
    summary: 'Get a sequence',
    params,
    query: z.object({
      version: z.coerce
        .number()
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe('Absent: the latest.')
        .meta({ examples: [3] }),
    }),
    answer: sequence,
    handle: async ({ params: { key }, query, orgId }) => wire(await readSequence(context, orgId, key, query.version)),
  });

  addRoute(app, {
    method: 'GET',
    url: '/v1/sequences/:key/versions',
    tag,
    summary: 'List the versions of a sequence, the latest first',
    params,
    query: page,
    answer: listOf(sequence),
    handle: async ({ params: { key }, query, orgId }) => {
      const { items, nextCursor } = writePage(await readSequenceVersions(context, orgId, key, readPage(query)));
      return { items: items.map(wire), nextCursor };
    },
  });

  for (const [verb, summary] of [
    ['pause', 'Pause a sequence'],
    ['resume', 'Resume a sequence'],
  ] as const) {
    addRoute(app, {
      method: 'POST',
      url: `/v1/sequences/:key/${verb}`,
      tag,
      summary,
      scope: 'manage',
      params,
      answer: sequence,
      handle: async ({ params: { key }, orgId, caller }) =>
        wire(await pauseSequence(context, orgId, key, verb === 'pause', actorOf(caller))),
    });
  }
}

/** The path's key counts; a document that says another one is a mistake. */
function withKey(body: unknown, key: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const said = (body as { key?: unknown }).key;
  if (said === undefined) return { key, ...body };
  if (said === key) return body;
  throw invalidInput([{ path: 'key', message: `the document says another key than the path, ${key}`, expected: key }]);
}
