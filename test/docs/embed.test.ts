// What the page on embedding tells a host to write runs: the engine's API under a prefix, beside the host's own routes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { codeBlocks, readPage, root } from './pages.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'relance-embed-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

/** The names under which a host imports, and where that is in this repository. */
const imports: Readonly<Record<string, string>> = {
  relance: pathToFileURL(join(root, 'src/index.ts')).href,
  'relance/http': pathToFileURL(join(root, 'src/http/plugin.ts')).href,
  fastify: import.meta.resolve('fastify'),
};

async function startHost() {
  const [program = ''] = codeBlocks(readPage('docs/guides/embed-as-a-library.md'), 'ts');
  const file = join(folder, 'host.ts');
  await writeFile(
    file,
    program.replaceAll(/ from '([^']+)'/g, (_, name) => ` from '${imports[name] ?? name}'`),
  );
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, DATABASE_URL: database.url, PORT: '0', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 45_000,
  });
  const closed = once(child, 'close');
  let output = '';
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
        const found = /^http:\/\/\S+$/m.exec(output);
        if (found) resolve(found[0]);
      });
    }
    closed.then(() => reject(new Error(`the host ended: ${output}`)));
  });
  return {
    address: await address,
    /** Resolves with its exit code. */
    stop: async () => {
      child.kill('SIGINT');
      return (await closed)[0] as number | null;
    },
  };
}

test('a host serves the API under a prefix, keeps its own routes, and ends in order', async () => {
  const engine = await createEngine({ database: database.url });
  const { key } = await createApiKey(engine.context, { id: engine.orgId, key: 'default' }, { name: 'host' });
  await engine.stop();
  const host = await startHost();
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(host.address + path, { headers });
    const type = response.headers.get('content-type') ?? '';
    // biome-ignore lint/suspicious/noExplicitAny: what comes back is what is tested
    const body: any = type.includes('json') ? await response.json() : await response.text();
    return { status: response.status, body };
  };
  let code: number | null = null;
  try {
    expect(await get('/')).toMatchObject({ status: 200, body: { hello: 'from the host' } });
    expect(await get('/relance/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
    expect(await get('/relance/v1/follow-ups')).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(await get('/relance/v1/follow-ups', { 'x-api-key': key })).toMatchObject({
      status: 200,
      body: { items: [] },
    });
    // Nothing of ours outside of the prefix: not even what a missing page looks like.
    expect(await get('/v1/follow-ups')).toMatchObject({ status: 404, body: { error: 'Not Found' } });
    const { body } = await get('/relance/openapi.json');
    expect(body.servers).toEqual([{ url: '/relance' }]);
    expect(Object.keys(body.paths)).toContain('/v1/events');
    expect((await get('/relance/docs/')).body).toContain('/relance/openapi.json');
  } finally {
    code = await host.stop();
  }
  expect(code).toBe(0);
});
