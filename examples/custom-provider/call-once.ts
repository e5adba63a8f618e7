// One HTTP call that is made once, and knows whether it can have left. Uses what Node brings, so that it can be copied.
//
// `fetch` is not enough: it keeps connections open and uses them again. When a kept one breaks, nobody can tell whether the
// other side had read the request; and what failed before anything was sent looks like what failed afterwards. Here the
// connection is opened first. As long as it does not stand, certainly nothing has left.
import { request as httpRequest } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type CallResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: string;
    }
  /** Certain: not a byte of the request left. */
  | { readonly kind: 'not_sent'; readonly code: string; readonly detail: string }
  /** The request may have been read, and no whole answer came. */
  | { readonly kind: 'unknown'; readonly code: string; readonly detail: string };

const answerCharactersMax = 64 * 1024;

/** Never rejects. */
export async function callOnce(call: Call): Promise<CallResult> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(call.timeoutMs)]);
  const url = new URL(call.url);
  let socket: Socket;
  try {
    socket = await open(url, signal);
  } catch (error) {
    return { kind: 'not_sent', ...inWords(error) };
  }
  try {
    return await exchange(socket, url, call, signal);
  } catch (error) {
    return { kind: 'unknown', ...inWords(error) };
  } finally {
    socket.destroy();
  }
}

/** Resolves when the connection stands; with TLS, when the certificate has been checked as well. */
function open(url: URL, signal: AbortSignal): Promise<Socket> {
  const { hostname, protocol, port } = url;
  const isSecure = protocol === 'https:';
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = isSecure
      ? connectTls({ host: hostname, servername: hostname, port: Number(port || 443) })
      : connectTcp({ host: hostname, port: Number(port || 80) });
    const abort = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    // Stays: an error without a listener would end the process.
    socket.on('error', reject);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', abort);
      resolve(socket);
    });
  });
}

/** Writes the request and reads the whole answer. From here on a failure says nothing about the other side. */
function exchange(socket: Socket, url: URL, call: Call, signal: AbortSignal): Promise<CallResult> {
  return new Promise((resolve, reject) => {
    const { method, headers, body } = call;
    const request = httpRequest(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }) },
      // The socket speaks TLS already where that is needed, and is used for this one request.
      protocol: 'http:',
      createConnection: () => socket,
      signal,
    });
    request.once('error', reject);
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > answerCharactersMax) response.destroy(new Error('the answer is too long'));
      });
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode: status = 0, headers: found, complete } = response;
        if (complete) resolve({ kind: 'answer', status, headers: found, body: text });
        else reject(new Error('the answer was cut'));
      });
    });
    request.end(body);
  });
}

function inWords(error: unknown): { code: string; detail: string } {
  if (!(error instanceof Error)) return { code: 'error', detail: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  return { code: typeof code === 'string' ? code : error.name, detail: error.message };
}
