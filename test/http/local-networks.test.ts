// A container sees a browser on its own machine as one from elsewhere: what it says, and what makes it this machine.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { type Api, startApi } from './support/api.ts';
import { addOperator, ownPage, password } from './support/operators.ts';

let api: Api;
let server: FastifyInstance;

beforeAll(async () => {
  api = await startApi();
  await addOperator(api, 'default', 'ana@example.com', 'owner');
  server = await createServer({ context: api.context, localNetworks: ['172.18.0.0/16', 'fd00:5::1'] });
});
afterAll(async () => {
  await server?.close();
  await api?.close();
});

const published = { ...ownPage, host: 'localhost:8000', origin: 'http://localhost:8000' };

function signIn(app: FastifyInstance, remoteAddress: string, more: Record<string, string> = {}) {
  const headers = { ...published, ...more };
  const payload = { email: 'ana@example.com', password };
  return app.inject({ method: 'POST', url: '/v1/session', remoteAddress, headers, payload });
}

it('names the setting, with the address, to whoever opens the published port of a container', async () => {
  for (const remoteAddress of ['172.18.0.1', '::ffff:172.18.0.1']) {
    const refused = await signIn(api.app, remoteAddress);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'not_configured',
      detail: expect.stringContaining('set RELANCE_LOCAL_NETWORKS=172.18.0.1;'),
    });
  }
  // Elsewhere it would be of no use.
  for (const more of [{ host: 'relance.example.net' }, { 'x-forwarded-for': '198.51.100.7' }]) {
    const { detail } = (await signIn(api.app, '172.18.0.1', more)).json();
    expect(detail).toContain('Put a proxy with a certificate in front');
    expect(detail).not.toContain('RELANCE_LOCAL_NETWORKS');
  }
});

it('takes a network that is set as this machine, for the session too, and asks the rest as before', async () => {
  for (const remoteAddress of ['127.0.0.1', '172.18.0.1', '::ffff:172.18.7.7', 'fd00:5::1']) {
    const made = await signIn(server, remoteAddress);
    expect([remoteAddress, made.statusCode]).toEqual([remoteAddress, 200]);
    const headers = { ...published, cookie: String(made.headers['set-cookie']).split(';')[0] };
    const used = await server.inject({ method: 'GET', url: '/v1/session', remoteAddress, headers });
    expect(used.statusCode).toBe(200);
    const elsewhere = await server.inject({ method: 'GET', url: '/v1/session', remoteAddress: '172.19.0.1', headers });
    expect(elsewhere.statusCode).toBe(401);
  }
  const refused = await Promise.all([
    signIn(server, '172.19.0.1'),
    signIn(server, 'fd00:5::2'),
    signIn(server, '172.18.0.1', { host: 'relance.example.net', origin: 'http://relance.example.net' }),
    signIn(server, '172.18.0.1', { host: 'relance.example.net' }),
    signIn(server, '172.18.0.1', { via: '1.1 proxy' }),
  ]);
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422, 422]);
});
