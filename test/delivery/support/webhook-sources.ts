// Every vendor that calls us, in one installation: how each makes its calls, signed as it signs them, again and again.
import { createHmac } from 'node:crypto';
import type { Channel } from '../../../src/domain/channel.ts';
import type { Facts } from '../../../src/domain/facts.ts';
import { gatewayConfig, startGatewayServer } from '../../../src/testing/vendors/gateway-server.ts';
import { resendApiKey, resendWebhookSecret, startResendServer } from '../../../src/testing/vendors/resend-server.ts';
import { sendgridApiKey, startSendgridServer } from '../../../src/testing/vendors/sendgrid-server.ts';
import {
  slackBotToken,
  slackCall,
  slackMessageEvent,
  slackSigningSecret,
  startSlackServer,
} from '../../../src/testing/vendors/slack-server.ts';
import {
  startTelegramServer,
  telegramBotToken,
  telegramCall,
  telegramMembership,
  telegramMessage,
  telegramWebhookSecret,
} from '../../../src/testing/vendors/telegram-server.ts';
import { startTwilioServer, twilioNumber } from '../../../src/testing/vendors/twilio-server.ts';
import { type Installation, startInstallation } from './installation.ts';
import { type Gate, startGate } from './vendor-gate.ts';
import { mailOf, type Repeated, type VendorCall } from './webhook-effects.ts';

export const sourceNames = ['twilio', 'whatsapp', 'sendgrid', 'resend', 'slack', 'telegram', 'gateway'] as const;
export type SourceName = (typeof sourceNames)[number];

/** What can be reported about a message; not every vendor reports all of it. */
export type Report = 'sent' | 'delivered' | 'opened' | 'gone' | 'complained' | 'unsubscribed';

/** A message of ours at its vendor. */
export interface AtVendor {
  readonly address: string;
  /** `<follow-up id>.<attempt number>` */
  readonly attemptId: string;
}

export interface Source {
  readonly channel: Channel;
  /** Two senders for one channel: so half of them belong to a second organization. */
  readonly organization: 'default' | 'second';
  /** A new one at every call. */
  readonly newAddress: () => string;
  /** Addresses that a message has gone to by now, as the vendor knows them. */
  readonly reached: () => readonly string[];
  readonly hang: (does: boolean) => void;
  readonly gate: Gate;
  /** Each call of it makes one report, with an id of its own. */
  readonly report?: (message: AtVendor, report: Report) => Repeated;
  readonly say: (from: string, text: string, answered?: AtVendor) => Repeated;
  /** A call that is signed and says nothing that can be read. */
  readonly unreadable: Repeated;
  /** Makes a call one that the vendor has not made. */
  readonly forge: (call: VendorCall) => VendorCall;
}

export interface WebhookSources extends Record<SourceName, Source> {
  readonly relance: Installation;
  /** SendGrid reports several events in one call. */
  readonly sendgridEvents: (events: readonly Record<string, unknown>[]) => Repeated;
  readonly sendgridEvent: (attemptId: string, event: string, more?: Record<string, unknown>) => Record<string, unknown>;
  readonly slackChallenge: (challenge: string) => VendorCall;
  readonly telegramKicked: (chat: string) => Repeated;
  readonly close: () => Promise<void>;
}

const publicUrl = 'https://relance.example.com';
const gatewaySecret = 'a secret that the gateway signs with';
const studio = 'studio@example.com';

/** @param timeoutMs of every sender */
export async function startWebhookSources(timeoutMs: number): Promise<WebhookSources> {
  const twilio = await startTwilioServer();
  const sendgrid = await startSendgridServer();
  const resend = await startResendServer();
  const slack = await startSlackServer();
  const telegram = await startTelegramServer();
  const gateway = await startGatewayServer();
  const servers = [twilio, sendgrid, resend, slack, telegram, gateway];
  const gates = await Promise.all(servers.map(({ url }) => startGate(url)));
  const [twilioGate, sendgridGate, resendGate, slackGate, telegramGate, gatewayGate] = gates as [
    Gate,
    Gate,
    Gate,
    Gate,
    Gate,
    Gate,
  ];
  const overTwilio = { ...twilio.config, baseUrl: twilioGate.url };
  const relance = await startInstallation({
    publicUrl,
    senders: senders(timeoutMs, [
      ['twilio', 'twilio', 'sms', overTwilio],
      ['whatsapp', 'twilio', 'whatsapp', overTwilio],
      [
        'sendgrid',
        'sendgrid',
        'email',
        {
          apiKey: sendgridApiKey,
          from: studio,
          baseUrl: sendgridGate.url,
          webhookPublicKey: sendgrid.publicKey,
          inboundPublicKey: sendgrid.publicKey,
        },
      ],
      [
        'slack',
        'slack',
        'slack',
        { botToken: slackBotToken, signingSecret: slackSigningSecret, baseUrl: `${slackGate.url}/api` },
      ],
      [
        'telegram',
        'telegram',
        'telegram',
        { botToken: telegramBotToken, webhookSecret: telegramWebhookSecret, baseUrl: telegramGate.url },
      ],
    ]),
    sequences: [nurture],
  });
  const second = await relance.engine.for('second');
  await second.sequences.put([nurture]);
  await second.senders.put(
    senders(timeoutMs, [
      [
        'resend',
        'resend',
        'email',
        { apiKey: resendApiKey, from: studio, baseUrl: resendGate.url, webhookSecret: resendWebhookSecret },
      ],
      [
        'gateway',
        'http-gateway',
        'sms',
        {
          ...gatewayConfig,
          url: `${gatewayGate.url}/v1/messages`,
          incoming: gatewayIncoming,
          incomingSecret: gatewaySecret,
        },
      ],
    ]),
  );

  let count = 0;
  const next = () => ++count;
  const phone = () => `+1415555${String(next()).padStart(4, '0')}`;
  const email = () => `person-${next()}@example.net`;
  const now = () => Math.floor(Date.now() / 1000);
  const post = (path: string, { headers, body }: Omit<VendorCall, 'path'>): VendorCall => ({ path, headers, body });
  const fromServer = (server: (typeof servers)[number], gate: Gate) => ({
    reached: () => server.received().map(({ to }) => to),
    hang: (does: boolean) => server.react(does ? 'accept_then_hang' : 'accept'),
    gate,
  });

  const twilioCall = (call: { url: string; headers: Readonly<Record<string, string>>; body: string }) =>
    post(call.url.slice(publicUrl.length), call);
  const overTwilioApi = (prefix: '' | 'whatsapp:'): Pick<Source, 'report' | 'say' | 'unreadable' | 'forge'> => ({
    report:
      ({ attemptId }, report) =>
      () => {
        const MessageSid = twilio.messages().find(({ sid }) => twilio.callbackOf(sid)?.endsWith(attemptId))?.sid ?? '';
        const status = { sent: 'sent', delivered: 'delivered', opened: 'read', gone: 'undelivered' }[report as 'sent'];
        const error = report === 'gone' ? { ErrorCode: '30005' } : {};
        return twilioCall(
          twilio.statusCall(twilio.callbackOf(MessageSid) as string, { MessageSid, MessageStatus: status, ...error }),
        );
      },
    say: (from, Body) => {
      const MessageSid = `SM${String(next()).padStart(32, '0')}`;
      const message = { MessageSid, From: prefix + from, To: prefix + twilioNumber, Body };
      return () => twilioCall(twilio.inboundCall(`${publicUrl}/webhooks/twilio/inbound`, message));
    },
    unreadable: () =>
      twilioCall(twilio.statusCall(`${publicUrl}/webhooks/twilio/status`, { MessageSid: '', MessageStatus: '' })),
    forge: (call) => ({ ...call, body: `${call.body}&Extra=1` }),
  });

  const sendgridEvents = (events: readonly Record<string, unknown>[]) => (n: number) =>
    post('/webhooks/sendgrid/events', sendgrid.eventCall(events, Date.now() - n * 1_000));
  const sendgridEvent: WebhookSources['sendgridEvent'] = (attemptId, event, more = {}) =>
    sendgrid.event(attemptId, event, { timestamp: now(), ...more });
  const resendCall = (event: unknown): Repeated => {
    const id = `msg_${next()}`;
    return (n) => post('/webhooks/resend?org=second', resend.call(event, Date.now() - n * 1_000, id));
  };
  const gatewayCall = (path: string, body: unknown): VendorCall => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const signature = createHmac('sha256', gatewaySecret).update(text).digest('hex');
    return { path, headers: { 'content-type': 'application/json', 'x-signature': signature }, body: text };
  };

  return {
    relance,
    sendgridEvents,
    sendgridEvent,
    slackChallenge: (challenge) =>
      post('/webhooks/slack', slackCall({ type: 'url_verification', challenge }, Date.now())),
    telegramKicked: (chat) => {
      const update = telegramMembership(next(), 'kicked');
      const change = { ...(update.my_chat_member as object), chat: { id: Number(chat), type: 'private' }, date: now() };
      return () => post('/webhooks/telegram', telegramCall({ ...update, my_chat_member: change }));
    },
    twilio: {
      channel: 'sms',
      organization: 'default',
      newAddress: phone,
      ...fromServer(twilio, twilioGate),
      ...overTwilioApi(''),
    },
    whatsapp: {
      channel: 'whatsapp',
      organization: 'default',
      newAddress: phone,
      ...fromServer(twilio, twilioGate),
      ...overTwilioApi('whatsapp:'),
    },
    sendgrid: {
      channel: 'email',
      organization: 'default',
      newAddress: email,
      ...fromServer(sendgrid, sendgridGate),
      report: ({ attemptId, address }, report) => {
        const name = {
          delivered: 'delivered',
          opened: 'open',
          gone: 'bounce',
          complained: 'spamreport',
          unsubscribed: 'unsubscribe',
        }[report as 'gone'];
        const reason = report === 'gone' ? { type: 'bounce', status: '5.1.1', reason: '550 5.1.1 no such user' } : {};
        return sendgridEvents([sendgridEvent(attemptId, name, { email: address, ...reason })]);
      },
      say: (from, text, answered) => {
        const mail = mailOf(`reply-${next()}`, { from, to: studio, text, answered });
        return (n) =>
          post(
            '/webhooks/sendgrid/inbound',
            sendgrid.inboundCall({ email: mail, to: studio, from }, Date.now() - n * 1_000),
          );
      },
      unreadable: () => post('/webhooks/sendgrid/events', sendgrid.eventCall({ not: 'a list' }, Date.now())),
      forge: otherBody,
    },
    resend: {
      channel: 'email',
      organization: 'second',
      newAddress: email,
      ...fromServer(resend, resendGate),
      report: ({ attemptId, address }, report) => {
        const type = {
          sent: 'sent',
          delivered: 'delivered',
          opened: 'opened',
          gone: 'bounced',
          complained: 'complained',
        }[report as 'sent'];
        const bounce = { type: 'Permanent', subType: 'General', message: 'no such user' };
        const more = { to: [address], ...(report === 'gone' && { bounce }) };
        return resendCall({ ...resend.event(attemptId, `email.${type}`, more), created_at: new Date().toISOString() });
      },
      say: (from, text, answered) =>
        resendCall(
          resend.receiveEmail({
            from,
            to: [studio],
            subject: 'Re: Your offer',
            message_id: `<reply-${next()}@mail.example.net>`,
            text,
            headers: answered ? { 'in-reply-to': `<${answered.attemptId}@example.com>` } : {},
          }),
        ),
      unreadable: resendCall('this is no event'),
      forge: otherBody,
    },
    slack: {
      channel: 'slack',
      organization: 'default',
      newAddress: () => `U${String(next()).padStart(8, '0')}`,
      ...fromServer(slack, slackGate),
      say: (user, text) => {
        const event = slackMessageEvent(`Ev${next()}`, {
          user,
          channel: `D${user.slice(1)}`,
          text,
          ts: (Date.now() / 1000).toFixed(6),
        });
        return (n) => post('/webhooks/slack', slackCall(event, Date.now() - n * 1_000));
      },
      unreadable: () => post('/webhooks/slack', slackCall('neither JSON nor a form', Date.now())),
      forge: otherBody,
    },
    telegram: {
      channel: 'telegram',
      organization: 'default',
      newAddress: () => String(10_000 + next()),
      ...fromServer(telegram, telegramGate),
      say: (chat, text) => {
        const id = Number(chat);
        const message = telegramMessage(next(), {
          from: { id, is_bot: false },
          chat: { id, type: 'private' },
          // Whole seconds, rounded up: rounded down, a reply within the second of our message would come before it.
          date: now() + 1,
          text,
        });
        return () => post('/webhooks/telegram', telegramCall(message));
      },
      unreadable: () => post('/webhooks/telegram', telegramCall('[]')),
      // It signs nothing: what is wrong can be the secret alone.
      forge: (call) => ({ ...call, headers: { ...call.headers, 'x-telegram-bot-api-secret-token': 'a guess' } }),
    },
    gateway: {
      channel: 'sms',
      organization: 'second',
      newAddress: phone,
      ...fromServer(gateway, gatewayGate),
      report:
        ({ attemptId }, report) =>
        () => {
          const request = gateway.requests().find(({ body }) => body.includes(attemptId));
          const { callback } = JSON.parse(request?.body ?? '{}') as { callback: string };
          return gatewayCall(callback.slice(publicUrl.length), {
            reference: attemptId,
            status: report,
            at: new Date().toISOString(),
          });
        },
      say: (from, text) => {
        const body = { from, to: '+33600000000', text, id: `gw-in-${next()}`, at: new Date().toISOString() };
        return () => gatewayCall('/webhooks/gateway/inbound?org=second', body);
      },
      unreadable: () => gatewayCall('/webhooks/gateway/status?org=second', 'neither JSON nor a form'),
      forge: otherBody,
    },
    close: async () => {
      await relance.close();
      await Promise.all([...gates, ...servers].map((server) => server.close()));
    },
  };
}

const nurture = {
  key: 'nurture',
  trigger: { on: 'lead.created' },
  steps: [
    { key: 'now', after: '0s', subject: 'Your offer', text: 'Hello, here it is', category: 'transactional' },
    { key: 'tomorrow', after: '1d', subject: 'Your offer', text: 'Did you see it?', category: 'transactional' },
  ],
  exit: ['message.received'],
} as const;

const gatewayIncoming = {
  hmac: { header: 'X-Signature' },
  receipt: {
    attemptId: 'reference',
    status: 'status',
    at: 'at',
    sent: 'sent',
    delivered: 'delivered',
    recipientGone: 'gone',
    unsubscribed: 'unsubscribed',
  },
  inbound: { from: 'from', to: 'to', text: 'text', id: 'id', at: 'at' },
};

type SenderTuple = readonly [
  key: string,
  provider: string,
  channel: Channel,
  config: Readonly<Record<string, unknown>>,
];

function senders(timeoutMs: number, tuples: readonly SenderTuple[]) {
  return tuples.map(([key, provider, channel, config]) => ({
    key,
    provider,
    channel,
    config: { ...config, timeoutMs } as Facts,
    // Vendors' own limits are not what is tested.
    ratePerMinute: null,
  }));
}

/** The signature of another body. */
function otherBody(call: VendorCall): VendorCall {
  return { ...call, body: Buffer.concat([Buffer.from(call.body as string), Buffer.from(' ')]) };
}
