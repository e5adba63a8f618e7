// Pling on this machine: it takes texts as its documentation says, keeps them, and misbehaves when it is told to.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readBody } from 'node:stream/consumers';
// Outside of this repository: from 'relance/testing'.
import type { Counterpart, Reaction, ReceivedMessage } from '../../src/testing/index.ts';

export const apiKey = 'pling-key-1b2c3d';
export const webhookSecret = 'pling-hook-4e5f6a';

/** How Pling refuses, by the class that it means. */
const refusals: Partial<Record<Reaction, readonly [status: number, error: string]>> = {
  refuse_recipient: [400, 'bad_number'],
  refuse_content: [400, 'blocked_words'],
  refuse_sender: [402, 'no_credit'],
  refuse_rate: [429, 'too_fast'],
};

/** For the conformance suite: a server, and the configuration of a sender that talks to it. */
export async function startPling({ timeoutMs }: { readonly timeoutMs: number }): Promise<Counterpart> {
  const texts: ReceivedMessage[] = [];
  let reaction: Reaction = 'accept';

  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${apiKey}`) return answer(response, 401, { error: 'bad_key' });
    const url = new URL(request.url ?? '/', 'http://pling');
    if (request.method === 'GET') {
      const found = texts.findIndex((each) => each.attemptId === url.searchParams.get('reference'));
      return answer(response, 200, { texts: found < 0 ? [] : [{ id: idOf(found) }] });
    }
    const { to, text, reference } = JSON.parse(await readBody(request));
    const refusal = refusals[reaction];
    if (refusal) return answer(response, refusal[0], { error: refusal[1] }, { 'retry-after': '7' });
    texts.push({ attemptId: reference, to, text });
    misbehave(response, reaction, idOf(texts.length - 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    config: { apiKey, webhookSecret, sender: 'Studio', baseUrl, timeoutMs },
    to: '+15550100',
    react: (next) => {
      reaction = next;
    },
    received: () => texts,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What Pling calls us with. */
export function sign(body: string, atMs: number): Record<string, string> {
  const seconds = Math.floor(atMs / 1000);
  const signature = createHmac('sha256', webhookSecret).update(`${seconds}.${body}`).digest('hex');
  return { 'pling-signature': `t=${seconds},v1=${signature}` };
}

const idOf = (index: number) => `text-${index + 1}`;

/** The text is on its way; what the caller hears of it is another matter. */
function misbehave(response: ServerResponse, reaction: Reaction, id: string): void {
  switch (reaction) {
    case 'accept_then_hang':
      return;
    case 'accept_then_reset':
      response.socket?.resetAndDestroy();
      return;
    case 'accept_then_cut':
      response.writeHead(202, { 'content-length': '100' }).write('{"', () => response.socket?.destroy());
      return;
    case 'accept_then_fault':
      answer(response, 500, {});
      return;
    default:
      answer(response, 202, { id });
  }
}

function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
