// `relance suppressions`: a list in a file comes in with the line of each mistake, and goes out again.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { relance, temporaryPlace } from './support/relance.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await temporaryPlace();
});
afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  relance(['suppressions', ...args], { folder, environment: { DATABASE_URL: database.url } });

it('takes over what is good, tells what is not, and gives it all back', async () => {
  await writeFile(join(folder, 'list.csv'), 'value,cause\nana@example.com,complained\nnobody\nben@example.com,\n');
  const loaded = await run('import', 'list.csv', '--channel', 'email', '--cause', 'old_list');
  expect(loaded).toMatchObject({ code: 1, stdout: '2 added, 0 known before, 1 refused.\n' });
  expect(loaded.stderr).toContain('list.csv:3: value: "nobody" is not an e-mail address');
  const { code, stdout } = await run('export', '--format', 'jsonl');
  expect(code).toBe(0);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toMatchObject([
    { channel: 'email', value: 'ana@example.com', cause: 'complained' },
    { channel: 'email', value: 'ben@example.com', cause: 'old_list' },
  ]);
  await writeFile(join(folder, 'list.jsonl'), stdout);
  expect((await run('import', 'list.jsonl', '--json')).stdout).toMatch(/"known": ?2/);
}, 120_000);

it('refuses a channel, a format or a file that is not there', async () => {
  expect(await run('import', 'list.csv', '--channel', 'mail')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('email'),
  });
  expect(await run('export', '--format', 'xml')).toMatchObject({ code: 2, stderr: expect.stringContaining('csv') });
  expect(await run('import', 'nothing.csv')).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing.csv') });
}, 120_000);
