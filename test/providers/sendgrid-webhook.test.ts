// What SendGrid's two webhooks say: events about messages, and e-mails that came in.
import { generateKeyPairSync } from 'node:crypto';
import eventWebhook from '@sendgrid/eventwebhook';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Receipt, WebhookRequest } from '../../src/provider.ts';
import { sendgridEmail } from '../../src/providers/sendgrid-email.ts';
import { refuseSignature } from '../../src/providers/sendgrid-signature.ts';
import {
  type SendgridCall,
  type SendgridServer,
  sendgridApiKey,
  startSendgridServer,
} from '../../src/testing/vendors/sendgrid-server.ts';
import { attemptId, contextAt, emailRequest } from './support/sending.ts';

const now = Date.UTC(2026, 2, 1, 9);
const context = contextAt(now);

let server: SendgridServer;
beforeEach(async () => {
  server = await startSendgridServer();
});
afterEach(() => server.close());

const configure = (config: Record<string, unknown> = {}) =>
  sendgridEmail.configure(
    { apiKey: sendgridApiKey, from: 'studio@example.com', baseUrl: server.url, ...config },
    context,
  );

/** Sends a message, so that the vendor has something to report. */
const send = () => configure().send(emailRequest());

const call = (kind: string, { headers, body }: SendgridCall, more: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  url: `https://relance.example.com/webhooks/sendgrid/${kind}`,
  kind,
  headers,
  body,
  receivedAt: now,
  ...more,
});

describe('events', () => {
  const receive = (request: WebhookRequest, config: Record<string, unknown> = {}) =>
    configure({ webhookPublicKey: server.publicKey, ...config }).receive?.(request);
  const receiptOf = async (event: string, more: Record<string, unknown> = {}) => {
    const result = await receive(call('events', server.eventCall([server.event(attemptId, event, more)], now)));
    return result?.kind === 'read' ? result.receipts.map(({ dedupeKey, ...rest }: Receipt) => rest) : result;
  };

  test('name the attempt, the message, the recipient and the time', async () => {
    const sent = await send();
    const event = server.event(attemptId, 'delivered', { response: '250 OK', sg_event_id: 'event-1' });
    expect(await receive(call('events', server.eventCall([event], now)))).toEqual({
      kind: 'read',
      inbound: [],
      receipts: [
        {
          dedupeKey: 'event-1',
          attemptId,
          providerMessageId: sent.kind === 'accepted' && sent.providerMessageId,
          to: 'ada@example.net',
          at: 1_513_299_569_000,
          state: 'delivered',
          detail: '250 OK',
        },
      ],
    });
  });

  test.each([
    [
      'bounce',
      { type: 'bounce', status: '5.1.1', reason: '550 no such user' },
      [{ state: 'undelivered', class: 'recipient', code: '5.1.1' }],
    ],
    ['bounce', { type: 'blocked', status: '4.7.1' }, [{ state: 'undelivered', class: 'transient', code: '4.7.1' }]],
    ['dropped', { reason: 'Bounced Address' }, [{ state: 'undelivered', class: 'recipient' }]],
    ['dropped', { reason: 'Invalid' }, [{ state: 'undelivered', class: 'recipient' }]],
    ['dropped', { reason: 'Invalid SMTPAPI header' }, [{ state: 'undelivered', class: 'content' }]],
    ['dropped', { reason: 'Spam Content' }, [{ state: 'undelivered', class: 'content' }]],
    ['dropped', { reason: 'Recipient List over Package Quota' }, [{ state: 'undelivered', class: 'sender' }]],
    ['dropped', { reason: 'Unsubscribed Address' }, [{ state: 'undelivered' }, { state: 'unsubscribed' }]],
    ['dropped', { reason: 'Spam Reporting Address' }, [{ state: 'undelivered' }, { state: 'complained' }]],
    ['spamreport', {}, [{ state: 'complained' }]],
    ['unsubscribe', {}, [{ state: 'unsubscribed' }]],
    ['group_unsubscribe', { asm_group_id: 10 }, [{ state: 'unsubscribed' }]],
    ['open', {}, [{ state: 'opened' }]],
    ['click', { url: 'https://example.com' }, [{ state: 'clicked' }]],
    ['processed', {}, []],
    ['deferred', { response: '400 try again later' }, []],
    ['group_resubscribe', {}, []],
  ])('%s %j', async (event, more, expected) => {
    expect(await receiptOf(event, more)).toMatchObject(expected);
  });

  test('that are not a list of objects are unreadable', async () => {
    expect(await receive(call('events', server.eventCall({}, now)))).toMatchObject({ kind: 'unreadable' });
    expect(await receive(call('events', server.eventCall([null, 7], now)))).toMatchObject({
      kind: 'read',
      receipts: [],
    });
  });

  test('are refused when a byte, the time, the key or the signature is another', async () => {
    const good = server.eventCall([server.event(attemptId, 'delivered')], now);
    const { headers, body } = good;
    const signature = 'x-twilio-email-event-webhook-signature';
    const timestamp = 'x-twilio-email-event-webhook-timestamp';
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const otherKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const tampered = Buffer.from(body);
    tampered[5] = (tampered[5] ?? 0) ^ 1;
    expect(await receive(call('events', good))).toMatchObject({ kind: 'read' });
    expect(await receive(call('events', { headers, body: tampered }))).toMatchObject({ kind: 'rejected' });
    expect(await receive(call('events', good), { webhookPublicKey: otherKey })).toMatchObject({ kind: 'rejected' });
    for (const [name, value] of [
      [signature, 'AAAA'],
      [signature, ''],
      [signature, undefined],
      [timestamp, String(Number(headers[timestamp]) + 1)],
      [timestamp, 'now'],
      [timestamp, undefined],
    ] as const) {
      const changed = { ...call('events', good), headers: { ...headers, [name]: value } };
      expect(await receive(changed), `${name} ${value}`).toMatchObject({ kind: 'rejected' });
    }
    expect(await configure().receive?.(call('events', good))).toMatchObject({ kind: 'rejected' });
    expect(await receive(call('other', good))).toMatchObject({ kind: 'rejected' });
  });

  test('are refused ten minutes before and after they were signed', async () => {
    const good = server.eventCall([server.event(attemptId, 'delivered')], now);
    for (const [receivedAt, kind] of [
      [now - 600_001, 'rejected'],
      [now - 600_000, 'read'],
      [now + 600_000, 'read'],
      [now + 600_001, 'rejected'],
    ] as const)
      expect(await receive(call('events', good, { receivedAt }))).toMatchObject({ kind });
  });
});

describe('the signature that SendGrid publishes for its libraries', () => {
  // @source sendgrid-nodejs, packages/eventwebhook/src/eventwebhook.spec.js
  const publicKey =
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==';
  const signature = 'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=';
  const timestamp = '1588788367';
  const payload = '{"category":"example_payload","event":"test_event","message_id":"message_id"}';
  const signed = (body: string, at = timestamp): WebhookRequest =>
    call(
      'events',
      {
        headers: {
          'x-twilio-email-event-webhook-signature': signature,
          'x-twilio-email-event-webhook-timestamp': at,
        },
        body: Buffer.from(body),
      },
      { receivedAt: Number(timestamp) * 1000 },
    );

  test('is right for what was signed, and for nothing else', () => {
    expect(refuseSignature(publicKey, signed(payload))).toBeUndefined();
    const pem = `-----BEGIN PUBLIC KEY-----\n${publicKey.slice(0, 64)}\n${publicKey.slice(64)}\n-----END PUBLIC KEY-----\n`;
    expect(refuseSignature(pem, signed(payload))).toBeUndefined();
    expect(refuseSignature(publicKey, signed('payload'))).toBe('the signature is wrong');
    expect(refuseSignature(publicKey, signed(payload, '1588788368'))).toBe('the signature is wrong');
  });

  test('what our server signs, SendGrid’s own function takes', () => {
    const { headers, body } = server.eventCall([{ event: 'grüße' }], now);
    const { EventWebhook } = eventWebhook;
    const vendor = new EventWebhook();
    const [sign, at] = ['signature', 'timestamp'].map((name) => headers[`x-twilio-email-event-webhook-${name}`]);
    const key = vendor.convertPublicKeyToECDSA(server.publicKey);
    expect(vendor.verifySignature(key, Buffer.from(body), String(sign), String(at))).toBe(true);
  });
});

describe('e-mails that came in', () => {
  const secret = 'correct horse';
  const url = 'https://relance.example.com/webhooks/sendgrid/inbound';
  const receive = (request: WebhookRequest, config: Record<string, unknown> = { inboundSecret: secret }) =>
    configure(config).receive?.(request);
  const withKey = { url: `${url}?key=correct%20horse` };

  const headers = [
    'Received: by mx0048p1mdw1.sendgrid.net',
    'From: Ada Lovelace <Ada@example.net>',
    'To: Studio <studio@example.com>',
    'Subject: =?utf-8?Q?Re=3A_Tomorrow_at_ten?=',
    'Message-ID: <reply-1@example.net>',
    `In-Reply-To: <${attemptId}@example.com>`,
    'References: <older@example.com>',
    `\t<${attemptId}@example.com>`,
    'Content-Type: multipart/alternative;',
    ' boundary="abc"',
    'MIME-Version: 1.0',
  ].join('\n');
  const parsed = {
    headers,
    from: 'Ada Lovelace <Ada@example.net>',
    to: 'Studio <studio@example.com>',
    subject: 'Re: Tomorrow at ten',
    text: 'Thanks, grüße!\n\nOn Sun, Mar 1, 2026 at 9:00 AM Studio <studio@example.com> wrote:\n> See you then.\n',
    html: '<p>Thanks</p>',
    envelope: '{"to":["Replies@in.example.com"],"from":"ada@example.net"}',
    charsets: '{"to":"UTF-8","text":"UTF-8"}',
  };
  const reply = {
    dedupeKey: '<reply-1@example.net>',
    channel: 'email',
    from: 'ada@example.net',
    to: 'replies@in.example.com',
    subject: 'Re: Tomorrow at ten',
    text: 'Thanks, grüße!',
    at: now,
  };

  test('as fields: who wrote what to whom, without the quote, and which message it answers', async () => {
    const result = await receive(call('inbound', server.inboundCall(parsed, now), withKey));
    expect(result).toMatchObject({ kind: 'read', receipts: [], inbound: [reply] });
    const answers = result?.kind === 'read' ? result.inbound[0]?.answers : [];
    expect(answers?.slice(0, 2)).toEqual([`<${attemptId}@example.com>`, attemptId]);
    expect(result).not.toHaveProperty('inbound.0.automatic');
  });

  test('as fields in another character set', async () => {
    const fields = { ...parsed, text: Buffer.from('Grüße', 'latin1'), charsets: '{"text":"iso-8859-1"}' };
    const result = await receive(call('inbound', server.inboundCall(fields, now), withKey));
    expect(result).toMatchObject({ inbound: [{ text: 'Grüße' }] });
  });

  test('raw, byte by byte', async () => {
    const email = Buffer.concat([
      Buffer.from(
        headers
          .replace(
            /Content-Type[\s\S]*$/,
            'Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n',
          )
          .replaceAll('\n', '\r\n'),
      ),
      Buffer.from('Grüße', 'latin1'),
    ]);
    const { envelope } = parsed;
    const result = await receive(call('inbound', server.inboundCall({ email, envelope }, now), withKey));
    expect(result).toMatchObject({ inbound: [{ ...reply, text: 'Grüße' }] });
  });

  test('of a machine are marked as such', async () => {
    const fields = { ...parsed, headers: `${headers}\nAuto-Submitted: auto-replied` };
    const result = await receive(call('inbound', server.inboundCall(fields, now), withKey));
    expect(result).toMatchObject({ inbound: [{ automatic: true }] });
  });

  test('raw delivery reports become receipts', async () => {
    const email = [
      'From: MAILER-DAEMON@example.net',
      'To: studio@example.com',
      'Subject: Undelivered Mail Returned to Sender',
      'Message-ID: <report-1@example.net>',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
      'MIME-Version: 1.0',
      '',
      '--r',
      'Content-Type: text/plain',
      '',
      'It did not arrive.',
      '--r',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.net',
      '',
      'Final-Recipient: rfc822; ada@example.net',
      'Action: failed',
      'Status: 5.1.1',
      '--r',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${attemptId}@example.com>`,
      '--r--',
      '',
    ].join('\r\n');
    expect(await receive(call('inbound', server.inboundCall({ email }, now), withKey))).toMatchObject({
      inbound: [],
      receipts: [{ state: 'undelivered', class: 'recipient', attemptId, to: 'ada@example.net' }],
    });
  });

  test('cannot smuggle in a field of the form', async () => {
    const text =
      'Hello\r\n--xYzZ\r\nContent-Disposition: form-data; name="email"\r\n\r\nFrom: eve@example.net\r\n\r\nno';
    const result = await receive(call('inbound', server.inboundCall({ ...parsed, text }, now), withKey));
    expect(result).toMatchObject({
      inbound: [{ from: 'ada@example.net', text: expect.stringContaining('eve@example.net') }],
    });
  });

  test('are read with the secret in the URL or as its password, and else refused', async () => {
    const posted = server.inboundCall(parsed, now);
    const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
    const login = (authorization: string) =>
      call('inbound', { ...posted, headers: { ...posted.headers, authorization } }, { url });
    expect(await receive(login(basic(`relance:${secret}`)))).toMatchObject({ kind: 'read' });
    expect(await receive(login(basic('relance:wrong')))).toMatchObject({ kind: 'rejected' });
    expect(await receive(login(basic('')))).toMatchObject({ kind: 'rejected' });
    expect(await receive(call('inbound', posted, { url }))).toMatchObject({ kind: 'rejected' });
    expect(await receive(call('inbound', posted, { url: `${url}?key=` }))).toMatchObject({ kind: 'rejected' });
    expect(await receive(call('inbound', posted, { url: `${url}?key=correct` }))).toMatchObject({ kind: 'rejected' });
    expect(await receive(call('inbound', posted, withKey), {})).toMatchObject({ kind: 'rejected' });
  });

  test('are read when they are signed, in any bytes, and refused when they are not', async () => {
    const config = { inboundPublicKey: server.publicKey };
    const posted = server.inboundCall({ ...parsed, text: Buffer.from([0x47, 0xfc, 0xff]) }, now);
    const tampered = Buffer.from(posted.body);
    tampered[tampered.indexOf(0xfc)] = 0xfd;
    expect(await receive(call('inbound', posted), config)).toMatchObject({ kind: 'read' });
    expect(await receive(call('inbound', { ...posted, body: tampered }), config)).toMatchObject({ kind: 'rejected' });
    expect(await receive(call('inbound', posted, { receivedAt: now + 600_001 }), config)).toMatchObject({
      kind: 'rejected',
    });
    expect(await receive(call('inbound', posted), { ...config, inboundSecret: secret })).toMatchObject({
      kind: 'rejected',
    });
  });

  test.each([
    ['no form', { 'content-type': 'application/json' }, '{}'],
    ['a form without fields', { 'content-type': 'multipart/form-data; boundary=xYzZY' }, '--xYzZY--\r\n'],
    ['a form that breaks off', { 'content-type': 'multipart/form-data; boundary=xYzZY' }, '--xYzZY\r\nContent-Dis'],
    [
      'a form without headers',
      { 'content-type': 'multipart/form-data; boundary=xYzZY' },
      '--xYzZY\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n--xYzZY--\r\n',
    ],
  ])('%s is unreadable', async (_name, formHeaders, body) => {
    const posted = { headers: formHeaders, body: Buffer.from(body) };
    expect(await receive(call('inbound', posted, withKey))).toMatchObject({ kind: 'unreadable' });
  });
});
