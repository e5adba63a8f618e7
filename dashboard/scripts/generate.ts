/**
 * Writes the types of the API client from the description that the server gives of itself. No database is needed: nothing
 * is asked of the server but its description. `npm run generate -w dashboard` after every change of the API; a test fails
 * while the file is out of date.
 */
import { writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { createServer } from '../../src/http/server.ts';
import type { OperationContext } from '../../src/operations/context.ts';

export const schemaPath = new URL('../src/api/schema.d.ts', import.meta.url);

const header =
  '// Generated from the OpenAPI description of the server by `npm run generate -w dashboard`. Do not edit.\n\n';

export async function generateSchema(): Promise<string> {
  const server = await createServer({ context: {} as OperationContext, version: '0' });
  try {
    const description: Description = (await server.inject('/openapi.json')).json();
    nameProblems(description);
    return header + astToString(await openapiTypescript(description as unknown as OpenAPI3));
  } finally {
    await server.close();
  }
}

type Answers = Record<string, { content?: Record<string, { schema: unknown }> } | { $ref: string }>;

interface Description {
  readonly paths: Record<string, Record<string, { readonly responses?: Answers }>>;
  readonly components: { schemas?: Record<string, unknown>; responses?: Answers };
}

/** Every route may answer the same problem documents: they are written once, so that the file is a third as long. */
function nameProblems({ paths, components }: Description): void {
  const media = 'application/problem+json';
  const { schemas = {}, responses: named = {} } = components;
  Object.assign(components, { schemas, responses: named });
  for (const { responses = {} } of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    for (const [status, answer] of Object.entries(responses)) {
      if (!('content' in answer) || !answer.content?.[media]) continue;
      schemas.Problem ??= answer.content[media].schema;
      named[`Problem${status}`] ??= {
        ...answer,
        content: { [media]: { schema: { $ref: '#/components/schemas/Problem' } } },
      };
      responses[status] = { $ref: `#/components/responses/Problem${status}` };
    }
  }
}

if (import.meta.main) await writeFile(schemaPath, await generateSchema());
