/**
 * Opens one connection to a host that somebody else named, and never to an address that was not checked.
 *
 * The host is resolved once. Every address that the answer holds is checked, one that is not allowed refuses them all,
 * and the socket can only go to those checked numbers: a second lookup with another answer (DNS rebinding) cannot
 * happen. TLS verifies the certificate against the host's name all the same.
 *
 * Nothing that the caller has to say is written here. So whatever fails here was certainly not sent.
 */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Deadline, orAborted } from './deadline.ts';
import { isPublicAddress } from './public-address.ts';

export interface ConnectionTarget {
  /** A name or an IP address; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Speak TLS from the first byte. Absent: plain. */
  readonly tls?: {
    /** PEM certificates that are trusted instead of the public ones. */
    readonly ca?: string;
    readonly alpn?: readonly string[];
  };
  /** Lifts the check of addresses. */
  readonly allowPrivateAddresses: boolean;
}

export type ConnectionResult =
  | { readonly kind: 'open'; readonly socket: Socket }
  /** `code` is Node's (`ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`), or `address_not_allowed`, `timeout`, `aborted`. */
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

/** Resolves, checks, connects and, with `tls`, shakes hands. Never rejects. */
export async function openConnection(target: ConnectionTarget, deadline: Deadline): Promise<ConnectionResult> {
  try {
    const addresses = await resolveHost(target.host, deadline.signal);
    const refused = target.allowPrivateAddresses
      ? undefined
      : addresses.find((found) => !isPublicAddress(found.address));
    if (refused) {
      const detail = `${target.host} is at ${refused.address}, which is not a public address`;
      return { kind: 'failed', code: 'address_not_allowed', detail };
    }
    const socket = await connect(target, addresses, deadline);
    return { kind: 'open', socket };
  } catch (error) {
    const reason = deadline.reason();
    if (reason === 'timeout')
      return { kind: 'failed', code: 'timeout', detail: `no connection to ${target.host} in time` };
    if (reason === 'aborted')
      return { kind: 'failed', code: 'aborted', detail: 'given up before the connection stood' };
    return { kind: 'failed', ...describeError(error) };
  }
}

/** Node's code and text of an error; the first part's, when several addresses were tried in vain. */
export function describeError(error: unknown): { code: string; detail: string } {
  const part: unknown = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  if (!(part instanceof Error)) return { code: 'error', detail: String(part) };
  const { code } = part as NodeJS.ErrnoException;
  return { code: code ?? 'error', detail: part.message };
}

function resolveHost(host: string, signal: AbortSignal): Promise<LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return Promise.resolve([{ address: host, family }]);
  return orAborted(lookup(host, { all: true }), signal);
}

function connect(target: ConnectionTarget, addresses: readonly LookupAddress[], deadline: Deadline): Promise<Socket> {
  const { host, port, tls } = target;
  const { signal } = deadline;
  const answerWithChecked: LookupFunction = (_host, options, callback) => {
    if (options.all) return callback(null, [...addresses]);
    const [first] = addresses as [LookupAddress];
    callback(null, first.address, first.family);
  };
  const options = {
    host,
    port,
    lookup: answerWithChecked,
    autoSelectFamily: true,
    // Node's 250 ms would pass over an address on a slow line; with a share of the whole time, a host whose IPv6 leads
    // nowhere would cost seconds with every call. The last address has all the time that is left.
    autoSelectFamilyAttemptTimeout: 1000,
    noDelay: true,
  };
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = tls
      ? connectTls({ ...options, ...(tls.ca && { ca: tls.ca }), ...(tls.alpn && { ALPNProtocols: [...tls.alpn] }) })
      : connectTcp(options);
    // For good: an error between two owners of the socket would have no listener, and end the process.
    socket.on('error', () => {});
    const settle = (error?: unknown) => {
      signal.removeEventListener('abort', abort);
      socket.off('error', settle).off('close', closed).off(opened, open);
      if (error === undefined) return resolve(socket);
      socket.destroy();
      reject(error);
    };
    const opened = tls ? 'secureConnect' : 'connect';
    const open = () => settle();
    const abort = () => settle(signal.reason);
    const closed = () => settle(new Error(`${host} closed the connection before it stood`));
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', settle).once('close', closed).once(opened, open);
  });
}
