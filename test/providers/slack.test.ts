import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LookupRequest } from '../../src/provider.ts';
import { slackBot } from '../../src/providers/slack-bot.ts';
import { slackWebhook } from '../../src/providers/slack-webhook.ts';
import type { Reaction } from '../../src/testing/counterpart.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import {
  type SlackServer,
  type SlackWebhookServer,
  slackBotToken,
  slackSigningSecret,
  slackWebhookChannel,
  startSlackServer,
  startSlackWebhookServer,
} from '../../src/testing/vendors/slack-server.ts';
import { localhostCertificate } from './support/certificates.ts';
import { closedPort, startRawServer } from './support/raw-server.ts';
import { context, lostAnswers, nowhere, requestsOf, unreachableBase } from './support/sending.ts';

const reactions: readonly Reaction[] = [...lostAnswers, 'refuse_sender', 'refuse_content', 'refuse_rate'];

exerciseProvider(
  'slack',
  {
    provider: slackBot,
    start: async ({ timeoutMs }) => {
      const server = await startSlackServer();
      const config = { botToken: slackBotToken, signingSecret: slackSigningSecret, baseUrl: server.baseUrl, timeoutMs };
      return { ...server, to: 'U0000ADA1', config };
    },
    reactions: [...reactions, 'refuse_recipient', 'refuse_transient'],
    unreachable: ({ config }) => unreachableBase(config, 'slack'),
    textMax: 40_000,
  },
  { describe, test },
);

exerciseProvider(
  'slack-webhook',
  {
    provider: slackWebhook,
    start: async ({ timeoutMs }) => {
      const server = await startSlackWebhookServer();
      return { ...server, to: slackWebhookChannel, config: { url: server.webhookUrl, timeoutMs } };
    },
    reactions,
    unreachable: async ({ config }) =>
      Object.fromEntries(
        Object.entries(await nowhere('slack')).map(([what, url]) => [
          what,
          { ...config, url: `${url}/services/T0/B0/XYZ` },
        ]),
      ),
    textMax: 40_000,
    carries: 'nothing',
  },
  { describe, test },
);

let server: SlackServer;
let hooks: SlackWebhookServer;
beforeEach(async () => {
  server = await startSlackServer();
  hooks = await startSlackWebhookServer();
});
afterEach(async () => {
  await server.close();
  await hooks.close();
});

const bot = (more: Record<string, unknown> = {}) =>
  slackBot.configure(
    { botToken: slackBotToken, signingSecret: slackSigningSecret, baseUrl: server.baseUrl, timeoutMs: 5000, ...more },
    context,
  );
const hook = (more: Record<string, unknown> = {}) =>
  slackWebhook.configure({ url: hooks.webhookUrl, timeoutMs: 5000, ...more }, context);

const request = requestsOf({ channel: 'slack', to: 'U0000ADA1', text: 'See you tomorrow.' });

describe('a message of the app', () => {
  test('is posted as the API describes it, with our ids as metadata', async () => {
    const outcome = await bot().send(request());
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: expect.stringMatching(/^D0000ADA1:\d+\.000001$/) });
    const [post] = server.requests();
    expect([post?.method, post?.path]).toEqual(['POST', '/api/chat.postMessage']);
    expect(post?.headers).toMatchObject({
      authorization: `Bearer ${slackBotToken}`,
      'content-type': 'application/json; charset=utf-8',
    });
    expect(JSON.parse(post?.body ?? '')).toEqual({
      channel: 'U0000ADA1',
      text: 'See you tomorrow.',
      metadata: {
        event_type: 'relance_follow_up',
        event_payload: { attempt_id: request().attemptId, message_id: request().messageId },
      },
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  test('wakes nobody up, whatever a contact is called', async () => {
    await bot().send(request({ text: 'Hi <!channel> & <@U1>' }));
    await hook().send(request({ to: '#team', text: 'Hi <!channel> & <@U1>' }));
    for (const { body } of [...server.requests(), ...hooks.requests()])
      expect(JSON.parse(body).text).toBe('Hi &lt;!channel&gt; &amp; &lt;@U1&gt;');
    expect(server.received()[0]?.text).toBe('Hi <!channel> & <@U1>');
  });

  test('that Slack might cut is not tried: escaped, it has more than 40,000 characters', async () => {
    const text = `${'x'.repeat(39_990)}<<<`;
    for (const outcome of [await bot().send(request({ text })), await hook().send(request({ to: '#team', text }))])
      expect(outcome).toMatchObject({ kind: 'refused', class: 'content', code: 'msg_too_long' });
    expect([...server.requests(), ...hooks.requests()]).toEqual([]);
  });
});

describe('the answer of chat.postMessage', () => {
  const refused = (kind: string) => ({ kind: 'refused', class: kind });
  test.each([
    ['channel_not_found', refused('recipient')],
    ['not_in_channel', refused('recipient')],
    ['is_archived', refused('recipient')],
    ['user_not_found', refused('recipient')],
    ['cannot_dm_bot', refused('recipient')],
    ['restricted_action_read_only_channel', refused('recipient')],
    ['invalid_auth', refused('sender')],
    ['token_revoked', refused('sender')],
    ['missing_scope', refused('sender')],
    ['restricted_action', refused('sender')],
    ['messages_tab_disabled', refused('sender')],
    ['msg_too_long', refused('content')],
    ['no_text', refused('content')],
    ['invalid_arguments', refused('content')],
    ['ratelimited', refused('rate')],
    ['rate_limited', refused('rate')],
    ['request_timeout', refused('transient')],
    ['team_added_to_org', refused('transient')],
    ['fatal_error', { kind: 'unknown' }],
    ['internal_error', { kind: 'unknown' }],
    ['service_unavailable', { kind: 'unknown' }],
    ['an_error_of_next_year', { kind: 'unknown' }],
  ])('ok: false with %s', async (error, expected) => {
    server.answer({ status: 200, body: { ok: false, error } });
    expect(await bot().send(request())).toEqual({ ...expected, code: error, detail: expect.stringContaining(error) });
  });

  test.each([
    [404, 'sender'],
    [405, 'sender'],
    [408, undefined],
    [302, undefined],
    [500, undefined],
    [502, undefined],
    [503, undefined],
  ])('HTTP %i without an error of Slack', async (status, expected) => {
    server.answer({ status, body: 'a page' });
    const outcome = await bot().send(request());
    expect(outcome).toMatchObject(expected ? refused(expected) : { kind: 'unknown' });
    expect(outcome).toMatchObject({ code: String(status) });
  });

  // T11
  test.each([
    ['30', 30_000],
    ['999999', 3_600_000],
    ['-1', undefined],
    [undefined, undefined],
  ])('429 with Retry-After %j asks to wait %s ms (T11)', async (header, expected) => {
    const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header };
    for (const each of [server, hooks]) each.answer({ status: 429, headers, body: 'rate_limited' });
    for (const outcome of [await bot().send(request()), await hook().send(request({ to: '#team' }))]) {
      expect(outcome).toMatchObject({ kind: 'refused', class: 'rate' });
      expect((outcome as { retryAfterMs?: number }).retryAfterMs).toBe(expected);
    }
  });

  test.each(['', '{}', 'ok', '{"ok":true}', '[]'])('200 with %j names no message: unknown', async (body) => {
    server.answer({ status: 200, body });
    expect(await bot().send(request())).toMatchObject({ kind: 'unknown', code: '200' });
  });
});

describe('the answer of an incoming webhook', () => {
  test.each([
    [400, 'invalid_payload', 'content'],
    [400, 'no_text', 'content'],
    [400, 'too_many_attachments', 'content'],
    [400, 'user_not_found', 'sender'],
    [403, 'action_prohibited', 'sender'],
    [403, 'posting_to_general_channel_denied', 'sender'],
    [404, 'channel_not_found', 'sender'],
    [404, 'no_service', 'sender'],
    [410, 'channel_is_archived', 'sender'],
    [404, 'a page with https://hooks.slack.com/services/T0', 'sender'],
    [422, '', 'content'],
    [408, '', undefined],
    [500, 'rollup_error', undefined],
    [503, '', undefined],
    [302, '', undefined],
    [200, 'fine', undefined],
    [200, '', undefined],
  ])('%i %s', async (status, body, expected) => {
    hooks.answer({ status, body });
    const outcome = await hook().send(request({ to: '#team' }));
    expect(outcome).toMatchObject(expected ? { kind: 'refused', class: expected } : { kind: 'unknown' });
    expect(JSON.stringify(outcome)).not.toContain('services');
  });

  test('is asked with the text alone', async () => {
    expect(await hook().send(request({ to: 'C0000TEAM' }))).toEqual({ kind: 'accepted' });
    const [call] = hooks.requests();
    expect(call).toMatchObject({ method: 'POST', path: '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX' });
    expect(JSON.parse(call?.body ?? '')).toEqual({
      text: 'See you tomorrow.',
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  test.each(['U0000ADA1', 'W0000ADA1', 'D0000ADA1'])('for one person, %s, is not asked for', async (to) => {
    expect(await hook().send(request({ to }))).toMatchObject({ class: 'content', code: 'not_a_channel' });
    expect(hooks.requests()).toEqual([]);
  });
});

test('a certificate that is not good: nothing was sent, and no secret is shown', async () => {
  await using raw = await startRawServer(() => {}, localhostCertificate);
  const at = `https://localhost:${raw.port}`;
  const outcomes = [
    await bot({ baseUrl: at }).send(request()),
    await hook({ url: `${at}/services/T0/B0/XYZ` }).send(request({ to: '#team' })),
  ];
  for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
  expect(JSON.stringify(outcomes)).not.toMatch(/xoxb|services|XYZ/);
});

test('a token that is not accepted fails the check', async () => {
  expect(await bot().check?.()).toEqual({ ok: true, detail: 'the app is studio in Studio' });
  expect(await bot({ botToken: 'xoxb-other' }).check?.()).toEqual({ ok: false, detail: 'Slack says invalid_auth' });
  expect(() => bot({ botToken: 'xoxb-other\r\nx: y' })).toThrow('botToken must be without spaces');
});

describe('looking up what became of a message', () => {
  const { attemptId, messageId, channel, text } = request();
  const find = (more: Partial<LookupRequest> = {}, config: Record<string, unknown> = {}) =>
    bot(config).lookup?.(
      { attemptId, messageId, channel, to: 'U0000ADA1', text, calledAt: Date.now(), ...more },
      AbortSignal.timeout(5000),
    );

  test.each([
    ['U0000ADA1', 'D0000ADA1'],
    ['C0000TEAM', 'C0000TEAM'],
  ])('finds the attempt by its metadata in the history of %s', async (to, conversation) => {
    server.react('accept_then_reset');
    expect(await bot().send(request({ to }))).toMatchObject({ kind: 'unknown' });
    const providerMessageId = expect.stringMatching(new RegExp(`^${conversation}:\\d+\\.000001$`));
    expect(await find({ to })).toEqual({ kind: 'accepted', providerMessageId });
    const asked = server.requests().at(-1);
    expect(asked).toMatchObject({ method: 'GET', path: '/api/conversations.history' });
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      channel: conversation,
      oldest: expect.stringMatching(/^\d+\.\d{6}$/),
      latest: expect.stringMatching(/^\d+\.\d{6}$/),
      inclusive: 'true',
      include_all_metadata: 'true',
      limit: '100',
    });
  });

  test('finds nothing that is another attempt, another time, or not to be asked for', async () => {
    server.react('accept_then_reset');
    await bot().send(request());
    const notFound = { kind: 'not_found' };
    expect(await find({ attemptId: '0197c0de-0000-7000-8000-000000000001.2' })).toEqual(notFound);
    expect(await find({ calledAt: Date.now() + 3_600_000 })).toEqual(notFound);
    expect(await find({ to: '#team' })).toEqual(notFound);
    expect(await find({}, { botToken: 'xoxb-other' })).toEqual(notFound);
    expect(await find({}, { baseUrl: `http://127.0.0.1:${await closedPort()}` })).toEqual(notFound);
  });
});
