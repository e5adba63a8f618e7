/**
 * Reads the mailbox where answers and bounces of an SMTP sender arrive, over IMAP, and hands over what is new.
 *
 * A position `<uidvalidity>:<last uid>` says how far it got. The mailbox is opened read-only: nothing is marked, moved or
 * deleted, and other programs may read it as well. At first it starts from now; history stays untouched. When the
 * server has numbered its mails anew, the last day's are read again: what comes twice is recognised by its dedupeKey.
 *
 * @source RFC 3501 sections 2.3.1.1 (unique identifiers), 6.3.2 (EXAMINE) and 6.4.8 (UID), RFC 2177 (IDLE)
 */
import { createHash } from 'node:crypto';
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import type { InboundMessage, Incoming, Receipt, Sender } from '../provider.ts';
import { startDeadline } from '../provider-kit/deadline.ts';
import { isPublicAddress } from '../provider-kit/public-address.ts';
import { mailBytesMax, readMail } from '../provider-kit/read-mail.ts';

/** By what our own mails are known. */
export interface OwnMails {
  /** What we send from: mails from there that answer nothing of ours are our own. */
  readonly ownAddress: string;
  readonly ownMessageIdDomain: string;
}

export interface Mailbox extends OwnMails {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS, unless `plain`. */
  readonly secure: boolean;
  /** Neither: for a server on this machine. */
  readonly plain: boolean;
  readonly ca?: string | undefined;
  readonly user: string;
  readonly password: string;
  /** Its name at the server, for example `INBOX`. */
  readonly name: string;
  /** New mails are asked for at least this often, in milliseconds; with IDLE they are heard of at once. */
  readonly pollMs: number;
  readonly connectTimeoutMs: number;
  readonly allowPrivateAddresses: boolean;
  readonly clock: { now(): number };
}

/** Mails that are handed over at once, at most. */
const batchSize = 20;
const dayMs = 24 * 60 * 60 * 1000;

/** @see Sender.listen */
export async function listenToMailbox(
  mailbox: Mailbox,
  ...[position, store, signal]: Parameters<NonNullable<Sender['listen']>>
): Promise<void> {
  if (signal.aborted) return;
  const client = createClient(mailbox);
  const closed = new AbortController();
  let lost: unknown;
  let storeFailure: { readonly error: unknown } | undefined;
  const storeOrNote: typeof store = (incoming, at) =>
    store(incoming, at).catch((error: unknown) => {
      storeFailure = { error };
      throw error;
    });
  // Without a listener an error ends the process.
  client.on('error', (error) => {
    lost ??= error;
  });
  client.on('close', () => closed.abort());
  const abort = () => client.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await client.connect();
    await follow(client, mailbox, { position, store: storeOrNote, signal: AbortSignal.any([signal, closed.signal]) });
    if (!signal.aborted) throw lost ?? new Error('the server closed the connection');
  } catch (error) {
    // A failed store is not the mailbox's fault: who stores knows what it means.
    if (!signal.aborted) throw storeFailure ? storeFailure.error : withoutSecrets(error, mailbox);
  } finally {
    signal.removeEventListener('abort', abort);
    client.close();
  }
}

/** Logs in and opens the mailbox. Undefined: it can be read. Never rejects. */
export async function checkMailbox(mailbox: Mailbox, signal: AbortSignal): Promise<string | undefined> {
  let client: ImapFlow | undefined;
  const abort = () => client?.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    client = createClient(mailbox);
    client.on('error', () => {});
    await client.connect();
    await client.mailboxOpen(mailbox.name, { readOnly: true });
    return undefined;
  } catch (error) {
    return withoutSecrets(error, mailbox).message;
  } finally {
    signal.removeEventListener('abort', abort);
    client?.close();
  }
}

function createClient(mailbox: Mailbox): ImapFlow {
  const { host, port, secure, plain, ca, user, password, connectTimeoutMs, pollMs } = mailbox;
  const numeric = isIP(host) !== 0;
  if (numeric && !mailbox.allowPrivateAddresses && !isPublicAddress(host)) throw notAllowed(host, host);
  // Goes to tls.connect, or to net.connect. A command comes in several small writes: none should wait for the next one.
  const socketOptions = { ...(ca && { ca }), lookup: lookupChecked(mailbox), noDelay: true };
  return new ImapFlow({
    host,
    port,
    secure,
    // A login never goes over a line in plain text because somebody cut the offer of TLS out.
    ...(!secure && { doSTARTTLS: !plain }),
    auth: { user, pass: password },
    tls: socketOptions,
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    // Something is said every `pollMs`: after a silence much longer than that, nobody is there.
    socketTimeout: pollMs + 60_000,
    maxLineLength: 1024 * 1024,
    maxLiteralSize: 8 * 1024 * 1024,
    maxResponseSize: 16 * 1024 * 1024,
  });
}

/** Looks the host up, and lets the socket go to none of its addresses when one of them is not allowed. */
function lookupChecked({ allowPrivateAddresses }: Mailbox): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new Error(`${host} has no address`), '');
      const refused = allowPrivateAddresses ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
      if (refused) return callback(notAllowed(host, refused.address), '');
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

const notAllowed = (host: string, address: string) =>
  Object.assign(new Error(`${host} is at ${address}, which is not a public address`), { code: 'address_not_allowed' });

interface Following {
  readonly position: string | null;
  readonly store: (incoming: Incoming, position: string) => Promise<void>;
  /** Aborts when it has to end, and when the connection is gone. */
  readonly signal: AbortSignal;
}

/** Reads what is new, waits for more, until the signal aborts. */
async function follow(client: ImapFlow, mailbox: Mailbox, { position, store, signal }: Following): Promise<void> {
  let changed = Promise.withResolvers<void>();
  client.on('exists', () => changed.resolve());
  const { uidValidity, uidNext } = await client.mailboxOpen(mailbox.name, { readOnly: true });
  const place = placeOf(mailbox);
  const known = readPosition(position, place);
  // Some servers do not say which number comes next.
  let last = uidNext ? uidNext - 1 : Math.max(0, ...(await search(client, { all: true })));

  const hand = async (uids: readonly number[], positionAfter: () => string) => {
    for (let at = 0; at < uids.length && !signal.aborted; at += batchSize) {
      const batch = uids.slice(at, at + batchSize);
      const incoming = await readBatch(client, mailbox, batch);
      last = Math.max(last, ...batch);
      await store(incoming, positionAfter());
    }
  };
  const here = () => `${uidValidity}:${last}@${place}`;

  if (known?.uidValidity === String(uidValidity)) last = known.uid;
  else {
    const sinceYesterday = { since: new Date(mailbox.clock.now() - dayMs) };
    // The old position stays until all of them are stored.
    if (known) await hand(await search(client, sinceYesterday), () => position as string);
    // Now, not with the first mail: what arrives while we are away must not fall before the start.
    if (!signal.aborted) await store({ receipts: [], inbound: [] }, here());
  }

  while (!signal.aborted) {
    changed = Promise.withResolvers<void>();
    const uids = await search(client, { uid: `${last + 1}:*` });
    // A range up to the last mail always holds that one.
    const unread = uids.filter((uid) => uid > last).sort((a, b) => a - b);
    await hand(unread, here);
    if (unread.length === 0) await waitForMore(client, changed.promise, mailbox.pollMs, signal);
  }
}

async function waitForMore(
  client: ImapFlow,
  changed: Promise<void>,
  pollMs: number,
  signal: AbortSignal,
): Promise<void> {
  const poll = startDeadline(pollMs, signal);
  const { promise: due, resolve } = Promise.withResolvers<void>();
  poll.signal.addEventListener('abort', () => resolve(), { once: true });
  if (poll.signal.aborted) resolve();
  // Ends by itself with the next command; without IDLE it asks from time to time.
  client.idle().catch(() => {});
  await Promise.race([changed, due]);
  poll.stop();
}

async function search(client: ImapFlow, query: { uid: string } | { since: Date } | { all: true }): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  if (!Array.isArray(found)) throw new Error('the server refused to search');
  return found;
}

/** One mail at a time in memory; of a long one its beginning, which has the text. */
async function readBatch(client: ImapFlow, mailbox: Mailbox, uids: readonly number[]): Promise<Incoming> {
  const receipts: Receipt[] = [];
  const inbound: InboundMessage[] = [];
  const query = { uid: true, internalDate: true, source: { start: 0, maxLength: mailBytesMax } };
  for await (const mail of client.fetch([...uids], query, { uid: true })) {
    if (!mail.source) continue;
    const read = await readMail(mail.source, receivedAt(mail, mailbox));
    if (read.receipt) receipts.push(read.receipt);
    if (read.inbound && !isOurOwn(read.inbound, mailbox)) inbound.push(read.inbound);
  }
  return { receipts, inbound };
}

function receivedAt({ internalDate }: FetchMessageObject, { clock }: Mailbox): number {
  const at = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
  return Number.isNaN(at) ? clock.now() : at;
}

/** A copy of what we sent. Somebody who tries all this out with one address of their own answers from it, too. */
export function isOurOwn({ dedupeKey, from, answers }: InboundMessage, own: OwnMails): boolean {
  const sentByUs = /^<[\da-f-]{36}\.\d+@(.+)>$/.exec(dedupeKey)?.[1] === own.ownMessageIdDomain;
  return sentByUs || (from === own.ownAddress.toLowerCase() && answers === undefined);
}

/** Of which mailbox the numbers are: those of another one say nothing about this. */
function placeOf({ host, user, name }: Mailbox): string {
  return createHash('sha256').update(`${host} ${user} ${name}`).digest('hex').slice(0, 8);
}

function readPosition(position: string | null, place: string): { uidValidity: string; uid: number } | undefined {
  const found = /^(\d+):(\d+)(?:@(\w+))?$/.exec(position ?? '');
  if (found?.[3] !== undefined && found[3] !== place) return undefined;
  return found ? { uidValidity: found[1] as string, uid: Number(found[2]) } : undefined;
}

/** The library's own error holds the command that failed, which may be the login. */
function withoutSecrets(error: unknown, { host, password }: Mailbox): Error {
  const { code, responseText, message } = error as { code?: string; responseText?: string; message?: string };
  const said = [code, responseText ?? message ?? String(error)].filter((part) => part !== undefined && part !== '');
  const text = `imap: ${host}: ${said.join(': ')}`.replaceAll(password, '***');
  return Object.assign(new Error(text), code !== undefined && { code });
}
