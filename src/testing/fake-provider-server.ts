/**
 * The far side of the fake provider: a vendor with an HTTP interface and a ledger.
 *
 * It runs inside a test (`startFakeVendor`) or as a process of its own, so that the sending side can be killed without it:
 *
 *     node fake-provider-server.ts --ledger /tmp/ledger.jsonl [--port 0]
 *
 * prints `{"url":"http://127.0.0.1:40123"}` once it listens, and ends with SIGTERM, or with `--until-stdin-ends` when its
 * parent has gone. `spawnFakeVendor` does that.
 *
 * `POST /send` takes a `FakeDelivery`; the script decides. `GET /attempts/<id>` says 200 for an attempt that was
 * delivered, else 404. `GET /calls?sender=<name>` says how many requests arrived, and how many were
 * open at one time, at most.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { systemClock, waitFor } from '../clock.ts';
import { delivers, type FakeScript } from './fake-script.ts';
import { type LedgerEntry, openLedger, readLedger } from './ledger.ts';

/** What the sending side posts. */
export interface FakeDelivery extends Omit<LedgerEntry, 'at'> {
  readonly script: FakeScript;
}

export interface FakeVendor {
  readonly url: string;
  readonly ledgerPath: string;
  close(): Promise<void>;
}

/** A vendor in this process, which can be asked and told without HTTP as well. */
export interface LocalFakeVendor extends FakeVendor {
  /** What it has delivered, as in the ledger. */
  delivered(): readonly LedgerEntry[];
  /** Requests that arrived, delivered or not. */
  calls(): number;
  /** From now on this script counts, whatever a request asks for; undefined undoes it. */
  override(script: FakeScript | undefined): void;
}

/** Starts the vendor in this process. */
export async function startFakeVendor(options: { ledgerPath: string; port?: number }): Promise<LocalFakeVendor> {
  const { ledgerPath, port = 0 } = options;
  const ledger = await openLedger(ledgerPath);
  const deliveries = [...(await readLedger(ledgerPath))];
  const delivered = new Set(deliveries.map((entry) => entry.attemptId));
  let overriding: FakeScript | undefined;
  const calls = new Map<string, number>();
  const open = new Map<string, { now: number; most: number }>();

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      response.writeHead(500).end(JSON.stringify({ error: String(error) }));
    });
  });
  // A sender may hang on purpose for as long as a test likes.
  server.requestTimeout = 0;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST' && url.pathname === '/send') {
      const { script: asked, ...message } = JSON.parse(await readBody(request)) as FakeDelivery;
      const script = overriding ?? asked;
      calls.set(message.sender, (calls.get(message.sender) ?? 0) + 1);
      countOpen(message.sender, response);
      if (delivers(script)) {
        const entry = { ...message, at: systemClock.now() };
        await ledger.append(entry);
        deliveries.push(entry);
        delivered.add(entry.attemptId);
      }
      return answer(script, message.attemptId, request, response);
    }
    if (url.pathname.startsWith('/attempts/')) {
      const attemptId = decodeURIComponent(url.pathname.slice('/attempts/'.length));
      return sendJson(response, delivered.has(attemptId) ? 200 : 404, { id: `fake:${attemptId}` });
    }
    if (url.pathname === '/calls') {
      const sender = url.searchParams.get('sender');
      const counts = sender === null ? [...calls.values()] : [calls.get(sender) ?? 0];
      const most = sender === null ? undefined : (open.get(sender)?.most ?? 0);
      return sendJson(response, 200, { calls: counts.reduce((sum, count) => sum + count, 0), most });
    }
    sendJson(response, 404, { error: 'no such path' });
  }

  function countOpen(sender: string, response: ServerResponse): void {
    const count = open.get(sender) ?? { now: 0, most: 0 };
    open.set(sender, count);
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    response.once('close', () => {
      count.now -= 1;
    });
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledgerPath,
    delivered: () => deliveries,
    calls: () => [...calls.values()].reduce((sum, count) => sum + count, 0),
    override: (script) => {
      overriding = script;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ledger.close();
    },
  };
}

function answer(script: FakeScript, attemptId: string, request: IncomingMessage, response: ServerResponse): void {
  switch (script.do) {
    case 'accept':
      sendJson(response, 200, { id: `fake:${attemptId}` });
      break;
    case 'accept-after':
      void waitFor(systemClock, script.ms).then(() => sendJson(response, 200, { id: `fake:${attemptId}` }));
      break;
    case 'accept-then-hang':
    case 'hang':
      break;
    case 'accept-then-reset':
    case 'reset':
      request.socket.resetAndDestroy();
      break;
    case 'accept-then-cut':
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":', () => request.socket.destroy());
      break;
    case 'accept-then-5xx':
      sendJson(response, 500, { error: 'scripted' });
      break;
    case 'drip':
      void drip(response);
      break;
    case 'refuse':
      sendJson(response, 422, { class: script.class });
      break;
    case '429':
      sendJson(response, 429, { class: 'rate' }, { 'retry-after': script.retryAfter });
      break;
    case 'refuse-connection':
    case 'unknown-host':
    case 'bad-tls':
      // The sending side plays these: a request that got here has been connected.
      sendJson(response, 500, { error: `${script.do} must not arrive` });
      break;
  }
}

/** A blank every 50 ms: valid JSON so far, and never whole. */
async function drip(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  while (!gone.signal.aborted) {
    response.write(' ');
    await waitFor(systemClock, 50, gone.signal);
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A vendor in a process of its own, which goes on when this one is killed; `close` ends it. */
export async function spawnFakeVendor(options: {
  ledgerPath: string;
  port?: number;
}): Promise<FakeVendor & { readonly process: ChildProcess }> {
  const { ledgerPath, port = 0 } = options;
  // The same file, as a source or as built.
  const args = [import.meta.filename, '--ledger', ledgerPath, '--port', String(port), '--until-stdin-ends'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const firstLine = await Promise.race([once(child.stdout, 'data'), exited.then(() => undefined)]);
  if (firstLine === undefined) throw new Error('the fake vendor ended before it listened');
  const { url } = JSON.parse(String(firstLine[0])) as { url: string };
  return {
    url,
    ledgerPath,
    process: child,
    async close() {
      child.stdin.end();
      await exited;
    },
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      ledger: { type: 'string' },
      port: { type: 'string', default: '0' },
      'until-stdin-ends': { type: 'boolean', default: false },
    },
  });
  if (!values.ledger) throw new Error('--ledger <file> is missing');
  const vendor = await startFakeVendor({ ledgerPath: values.ledger, port: Number(values.port) });
  const end = () => void vendor.close().then(() => process.exit(0));
  process.once('SIGTERM', end);
  if (values['until-stdin-ends']) process.stdin.once('end', end).resume();
  process.stdout.write(`${JSON.stringify({ url: vendor.url })}\n`);
}
