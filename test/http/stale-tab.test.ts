// A page that was loaded before its operator switched to another organization, in another tab: it must not act in that one.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeResetLink } from '../../src/operations/reset-password.ts';
import { by } from '../support/actor.ts';
import { type Api, startApi } from './support/api.ts';
import { isForCallers, operationsOf } from './support/operations.ts';
import { addOperator, invite, ownPage, password, signedIn } from './support/operators.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const shows = (organization: string) => ({ 'relance-organization': organization });

it('is told so, and nothing is changed, in whichever organization', async () => {
  await addOperator(api, 'default', 'ana@example.com', 'owner');
  const link = await makeResetLink(api.context, 'ana@example.com', by('test'));
  const post = (url: string, body: object) => api.call('POST', url, body, ownPage);
  await post('/v1/session/new-password', { token: link.split('#')[1], password });
  const token = await invite(api, 'other', 'ana@example.com', 'owner');
  const ana = signedIn(api, 'ana@example.com', await post('/v1/session/accept', { token, password }));
  await ana.call('PATCH', '/v1/session', { organization: 'default' });

  const put = (organization: string) => ana.call('PUT', '/v1/contacts/key:bo', { name: 'Bo' }, shows(organization));
  expect((await put('default')).status).toBe(200);
  await ana.call('PATCH', '/v1/session', { organization: 'other' });
  expect(await put('default')).toMatchObject({
    status: 409,
    body: { code: 'other_organization', retryable: false, detail: expect.stringContaining('default') },
  });
  const read = (organization: string) => ana.call('GET', '/v1/contacts', undefined, shows(organization));
  expect((await read('default')).status).toBe(409);
  expect((await read('other')).body.items).toEqual([]);
  // Who does not say what they show is asked for nothing.
  expect((await ana.call('GET', '/v1/contacts')).body.items).toEqual([]);
  await ana.call('PATCH', '/v1/session', { organization: 'default' }, shows('other'));
  expect((await read('default')).body.items).toMatchObject([{ name: 'Bo' }]);
});

it('is asked of a key as well, where it says so', async () => {
  expect((await api.call('GET', '/v1/contacts', undefined, shows('default'))).status).toBe(200);
  expect(await api.call('GET', '/v1/contacts', undefined, shows('other'))).toMatchObject({
    status: 409,
    body: { code: 'other_organization' },
  });
});

it('can read in the description of each route for known callers how to say it, and of the answer', async () => {
  const operations = operationsOf((await api.call('GET', '/openapi.json')).body).filter(isForCallers);
  const says = operations.filter(({ documented }) =>
    documented.parameters?.some(({ in: place, name }) => place === 'header' && name === 'Relance-Organization'),
  );
  const known = operations.filter(({ documented }) => documented.security?.length !== 0);
  expect(says.map(({ method, path }) => `${method} ${path}`)).toEqual(
    known.map(({ method, path }) => `${method} ${path}`),
  );
  expect(known.filter(({ documented }) => documented.responses['409'] === undefined)).toEqual([]);
});
