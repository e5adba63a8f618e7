// Nothing personal and nothing secret in the log, at its most verbose, nor in the metrics: whatever goes well or wrong.
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { createServer } from '../../src/http/server.ts';
import { createLogger } from '../../src/logger.ts';
import { createApiKey } from '../../src/operations/api-keys.ts';
import type { Provider } from '../../src/provider.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const marks = {
  name: 'Marguerite Mark',
  phone: '+33698765432',
  email: 'mark.marked@example.com',
  text: 'the marked words of a message',
  reply: 'the marked words of an answer',
  secret: 'marked-secret-4711-abcdef',
};

let database: TestDatabase;
let engine: Engine;
let server: Awaited<ReturnType<typeof createServer>>;
let key: string;
const log: string[] = [];

/** A vendor that repeats everything in what it answers, as vendors do. */
const echo: Provider = {
  describe: () => ({
    type: 'echo',
    channels: ['sms', 'email'],
    config: { secret: { type: 'string', required: true, secret: true, description: 'The password.' } },
    limits: { concurrency: 5, timeoutMs: 5_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: ({ secret }) => ({
    async send({ to, text, channel }) {
      if (channel === 'sms') throw new Error(`${to} said no to ${text} with ${secret}`);
      return { kind: 'refused', class: 'recipient', code: '550', detail: `<${to}> is nobody: ${text}` };
    },
    check: async () => ({ ok: false, detail: `${secret} is wrong` }),
  }),
};

beforeAll(async () => {
  database = await createTestDatabase();
  const stream = new Writable({
    write(line, _encoding, done) {
      log.push(String(line));
      done();
    },
  });
  const logger = createLogger('debug', stream);
  engine = await createEngine({
    database: database.url,
    secretKeys: [Buffer.alloc(32, 5).toString('base64')],
    logger,
    providers: [echo],
    senders: (['sms', 'email'] as const).map((channel) => ({
      key: channel,
      provider: 'echo',
      channel,
      config: { secret: marks.secret },
    })),
  });
  const { context, intake, telemetry } = engine;
  key = (await createApiKey(context, { id: engine.orgId, key: 'default' }, { name: 'test' })).key;
  server = await createServer({ context, intake, telemetry, logger, version: '0.0.0' });
  engine.start();
});

afterAll(async () => {
  await server?.close();
  await engine?.stop();
  await database?.drop();
});

async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  const response = await server.inject({ method, url, headers: { 'x-api-key': key }, ...(payload && { payload }) });
  return { status: response.statusCode, text: response.body };
}

test('neither in the log nor in the metrics', async () => {
  const { name, phone, email, text, reply } = marks;
  expect((await call('PUT', '/v1/contacts/key:mark', { name, phone, email })).status).toBe(200);
  for (const channel of ['sms', 'email']) {
    const one = { contact: { key: 'mark' }, channel, category: 'conversational', subject: 'Hello', text, after: '0s' };
    expect((await call('POST', '/v1/follow-ups', one)).status).toBe(201);
  }
  const said = {
    type: 'message.received',
    contact: { key: 'mark' },
    conversation: { key: 'c' },
    message: { channel: 'sms', text: reply },
  };
  await vi.waitFor(
    async () => expect((await call('GET', '/metrics')).text).toMatch(/relance_\w*outcome\w*\{[^}]*refused/),
    { timeout: 15_000, interval: 200 },
  );
  expect((await call('POST', '/v1/events', said)).status).toBe(201);
  await call('POST', '/v1/senders/sms/test', {});
  await call('GET', `/v1/contacts/key:${email}`);
  await call('POST', '/v1/contacts/key:mark/erase', { confirm: phone, reason: 'requested' });
  // A webhook that nobody signed, and a fault of the database that repeats what it was given.
  await server.inject({
    method: 'POST',
    url: `/webhooks/twilio?sender=${email}`,
    payload: { From: phone, Body: reply },
  });
  vi.spyOn(engine.context.db, 'transaction').mockImplementation(async () => {
    throw new Error(`duplicate key (${email}, ${phone}, ${key}) for ${text}`);
  });
  expect((await call('GET', '/v1/contacts')).status).toBe(500);
  vi.restoreAllMocks();
  const metrics = (await call('GET', '/metrics')).text;
  expect(log.join('')).toContain('request_failed');
  for (const mark of [phone, email, reply, marks.secret, name, key]) {
    expect(metrics).not.toContain(mark);
    expect({ mark, lines: log.filter((line) => line.includes(mark)) }).toEqual({ mark, lines: [] });
  }
  // What a text says can't be told from what a fault says: only that nothing of ours puts one into the log.
  expect(log.filter((line) => line.includes(text) && !line.includes('request_failed'))).toEqual([]);
  expect(metrics).not.toContain(text);
});
