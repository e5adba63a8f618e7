// Pling on this machine: it takes texts as its documentation says, keeps them, and misbehaves when it is told to.
import { createHmac } from 'node:crypto';
// Outside of this repository: from 'relance/testing'.
import { type Counterpart, startVendorServer, type VendorAnswer, type VendorServer } from '../../src/testing/index.ts';

export const apiKey = 'pling-key-1b2c3d';
export const webhookSecret = 'pling-hook-4e5f6a';

/** For the conformance suite: a server, and the configuration of a sender that talks to it. */
export async function startPling({ timeoutMs }: { readonly timeoutMs: number }): Promise<Counterpart> {
  const idOf = (index: number) => `text-${index + 1}`;
  const server: VendorServer = await startVendorServer({
    accept({ method, headers, query, body }) {
      if (headers.authorization !== `Bearer ${apiKey}`) return { answer: refusal(401, 'bad_key') };
      const texts = server.received();
      if (method === 'GET') {
        const found = texts.findIndex(({ attemptId }) => attemptId === query.get('reference'));
        return { answer: { status: 200, body: { texts: found < 0 ? [] : [{ id: idOf(found) }] } } };
      }
      const { to, text, reference } = JSON.parse(body);
      return {
        message: { attemptId: reference, to, text },
        answer: { status: 202, body: { id: idOf(texts.length) } },
      };
    },
    refusals: {
      recipient: refusal(400, 'bad_number'),
      content: refusal(400, 'blocked_words'),
      sender: refusal(402, 'no_credit'),
      rate: { ...refusal(429, 'too_fast'), headers: { 'retry-after': '7' } },
    },
  });
  return {
    ...server,
    config: { apiKey, webhookSecret, sender: 'Studio', baseUrl: server.url, timeoutMs },
    to: '+15550100',
  };
}

/** What Pling calls us with. */
export function sign(body: string, atMs: number): Record<string, string> {
  const seconds = Math.floor(atMs / 1000);
  const signature = createHmac('sha256', webhookSecret).update(`${seconds}.${body}`).digest('hex');
  return { 'pling-signature': `t=${seconds},v1=${signature}` };
}

function refusal(status: number, error: string): VendorAnswer {
  return { status, body: { error } };
}
