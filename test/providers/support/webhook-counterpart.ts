// A receiver of webhooks that answers as a test says, verifies signatures and keeps what it took.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Counterpart, Reaction, ReceivedMessage } from '../../../src/testing/counterpart.ts';

export interface Hook extends ReceivedMessage {
  readonly method: string;
  readonly path: string;
  readonly rawBody: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly message: Record<string, unknown>;
    readonly data: unknown;
  };
}

export interface HookReceiver extends Counterpart {
  readonly url: string;
  received(): readonly Hook[];
  /** Answers every following call like this, without taking the message. */
  answer(status: number, headers?: Record<string, string>): void;
  /** Calls that arrived, taken or not. */
  calls(): number;
}

export const hookSecret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

const statusOf: Partial<Record<Reaction, number>> = {
  refuse_sender: 401,
  refuse_recipient: 410,
  refuse_content: 422,
  refuse_transient: 425,
  refuse_rate: 429,
};

export async function startHookReceiver({ timeoutMs }: { timeoutMs: number }): Promise<HookReceiver> {
  const hooks: Hook[] = [];
  let reaction: Reaction = 'accept';
  let fixed: { status: number; headers: Record<string, string> } | undefined;
  let calls = 0;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls++;
      if (fixed) return void response.writeHead(fixed.status, fixed.headers).end();
      const status = statusOf[reaction];
      if (status !== undefined) return void response.writeHead(status).end();
      const path = request.url ?? '';
      hooks.push(hookOf(request.method ?? '', path, request.headers, Buffer.concat(chunks).toString('utf8'), to));
      respond(response);
    });
  });

  function respond(response: ServerResponse): void {
    switch (reaction) {
      case 'accept_then_hang':
        return;
      case 'accept_then_reset':
        return void response.socket?.resetAndDestroy();
      case 'accept_then_cut':
        return void response
          .writeHead(200, { 'content-length': '100' })
          .write('half', () => response.socket?.destroy());
      case 'accept_then_fault':
        return void response.writeHead(500).end();
      case 'accept_then_drip': {
        response.writeHead(200);
        const timer = setInterval(() => response.write('.'), 50);
        return void response.on('close', () => clearInterval(timer));
      }
      default:
        response.writeHead(204).end();
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const to = `${url}/hooks/ada`;
  return {
    url,
    config: { secret: hookSecret, timeoutMs },
    to,
    react: (next) => {
      reaction = next;
    },
    answer: (status, headers = {}) => {
      fixed = { status, headers };
    },
    received: () => hooks,
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function hookOf(method: string, path: string, headers: IncomingHttpHeaders, rawBody: string, to: string): Hook {
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  // Throws when the signature is not the body's.
  const body = new Webhook(hookSecret).verify(rawBody, flat) as Hook['body'];
  const { message } = body;
  return {
    method,
    path,
    rawBody,
    body,
    attemptId: String(message.attemptId),
    messageId: flat['webhook-id'],
    to: message.to === undefined ? to : String(message.to),
    subject: message.subject as string | undefined,
    text: String(message.text),
    headers: flat,
  };
}
