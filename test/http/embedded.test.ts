// The API in a host's own server, under a prefix.
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import { type RelancePluginOptions, relancePlugin } from '../../src/http/plugin.ts';
import type { Provider } from '../../src/provider.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

/** As the vendor has called: what a signature would be checked over. */
const called: string[] = [];
const listener: Provider = {
  describe: () => ({
    type: 'listener',
    channels: ['sms'],
    config: {},
    limits: { concurrency: 1, timeoutMs: 1_000 },
    webhooks: { source: 'listener', kinds: ['status'] },
    idempotency: 'none',
    outcomes: [{ when: 'always', outcome: 'accepted', source: 'it sends nothing' }],
  }),
  configure: () => ({
    send: async () => ({ kind: 'accepted' }),
    receive: async ({ url }) => {
      called.push(url);
      return { kind: 'read', receipts: [], inbound: [] };
    },
  }),
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function startHost(publicUrl?: string, more: Partial<RelancePluginOptions> = {}): Promise<FastifyInstance> {
  const engine = await createEngine({
    database: database.url,
    providers: [listener],
    senders: [{ key: 'listener', provider: 'listener', channel: 'sms' }],
    ...(publicUrl !== undefined && { publicUrl }),
  });
  const app = Fastify();
  await app.register(async (own) => {
    await own.register(swagger, { openapi: {} });
    own.get('/own', { schema: { summary: "The host's" } }, () => 'own');
    own.get('/own.json', { schema: { hide: true } }, () => own.swagger());
  });
  await app.register(relancePlugin, { prefix: '/relance', context: engine.context, intake: engine.intake, ...more });
  app.addHook('onClose', () => engine.stop());
  return app;
}

test.each([
  ['of publicUrl, which has the prefix', 'https://example.com/relance', 'https://example.com/relance'],
  ['of the request, where there is no publicUrl', undefined, 'http://host.example/relance'],
])('a report is checked by the address that the vendor called: that %s', async (_name, publicUrl, base) => {
  const app = await startHost(publicUrl);
  try {
    called.length = 0;
    const url = '/relance/webhooks/listener/status?sender=listener';
    const response = await app.inject({ method: 'POST', url, headers: { host: 'host.example' }, payload: 'x=1' });
    expect(response.statusCode, response.body).toBe(200);
    expect(called).toEqual([`${base}/webhooks/listener/status?sender=listener`]);
  } finally {
    await app.close();
  }
});

test("the host's description of its routes and ours do not mix", async () => {
  const app = await startHost();
  try {
    const paths = async (url: string) => Object.keys((await app.inject(url)).json().paths);
    expect(await paths('/own.json')).toEqual(['/own']);
    expect(await paths('/relance/openapi.json')).toContain('/v1/events');
  } finally {
    await app.close();
  }
});

test('nobody signs in to a host that has not asked for it, and API keys count all the same', async () => {
  const app = await startHost();
  try {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const payload = { email: 'ana@example.com', password: 'whatever it may be' };
    const signIn = await app.inject({ method: 'POST', url: '/relance/v1/session', headers, payload });
    expect(signIn.statusCode).toBe(404);
    const paths = Object.keys((await app.inject('/relance/openapi.json')).json().paths);
    expect(paths.filter((path) => /operators|invitations|sessions/.test(path))).toEqual([]);
    const refused = await app.inject('/relance/v1/contacts');
    expect(refused.json()).toMatchObject({ status: 401, detail: expect.not.stringContaining('sign in') });
  } finally {
    await app.close();
  }
});

test('a host says by itself who calls, for which organization and with which scopes', async () => {
  const app = await startHost(undefined, {
    authenticate: async ({ headers }) =>
      headers['x-host-user'] === 'ana'
        ? { organization: 'default', name: 'Ana of the host', scopes: ['read'] }
        : undefined,
  });
  try {
    const ask = async (method: 'GET' | 'POST', url: string, headers: Record<string, string>) => {
      const answer = await app.inject({ method, url: `/relance${url}`, headers });
      return { status: answer.statusCode, body: answer.json() };
    };
    const ana = { 'x-host-user': 'ana' };
    expect((await ask('GET', '/v1/contacts', ana)).status).toBe(200);
    expect((await ask('GET', '/v1/session', ana)).body).toMatchObject({
      kind: 'host',
      name: 'Ana of the host',
      scopes: ['read'],
      organization: { key: 'default' },
    });
    expect((await ask('POST', '/v1/events', ana)).status).toBe(403);
    expect((await ask('GET', '/v1/contacts', { 'x-host-user': 'somebody' })).status).toBe(401);
    // The host may know people by a cookie, which comes along from anywhere.
    const foreign = await ask('POST', '/v1/sequences/validate', { ...ana, 'sec-fetch-site': 'cross-site' });
    expect(foreign.body).toMatchObject({ status: 403, detail: expect.stringContaining('a page of this server') });
  } finally {
    await app.close();
  }
});
