// How the server hands out the dashboard: which addresses are its own, what browsers may keep, what the page may load.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDashboard, dashboardPages } from '../../src/http/dashboard.ts';

let folder: string;
let app: FastifyInstance;

async function serverOn(built: string): Promise<FastifyInstance> {
  const server = Fastify();
  await server.register(helmet);
  await addDashboard(server, built);
  server.get('/v1/anything', () => 'an answer');
  await server.ready();
  return server;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-dashboard-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>The page</title>');
  await writeFile(join(folder, 'assets/index-abc.js'), 'export {}');
  await writeFile(join(folder, 'assets/index-abc.js.br'), 'compressed');
  app = await serverOn(folder);
});

afterAll(async () => {
  await app?.close();
  if (folder) await rm(folder, { recursive: true });
});

test('every page answers with the one page, which is asked for anew each time', async () => {
  for (const page of dashboardPages) {
    const answer = await app.inject(page);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.body).toContain('The page');
  }
});

test('every page that the dashboard has is one of them: a link to it can be opened, and it can be loaded again', async () => {
  const router = await readFile(new URL('../../dashboard/src/router.tsx', import.meta.url), 'utf8');
  const paths = [...router.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path.replaceAll('$', ':'));
  expect(paths.length).toBeGreaterThan(8);
  expect([...dashboardPages].sort()).toEqual(paths.sort());
});

test('files with a hash in their name are kept for ever, and come compressed', async () => {
  const answer = await app.inject({ url: '/assets/index-abc.js', headers: { 'accept-encoding': 'br' } });
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(answer.headers['content-encoding']).toBe('br');
  expect(answer.headers['content-type']).toMatch(/javascript/);
});

test('the page may run its own scripts only, and load nothing from elsewhere', async () => {
  const policy = String((await app.inject('/follow-ups')).headers['content-security-policy']);
  expect(policy).toMatch(/(^|;)default-src 'self'(;|$)/);
  expect(policy).toMatch(/(^|;)script-src 'self'(;|$)/);
  expect(policy).toMatch(/(^|;)frame-ancestors 'none'(;|$)/);
  expect(policy).not.toMatch(/https?:/);
});

test('addresses that are not its own are left alone', async () => {
  expect((await app.inject('/v1/anything')).body).toBe('an answer');
  for (const path of ['/nothing', '/v1/nothing', '/assets/nothing.js', '/assets/', '/..%2fpackage.json']) {
    expect([path, (await app.inject(path)).statusCode]).toEqual([path, 404]);
  }
});

test('without a build there is no dashboard, and everything else is as it was', async () => {
  const bare = await serverOn(join(folder, 'not-there'));
  expect((await bare.inject('/')).statusCode).toBe(404);
  expect((await bare.inject('/v1/anything')).body).toBe('an answer');
  await bare.close();
});
