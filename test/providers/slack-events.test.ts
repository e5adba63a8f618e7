import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { WebhookRequest } from '../../src/provider.ts';
import { slackBot } from '../../src/providers/slack-bot.ts';
import {
  slackBotToken,
  slackCall,
  slackMessageEvent,
  slackSigningSecret,
} from '../../src/testing/vendors/slack-server.ts';

const bot = (more: Record<string, unknown> = {}) =>
  slackBot.configure(
    { botToken: slackBotToken, signingSecret: slackSigningSecret, ...more },
    { clock: systemClock, allowPrivateAddresses: false, deliverToSandbox: async () => {} },
  );

describe('a call of the Events API', () => {
  const at = Date.UTC(2026, 2, 1, 9);
  const call = ({ headers, body }: Pick<WebhookRequest, 'headers' | 'body'>, receivedAt = at): WebhookRequest => ({
    method: 'POST',
    url: 'https://relance.example.com/webhooks/slack',
    kind: '',
    headers,
    body,
    receivedAt,
  });
  const receive = (request: WebhookRequest, config: Record<string, unknown> = {}) => bot(config).receive?.(request);
  const read = async (body: unknown) => receive(call(slackCall(body, at)));
  const nothing = { kind: 'read', receipts: [], inbound: [] };

  test("is verified as in Slack's own example", async () => {
    const body = Buffer.from(
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
        '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
        '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
        '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    );
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const config = { signingSecret: '8f742231b10e8888abcd99yyyzzz85a5' };
    // The signature is right; a slash command is no event, which is seen only after that.
    expect(await receive(call({ headers, body }, 1_531_420_618_000), config)).toMatchObject({ kind: 'unreadable' });
    body[0] = 0x54;
    expect(await receive(call({ headers, body }, 1_531_420_618_000), config)).toMatchObject({ kind: 'rejected' });
  });

  test('is rejected with another secret, no signature, or without a secret to verify it', async () => {
    const event = slackMessageEvent('Ev1', {});
    const { headers, body } = slackCall(event, at);
    const rejected = { kind: 'rejected' };
    expect(await receive(call(slackCall(event, at, 'another secret')))).toMatchObject(rejected);
    for (const left of ['x-slack-signature', 'x-slack-request-timestamp'])
      expect(await receive(call({ headers: { ...headers, [left]: undefined }, body }))).toMatchObject(rejected);
    expect(await receive(call({ headers: { ...headers, 'x-slack-signature': 'v0=ü' }, body }))).toMatchObject(rejected);
    expect(await receive(call({ headers, body }), { signingSecret: undefined })).toMatchObject(rejected);
  });

  test.each([
    [0, 'read'],
    [5 * 60_000, 'read'],
    [-5 * 60_000, 'read'],
    [5 * 60_000 + 1, 'rejected'],
    [-5 * 60_000 - 1, 'rejected'],
  ])('that is read %i ms after it was signed: %s', async (laterMs, kind) => {
    const signed = slackCall(slackMessageEvent('Ev1', {}), at);
    expect(await receive(call(signed, at + laterMs))).toMatchObject({ kind });
  });

  test('that asks whether the URL is ours is answered with its challenge', async () => {
    expect(await read({ type: 'url_verification', token: 'x', challenge: '3eZbrw1aBm2rZgRNFdxV' })).toEqual({
      ...nothing,
      answer: { contentType: 'text/plain', body: '3eZbrw1aBm2rZgRNFdxV' },
    });
  });

  test('with what somebody wrote to the app is a message from them', async () => {
    expect(await read(slackMessageEvent('Ev0PV52K21', { text: 'Thanks &amp; see you &lt;3' }))).toEqual({
      ...nothing,
      inbound: [
        {
          dedupeKey: 'Ev0PV52K21',
          channel: 'slack',
          from: 'U0000ADA1',
          to: 'D0000ADA1',
          text: 'Thanks & see you <3',
          at: 1_355_517_523_000,
        },
      ],
    });
  });

  const team = { channel: 'C0000TEAM', channel_type: 'channel' };
  const thread = { thread_ts: '1355517500.000001' };
  test.each([
    ['in a thread of the direct messages', { ...thread }, ['D0000ADA1:1355517500.000001']],
    ['below a message of ours', { ...team, ...thread, parent_user_id: 'UBOT' }, ['C0000TEAM:1355517500.000001']],
    ['in a thread of which Slack does not say whose', { ...team, ...thread }, ['C0000TEAM:1355517500.000001']],
    ['naming us', { ...team, text: '<@UBOT> thanks' }, undefined],
    ['with a file', { subtype: 'file_share' }, undefined],
    ['as the first of a thread', { thread_ts: '1355517523.000005' }, undefined],
  ])('%s counts', async (_name, event, answers) => {
    const result = await read(slackMessageEvent('Ev1', event));
    expect(result).toMatchObject({ kind: 'read', inbound: [{ from: 'U0000ADA1' }] });
    expect(result?.kind === 'read' && result.inbound[0]?.answers).toEqual(answers);
  });

  test.each([
    ['from an app', { bot_id: 'B1' }],
    ['from the app itself', { bot_id: 'BBOT', user: 'UBOT' }],
    ['from Slackbot', { user: 'USLACKBOT' }],
    ['that was edited', { subtype: 'message_changed' }],
    ['about a join', { subtype: 'channel_join' }],
    ['between colleagues in a channel', team],
    ['below a message of a colleague', { ...team, ...thread, parent_user_id: 'U2' }],
    ['of another kind', { type: 'reaction_added' }],
    ['without its time', { ts: undefined }],
  ])('%s does not count', async (_name, event) => {
    expect(await read(slackMessageEvent('Ev1', event))).toEqual(nothing);
  });

  test.each(['', 'null', '[]', '{"type":'])('signed, with the body %j, makes no sense', async (body) => {
    expect(await read(body)).toMatchObject({ kind: 'unreadable' });
  });
});
