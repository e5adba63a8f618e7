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
const said: { text: string; attempt: string }[] = [];

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
    send: async ({ text, attemptId }) => {
      said.push({ text, attempt: attemptId.slice(-1) });
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

async function givenUp(text: string): Promise<string> {
  const { body } = await call('POST', '/v1/follow-ups', { contact: { key: 'ana' }, after: '0s', channel: 'sms', text });
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
  const unfilled = await call('PATCH', `/v1/follow-ups/${id}/message`, { text: 'Hello {{ contact.name }}' });
  expect(unfilled).toMatchObject({ status: 422 });
  const edited = await call('PATCH', `/v1/follow-ups/${id}/message`, { text: 'Hello dear Ana' });
  expect(edited).toMatchObject({ status: 200, body: { text: 'Hello dear Ana', followUpId: id } });
  works = true;
  expect(await call('POST', `/v1/follow-ups/${id}/retry`)).toMatchObject({ status: 200 });
  await until(id, 'sent');
  expect(said.slice(-2)).toEqual([
    { text: 'Hello ana', attempt: '1' },
    { text: 'Hello dear Ana', attempt: '2' },
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
  const discarded = await call('POST', '/v1/follow-ups/discard', { ids: [third, first, 'no id'] });
  expect(discarded.body.results).toEqual([
    { id: third, ok: true },
    { id: first, ok: false },
    { id: 'no id', ok: false },
  ]);
  expect((await call('GET', `/v1/follow-ups/${third}`)).body).toMatchObject({
    state: 'cancelled',
    reason: 'discarded',
  });
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
