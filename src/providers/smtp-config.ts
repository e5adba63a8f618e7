/** The configuration of an SMTP sender: its fields, and what becomes of them. Pure. */
import type { ConfigField, ProviderContext } from '../provider.ts';
import { pricesField } from '../provider-kit/price-table.ts';
import { type ConfigOf, requireConfig } from '../provider-kit/sender-config.ts';
import type { Mailbox } from './smtp-mailbox.ts';
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
  prices: pricesField,
} as const satisfies Record<string, ConfigField>;

export type SmtpConfig = ConfigOf<typeof smtpFields>;

/** @throws Error that says what is missing or contradicts itself */
export function readServer(config: SmtpConfig, context: ProviderContext): SmtpServer {
  const { ignoreTLS, user, password } = config;
  const preset = readPreset(config);
  const host = config.host ?? preset?.host;
  requireConfig(host !== undefined, 'smtp', `host is missing${preset ? `: ${preset.note}` : ' (or a preset)'}`);
  // A port of one's own may well be the other kind: then the preset says nothing about it.
  const secure = config.secure ?? ((config.port ?? preset?.port) === preset?.port && (preset?.secure ?? false));
  const port = config.port ?? (config.secure === undefined ? preset?.port : undefined) ?? (secure ? 465 : 587);
  requireHost('host', host);
  requirePort('port', port);
  requireConfig(
    (user === undefined) === (password === undefined),
    'smtp',
    'user and password belong together: one of them is missing',
  );
  const requireTLS = config.requireTLS ?? !(secure || ignoreTLS);
  requireConfig(!(ignoreTLS && (secure || requireTLS)), 'smtp', 'ignoreTLS contradicts secure and requireTLS');
  const { ca, heloName, connectTimeoutMs, socketTimeoutMs } = config;
  requireConfig(
    heloName === undefined || /^[\w.:[\]-]+$/.test(heloName),
    'smtp',
    'heloName must be a host name or an address in brackets',
  );
  const login = user !== undefined && password !== undefined ? { user, password } : undefined;
  const { allowPrivateAddresses } = context;
  return {
    host,
    port,
    secure,
    requireTLS: requireTLS && !secure,
    ignoreTLS,
    ca,
    login,
    heloName,
    connectTimeoutMs,
    socketTimeoutMs,
    allowPrivateAddresses,
  };
}

/** @throws Error that says which address cannot stand in a mail */
export function readIdentity({ from, fromName, replyTo, messageIdDomain }: SmtpConfig): MessageIdentity {
  requireConfig(
    isMailbox(from),
    'smtp',
    'from must be one e-mail address without a name, for example hello@example.com (see fromName)',
  );
  requireConfig(
    replyTo === undefined || isMailbox(replyTo),
    'smtp',
    'replyTo must be one e-mail address without a name',
  );
  requireConfig(!/[\r\n\0]/.test(fromName ?? ''), 'smtp', 'fromName must stand on one line');
  const domain = messageIdDomain ?? (from.split('@')[1] as string);
  requireConfig(
    dotAtom.test(domain),
    'smtp',
    'messageIdDomain must be a domain in ASCII letters, for example mail.example.com',
  );
  return { from, fromName, replyTo, messageIdDomain: domain };
}

/**
 * Where answers are read; undefined when that is not wanted.
 *
 * @throws Error that says what is missing
 */
export function readMailbox(
  config: SmtpConfig,
  identity: MessageIdentity,
  context: ProviderContext,
): Mailbox | undefined {
  const { imapHost: host, imapSecure: secure, imapMailbox: name, imapPollMs: pollMs, ca, connectTimeoutMs } = config;
  if (host === undefined) return undefined;
  const port = config.imapPort ?? (secure ? 993 : 143);
  const user = config.imapUser ?? config.user;
  const password = config.imapPassword ?? (config.imapUser === undefined ? config.password : undefined);
  requireHost('imapHost', host);
  requirePort('imapPort', port);
  requireConfig(user && password, 'smtp', 'imapHost needs imapUser and imapPassword, or user and password');
  requireConfig(
    !/[\r\n\0]/.test(`${user}${password}${name}`),
    'smtp',
    'imapUser, imapPassword and imapMailbox must stand on one line',
  );
  requireConfig(pollMs >= 1000 && pollMs <= 3_600_000, 'smtp', 'imapPollMs must be from 1000 to 3600000');
  return {
    host,
    port,
    secure,
    plain: !secure && config.ignoreTLS,
    ca,
    user,
    password,
    name,
    pollMs,
    connectTimeoutMs,
    allowPrivateAddresses: context.allowPrivateAddresses,
    ownAddress: identity.from,
    ownMessageIdDomain: identity.messageIdDomain,
    clock: context.clock,
  };
}

function readPreset({ preset: name }: SmtpConfig): SmtpPreset | undefined {
  const preset = name === undefined ? undefined : findPreset(name);
  requireConfig(name === undefined || preset, 'smtp', `preset must be one of ${Object.keys(smtpPresets).join(', ')}`);
  return preset;
}

function requireHost(field: string, host: string): void {
  requireConfig(
    !/[\s/@]/.test(host),
    'smtp',
    `${field} must be a name or an address alone, for example mail.example.com`,
  );
}

function requirePort(field: string, port: number): void {
  requireConfig(
    Number.isInteger(port) && port >= 1 && port <= 65_535,
    'smtp',
    `${field} must be a whole number from 1 to 65535`,
  );
}
