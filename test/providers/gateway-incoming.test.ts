// What a gateway calls us with, read by configuration: proof first, then reports and messages.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ReceiveResult, WebhookRequest } from '../../src/provider.ts';
import { httpGateway } from '../../src/providers/gateway-http.ts';
import { configureGateway, plainBody } from './support/gateway-sender.ts';

const secret = 'incoming-secret-42';
const receivedAt = Date.UTC(2026, 2, 1, 9);
const receipt = {
  id: 'message.id',
  to: 'message.to',
  status: 'message.status',
  at: 'message.at',
  code: 'message.error',
  delivered: ['DELIVRD', 1],
  undelivered: 'UNDELIV',
  recipientGone: ['UNKNOWN_NUMBER'],
  sent: 'ACCEPTD',
  unsubscribed: 'OPTOUT',
};
const inbound = { from: 'sender', to: 'recipient', text: 'content', id: 'id', at: 'time', answers: 'inReplyTo' };

const receive = async (
  incoming: Record<string, unknown> | undefined,
  call: Partial<Omit<WebhookRequest, 'body'>> & { body?: string } = {},
  more: Record<string, unknown> = {},
): Promise<ReceiveResult> => {
  const config = {
    url: 'https://gw.example',
    body: plainBody,
    ...(incoming && { incoming, incomingSecret: secret }),
    ...more,
  };
  const { body = '', ...rest } = call;
  const result = await configureGateway(config).receive?.({
    method: 'POST',
    url: 'https://r.example/webhooks/gw',
    kind: '',
    headers: {},
    receivedAt,
    ...rest,
    body: new TextEncoder().encode(body),
  });
  return result as ReceiveResult;
};

const byHeader = { secretHeader: 'X-Secret' };
const proven = { headers: { 'x-secret': secret } };
const json = (body: unknown, more: Partial<WebhookRequest> = {}) => ({
  ...proven,
  ...more,
  body: JSON.stringify(body),
});

test('the description says where it can be called', () => {
  expect(httpGateway.describe().webhooks).toEqual({
    source: 'gateway',
    kinds: ['', 'status', 'inbound'],
    receipts: 'status',
  });
});

describe('nothing is read without proof', () => {
  const body = JSON.stringify({ message: { id: 'm', status: 'DELIVRD' } });
  const hmacOf = (text: string, encoding: 'hex' | 'base64') =>
    createHmac('sha256', secret).update(text).digest(encoding);
  const hmac = { header: 'X-Signature', algorithm: 'sha256', prefix: 'sha256=' };

  test.each<[string, Record<string, unknown> | undefined, Partial<WebhookRequest>]>([
    ['nothing is configured', undefined, proven],
    ['no secret in the header', byHeader, {}],
    ['another secret in the header', byHeader, { headers: { 'x-secret': 'incoming-secret-43' } }],
    ['a longer one', byHeader, { headers: { 'x-secret': `${secret}.` } }],
    ['an empty one', byHeader, { headers: { 'x-secret': '' } }],
    ['another secret in the address', { secretQuery: 'key' }, { url: 'https://r.example/x?key=no' }],
    ['none in the address', { secretQuery: 'key' }, {}],
    ['a signature of something else', { hmac }, { headers: { 'x-signature': `sha256=${hmacOf('{}', 'hex')}` } }],
    ['a signature without its prefix', { hmac }, { headers: { 'x-signature': hmacOf(body, 'hex') } }],
    ['no signature', { hmac }, {}],
    [
      'a call that has no body to sign',
      { hmac },
      { method: 'GET', headers: { 'x-signature': `sha256=${hmacOf('', 'hex')}` } },
    ],
    ['one proof of two', { ...byHeader, secretQuery: 'key' }, proven],
  ])('%s', async (_name, proof, call) => {
    const incoming = proof && { ...proof, receipt };
    const result = await receive(incoming, { ...call, body: call.method === 'GET' ? '' : body } as never);
    expect(result.kind).toBe('rejected');
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  test.each<[string, Record<string, unknown>, Partial<WebhookRequest>]>([
    ['the secret in the header', byHeader, proven],
    ['the secret in the address', { secretQuery: 'key' }, { url: `https://r.example/x?key=${secret}` }],
    ['a signature in hex', { hmac }, { headers: { 'x-signature': `sha256=${hmacOf(body, 'hex')}` } }],
    [
      'a signature in base64',
      { hmac: { header: 'x-signature', encoding: 'base64' } },
      { headers: { 'x-signature': hmacOf(body, 'base64') } },
    ],
  ])('%s is proof', async (_name, proof, call) => {
    expect(await receive({ ...proof, receipt }, { ...call, body } as never)).toMatchObject({ kind: 'read' });
  });
});

describe('reports', () => {
  const read = (status: unknown, more: object = {}) =>
    receive({ ...byHeader, receipt }, json({ message: { id: 'm-1', status, ...more } }));

  test('name the message, its state, when and why', async () => {
    expect(await read('undeliv', { at: '2026-03-01T08:59:30+02:00', error: 34 })).toEqual({
      kind: 'read',
      inbound: [],
      receipts: [
        {
          dedupeKey: 'm-1:undeliv',
          providerMessageId: 'm-1',
          state: 'undelivered',
          at: Date.UTC(2026, 2, 1, 6, 59, 30),
          code: '34',
          detail: 'the gateway reported undeliv',
        },
      ],
    });
  });

  test.each([
    ['DELIVRD', { state: 'delivered' }],
    [1, { state: 'delivered' }],
    ['unknown_number', { state: 'undelivered', class: 'recipient' }],
    ['ACCEPTD', { state: 'sent' }],
    ['OPTOUT', { state: 'unsubscribed' }],
  ])('%s', async (status, expected) => {
    expect(await read(status)).toMatchObject({ receipts: [expected] });
  });

  test('of steps that are not listed are taken, and say nothing', async () => {
    expect(await read('BUFFERED')).toEqual({ kind: 'read', receipts: [], inbound: [] });
  });

  test('come as a form, in the address, or as a list', async () => {
    const flat = { ...byHeader, receipt: { attemptId: '?attempt', id: 'id', status: 'status', delivered: 'ok' } };
    const url = 'https://r.example/webhooks/gw/status?attempt=f.1&id=m-2&status=ok';
    const one = { attemptId: 'f.1', providerMessageId: 'm-2', state: 'delivered', dedupeKey: 'f.1:ok', at: receivedAt };
    const headers = { ...proven.headers, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect(await receive(flat, { url, headers, body: 'id=m-2&status=ok' })).toMatchObject({ receipts: [one] });
    expect(await receive(flat, { url, ...proven, method: 'GET' })).toMatchObject({ receipts: [one] });

    const reports = [{ message: { id: 'a', status: 'DELIVRD' } }, { message: { id: 'b', status: 'UNDELIV' } }];
    const states = { receipts: [{ providerMessageId: 'a' }, { providerMessageId: 'b' }] };
    expect(await receive({ ...byHeader, receipt }, json(reports))).toMatchObject(states);
    const listed = { ...byHeader, receipt, list: 'data.results' };
    expect(await receive(listed, json({ data: { results: reports } }))).toMatchObject(states);
  });

  test.each([
    ['no JSON', 'status=1'],
    ['nothing where it should be', '{"status":"DELIVRD"}'],
    ['null', 'null'],
    ['a list that is none', '"x"'],
  ])('that make no sense are unreadable: %s', async (_name, body) => {
    expect(await receive({ ...byHeader, receipt }, { ...proven, body })).toMatchObject({ kind: 'unreadable' });
  });
});

describe('messages of people', () => {
  const message = {
    sender: '33 6 12 34 56 78',
    recipient: '36105',
    content: 'Yes, "please"',
    id: 'in-1',
    time: 1_772_355_570,
  };

  test('have their number in the form that we send to', async () => {
    expect(await receive({ ...byHeader, inbound }, json({ ...message, inReplyTo: 'm-1' }))).toEqual({
      kind: 'read',
      receipts: [],
      inbound: [
        {
          dedupeKey: 'in-1',
          channel: 'sms',
          from: '+33612345678',
          to: '36105',
          text: 'Yes, "please"',
          at: 1_772_355_570_000,
          answers: ['m-1'],
        },
      ],
    });
  });

  test.each([
    ['+33612345678', undefined, '+33612345678'],
    ['0033612345678', undefined, '+33612345678'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['+12025550123', 'FR', '+12025550123'],
    ['(202) 555-0123', 'US', '+12025550123'],
    ['36105', undefined, '36105'],
    ['INFO', undefined, 'INFO'],
  ])('from %s in %s is from %s', async (sender, country, from) => {
    const result = await receive({ ...byHeader, inbound }, json({ ...message, sender }), country ? { country } : {});
    expect(result).toMatchObject({ inbound: [{ from }] });
  });

  test('without an id are the same one when they come again soon, and another one later', async () => {
    const { id: _id, time: _time, ...rest } = message;
    const keyOf = async (at: number, content = 'Yes') => {
      const result = await receive({ ...byHeader, inbound }, json({ ...rest, content }, { receivedAt: at }));
      return result.kind === 'read' ? result.inbound[0]?.dedupeKey : undefined;
    };
    const first = await keyOf(receivedAt);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await keyOf(receivedAt + 60_000)).toBe(first);
    expect(await keyOf(receivedAt + 600_000)).not.toBe(first);
    expect(await keyOf(receivedAt, 'No')).not.toBe(first);
  });

  test('are told from reports, by what stands in them or by where they come', async () => {
    const incoming = { ...byHeader, receipt: { ...receipt, id: 'id', status: 'status' }, inbound };
    expect(await receive(incoming, json(message))).toMatchObject({ inbound: [{ dedupeKey: 'in-1' }], receipts: [] });
    expect(await receive(incoming, json({ id: 'm', status: 'DELIVRD' }))).toMatchObject({
      receipts: [{}],
      inbound: [],
    });
    expect(await receive(incoming, json(message, { kind: 'status' }))).toMatchObject({ kind: 'unreadable' });
    expect(await receive(incoming, json({ ...message, status: 'DELIVRD' }, { kind: 'inbound' }))).toMatchObject({
      inbound: [{ dedupeKey: 'in-1' }],
    });
  });
});

describe('a mapping that cannot work is refused, and the place is named', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ receipt }, 'incoming must say where the secret is'],
    [byHeader, 'incoming.inbound or incoming.receipt is missing'],
    [{ ...byHeader, receipt: { ...receipt, id: undefined } }, 'incoming.receipt.attemptId, or id and to, is missing'],
    [{ ...byHeader, receipt: { id: 'id', status: 's' } }, 'incoming.receipt.attemptId, or id and to, is missing'],
    [{ ...byHeader, receipt: { attemptId: 'id', status: 's' } }, 'incoming.receipt must say what its statuses mean'],
    [{ ...byHeader, receipt: { id: 'id', delivered: 'x' } }, 'incoming.receipt.status is missing'],
    [{ ...byHeader, inbound: { from: 'a', to: 'b' } }, 'incoming.inbound.text is missing'],
    [{ ...byHeader, inbound: { ...inbound, channel: 'email' } }, 'incoming.inbound.channel must be one of'],
    [{ ...byHeader, inbound: { ...inbound, form: 'x' } }, 'incoming.inbound.form is unknown'],
    [{ hmac: { header: 'x', algorithm: 'md5' }, receipt }, 'incoming.hmac.algorithm must be one of sha256'],
    [{ hmac: {}, receipt }, 'incoming.hmac.header is missing'],
  ])('%j', async (incoming, problem) => {
    await expect(receive(incoming)).rejects.toThrow(`http-gateway: ${problem}`);
  });

  test('without a secret', async () => {
    await expect(receive({ ...byHeader, receipt }, {}, { incomingSecret: undefined })).rejects.toThrow(
      'incomingSecret is missing',
    );
  });
});
