// A real mail server (npm smtp-server) that answers as a test says, and keeps what it took.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { Counterpart, Reaction, ReceivedMessage } from '../../../src/testing/counterpart.ts';
import { type ReadEmail, readEmail } from './read-email.ts';

export interface Mail extends ReceivedMessage {
  readonly email: ReadEmail;
  readonly mailFrom: string;
  readonly recipients: readonly string[];
  /** Number of the connection it came over, from 1. */
  readonly connection: string;
}

export interface MailServer extends Counterpart {
  readonly port: number;
  received(): readonly Mail[];
  /** Connections that were made so far. */
  connections(): number;
}

export async function startMailServer(options: { timeoutMs: number; server?: SMTPServerOptions }): Promise<MailServer> {
  const mails: Mail[] = [];
  let reaction: Reaction = 'accept';
  let connections = 0;

  const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 50,
    onConnect(_session, callback) {
      connections++;
      callback();
    },
    onMailFrom(_address, _session, callback) {
      callback(reaction === 'refuse_sender' ? refuse(550, '5.1.8 sender rejected') : null);
    },
    onRcptTo(_address, _session, callback) {
      callback(reaction === 'refuse_recipient' ? refuse(550, '5.1.1 no such user') : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (reaction === 'refuse_transient') return callback(refuse(451, '4.3.0 try again later'));
        if (reaction === 'refuse_content') return callback(refuse(554, '5.7.1 looks like spam'));
        mails.push(mailOf(Buffer.concat(chunks), session));
        const socket = socketOf(server, session);
        switch (reaction) {
          case 'accept_then_hang':
            return;
          case 'accept_then_reset':
            return void socket.resetAndDestroy();
          case 'accept_then_cut':
            return void socket.end('250 2.0.0 O');
          case 'accept_then_drip': {
            const timer = setInterval(() => socket.write('250-still here\r\n'), 50);
            socket.on('close', () => clearInterval(timer));
            return;
          }
          default:
            return callback(null, `2.0.0 Ok: queued as ${mails.length}`);
        }
      });
    },
    ...options.server,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;

  return {
    port,
    config: {
      host: '127.0.0.1',
      port,
      ignoreTLS: true,
      from: 'studio@example.com',
      fromName: 'The Studio',
      messageIdDomain: 'mail.example.com',
      timeoutMs: options.timeoutMs,
    },
    to: 'ada@example.net',
    react: (next) => {
      reaction = next;
    },
    received: () => mails,
    connections: () => connections,
    async dropIdleConnections() {
      // The client has noticed when it has closed its side too.
      await Promise.all(
        socketsOf(server).map((socket) => {
          socket.end('421 4.4.2 idle for too long\r\n');
          return once(socket, 'close');
        }),
      );
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function mailOf(raw: Buffer, session: SMTPServerSession): Mail {
  // The line break before the final dot belongs to the dot.
  const email = readEmail(raw.subarray(0, raw.length - (raw.toString('latin1').endsWith('\r\n') ? 2 : 0)));
  const { mailFrom, rcptTo } = session.envelope;
  const recipients = rcptTo.map((each) => each.address);
  return {
    email,
    attemptId: /^<(.+)@mail\.example\.com>$/.exec(email.headers['message-id'] ?? '')?.[1],
    to: recipients.join(', '),
    subject: email.headers.subject,
    text: email.text,
    headers: email.headers,
    mailFrom: mailFrom ? mailFrom.address : '',
    recipients,
    connection: session.id,
  };
}

interface Internals {
  readonly connections: ReadonlySet<{ readonly id: string; readonly _socket: Socket }>;
}

function socketsOf(server: SMTPServer): Socket[] {
  return [...(server as unknown as Internals).connections].map((connection) => connection._socket);
}

function socketOf(server: SMTPServer, session: SMTPServerSession): Socket {
  const found = [...(server as unknown as Internals).connections].find((connection) => connection.id === session.id);
  if (!found) throw new Error('the connection has gone');
  return found._socket;
}
