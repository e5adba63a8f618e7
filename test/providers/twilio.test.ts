// Sending through Twilio, its answers, and the account. What comes back has tests of its own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { twilioErrors } from '../../src/providers/twilio-error-codes.ts';
import { twilioMessaging } from '../../src/providers/twilio-messaging.ts';
import type { Counterpart, Reaction } from '../../src/testing/counterpart.ts';
import { exerciseProvider } from '../../src/testing/exercise-provider.ts';
import { startTwilioServer, twilioNumber } from '../../src/testing/vendors/twilio-server.ts';
import { expiredCertificate } from './support/certificates.ts';
import { closedPort, startRawServer } from './support/raw-server.ts';
import { lostAnswers, unreachableBase } from './support/sending.ts';
import { ada, hour, messagingServiceSid, now, receiptUrlOf, request, template, useTwilio } from './support/twilio.ts';

async function startCounterpart({ timeoutMs }: { timeoutMs: number }): Promise<Counterpart> {
  const server = await startTwilioServer();
  return { ...server, config: { ...server.config, timeoutMs }, to: ada };
}

const reactions: readonly Reaction[] = [
  ...lostAnswers,
  'refuse_transient',
  'refuse_sender',
  'refuse_recipient',
  'refuse_content',
  'refuse_rate',
];
for (const channel of ['sms', 'whatsapp'] as const) {
  exerciseProvider(
    `twilio (${channel})`,
    {
      provider: twilioMessaging,
      start: startCounterpart,
      reactions,
      channel,
      textMax: 1600,
      // Our id travels in the address for receipts; WhatsApp takes free text because they wrote a moment ago.
      request: ({ attemptId }) => ({ receiptUrl: receiptUrlOf(attemptId), lastInboundAt: Date.now() }),
      unreachable: ({ config }) => unreachableBase(config, 'api.twilio'),
    },
    { describe, test },
  );
}

const { twilio, restart, configure, send, lookUp } = useTwilio();
/** The form of the only message that was asked for. */
function formSent(): Record<string, string> {
  const posts = twilio()
    .requests()
    .filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(1);
  return Object.fromEntries(new URLSearchParams(posts[0]?.body));
}

describe('the request', () => {
  test('is a form that Twilio documents, with our id in the address for receipts', async () => {
    const receiptUrl = receiptUrlOf(request().attemptId);
    const outcome = await send({ receiptUrl, validUntil: now + hour });
    const [{ sid } = { sid: '' }] = twilio().messages();
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: sid, detail: 'queued' });
    expect(formSent()).toEqual({
      To: ada,
      From: twilioNumber,
      Body: 'See you tomorrow.',
      StatusCallback: receiptUrl,
      ValidityPeriod: '3595',
    });
    expect(twilio().requests()[0]).toMatchObject({
      path: `/2010-04-01/Accounts/${twilio().accountSid}/Messages.json`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(twilio().received()[0]?.attemptId).toBe(request().attemptId);
  });

  // The package is generated from Twilio's OpenAPI description; its client writes every parameter that there is.
  test('has no parameter that the description of the API does not know', async () => {
    const more = { receiptUrl: receiptUrlOf('a.1'), validUntil: now + hour };
    await send({ ...more });
    await send({ ...more, channel: 'whatsapp', vendorTemplate: template });
    await send(more, { from: undefined, messagingServiceSid });
    await lookUp();
    const client = readFileSync(
      createRequire(import.meta.url).resolve('twilio/lib/rest/api/v2010/account/message.js'),
      'utf8',
    );
    const known = new Set([...client.matchAll(/data\["([^"]+)"\]/g)].map(([, name]) => name));
    const used = twilio()
      .requests()
      .flatMap(({ body, query }) => [...new URLSearchParams(body).keys(), ...query.keys()]);
    expect(known.size).toBeGreaterThan(20);
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
    expect(new Set(used)).toEqual(
      new Set(
        'To From Body StatusCallback ValidityPeriod ContentSid ContentVariables MessagingServiceSid DateSent> PageSize'.split(
          ' ',
        ),
      ),
    );
  });

  test('leaves out the address for receipts where they are not wanted or there is none', async () => {
    await send({ receiptUrl: receiptUrlOf('a.1') }, { statusCallback: false });
    expect(formSent()).not.toHaveProperty('StatusCallback');
  });

  test('names the messaging service instead of a number', async () => {
    await send({}, { from: undefined, messagingServiceSid });
    expect(formSent()).toEqual({ To: ada, MessagingServiceSid: messagingServiceSid, Body: 'See you tomorrow.' });
  });

  test('is signed in with the API key where there is one', async () => {
    const apiKey = { sid: `SK${'e'.repeat(32)}`, secret: 'secret of the key' };
    await restart({ apiKey });
    const config = { apiKeySid: apiKey.sid, apiKeySecret: apiKey.secret };
    expect(await send({}, config)).toMatchObject({ kind: 'accepted' });
    const basic = Buffer.from(`${apiKey.sid}:${apiKey.secret}`).toString('base64');
    expect(twilio().requests()[0]?.headers.authorization).toBe(`Basic ${basic}`);
    expect(await configure(config).check?.()).toMatchObject({ ok: true });
  });

  test.each(['5550100', '+0155', 'ada@example.net', '+1555010012345678'])('is not made for %s', async (to) => {
    expect(await send({ to })).toMatchObject({ kind: 'refused', class: 'recipient', code: 'not_e164' });
    expect(twilio().requests()).toEqual([]);
  });

  test('is not made on a channel without a sender', async () => {
    const outcome = await send({ channel: 'whatsapp', lastInboundAt: now }, { whatsappFrom: undefined });
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: 'no_sender' });
  });
});

describe('the validity period', () => {
  test.each([
    ['ends before the window, however long the call takes', 65_999, '60'],
    ['is at least a second', 6000, '1'],
    ['is ten hours at most', 48 * hour, '36000'],
  ])('%s', async (_what, untilMs, expected) => {
    await send({ validUntil: now + untilMs });
    expect(formSent().ValidityPeriod).toBe(expected);
  });

  test.each([5999, 0, -hour])('refuses a message whose window closes in %i ms, without a call', async (untilMs) => {
    const outcome = await send({ validUntil: now + untilMs });
    expect(outcome).toMatchObject({ kind: 'refused', class: 'transient', code: 'window_closing' });
    expect(twilio().requests()).toEqual([]);
  });
});

describe('WhatsApp', () => {
  test('sends free text within 24 hours of their last message', async () => {
    await send({ channel: 'whatsapp', lastInboundAt: now - 24 * hour + 1, vendorTemplate: template });
    expect(formSent()).toEqual({
      To: `whatsapp:${ada}`,
      From: `whatsapp:${twilioNumber}`,
      Body: 'See you tomorrow.',
    });
  });

  test.each([undefined, now - 24 * hour])('sends the template after that (last message at %s)', async (at) => {
    const outcome = await send({ channel: 'whatsapp', vendorTemplate: template, ...(at && { lastInboundAt: at }) });
    expect(outcome.kind).toBe('accepted');
    expect(formSent()).toEqual({
      To: `whatsapp:${ada}`,
      From: `whatsapp:${twilioNumber}`,
      ContentSid: template.id,
      ContentVariables: '{"1":"Ada","2":"10:00"}',
    });
  });

  test('refuses free text after that, without a call', async () => {
    expect(await send({ channel: 'whatsapp', lastInboundAt: now - 24 * hour })).toMatchObject({
      kind: 'refused',
      class: 'content',
      code: 'outside_session_window',
    });
    expect(twilio().requests()).toEqual([]);
  });
});

describe('the cost', () => {
  const prices = { '+1500': 0.75, default: 9 };
  test.each([
    ['one part of GSM-7', 'x'.repeat(160), 0.75],
    ['two parts of GSM-7', 'x'.repeat(161), 1.5],
    ['a character that counts twice in GSM-7', `${'x'.repeat(159)}€`, 1.5],
    ['one part of UCS-2', 'ж'.repeat(70), 0.75],
    ['two parts of UCS-2', `${'x'.repeat(70)}ж`, 1.5],
    ['three parts of UCS-2', 'ж'.repeat(135), 2.25],
  ])('is counted by parts: %s', async (_what, text, costCents) => {
    expect(await send({ text }, { prices })).toMatchObject({ kind: 'accepted', costCents });
  });

  test('of WhatsApp is one unit, however long the text', async () => {
    const outcome = await send({ channel: 'whatsapp', lastInboundAt: now, text: 'ж'.repeat(500) }, { prices });
    expect(outcome).toMatchObject({ kind: 'accepted', costCents: 0.75 });
  });
});

describe('what goes wrong', () => {
  const refused = (refusal: string, code: string) => ({ kind: 'refused', class: refusal, code });

  test('a refused connection: refused, the account is unreachable', async () => {
    const baseUrl = `http://127.0.0.1:${await closedPort()}`;
    expect(await send({}, { baseUrl })).toMatchObject(refused('sender', 'ECONNREFUSED'));
  });

  test('a host that does not exist: refused', async () => {
    const outcome = await send({}, { baseUrl: 'https://api.twilio.invalid' });
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender' });
  });

  test('a certificate that is not good: refused, and nothing was written', async () => {
    await using server = await startRawServer((socket) => socket.end(), expiredCertificate);
    const config = { baseUrl: `https://localhost:${server.port}`, ca: expiredCertificate.cert };
    expect(await send({}, config)).toMatchObject(refused('sender', 'CERT_HAS_EXPIRED'));
  });

  test.each([
    [400, 21610, 'recipient'],
    [400, 21211, 'recipient'],
    [400, 21614, 'recipient'],
    [400, 21408, 'sender'],
    [400, 21606, 'sender'],
    [400, 21617, 'content'],
    [400, 63016, 'content'],
    [400, 21611, 'rate'],
    [400, 21730, 'transient'],
    [401, 20003, 'sender'],
    [400, 99999, 'content'],
    [403, 99999, 'sender'],
    [404, 99999, 'sender'],
    [409, 99999, 'transient'],
  ])('%i with code %i: refused as %s', async (status, code, expected) => {
    twilio().answer({ status, body: { code, message: `about ${ada}`, more_info: 'https://www.twilio.com', status } });
    expect(await send()).toMatchObject(refused(expected, String(code)));
    expect(twilio().messages()).toEqual([]);
  });

  test('4xx without a code: refused by the status', async () => {
    twilio().answer({ status: 403, body: '<html>Forbidden</html>' });
    expect(await send()).toMatchObject(refused('sender', '403'));
  });

  test.each([
    ['7', 7000],
    ['Sun, 01 Mar 2026 09:00:30 GMT', 30_000],
    ['99999', hour],
    ['-5', undefined],
    ['soon', undefined],
  ])('429 with Retry-After %s: refused as rate', async (retryAfter, retryAfterMs) => {
    const body = { code: 20429, message: 'Too Many Requests', status: 429 };
    twilio().answer({ status: 429, headers: { 'retry-after': retryAfter }, body });
    const outcome = await send();
    expect(outcome).toMatchObject(refused('rate', '20429'));
    expect((outcome as { retryAfterMs?: number }).retryAfterMs).toBe(retryAfterMs);
  });

  test.each([
    [408, {}, '408'],
    [500, { code: 20500, message: 'Internal Server Error', status: 500 }, '20500'],
    [503, { code: 20503, message: 'Service unavailable', status: 503 }, '20503'],
    [302, {}, '302'],
    [201, 'ok', '201'],
    [201, { status: 'queued' }, '201'],
    [200, '{"sid": "SM', '200'],
  ])('%i with %j: unknown', async (status, body, code) => {
    twilio().answer({ status, body });
    expect(await send()).toMatchObject({ kind: 'unknown', code });
  });

  test('a time-out after the request left: unknown', async () => {
    twilio().react('accept_then_hang');
    expect(await send({}, { timeoutMs: 300 })).toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect(twilio().messages()).toHaveLength(1);
  });

  test('a reset after the request left: unknown', async () => {
    twilio().react('accept_then_reset');
    expect(await send()).toMatchObject({ kind: 'unknown' });
    expect(twilio().requests()).toHaveLength(1);
  });

  test.each([
    ['failed', 30002, refused('sender', '30002')],
    ['undelivered', 30005, refused('recipient', '30005')],
    ['failed', 99999, refused('transient', '99999')],
    ['failed', null, { kind: 'accepted' }],
    ['undelivered', 30410, { kind: 'accepted' }],
  ])('201 with a message that is %s with code %s already', async (status, error_code, expected) => {
    twilio().answer({ status: 201, body: { sid: `SM${'1'.repeat(32)}`, status, error_code } });
    expect(await send()).toMatchObject(expected);
  });

  test('every code of the table is five digits, with a class and words of its own', () => {
    for (const [code, { what }] of twilioErrors) {
      expect(code).toMatch(/^[1-9]\d{4}$/);
      expect(what.length, code).toBeGreaterThan(5);
    }
    expect(twilioErrors.size).toBeGreaterThan(200);
  });
});

describe('the account', () => {
  test('is checked without the secret in what is said', async () => {
    expect(await configure().check?.()).toEqual({ ok: true, detail: 'the account is active' });
    const result = await configure({ authToken: 'a-wrong-token' }).check?.();
    expect(result?.ok).toBe(false);
    expect(result?.detail).not.toContain('a-wrong-token');
  });

  test.each([
    [{ accountSid: 'AC1' }, 'accountSid must be'],
    [{ apiKeySid: `SK${'e'.repeat(32)}` }, 'apiKeySecret is missing'],
    [{ apiKeySid: 'SK1', apiKeySecret: 'x' }, 'apiKeySid must be'],
    [{ messagingServiceSid }, 'from: either it or messagingServiceSid'],
    [{ from: undefined, whatsappFrom: undefined }, 'from, messagingServiceSid or whatsappFrom is needed'],
    [{ from: undefined, messagingServiceSid: 'MG1' }, 'messagingServiceSid must be'],
    [{ from: '5005550006x#' }, 'from must be'],
    [{ whatsappFrom: 'Studio' }, 'whatsappFrom must be'],
    [{ prices: { '+1': 'free' } }, 'prices.+1 must be'],
  ])('cannot be configured with %j', (config, message) => {
    expect(() => configure(config)).toThrow(message);
  });

  test.each(['+15005550006', '12345', 'Studio Ada'])('can send from %s', (from) => {
    expect(() => configure({ from })).not.toThrow();
  });
});
