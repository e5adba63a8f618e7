/**
 * The other side: servers in this process that speak the protocols of mail servers, Twilio, SendGrid, a text message gateway,
 * Discord and Slack, and the system of an office that is told by webhook. And the senders that talk to them, configured as
 * they would be for the real ones.
 */
import type { Clock } from '../../clock.ts';
import type { Channel } from '../../domain/channel.ts';
import type { Facts } from '../../domain/facts.ts';
import type { SenderInput } from '../../operations/put-senders.ts';
import { MailServer } from '../../testing/mail-server.ts';
import { MailboxServer } from '../../testing/mailbox-server.ts';
import type { VendorServer } from '../../testing/vendor-server.ts';
import { type DiscordServer, discordBotToken, startDiscordServer } from '../../testing/vendors/discord-server.ts';
import { gatewayConfig, startGatewayServer } from '../../testing/vendors/gateway-server.ts';
import { type SendgridServer, sendgridApiKey, startSendgridServer } from '../../testing/vendors/sendgrid-server.ts';
import {
  type SlackServer,
  slackBotToken,
  slackSigningSecret,
  startSlackServer,
} from '../../testing/vendors/slack-server.ts';
import { startTwilioServer, type TwilioServer } from '../../testing/vendors/twilio-server.ts';
import { officeSecret, startOfficeServer } from './office-server.ts';

export interface Vendors {
  readonly mail: MailServer;
  /** Where replies to e-mails arrive. */
  readonly mailbox: MailboxServer;
  readonly sendgrid: SendgridServer;
  readonly twilio: TwilioServer;
  readonly gateway: VendorServer;
  readonly discord: DiscordServer;
  readonly slack: SlackServer;
  readonly office: VendorServer;
}

/** @param onClose takes what has to be undone in the end */
export async function startVendors(clock: Clock, onClose: (undo: () => Promise<unknown>) => void): Promise<Vendors> {
  const now = () => clock.now();
  const mail = await MailServer.start({ name: 'mail.example.com', clock });
  onClose(() => mail.goAway());
  const mailbox = await MailboxServer.start({ user: ourAddress, clock });
  onClose(() => mailbox.goAway());
  const sendgrid = await startSendgridServer();
  onClose(() => sendgrid.close());
  const twilio = await startTwilioServer({ now });
  onClose(() => twilio.close());
  const gateway = await startGatewayServer();
  onClose(() => gateway.close());
  const discord = await startDiscordServer({ now });
  onClose(() => discord.close());
  const slack = await startSlackServer({ now });
  onClose(() => slack.close());
  const office = await startOfficeServer(now);
  onClose(() => office.close());
  return { mail, mailbox, sendgrid, twilio, gateway, discord, slack, office };
}

const ourAddress = 'hello@example.com';
const ourName = 'Relance';

/** E-mails and text messages have a second way, by another provider. Telegram stays on this machine: the local inbox. */
export function sendersFor({ mail, mailbox, sendgrid, twilio, gateway, discord, slack }: Vendors): SenderInput[] {
  const senders: (Omit<SenderInput, 'config'> & { readonly config?: object })[] = [
    {
      key: 'mail',
      provider: 'smtp',
      channel: 'email',
      config: { ...mail.senderConfig(ourAddress, ourName), ...mailbox.senderConfig() },
    },
    {
      key: 'sendgrid',
      provider: 'sendgrid',
      channel: 'email',
      position: 1,
      config: {
        apiKey: sendgridApiKey,
        from: ourAddress,
        fromName: ourName,
        baseUrl: sendgrid.url,
        webhookPublicKey: sendgrid.publicKey,
      },
    },
    { key: 'twilio', provider: 'twilio', channel: 'sms', config: twilio.config },
    {
      key: 'gateway',
      provider: 'http-gateway',
      channel: 'sms',
      position: 1,
      config: { ...gatewayConfig, url: `${gateway.url}/v1/messages` },
    },
    { key: 'twilio-whatsapp', provider: 'twilio', channel: 'whatsapp', config: twilio.config },
    {
      key: 'discord-bot',
      provider: 'discord',
      channel: 'discord',
      config: { botToken: discordBotToken, baseUrl: discord.baseUrl },
    },
    {
      key: 'slack-bot',
      provider: 'slack',
      channel: 'slack',
      config: { botToken: slackBotToken, signingSecret: slackSigningSecret, baseUrl: slack.baseUrl },
    },
    { key: 'office-hook', provider: 'webhook', channel: 'webhook', config: { secret: officeSecret } },
    { key: 'inbox', provider: 'sandbox', channel: 'telegram' },
  ];
  return senders.map(({ config, ...sender }) => ({ ...sender, ...(config && { config: config as Facts }) }));
}

/** What one server has of one channel, by its own record. */
export interface Arrivals {
  readonly channel: Channel;
  /** As in "3 at Twilio", with its preposition. */
  readonly place: string;
  /** Whichever of our ids came along: of the attempt, or of the message. */
  readonly ids: readonly (string | undefined)[];
  /** Does this vendor report what became of a message? */
  readonly reports?: boolean;
}

export function arrivalsAt({ mail, sendgrid, twilio, gateway, discord, slack, office }: Vendors): readonly Arrivals[] {
  const byAttempt = (server: VendorServer) => server.received().map(({ attemptId }) => attemptId);
  const atTwilio = (isWhatsapp: boolean) =>
    twilio
      .messages()
      .filter(({ to }) => to.startsWith('whatsapp:') === isWhatsapp)
      .map(({ sid }) => URL.parse(twilio.callbackOf(sid) ?? '')?.searchParams.get('attempt') ?? undefined);
  return [
    { channel: 'email', place: 'at the mail server', ids: mail.mails.map(({ attemptId }) => attemptId) },
    { channel: 'email', place: 'at SendGrid', ids: byAttempt(sendgrid), reports: true },
    { channel: 'sms', place: 'at Twilio', ids: atTwilio(false), reports: true },
    { channel: 'sms', place: 'at the gateway', ids: byAttempt(gateway) },
    { channel: 'whatsapp', place: 'at Twilio', ids: atTwilio(true), reports: true },
    { channel: 'discord', place: 'at Discord', ids: discord.received().map(({ messageId }) => messageId) },
    { channel: 'slack', place: 'at Slack', ids: byAttempt(slack) },
    { channel: 'webhook', place: "at the office's system, with a good signature", ids: byAttempt(office) },
  ];
}
