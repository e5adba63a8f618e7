/**
 * An HTTP server that plays a vendor: it answers in the vendor's protocol, keeps what it took, and misbehaves on request.
 * What a vendor's requests and answers look like is given to it; the files of `vendors/` do that.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, waitFor } from '../clock.ts';
import type { RefusalClass } from '../provider.ts';
import type { Reaction, ReceivedMessage } from './counterpart.ts';

export interface VendorRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown;
}

export interface VendorProtocol {
  /** A request that is in order: the message that it sends, if it sends one, and the answer. Others get an answer only. */
  accept(request: VendorRequest): { readonly message?: ReceivedMessage; readonly answer: VendorAnswer };
  /** The vendor's own way of refusing, by class. */
  readonly refusals: Partial<Record<RefusalClass, VendorAnswer>>;
}

export interface VendorServer extends AsyncDisposable {
  readonly url: string;
  /** Everything that was asked, in order, taken or not. */
  requests(): readonly VendorRequest[];
  /** Messages that reached their recipients. */
  received(): readonly ReceivedMessage[];
  /** From the next message on. Requests that send nothing are always answered. */
  react(reaction: Reaction): void;
  /** Answers every following message like this, without delivering it; undefined undoes it. */
  answer(fixed: VendorAnswer | undefined): void;
  close(): Promise<void>;
}

/** Starts on 127.0.0.1. */
export async function startVendorServer(protocol: VendorProtocol, port = 0): Promise<VendorServer> {
  const requests: VendorRequest[] = [];
  const received: ReceivedMessage[] = [];
  let reaction: Reaction = 'accept';
  let fixed: VendorAnswer | undefined;

  const server = createServer((incoming, response) => {
    void readRequest(incoming).then((request) => {
      requests.push(request);
      const { message, answer } = protocol.accept(request);
      if (message === undefined) return write(response, answer);
      if (fixed !== undefined) return write(response, fixed);
      const refusal = reaction.startsWith('refuse_') ? (reaction.slice('refuse_'.length) as RefusalClass) : undefined;
      if (refusal !== undefined) return write(response, refusalOf(protocol, refusal));
      received.push(message);
      finish(response, reaction, answer);
    });
  });
  // A test may let a call hang for as long as it likes.
  server.requestTimeout = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    received: () => received,
    react: (next) => {
      reaction = next;
    },
    answer: (next) => {
      fixed = next;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function refusalOf({ refusals }: VendorProtocol, refusal: RefusalClass): VendorAnswer {
  const answer = refusals[refusal];
  if (!answer) throw new Error(`this vendor has no refusal of class ${refusal}`);
  return answer;
}

/** The message has been delivered; what the caller hears of it is another matter. */
function finish(response: ServerResponse, reaction: Reaction, answer: VendorAnswer): void {
  switch (reaction) {
    case 'accept_then_hang':
      return;
    case 'accept_then_reset':
      response.socket?.resetAndDestroy();
      return;
    case 'accept_then_cut':
      response.writeHead(answer.status, { 'content-length': '1000' });
      response.write('{"', () => response.socket?.destroy());
      return;
    case 'accept_then_fault':
      write(response, { status: 500, body: 'Internal Server Error' });
      return;
    case 'accept_then_drip': {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      void drip(response);
      return;
    }
    default:
      write(response, answer);
  }
}

/** A blank every 50 ms: never whole. */
async function drip(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  while (!gone.signal.aborted) {
    response.write(' ');
    await waitFor(systemClock, 50, gone.signal);
  }
}

function write(response: ServerResponse, { status, headers = {}, body }: VendorAnswer): void {
  const isText = typeof body === 'string' || body === undefined;
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

async function readRequest(incoming: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const body = Buffer.concat(chunks).toString('utf8');
  return { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, body };
}
