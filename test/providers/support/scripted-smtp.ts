// A mail server that answers each step as a test says: with a reply of its own, or by hanging, closing or resetting.
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { TestCertificate } from './certificates.ts';
import { type RawServer, startRawServer } from './raw-server.ts';

/** A reply (`550 5.1.1 no`), or what happens instead of one. `drip` sends lines of a reply that never ends. */
export type Step = string | 'hang' | 'close' | 'reset' | 'drip';

export interface SmtpScript {
  readonly greeting?: Step;
  readonly ehlo?: Step;
  readonly starttls?: Step;
  readonly auth?: Step;
  readonly mail?: Step;
  readonly rcpt?: Step;
  readonly data?: Step;
  /** As soon as this many bytes of the message have come, before its final dot. */
  readonly during?: { readonly bytes: number; readonly step: Step };
  /** After the final dot. */
  readonly dot?: Step;
  readonly rset?: Step;
  /** Further lines of EHLO. */
  readonly extensions?: readonly string[];
  /** For STARTTLS. */
  readonly certificate?: TestCertificate;
}

export interface ScriptedSmtp extends RawServer {
  /** Messages whose final dot arrived: what a recipient may have got. */
  readonly delivered: readonly string[];
  /** Every command line, without the messages, with the number of its connection. */
  readonly commands: readonly string[];
  /** Another script, from the next command on. */
  become(script: SmtpScript): void;
  /** Ends every connection with a reply, as servers do with idle ones. */
  hangUp(farewell?: string): Promise<void>;
}

export async function startScriptedSmtp(first: SmtpScript = {}, certificate?: TestCertificate): Promise<ScriptedSmtp> {
  let script = first;
  const delivered: string[] = [];
  const commands: string[] = [];
  const open = new Set<Socket>();

  const server = await startRawServer((plain, number) => {
    let socket = plain;
    let received = '';
    let mode: 'commands' | 'message' | 'deaf' = 'commands';
    let hasRecipient = false;
    open.add(plain);
    plain.on('close', () => open.delete(plain));

    /** True when the conversation goes on. */
    function take(step: Step): boolean {
      switch (step) {
        case 'hang':
          mode = 'deaf';
          return false;
        case 'close':
          mode = 'deaf';
          socket.end();
          return false;
        case 'reset':
          mode = 'deaf';
          plain.resetAndDestroy();
          return false;
        case 'drip': {
          mode = 'deaf';
          const timer = setInterval(() => socket.write('250-still here\r\n'), 20);
          plain.on('close', () => clearInterval(timer));
          return false;
        }
        default:
          socket.write(`${step}\r\n`);
          return true;
      }
    }

    function onCommand(line: string): void {
      commands.push(`${number} ${line}`);
      const verb = line.split(' ')[0]?.toUpperCase();
      switch (verb) {
        case 'EHLO': {
          const lines = ['scripted.example', 'SIZE 1000000', ...(script.extensions ?? [])];
          return void take(
            script.ehlo ??
              lines.map((each, index) => `250${index === lines.length - 1 ? ' ' : '-'}${each}`).join('\r\n'),
          );
        }
        case 'STARTTLS':
          if (take(script.starttls ?? '220 go ahead') && !script.starttls) startTls();
          return;
        case 'AUTH':
          return void take(script.auth ?? '235 2.7.0 welcome');
        case 'MAIL':
          return void take(script.mail ?? '250 2.1.0 ok');
        case 'RCPT': {
          const step = script.rcpt ?? '250 2.1.5 ok';
          hasRecipient = step.startsWith('2');
          return void take(step);
        }
        case 'DATA': {
          const step = script.data ?? (hasRecipient ? '354 go ahead' : '554 5.5.1 no valid recipients');
          if (take(step) && step.startsWith('3')) mode = 'message';
          return;
        }
        case 'RSET':
          return void take(script.rset ?? '250 2.0.0 ok');
        case 'QUIT':
          if (take('221 2.0.0 bye')) socket.end();
          return;
        default:
          take('502 5.5.1 what?');
      }
    }

    function onBytes(chunk: string): void {
      received += chunk;
      for (;;) {
        if (mode === 'deaf') return;
        if (mode === 'message') {
          const end = received.indexOf('\r\n.\r\n');
          if (end < 0) {
            if (script.during && received.length >= script.during.bytes) take(script.during.step);
            return;
          }
          delivered.push(received.slice(0, end));
          received = received.slice(end + 5);
          mode = 'commands';
          take(script.dot ?? '250 2.0.0 queued');
          continue;
        }
        const end = received.indexOf('\r\n');
        if (end < 0) return;
        const line = received.slice(0, end);
        received = received.slice(end + 2);
        onCommand(line);
      }
    }

    function startTls(): void {
      if (!script.certificate) throw new Error('the script has no certificate');
      plain.removeListener('data', onData);
      const secured = new TLSSocket(plain, { isServer: true, ...script.certificate });
      secured.on('error', () => plain.destroy()).on('data', onData);
      socket = secured;
      received = '';
    }

    const onData = (chunk: Buffer) => onBytes(chunk.toString('latin1'));
    plain.on('data', onData);
    take(script.greeting ?? '220 scripted.example ESMTP');
  }, certificate);

  return {
    port: server.port,
    connections: server.connections,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    delivered,
    commands,
    become: (next) => {
      script = next;
    },
    async hangUp(farewell) {
      await Promise.all(
        [...open].map((socket) => {
          const closed = new Promise((resolve) => socket.once('close', resolve));
          socket.end(farewell === undefined ? '' : `${farewell}\r\n`);
          return closed;
        }),
      );
    },
  };
}
