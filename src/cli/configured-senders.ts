/** Senders that the environment describes: an account that is given becomes a sender of the organization `default`. */
import { type Config, readMailbox } from '../config/read-config.ts';
import type { EngineOptions } from '../engine-options.ts';

type Sender = NonNullable<EngineOptions['senders']>[number];
type Account = Omit<Sender, 'config'> & {
  /** Undefined where the account is not given. What is undefined inside is left out. */
  readonly config: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
};

/** In the order of their routes. */
export function configuredSenders(config: Config): readonly Sender[] {
  return accountsOf(config).flatMap(({ config: account, ...sender }) => {
    if (account === undefined) return [];
    const given = Object.entries(account).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== undefined,
    );
    return [{ ...sender, config: Object.fromEntries(given) }];
  });
}

function accountsOf(config: Config): readonly Account[] {
  const { twilioAccountSid: accountSid, twilioAuthToken: authToken, twilioNumber, twilioMessaging } = config;
  const twilio = accountSid === undefined ? undefined : { accountSid, authToken };
  return [
    { key: 'smtp', provider: 'smtp', channel: 'email', position: 0, config: smtp(config) },
    {
      key: 'sendgrid',
      provider: 'sendgrid',
      channel: 'email',
      position: 1,
      config:
        config.sendgridApiKey === undefined ? undefined : mail(config.sendgridApiKey, config.sendgridFrom, config),
    },
    {
      key: 'resend',
      provider: 'resend',
      channel: 'email',
      position: 2,
      config: config.resendApiKey === undefined ? undefined : mail(config.resendApiKey, config.resendFrom, config),
    },
    {
      key: 'twilio-sms',
      provider: 'twilio',
      channel: 'sms',
      position: 0,
      config:
        twilio && (twilioNumber ?? twilioMessaging) !== undefined
          ? {
              ...twilio,
              from: twilioNumber,
              messagingServiceSid: twilioNumber === undefined ? twilioMessaging : undefined,
            }
          : undefined,
    },
    {
      key: 'twilio-whatsapp',
      provider: 'twilio',
      channel: 'whatsapp',
      position: 0,
      config:
        twilio && config.twilioWhatsapp !== undefined ? { ...twilio, whatsappFrom: config.twilioWhatsapp } : undefined,
    },
    {
      key: 'n8n',
      provider: 'n8n',
      channel: 'sms',
      position: 1,
      config: config.n8nUrl === undefined ? undefined : { url: config.n8nUrl },
    },
    {
      key: 'slack',
      provider: 'slack',
      channel: 'slack',
      config:
        config.slackBotToken === undefined
          ? undefined
          : { botToken: config.slackBotToken, signingSecret: config.slackSigningSecret },
    },
    {
      key: 'discord',
      provider: 'discord',
      channel: 'discord',
      config: config.discordBotToken === undefined ? undefined : { botToken: config.discordBotToken },
    },
    {
      key: 'telegram',
      provider: 'telegram',
      channel: 'telegram',
      config: config.telegramBotToken === undefined ? undefined : { botToken: config.telegramBotToken },
    },
  ];
}

function smtp(config: Config): Account['config'] {
  const from = readMailbox(config.smtpFrom ?? '');
  if (config.smtpHost === undefined || from === undefined) return undefined;
  const { smtpHost: host, smtpPort: port, smtpSecure: secure, smtpUser: user, smtpPassword: password } = config;
  return { host, port, secure, user, password, from: from.address, fromName: from.name };
}

/** An account of e-mails with a key; its address is checked where the configuration is read. */
function mail(apiKey: string, own: string | undefined, { smtpFrom }: Config): Account['config'] {
  const from = readMailbox(own ?? smtpFrom ?? '');
  return { apiKey, from: from?.address, fromName: from?.name };
}
