/**
 * What well-known mail providers document about their servers, so that an account needs an address and a password only.
 * Data: what a limit leads to is decided elsewhere.
 */

export interface SmtpPreset {
  /** Absent where it depends on the account: then the sender has to name it. */
  readonly host?: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS. */
  readonly secure: boolean;
  /** Where answers are read, with TLS on port 993. */
  readonly imapHost?: string;
  /** What the provider documents for one account; absent where it depends on the plan. */
  readonly limits: { readonly perMinute?: number; readonly perDay?: number; readonly connections?: number };
  /** What somebody has to know before the first mail. */
  readonly note: string;
  readonly source: string;
}

const appPassword = 'The password is an app password, made in the account after two-step verification was turned on.';

export const smtpPresets = {
  gmail: {
    host: 'smtp.gmail.com',
    port: 465,
    secure: true,
    imapHost: 'imap.gmail.com',
    limits: { perDay: 500 },
    note: `${appPassword} Copies of what was sent are kept by Gmail itself.`,
    source:
      'https://support.google.com/mail/answer/22839 (limits), https://support.google.com/mail/answer/7126229 (servers)',
  },
  'google-workspace': {
    host: 'smtp.gmail.com',
    port: 465,
    secure: true,
    imapHost: 'imap.gmail.com',
    limits: { perDay: 2000 },
    note: `${appPassword} Trial accounts have 500 a day.`,
    source: 'https://support.google.com/a/answer/166852 (limits), https://support.google.com/a/answer/176600 (servers)',
  },
  icloud: {
    host: 'smtp.mail.me.com',
    port: 587,
    secure: false,
    imapHost: 'imap.mail.me.com',
    limits: { perDay: 1000 },
    note: `${appPassword} For personal use only.`,
    source: 'https://support.apple.com/102198 (limits), https://support.apple.com/102525 (servers)',
  },
  outlook: {
    host: 'smtp.office365.com',
    port: 587,
    secure: false,
    imapHost: 'outlook.office365.com',
    limits: { perMinute: 30, perDay: 10_000, connections: 3 },
    note: 'For Microsoft 365. Authenticated SMTP has to be turned on for the mailbox; Microsoft is ending logins with a password, for IMAP it has.',
    source:
      'https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits, https://techcommunity.microsoft.com/t5/exchange-team-blog/changes-coming-to-the-smtp-authenticated-submission-client/ba-p/607825 (connections)',
  },
  ses: {
    port: 465,
    secure: true,
    limits: {},
    note: 'host is the SMTP endpoint of your region, for example email-smtp.eu-west-1.amazonaws.com; user and password are SMTP credentials, not access keys. In the sandbox: 200 a day, one a second, to verified addresses only. SES writes its own Message-ID.',
    source:
      'https://docs.aws.amazon.com/ses/latest/dg/quotas.html, https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html',
  },
  zoho: {
    host: 'smtp.zoho.com',
    port: 465,
    secure: true,
    imapHost: 'imap.zoho.com',
    limits: {},
    note: 'For accounts of the US data centre, personal or free; elsewhere set host, for example smtp.zoho.eu. Limits depend on the plan. IMAP has to be turned on in the account.',
    source: 'https://www.zoho.com/mail/help/zoho-smtp.html, https://www.zoho.com/mail/help/imap-access.html',
  },
  'zoho-business': {
    host: 'smtppro.zoho.com',
    port: 465,
    secure: true,
    imapHost: 'imappro.zoho.com',
    limits: {},
    note: 'For paid organizations with a domain of their own in the US data centre; elsewhere set host, for example smtppro.zoho.eu. Limits depend on the plan.',
    source: 'https://www.zoho.com/mail/help/zoho-smtp.html, https://www.zoho.com/mail/help/imap-access.html',
  },
} as const satisfies Record<string, SmtpPreset>;

/** Undefined for a name that is none. */
export function findPreset(name: string): SmtpPreset | undefined {
  return Object.hasOwn(smtpPresets, name) ? smtpPresets[name as keyof typeof smtpPresets] : undefined;
}
