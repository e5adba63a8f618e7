// What is explained over HTTP: in whose language, about whom, in pages.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from './support/api.ts';

let api: Api;
let statements = 0;
const sql = (text: string) => api.context.db.query({ name: `explain-test-${statements++}`, text });
const setOrganization = async (what: string) => {
  await sql(`UPDATE relance.organizations SET ${what} WHERE key = 'default'`);
  for (const orgId of [1, 2]) api.context.definitions.forget(orgId);
};

beforeAll(async () => {
  api = await startApi();
  await api.call('PUT', '/v1/contacts/key:ana', { name: 'Ana', email: 'ana@example.com', phone: '+33612345678' });
});

afterAll(() => api.close());

const schedule = async (contact: string, more: object = {}): Promise<string> => {
  const body = {
    contact: { key: contact },
    channel: 'email',
    subject: 'Hi',
    text: 'hello',
    dueAt: '2030-05-06T09:30:00Z',
    ...more,
  };
  return (await api.call('POST', '/v1/follow-ups', body)).body.id;
};

test("a follow-up is explained in the organization's language and zone, or in another language", async () => {
  const id = await schedule('ana');
  const summary = async (query = '') =>
    (await api.call('GET', `/v1/follow-ups/${id}/explain${query}`)).body.summary as string;
  expect(await summary()).toBe('It is planned for Monday, May 6, 2030 at 9:30 AM (UTC).');
  await setOrganization(`locale = 'de-AT', timezone = 'Europe/Vienna'`);
  expect(await summary()).toBe('Sie ist für Montag, 6. Mai 2030 um 11:30 (Europe/Vienna) geplant.');
  expect(await summary('?locale=fr')).toBe('Il est prévu pour le lundi 6 mai 2030 à 11:30 (Europe/Vienna).');
  expect(await summary('?locale=ja')).toBe('It is planned for Monday, May 6, 2030 at 11:30 AM (Europe/Vienna).');
  await setOrganization(`locale = 'en', timezone = 'UTC'`);
  expect(await api.call('GET', `/v1/follow-ups/${id}/explain?locale=%2A%2A`)).toMatchObject({
    status: 422,
    body: { problems: [{ path: 'query.locale', expected: expect.stringContaining('BCP 47') }] },
  });
});

test('a contact is explained: may they be written to, what is planned, sent and held back, and why', async () => {
  await api.call('PUT', '/v1/contacts/key:bo', { name: 'Bo', email: 'bo@example.com', phone: '+33612345679' });
  const planned = await schedule('bo');
  const gone = await schedule('bo');
  await api.call('POST', `/v1/follow-ups/${gone}/cancel`, { reason: 'not_needed' });
  await api.call('POST', '/v1/contacts/key:bo/pause');
  await sql(
    `UPDATE relance.addresses SET consents = '{"marketing": "in", "nurture": "out"}' WHERE value = 'bo@example.com'`,
  );
  await api.call('POST', '/v1/suppressions', { channel: 'sms', value: '+33612345679', cause: 'opted_out' });
  const { status, body } = await api.call('GET', '/v1/contacts/key:bo/explain');
  expect(status).toBe(200);
  expect(body.summary).toEqual([
    expect.stringMatching(/^Messages to this person have been paused since .* \(UTC\)\.$/),
    expect.stringMatching(/^Nothing is sent to \+33612345679 \(SMS\): /),
    'The person agreed to marketing messages at bo@example.com (e-mail).',
    'The person said no to nurturing messages at bo@example.com (e-mail).',
    'The next message is planned for Monday, May 6, 2030 at 9:30 AM (UTC).',
  ]);
  expect(body.planned.map(({ followUp }: { followUp: { id: string } }) => followUp.id)).toEqual([planned]);
  expect(body.sent).toEqual([]);
  expect(body.heldBack).toMatchObject([
    {
      followUp: { id: gone },
      summary: expect.stringMatching(/^It was cancelled on .*: not needed\.$/),
      wouldSendIf: 'it is scheduled anew: what was cancelled stays cancelled',
    },
  ]);
  expect((await api.call('GET', '/v1/contacts/key:ana/explain?locale=es')).body.summary[0]).toBe(
    'Se puede escribir a esta persona.',
  );
});

test('the decisions about a contact come in pages, each of them once', async () => {
  const { body: first } = await api.call('GET', '/v1/contacts/key:bo/explain?limit=1');
  expect(first.items).toMatchObject([
    { kind: 'suppressed', text: expect.stringContaining('closed for messages by test') },
  ]);
  const seen = [first.items[0].kind];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const { body } = await api.call('GET', `/v1/contacts/key:bo/explain?limit=1&cursor=${encodeURIComponent(cursor)}`);
    seen.push(...body.items.map(({ kind }: { kind: string }) => kind));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(['suppressed', 'contact_paused', 'cancelled', 'event']);
});

test('nobody learns of the contacts and follow-ups of another organization', async () => {
  const id = await schedule('ana');
  const { body: contact } = await api.call('GET', '/v1/contacts/key:ana');
  const other = { 'x-api-key': api.otherKey };
  expect((await api.call('GET', `/v1/follow-ups/${id}/explain`, undefined, other)).status).toBe(404);
  expect((await api.call('GET', `/v1/contacts/${contact.id}/explain`, undefined, other)).status).toBe(404);
});
