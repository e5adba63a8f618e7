// Messages handed to n8n: the body that its users know, and nothing else.

import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import type { SendOutcome, SendRequest } from '../../src/provider.ts';
import { n8nWebhook } from '../../src/providers/n8n-webhook.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import { startVendorServer, type VendorAnswer } from '../../src/testing/vendor-server.ts';
import { otherHostCertificate } from './support/certificates.ts';
import { closedPort, startRawServer } from './support/raw-server.ts';
import { context, lostAnswers, requestsOf } from './support/sending.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

const startN8n = () =>
  startVendorServer({
    accept: ({ headers, body }) => {
      const { phone, message } = JSON.parse(body);
      return {
        message: {
          attemptId: headers['relance-attempt-id'],
          messageId: headers['webhook-id'],
          to: phone,
          text: message,
          headers,
        },
        answer: { status: 200, body: { message: 'Workflow was started' } },
      };
    },
    refusals: {
      sender: { status: 404, body: { code: 404, message: 'The requested webhook is not registered.' } },
      content: { status: 400 },
      rate: { status: 429, headers: { 'retry-after': '7' } },
      transient: { status: 425 },
    },
  });

const request = requestsOf({
  attemptId: '0197c0de-0000-7000-8000-000000000001.2',
  channel: 'sms',
  to: '+15550100',
  text: 'See you tomorrow.',
});
const send = (config: Record<string, unknown>, more: Partial<SendRequest> = {}): Promise<SendOutcome> =>
  n8nWebhook.configure({ timeoutMs: 800, ...config }, context).send(request(more));

exerciseProvider(
  'n8n',
  {
    provider: n8nWebhook,
    start: async ({ timeoutMs }) => {
      const { url, received, react, close } = await startN8n();
      return {
        config: { url: `${url}/webhook/follow-up`, secret, timeoutMs },
        to: '+15550100',
        react,
        received,
        close,
      };
    },
    reactions: [...lostAnswers, 'refuse_transient', 'refuse_sender', 'refuse_content', 'refuse_rate'],
    unreachable: async ({ config }) => ({
      'a refused connection': { ...config, url: `http://127.0.0.1:${await closedPort()}/` },
      'a host that does not exist': { ...config, url: 'https://n8n.invalid/' },
    }),
  },
  { describe, test },
);

describe('the call', () => {
  test.each<[string, Partial<SendRequest>, Record<string, unknown>]>([
    ['of a message without data', {}, { contractor_id: null, followup_id: '0197c0de-0000-7000-8000-000000000001' }],
    [
      'of one with both ids',
      { data: { contractor_id: 7, followup_id: 4711 } },
      { contractor_id: 7, followup_id: 4711 },
    ],
    [
      'of one with other data',
      { data: { a: 1 } },
      { contractor_id: null, followup_id: '0197c0de-0000-7000-8000-000000000001' },
    ],
  ])('%s has the four members and no other', async (_name, more, ids) => {
    await using n8n = await startN8n();
    const text = 'He said "no",\n{{to}} & ünï 😀';
    expect(await send({ url: `${n8n.url}/webhook/x` }, { text, ...more })).toEqual({
      kind: 'accepted',
      detail: 'n8n answered 200',
    });
    const [asked] = n8n.requests();
    expect(asked).toMatchObject({ method: 'POST', path: '/webhook/x' });
    expect(JSON.parse(asked?.body ?? '')).toEqual({ phone: '+15550100', message: text, ...ids });
    expect(Object.keys(JSON.parse(asked?.body ?? ''))).toEqual(['phone', 'message', 'contractor_id', 'followup_id']);
    expect(asked?.headers).not.toHaveProperty('webhook-signature');
  });

  test('is signed where there is a secret, and has the headers that are configured', async () => {
    await using n8n = await startN8n();
    await send({ url: n8n.url, secret, headers: { 'X-Key': 'k' } });
    const [asked] = n8n.requests();
    expect(() => new Webhook(secret).verify(asked?.body ?? '', asked?.headers ?? {})).not.toThrow();
    expect(asked?.headers).toMatchObject({ 'x-key': 'k', 'webhook-id': '0197c0de-1111-7000-8000-000000000001' });
  });
});

describe('the eight ways to fail', () => {
  test('a refused connection: refused', async () => {
    const outcome = await send({ url: `http://127.0.0.1:${await closedPort()}/` });
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: 'ECONNREFUSED' });
  });

  test('a host that does not exist: refused', async () => {
    const outcome = await send({ url: 'https://n8n.invalid/', timeoutMs: 5000 });
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
  });

  test('a certificate of another host: refused', async () => {
    await using server = await startRawServer(() => {}, otherHostCertificate);
    const outcome = await send({
      url: `https://localhost:${server.port}/`,
      ca: otherHostCertificate.cert,
      timeoutMs: 5000,
    });
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  test.each<[string, VendorAnswer, Partial<SendOutcome>]>([
    ['nothing is active at the URL: refused', { status: 404 }, { kind: 'refused', class: 'sender', code: '404' }],
    [
      '429: as long as it says',
      { status: 429, headers: { 'retry-after': '120' } },
      { kind: 'refused', class: 'rate', retryAfterMs: 120_000 },
    ],
    ['5xx: unknown', { status: 500 }, { kind: 'unknown', code: '500' }],
  ])('%s', async (_name, answer, expected) => {
    await using n8n = await startN8n();
    n8n.answer(answer);
    expect(await send({ url: n8n.url })).toMatchObject(expected);
  });

  test.each(['accept_then_hang', 'accept_then_reset'] as const)('%s: unknown', async (reaction) => {
    await using n8n = await startN8n();
    n8n.react(reaction);
    expect(await send({ url: n8n.url })).toMatchObject({ kind: 'unknown' });
    expect(n8n.received()).toHaveLength(1);
  });
});

describe('the configuration', () => {
  test.each<[Record<string, unknown>, string]>([
    [{}, 'n8n: url is missing (The production URL of the Webhook node. There is no default'],
    [{ url: '' }, 'n8n: url is missing'],
    [
      { url: 'https://user:hush-42@n8n.example/' },
      'n8n: url must be an http: or https: URL without a user or password',
    ],
    [{ url: 'https://n8n.example', secret: 'hush-42' }, 'n8n: secret must be at least 24 bytes in base64'],
    [{ url: 'https://n8n.example', headers: { 'webhook-id': 'x' } }, 'n8n: headers.webhook-id is set by the sender'],
    [
      { url: 'https://n8n.example', headers: { 'x-key': 'hush-42\n' } },
      'n8n: headers.x-key must be a text on one line',
    ],
  ])('%j is refused', (config, problem) => {
    const attempt = () => n8nWebhook.configure(config, context);
    expect(attempt).toThrow(problem);
    expect(attempt).not.toThrow(/hush-42/);
  });
});
