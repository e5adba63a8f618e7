/** Whole suppression lists: taken over from elsewhere, and taken away. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../operations/caller.ts';
import { exportFormats, exportSuppressions } from '../../operations/export-suppressions.ts';
import { csvRows, importSuppressions } from '../../operations/import-suppressions.ts';
import { addRoute } from '../route.ts';
import { batchLimit, channel, channelFilter, facts, problemAnswers, problemList } from '../wire.ts';
import { causeFilter, causeWord, type SuppressionsOptions } from './suppressions.ts';

const tag = 'suppressions';

const rows = z.strictObject({
  suppressions: z.array(facts).min(1).max(50_000).describe('Each `{ channel, value, cause, detail }`.'),
});

const example = {
  suppressions: [
    { channel: 'email', value: 'ana@example.com', cause: 'complaint' },
    { channel: 'sms', value: '+33612345678' },
  ],
};

const report = z.object({
  added: z.number().int(),
  known: z.number().int().describe('They were suppressed before.'),
  refused: z.number().int(),
  problems: problemList.describe('Of the refused rows, the first 500, with their lines.'),
});

export function addSuppressionLists(app: FastifyInstance, { context, defaultCountry }: SuppressionsOptions): void {
  app.register(async (scope) => {
    scope.addContentTypeParser('text/csv', { parseAs: 'string' }, (request, body, done) => {
      request.rawBody = body as string;
      done(null, body);
    });
    addRoute(scope, {
      method: 'POST',
      url: '/v1/suppressions/import',
      tag,
      summary: 'Suppress many addresses at once',
      description:
        'As JSON, or as `text/csv` with a first line of column names: `channel`, `value`, `cause`, `detail`, or `email` or `phone` in place of the first two. A bad row refuses no other; good ones are stored a thousand at a time, so that after a fault the same list can be sent again.',
      scope: 'manage',
      repeats: 'harmless',
      bodyLimit: batchLimit,
      query: z.object({
        channel: channel
          .optional()
          .describe('Of rows that name none.')
          .meta({ examples: ['sms'] }),
        cause: causeWord
          .optional()
          .describe('Of rows that name none; `imported` otherwise.')
          .meta({ examples: ['do_not_contact'] }),
      }),
      body: z.union([rows, z.string()]).meta({ examples: [example] }),
      answer: report,
      handle: async ({ body, query, orgId, caller }) => {
        const written =
          typeof body === 'string'
            ? csvRows([body])
            : body.suppressions.map((value, index) => ({ path: `suppressions[${index}]`, value }));
        const options = { ...query, by: actorOf(caller), ...(defaultCountry !== undefined && { defaultCountry }) };
        const { problems, ...counts } = await importSuppressions(context, orgId, written, options);
        return { ...counts, problems: [...problems] };
      },
    });
  });

  const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const;
  const query = z.strictObject({
    format: z
      .enum(exportFormats)
      .default('csv')
      .describe('CSV with a line of names, or an object of JSON in each line.')
      .meta({ examples: ['csv'] }),
    channel: channelFilter,
    cause: causeFilter,
  });
  app.get<{ Querystring: z.output<typeof query> }>('/v1/suppressions/export', {
    config: { scope: 'read', repeats: 'harmless' },
    schema: {
      tags: [tag],
      summary: 'Take the whole suppression list away, as CSV or JSON lines',
      description: 'It can be imported again.\n\nNeeds the scope `read`.',
      operationId: 'getSuppressionsExport',
      security: [{ apiKey: [] }, { bearer: [] }],
      querystring: query,
      response: {
        200: { description: 'Found.', content: { 'text/csv': { schema: z.string() } } },
        ...problemAnswers([401, 403, 409, 422, 429, 500, 503]),
      },
    },
    handler: async ({ query: { format, ...filter }, caller }, reply) =>
      reply
        .type(types[format])
        .header('content-disposition', `attachment; filename="suppressions.${format}"`)
        .send(Readable.from(exportSuppressions(context, caller.orgId, format, filter))),
  });
}
