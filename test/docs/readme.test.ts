// What the README tells people to type does what it says: the calls by curl one after the other, and the program.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { createServer } from '../../src/http/server.ts';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { codeBlocks, readPage, root } from './pages.ts';

const blocks = (language: string) => codeBlocks(readPage('README.md'), language);

/** Each test has one of its own: a sender of the other would come first in the route. It is night there, as it may be for a reader. */
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ quietHours: true });
  const engine = await createEngine({ database: database.url });
  const text = 'UPDATE relance.organizations SET timezone = $1';
  await engine.context.db.query({ name: 'test-night', text }, [nightZone()]);
  await engine.stop();
});
afterEach(() => database?.drop());

/** Where it is between two and three in the morning now. */
function nightZone(): string {
  const hours = ((2 - new Date().getUTCHours() + 36) % 24) - 12;
  // In these names the sign stands the other way round.
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly body: string | undefined;
}

function curlCalls(): Call[] {
  const lines = blocks('sh').join('\n').replaceAll('\\\n', ' ');
  return [...lines.matchAll(/^curl ([\s\S]*?)(?=^curl |$(?![\s\S]))/gm)].map(([, call = '']) => ({
    method: (/-X (\w+)/.exec(call)?.[1] ?? 'GET') as Call['method'],
    url: /http:\/\/127\.0\.0\.1:8000([^\s']*)/.exec(call)?.[1] ?? '',
    body: /-d '([\s\S]*)'/.exec(call)?.[1],
  }));
}

test('the first follow-up by curl: two are dated, one is sent, the answer cancels the other', async () => {
  const engine: Engine = await createEngine({ database: database.url });
  const { key } = await createApiKey(engine.context, { id: engine.orgId, key: 'default' }, { name: 'readme' });
  const app = await createServer({ context: engine.context, intake: engine.intake });
  engine.start();
  try {
    const call = async ({ method, url, body }: Call) => {
      const headers = { 'x-api-key': key, ...(body !== undefined && { 'content-type': 'application/json' }) };
      const response = await app.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
      expect(response.statusCode, `${method} ${url}: ${response.body}`).toBeLessThan(300);
      return response.json();
    };
    const [sender, rule, sequence, lead, list, inbox, answer, ...others] = curlCalls() as [
      Call,
      Call,
      Call,
      Call,
      Call,
      Call,
      Call,
    ];
    expect(others).toEqual([]);
    await call(sender);
    await call(rule);
    await call(sequence);
    expect(await call(lead)).toMatchObject({ enrolled: 1 });
    const { items: dated } = await call(list);
    expect(dated.map(({ state }: { state: string }) => state)).toEqual(['scheduled', 'scheduled']);

    await expect
      .poll(async () => (await call(inbox)).items.map(({ text }: { text: string }) => text), {
        timeout: 20_000,
        interval: 250,
      })
      .toEqual(['Hello Ana, any questions?']);
    await expect.poll(() => engine.idle, { timeout: 5_000 }).toBe(true);
    expect(await call(answer)).toMatchObject({ exited: 1 });
    const { items: after } = await call(list);
    const outcome = after.map(({ state, reason }: { state: string; reason: string | null }) => [state, reason]).sort();
    expect(outcome).toEqual([
      ['cancelled', 'message.received'],
      ['sent', null],
    ]);
    for (const { id } of after) {
      expect(await call({ method: 'GET', url: `/v1/follow-ups/${id}/explain`, body: undefined })).toHaveProperty(
        'summary',
      );
    }
  } finally {
    await app.close();
    await engine.stop();
  }
});

test('the program with the library prints what it sends, and ends in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relance-readme-'));
  try {
    const library = pathToFileURL(join(root, 'src/index.ts')).href;
    const [program = ''] = blocks('ts');
    await writeFile(join(folder, 'program.ts'), program.replace("from 'relance'", `from '${library}'`));
    const { code, output } = await run(join(folder, 'program.ts'));
    expect({ code, output }).toEqual({ code: 0, output: 'to ana@example.com: Hello Ana!\n' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Runs a program until it has printed a line, then asks it to end. */
function run(file: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, DATABASE_URL: database.url, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      if (output.includes('\n')) child.kill('SIGINT');
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}
