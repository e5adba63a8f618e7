// Whole suppression lists: in as CSV and JSON with the line of each mistake, out again, and lifted with care.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvRows, importSuppressions, jsonRows } from '../../src/operations/import-suppressions.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const csv = (text: string, query = '') =>
  api.call('POST', `/v1/suppressions/import${query}`, text, { 'content-type': 'text/csv' });
const exported = async (query = '') => (await api.call('GET', `/v1/suppressions/export${query}`)).body as string;

describe('a list', () => {
  it('comes in as CSV; a bad line is told and refuses no other', async () => {
    const text = [
      '\u{feff}Channel,value,cause,detail',
      'email,Ana@Example.com,complaint,"said ""no"", twice"',
      'email,not an address,,',
      '',
      'sms,+33612345678,,',
      'fax,123,,',
      'sms,+33612345678,bounced,',
    ].join('\r\n');
    const { status, body } = await csv(text);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ added: 2, known: 1, refused: 2 });
    expect(body.problems).toMatchObject([
      { line: 3, path: 'value', message: '"not an address" is not an e-mail address' },
      { line: 6, path: 'channel' },
    ]);
    expect((await csv(text)).body).toMatchObject({ added: 0, known: 3, refused: 2 });
    const { items } = (await api.call('GET', '/v1/suppressions?cause=complaint')).body;
    expect(items).toMatchObject([{ channel: 'email', value: 'ana@example.com', detail: 'said "no", twice' }]);
  });

  it('comes in as one column of addresses, with a cause for all', async () => {
    expect((await csv('email,created\nben@example.com,2024\n', '?cause=unsubscribed')).body).toMatchObject({
      added: 1,
    });
    expect((await csv('phone\n+33698765432\n', '?channel=whatsapp')).body).toMatchObject({ added: 1 });
    expect((await csv('value\n+33698765433\n', '?channel=sms')).body).toMatchObject({ added: 1 });
    expect(await exported('?cause=unsubscribed')).toContain('email,ben@example.com,unsubscribed,,');
    expect(await exported('?channel=whatsapp')).toContain('whatsapp,+33698765432,imported,,');
  });

  it('tells the line of a quote that never ends, and takes what stood before', async () => {
    const { body } = await csv('email\ncleo@example.com\n"dan@example.com\n');
    expect(body).toMatchObject({ added: 1, refused: 1, problems: [{ line: expect.any(Number) }] });
  });

  it('comes in as JSON', async () => {
    const suppressions = [{ channel: 'email', value: 'eva@example.com' }, { channel: 'email' }];
    const { body } = await api.call('POST', '/v1/suppressions/import', { suppressions });
    expect(body).toMatchObject({ added: 1, refused: 1, problems: [{ path: 'suppressions[1].value' }] });
    const empty = await api.call('POST', '/v1/suppressions/import', { suppression: suppressions });
    expect([empty.status, empty.body.problems[0].path]).toEqual([422, 'suppressions']);
  });

  it('of thousands is stored whole, raises the epoch of the holders, and shows on their timelines', async () => {
    await api.call('PUT', '/v1/contacts/key:holder', { email: 'n2345@example.net' });
    const epoch = async () =>
      (
        await api.context.db.query<{ epoch: number }>({
          name: 'epoch',
          text: `SELECT epoch FROM relance.contacts WHERE org_id = 1 AND key = 'holder'`,
        })
      )[0]?.epoch;
    const before = await epoch();
    const lines = Array.from({ length: 2_500 }, (_, index) => `n${index}@example.net`);
    expect((await csv(['email', ...lines].join('\n'))).body).toMatchObject({ added: 2_500, refused: 0 });
    expect(await epoch()).toBe((before ?? 0) + 1);
    const { items } = (await api.call('GET', '/v1/contacts/key:holder/timeline?limit=1')).body;
    expect(items).toMatchObject([{ kind: 'suppressed', reason: 'imported', facts: { by: 'test' } }]);
    expect((await exported('?cause=imported')).split('\r\n').length).toBeGreaterThan(2_500);
  });

  it('goes out whole, and comes back the same', async () => {
    await api.call('POST', '/v1/suppressions', { channel: 'email', value: 'z@example.com', detail: '=1+1' });
    const asCsv = await exported();
    const asJson = await exported('?format=jsonl');
    const rows = async (text: AsyncIterable<{ value: unknown }>) => {
      const found = [];
      for await (const { value } of text) found.push(value as { channel: string; value: string });
      return found.map(({ channel, value }) => `${channel} ${value}`);
    };
    const fromCsv = await rows(csvRows([asCsv]));
    expect(fromCsv.length).toBeGreaterThan(2_500);
    expect(fromCsv).toEqual(await rows(jsonRows([asJson.slice(0, 1_000), asJson.slice(1_000)])));
    for (const again of [csvRows([asCsv]), jsonRows([asJson])]) {
      const report = await importSuppressions(api.context, 1, again, { by: 'test' });
      expect(report).toEqual({ added: 0, known: fromCsv.length, refused: 0, problems: [] });
    }
    // A cell that a spreadsheet would take for a formula is none.
    expect(asCsv).toContain("z@example.com,manual,'=1+1,");
    const { headers } = await api.call('GET', '/v1/suppressions/export');
    expect(headers['content-disposition']).toContain('suppressions.csv');
  });

  it('needs the right to manage', async () => {
    const key = await api.keyWith(['send', 'read']);
    const { status } = await api.call('POST', '/v1/suppressions/import', 'email\na@example.com', {
      'content-type': 'text/csv',
      'x-api-key': key,
    });
    expect(status).toBe(403);
  });
});

describe('lifting', () => {
  it.each(['bounced', 'complained', 'recipient_refused'])('needs insisting after %s', async (cause) => {
    await api.call('POST', '/v1/suppressions', { channel: 'email', value: 'gone@example.com', cause });
    const url = '/v1/suppressions/email/gone@example.com';
    expect((await api.call('DELETE', url)).status).toBe(409);
    expect((await api.call('DELETE', `${url}?force=false`)).status).toBe(409);
    expect((await api.call('DELETE', `${url}?force=true`)).status).toBe(200);
  });

  it('of anything else needs nothing', async () => {
    await api.call('POST', '/v1/suppressions', { channel: 'email', value: 'fine@example.com' });
    expect((await api.call('DELETE', '/v1/suppressions/email/fine@example.com?reason=mistake')).status).toBe(200);
  });
});
