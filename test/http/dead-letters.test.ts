// What was given up can be seen, changed, tried again and discarded, one by one and many at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { createServer } from '../../src/http/server.ts';
import { createApiKey } from '../../src/operations/api-keys.ts';
import type { Provider } from '../../src/provider.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;
let call: (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) => Promise<{ status: number; body: Answer }>;
interface Answer {
  readonly id: string;
  readonly state: string;
  readonly results: readonly object[];
  readonly attempts: readonly object[];
  readonly decisions: readonly { readonly kind: string }[];
}

let works = false;
/** A number that is not in service. */
let gone = '';
const said: { text: string; attempt: string; to: string }[] = [];

const moody: Provider = {
  describe: () => ({
    type: 'moody',
    channels: ['sms'],
    config: {},
    limits: { concurrency: 5, timeoutMs: 1_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: async ({ to, text, attemptId }) => {
      said.push({ text, attempt: attemptId.slice(-1), to });
      if (to === gone) return { kind: 'refused', class: 'recipient', code: 'X2', detail: 'not in service' };
      return works ? { kind: 'accepted' } : { kind: 'refused', class: 'content', code: 'X1', detail: 'not like this' };
    },
  }),
};

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    providers: [moody],
    senders: [{ key: 'moody', provider: 'moody', channel: 'sms' }],
    worker: { clockStableMs: 0 },
  });
  const { key } = await createApiKey(engine.context, { id: engine.orgId, key: 'default' }, { name: 'desk' });
  const app = await createServer({ context: engine.context });
  call = async (method, url, body) => {
    const response = await app.inject({ method, url, headers: { 'x-api-key': key }, ...(body && { payload: body }) });
    return { status: response.statusCode, body: response.json() };
  };
  await engine.events.record({ type: 'contact.upserted', contact: { key: 'ana', phone: '+14155550100' } });
  engine.start();
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

async function givenUp(text: string, key = 'ana', more: object = {}): Promise<string> {
  const oneOff = { contact: { key }, after: '0s', channel: 'sms', text, ...more };
  const { body } = await call('POST', '/v1/follow-ups', oneOff);
  await until(body.id, 'dead_letter');
  return body.id;
}

async function until(id: string, state: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  while ((await call('GET', `/v1/follow-ups/${id}`)).body.state !== state) {
    if (performance.now() > deadline) throw new Error(`it never became ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a dead letter says why, shows its words, takes others, and goes out with them by a new attempt', async () => {
  works = false;
  const id = await givenUp('Hello {{ contact.key }}');
  const { body } = await call('GET', `/v1/follow-ups/${id}`);
  expect(body).toMatchObject({
    reason: 'content_refused',
    failedAt: expect.any(String),
    lastError: { code: 'X1', detail: 'not like this' },
  });
  expect((await call('GET', `/v1/follow-ups/${id}/message`)).body).toMatchObject({
    text: 'Hello ana',
    state: 'failed',
  });
  expect(await call('PATCH', `/v1/follow-ups/${id}/message`, {})).toMatchObject({ status: 422 });
  for (const words of [
    { text: 'Hello {{ contact.name }}' },
    { text: '' },
    { html: '<p>{% if a %}' },
    { subject: 'For {{ contact.name }}' },
    { subject: ' ' },
  ])
    expect(await call('PATCH', `/v1/follow-ups/${id}/message`, words)).toMatchObject({
      status: 422,
      body: { problems: [{ path: Object.keys(words)[0] }] },
    });
  const edited = await call('PATCH', `/v1/follow-ups/${id}/message`, { text: 'Hello dear Ana' });
  expect(edited).toMatchObject({ status: 200, body: { text: 'Hello dear Ana', followUpId: id } });
  works = true;
  expect(await call('POST', `/v1/follow-ups/${id}/retry`)).toMatchObject({ status: 200 });
  await until(id, 'sent');
  expect(said.slice(-2)).toEqual([
    { text: 'Hello ana', attempt: '1', to: '+14155550100' },
    { text: 'Hello dear Ana', attempt: '2', to: '+14155550100' },
  ]);
  const explained = await call('GET', `/v1/follow-ups/${id}/explain`);
  expect(explained.body.attempts).toMatchObject([{ outcome: 'refused', code: 'X1' }, { outcome: 'accepted' }]);
  expect(explained.body.decisions.map(({ kind }) => kind)).toEqual(['dead_letter', 'edited', 'retried', 'sent']);
  expect(await call('PATCH', `/v1/follow-ups/${id}/message`, { text: 'too late' })).toMatchObject({ status: 409 });
});

test('many are tried again or discarded at once, each with a result of its own', async () => {
  works = false;
  const [first, second, third] = [await givenUp('one'), await givenUp('two'), await givenUp('three')] as [
    string,
    string,
    string,
  ];
  works = true;
  const nobody = '0197c0de-0000-7000-8000-000000000100';
  const retried = await call('POST', '/v1/follow-ups/retry', { ids: [first, nobody, second] });
  expect(retried.body.results).toMatchObject([
    { ok: true, id: first },
    { ok: false, id: nobody, reason: 'not_found' },
    { ok: true, id: second },
  ]);
  await until(first, 'sent');
  await until(second, 'sent');
  const discarded = await call('POST', '/v1/follow-ups/discard', {
    ids: [third.toUpperCase(), first, nobody, 'no id'],
  });
  expect(discarded.body.results).toEqual([
    { id: third, ok: true },
    {
      id: first,
      ok: false,
      reason: 'conflict',
      detail: 'only what has not ended can be cancelled, and a dead letter discarded; this one was sent',
    },
    { id: nobody, ok: false, reason: 'not_found', detail: `there is no follow-up ${nobody}` },
    { id: 'no id', ok: false, reason: 'not_found', detail: 'there is no follow-up no id' },
  ]);
  expect((await call('GET', `/v1/follow-ups/${third}`)).body).toMatchObject({
    state: 'cancelled',
    reason: 'discarded',
  });
});

test('what would be skipped at once is not tried again, one by one or many at once, until it would go out', async () => {
  works = false;
  gone = '+14155550101';
  const contact = { key: 'bea', phone: gone };
  await engine.events.record({ type: 'contact.upserted', contact });
  const id = await givenUp('to bea', 'bea');
  const detail =
    'it would be skipped: its address is suppressed (recipient_refused). Lift that, or give the contact another address';
  expect(await call('POST', `/v1/follow-ups/${id}/retry`)).toMatchObject({ status: 409, body: { detail } });
  const many = await call('POST', '/v1/follow-ups/retry', { ids: [id] });
  expect(many.body.results).toEqual([{ ok: false, id, reason: 'suppressed', detail }]);
  expect((await call('GET', `/v1/follow-ups/${id}`)).body.state).toBe('dead_letter');
  // Another number: it is written anew, to that one.
  works = true;
  await engine.events.record({ type: 'contact.upserted', contact: { ...contact, phone: '+14155550102' } });
  expect((await call('POST', `/v1/follow-ups/${id}/retry`)).status).toBe(200);
  await until(id, 'sent');
});

test('words that somebody changed go to the other address as well, however often an address is refused', async () => {
  works = true;
  gone = '+14155550111';
  const moved = (phone: string) => engine.events.record({ type: 'contact.upserted', contact: { key: 'dan', phone } });
  await moved(gone);
  const id = await givenUp('Template for {{ contact.key }}', 'dan');
  expect(await call('PATCH', `/v1/follow-ups/${id}/message`, { text: 'Dear Dan' })).toMatchObject({
    status: 200,
    body: { address: gone },
  });
  gone = '+14155550112';
  await moved(gone);
  expect((await call('POST', `/v1/follow-ups/${id}/retry`)).status).toBe(200);
  await until(id, 'dead_letter');
  await moved('+14155550113');
  expect((await call('POST', '/v1/follow-ups/retry', { ids: [id, id] })).body.results).toMatchObject([
    { ok: true, id },
    { ok: true, id },
  ]);
  await until(id, 'sent');
  expect(said.slice(-3)).toEqual([
    { text: 'Template for dan', attempt: '1', to: '+14155550111' },
    { text: 'Dear Dan', attempt: '2', to: '+14155550112' },
    { text: 'Dear Dan', attempt: '3', to: '+14155550113' },
  ]);
  expect((await call('GET', `/v1/follow-ups/${id}/message`)).body).toMatchObject({
    text: 'Dear Dan',
    address: '+14155550113',
    state: 'sent',
  });
});

test('what was refused for its words goes to another address where its own is suppressed by now, as it is told', async () => {
  works = false;
  const contact = { key: 'fay', phone: '+14155550131' };
  const address = { channel: 'sms', value: contact.phone };
  await engine.events.record({ type: 'contact.upserted', contact });
  const [id, edited] = [await givenUp('for {{ contact.key }}', 'fay'), await givenUp('two', 'fay')];
  await call('PATCH', `/v1/follow-ups/${edited}/message`, { text: 'Dear Fay' });
  await call('POST', '/v1/suppressions', { ...address, cause: 'manual' });
  const barred = await call('POST', '/v1/follow-ups/retry', { ids: [id, edited] });
  const detail =
    'it would be skipped: its address is suppressed (manual). Lift that, or give the contact another address';
  expect(barred.body.results).toMatchObject([{ detail }, { detail }]);
  await engine.events.record({ type: 'contact.upserted', contact: { ...contact, phone: '+14155550132' } });
  works = true;
  const retried = await call('POST', '/v1/follow-ups/retry', { ids: [id, edited] });
  expect(retried.body.results).toMatchObject([{ ok: true }, { ok: true }]);
  for (const each of [id, edited]) await until(each, 'sent');
  const sent = said.slice(-2).map(({ text, to }) => `${text} ${to}`);
  expect(sent.sort()).toEqual(['Dear Fay +14155550132', 'for fay +14155550132']);
});

test('what was given up before it was written goes with the words it is given where it was to go', async () => {
  works = true;
  const recorded = await engine.events.record({
    type: 'contact.upserted',
    contact: { key: 'eve', phone: '+14155550121' },
  });
  const to = '+14155550122';
  const contactId = 'contactId' in recorded ? String(recorded.contactId) : '';
  const oneOff = { contactId, channel: 'sms', category: 'manual', template: 'nowhere', dueAt: Date.now() } as const;
  const result = await engine.followUps.schedule({ ...oneOff, to });
  const id = result.ok ? result.id : '';
  await until(id, 'dead_letter');
  expect(await call('PATCH', `/v1/follow-ups/${id}/message`, { text: 'Dear Eve' })).toMatchObject({
    body: { address: to },
  });
  expect((await call('POST', `/v1/follow-ups/${id}/retry`)).status).toBe(200);
  await until(id, 'sent');
  expect(said.at(-1)).toEqual({ text: 'Dear Eve', attempt: '1', to });
});

test('who wants nothing more gets nothing that is tried again, but by hand', async () => {
  works = false;
  const contact = { key: 'cleo', phone: '+14155550103', email: 'cleo@example.com' };
  await engine.events.record({ type: 'contact.upserted', contact });
  const ids = [await givenUp('to cleo', 'cleo'), await givenUp('by hand', 'cleo', { category: 'manual' })];
  const stop = { channel: 'email', from: contact.email, text: 'STOP' };
  await engine.events.record({
    type: 'message.received',
    contact: { key: 'cleo' },
    conversation: { key: 'mail' },
    message: stop,
  });
  works = true;
  const { body } = await call('POST', '/v1/follow-ups/retry', { ids });
  const detail = 'it would be skipped: the person wants nothing more (stop_word), until they opt in again';
  expect(body.results).toMatchObject([{ ok: false, id: ids[0], reason: 'blocked', detail }, { ok: true }]);
  await until(ids[1] as string, 'sent');
});

test('what waits for its time has no words yet', async () => {
  const { body } = await call('POST', '/v1/follow-ups', {
    contact: { key: 'ana' },
    after: '1d',
    channel: 'sms',
    text: 'later',
  });
  expect(await call('GET', `/v1/follow-ups/${body.id}/message`)).toMatchObject({ status: 404 });
});
