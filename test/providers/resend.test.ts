// Resend: what is sent, and what its answers mean.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resendEmail } from '../../src/providers/resend-email.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import {
  type ResendServer,
  resendApiKey,
  resendWebhookSecret,
  startResendServer,
} from '../../src/testing/vendors/resend-server.ts';
import { localhostCertificate } from './support/certificates.ts';
import { startRawServer } from './support/raw-server.ts';
import { attemptId, contextAt, emailRequest, lostAnswers, unreachableBase } from './support/sending.ts';

const base = { apiKey: resendApiKey, from: 'studio@example.com', webhookSecret: resendWebhookSecret };

exerciseProvider(
  'resend',
  {
    provider: resendEmail,
    start: async ({ timeoutMs }) => {
      const server = await startResendServer();
      return { ...server, config: { ...base, baseUrl: server.url, timeoutMs }, to: 'ada@example.net' };
    },
    reactions: [...lostAnswers, 'refuse_sender', 'refuse_recipient', 'refuse_content', 'refuse_rate'],
    unreachable: async ({ config }) => ({
      ...(await unreachableBase(config, 'api.resend')),
      'TLS that is none': { ...config, baseUrl: String(config.baseUrl).replace('http:', 'https:') },
    }),
  },
  { describe, test },
);

const now = Date.UTC(2026, 2, 1, 9);
const context = contextAt(now);

let server: ResendServer;
beforeEach(async () => {
  server = await startResendServer();
});
afterEach(() => server.close());

const configure = (config: Record<string, unknown> = {}) =>
  resendEmail.configure({ ...base, baseUrl: server.url, timeoutMs: 5000, ...config }, context);

describe('a message', () => {
  test('is sent in the documented form, with our id as key, tag and reference', async () => {
    const sender = configure({ fromName: 'The "Studio"', replyTo: 'desk@example.com', prices: { default: 0.04 } });
    const headers = { 'List-Unsubscribe': '<https://example.com/u/1>', references: '<first@example.com>' };
    const outcome = await sender.send(emailRequest({ html: '<p>See you then.</p>', headers }));
    expect(outcome).toEqual({
      kind: 'accepted',
      providerMessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      detail: 'Resend answered 200',
      costCents: 0.04,
    });
    const [call] = server.requests();
    expect(call).toMatchObject({
      method: 'POST',
      path: '/emails',
      headers: {
        authorization: `Bearer ${resendApiKey}`,
        'content-type': 'application/json',
        'idempotency-key': attemptId,
      },
    });
    expect(JSON.parse(call?.body ?? '')).toEqual({
      from: '"The \\"Studio\\"" <studio@example.com>',
      to: ['ada@example.net'],
      reply_to: ['desk@example.com'],
      subject: 'Tomorrow at ten',
      text: 'See you then.',
      html: '<p>See you then.</p>',
      headers: {
        'List-Unsubscribe': '<https://example.com/u/1>',
        references: `<first@example.com> <${attemptId}@example.com>`,
      },
      tags: [{ name: 'relance_attempt', value: '0197c0de-0000-7000-8000-000000000001_2e1' }],
    });
  });

  test('that is sent again as the same attempt is delivered once, and answered alike', async () => {
    server.react('accept_then_reset');
    expect(await configure().send(emailRequest())).toMatchObject({ kind: 'unknown' });
    server.react('accept');
    const outcomes = [await configure().send(emailRequest()), await configure().send(emailRequest())];
    expect(outcomes).toMatchObject([{ kind: 'accepted' }, outcomes[0]]);
    expect(server.received()).toHaveLength(1);
  });

  test('that was refused counted as sent under its key at the server that plays Resend', async () => {
    server.react('refuse_rate');
    expect(await configure().send(emailRequest())).toMatchObject({ kind: 'refused' });
    server.react('accept');
    expect(await configure().send(emailRequest())).toMatchObject({ kind: 'accepted' });
    expect(server.received()).toHaveLength(1);
  });

  test('that is sent again as the same attempt with another text stays unknown', async () => {
    await configure().send(emailRequest());
    expect(await configure().send(emailRequest({ text: 'Another.' }))).toMatchObject({
      kind: 'unknown',
      code: 'invalid_idempotent_request',
    });
    expect(server.received()).toHaveLength(1);
  });

  test.each(['Subject', 'DKIM-Signature', 'Content-Type', 'bcc', 'Message-ID', 'X-SES-CONFIGURATION-SET'])(
    'cannot set the header %s',
    async (name) => {
      const outcome = await configure().send(emailRequest({ headers: { [name]: 'x' } }));
      expect(outcome).toMatchObject({ kind: 'refused', class: 'content', code: 'header_not_allowed' });
      expect(server.requests()).toEqual([]);
    },
  );

  test.each(['ada@example.net, bob@example.net', 'Ada <ada@example.net>', 'ada'])(
    'goes to one address: %s is none',
    async (to) => {
      expect(await configure().send(emailRequest({ to }))).toMatchObject({ kind: 'refused', class: 'recipient' });
      expect(server.requests()).toEqual([]);
    },
  );

  test.each(['ünïcode.1', 'a b', '', 'x'.repeat(86)])('has an attempt id that fits: %j does not', async (id) => {
    expect(await configure().send(emailRequest({ attemptId: id }))).toMatchObject({
      kind: 'refused',
      class: 'content',
      code: 'invalid_attempt_id',
    });
  });
});

describe('the answer', () => {
  const refused = (kind: string) => ({ kind: 'refused', class: kind });
  const error = (name: string, message = '') => ({ name, message });
  test.each([
    [200, { id: 'email-1' }, { kind: 'accepted', providerMessageId: 'email-1' }],
    [200, {}, { kind: 'unknown' }],
    [200, 'OK', { kind: 'unknown' }],
    [302, undefined, { kind: 'unknown' }],
    [400, error('validation_error'), refused('content')],
    [400, error('invalid_idempotency_key'), refused('content')],
    [401, error('missing_api_key'), refused('sender')],
    [401, error('restricted_api_key'), refused('sender')],
    [403, error('invalid_api_key'), refused('sender')],
    [403, error('validation_error', 'The example.com domain is not verified.'), refused('sender')],
    [404, error('not_found'), refused('sender')],
    [405, error('method_not_allowed'), refused('sender')],
    [408, undefined, { kind: 'unknown', code: '408' }],
    [409, error('invalid_idempotent_request'), { kind: 'unknown', code: 'invalid_idempotent_request' }],
    [409, error('concurrent_idempotent_requests'), { kind: 'unknown', code: 'concurrent_idempotent_requests' }],
    [422, error('validation_error', 'Invalid `to` field.'), refused('recipient')],
    [422, error('validation_error', 'Invalid `from` field.'), refused('sender')],
    [422, error('invalid_from_address'), refused('sender')],
    [422, error('missing_required_field', 'Missing `to` field.'), refused('content')],
    [429, error('rate_limit_exceeded'), refused('rate')],
    [429, error('daily_quota_exceeded'), refused('sender')],
    [429, error('monthly_quota_exceeded'), refused('sender')],
    [429, 'Too Many Requests', refused('rate')],
    [451, error('security_error'), refused('content')],
    [500, error('application_error'), { kind: 'unknown', code: 'application_error' }],
    [503, undefined, { kind: 'unknown', code: '503' }],
  ] as const)('%i %j', async (status, body, expected) => {
    server.answer({ status, body });
    expect(await configure().send(emailRequest())).toMatchObject(expected);
    expect(server.requests()).toHaveLength(1);
  });

  test.each([
    ['120', 120_000],
    ['0', 0],
    ['999999999', 3_600_000],
    ['-5', undefined],
    ['soon', undefined],
  ])('429 with Retry-After %j asks to wait %s ms (T11)', async (header, expected) => {
    server.answer({ status: 429, headers: { 'retry-after': header }, body: { name: 'rate_limit_exceeded' } });
    const outcome = await configure().send(emailRequest());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'rate', code: 'rate_limit_exceeded' });
    expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(expected);
  });

  test('of a server whose certificate is not trusted is never asked for', async () => {
    await using tls = await startRawServer(() => {}, localhostCertificate);
    expect(await configure({ baseUrl: `https://localhost:${tls.port}` }).send(emailRequest())).toMatchObject({
      kind: 'refused',
      class: 'sender',
    });
  });
});

describe('a key', () => {
  test('that is good is told from one that is not, and the domain is looked at', async () => {
    expect(await configure().check?.()).toEqual({ ok: true, detail: 'the key is good' });
    expect(await configure({ apiKey: 're_wrong' }).check?.()).toEqual({ ok: false, detail: 'Resend answered 403' });
  });

  test('that may only send is good too', async () => {
    await using restricted = await answering(401, { statusCode: 401, name: 'restricted_api_key' });
    expect(await configure({ baseUrl: restricted.url }).check?.()).toMatchObject({ ok: true });
  });

  test('is not good while its domain is not verified', async () => {
    await using pending = await answering(200, { data: [{ name: 'example.com', status: 'pending' }] });
    expect(await configure({ baseUrl: pending.url }).check?.()).toEqual({
      ok: false,
      detail: 'the domain example.com is not verified: pending',
    });
  });
});

/** A server that has one answer to everything. */
async function answering(status: number, body: unknown) {
  const text = JSON.stringify(body);
  const raw = await startRawServer((socket) =>
    socket.once('data', () => socket.end(`HTTP/1.1 ${status} X\r\ncontent-length: ${text.length}\r\n\r\n${text}`)),
  );
  return { url: `http://127.0.0.1:${raw.port}`, [Symbol.asyncDispose]: () => raw[Symbol.asyncDispose]() };
}

describe('a configuration that cannot work is refused with a reason', () => {
  test.each([
    [{ from: 'Studio <studio@example.com>' }, 'from must be one e-mail address'],
    [{ replyTo: 'a@example.com, b@example.com' }, 'replyTo must be one e-mail address'],
    [{ fromName: 'Studio\r\nBcc: eve@example.com' }, 'fromName must stand on one line'],
    [{ apiKey: 're_a\nb' }, 'apiKey must be'],
    [{ webhookSecret: 'whsec_not base64' }, 'webhookSecret must be'],
    [{ webhookSecret: 'whsec_' }, 'webhookSecret must be'],
    [{ prices: { default: 'cheap' } }, 'prices.default'],
  ])('%j', (config, message) => {
    expect(() => configure(config)).toThrow(message);
  });
});
