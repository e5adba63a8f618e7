/**
 * One HTTP call out of this process, with exact knowledge of how far it got.
 *
 * Every call has a connection of its own. undici's client has two places where it sends a request a second time by
 * itself: requests that were pipelined behind one whose connection broke, and those that were running when a socket
 * ended with one of its "informational" errors. Neither can happen here: a client lives for one request, and its
 * connector hands out one socket, which was opened beforehand, and then nothing more. A kept-alive connection would
 * also turn every idle connection that the server happens to close into an `unknown`, since bytes were written to it.
 *
 * Never here: retries, redirects, proxies, cookies, caching, what a status means to a vendor.
 */
import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { describeError, openConnection } from './provider-kit/connection.ts';
import { type Deadline, startDeadline } from './provider-kit/deadline.ts';

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `http:` or `https:`; a user or password in it is refused. */
  readonly url: string;
  /** Values in Latin-1. `host`, `connection` and what frames the body are set here and nowhere else. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole call, from the lookup of the name to the last byte of the answer. */
  readonly timeoutMs: number;
  /** For the lookup, the connection and TLS together. Default: 10 s, at most `timeoutMs`. */
  readonly connectTimeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Lifts the rule that every address of the host is a public one. Default: false. */
  readonly allowPrivateAddresses?: boolean;
  /** The rest of a longer answer is not read; `truncated` tells. Default: 256 kB. */
  readonly maxResponseBytes?: number;
  /** PEM certificates that are trusted instead of the public ones. */
  readonly ca?: string;
}

export type HttpResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case; a header that came several times is joined by `, `. */
      readonly headers: Readonly<Record<string, string>>;
      /** Read as UTF-8. */
      readonly body: string;
      readonly truncated: boolean;
    }
  /** Certain: no byte of the request left. The URL is not callable, or DNS, the connection or TLS failed. */
  | { readonly kind: 'not_sent'; readonly code: string; readonly detail: string }
  /** Bytes may have left and no whole answer came: a time-out, a reset, an answer that is cut or not HTTP. */
  | { readonly kind: 'unknown'; readonly code: string; readonly detail: string };

const connectTimeoutMsDefault = 10_000;
const maxResponseBytesDefault = 256 * 1024;

/** Makes the call once. Never rejects: what goes wrong is in the result, with Node's or undici's code. */
export async function httpCall(call: HttpCall): Promise<HttpResult> {
  const target = readTarget(call);
  if ('kind' in target) return target;
  const wrongHeader = findWrongHeader(call.headers ?? {});
  if (wrongHeader) return { kind: 'not_sent', code: 'invalid_header', detail: wrongHeader };
  const whole = startDeadline(call.timeoutMs, call.signal);
  const connecting = startDeadline(
    Math.min(call.connectTimeoutMs ?? connectTimeoutMsDefault, call.timeoutMs),
    whole.signal,
  );
  try {
    const connection = await openConnection(
      { ...target, allowPrivateAddresses: call.allowPrivateAddresses ?? false },
      connecting,
    );
    connecting.stop();
    if (connection.kind === 'failed') return { ...connection, kind: 'not_sent' };
    return await exchange(connection.socket, target.url, call, whole);
  } finally {
    connecting.stop();
    whole.stop();
  }
}

interface Target {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly ca?: string; readonly alpn: readonly string[] };
}

/** Where the call goes, or why it goes nowhere. The URL parser has already turned `0x7f.1` into `127.0.0.1`. */
function readTarget(call: HttpCall): Target | Extract<HttpResult, { kind: 'not_sent' }> {
  const refuse = (detail: string) => ({ kind: 'not_sent', code: 'invalid_url', detail }) as const;
  const url = URL.parse(call.url);
  if (!url) return refuse('this is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refuse(`${url.protocol} is neither http: nor https:`);
  if (url.username !== '' || url.password !== '') return refuse('a URL must not carry a user or a password');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol === 'http:') return { url, host, port: Number(url.port || 80) };
  const tls = { alpn: ['http/1.1'], ...(call.ca !== undefined && { ca: call.ca }) };
  return { url, host, port: Number(url.port || 443), tls };
}

/** A header's name, of a call and of a mail alike. @source RFC 9110 section 5.1, RFC 5322 section 3.6.8: what both allow */
export const headerName = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

/**
 * Names and values that would break out of their line, and headers that decide where one request ends.
 *
 * @source RFC 9110 sections 5.1 (field names) and 5.5 (field values), RFC 9112 section 6 (message body length)
 */
function findWrongHeader(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name)) return 'a header has a name that is none';
    if (/^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect)$/i.test(name))
      return `the header ${name} is not the caller's`;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return `the header ${name} has a value that does not fit on its line`;
  }
  return undefined;
}

/** Writes the request on this socket, reads the answer, and leaves the socket destroyed. */
function exchange(socket: Socket, url: URL, call: HttpCall, deadline: Deadline): Promise<HttpResult> {
  return new Promise((resolve) => {
    let handedOut = false;
    let mayHaveLeft = false;
    const client = new Client(url.origin, {
      connect: (_options, callback) => {
        const lost = handedOut ? (socket.errored ?? new Error('the connection was lost before the request')) : null;
        handedOut = true;
        // Not in this tick: the client does not look at its queue again while it is still asking.
        setImmediate(() => (lost ? callback(lost, null) : callback(null, socket)));
      },
      allowH2: false,
      pipelining: 1,
      // `deadline` limits the whole; no second timer may end a call with a text of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });

    const settle = (result: HttpResult) => {
      deadline.signal.removeEventListener('abort', abort);
      resolve(result);
      // Also ends a request that is still waiting or being written.
      client.destroy().catch(() => {});
      socket.destroy();
    };
    const fail = (code: string, detail: string) => settle({ kind: mayHaveLeft ? 'unknown' : 'not_sent', code, detail });
    const abort = () => {
      if (deadline.reason() === 'timeout') return fail('timeout', `no whole answer within ${call.timeoutMs} ms`);
      fail('aborted', mayHaveLeft ? 'given up after the request had left' : 'given up before the request left');
    };

    const answer = collectAnswer(call.maxResponseBytes ?? maxResponseBytesDefault, settle);
    const handler: Dispatcher.DispatchHandler = {
      ...answer,
      // The client calls this right before it writes: from here on nothing is certain.
      onRequestStart: () => {
        mayHaveLeft = true;
      },
      onResponseError: (_controller, error) => {
        const { code, detail } = describeError(error);
        fail(code, detail);
      },
    };

    deadline.signal.addEventListener('abort', abort, { once: true });
    if (deadline.signal.aborted) return abort();
    try {
      client.dispatch(
        {
          method: call.method,
          path: url.pathname + url.search,
          headers: { ...call.headers },
          body: call.body ?? null,
          reset: true,
        },
        handler,
      );
    } catch (error) {
      // The client refuses what it was given before it does anything.
      const { code, detail } = describeError(error);
      fail(code, detail);
    }
  });
}

/** The part of a handler that reads an answer, and settles at its end or at the limit. */
function collectAnswer(bytesMax: number, settle: (result: HttpResult) => void): Dispatcher.DispatchHandler {
  let status = 0;
  let headers: Record<string, string> = {};
  const chunks: Buffer[] = [];
  let size = 0;
  const result = (truncated: boolean): HttpResult => {
    const body = Buffer.concat(chunks).subarray(0, bytesMax).toString('utf8');
    return { kind: 'response', status, headers, body, truncated };
  };
  return {
    onResponseStart: (_controller, statusCode, found) => {
      // Interim answers (103) come first and say nothing about the request.
      if (statusCode < 200) return;
      status = statusCode;
      headers = Object.fromEntries(
        Object.entries(found).map(([name, value]) => [
          name.toLowerCase(),
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]),
      );
    },
    onResponseData: (_controller, chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > bytesMax) settle(result(true));
    },
    onResponseEnd: () => settle(result(false)),
  };
}
