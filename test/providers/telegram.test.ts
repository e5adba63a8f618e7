import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../src/provider.ts';
import { telegramBot } from '../../src/providers/telegram-bot.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import type { VendorServer } from '../../src/testing/vendor-server.ts';
import {
  startTelegramServer,
  telegramBotToken,
  telegramCall,
  telegramMembership,
  telegramMessage,
  telegramWebhookSecret,
} from '../../src/testing/vendors/telegram-server.ts';
import { localhostCertificate } from './support/certificates.ts';
import { closedPort, startRawServer } from './support/raw-server.ts';
import { context, lostAnswers, requestsOf, unreachableBase } from './support/sending.ts';

const account = { botToken: telegramBotToken, webhookSecret: telegramWebhookSecret };

exerciseProvider(
  'telegram',
  {
    provider: telegramBot,
    start: async ({ timeoutMs }) => {
      const server = await startTelegramServer();
      return { ...server, to: '1111', config: { ...account, baseUrl: server.url, timeoutMs } };
    },
    reactions: [...lostAnswers, 'refuse_sender', 'refuse_recipient', 'refuse_content', 'refuse_rate'],
    unreachable: ({ config }) => unreachableBase(config, 'telegram'),
    textMax: 4096,
    carries: 'nothing',
  },
  { describe, test },
);

let server: VendorServer;
beforeEach(async () => {
  server = await startTelegramServer();
});
afterEach(() => server.close());

const bot = (more: Record<string, unknown> = {}) =>
  telegramBot.configure({ ...account, baseUrl: server.url, timeoutMs: 5000, ...more }, context);

const request = requestsOf({ channel: 'telegram', to: '1111', text: 'See you *tomorrow*, <b>Ada</b>.' });

describe('a message', () => {
  test('is sent as the API describes it, as plain text', async () => {
    expect(await bot().send(request())).toEqual({ kind: 'accepted', providerMessageId: '1111:1' });
    const [send] = server.requests();
    expect([send?.method, send?.path]).toEqual(['POST', `/bot${telegramBotToken}/sendMessage`]);
    expect(send?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(send?.body ?? '')).toEqual({
      chat_id: 1111,
      text: 'See you *tomorrow*, <b>Ada</b>.',
      link_preview_options: { is_disabled: true },
    });
  });

  test.each([
    ['-1001234567890', -1_001_234_567_890, '-1001234567890:1'],
    ['@studio_news', '@studio_news', '-1001234567890:1'],
  ])('goes to the group or channel %s', async (to, chat, providerMessageId) => {
    expect(await bot().send(request({ to }))).toEqual({ kind: 'accepted', providerMessageId });
    expect(JSON.parse(server.requests()[0]?.body ?? '').chat_id).toBe(chat);
  });

  test.each(['ada', '+15550100', '1.5', '0', '99999999999999999', '@a', ''])('to %j is refused', async (to) => {
    expect(await bot().send(request({ to }))).toMatchObject({ class: 'recipient', code: 'invalid_address' });
    expect(server.requests()).toEqual([]);
  });

  test('of 4,097 characters is not tried, and 4,096 emoji are', async () => {
    expect(await bot().send(request({ text: 'x'.repeat(4097) }))).toMatchObject({ class: 'content' });
    expect(server.requests()).toEqual([]);
    expect(await bot().send(request({ text: '🙂'.repeat(4096) }))).toMatchObject({ kind: 'accepted' });
  });
});

describe('the answer', () => {
  test.each([
    [400, 'Bad Request: chat not found', 'recipient'],
    [400, 'Bad Request: PEER_ID_INVALID', 'recipient'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'recipient'],
    [400, 'Bad Request: have no rights to send a message', 'recipient'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'recipient'],
    [400, 'Bad Request: message is too long', 'content'],
    [400, 'Bad Request: message text is empty', 'content'],
    [401, 'Unauthorized', 'sender'],
    [403, 'Forbidden: bot was blocked by the user', 'recipient'],
    [403, 'Forbidden: user is deactivated', 'recipient'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'recipient'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'recipient'],
    [404, 'Not Found', 'sender'],
    [409, 'Conflict', 'transient'],
    [413, 'Request Entity Too Large', 'content'],
    [429, 'Too Many Requests: retry after 5', 'rate'],
    [408, 'Request Timeout', undefined],
    [302, 'Found', undefined],
    [500, 'Internal Server Error', undefined],
    [502, 'Bad Gateway', undefined],
  ])('%i %s', async (code, description, expected) => {
    server.answer({ status: code, body: { ok: false, error_code: code, description } });
    const outcome = await bot().send(request());
    expect(outcome).toEqual({
      ...(expected ? { kind: 'refused', class: expected } : { kind: 'unknown' }),
      code: String(code),
      detail: description,
    });
  });

  // T11
  test.each([
    [{ retry_after: 35 }, {}, 35_000],
    [{ retry_after: 86_400 }, {}, 3_600_000],
    [{ retry_after: -1 }, {}, undefined],
    [undefined, { 'retry-after': '12' }, 12_000],
    [undefined, {}, undefined],
  ])('429 with %j and %j asks to wait %s ms (T11)', async (parameters, headers, expected) => {
    server.answer({ status: 429, headers, body: { ok: false, error_code: 429, description: 'Too Many', parameters } });
    const outcome = await bot().send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'rate' });
    expect((outcome as { retryAfterMs?: number }).retryAfterMs).toBe(expected);
  });

  test('of a group that has another id now names it', async () => {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    const body = { ok: false, error_code: 400, description, parameters: { migrate_to_chat_id: -100_500 } };
    server.answer({ status: 400, body });
    expect(await bot().send(request())).toMatchObject({
      class: 'recipient',
      detail: expect.stringContaining('-100500'),
    });
  });

  test.each(['', '{"ok":true}', 'null', '{"ok":true,"result":{"message_id":"1"}}', '{"ok":false}'])(
    '200 with %j names no message: unknown',
    async (body) => {
      server.answer({ status: 200, body });
      expect(await bot().send(request())).toMatchObject({ kind: 'unknown', code: '200' });
    },
  );
});

describe('the token, which stands in every URL', () => {
  test.each([404, 502])('is in no outcome, although a proxy shows the URL in its %i', async (status) => {
    const description = `no route to /bot${telegramBotToken}/sendMessage`;
    server.answer({ status, body: { ok: false, error_code: status, description } });
    expect(JSON.stringify(await bot().send(request()))).not.toContain(telegramBotToken);
  });

  test.each([
    ['a refused connection', async () => `http://127.0.0.1:${await closedPort()}`],
    ['no such host', async () => 'https://telegram.invalid'],
    ['an address that is not public', async () => 'https://localhost'],
  ])('is in no outcome and no check: %s', async (_name, place) => {
    const sender = telegramBot.configure(
      { ...account, baseUrl: await place() },
      { ...context, allowPrivateAddresses: false },
    );
    const outcome = await sender.send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
    expect(JSON.stringify([outcome, await sender.check?.()])).not.toContain('ABC-DEF');
  });

  test('is in no outcome: a certificate that is not good, an answer that is not HTTP', async () => {
    await using tls = await startRawServer(() => {}, localhostCertificate);
    await using noise = await startRawServer((socket) =>
      socket.once('data', () => socket.end(`/bot${telegramBotToken}/ is what you asked\r\n\r\n`)),
    );
    const refused = await bot({ baseUrl: `https://localhost:${tls.port}` }).send(request());
    const unknown = await bot({ baseUrl: `http://127.0.0.1:${noise.port}` }).send(request());
    expect([refused, unknown]).toMatchObject([{ kind: 'refused', class: 'sender' }, { kind: 'unknown' }]);
    expect(JSON.stringify([refused, unknown])).not.toContain('ABC-DEF');
  });

  test.each(['123456:ABC/../getMe', '123456', 'bot123:abc', '1:a b'])('can be no other part of it: %j', (botToken) => {
    expect(() => bot({ botToken })).toThrow('botToken must be a number, a colon and letters');
  });

  test('that is not accepted fails the check', async () => {
    expect(await bot().check?.()).toEqual({ ok: true, detail: 'the bot is @studio_bot' });
    expect(await bot({ botToken: '123456:other' }).check?.()).toEqual({ ok: false, detail: 'Unauthorized' });
  });
});

describe('an update', () => {
  const call = ({ headers, body }: Pick<WebhookRequest, 'headers' | 'body'>): WebhookRequest => ({
    method: 'POST',
    url: 'https://relance.example.com/webhooks/telegram',
    kind: '',
    headers,
    body,
    receivedAt: Date.UTC(2026, 2, 1, 9),
  });
  const read = async (update: unknown) => bot().receive?.(call(telegramCall(update)));
  const nothing = { kind: 'read', receipts: [], inbound: [] };

  test.each(['', 'x', telegramWebhookSecret.toUpperCase(), `${telegramWebhookSecret}x`, 'ü'.repeat(28)])(
    'with the secret %j is rejected, and nothing of it read',
    async (secret) => {
      expect(await bot().receive?.(call(telegramCall('not even JSON', secret)))).toMatchObject({ kind: 'rejected' });
    },
  );

  test('is rejected without a secret to compare', async () => {
    const sender = bot({ webhookSecret: undefined });
    expect(await sender.receive?.(call(telegramCall(telegramMessage(1, { text: 'hi' }), '')))).toMatchObject({
      kind: 'rejected',
    });
    expect(() => bot({ webhookSecret: 'with spaces' })).toThrow('webhookSecret must be');
  });

  test('with what somebody wrote is a message from their chat, with what it answers', async () => {
    const update = telegramMessage(10_000, { text: 'Thanks!', reply_to_message: { message_id: 3, date: 1 } });
    expect(await read(update)).toEqual({
      ...nothing,
      inbound: [
        {
          dedupeKey: '123456:10000',
          channel: 'telegram',
          from: '1111',
          to: '123456',
          text: 'Thanks!',
          at: 1_441_645_532_000,
          answers: ['1111:3'],
        },
      ],
    });
  });

  test('answers a message by the id that it was accepted with', async () => {
    const sent = await bot().send(request());
    const update = telegramMessage(1, { text: 'ok', reply_to_message: { message_id: 1 } });
    const result = await read(update);
    expect(result?.kind === 'read' && result.inbound[0]?.answers).toEqual([
      sent.kind === 'accepted' && sent.providerMessageId,
    ]);
  });

  test.each([
    ['/stop', 'stop'],
    ['/STOP@studio_bot', 'STOP'],
    ['/start', 'start'],
    ['/help', 'help'],
    ['/start abc', '/start abc'],
    ['/cancel', '/cancel'],
    ['do not /stop', 'do not /stop'],
  ])('with %j says %j', async (text, expected) => {
    expect(await read(telegramMessage(1, { text }))).toMatchObject({ inbound: [{ text: expected }] });
  });

  test('with a picture and its caption, or a voice alone, is a message', async () => {
    expect(await read(telegramMessage(1, { photo: [], caption: 'Here.' }))).toMatchObject({
      inbound: [{ text: 'Here.' }],
    });
    expect(await read(telegramMessage(1, { voice: {} }))).toMatchObject({ inbound: [{ text: '' }] });
  });

  test.each([
    ['about a new member', telegramMessage(1, { new_chat_members: [] })],
    ['from a bot', telegramMessage(1, { text: 'hi', from: { id: 5, is_bot: true } })],
    ['of an edit', { update_id: 1, edited_message: { message_id: 1, text: 'hi' } }],
    ['that the bot may write again', telegramMembership(1, 'member')],
  ])('%s is no message', async (_name, update) => {
    expect(await read(update)).toEqual(nothing);
  });

  test('that the bot was blocked is an unsubscription of that chat', async () => {
    expect(await read(telegramMembership(77, 'kicked'))).toEqual({
      ...nothing,
      receipts: [
        {
          dedupeKey: '123456:77',
          to: '1111',
          state: 'unsubscribed',
          at: 1_441_645_532_000,
          code: 'kicked',
          detail: 'the bot was blocked or put out',
        },
      ],
    });
  });

  test.each(['', '[]', 'null', '{}', '{"update_id":"1"}'])('with the body %j makes no sense', async (body) => {
    expect(await read(body)).toMatchObject({ kind: 'unreadable' });
  });
});
