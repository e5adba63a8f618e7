import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LookupRequest, Provider, SendRequest } from '../../src/provider.ts';
import { discordBot } from '../../src/providers/discord-bot.ts';
import { discordWebhook } from '../../src/providers/discord-webhook.ts';
import type { Reaction } from '../../src/testing/counterpart.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import {
  type DiscordServer,
  discordBotToken,
  discordUnknownUser,
  discordWebhookToken,
  startDiscordServer,
} from '../../src/testing/vendors/discord-server.ts';
import { localhostCertificate } from './support/certificates.ts';
import { startRawServer } from './support/raw-server.ts';
import { context, lostAnswers, requestsOf, unreachableBase } from './support/sending.ts';

const reactions: readonly Reaction[] = [
  ...lostAnswers,
  'refuse_sender',
  'refuse_content',
  'refuse_rate',
  'refuse_transient',
];

const unreachable = async ({ config }: { readonly config: Readonly<Record<string, unknown>> }) => ({
  ...(await unreachableBase(config, 'discord', '/api/v10')),
  'an address that is not public': { ...config, baseUrl: 'https://localhost:1' },
});

exerciseProvider(
  'discord',
  {
    provider: discordBot,
    start: async ({ timeoutMs }) => {
      const server = await startDiscordServer();
      return { ...server, to: '53908099506183680', config: configOf(discordBot, server, timeoutMs) };
    },
    reactions: [...reactions, 'refuse_recipient'],
    unreachable,
    textMax: 2000,
    carries: 'message',
  },
  { describe, test },
);

exerciseProvider(
  'discord-webhook',
  {
    provider: discordWebhook,
    start: async ({ timeoutMs }) => {
      const server = await startDiscordServer();
      return { ...server, to: server.webhookChannel, config: configOf(discordWebhook, server, timeoutMs) };
    },
    reactions,
    unreachable,
    textMax: 2000,
    carries: 'nothing',
  },
  { describe, test },
);

function configOf(provider: Provider, { baseUrl, webhookUrl }: DiscordServer, timeoutMs = 5000) {
  const account = provider === discordBot ? { botToken: discordBotToken } : { url: webhookUrl };
  return { ...account, baseUrl, timeoutMs };
}

let server: DiscordServer;
beforeEach(async () => {
  server = await startDiscordServer();
});
afterEach(() => server.close());

const bot = (more: Record<string, unknown> = {}) =>
  discordBot.configure({ ...configOf(discordBot, server), ...more }, context);
const hook = (more: Record<string, unknown> = {}) =>
  discordWebhook.configure({ ...configOf(discordWebhook, server), ...more }, context);

const request = requestsOf({ channel: 'discord', to: '53908099506183680', text: 'See you tomorrow, @everyone.' });

const lookup = (more: Partial<LookupRequest> = {}): LookupRequest => {
  const { attemptId, messageId, channel, to, text } = request();
  return { attemptId, messageId, channel, to, text, calledAt: Date.now(), ...more };
};
const quick = () => AbortSignal.timeout(5000);

describe('a message of the bot', () => {
  test('is a direct message as the API describes it, and mentions nobody', async () => {
    const outcome = await bot().send(request());
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: expect.stringMatching(/^\d+$/) });
    const [open, create] = server.requests();
    expect([open?.method, open?.path]).toEqual(['POST', '/api/v10/users/@me/channels']);
    expect(JSON.parse(open?.body ?? '')).toEqual({ recipient_id: '53908099506183680' });
    expect([create?.method, create?.path]).toEqual(['POST', '/api/v10/channels/953908099506183680/messages']);
    expect(create?.headers).toMatchObject({
      authorization: `Bot ${discordBotToken}`,
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^DiscordBot \(https:\/\/\S+, [\d.]+\)$/),
    });
    expect(JSON.parse(create?.body ?? '')).toEqual({
      content: 'See you tomorrow, @everyone.',
      allowed_mentions: { parse: [] },
      nonce: 'AZfA3hERcACAAAAAAAAAAQ',
      enforce_nonce: true,
    });
  });

  test("asks once which channel is a person's", async () => {
    const sender = bot();
    await sender.send(request());
    await sender.send(request({ messageId: '0197c0de-1111-7000-8000-000000000002' }));
    expect(server.requests().map(({ path }) => path.split('/').at(-1))).toEqual(['channels', 'messages', 'messages']);
  });

  test('goes to a channel without a question', async () => {
    await bot().send(request({ to: 'channel:290926798626357999' }));
    expect(server.requests()).toHaveLength(1);
    expect(server.received()).toMatchObject([{ to: 'channel:290926798626357999' }]);
  });

  test('has one nonce in all attempts, of at most 25 characters, so that it is seen once within minutes', async () => {
    const sender = bot();
    const first = await sender.send(request({ attemptId: 'a.1' }));
    const second = await sender.send(request({ attemptId: 'a.2' }));
    expect(second).toEqual(first);
    expect(server.received()).toHaveLength(1);
    await sender.send(request({ messageId: 'an id of another form, longer than twenty-five characters' }));
    const nonces = server.requests().flatMap(({ body }) => JSON.parse(body).nonce ?? []);
    expect(nonces.map((nonce: string) => nonce.length)).toEqual([22, 22, 25]);
  });

  test('of 2,001 characters is not tried, and 2,000 emoji are', async () => {
    expect(await bot().send(request({ text: 'x'.repeat(2001) }))).toMatchObject({
      class: 'content',
      code: 'text_too_long',
    });
    expect(server.requests()).toEqual([]);
    expect(await bot().send(request({ text: '🙂'.repeat(2000) }))).toMatchObject({ kind: 'accepted' });
  });

  test.each([
    'ada',
    'channel:',
    'channel:1/messages',
    '../users/@me',
    '-1',
    '',
    '0',
    '053908099506183680',
    'channel:01',
  ])('to %j is refused before anything is called', async (to) => {
    expect(await bot().send(request({ to }))).toMatchObject({ class: 'recipient', code: 'invalid_address' });
    expect(server.requests()).toEqual([]);
  });
});

describe('the answer', () => {
  const refused = (kind: string) => ({ kind: 'refused', class: kind });
  const unknown = { kind: 'unknown' };
  /** Status, code of the body, then what it means for a person, a channel and a webhook. */
  const table: readonly (readonly [number, number, object, object, object])[] = [
    [400, 50006, refused('content'), refused('content'), refused('content')],
    [400, 50035, refused('content'), refused('content'), refused('content')],
    [400, 0, refused('content'), refused('content'), refused('content')],
    [400, 200000, refused('content'), refused('content'), refused('content')],
    [400, 220001, refused('sender'), refused('sender'), refused('sender')],
    [401, 0, refused('sender'), refused('sender'), refused('sender')],
    [401, 40001, refused('sender'), refused('sender'), refused('sender')],
    [401, 50027, refused('sender'), refused('sender'), refused('sender')],
    [403, 0, refused('sender'), refused('recipient'), refused('sender')],
    [403, 50001, refused('sender'), refused('recipient'), refused('sender')],
    [403, 50013, refused('sender'), refused('recipient'), refused('sender')],
    [403, 50007, refused('recipient'), refused('recipient'), refused('sender')],
    [403, 40004, refused('transient'), refused('transient'), refused('transient')],
    [403, 40333, refused('sender'), refused('sender'), refused('sender')],
    [404, 0, refused('sender'), refused('sender'), refused('sender')],
    [404, 10003, refused('transient'), refused('recipient'), refused('sender')],
    [404, 10013, refused('recipient'), refused('recipient'), refused('sender')],
    [404, 10015, refused('sender'), refused('sender'), refused('sender')],
    [408, 0, unknown, unknown, unknown],
    [429, 20028, refused('rate'), refused('rate'), refused('rate')],
    [301, 0, unknown, unknown, unknown],
    [500, 0, unknown, unknown, unknown],
    [502, 0, unknown, unknown, unknown],
    [503, 130000, unknown, unknown, unknown],
  ];

  test.each(table)('%i with the code %i', async (status, code, toPerson, toChannel, byWebhook) => {
    server.answer({ status, body: { message: `told to ${discordWebhookToken}`, code } });
    const expected = { code: String(code || status) };
    expect(await bot().send(request())).toMatchObject({ ...expected, ...toPerson });
    expect(await bot().send(request({ to: 'channel:1' }))).toMatchObject({ ...expected, ...toChannel });
    const outcome = await hook().send(request({ to: server.webhookChannel }));
    expect(outcome).toMatchObject({ ...expected, ...byWebhook });
    expect(JSON.stringify(outcome)).not.toContain(discordWebhookToken);
    expect(server.received()).toEqual([]);
  });

  // T11
  test.each([
    [{ retry_after: 64.57, global: true }, {}, 64_570, /whole account/],
    [{ retry_after: 0.35, global: false }, { 'retry-after': '1' }, 350, /limited/],
    ['upstream limit', { 'retry-after': '65' }, 65_000, /429/],
    [{ retry_after: 99_999_999 }, {}, 3_600_000, /limited/],
    [{ retry_after: -5 }, {}, undefined, /limited/],
    [{}, { 'x-ratelimit-reset-after': '0.47' }, 470, /limited/],
    [{}, {}, undefined, /limited/],
  ])('429 with %j and %j asks to wait %s ms (T11)', async (body, headers, expected, words) => {
    const said = typeof body === 'string' ? body : { message: 'You are being rate limited.', ...body };
    server.answer({ status: 429, headers, body: said });
    const outcome = await bot().send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'rate', detail: expect.stringMatching(words) });
    expect((outcome as { retryAfterMs?: number }).retryAfterMs).toBe(expected);
  });

  test.each([
    [{ global: false }, '53908099506183680', true],
    [{ global: false }, 'channel:1', true],
    [{ global: false, code: 20016 }, 'channel:1', true],
    [{ code: 20028 }, 'channel:1', true],
    [{ global: false, code: 20029 }, 'channel:1', undefined],
    [{ global: true }, 'channel:1', undefined],
    [{}, 'channel:1', undefined],
    ['upstream limit', 'channel:1', undefined],
  ])('429 with %j at %s is the limit of that address: %s', async (body, to, asked) => {
    server.answer({ status: 429, body });
    const outcome = await bot().send(request({ to }));
    expect(outcome).toMatchObject({ kind: 'refused', class: 'rate' });
    expect((outcome as { recipientAsked?: boolean }).recipientAsked).toBe(asked);
  });

  test("a webhook has one channel, so its limit is the whole sender's", async () => {
    server.answer({ status: 429, body: { global: false } });
    const outcome = await hook().send(request({ to: server.webhookChannel }));
    expect(outcome).toMatchObject({ kind: 'refused', class: 'rate' });
    expect(outcome).not.toHaveProperty('recipientAsked');
  });

  test.each(['', '{}', '<html>', '[]', '{"id":5}'])('200 with %j is no message: unknown', async (body) => {
    server.answer({ status: 200, body });
    expect(await bot().send(request())).toMatchObject({ kind: 'unknown', code: '200' });
  });
});

describe('a direct message that cannot be opened was not sent', () => {
  test('to somebody who does not exist: the recipient', async () => {
    const outcome = await bot().send(request({ to: discordUnknownUser }));
    expect(outcome).toMatchObject({ kind: 'refused', class: 'recipient', code: '10013' });
  });

  test.each([
    ['500', 'HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n', '500'],
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"id"', 'UND_ERR_SOCKET'],
    ['no channel', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}', '200'],
  ])('%s: transient, although the request had left', async (_name, answer, code) => {
    await using raw = await startRawServer((socket) => socket.once('data', () => socket.end(answer)));
    const outcome = await bot({ baseUrl: `http://127.0.0.1:${raw.port}` }).send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'transient', code });
  });

  test('a time-out: transient, and both calls share one time limit', async () => {
    await using raw = await startRawServer(() => {});
    const outcome = await bot({ baseUrl: `http://127.0.0.1:${raw.port}`, timeoutMs: 200 }).send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'transient', code: 'timeout' });
  });
});

test.each([
  ['bot', () => bot, request()],
  ['webhook', () => hook, request({ to: 'channel:1' })],
] as const)(
  'a certificate that is not good: nothing was sent, and no token is shown (%s)',
  async (_name, of, message) => {
    await using raw = await startRawServer(() => {}, localhostCertificate);
    const outcome = await of()({ baseUrl: `https://localhost:${raw.port}` }).send(message);
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
    for (const secret of [discordBotToken, discordWebhookToken]) expect(JSON.stringify(outcome)).not.toContain(secret);
  },
);

describe('looking up what became of a message', () => {
  const accepted = { kind: 'accepted', providerMessageId: expect.stringMatching(/^\d+$/) };
  const notFound = { kind: 'not_found' };

  async function sendUnknown(more: Partial<SendRequest> = {}) {
    server.react('accept_then_reset');
    expect(await bot().send(request(more))).toMatchObject({ kind: 'unknown' });
  }

  test('finds a direct message by its text, since Discord keeps no nonces', async () => {
    await sendUnknown();
    expect(await bot().lookup?.(lookup(), quick())).toEqual(accepted);
    const asked = server.requests().at(-1);
    expect(asked).toMatchObject({ method: 'GET', path: '/api/v10/channels/953908099506183680/messages' });
    expect([...(asked?.query.keys() ?? [])].sort()).toEqual(['after', 'limit']);
  });

  test('finds nothing when another text, or the same one much earlier, was sent', async () => {
    await sendUnknown();
    expect(await bot().lookup?.(lookup({ text: 'Something else.' }), quick())).toEqual(notFound);
    expect(await bot().lookup?.(lookup({ calledAt: Date.now() + 600_000 }), quick())).toEqual(notFound);
    expect(await bot().lookup?.(lookup({ to: '53908099506183681' }), quick())).toEqual(notFound);
  });

  test('is sure of nothing in a channel, where several may be sent the same words', async () => {
    await sendUnknown({ to: 'channel:7' });
    expect(await bot().lookup?.(lookup({ to: 'channel:7' }), quick())).toEqual(notFound);
  });

  test('finds by the nonce alone where there is one', async () => {
    await server.close();
    server = await startDiscordServer({ historyHasNonces: true });
    await sendUnknown({ to: 'channel:7' });
    expect(await bot().lookup?.(lookup({ to: 'channel:7', text: 'any' }), quick())).toEqual(accepted);
    const other = lookup({ to: 'channel:7', messageId: '0197c0de-1111-7000-8000-000000000002' });
    expect(await bot().lookup?.(other, quick())).toEqual(notFound);
  });

  test('a vendor that cannot be asked settles nothing', async () => {
    await sendUnknown();
    expect(await bot({ botToken: 'wrong' }).lookup?.(lookup(), quick())).toEqual(notFound);
    expect(await bot().lookup?.(lookup({ to: 'nobody' }), quick())).toEqual(notFound);
    expect(await bot().lookup?.(lookup(), AbortSignal.abort())).toEqual(notFound);
  });
});

describe('a webhook', () => {
  test('is executed as the API describes it, waits for the message, and mentions nobody', async () => {
    const outcome = await hook({ url: `${server.webhookUrl}?thread_id=77` }).send(
      request({ to: server.webhookChannel }),
    );
    expect(outcome).toMatchObject({ kind: 'accepted', providerMessageId: expect.stringMatching(/^\d+$/) });
    const [execute] = server.requests();
    expect(execute?.path).toBe(`/api/v10/webhooks/223704706495545344/${discordWebhookToken}`);
    expect(Object.fromEntries(execute?.query ?? [])).toEqual({ wait: 'true', thread_id: '77' });
    expect(execute?.headers.authorization).toBeUndefined();
    const { content, allowed_mentions } = JSON.parse(execute?.body ?? '');
    expect({ content, allowed_mentions }).toEqual({ content: request().text, allowed_mentions: { parse: [] } });
  });

  test('does not post what is for one person where a whole channel reads along', async () => {
    expect(await hook().send(request())).toMatchObject({ kind: 'refused', class: 'content', code: 'not_a_channel' });
    expect(server.requests()).toEqual([]);
  });

  test('that is gone fails its check, without its token', async () => {
    const url = server.webhookUrl.replace(/.$/, 'x');
    const checked = await hook({ url }).check?.();
    expect(checked).toEqual({ ok: false, detail: 'Invalid Webhook Token' });
  });
});

test.each([
  [discordBot, { botToken: 'two words' }, 'botToken must be'],
  [discordWebhook, { url: 'https://discord.com/api/webhooks/1' }, 'url must end with'],
  [discordWebhook, { url: 'https://discord.com/api/webhooks/1/a?thread_id=x' }, 'thread_id must be'],
] as const)('a configuration that cannot work is refused with a reason: %#', (provider, config, reason) => {
  expect(() => provider.configure(config, context)).toThrow(reason);
});
