/** The configuration of an SMTP sender: its fields, and what becomes of them. Pure. */
import type { ConfigField, ProviderContext } from '../provider.ts';
import { type PriceTable, pricesField, readPrices } from '../provider-kit/price-table.ts';
import { type ConfigProblems, ConfigReading, type GivenOf } from '../provider-kit/sender-config.ts';
import { type MailIntake, readIntake } from './smtp-inbound.ts';
import type { Mailbox, OwnMails } from './smtp-mailbox.ts';
import { dotAtom, isMailbox, type MessageIdentity } from './smtp-message.ts';
import { findPreset, type SmtpPreset, smtpPresets } from './smtp-presets.ts';
import type { SmtpServer } from './smtp-session.ts';

export const smtpFields = {
  preset: {
    type: 'string',
    required: false,
    description: `A known mail provider, whose host, port and secure are the defaults: ${Object.keys(smtpPresets).join(', ')}.`,
  },
  host: { type: 'string', required: false, description: "Name or address of the mail server. Default: the preset's." },
  port: { type: 'number', required: false, description: "Default: the preset's; else 465 with `secure`, else 587." },
  secure: {
    type: 'boolean',
    required: false,
    description: "TLS from the first byte (port 465), instead of STARTTLS. Default: the preset's, else false.",
  },
  requireTLS: {
    type: 'boolean',
    required: false,
    description: 'Refuse to send when the server offers no STARTTLS. Default: true, unless `secure` or `ignoreTLS`.',
  },
  ignoreTLS: {
    type: 'boolean',
    required: false,
    default: false,
    description: 'Stay in plain text, even when STARTTLS is offered: for a server on this machine.',
  },
  ca: {
    type: 'string',
    required: false,
    description: 'Certificates in PEM that are trusted instead of the public ones.',
  },
  user: { type: 'string', required: false, description: 'Login. Without it nothing is logged in.' },
  password: { type: 'string', required: false, secret: true, description: 'Password of the login.' },
  from: { type: 'string', required: true, description: 'Address that the messages come from, without a name.' },
  fromName: { type: 'string', required: false, description: 'Name beside that address.' },
  replyTo: { type: 'string', required: false, description: 'Address for answers, when it is another one.' },
  messageIdDomain: {
    type: 'string',
    required: false,
    description: 'Right side of every Message-ID. Default: the domain of `from`.',
  },
  heloName: { type: 'string', required: false, description: 'Our name in EHLO. Default: the name of this machine.' },
  pool: { type: 'boolean', required: false, default: true, description: 'Keep connections for the next message.' },
  connectionsMax: { type: 'number', required: false, default: 5, description: 'Connections at a time, per process.' },
  messagesPerConnection: {
    type: 'number',
    required: false,
    default: 100,
    description: 'Messages over one connection before a new one is made.',
  },
  connectTimeoutMs: {
    type: 'number',
    required: false,
    default: 10_000,
    description: 'For DNS, connection, greeting, TLS and login together, in milliseconds.',
  },
  socketTimeoutMs: {
    type: 'number',
    required: false,
    default: 60_000,
    description: 'Silence after which a connection is closed, idle ones too, in milliseconds.',
  },
  timeoutMs: {
    type: 'number',
    required: false,
    default: 30_000,
    description:
      'For one message as a whole, in milliseconds. After it the outcome is unknown, or refused when the message had not been written.',
  },
  imapHost: {
    type: 'string',
    required: false,
    description: 'IMAP server of the mailbox where answers and bounces arrive. Without it none are read.',
  },
  imapPort: { type: 'number', required: false, description: 'Default: 993 with `imapSecure`, else 143.' },
  imapUser: { type: 'string', required: false, description: 'Login there. Default: `user`.' },
  imapPassword: {
    type: 'string',
    required: false,
    secret: true,
    description: 'Password there. Default: `password`, when `imapUser` is not given.',
  },
  imapSecure: {
    type: 'boolean',
    required: false,
    default: true,
    description: 'TLS from the first byte. Without it STARTTLS is required, or plain text used with `ignoreTLS`.',
  },
  imapMailbox: { type: 'string', required: false, default: 'INBOX', description: 'Which mailbox is read.' },
  imapPollMs: {
    type: 'number',
    required: false,
    default: 60_000,
    description:
      'How often is asked for new mails, in milliseconds, from 1000 to an hour. Most servers tell of them at once beside that.',
  },
  incoming: {
    type: 'object',
    required: false,
    description:
      'How mails are handed over at /webhooks/<key of the sender>/inbound: secretHeader, secretQuery or hmac; mail names the field that holds the mail in a form or in JSON. For example { "secretHeader": "x-secret", "mail": "body-mime" }.',
  },
  incomingSecret: {
    type: 'string',
    required: false,
    secret: true,
    description: 'The secret that proves these calls. Required with incoming.',
  },
  prices: pricesField,
} as const satisfies Record<string, ConfigField>;

type Given = GivenOf<typeof smtpFields>;

export interface SmtpAccount {
  readonly server: SmtpServer;
  readonly identity: MessageIdentity;
  /** Where answers are read; undefined when that is not wanted. */
  readonly mailbox: Mailbox | undefined;
  /** How mails are handed over to us; undefined when nobody may. */
  readonly intake: MailIntake | undefined;
  readonly prices: PriceTable;
  readonly connectionsMax: number;
  readonly messagesMax: number;
  readonly timeoutMs: number;
}

/** @throws Error that names everything that is missing, wrong or contradicts itself */
export function readAccount(raw: Readonly<Record<string, unknown>>, context: ProviderContext): SmtpAccount {
  const reading = new ConfigReading('smtp', smtpFields, raw);
  const { given } = reading;
  const server = readServer(reading, given, context);
  const identity = readIdentity(reading, given);
  const own = { ownAddress: identity.from, ownMessageIdDomain: identity.messageIdDomain };
  const mailbox = readMailbox(reading, given, own, context);
  const intake = given.incoming && readIntake(reading, given.incoming, given.incomingSecret, own);
  const prices = readPrices(reading, given.prices);
  const { pool, connectionsMax, messagesPerConnection, timeoutMs } = reading.done();
  return {
    server,
    identity,
    mailbox,
    intake,
    prices,
    connectionsMax: Math.max(1, connectionsMax),
    messagesMax: pool ? Math.max(1, messagesPerConnection) : 1,
    timeoutMs,
  };
}

function readServer(problems: ConfigProblems, given: Given, context: ProviderContext): SmtpServer {
  const { user, password, ignoreTLS = false } = given;
  const preset = readPreset(problems, given.preset);
  const host = given.host ?? preset?.host;
  problems.require(host, `host is missing${preset ? `: ${preset.note}` : ' (or a preset)'}`);
  // A port of one's own may well be the other kind: then the preset says nothing about it.
  const secure = given.secure ?? ((given.port ?? preset?.port) === preset?.port && (preset?.secure ?? false));
  const port = given.port ?? (given.secure === undefined ? preset?.port : undefined) ?? (secure ? 465 : 587);
  requireHost(problems, 'host', host);
  requirePort(problems, 'port', port);
  problems.require(
    user === undefined || password !== undefined,
    'password is missing: user and password belong together',
  );
  problems.require(password === undefined || user !== undefined, 'user is missing: user and password belong together');
  const requireTLS = given.requireTLS ?? !(secure || ignoreTLS);
  problems.require(!(ignoreTLS && (secure || requireTLS)), 'ignoreTLS contradicts secure and requireTLS');
  const { ca, heloName, connectTimeoutMs = 0, socketTimeoutMs = 0 } = given;
  problems.require(
    heloName === undefined || /^[\w.:[\]-]+$/.test(heloName),
    'heloName must be a host name or an address in brackets',
  );
  return {
    host: host ?? '',
    port,
    secure,
    requireTLS: requireTLS && !secure,
    ignoreTLS,
    ca,
    login: user !== undefined && password !== undefined ? { user, password } : undefined,
    heloName,
    connectTimeoutMs,
    socketTimeoutMs,
    allowPrivateAddresses: context.allowPrivateAddresses,
  };
}

function readIdentity(
  problems: ConfigProblems,
  { from = '', fromName, replyTo, messageIdDomain }: Given,
): MessageIdentity {
  const isFrom = isMailbox(from);
  problems.require(
    isFrom,
    'from must be one e-mail address without a name, for example hello@example.com (see fromName)',
  );
  problems.require(replyTo === undefined || isMailbox(replyTo), 'replyTo must be one e-mail address without a name');
  problems.require(!/[\r\n\0]/.test(fromName ?? ''), 'fromName must stand on one line');
  const domain = messageIdDomain ?? (isFrom ? (from.split('@')[1] as string) : undefined);
  problems.require(
    domain === undefined || dotAtom.test(domain),
    'messageIdDomain must be a domain in ASCII letters, for example mail.example.com',
  );
  return { from, fromName, replyTo, messageIdDomain: domain ?? '' };
}

function readMailbox(
  problems: ConfigProblems,
  given: Given,
  own: OwnMails,
  context: ProviderContext,
): Mailbox | undefined {
  const {
    imapSecure: secure = true,
    imapMailbox: name = '',
    imapPollMs: pollMs = 1000,
    ca,
    connectTimeoutMs = 0,
  } = given;
  const { imapHost: host, imapUser, imapPassword } = given;
  const port = given.imapPort ?? (secure ? 993 : 143);
  const user = imapUser ?? given.user;
  const password = imapPassword ?? (imapUser === undefined ? given.password : undefined);
  requireHost(problems, 'imapHost', host);
  requirePort(problems, 'imapPort', port);
  for (const [field, value] of Object.entries({ imapUser, imapPassword, imapMailbox: name })) {
    problems.require(!/[\r\n\0]/.test(value ?? ''), `${field} must stand on one line`);
  }
  problems.require(pollMs >= 1000 && pollMs <= 3_600_000, 'imapPollMs must be from 1000 to 3600000');
  if (host === undefined) return undefined;
  problems.require(user, 'imapUser is missing: imapHost needs imapUser and imapPassword, or user and password');
  problems.require(password, 'imapPassword is missing: imapHost needs imapUser and imapPassword, or user and password');
  return {
    host,
    port,
    secure,
    plain: !secure && given.ignoreTLS === true,
    ca,
    user: user ?? '',
    password: password ?? '',
    name,
    pollMs,
    connectTimeoutMs,
    allowPrivateAddresses: context.allowPrivateAddresses,
    ...own,
    clock: context.clock,
  };
}

function readPreset(problems: ConfigProblems, name: string | undefined): SmtpPreset | undefined {
  if (name === undefined) return undefined;
  return findPreset(name) ?? problems.refuse(`preset must be one of ${Object.keys(smtpPresets).join(', ')}`);
}

function requireHost(problems: ConfigProblems, field: string, host: string | undefined): void {
  problems.require(
    host === undefined || !/[\s/@]/.test(host),
    `${field} must be a name or an address alone, for example mail.example.com`,
  );
}

function requirePort(problems: ConfigProblems, field: string, port: number): void {
  problems.require(
    Number.isInteger(port) && port >= 1 && port <= 65_535,
    `${field} must be a whole number from 1 to 65535`,
  );
}
