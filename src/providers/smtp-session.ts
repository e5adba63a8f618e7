/**
 * One conversation with a mail server, over nodemailer's SMTP connection.
 *
 * nodemailer's own pool is not used: it sends a message again by itself when a pooled connection was lost before the
 * message was read, and it does not say how far a failed message got. Here the message is handed over as a stream of
 * ours, whose end comes before nodemailer writes the final dot. So `progress` is a fact:
 *
 *   nothing   MAIL, RCPT and DATA at most; no byte of the message was asked for
 *   content   bytes of the message were read, the final dot was not written: the server must drop what it has
 *   complete  the final dot was written, or may have been
 *
 * @source RFC 5321 section 4.1.1.10 (a connection that is lost acts as a temporary error for what was in progress) and
 *   section 6.1 (the reply to the final dot hands over the responsibility)
 */
import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { openConnection } from '../provider-kit/connection.ts';
import { type Deadline, startDeadline } from '../provider-kit/deadline.ts';
import { readReply, type SmtpPhase, type SmtpReply } from './smtp-reply.ts';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly ca?: string | undefined;
  readonly login?: { readonly user: string; readonly password: string } | undefined;
  /** Our name in EHLO. */
  readonly heloName?: string | undefined;
  readonly connectTimeoutMs: number;
  readonly socketTimeoutMs: number;
  readonly allowPrivateAddresses: boolean;
}

export type SmtpProgress = 'nothing' | 'content' | 'complete';

export interface SmtpFailure {
  readonly kind: 'failed';
  readonly progress: SmtpProgress;
  /** Where it failed and what the server said, when it said something. */
  readonly phase?: SmtpPhase;
  readonly reply?: SmtpReply;
  /** nodemailer's or Node's code, or `timeout`, `aborted`, `address_not_allowed`, `no_login`. */
  readonly code: string;
  readonly detail: string;
}

export type SmtpDelivery =
  | { readonly kind: 'accepted'; readonly response: string; readonly serverMessageId?: string }
  | SmtpFailure;

export interface SmtpSession {
  /** Messages that were sent over it. */
  readonly delivered: number;
  /** Can another message be sent over it? */
  isUsable(): boolean;
  /** Sends one message once. */
  deliver(envelope: { from: string; to: string }, message: Buffer, deadline: Deadline): Promise<SmtpDelivery>;
  /** After a refusal: clears the server's state. Closes the session when that fails. */
  reset(): Promise<void>;
  /** Lets the process end although the session is open, and undoes that. */
  setIdle(idle: boolean): void;
  /** Says QUIT when nothing is going on; else just closes. */
  close(): void;
}

/** Connects, greets, starts TLS, logs in. Never rejects. */
export async function openSession(
  server: SmtpServer,
  whole: Deadline,
): Promise<{ kind: 'open'; session: SmtpSession } | SmtpFailure> {
  const deadline = startDeadline(server.connectTimeoutMs, whole.signal);
  try {
    const { host, port, allowPrivateAddresses } = server;
    const tls = server.secure && { tls: { ...(server.ca && { ca: server.ca }) } };
    const opened = await openConnection({ host, port, allowPrivateAddresses, ...tls }, deadline);
    if (opened.kind === 'failed') return { ...opened, progress: 'nothing' };
    const connection = new SMTPConnection({
      connection: opened.socket,
      host,
      port,
      secure: server.secure,
      secured: server.secure,
      requireTLS: server.requireTLS,
      ignoreTLS: server.ignoreTLS,
      ...(server.ca && { tls: { ca: server.ca } }),
      ...(server.heloName && { name: server.heloName }),
      connectionTimeout: server.connectTimeoutMs,
      greetingTimeout: server.connectTimeoutMs,
      socketTimeout: server.socketTimeoutMs,
      // A connection that is given up is given up at once, with whatever waits in its buffers.
      socketCloseTimeout: 0,
    });
    const failure = await greet(connection, server, deadline);
    if (!failure) return { kind: 'open', session: sessionOver(connection) };
    connection.close();
    return failure;
  } finally {
    deadline.stop();
  }
}

/** Waits for the greeting, EHLO, STARTTLS and AUTH. Undefined when all went well. */
function greet(connection: SMTPConnection, server: SmtpServer, deadline: Deadline): Promise<SmtpFailure | undefined> {
  return new Promise((resolve) => {
    const settle = (failure?: SmtpFailure) => {
      deadline.signal.removeEventListener('abort', abort);
      resolve(failure);
    };
    const abort = () => settle(givenUp(deadline, 'nothing'));
    if (deadline.signal.aborted) return abort();
    deadline.signal.addEventListener('abort', abort, { once: true });
    // Stays for the life of the connection: an error that nobody listens for ends the process.
    connection.on('error', (error) => settle(failureOf(error, 'nothing')));
    connection.once('end', () =>
      settle({ kind: 'failed', progress: 'nothing', code: 'ECONNECTION', detail: 'the server closed the connection' }),
    );
    connection.connect((error) => {
      if (error) return settle(failureOf(error, 'nothing'));
      const { login } = server;
      if (!login) return settle();
      if (!connection.allowsAuth) {
        const detail = `the server offers no login${connection.secure ? '' : ' on a connection without TLS'}`;
        return settle({ kind: 'failed', progress: 'nothing', code: 'no_login', detail });
      }
      connection.login({ user: login.user, pass: login.password }, (refused) =>
        settle(refused ? failureOf(refused, 'nothing') : undefined),
      );
    });
  });
}

function sessionOver(connection: SMTPConnection): SmtpSession {
  let delivered = 0;
  let broken = false;
  const setIdle = (idle: boolean) => {
    if (connection._socket) connection._socket[idle ? 'unref' : 'ref']();
  };
  return {
    get delivered() {
      return delivered;
    },
    isUsable: () => !broken && !connection.destroyed,
    async deliver(envelope, message, deadline) {
      delivered++;
      const delivery = await deliverOnce(connection, envelope, message, deadline);
      const serverGoesOn =
        delivery.kind === 'accepted' ||
        (delivery.reply && delivery.reply.code !== 421 && delivery.progress !== 'content');
      if (!serverGoesOn) broken = true;
      return delivery;
    },
    reset: () =>
      new Promise((resolve) => {
        connection.once('end', resolve);
        connection.reset((error) => {
          connection.off('end', resolve);
          if (error) connection.close();
          resolve();
        });
      }),
    setIdle,
    close() {
      if (broken || connection.destroyed) return connection.close();
      setIdle(true);
      connection.quit();
    },
  };
}

function deliverOnce(
  connection: SMTPConnection,
  envelope: { from: string; to: string },
  message: Buffer,
  deadline: Deadline,
): Promise<SmtpDelivery> {
  return new Promise((resolve) => {
    const stream = Readable.from(piecesOf(message), { objectMode: false });
    let complete = false;
    // This listener stands before the one of nodemailer's pipe, which writes the final dot.
    stream.once('end', () => {
      complete = true;
    });
    const progress = (): SmtpProgress => (complete ? 'complete' : stream.readableDidRead ? 'content' : 'nothing');
    const settle = (delivery: SmtpDelivery) => {
      deadline.signal.removeEventListener('abort', abort);
      resolve(delivery);
    };
    const abort = () => {
      settle(givenUp(deadline, progress()));
      connection.close();
    };
    if (deadline.signal.aborted) return abort();
    deadline.signal.addEventListener('abort', abort, { once: true });
    connection.send({ ...envelope, size: message.length }, stream, (error, info) => {
      if (error || !info) return settle(failureOf(error ?? new Error('no answer'), progress()));
      const { response, serverMessageId } = info;
      const protocolError = (detail: string) =>
        settle({ kind: 'failed', progress: 'complete', code: 'EPROTOCOL', detail });
      if (!complete) return protocolError('the server accepted the message before it was complete');
      // nodemailer looks at the first digit only. @source RFC 5321 section 4.2
      if (!/^2\d\d([ -]|$)/.test(response)) return protocolError('the server answered with what is no reply');
      settle({ kind: 'accepted', response, ...(serverMessageId && { serverMessageId }) });
    });
  });
}

/** In pieces, so that the end of the stream comes only when nearly all of a long message is on its way. */
function* piecesOf(message: Buffer, size = 16 * 1024): Generator<Buffer> {
  for (let at = 0; at < message.length; at += size) yield message.subarray(at, at + size);
}

function givenUp(deadline: Deadline, progress: SmtpProgress): SmtpFailure {
  const code = deadline.reason() ?? 'aborted';
  return {
    kind: 'failed',
    progress,
    code,
    detail: code === 'timeout' ? 'the server did not answer in time' : 'given up',
  };
}

/** What nodemailer reports, with the step that it belongs to. */
function failureOf(error: NodemailerError, progress: SmtpProgress): SmtpFailure {
  const { code = 'error', message: detail } = error;
  const phase = phaseOf(error);
  const reply = readReply(typeof error.response === 'string' ? error.response : undefined);
  return { kind: 'failed', progress, code, detail, ...(phase && { phase }), ...(reply && { reply }) };
}

function phaseOf({ command = '', code }: NodemailerError): SmtpPhase | undefined {
  if (command.startsWith('AUTH')) return 'login';
  switch (command) {
    case 'CONN':
      return 'greeting';
    case 'EHLO':
    case 'HELO':
      return 'hello';
    case 'STARTTLS':
      return 'tls';
    case 'MAIL FROM':
      return 'sender';
    case 'RCPT TO':
      return 'recipient';
    case 'DATA':
      // nodemailer's names for the reply to the command and the reply to the final dot.
      return code === 'EMESSAGE' ? 'message' : 'data';
    default:
      return undefined;
  }
}
