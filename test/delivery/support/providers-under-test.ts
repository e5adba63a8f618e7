// Every provider with a far side on this machine: how a sender is configured for it, and what the far side keeps.
import type { Channel } from '../../../src/domain/channel.ts';
import type { Facts } from '../../../src/domain/facts.ts';
import type { Reaction } from '../../../src/testing/counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorServer } from '../../../src/testing/vendor-server.ts';
import {
  discordBotToken,
  discordWebhookToken,
  startDiscordServer,
} from '../../../src/testing/vendors/discord-server.ts';
import { gatewayConfig, startGatewayServer } from '../../../src/testing/vendors/gateway-server.ts';
import { resendApiKey, startResendServer } from '../../../src/testing/vendors/resend-server.ts';
import { sendgridApiKey, startSendgridServer } from '../../../src/testing/vendors/sendgrid-server.ts';
import { slackBotToken, startSlackServer, startSlackWebhookServer } from '../../../src/testing/vendors/slack-server.ts';
import { startTelegramServer, telegramBotToken } from '../../../src/testing/vendors/telegram-server.ts';
import { startTwilioServer, twilioNumber } from '../../../src/testing/vendors/twilio-server.ts';
import { startMailServer } from '../../providers/support/smtp-counterpart.ts';
import { hookSecret, startHookReceiver } from '../../providers/support/webhook-counterpart.ts';

export interface FarSide {
  readonly origin: string;
  /** Calls that carry a message, taken or not. */
  calls(): number;
  /** Messages in its own record: what people got. */
  taken(): number;
  react(reaction: Reaction): void;
  /** Answers every message like this, without taking it. */
  answer(fixed: VendorAnswer): void;
  close(): Promise<void>;
}

export interface ProviderUnderTest {
  readonly name: string;
  readonly provider: string;
  readonly channel: Channel;
  /** The configuration of a sender whose far side is there, and who is written to. */
  readonly at: (origin: string) => { readonly config: Facts; readonly to: string };
  readonly start: () => Promise<FarSide>;
  /** What its HTTP interface says with a status of its own is not said by a mail server. */
  readonly isHttp: boolean;
}

const hookPath = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX';
const discordHookPath = `/webhooks/223704706495545344/${discordWebhookToken}`;
const accountSid = `AC${'a'.repeat(32)}`;
const twilioConfig = { accountSid, authToken: 'b'.repeat(32), from: twilioNumber, whatsappFrom: twilioNumber };
const phone = '+14155550123';
const email = 'ada@example.net';

export const providersUnderTest: readonly ProviderUnderTest[] = [
  {
    name: 'smtp',
    provider: 'smtp',
    channel: 'email',
    isHttp: false,
    start: startMailbox,
    at(origin) {
      const { hostname: host, port, protocol } = new URL(origin);
      const secure = protocol === 'https:';
      const server = { host, port: Number(port || 587), secure, ignoreTLS: !secure };
      return { config: { ...server, from: 'studio@example.com' }, to: email };
    },
  },
  overHttp('sendgrid', 'sendgrid', 'email', email, startSendgridServer, sendgridConfig),
  overHttp('sendgrid, with its activity feed', 'sendgrid', 'email', email, startSendgridServer, (baseUrl) => ({
    ...sendgridConfig(baseUrl),
    activityLookup: true,
  })),
  overHttp('resend', 'resend', 'email', email, startResendServer, (baseUrl) => ({
    baseUrl,
    apiKey: resendApiKey,
    from: 'studio@example.com',
  })),
  overHttp('twilio, sms', 'twilio', 'sms', phone, startTwilioServer, (baseUrl) => ({ ...twilioConfig, baseUrl })),
  overHttp('twilio, whatsapp', 'twilio', 'whatsapp', phone, startTwilioServer, (baseUrl) => ({
    ...twilioConfig,
    baseUrl,
  })),
  overHttp('http-gateway', 'http-gateway', 'sms', phone, startGatewayServer, (origin) => ({
    ...gatewayConfig,
    url: `${origin}/v1/messages`,
  })),
  overHttp('n8n', 'n8n', 'sms', phone, startN8n, (origin) => ({ url: `${origin}/webhook/follow-up` })),
  overHttp('discord, to a person', 'discord', 'discord', '80351110224678912', startDiscordServer, discordConfig),
  overHttp(
    'discord, to a channel',
    'discord',
    'discord',
    'channel:199737254929760256',
    startDiscordServer,
    discordConfig,
  ),
  overHttp(
    'discord-webhook',
    'discord-webhook',
    'discord',
    'channel:199737254929760256',
    startDiscordServer,
    (origin) => ({
      url: `${origin}/api${discordHookPath}`,
      baseUrl: `${origin}/api/v10`,
    }),
  ),
  overHttp('slack', 'slack', 'slack', 'C024BE91L', startSlackServer, (origin) => ({
    botToken: slackBotToken,
    baseUrl: `${origin}/api`,
  })),
  overHttp('slack-webhook', 'slack-webhook', 'slack', '#team', startSlackWebhookServer, (origin) => ({
    url: origin + hookPath,
  })),
  overHttp('telegram', 'telegram', 'telegram', '1111', startTelegramServer, (baseUrl) => ({
    baseUrl,
    botToken: telegramBotToken,
  })),
  {
    name: 'webhook, one URL for all',
    provider: 'webhook',
    channel: 'webhook',
    isHttp: true,
    start: startHooks,
    at: (origin) => ({
      config: { secret: hookSecret, url: `${origin}/hooks/all` },
      to: 'https://people.example.com/ada',
    }),
  },
  {
    name: 'webhook, a URL for each recipient',
    provider: 'webhook',
    channel: 'webhook',
    isHttp: true,
    start: startHooks,
    at: (origin) => ({ config: { secret: hookSecret }, to: `${origin}/hooks/ada` }),
  },
];

function overHttp(
  name: string,
  provider: string,
  channel: Channel,
  to: string,
  start: () => Promise<VendorServer>,
  configAt: (origin: string) => Facts,
): ProviderUnderTest {
  return {
    name,
    provider,
    channel,
    isHttp: true,
    start: async () => farSideOf(await start()),
    at: (origin) => ({ config: configAt(origin), to }),
  };
}

function sendgridConfig(baseUrl: string): Facts {
  return { baseUrl, apiKey: sendgridApiKey, from: 'studio@example.com' };
}

function discordConfig(origin: string): Facts {
  return { botToken: discordBotToken, baseUrl: `${origin}/api/v10` };
}

/** Opening a conversation and asking what became of a message carry none. */
const carriesNone = /\/users\/@me\/channels$|\/conversations\.open$/;

function farSideOf(server: VendorServer): FarSide {
  return {
    origin: server.url,
    calls: () => server.requests().filter(({ method, path }) => method === 'POST' && !carriesNone.test(path)).length,
    taken: () => server.received().length,
    react: server.react,
    answer: server.answer,
    close: server.close,
  };
}

function startN8n(): Promise<VendorServer> {
  return startVendorServer({
    accept({ body }) {
      const { phone: to, message: text } = JSON.parse(body) as { phone: string; message: string };
      return { message: { to, text }, answer: { status: 200, body: { message: 'Workflow was started' } } };
    },
    refusals: {
      sender: { status: 404, body: { code: 404, message: 'The requested webhook is not registered.' } },
      content: { status: 400 },
      transient: { status: 425 },
    },
  });
}

async function startMailbox(): Promise<FarSide> {
  const server = await startMailServer({ timeoutMs: 0 });
  return {
    origin: `http://127.0.0.1:${server.port}`,
    calls: server.connections,
    taken: () => server.received().length,
    react: server.react,
    answer() {
      throw new Error('a mail server has no statuses');
    },
    close: server.close,
  };
}

async function startHooks(): Promise<FarSide> {
  const receiver = await startHookReceiver({ timeoutMs: 0 });
  return {
    origin: receiver.url,
    calls: receiver.calls,
    taken: () => receiver.received().length,
    react: receiver.react,
    answer: ({ status, headers }) => receiver.answer(status, { ...headers }),
    close: receiver.close,
  };
}

/** Somebody who listens, takes nothing, and never answers or breaks the connection, whatever is asked. */
export async function startSilence(reaction: 'accept_then_hang' | 'accept_then_reset'): Promise<FarSide> {
  const server = await startVendorServer({
    accept: () => ({ message: { to: '', text: '' }, answer: { status: 200 } }),
    refusals: {},
  });
  server.react(reaction);
  return { ...farSideOf(server), taken: () => 0 };
}
