/**
 * E-mail over SMTP: one message to one address at a time.
 *
 * The moment that counts is the final dot of the message. Before it was written, a lost connection means that the
 * server has to drop what it has; after it, only the server's reply tells. See `smtp-session.ts` for how that is known,
 * `smtp-reply.ts` for what the replies mean.
 */
import type { ConfigField, Provider, ProviderContext, ProviderDescription, Sender, SendOutcome } from '../provider.ts';
import { startDeadline } from '../provider-kit/deadline.ts';
import { readSenderConfig, requireConfig } from '../provider-kit/sender-config.ts';
import { createConnections } from './smtp-connections.ts';
import { composeMessage, dotAtom, isMailbox, type MessageIdentity } from './smtp-message.ts';
import { classifyReply, smtpRules } from './smtp-reply.ts';
import { openSession, type SmtpFailure, type SmtpServer } from './smtp-session.ts';

const fields = {
  host: { type: 'string', required: true, description: 'Name or address of the mail server.' },
  port: { type: 'number', required: false, description: 'Default: 465 with `secure`, else 587.' },
  secure: {
    type: 'boolean',
    required: false,
    default: false,
    description: 'TLS from the first byte (port 465), instead of STARTTLS.',
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
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'smtp',
  channels: ['email'],
  config: fields,
  limits: { concurrency: fields.connectionsMax.default, timeoutMs: fields.timeoutMs.default },
  idempotency: 'none',
  outcomes: [
    { when: 'A 2yz reply to the final dot', outcome: 'accepted', source: 'RFC 5321 section 6.1' },
    ...smtpRules.map((rule) => ({
      when: rule.when,
      outcome: 'refused' as const,
      class: rule.class,
      source: rule.source,
    })),
    {
      when: 'DNS, connection, TLS or login fails, or the connection is lost or silent before the message is asked for',
      outcome: 'refused',
      class: 'sender',
      source: 'RFC 5321 section 3.3 (the message follows the 354 reply)',
    },
    {
      when: 'The connection is lost, or the time is up, while the message is being written and before its final dot',
      outcome: 'refused',
      class: 'transient',
      source: 'RFC 5321 section 4.1.1.10 (what was in progress ends as if with a 4yz reply)',
    },
    {
      when: 'A line break in an address, the subject or a header; a header that is ours',
      outcome: 'refused',
      class: 'content',
      source: 'RFC 5322 section 2.2',
    },
    {
      when: 'The recipient is not one plain address',
      outcome: 'refused',
      class: 'recipient',
      source: 'RFC 5321 section 4.1.2',
    },
    {
      when: 'The final dot was written and no whole reply came: lost connection, time-out, abort, a reply that is neither 2yz nor 4yz nor 5yz',
      outcome: 'unknown',
      source: 'RFC 5321 section 4.5.3.2.6 (a client that does not wait here may cause a second delivery)',
    },
  ],
};

export const smtpEmail: Provider = {
  describe: () => description,
  configure(raw, context) {
    const config = readSenderConfig('smtp', fields, raw);
    return createSender(readServer(config, context), readIdentity(config), config, context);
  },
};

type Config = ReturnType<typeof readSenderConfig<typeof fields>>;

function readServer(config: Config, context: ProviderContext): SmtpServer {
  const { host, secure, ignoreTLS, user, password } = config;
  const port = config.port ?? (secure ? 465 : 587);
  requireConfig(
    Number.isInteger(port) && port >= 1 && port <= 65_535,
    'smtp',
    'port must be a whole number from 1 to 65535',
  );
  requireConfig(!/[\s/@]/.test(host), 'smtp', 'host must be a name or an address alone, for example mail.example.com');
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

function readIdentity({ from, fromName, replyTo, messageIdDomain }: Config): MessageIdentity {
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

function createSender(server: SmtpServer, identity: MessageIdentity, config: Config, context: ProviderContext): Sender {
  const connections = createConnections(server, {
    connectionsMax: Math.max(1, config.connectionsMax),
    messagesMax: config.pool ? Math.max(1, config.messagesPerConnection) : 1,
  });
  return {
    async send(request) {
      const message = await composeMessage(request, identity, context.clock.now());
      if (message.kind === 'refused') return message;
      const deadline = startDeadline(config.timeoutMs, request.signal);
      try {
        const delivery = await connections.deliver(message.envelope, message.bytes, deadline);
        if (delivery.kind === 'failed') return outcomeOf(delivery);
        // Some servers replace the Message-ID and name theirs in the reply: that is the one that answers refer to.
        return {
          kind: 'accepted',
          providerMessageId: delivery.serverMessageId ?? message.messageId,
          detail: delivery.response,
        };
      } finally {
        deadline.stop();
      }
    },
    async check() {
      const deadline = startDeadline(config.timeoutMs);
      try {
        const opened = await openSession(server, deadline);
        if (opened.kind === 'failed')
          return { ok: false, detail: `${opened.code}: ${opened.reply?.text ?? opened.detail}` };
        opened.session.close();
        return { ok: true, detail: server.login ? 'connected and logged in' : 'connected' };
      } finally {
        deadline.stop();
      }
    },
    async close() {
      connections.close();
    },
  };
}

/** The outcome table in code. The order matters: what may have been delivered is never refused. */
function outcomeOf({ progress, phase, reply, code, detail }: SmtpFailure): SendOutcome {
  if (progress === 'complete' && !(phase === 'message' && reply)) return { kind: 'unknown', code, detail };
  if (reply && phase) {
    const replyCode = [reply.code, reply.enhanced].filter((part) => part !== undefined).join(' ');
    return { kind: 'refused', class: classifyReply(reply, phase), code: replyCode, detail: reply.text };
  }
  // nodemailer itself compares the size with the limit that the server announced (RFC 1870).
  if (code === 'EMESSAGE') return { kind: 'refused', class: 'content', code: 'too_large', detail };
  if (progress === 'content' || code === 'aborted') return { kind: 'refused', class: 'transient', code, detail };
  return { kind: 'refused', class: 'sender', code, detail };
}
