/**
 * A real mail server in this process (npm smtp-server), for tests, examples and the demo: it keeps what it takes, and can be
 * told to refuse or to be away. It listens on the loopback interface only, without TLS and without login.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { type Clock, type Instant, systemClock } from '../clock.ts';

/** An e-mail as it arrived. */
export interface ArrivedMail {
  readonly to: string;
  /** With angle brackets. */
  readonly messageId: string;
  /** The attempt that our SMTP sender made it for, from its Message-ID. */
  readonly attemptId: string;
  /** By the clock that the server was given. */
  readonly at: Instant;
  /** Headers and body. */
  readonly raw: string;
}

export interface MailServerOptions {
  /** Shown in greetings and replies. Default `mail.example.com`. */
  readonly name?: string;
  /** Default: the machine's own. */
  readonly clock?: Clock;
  /** Keep the raw text of every mail. Default true. */
  readonly keepRaw?: boolean;
}

export class MailServer {
  readonly name: string;
  readonly #clock: Clock;
  readonly #keepRaw: boolean;
  readonly #mails: ArrivedMail[] = [];
  #refusal: { readonly code: number; readonly text: string } | undefined;
  #server: SMTPServer | undefined;
  #port = 0;

  private constructor({ name = 'mail.example.com', clock = systemClock, keepRaw = true }: MailServerOptions) {
    this.name = name;
    this.#clock = clock;
    this.#keepRaw = keepRaw;
  }

  static async start(options: MailServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    await server.comeBack();
    return server;
  }

  /** What arrived, in this order. */
  get mails(): readonly ArrivedMail[] {
    return this.#mails;
  }

  /** Configuration of an `smtp` sender that talks to it; the engine needs `allowPrivateAddresses`. */
  senderConfig(from: string, fromName?: string): Readonly<Record<string, string | number | boolean>> {
    return { host: '127.0.0.1', port: this.#port, ignoreTLS: true, from, ...(fromName !== undefined && { fromName }) };
  }

  /** From now on every mail is refused with this reply, for example `451`, `4.3.2 try again later`. */
  refuseWith(code: number, text: string): void {
    this.#refusal = { code, text };
  }

  /** From now on mails are taken again. */
  acceptAgain(): void {
    this.#refusal = undefined;
  }

  /** Closes the port: connections are refused until it comes back. */
  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Opens its port, the same as before. */
  async comeBack(): Promise<void> {
    if (this.#server) return;
    const server = this.#create();
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    server.on('error', () => {});
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  #create(): SMTPServer {
    return new SMTPServer({
      name: this.name,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 50,
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const refusal = this.#refusal;
          if (refusal) return callback(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
          const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
          this.#mails.push(this.#read(Buffer.concat(chunks).toString('latin1'), to));
          return callback(null, `2.0.0 Ok: queued as ${this.#mails.length}`);
        });
      },
    });
  }

  #read(raw: string, to: string): ArrivedMail {
    const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
    const messageId = /^message-id: *(<.+>)/im.exec(head)?.[1] ?? '';
    const attemptId = /^<(.+)@/.exec(messageId)?.[1] ?? '';
    return { to, messageId, attemptId, at: this.#clock.now(), raw: this.#keepRaw ? raw : '' };
  }
}
