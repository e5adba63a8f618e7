import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';
import { exampleOf, type Operation, operationsOf } from './support/operations.ts';

let api: Api;
let operations: readonly Operation[];
/** What the organization `default` has, by the name of the path's parameter. */
let mine: Record<string, Record<string, string>>;

beforeAll(async () => {
  api = await startApi();
  const all = operationsOf((await api.call('GET', '/openapi.json')).body);
  // What vendors call is verified by their signatures, see webhooks.
  operations = all.filter(({ path }) => path.startsWith('/v1/'));
  await api.call('PUT', '/v1/senders/office', { provider: 'sandbox', channel: 'email' });
  await api.call('PUT', '/v1/templates/hello', { text: 'Hello' });
  const steps = [{ key: 'soon', after: '30m', channel: 'email', text: 'hello' }];
  await api.call('PUT', '/v1/sequences/quote', { trigger: 'lead.created', steps, exit: ['message.received'] });
  await api.call('POST', '/v1/suppressions', { channel: 'email', value: 'gone@example.com' });
  await api.call('POST', '/v1/events', {
    type: 'lead.created',
    contact: { key: 'ana', email: 'ana@example.com' },
    lead: { key: 'l-1' },
  });
  await api.call('POST', '/v1/conversations/chat-1/messages', {
    direction: 'in',
    contact: { key: 'ana' },
    channel: 'email',
    text: 'hi',
  });
  const first = async (url: string) => (await api.call('GET', url)).body.items[0];
  const contact = await first('/v1/contacts');
  const { body: key } = await api.call('POST', '/v1/keys', { name: 'to revoke' });
  await api.call('PUT', '/v1/policy', { caps: { perDay: 9 } });
  mine = {
    contacts: { ref: contact.id },
    conversations: { key: 'chat-1' },
    enrollments: { id: (await first('/v1/enrollments')).id },
    'follow-ups': { id: (await first(`/v1/follow-ups?contact=${contact.id}`)).id },
    keys: { id: key.id },
    messages: { id: (await first('/v1/messages')).id },
    policy: { version: '1' },
    senders: { key: 'office' },
    sequences: { key: 'quote' },
    suppressions: { channel: 'email', value: 'gone@example.com' },
    templates: { key: 'hello' },
  };
});
afterAll(() => api.close());

/** PUT, and the first message of a conversation, make what is not there, in the caller's own organization. */
const makes = ({ method, resource, path }: Operation) =>
  (method === 'PUT' && resource !== 'contacts') || path === '/v1/conversations/{key}/messages';

const paths = (operation: Operation) =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(mine[operation.resource]?.[name] ?? `no ${name}`),
  );

describe('access', () => {
  it('answers 401 on every route without a key, and with a wrong one', async () => {
    for (const operation of operations) {
      for (const key of ['', 'dev-key-123', 'rl_default_wrong', 'rl_nobody_wrong']) {
        const { status, body } = await api.call(operation.method, paths(operation), undefined, { 'x-api-key': key });
        expect({ ...operation, status, code: body.code }).toEqual({ ...operation, status: 401, code: 'unauthorized' });
      }
    }
  });

  it('answers 404 on every route for what belongs to another organization, and changes nothing', async () => {
    const named = operations.filter((operation) => operation.path.includes('{') && !makes(operation));
    expect(named.length).toBeGreaterThan(25);
    for (const operation of named) {
      const body = exampleOf(operation);
      const answer = await api.call(operation.method, paths(operation), body, { 'x-api-key': api.otherKey });
      expect(
        { operation: `${operation.method} ${operation.path}`, status: answer.status },
        JSON.stringify(answer.body),
      ).toEqual({
        operation: `${operation.method} ${operation.path}`,
        status: 404,
      });
    }
    // Nothing was sent yet, so that there is no message.
    const theirs = named.filter(({ method, path }) => method === 'GET' && path !== '/v1/follow-ups/{id}/message');
    for (const operation of theirs) {
      const { status } = await api.call('GET', paths(operation));
      expect({ path: operation.path, status }).toEqual({ path: operation.path, status: 200 });
    }
  });

  it("lists nothing of another organization's", async () => {
    const isList = ({ documented }: Operation) => documented.parameters?.some(({ name }) => name === 'limit');
    for (const operation of operations.filter((one) => isList(one) && !one.path.includes('{'))) {
      const { body } = await api.call('GET', operation.path, undefined, { 'x-api-key': api.otherKey });
      if (operation.path === '/v1/suppressions/export') {
        expect(body).toBe('channel,value,cause,detail,created_at\r\n');
        continue;
      }
      // Of keys it has its own, and that they were made is in its log.
      const names = body.items.map((item: { name?: string }) => item.name ?? item);
      expect({ path: operation.path, names }).toEqual({
        path: operation.path,
        names:
          operation.resource === 'keys'
            ? ['other']
            : operation.resource === 'audit'
              ? [expect.objectContaining({ action: 'key.made', facts: expect.objectContaining({ name: 'other' }) })]
              : [],
      });
    }
  });

  it("shows another organization's policy to nobody", async () => {
    const theirs = (url: string) => api.call('GET', url, undefined, { 'x-api-key': api.otherKey });
    expect((await theirs('/v1/policy')).body).toMatchObject({ version: 0, document: {} });
    expect(JSON.stringify((await theirs('/v1/policy/effective')).body)).not.toContain('organization"');
    expect((await theirs('/v1/organization')).body).toMatchObject({ key: 'other' });
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
