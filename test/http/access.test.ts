import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';
import { isForCallers, type Operation, operationsOf } from './support/operations.ts';

let api: Api;
let operations: readonly Operation[];

beforeAll(async () => {
  api = await startApi();
  const all = operationsOf((await api.call('GET', '/openapi.json')).body);
  // What vendors call is verified by their signatures, see webhooks; signing in is for those who are not known yet.
  operations = all.filter((one) => isForCallers(one) && one.documented.security?.length !== 0);
});
afterAll(() => api.close());

describe('access', () => {
  it('answers 401 on every route without a key, and with a wrong one', async () => {
    for (const operation of operations) {
      for (const key of ['', 'dev-key-123', 'rl_default_wrong', 'rl_nobody_wrong']) {
        const { status, body } = await api.call(operation.method, operation.path, undefined, { 'x-api-key': key });
        expect({ ...operation, status, code: body.code }).toEqual({ ...operation, status: 401, code: 'unauthorized' });
      }
    }
  });

  it('takes a key from x-api-key and from Authorization: Bearer', async () => {
    const bearer = await api.call('GET', '/v1/keys', undefined, {
      'x-api-key': '',
      authorization: `Bearer ${api.key}`,
    });
    expect(bearer.status).toBe(200);
  });

  it('refuses a key without the scope that a route needs', async () => {
    const reader = await api.keyWith(['read']);
    const sender = await api.keyWith(['send']);
    const status = async (key: string, method: 'GET' | 'POST', url: string) =>
      (await api.call(method, url, undefined, { 'x-api-key': key })).status;
    expect(await status(reader, 'GET', '/v1/contacts')).toBe(200);
    expect(await status(reader, 'POST', '/v1/events')).toBe(403);
    expect(await status(reader, 'GET', '/v1/keys')).toBe(403);
    expect(await status(sender, 'GET', '/v1/contacts')).toBe(403);
    expect(await status(sender, 'POST', '/v1/events')).toBe(422);
    expect(await status(sender, 'POST', '/v1/suppressions')).toBe(403);
  });

  it('shows a key once, and takes it no more when it was revoked', async () => {
    const { body: made } = await api.call('POST', '/v1/keys', { name: 'short-lived', scopes: ['read'] });
    expect(made.key).toMatch(/^rl_default_[\w-]{32}$/);
    const use = async () => (await api.call('GET', '/v1/contacts', undefined, { 'x-api-key': made.key })).status;
    expect(await use()).toBe(200);
    const { body: list } = await api.call('GET', '/v1/keys');
    expect(JSON.stringify(list)).not.toContain(made.key);
    await api.call('DELETE', `/v1/keys/${made.id}`);
    expect(await use()).toBe(401);
  });

  it('lets nobody give a key more scopes than they have themselves', async () => {
    const admin = await api.keyWith(['read', 'admin']);
    const make = (scopes?: readonly string[]) =>
      api.call('POST', '/v1/keys', { name: 'another', scopes }, { 'x-api-key': admin });
    expect((await make()).body.scopes).toEqual(['read', 'admin']);
    expect((await make(['read'])).status).toBe(201);
    const refused = await make(['read', 'send']);
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('send') },
    });
    const invited = await api.call(
      'POST',
      '/v1/invitations',
      { email: 'ana@example.com', role: 'owner' },
      { 'x-api-key': admin },
    );
    expect(invited).toMatchObject({ status: 403, body: { detail: expect.stringContaining('send, manage') } });
  });

  it('says when a key was last used', async () => {
    const { body: made } = await api.call('POST', '/v1/keys', { name: 'in use', scopes: ['read'] });
    const listed = async () =>
      (await api.call('GET', '/v1/keys')).body.items.find(({ id }: { id: string }) => id === made.id);
    expect(await listed()).toMatchObject({ lastUsedAt: null, revokedAt: null });
    await api.call('GET', '/v1/contacts', undefined, { 'x-api-key': made.key });
    await expect.poll(async () => Date.now() - Date.parse((await listed()).lastUsedAt)).toBeLessThan(60_000);
  });

  it('never shows what is secret of a sender', async () => {
    const config = { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
    const { status, body } = await api.call('PUT', '/v1/senders/hook', {
      provider: 'webhook',
      channel: 'webhook',
      config,
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ secrets: ['secret'], config: {} });
    expect(JSON.stringify(await api.call('GET', '/v1/senders'))).not.toContain('MfKQ9r8');
  });
});
