import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';
import { type Operation, operationsOf } from './support/operations.ts';

let api: Api;
let lists: readonly Operation[];

beforeAll(async () => {
  api = await startApi();
  const operations = operationsOf((await api.call('GET', '/openapi.json')).body);
  lists = operations.filter(({ documented }) => documented.parameters?.some(({ name }) => name === 'cursor'));
  for (const key of ['ana', 'ben', 'cleo']) {
    const contact = { key, email: `${key}@example.com` };
    await api.call('POST', '/v1/events', { type: 'lead.created', contact, lead: { key: `lead-${key}` } });
  }
});
afterAll(() => api.close());

/** A path of this route that can be asked; what it names need not exist. */
const pathOf = ({ path }: Operation) => path.replace('{ref}', 'key:ana').replace('{key}', 'nobody');

async function refusalOf(url: string): Promise<{ path: string; message: string; expected: string }> {
  const { status, body } = await api.call('GET', url);
  expect({ url, status, code: body.code }).toEqual({ url, status: 422, code: 'invalid_input' });
  return body.problems[0];
}

describe('lists', () => {
  it('refuse a parameter that they do not know, and name the one that was probably meant', async () => {
    expect(lists.length).toBeGreaterThan(10);
    for (const list of lists) {
      const problem = await refusalOf(`${pathOf(list)}?limitt=5`);
      expect(problem).toEqual({
        path: 'query.limitt',
        message: 'there is no query parameter "limitt" here',
        expected: 'did you mean limit?',
      });
    }
    expect(await refusalOf('/v1/follow-ups?contactId=x')).toMatchObject({ expected: 'did you mean contact?' });
    expect(await refusalOf('/v1/follow-ups?colour=red')).toMatchObject({
      expected: expect.stringMatching(/^one of limit, cursor, view, state/),
    });
  });

  it('are not the only routes that refuse what they do not know', async () => {
    expect(await refusalOf('/v1/sequences/x?versoin=2')).toMatchObject({ expected: 'did you mean version?' });
    expect(await refusalOf('/v1/contacts/key:ana?fields=name')).toMatchObject({ expected: 'leave it out' });
  });

  it('refuse a cursor of another list, and say of which it is', async () => {
    const { body } = await api.call('GET', '/v1/contacts?limit=1');
    expect(body.nextCursor).not.toBeNull();
    for (const list of lists.filter(({ path }) => path !== '/v1/contacts')) {
      const problem = await refusalOf(`${pathOf(list)}?cursor=${body.nextCursor}`);
      expect(problem).toMatchObject({
        path: 'query.cursor',
        message: 'this cursor belongs to the list /v1/contacts',
        expected: expect.stringContaining('/v1/'),
      });
    }
    const next = await api.call('GET', `/v1/contacts?limit=2&cursor=${body.nextCursor}`);
    expect(next.body.items).toHaveLength(2);
  });

  it('refuse a cursor that was given for other filters, or for something else of the same kind', async () => {
    const { body } = await api.call('GET', '/v1/events?limit=1&type=lead.created');
    const go = (filters: string) => `/v1/events?limit=1&${filters}cursor=${body.nextCursor}`;
    expect(await refusalOf(go(''))).toMatchObject({
      path: 'query.cursor',
      message: 'this cursor was given for other filters',
      expected: expect.stringContaining('the same filters'),
    });
    await refusalOf(go('type=lead.scored&'));
    const next = await api.call('GET', go('type=lead.created&'));
    expect(next.status).toBe(200);
    expect(next.body.items).toHaveLength(1);
  });

  it('go on with the same filter however it is written', async () => {
    const from = (text: string) => `/v1/follow-ups?limit=1&dueFrom=${encodeURIComponent(text)}`;
    for (const key of ['ana', 'ben']) {
      const oneOff = { contact: { key }, after: '2h', channel: 'email', subject: 'Hi', text: 'Hello' };
      expect((await api.call('POST', '/v1/follow-ups', oneOff)).status).toBe(201);
    }
    const { body } = await api.call('GET', from('2026-01-01T00:00:00Z'));
    expect(body.nextCursor).toBeTypeOf('string');
    const next = await api.call('GET', `${from('2026-01-01T01:00:00+01:00')}&cursor=${body.nextCursor}`);
    expect(next.status, JSON.stringify(next.body)).toBe(200);
  });

  it('go on after the longest key', async () => {
    const long = (mark: string) => `${'\u754c'.repeat(199)}${mark}`;
    for (const mark of ['a', 'b']) {
      const url = `/v1/conversations/${encodeURIComponent(long(mark))}/messages`;
      const message = { direction: 'in', contact: { key: 'ana' }, channel: 'email', text: 'hi' };
      expect((await api.call('POST', url, message)).status).toBe(201);
    }
    const first = await api.call('GET', '/v1/conversations?limit=1');
    const second = await api.call('GET', `/v1/conversations?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.status, JSON.stringify(second.body)).toBe(200);
    expect([first, second].map(({ body }) => body.items[0].key)).toEqual([long('a'), long('b')]);
  });

  it.each([
    ['/v1/follow-ups?state=canceled', 'query.state', /^did you mean cancelled\?$/],
    ['/v1/follow-ups?state=sent&state=cancelled', 'query.state', /^one of /],
    ['/v1/follow-ups?channel=fax', 'query.channel', /email/],
    ['/v1/follow-ups?contact=ana', 'query.contact', /key:<your key>/],
    ['/v1/follow-ups?view=next', 'query.view', /upcoming/],
    ['/v1/follow-ups?dueFrom=2026-03-01', 'query.dueFrom', /2026-03-01T09:30:00Z/],
    ['/v1/follow-ups?dueFrom=2026-03-02T00:00:00Z&dueUntil=2026-03-01T00:00:00Z', 'query.dueUntil', /after dueFrom/],
    ['/v1/follow-ups?limit=500', 'query.limit', /at most 200/],
    ['/v1/follow-ups?limit=ten', 'query.limit', /a number/],
    ['/v1/enrollments?state=running', 'query.state', /active/],
    ['/v1/enrollments?contact=key:ana', 'query.contact', /UUID/],
    ['/v1/conversations?state=shut', 'query.state', /open, closed/],
    ['/v1/conversations?contact=1', 'query.contact', /UUID/],
    ['/v1/messages?direction=inbound', 'query.direction', /in, out/],
    ['/v1/messages?contact=1', 'query.contact', /UUID/],
    ['/v1/messages?channel=mail', 'query.channel', /email/],
    ['/v1/events?type=lead.create', 'query.type', /^did you mean lead.created\?$/],
    ['/v1/events?contact=ana', 'query.contact', /UUID/],
    ['/v1/contacts?phone=+33612345678', 'query.phone', /%2B/],
    ['/v1/contacts?email=ana', 'query.email', /an e-mail address/],
    ['/v1/contacts?email=ana@example.com&phone=%2B33612345678', 'query.phone', /one of the two/],
    ['/v1/suppressions?channel=mail', 'query.channel', /email/],
    ['/v1/sequences/x?version=latest', 'query.version', /a number/],
  ])('refuse what a filter cannot be, and say what it can: %s', async (url, path, expected) => {
    expect(await refusalOf(url)).toMatchObject({ path, expected: expect.stringMatching(expected) });
  });
});
