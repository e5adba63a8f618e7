/**
 * Writes the types of the API client from the description that the server gives of itself. No database is needed: nothing
 * is asked of the server but its description. `npm run generate -w dashboard` after every change of the API; a test fails
 * while the file is out of date.
 */
import { writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { createServer } from '../../src/http/server.ts';
import { silentLogger } from '../../src/logger.ts';
import { Telemetry } from '../../src/telemetry.ts';

export const schemaPath = new URL('../src/api/schema.d.ts', import.meta.url);

const header = '// Generated from the OpenAPI description of the server by `npm run generate -w dashboard`. Do not edit.\n\n';

export async function generateSchema(): Promise<string> {
  const parts = { context: {}, senders: {} } as Pick<Parameters<typeof createServer>[0], 'context' | 'senders'>;
  const server = await createServer({ ...parts, logger: silentLogger, telemetry: new Telemetry(), version: '0' });
  try {
    const description = (await server.inject('/openapi.json')).json();
    return header + astToString(await openapiTypescript(description));
  } finally {
    await server.close();
  }
}

if (import.meta.main) await writeFile(schemaPath, await generateSchema());
