// A configuration in which everything is wrong is refused once, with every mistake in it.
import { describe, expect, test } from 'vitest';
import type { Provider } from '../../src/provider.ts';
import { discordBot } from '../../src/providers/discord-bot.ts';
import { discordWebhook } from '../../src/providers/discord-webhook.ts';
import { httpGateway } from '../../src/providers/gateway-http.ts';
import { n8nWebhook } from '../../src/providers/n8n-webhook.ts';
import { resendEmail } from '../../src/providers/resend-email.ts';
import { sandboxInbox } from '../../src/providers/sandbox-inbox.ts';
import { sendgridEmail } from '../../src/providers/sendgrid-email.ts';
import { slackBot } from '../../src/providers/slack-bot.ts';
import { slackWebhook } from '../../src/providers/slack-webhook.ts';
import { smtpEmail } from '../../src/providers/smtp-email.ts';
import { standardWebhook } from '../../src/providers/standard-webhook.ts';
import { telegramBot } from '../../src/providers/telegram-bot.ts';
import { twilioMessaging } from '../../src/providers/twilio-messaging.ts';
import { contextAt } from './support/sending.ts';

const context = contextAt(Date.UTC(2026, 2, 1, 9));

/** Fields of the right type whose values cannot work, and the places that have to be named. */
const wrongValues: readonly {
  readonly provider: Provider;
  readonly config: Record<string, unknown>;
  places: string[];
}[] = [
  {
    provider: smtpEmail,
    config: {
      preset: 'nobody',
      host: 'mail example',
      port: 99_999,
      secure: true,
      ignoreTLS: true,
      heloName: 'a b',
      user: 'ada',
      from: 'a@example.com\r\nBcc: x',
      fromName: 'A\nB',
      replyTo: 'nobody',
      messageIdDomain: 'a b',
      imapHost: 'imap/example',
      imapPort: 0,
      imapUser: 'a\nb',
      imapMailbox: 'a\nb',
      imapPollMs: 5,
      incoming: { secretHeader: 'x secret', secretQuery: 'sender', hmac: { header: 'x-signature:' }, mail: 'a..b' },
      prices: { '+33': -1, default: 'x' },
    },
    places: [
      'preset',
      'host',
      'port',
      'ignoreTLS',
      'heloName',
      'password',
      'from',
      'fromName',
      'replyTo',
      'messageIdDomain',
      'imapHost',
      'imapPort',
      'imapUser',
      'imapPassword',
      'imapMailbox',
      'imapPollMs',
      'incomingSecret',
      'incoming.secretHeader',
      'incoming.secretQuery',
      'incoming.hmac.header',
      'incoming.mail',
      'prices.+33',
      'prices.default',
    ],
  },
  {
    provider: sendgridEmail,
    config: {
      apiKey: 'a b',
      from: 'nobody',
      replyTo: 'nobody',
      fromName: 'A\nB',
      webhookPublicKey: 'x',
      inboundPublicKey: 'x',
      prices: { default: -1 },
    },
    places: ['apiKey', 'from', 'replyTo', 'fromName', 'webhookPublicKey', 'inboundPublicKey', 'prices.default'],
  },
  {
    provider: resendEmail,
    config: {
      apiKey: 'a b',
      from: 'nobody',
      replyTo: 'nobody',
      fromName: 'A\nB',
      webhookSecret: '???',
      prices: { default: -1 },
    },
    places: ['apiKey', 'from', 'replyTo', 'fromName', 'webhookSecret', 'prices.default'],
  },
  {
    provider: twilioMessaging,
    config: {
      accountSid: 'AC1',
      authToken: 'x',
      apiKeySid: 'SK1',
      from: '+1',
      messagingServiceSid: 'MG1',
      whatsappFrom: 'nobody',
      prices: { default: -1 },
    },
    places: [
      'accountSid',
      'apiKeySid',
      'apiKeySecret',
      'from',
      'messagingServiceSid',
      'whatsappFrom',
      'prices.default',
    ],
  },
  {
    provider: httpGateway,
    config: {
      preset: 'nobody',
      method: 'DELETE',
      url: 'https://gateway.example/{{values.account}}',
      headers: { a: '{{nothing}}', b: '{{text}}', c: {} },
      query: { a: {}, b: '{{' },
      bodyType: 'yaml',
      body: { a: '{{nobody}}', b: [{ c: '{{nothing}}' }] },
      toFormat: 'fax',
      values: { empty: '' },
      secrets: { none: {} },
      answers: {
        colour: 1,
        success: { status: 99, path: '..', equals: [] },
        refusals: [{ class: 'odd' }, { status: 400 }],
        messageId: {},
        code: { path: 1 },
      },
      prices: { default: -1 },
      incoming: {
        colour: 1,
        hmac: { algorithm: 'md5', encoding: 'x' },
        inbound: { channel: 'email', from: 1 },
        receipt: { status: '', delivered: {} },
      },
      country: 'France',
    },
    places: [
      'preset',
      'method',
      'url',
      'headers',
      'headers.a',
      'headers.c',
      'query.a',
      'query.b',
      'bodyType',
      'body',
      'body.a',
      'body.b[0].c',
      'toFormat',
      'values.empty',
      'secrets.none',
      'answers.colour',
      'answers.success.status',
      'answers.success.path',
      'answers.success.equals',
      'answers.refusals[0]',
      'answers.refusals[0].class',
      'answers.refusals[1].class',
      'answers.messageId',
      'answers.code.path',
      'prices.default',
      'incomingSecret',
      'incoming.colour',
      'incoming.hmac.header',
      'incoming.hmac.algorithm',
      'incoming.hmac.encoding',
      'incoming.inbound.channel',
      'incoming.inbound.from',
      'incoming.inbound.to',
      'incoming.inbound.text',
      'incoming.receipt.status',
      'incoming.receipt.attemptId',
      'incoming.receipt.delivered',
      'country',
    ],
  },
  {
    provider: standardWebhook,
    config: { url: 'nowhere', secret: 'short', previousSecret: 'x', headers: { host: 'a', 'x-a': 'a\nb', 'a b': 'c' } },
    places: ['url', 'secret', 'previousSecret', 'headers', 'headers.host', 'headers.x-a'],
  },
  {
    provider: n8nWebhook,
    config: { url: 'nowhere', secret: 'short', headers: { 'relance-a': 'b' } },
    places: ['url', 'secret', 'headers.relance-a'],
  },
  { provider: telegramBot, config: { botToken: 'x', webhookSecret: 'a b' }, places: ['botToken', 'webhookSecret'] },
  { provider: slackBot, config: { botToken: 'a b', signingSecret: 1 }, places: ['botToken', 'signingSecret'] },
  { provider: discordBot, config: { botToken: 'a b', baseUrl: 'x' }, places: ['botToken', 'baseUrl'] },
  { provider: slackWebhook, config: { url: 'nowhere', ca: 1 }, places: ['url', 'ca'] },
  { provider: discordWebhook, config: { url: 'https://discord.com/api', ca: 1 }, places: ['url', 'ca'] },
];

const nameOf = (provider: Provider) => provider.describe().type;
const cases = wrongValues.map((each) => ({ ...each, type: nameOf(each.provider) }));
const providers = [...cases, { provider: sandboxInbox, type: 'sandbox' }];

describe('every mistake of a configuration is named at once', () => {
  test.each(cases)('$type: values that cannot work', ({ provider, config, places }) => {
    expect(placesOf(provider, config).sort()).toEqual([...places].sort());
  });

  test.each(providers)('$type: every field of a wrong type, and one that is unknown', ({ provider }) => {
    const { config: fields } = provider.describe();
    const wrong = Object.entries(fields).map(([name, { type }]) => [name, type === 'object' ? 'x' : {}]);
    const config = { ...Object.fromEntries(wrong), somethingElse: 1 };
    expect(placesOf(provider, config)).toEqual(expect.arrayContaining(Object.keys(config)));
  });

  test.each(cases)(
    '$type: a field that is unknown and one of a wrong type hide nothing',
    ({ provider, config, places }) => {
      const named = placesOf(provider, { ...config, timeoutMs: 'x', somethingElse: 1 });
      expect(named.sort()).toEqual([...places, 'timeoutMs', 'somethingElse'].sort());
    },
  );
});

test.each(providers)('$type: a user or password in a URL is refused, and not repeated', ({ provider }) => {
  const { config: fields } = provider.describe();
  const urls = Object.keys(fields).filter((name) => fields[name]?.type === 'url');
  for (const login of ['ada:hush-42', 'hush-42', ':hush-42']) {
    const config = Object.fromEntries(urls.map((name) => [name, `https://${login}@example.com/`]));
    const problems = problemsOf(provider, { ...config, somethingElse: 1 });
    for (const name of urls)
      expect(problems).toContainEqual(expect.stringMatching(`^${name} must be .* without a user or password`));
    expect(problems.join()).not.toContain('hush-42');
  }
});

/** What each of the problems begins with: the path of the field that it is about. */
function placesOf(provider: Provider, config: Record<string, unknown>): string[] {
  return problemsOf(provider, config).map((problem) => /^[^\s:,]*/.exec(problem)?.[0] as string);
}

function problemsOf(provider: Provider, config: Record<string, unknown>): readonly string[] {
  try {
    provider.configure(config, context);
  } catch (error) {
    const { message, problems } = error as Error & { problems: readonly string[] };
    expect(message).toBe(`${nameOf(provider)}: ${problems.join('; ')}`);
    return problems;
  }
  throw new Error('the configuration was taken');
}
