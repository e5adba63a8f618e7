// What our providers send, call by call, against what the vendors' own descriptions allow.
import { afterEach, expect, test } from 'vitest';
import type { LookupRequest, Provider, ProviderContext, SendRequest } from '../../src/provider.ts';
import { discordBot } from '../../src/providers/discord-bot.ts';
import { discordWebhook } from '../../src/providers/discord-webhook.ts';
import { resendEmail } from '../../src/providers/resend-email.ts';
import { sendgridEmail } from '../../src/providers/sendgrid-email.ts';
import { slackBot } from '../../src/providers/slack-bot.ts';
import { slackWebhook } from '../../src/providers/slack-webhook.ts';
import { telegramBot } from '../../src/providers/telegram-bot.ts';
import { twilioMessaging } from '../../src/providers/twilio-messaging.ts';
import type { VendorRequest } from '../../src/testing/vendor-server.ts';
import { discordBotToken, startDiscordServer } from '../../src/testing/vendors/discord-server.ts';
import { resendApiKey, resendWebhookSecret, startResendServer } from '../../src/testing/vendors/resend-server.ts';
import { sendgridApiKey, startSendgridServer } from '../../src/testing/vendors/sendgrid-server.ts';
import { slackBotToken, startSlackServer, startSlackWebhookServer } from '../../src/testing/vendors/slack-server.ts';
import { startTelegramServer, telegramBotToken } from '../../src/testing/vendors/telegram-server.ts';
import { startTwilioServer } from '../../src/testing/vendors/twilio-server.ts';
import { faultsOf, type Operation } from './support/described-call.ts';
import { hour, messagingServiceSid, receiptUrlOf, template } from './support/twilio.ts';
import { operations } from './support/vendor-descriptions.ts';

const now = Date.UTC(2026, 2, 1, 9);
const context: ProviderContext = {
  clock: { now: () => now, monotonicMs: () => performance.now() },
  allowPrivateAddresses: true,
  deliverToSandbox: async () => {},
};
const attemptId = '0197c0de-0000-7000-8000-000000000001.1';
const messageId = '0197c0de-1111-7000-8000-000000000001';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});
function keep<Server extends { close(): Promise<void> }>(server: Server): Server {
  running.push(server);
  return server;
}

/** One sender of a provider, and everything that it can be asked to do. */
function use(provider: Provider, config: Readonly<Record<string, unknown>>, channel: SendRequest['channel']) {
  const sender = provider.configure({ timeoutMs: 5000, ...config }, context);
  return {
    send: (to: string, more: Partial<SendRequest> = {}) =>
      sender.send({
        attemptId,
        messageId,
        channel,
        to,
        text: 'See you tomorrow.',
        signal: new AbortController().signal,
        ...more,
      }),
    check: () => sender.check?.(),
    lookUp: (to: string, more: Partial<LookupRequest> = {}) =>
      sender.lookup?.(
        { attemptId, messageId, channel, to, text: 'See you tomorrow.', calledAt: now, ...more },
        new AbortController().signal,
      ),
    receive: sender.receive,
  };
}

const email = {
  subject: 'Tomorrow at ten – “déjà vu” 🎉',
  html: '<p>See you then.</p>',
  headers: {
    'List-Unsubscribe': '<https://example.com/u/1>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'In-Reply-To': '<first@example.com>',
    References: '<first@example.com>',
    'X-Entity-Ref-ID': '1',
  },
};
const identity = { from: 'studio@example.com', fromName: 'The "Studio", Ltd.', replyTo: 'desk@example.com' };

/** Makes a provider send its plainest and its richest message, and ask whatever else it asks. */
const calls: Record<Operation['vendor'], () => Promise<readonly VendorRequest[]>> = {
  async twilio() {
    const apiKey = { sid: `SK${'e'.repeat(32)}`, secret: 'secret of the key' };
    const server = keep(await startTwilioServer({ now: () => now, apiKey }));
    const ada = '+15005550001';
    const sms = use(twilioMessaging, server.config, 'sms');
    await sms.send(ada);
    await sms.send(ada, { text: '🎉'.repeat(1600), receiptUrl: receiptUrlOf(attemptId), validUntil: now + hour });
    for (const validUntil of [now + 6000, now + 100 * hour]) await sms.send(ada, { validUntil });
    const pooled = use(twilioMessaging, { ...server.config, from: undefined, messagingServiceSid }, 'sms');
    await pooled.send(ada);
    await pooled.lookUp(ada);
    const whatsapp = use(twilioMessaging, server.config, 'whatsapp');
    await whatsapp.send(ada, { lastInboundAt: now - hour });
    await whatsapp.send(ada, { vendorTemplate: template, receiptUrl: receiptUrlOf(attemptId), validUntil: now + hour });
    await whatsapp.send(ada, { vendorTemplate: { ...template, variables: {} } });
    await whatsapp.lookUp(ada);
    // More than one page of them.
    for (let count = 0; count < 201; count++) server.add({ date_sent: new Date(now).toUTCString(), to: ada });
    await sms.lookUp(ada);
    await sms.check();
    await use(twilioMessaging, { ...server.config, apiKeySid: apiKey.sid, apiKeySecret: apiKey.secret }, 'sms').check();
    return server.requests();
  },

  async sendgrid() {
    const server = keep(await startSendgridServer());
    const base = { apiKey: sendgridApiKey, from: 'studio@example.com', baseUrl: server.url };
    const plain = use(sendgridEmail, base, 'email');
    await plain.send('ada@example.net');
    await plain.send('ada@example.net', { subject: '', text: '', html: '<p>See you.</p>' });
    const rich = use(sendgridEmail, { ...base, ...identity, sandboxMode: true, activityLookup: true }, 'email');
    await rich.send('ada@example.net', email);
    await rich.lookUp('ada@example.net');
    await rich.check();
    return server.requests();
  },

  async resend() {
    const server = keep(await startResendServer());
    const base = { apiKey: resendApiKey, from: 'studio@example.com', baseUrl: server.url };
    await use(resendEmail, base, 'email').send('ada@example.net');
    const rich = use(resendEmail, { ...base, ...identity, webhookSecret: resendWebhookSecret }, 'email');
    await rich.send('ada@example.net', { ...email, attemptId: `${'_'.repeat(80)}.1` });
    await rich.check();
    const [from, to, subject] = ['ada@example.net', ['studio@example.com'], 'Re: Tomorrow at ten'];
    const event = server.receiveEmail({ from, to, subject, message_id: '<1@example.net>', headers: {}, text: 'Fine.' });
    const { headers, body } = server.call(event, now);
    const url = 'https://relance.example.com/webhooks/resend';
    await rich.receive?.({ method: 'POST', url, kind: '', headers, body, receivedAt: now });
    return server.requests();
  },

  async discord() {
    const server = keep(await startDiscordServer({ now: () => now }));
    const { baseUrl, webhookUrl, webhookChannel } = server;
    const bot = use(discordBot, { botToken: discordBotToken, baseUrl }, 'discord');
    await bot.send('53908099506183680');
    const long = { text: '🎉'.repeat(2000), messageId: 'an id of another form, longer than twenty-five characters' };
    await bot.send('channel:290926798626357999', long);
    await bot.lookUp('53908099506183680');
    await bot.lookUp('53908099506183680', { calledAt: 0 });
    await bot.check();
    await use(discordWebhook, { url: webhookUrl, baseUrl }, 'discord').send(webhookChannel, long);
    const thread = use(discordWebhook, { url: `${webhookUrl}?thread_id=1234567890`, baseUrl }, 'discord');
    await thread.send(webhookChannel, { text: 'Hi @everyone' });
    await thread.check();
    return server.requests();
  },

  async slack() {
    const server = keep(await startSlackServer({ now: () => now }));
    const hooks = keep(await startSlackWebhookServer());
    const bot = use(slackBot, { botToken: slackBotToken, baseUrl: server.baseUrl }, 'slack');
    for (const to of ['U0000ADA1', 'C024BE91L', '#team']) {
      await bot.send(to, { text: 'Hi <!channel> & 🎉' });
      await bot.lookUp(to);
    }
    await bot.check();
    await use(slackWebhook, { url: hooks.webhookUrl }, 'slack').send('#team', { text: 'Hi <!channel> & 🎉' });
    return [...server.requests(), ...hooks.requests()];
  },

  async telegram() {
    const server = keep(await startTelegramServer({ now: () => now }));
    const bot = use(telegramBot, { botToken: telegramBotToken, baseUrl: server.url }, 'telegram');
    for (const to of ['123456789', '-1001234567890', '@the_studio']) {
      await bot.send(to);
      await bot.send(to, { text: '🎉'.repeat(4096) });
    }
    await bot.check();
    return server.requests();
  },
};

const vendors = Object.keys(calls) as Operation['vendor'][];

test.each(vendors)('every call to %s is as its description says, and none is left out', async (vendor) => {
  const requests = await calls[vendor]();
  const found = requests.map((request) => {
    const operation = operationOf(vendor, request);
    const faults = operation ? faultsOf(operation, request) : ['not described'];
    return { call: operation?.name ?? `${request.method} ${request.path}`, faults };
  });
  expect(found.filter(({ faults }) => faults.length > 0)).toEqual([]);
  const expected = operations.filter((each) => each.vendor === vendor).map(({ name }) => name);
  expect([...new Set(found.map(({ call }) => call))].sort()).toEqual(expected.sort());
});

test.each(vendors)('a wrong name anywhere in a call to %s is a fault', async (vendor) => {
  const unseen: string[] = [];
  let tried = 0;
  for (const request of await calls[vendor]()) {
    const operation = operationOf(vendor, request) as Operation;
    for (const [what, changed] of misspelled(operation, request)) {
      tried++;
      if (faultsOf(operation, changed).length === 0) unseen.push(`${operation.name} ${what}`);
    }
  }
  expect(unseen).toEqual([]);
  expect(tried).toBeGreaterThan(20);
});

function operationOf(vendor: Operation['vendor'], { method, path }: VendorRequest): Operation | undefined {
  return operations.find((each) => each.vendor === vendor && each.method === method && each.path.test(path));
}

/** The call with one of its names spelled wrongly, once for each name, and once with a header that nobody described. */
function misspelled({ body }: Operation, request: VendorRequest): [string, VendorRequest][] {
  const other: [string, VendorRequest] = ['header', { ...request, headers: { ...request.headers, 'x-other': '1' } }];
  const queries = [...wrongNames(Object.fromEntries(request.query))];
  const isJson = body?.type === 'application/json';
  const fields = isJson ? JSON.parse(request.body) : Object.fromEntries(new URLSearchParams(request.body));
  const write = (changed: unknown) =>
    isJson ? JSON.stringify(changed) : new URLSearchParams(changed as Record<string, string>).toString();
  return [
    other,
    ...queries.map(([name, changed]): [string, VendorRequest] => [
      name,
      { ...request, query: new URLSearchParams(changed as Record<string, string>) },
    ]),
    ...[...wrongNames(fields)].map(([name, changed]): [string, VendorRequest] => [
      name,
      { ...request, body: write(changed) },
    ]),
  ];
}

/** Their names are ours to choose. */
const free = ['headers', 'custom_args', 'event_payload'];

function* wrongNames(value: unknown): Generator<[string, unknown]> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries())
      for (const [name, changed] of wrongNames(each)) yield [name, value.with(index, changed)];
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      const { [name]: _, ...rest } = value as Record<string, unknown>;
      yield [name, { ...rest, [`${name}_`]: inner }];
      if (!free.includes(name))
        for (const [innerName, changed] of wrongNames(inner))
          yield [`${name}.${innerName}`, { ...rest, [name]: changed }];
    }
  }
}
