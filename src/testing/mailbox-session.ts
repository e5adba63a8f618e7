/** One client's conversation with the IMAP server for tests. What a command means is `@source` RFC 3501 section 6. */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** A mail in the mailbox. */
export interface KeptMail {
  readonly uid: number;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly raw: Buffer;
}

/** The mailbox, and who may read it. */
export interface ServedMailbox {
  readonly user: string;
  readonly password: string;
  readonly tls: { readonly key: string; readonly cert: string; readonly starttls?: boolean } | undefined;
  readonly offersIdle: boolean;
  readonly mails: readonly KeptMail[];
  readonly uidValidity: number;
  readonly uidNext: number;
  /** Takes every command, without its tag; what a login says is left out. */
  readonly commands: string[];
}

/** What a conversation tells the server, and hears from it. */
export interface MailboxEvents {
  /** Calls `tell` after every mail that arrives, until the returned function is called. */
  listen(tell: () => void): () => void;
  /** The client waits in IDLE now. */
  idles(): void;
}

export function serveMailbox(connection: Socket, server: ServedMailbox, events: MailboxEvents): void {
  let socket = connection;
  let input: Buffer = Buffer.alloc(0);
  /** The line so far, when it goes on after a literal. */
  let begun = '';
  let loggedIn = false;
  let selected: 'read' | 'write' | undefined;
  let encrypted = server.tls !== undefined && !server.tls.starttls;
  /** What the client was last told of the mailbox. */
  let toldCount = 0;
  let idleTag: string | undefined;

  const say = (line: string) => socket.write(`${line}\r\n`, 'latin1');
  const capabilities = () =>
    [
      'IMAP4rev1',
      'LITERAL+',
      ...(server.offersIdle ? ['IDLE'] : []),
      ...(server.tls && !encrypted ? ['STARTTLS'] : []),
    ].join(' ');

  function tellCount(): void {
    if (!selected || server.mails.length === toldCount) return;
    toldCount = server.mails.length;
    say(`* ${toldCount} EXISTS`);
  }

  function read(chunk: Buffer): void {
    input = Buffer.concat([input, chunk]);
    for (let end = input.indexOf('\r\n'); end >= 0; end = input.indexOf('\r\n')) {
      const line = begun + input.toString('latin1', 0, end);
      const literal = /\{(\d+)(\+?)\}$/.exec(line);
      if (!literal) {
        input = input.subarray(end + 2);
        begun = '';
        perform(line);
        continue;
      }
      const length = Number(literal[1]);
      const rest = input.subarray(end + 2);
      if (rest.length < length) {
        // Asked once: the client sends what it announced only now.
        if (literal[2] === '' && rest.length === 0) say('+ go on');
        return;
      }
      begun = line.slice(0, literal.index) + quoted(rest.toString('latin1', 0, length));
      input = rest.subarray(length);
    }
  }

  function perform(line: string): void {
    if (idleTag !== undefined) {
      const tag = idleTag;
      idleTag = undefined;
      say(line.toUpperCase() === 'DONE' ? `${tag} OK IDLE ended` : `${tag} BAD expected DONE`);
      return;
    }
    const [, tag = '*', rest = ''] = /^(\S+) (.*)$/s.exec(line) ?? [];
    const [, name = '', args = ''] = /^((?:UID )?\S+) ?(.*)$/is.exec(rest) ?? [];
    const command = name.toUpperCase();
    server.commands.push(command === 'LOGIN' ? command : rest);
    if (command === 'IDLE' && selected && server.offersIdle) {
      idleTag = tag;
      say('+ idling');
      tellCount();
      events.idles();
      return;
    }
    const problem = answer(command, args);
    if (problem === undefined) tellCount();
    say(`${tag} ${problem ?? `OK ${command} completed`}`);
    if (command === 'STARTTLS' && problem === undefined) encrypt();
    if (command === 'LOGOUT') socket.end();
  }

  /** Sends what comes before the tagged line. Undefined: all went well. */
  function answer(command: string, args: string): string | undefined {
    switch (command) {
      case 'CAPABILITY':
        say(`* CAPABILITY ${capabilities()}`);
        return undefined;
      case 'NOOP':
        return undefined;
      case 'LOGOUT':
        say('* BYE see you');
        return undefined;
      case 'STARTTLS':
        return server.tls && !encrypted ? undefined : 'BAD not now';
      case 'LOGIN': {
        const [user, password] = words(args);
        loggedIn = user === server.user && password === server.password;
        return loggedIn ? undefined : 'NO [AUTHENTICATIONFAILED] wrong user or password';
      }
      default:
        if (!loggedIn) return 'NO log in first';
        return command === 'UID SEARCH' || command === 'UID FETCH'
          ? answerSelected(command, args)
          : answerLoggedIn(command, args);
    }
  }

  function answerLoggedIn(command: string, args: string): string | undefined {
    switch (command) {
      case 'LIST':
      case 'LSUB':
        say(words(args)[1] === '' ? `* ${command} (\\Noselect) "/" ""` : `* ${command} () "/" INBOX`);
        return undefined;
      case 'SELECT':
      case 'EXAMINE':
        if (words(args)[0]?.toUpperCase() !== 'INBOX') return 'NO [NONEXISTENT] there is only INBOX';
        selected = command === 'SELECT' ? 'write' : 'read';
        toldCount = server.mails.length;
        say(`* ${toldCount} EXISTS`);
        say('* 0 RECENT');
        say('* FLAGS (\\Seen)');
        say(`* OK [UIDVALIDITY ${server.uidValidity}] ids are valid`);
        say(`* OK [UIDNEXT ${server.uidNext}] next id`);
        return undefined;
      default:
        return 'BAD not known here';
    }
  }

  function answerSelected(command: string, args: string): string | undefined {
    if (!selected) return 'BAD select a mailbox first';
    if (command === 'UID SEARCH') {
      const found = server.mails.filter(searchFor(args, server.mails));
      say(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}`);
      return undefined;
    }
    const [, set = '', items = ''] = /^(\S+) \(?(.*?)\)?$/.exec(args) ?? [];
    const wanted = inSet(set, server.mails);
    server.mails.forEach((mail, index) => {
      if (wanted(mail)) sendMail(mail, index + 1, items);
    });
    return undefined;
  }

  function sendMail(mail: KeptMail, number: number, items: string): void {
    const parts = [`UID ${mail.uid}`];
    if (/RFC822\.SIZE/i.test(items)) parts.push(`RFC822.SIZE ${mail.raw.length}`);
    if (/INTERNALDATE/i.test(items)) parts.push(`INTERNALDATE "${internalDate(mail.at)}"`);
    const body = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items);
    if (!body) return void say(`* ${number} FETCH (${parts.join(' ')})`);
    const start = Number(body[1] ?? 0);
    const bytes = mail.raw.subarray(start, start + Number(body[2] ?? mail.raw.length));
    socket.write(`* ${number} FETCH (${parts.join(' ')} BODY[]${body[1] ? `<${start}>` : ''} {${bytes.length}}\r\n`);
    socket.write(bytes);
    say(')');
  }

  function encrypt(): void {
    const { key, cert } = server.tls as { key: string; cert: string };
    socket.off('data', read);
    socket = new TLSSocket(socket, { isServer: true, key, cert });
    encrypted = true;
    socket.on('error', () => {}).on('data', read);
  }

  const stopListening = events.listen(() => {
    if (idleTag !== undefined) tellCount();
  });
  connection.once('close', stopListening).on('error', () => {});
  connection.on('data', read);
  say(`* OK [CAPABILITY ${capabilities()}] mailbox of tests`);
}

const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** Atoms and quoted strings. */
function words(args: string): string[] {
  return [...args.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gs)].map(
    ([, string, atom]) => string?.replaceAll(/\\(.)/gs, '$1') ?? atom ?? '',
  );
}

/** `1:3,7,9:*`; the star stands for the last mail, so `9:*` always holds that one. @source RFC 3501 section 6.4.8 */
function inSet(set: string, mails: readonly KeptMail[]): (mail: KeptMail) => boolean {
  const last = mails.at(-1)?.uid ?? 0;
  const number = (text: string) => (text === '*' ? last : Number(text));
  const ranges = set.split(',').map((part) => {
    const [from = '', to = from] = part.split(':');
    return [number(from), number(to)].toSorted((a, b) => a - b) as [number, number];
  });
  return ({ uid }) => ranges.some(([from, to]) => uid >= from && uid <= to);
}

/** `ALL`, `UID <set>` and `SINCE <date>`. */
function searchFor(criteria: string, mails: readonly KeptMail[]): (mail: KeptMail) => boolean {
  const [, set] = /\bUID (\S+)/i.exec(criteria) ?? [];
  const [, since] = /\bSINCE "?([\w-]+)/i.exec(criteria) ?? [];
  const wanted = set === undefined ? () => true : inSet(set, mails);
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(`${since.replaceAll('-', ' ')} UTC`);
  return (mail) => wanted(mail) && mail.at >= from;
}

/** `01-Mar-2026 09:00:00 +0000` */
function internalDate(at: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
