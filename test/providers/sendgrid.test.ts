// SendGrid: what is sent, and what its answers mean.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendgridEmail } from '../../src/providers/sendgrid-email.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import { type SendgridServer, sendgridApiKey, startSendgridServer } from '../../src/testing/vendors/sendgrid-server.ts';
import { localhostCertificate } from './support/certificates.ts';
import { startRawServer } from './support/raw-server.ts';
import { attemptId, contextAt, emailRequest, lostAnswers, unreachableBase } from './support/sending.ts';

const base = { apiKey: sendgridApiKey, from: 'studio@example.com' };

exerciseProvider(
  'sendgrid',
  {
    provider: sendgridEmail,
    start: async ({ timeoutMs }) => {
      const server = await startSendgridServer();
      const config = { ...base, baseUrl: server.url, timeoutMs, webhookPublicKey: server.publicKey };
      return { ...server, config, to: 'ada@example.net' };
    },
    reactions: [...lostAnswers, 'refuse_sender', 'refuse_recipient', 'refuse_content', 'refuse_rate'],
    unreachable: async ({ config }) => ({
      ...(await unreachableBase(config, 'api.sendgrid')),
      'TLS that is none': { ...config, baseUrl: String(config.baseUrl).replace('http:', 'https:') },
    }),
  },
  { describe, test },
);

const now = Date.UTC(2026, 2, 1, 9);
const context = contextAt(now);

let server: SendgridServer;
beforeEach(async () => {
  server = await startSendgridServer();
});
afterEach(() => server.close());

const configure = (config: Record<string, unknown> = {}) =>
  sendgridEmail.configure({ ...base, baseUrl: server.url, timeoutMs: 5000, ...config }, context);

describe('a message', () => {
  test('is sent in the form of Mail Send, with our ids, and costs what the table says', async () => {
    const sender = configure({ fromName: 'Studio', replyTo: 'desk@example.com', prices: { default: 0.09 } });
    const outcome = await sender.send(
      emailRequest({ html: '<p>See you then.</p>', headers: { 'List-Unsubscribe': '<https://example.com/u/1>' } }),
    );
    expect(outcome).toEqual({
      kind: 'accepted',
      providerMessageId: expect.stringMatching(/^[0-9a-f]{22}$/),
      detail: 'SendGrid answered 202',
      costCents: 0.09,
    });
    const [call] = server.requests();
    expect(call).toMatchObject({
      method: 'POST',
      path: '/v3/mail/send',
      headers: { authorization: `Bearer ${sendgridApiKey}`, 'content-type': 'application/json' },
    });
    expect(JSON.parse(call?.body ?? '')).toEqual({
      personalizations: [
        {
          to: [{ email: 'ada@example.net' }],
          custom_args: { relance_attempt: attemptId, relance_message: '0197c0de-1111-7000-8000-000000000001' },
        },
      ],
      from: { email: 'studio@example.com', name: 'Studio' },
      reply_to: { email: 'desk@example.com' },
      subject: 'Tomorrow at ten',
      content: [
        { type: 'text/plain', value: 'See you then.' },
        { type: 'text/html', value: '<p>See you then.</p>' },
      ],
      headers: { 'List-Unsubscribe': '<https://example.com/u/1>', 'Message-ID': `<${attemptId}@example.com>` },
    });
  });

  test('in sandbox mode is checked and delivered to nobody', async () => {
    expect(await configure({ sandboxMode: true }).send(emailRequest())).toMatchObject({ kind: 'accepted' });
    expect(server.received()).toEqual([]);
  });

  test.each(['Subject', 'x-sg-id', 'DKIM-Signature', 'Content-Type', 'bcc', 'Message-ID'])(
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
});

describe('the answer', () => {
  const refused = (kind: string) => ({ kind: 'refused', class: kind });
  const error = (field: string | null) => ({ errors: [{ message: 'no', field, help: null }] });
  test.each([
    [200, undefined, { kind: 'unknown' }],
    [202, undefined, { kind: 'accepted' }],
    [204, undefined, { kind: 'unknown' }],
    [302, undefined, { kind: 'unknown' }],
    [400, error('personalizations.0.to.0.email'), refused('recipient')],
    [400, error('personalizations'), refused('content')],
    [400, error('from.email'), refused('sender')],
    [400, error('content.0.value'), refused('content')],
    [400, 'not JSON', refused('content')],
    [400, { errors: 'none' }, refused('content')],
    [401, error(null), refused('sender')],
    [403, error('from'), refused('sender')],
    [404, undefined, refused('sender')],
    [405, undefined, refused('sender')],
    [408, undefined, { kind: 'unknown' }],
    [413, undefined, refused('content')],
    [415, undefined, refused('content')],
    [429, error(null), refused('rate')],
    [500, undefined, { kind: 'unknown' }],
    [503, undefined, { kind: 'unknown' }],
  ] as const)('%i %j', async (status, body, expected) => {
    server.answer({ status, body });
    const outcome = await configure().send(emailRequest());
    expect(outcome).toMatchObject(expected.kind === 'accepted' ? expected : { ...expected, code: String(status) });
    expect(server.requests()).toHaveLength(1);
  });

  test.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'x-ratelimit-reset': String(now / 1000 + 63) }, 63_000],
    [{ 'x-ratelimit-reset': String(now / 1000 - 63) }, 0],
    [{ 'x-ratelimit-reset': String(now / 1000 + 9_999_999) }, 3_600_000],
    [{ 'retry-after': '5', 'x-ratelimit-reset': String(now / 1000 + 63) }, 5000],
    [{ 'x-ratelimit-reset': 'soon' }, undefined],
  ])('429 with %j asks to wait %s ms (T11)', async (headers, expected) => {
    server.answer({ status: 429, headers: headers as Record<string, string> });
    const outcome = await configure().send(emailRequest());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'rate' });
    expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(expected);
  });

  test('of a server whose certificate is not trusted is never asked for, and one that is named is', async () => {
    await using tls = await startRawServer(
      (socket) =>
        socket.once('data', () =>
          socket.end('HTTP/1.1 202 Accepted\r\nx-message-id: abc\r\ncontent-length: 0\r\n\r\n'),
        ),
      localhostCertificate,
    );
    const baseUrl = `https://localhost:${tls.port}`;
    expect(await configure({ baseUrl }).send(emailRequest())).toMatchObject({ kind: 'refused', class: 'sender' });
    expect(await configure({ baseUrl, ca: localhostCertificate.cert }).send(emailRequest())).toMatchObject({
      kind: 'accepted',
      providerMessageId: 'abc',
    });
  });
});

describe('an unknown outcome', () => {
  test('is looked up by our id where the account has the feed', async () => {
    const sender = configure({ activityLookup: true });
    const { signal } = new AbortController();
    const asked = { ...emailRequest(), calledAt: now };
    expect(await sender.lookup?.(asked, signal)).toEqual({ kind: 'not_found' });
    const sent = await sender.send(emailRequest());
    expect(await sender.lookup?.(asked, signal)).toMatchObject({
      kind: 'accepted',
      providerMessageId: sent.kind === 'accepted' && sent.providerMessageId,
    });
    expect(await sender.lookup?.({ ...asked, to: 'bob@example.net' }, signal)).toMatchObject({ kind: 'unknown' });
  });

  test('of what was refused or answered with a fault was found in the feed of the server that plays SendGrid', async () => {
    const sender = configure({ activityLookup: true });
    const asked = { ...emailRequest(), calledAt: now };
    server.react('refuse_content');
    expect(await sender.send(emailRequest())).toMatchObject({ kind: 'refused' });
    server.answer({ status: 500 });
    expect(await sender.send(emailRequest())).toMatchObject({ kind: 'unknown' });
    expect(await sender.lookup?.(asked, new AbortController().signal)).toEqual({ kind: 'not_found' });
  });

  test('is not looked up where it has none', () => {
    expect(configure().lookup).toBeUndefined();
  });
});

describe('a key', () => {
  test('that is good is told from one that is not', async () => {
    expect(await configure().check?.()).toEqual({ ok: true, detail: 'the key may send' });
    expect(await configure({ apiKey: 'SG.wrong' }).check?.()).toEqual({ ok: false, detail: 'SendGrid answered 401' });
  });
});

describe('a configuration that cannot work is refused with a reason', () => {
  test.each([
    [{ from: 'Studio <studio@example.com>' }, 'from must be one e-mail address'],
    [{ replyTo: 'a@example.com, b@example.com' }, 'replyTo must be one e-mail address'],
    [{ fromName: 'Studio\r\nBcc: eve@example.com' }, 'fromName must stand on one line'],
    [{ apiKey: 'SG.a\nb' }, 'apiKey must be'],
    [{ webhookPublicKey: 'AAAA' }, 'webhookPublicKey must be the key'],
    [{ inboundPublicKey: 'no key' }, 'inboundPublicKey must be the key'],
    [{ prices: { default: -1 } }, 'prices.default'],
  ])('%j', (config, message) => {
    expect(() => configure(config)).toThrow(message);
  });
});
