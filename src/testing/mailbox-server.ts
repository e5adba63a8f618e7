/**
 * A real IMAP server in this process with one mailbox, for tests, examples and the demo: mails can be put in, and a
 * client that waits in IDLE hears of them at once. It listens on the loopback interface only.
 *
 * It speaks what a reader of a mailbox needs: login, SELECT and EXAMINE, UID SEARCH, UID FETCH, IDLE, STARTTLS.
 *
 * @source RFC 3501 (IMAP4rev1), RFC 2177 (IDLE)
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Clock, systemClock } from '../clock.ts';
import { type KeptMail, type ServedMailbox, serveMailbox } from './mailbox-session.ts';

export interface MailboxServerOptions {
  /** Default `reader@example.com`. */
  readonly user?: string;
  /** Default `let me in`. */
  readonly password?: string;
  /** Says when mails arrived. Default: the machine's own. */
  readonly clock?: Clock;
  /** Speak TLS with this certificate: from the first byte, or after STARTTLS. Default: plain. */
  readonly tls?: NonNullable<ServedMailbox['tls']>;
  /** Offer IDLE. Default true. */
  readonly idle?: boolean;
}

export class MailboxServer implements ServedMailbox {
  readonly user: string;
  readonly password: string;
  readonly clock: Clock;
  readonly tls: ServedMailbox['tls'];
  readonly offersIdle: boolean;
  /** Every command of every client, without its tag; what a login says is left out. */
  readonly commands: string[] = [];
  uidValidity = 1;
  uidNext = 1;
  #mails: KeptMail[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #listeners = new Set<() => void>();
  #idling = Promise.withResolvers<void>();
  #server: Server | undefined;
  #port = 0;

  private constructor(options: MailboxServerOptions) {
    this.user = options.user ?? 'reader@example.com';
    this.password = options.password ?? 'let me in';
    this.clock = options.clock ?? systemClock;
    this.tls = options.tls;
    this.offersIdle = options.idle ?? true;
  }

  static async start(options: MailboxServerOptions = {}): Promise<MailboxServer> {
    const server = new MailboxServer(options);
    await server.comeBack();
    return server;
  }

  get mails(): readonly KeptMail[] {
    return this.#mails;
  }

  /** Fields of an `smtp` sender's configuration that read this mailbox; the engine needs `allowPrivateAddresses`. */
  senderConfig(): Readonly<Record<string, string | number | boolean>> {
    return {
      imapHost: '127.0.0.1',
      imapPort: this.#port,
      imapSecure: this.tls !== undefined && !this.tls.starttls,
      imapUser: this.user,
      imapPassword: this.password,
    };
  }

  /** Puts a mail in. Clients in IDLE are told at once. */
  deliver(raw: string | Uint8Array): KeptMail {
    const mail = { uid: this.uidNext++, at: this.clock.now(), raw: Buffer.from(raw) };
    this.#mails.push(mail);
    for (const tell of this.#listeners) tell();
    return mail;
  }

  /** Numbers the mails anew, as a server does that was restored: clients have to forget what they know. */
  renumber(): void {
    this.uidValidity++;
    this.#mails = this.#mails.map((mail, index) => ({ ...mail, uid: index + 1 }));
    this.uidNext = this.#mails.length + 1;
  }

  /** Resolves when a client begins to wait in IDLE after this was called. */
  nextIdle(): Promise<void> {
    return this.#idling.promise;
  }

  /** Cuts every connection. New ones are taken. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Closes the port: connections are refused until it comes back. */
  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    this.dropConnections();
    await closed;
  }

  /** Opens its port, the same as before. */
  async comeBack(): Promise<void> {
    if (this.#server) return;
    const { tls } = this;
    const serve = (socket: Socket) => this.#serve(socket);
    const server = tls && !tls.starttls ? createTlsServer(tls, serve) : createServer(serve);
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    // A client that does not trust the certificate ends the handshake.
    server.on('error', () => {}).on('tlsClientError', () => {});
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.once('close', () => this.#sockets.delete(socket));
    serveMailbox(socket, this, {
      listen: (tell) => {
        this.#listeners.add(tell);
        return () => this.#listeners.delete(tell);
      },
      idles: () => {
        const { resolve } = this.#idling;
        this.#idling = Promise.withResolvers<void>();
        resolve();
      },
    });
  }
}
