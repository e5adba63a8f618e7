// The sender that is described by configuration: what it sends, how it reads answers, what it never does.
import { describe, expect, test } from 'vitest';
import type { SendOutcome, SendRequest } from '../../src/provider.ts';
import { httpGateway } from '../../src/providers/gateway-http.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import type { VendorAnswer } from '../../src/testing/vendor-server.ts';
import { gatewayConfig, startGatewayServer } from '../../src/testing/vendors/gateway-server.ts';
import { otherHostCertificate } from './support/certificates.ts';
import { configureGateway, plainBody, textRequest, withVendor } from './support/gateway-sender.ts';
import { closedPort, startRawServer } from './support/raw-server.ts';
import { lostAnswers } from './support/sending.ts';

exerciseProvider(
  'http-gateway',
  {
    provider: httpGateway,
    start: async ({ timeoutMs }) => {
      const vendor = await startGatewayServer();
      const { received, react, close } = vendor;
      const config = { ...gatewayConfig, url: `${vendor.url}/v1/messages`, timeoutMs };
      return { config, to: '+15550100', react, received, close };
    },
    reactions: [
      ...lostAnswers,
      'refuse_transient',
      'refuse_sender',
      'refuse_recipient',
      'refuse_content',
      'refuse_rate',
    ],
    unreachable: async ({ config }) => ({
      'a refused connection': { ...config, url: `http://127.0.0.1:${await closedPort()}/v1/messages` },
      'a host that does not exist': { ...config, url: 'https://gateway.invalid/v1/messages' },
      'TLS that is none': { ...config, url: String(config.url).replace('http:', 'https:') },
    }),
  },
  { describe, test },
);

describe('the answer', () => {
  const outcomeOf = async (answer: VendorAnswer, answers?: Record<string, unknown>): Promise<SendOutcome> => {
    let outcome: SendOutcome | undefined;
    await withVendor(async ({ url }) => {
      outcome = await configureGateway({ url, body: plainBody, ...(answers && { answers }) }).send(textRequest());
    }, answer);
    return outcome as SendOutcome;
  };
  const byStatus = { success: { path: 'status', equals: ['ok', 'queued'] } };

  test.each<[string, VendorAnswer, Record<string, unknown> | undefined, Partial<SendOutcome>]>([
    ['any 2xx, if nothing is configured', { status: 202 }, undefined, { kind: 'accepted' }],
    ['a status that is listed', { status: 409 }, { success: { status: [200, 409] } }, { kind: 'accepted' }],
    [
      'a 2xx that is not listed',
      { status: 202 },
      { success: { status: 201 } },
      { kind: 'unknown', code: 'unreadable' },
    ],
    ['the value that it should have', { status: 200, body: { status: 'queued' } }, byStatus, { kind: 'accepted' }],
    ['another value', { status: 200, body: { status: 'failed' } }, byStatus, { kind: 'unknown', code: 'unreadable' }],
    ['no JSON', { status: 200, body: '<html>' }, byStatus, { kind: 'unknown', code: 'unreadable' }],
    [
      'a value of an object, not of its kind',
      { status: 200, body: {} },
      { success: { path: 'constructor' } },
      { kind: 'unknown' },
    ],
    [
      'a number, written as a text',
      { status: 200, body: { code: 0 } },
      { success: { path: 'code', equals: '0' } },
      { kind: 'accepted' },
    ],
    [
      'the id',
      { status: 200, body: { messages: [{ id: 77 }] } },
      { messageId: { path: 'messages.0.id' } },
      { kind: 'accepted', providerMessageId: '77' },
    ],
    [
      'no id where one is due',
      { status: 200, body: {} },
      { messageId: { path: 'id' } },
      { kind: 'unknown', code: 'unreadable' },
    ],
    [
      'a text that begins so, with its id',
      { status: 200, body: 'OK: m-9\nbye' },
      { success: { startsWith: 'OK' }, messageId: { after: 'OK: ' } },
      { kind: 'accepted', providerMessageId: 'm-9' },
    ],
    [
      'an id between two marks',
      { status: 200, body: '<r><ok/><id>x1</id></r>' },
      { success: { contains: '<ok/>' }, messageId: { after: '<id>', before: '</id>' } },
      { kind: 'accepted', providerMessageId: 'x1' },
    ],
    [
      'a text that begins otherwise',
      { status: 200, body: 'ERR 3' },
      { success: { startsWith: 'OK' } },
      { kind: 'unknown' },
    ],
    [
      'a refusal within a 200',
      { status: 200, body: 'ERR 3' },
      { success: { startsWith: 'OK' }, refusals: [{ startsWith: 'ERR 3', class: 'recipient' }] },
      { kind: 'refused', class: 'recipient', code: '200' },
    ],
    [
      'a success and a refusal at once',
      { status: 200, body: 'OK, ERR 3' },
      { success: { startsWith: 'OK' }, refusals: [{ contains: 'ERR', class: 'recipient' }] },
      { kind: 'unknown', code: 'ambiguous' },
    ],
    [
      'a 5xx that looks like a refusal',
      { status: 500, body: 'ERR 3' },
      { refusals: [{ startsWith: 'ERR 3', class: 'recipient' }] },
      { kind: 'unknown', code: '500' },
    ],
    [
      'a 5xx that is documented as not accepted',
      { status: 503 },
      { refusals: [{ status: 503, class: 'transient' }] },
      { kind: 'refused', class: 'transient', code: '503' },
    ],
    [
      'the code and the words of the vendor',
      { status: 400, body: { e: { c: 42, t: 'no\ncredit\u0007 left' } } },
      { code: { path: 'e.c' }, detail: { path: 'e.t' } },
      { kind: 'refused', class: 'content', code: '42', detail: 'the gateway answered 400: no credit left' },
    ],
    ['408', { status: 408 }, undefined, { kind: 'unknown', code: '408' }],
    [
      'a redirect that repeats the call',
      { status: 307, headers: { location: 'https://elsewhere.example/' } },
      undefined,
      { kind: 'refused', class: 'sender' },
    ],
    ['a redirect that does not', { status: 302 }, undefined, { kind: 'unknown' }],
  ])('%s', async (_name, answer, answers, expected) => {
    expect(await outcomeOf(answer, answers)).toMatchObject(expected);
  });
});

describe('the eight ways to fail', () => {
  const failing = (url: string, more: Record<string, unknown> = {}) =>
    configureGateway({ url, body: plainBody, timeoutMs: 800, ...more }).send(textRequest());

  test('a refused connection: refused', async () => {
    const outcome = await failing(`http://127.0.0.1:${await closedPort()}/`);
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: 'ECONNREFUSED' });
  });

  test('a host that does not exist: refused', async () => {
    expect(await failing('https://gateway.invalid/', { timeoutMs: 5000 })).toMatchObject({
      kind: 'refused',
      class: 'sender',
    });
  });

  test('a certificate of another host: refused', async () => {
    await using server = await startRawServer(() => {}, otherHostCertificate);
    const outcome = await failing(`https://localhost:${server.port}/`, {
      ca: otherHostCertificate.cert,
      timeoutMs: 5000,
    });
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  test.each<[string, VendorAnswer, Partial<SendOutcome>]>([
    ['4xx: refused', { status: 422 }, { kind: 'refused', class: 'content', code: '422' }],
    [
      '429: as long as it says',
      { status: 429, headers: { 'retry-after': '120' } },
      { kind: 'refused', class: 'rate', retryAfterMs: 120_000 },
    ],
    ['5xx: unknown', { status: 502 }, { kind: 'unknown', code: '502' }],
  ])('%s', (_name, answer, expected) =>
    withVendor(async ({ url }) => {
      expect(await failing(url)).toMatchObject(expected);
    }, answer),
  );

  test('no answer in time: unknown', () =>
    withVendor(async (vendor) => {
      vendor.react('accept_then_hang');
      expect(await failing(vendor.url)).toMatchObject({ kind: 'unknown', code: 'timeout' });
      expect(vendor.received()).toHaveLength(1);
    }));

  test('a reset instead of an answer: unknown', () =>
    withVendor(async (vendor) => {
      vendor.react('accept_then_reset');
      expect(await failing(vendor.url)).toMatchObject({ kind: 'unknown' });
      expect(vendor.received()).toHaveLength(1);
    }));

  test('a private address, where that is not allowed: refused', () =>
    withVendor(async ({ url, requests }) => {
      const sender = configureGateway({ url, body: plainBody }, { allowPrivateAddresses: false });
      expect(await sender.send(textRequest())).toMatchObject({
        kind: 'refused',
        class: 'sender',
        code: 'address_not_allowed',
      });
      expect(requests()).toEqual([]);
    }));
});

describe('prices', () => {
  const prices = { '+33': 6.9, default: 1 };
  test.each<[string, Partial<SendRequest>, number]>([
    ['one segment', { text: 'a'.repeat(160) }, 6.9],
    ['two segments', { text: 'a'.repeat(161) }, 13.8],
    ['two segments for one letter outside the alphabet', { text: `${'a'.repeat(70)}ł` }, 13.8],
    ['by message outside of text messages', { text: 'a'.repeat(500), channel: 'whatsapp' }, 6.9],
  ])('%s', (_name, more, costCents) =>
    withVendor(async ({ url }) => {
      expect(await configureGateway({ url, body: plainBody, prices }).send(textRequest(more))).toMatchObject({
        costCents,
      });
    }),
  );

  test('nothing is charged for what was not accepted', () =>
    withVendor(
      async ({ url }) => {
        expect(await configureGateway({ url, body: plainBody, prices }).send(textRequest())).not.toHaveProperty(
          'costCents',
        );
      },
      { status: 500 },
    ));
});

describe('secrets', () => {
  test('are taken out of what the gateway says', () =>
    withVendor(
      async ({ url }) => {
        const sender = configureGateway({
          url,
          body: { ...plainBody, key: '{{secrets.key}}' },
          secrets: { key: 'body-key-42' },
          headers: { authorization: 'Bearer header-key-42' },
          answers: { code: { path: 'code' }, detail: { path: 'text' } },
        });
        const outcome = await sender.send(textRequest());
        expect(outcome).toMatchObject({ kind: 'refused', code: '…' });
        // Not even the first half of one that stands where the text is cut.
        expect(JSON.stringify(outcome)).not.toMatch(/key-42|body-|header-/);
      },
      {
        status: 400,
        body: {
          code: 'body-key-42',
          text: `bad key body-key-42, Bearer header-key-42 or header-key-42${' '.repeat(100)}${'x'.repeat(135)} body-key-42`,
        },
      },
    ));

  test('never stand in an error about the configuration', () => {
    const wrong = {
      url: 'https://gw.example',
      body: plainBody,
      secrets: { key: { deep: 'hush-42' } },
      headers: ['hush-42'],
    };
    expect(() => configureGateway(wrong)).toThrow(/headers must be an object/);
    expect(() => configureGateway({ ...wrong, headers: {} })).toThrow(
      'http-gateway: secrets.key must be a text or a number',
    );
  });
});
