import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { ProviderContext, SendRequest } from '../../src/provider.ts';
import { standardWebhook } from '../../src/providers/standard-webhook.ts';
import { localhostCertificate } from './support/certificates.ts';
import { closedPort, startRawServer } from './support/raw-server.ts';
import { context, requestsOf } from './support/sending.ts';
import { type HookReceiver, hookSecret, startHookReceiver } from './support/webhook-counterpart.ts';

const configure = (config: Record<string, unknown> = {}, more: Partial<ProviderContext> = {}) =>
  standardWebhook.configure({ secret: hookSecret, timeoutMs: 5000, ...config }, { ...context, ...more });

let receiver: HookReceiver;
beforeEach(async () => {
  receiver = await startHookReceiver({ timeoutMs: 5000 });
});
afterEach(() => receiver.close());

const request = (more: Partial<SendRequest> = {}) =>
  requestsOf({ channel: 'webhook', to: receiver.to, text: 'See you tomorrow.' })(more);

describe('the call', () => {
  test('has the documented body, signed as the specification says', async () => {
    const outcome = await configure().send(
      request({
        subject: 'Tomorrow',
        html: '<p>hi</p>',
        data: { booking: { id: 7 } },
        validUntil: Date.UTC(2026, 2, 1, 18),
      }),
    );
    expect(outcome).toEqual({ kind: 'accepted', detail: 'the receiver answered 204' });
    const [hook] = receiver.received();
    expect(hook).toMatchObject({ method: 'POST', path: '/hooks/ada' });
    expect(hook?.body).toEqual({
      type: 'message.send',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      message: {
        id: '0197c0de-1111-7000-8000-000000000001',
        attemptId: '0197c0de-0000-7000-8000-000000000001.1',
        subject: 'Tomorrow',
        text: 'See you tomorrow.',
        html: '<p>hi</p>',
        validUntil: '2026-03-01T18:00:00.000Z',
      },
      data: { booking: { id: 7 } },
    });

    // A second source beside the library: the scheme by hand.
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = hook?.headers ?? {};
    const key = Buffer.from(hookSecret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${at}.${hook?.rawBody}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    expect(Math.abs(Number(at) * 1000 - Date.now())).toBeLessThan(60_000);
  });

  test('keeps webhook-id for every attempt of one message', async () => {
    const sender = configure();
    await sender.send(request({ attemptId: 'a.1' }));
    await sender.send(request({ attemptId: 'a.2' }));
    expect(receiver.received().map((hook) => hook.headers?.['webhook-id'])).toEqual([
      request().messageId,
      request().messageId,
    ]);
    expect(receiver.received().map((hook) => hook.attemptId)).toEqual(['a.1', 'a.2']);
  });

  test('goes to the configured URL, and names the recipient then', async () => {
    await configure({ url: `${receiver.url}/all?key=1`, headers: { authorization: 'Bearer abc' } }).send(
      request({ to: '+15550100' }),
    );
    const [hook] = receiver.received();
    expect(hook).toMatchObject({ path: '/all?key=1', to: '+15550100', headers: { authorization: 'Bearer abc' } });
  });

  test('is signed with the previous secret too while it is changed', async () => {
    const previousSecret = Buffer.from('another secret of thirty-two byte').toString('base64');
    await configure({ secret: previousSecret, previousSecret: hookSecret }).send(request());
    expect(receiver.received()[0]?.headers?.['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  });
});

describe('the answer', () => {
  const refused = (kind: string) => ({ kind: 'refused', class: kind });
  const table: readonly (readonly [number, Record<string, unknown>])[] = [
    [200, { kind: 'accepted' }],
    [202, { kind: 'accepted' }],
    [299, { kind: 'accepted' }],
    [300, { kind: 'unknown' }],
    [301, refused('recipient')],
    [302, { kind: 'unknown' }],
    [303, { kind: 'unknown' }],
    [304, { kind: 'unknown' }],
    [307, refused('recipient')],
    [308, refused('recipient')],
    [400, refused('content')],
    [401, refused('recipient')],
    [402, refused('recipient')],
    [403, refused('recipient')],
    [404, refused('recipient')],
    [405, refused('recipient')],
    [407, refused('recipient')],
    [408, { kind: 'unknown' }],
    [409, refused('content')],
    [410, refused('recipient')],
    [413, refused('content')],
    [422, refused('content')],
    [425, refused('transient')],
    [429, refused('rate')],
    [500, { kind: 'unknown' }],
    [502, { kind: 'unknown' }],
    [503, { kind: 'unknown' }],
    [504, { kind: 'unknown' }],
    [599, { kind: 'unknown' }],
  ];

  test.each(table)('%i', async (status, expected) => {
    receiver.answer(status, status < 400 && status > 299 ? { location: `${receiver.url}/elsewhere` } : {});
    const outcome = await configure().send(request());
    expect(outcome).toMatchObject(expected.kind === 'accepted' ? expected : { ...expected, code: String(status) });
    expect(receiver.calls()).toBe(1);
  });

  test.each([408, 500, 503])(
    '%i of a receiver that removes duplicates was called a refusal, so that the next sender sent it as well',
    async (status) => {
      receiver.answer(status, { 'retry-after': '30' });
      for (const idempotent of [true, false]) {
        const outcome = await configure({ idempotent }).send(request());
        expect(outcome).toEqual({ kind: 'unknown', code: String(status), detail: `the receiver answered ${status}` });
      }
    },
  );

  test('receivers remove duplicates, as the specification asks them to, unless the configuration says that they do not', () => {
    expect(configure().removesDuplicates).toBe(true);
    expect(configure({ idempotent: false }).removesDuplicates).toBe(false);
  });

  test.each([301, 307, 308, 401, 402, 403, 404, 405, 407, 410])(
    '%i of the configured URL suppressed every contact while one endpoint was wrong',
    async (status) => {
      receiver.answer(status);
      const outcome = await configure({ url: receiver.url }).send(request());
      expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: String(status) });
    },
  );

  // T11
  const now = Date.UTC(2026, 2, 1, 9);
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 01 Mar 2026 09:02:00 GMT', 120_000],
    ['Sun, 01 Mar 2026 08:00:00 GMT', 0],
    ['999999999', 3_600_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('429 with Retry-After %j asks to wait %s ms (T11)', async (header, expected) => {
    receiver.answer(429, header === undefined ? {} : { 'retry-after': header });
    const outcome = await configure({}, { clock: { now: () => now, monotonicMs: systemClock.monotonicMs } }).send(
      request(),
    );
    expect(outcome).toEqual({
      kind: 'refused',
      class: 'rate',
      code: '429',
      detail: 'the receiver answered 429',
      recipientAsked: true,
      ...(expected !== undefined && { retryAfterMs: expected }),
    });
  });

  test('429 of the configured URL is about everybody: no recipient has asked for it', async () => {
    receiver.answer(429, { 'retry-after': '120' });
    expect(await configure({ url: receiver.url }).send(request())).toEqual({
      kind: 'refused',
      class: 'rate',
      code: '429',
      detail: 'the receiver answered 429',
      retryAfterMs: 120_000,
    });
  });

  test('longer than we read it counts by its status', async () => {
    await using server = await startRawServer((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n${'x'.repeat(60_000)}`)),
    );
    expect(await configure().send(request({ to: `http://127.0.0.1:${server.port}/` }))).toMatchObject({
      kind: 'accepted',
    });
  });
});

describe('a call that cannot be made', () => {
  test.each([
    ['no URL', 'ada', 'invalid_url'],
    ['another protocol', 'ftp://example.com/', 'invalid_url'],
    ['credentials', 'https://user:pass@example.com/', 'invalid_url'],
    ['loopback', 'http://localhost:1/', 'address_not_allowed'],
    ['metadata', 'http://169.254.169.254/latest/', 'address_not_allowed'],
    ['mapped loopback', 'http://[::ffff:127.0.0.1]/', 'address_not_allowed'],
  ])('is the fault of the recipient: %s', async (_name, to, code) => {
    const outcome = await configure({}, { allowPrivateAddresses: false }).send(request({ to }));
    expect(outcome).toMatchObject({ kind: 'refused', class: 'recipient', code });
    expect(JSON.stringify(outcome)).not.toContain('pass@');
  });

  test('and the fault of the sender when the URL is configured', async () => {
    const outcome = await configure({ url: receiver.url }, { allowPrivateAddresses: false }).send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: 'address_not_allowed' });
    expect(receiver.calls()).toBe(0);
  });

  test('a receiver that is down is tried again later, and takes no sender out of service (T9)', async () => {
    await using badTls = await startRawServer(() => {}, localhostCertificate);
    for (const to of [
      `http://127.0.0.1:${await closedPort()}/`,
      'https://hooks.invalid/',
      `https://localhost:${badTls.port}/`,
    ]) {
      expect(await configure().send(request({ to }))).toMatchObject({ kind: 'refused', class: 'transient' });
      expect(await configure({ url: to }).send(request())).toMatchObject({ kind: 'refused', class: 'sender' });
    }
  });

  test.each(['with.dot', 'with space', '', 'ünïcode'])('a message id that cannot be signed: %j', async (messageId) => {
    expect(await configure().send(request({ messageId }))).toMatchObject({
      kind: 'refused',
      class: 'content',
      code: 'invalid_message_id',
    });
  });
});

describe('a configuration that cannot work is refused with a reason', () => {
  test.each([
    [{ secret: 'short' }, 'secret must be at least 24 bytes in base64'],
    [{ secret: 'whsec_not base64 but long enough to be one' }, 'secret must be'],
    [{ previousSecret: 'whsec_' }, 'previousSecret must be'],
    [{ url: 'http://user:pass@example.com/' }, 'url must be'],
    [{ headers: { 'webhook-id': 'x' } }, 'webhook-id is set by the sender itself'],
    [{ headers: { 'x-a': 'b\r\nx-injected: 1' } }, 'x-a must be a text on one line'],
    [{ headers: { 'x a': 'b' } }, 'headers: a name is none'],
    [{ headers: { 'x-a': 1 } }, 'x-a must be a text'],
  ])('%j', (config, message) => {
    expect(() => configure(config)).toThrow(message);
  });
});
