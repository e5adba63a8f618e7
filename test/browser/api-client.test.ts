// The types of the dashboard's API client are those of this server.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generateSchema, schemaPath } from '../../dashboard/scripts/generate.ts';

test('the API client is up to date with the server (else: npm run generate -w dashboard)', async () => {
  const generated = await generateSchema();
  const committed = await readFile(schemaPath, 'utf8');
  // Not as one comparison: a difference of thousands of lines helps nobody.
  const lines = committed.split('\n');
  const difference = generated.split('\n').findIndex((line, index) => line !== lines[index]);
  expect(difference === -1 ? 'no difference' : `line ${difference + 1}: ${lines[difference]}`).toBe('no difference');
  expect(committed.length).toBe(generated.length);
});
