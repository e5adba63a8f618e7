// Replies and bounces that a mail server, or a vendor's route for raw mails, hands over by HTTP.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import { type ArrivedMail, MailServer } from '../../src/testing/mail-server.ts';
import { type SendgridServer, sendgridApiKey, startSendgridServer } from '../../src/testing/vendors/sendgrid-server.ts';
import { bounceOf, replyTo } from '../providers/support/smtp-inbox.ts';
import { type Installation, startInstallation } from './support/installation.ts';

const secret = 'a secret of the mail server';

let mail: MailServer;
let sendgrid: SendgridServer;
let relance: Installation;

beforeAll(async () => {
  mail = await MailServer.start();
  sendgrid = await startSendgridServer();
  const account = { ...mail.senderConfig('studio@example.com', 'The Studio'), incomingSecret: secret };
  const sender = (key: string, position: number, incoming: Facts) => ({
    key,
    position,
    provider: 'smtp',
    channel: 'email' as const,
    config: { ...account, incoming },
  });
  relance = await startInstallation({
    publicUrl: 'https://relance.example.com',
    senders: [
      sender('postfix', 0, { secretHeader: 'X-Relance-Secret', mail: 'body-mime' }),
      sender('worker', 1, { secretQuery: 'secret', mail: 'mail.raw' }),
      sender('signing', 2, { hmac: { header: 'X-Signature' } }),
      {
        key: 'closed',
        position: 3,
        provider: 'smtp',
        channel: 'email',
        config: mail.senderConfig('studio@example.com'),
      },
      {
        key: 'sendgrid',
        position: 4,
        provider: 'sendgrid',
        channel: 'email',
        config: {
          apiKey: sendgridApiKey,
          from: 'studio@example.com',
          baseUrl: sendgrid.url,
          inboundPublicKey: sendgrid.publicKey,
        },
      },
    ],
    sequences: [
      {
        key: 'offer',
        trigger: { on: 'lead.created' },
        steps: [
          {
            key: 'first',
            after: '0s',
            channel: 'email',
            subject: 'Your offer',
            text: 'Here it is.',
            category: 'nurture',
          },
          { key: 'second', afterPrevious: '3d', channel: 'email', subject: 'Re', text: 'Seen?', category: 'nurture' },
        ],
        exit: ['message.received'],
      },
    ],
  });
});

afterAll(async () => {
  await relance?.close();
  await sendgrid?.close();
  await mail?.goAway();
});

let people = 0;

/** A mail that somebody really got. */
async function offered(): Promise<ArrivedMail> {
  const email = `ada-${++people}@example.net`;
  await relance.engine.events.record({ type: 'lead.created', contact: { email }, lead: { key: email } });
  await relance.until(async () => (await relance.states(email))[0] === 'sent');
  return mail.mails.find(({ to }) => to === email) as ArrivedMail;
}

const rfc822 = { 'content-type': 'message/rfc822', 'x-relance-secret': secret };

const call = (
  path: string,
  body: string | FormData | URLSearchParams | Buffer<ArrayBuffer>,
  headers: Record<string, string> = {},
) => fetch(`${relance.url}/webhooks/${path}`, { method: 'POST', headers, body });

const statusOf = async (answer: Promise<Response>) => (await answer).status;
const lastState = async ({ to }: ArrivedMail) => (await relance.states(to)).at(-1);
const stopped = 'cancelled message.received';
const messagesOf = ({ to }: ArrivedMail) =>
  relance.rows<{ text: string; step: number | null; automatic: boolean }>(
    `SELECT m.text, f.step, m.automatic FROM relance.messages m LEFT JOIN relance.follow_ups f ON f.id = m.reply_to
      WHERE m.address = $1 AND m.direction = 'in'`,
    [to],
  );
const suppressed = ({ to }: { to: string }) =>
  relance.rows<{ cause: string }>('SELECT cause FROM relance.suppressions WHERE value = $1', [to]);

describe('a reply stops the sequence, and is linked to what it answers', () => {
  const form = (fields: Record<string, string | Blob>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return data;
  };
  const signed = (raw: string) => ({
    'content-type': 'message/rfc822',
    'x-signature': createHmac('sha256', secret).update(raw).digest('hex'),
  });
  const asJson = { 'content-type': 'application/json; charset=utf-8' };
  const base64 = (raw: string) => Buffer.from(raw).toString('base64');
  const worker = `worker/inbound?secret=${encodeURIComponent(secret)}`;

  test.each<[string, (raw: string) => Promise<Response>]>([
    ['as the body', (raw) => call('postfix/inbound', raw, rfc822)],
    // With what the local delivery of Postfix puts before it: the line of an mbox, and to whom it was.
    [
      'as Postfix pipes it',
      (raw) => {
        const before =
          'From bo@example.net  Sun Mar  1 10:00:00 2026\nX-Original-To: studio@example.com\nReturn-Path: <bo@example.net>\n';
        return call('postfix/inbound', before + raw.replaceAll('\r\n', '\n'), rfc822);
      },
    ],
    ['at the address that all such senders share', (raw) => call('smtp/inbound', raw, rfc822)],
    [
      'as a field of a form',
      (raw) => call('postfix/inbound', new URLSearchParams({ 'body-mime': raw }), { 'x-relance-secret': secret }),
    ],
    [
      'as a field of a form with parts',
      (raw) => call('postfix/inbound', form({ a: 'b', 'body-mime': raw }), { 'x-relance-secret': secret }),
    ],
    [
      'as a file of a form',
      (raw) => call('postfix/inbound', form({ 'body-mime': new Blob([raw]) }), { 'x-relance-secret': secret }),
    ],
    ['inside JSON', (raw) => call(worker, JSON.stringify({ mail: { raw } }), asJson)],
    ['inside JSON in base64', (raw) => call(worker, JSON.stringify({ mail: { raw: base64(raw) } }), asJson)],
    ['as a signed body', (raw) => call('signing/inbound', raw, signed(raw))],
  ])('%s', async (_how, post) => {
    const got = await offered();
    expect(await statusOf(post(replyTo(got, 'Oui, volontiers – à 10 h.')))).toBe(200);
    // The answer came after it was committed: there is nothing to wait for.
    expect(await lastState(got)).toBe(stopped);
    expect(await messagesOf(got)).toEqual([{ text: 'Oui, volontiers – à 10 h.', step: 0, automatic: false }]);
  });

  test('whatever its bytes are: a form is read as they are', async () => {
    for (const encode of ['form', 'parts'] as const) {
      const got = await offered();
      const raw = Buffer.from(replyTo(got, 'Déjà réservé').replace('utf-8', 'iso-8859-1'), 'latin1');
      const escaped = [...raw].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
      const parts = Buffer.concat([
        Buffer.from('--x\r\nContent-Disposition: form-data; name="body-mime"\r\n\r\n'),
        raw,
        Buffer.from('\r\n--x--\r\n'),
      ]);
      const [type, body] =
        encode === 'form'
          ? ['application/x-www-form-urlencoded', `body-mime=${escaped}`]
          : ['multipart/form-data; boundary=x', parts];
      const headers = { 'x-relance-secret': secret, 'content-type': type };
      expect(await statusOf(call('postfix/inbound', body, headers))).toBe(200);
      expect(await messagesOf(got)).toMatchObject([{ text: 'Déjà réservé' }]);
    }
  });
});

test('the same mail again does nothing, whoever hands it over', async () => {
  const got = await offered();
  const raw = replyTo(got, 'Yes.');
  for (const path of ['postfix/inbound', 'postfix/inbound', 'smtp/inbound'])
    expect(await statusOf(call(path, raw, rfc822))).toBe(200);
  const again = `worker/inbound?secret=${encodeURIComponent(secret)}`;
  expect(await statusOf(call(again, raw, { 'content-type': 'message/rfc822' }))).toBe(200);
  expect(await messagesOf(got)).toHaveLength(1);
});

test('a bounce suppresses the address that we wrote to', async () => {
  const got = await offered();
  expect(await statusOf(call('postfix/inbound', bounceOf(got), rfc822))).toBe(200);
  expect(await suppressed(got)).toEqual([{ cause: 'bounced' }]);
  expect(await messagesOf(got)).toEqual([]);
});

test('a bounce that names no attempt of ours suppresses nobody, however it was passed on: anybody can write one', async () => {
  const got = await offered();
  const forged = bounceOf(got).replaceAll(got.messageId, '<made-up@example.com>');
  expect(await statusOf(call('postfix/inbound', forged, rfc822))).toBe(200);
  const { headers, body } = sendgrid.inboundCall({ email: forged, to: 'studio@example.com', from: '' }, Date.now());
  const answer = await fetch(`${relance.url}/webhooks/sendgrid/inbound`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  expect(await suppressed(got)).toEqual([]);
});

test('an out-of-office notice is kept and stops nothing', async () => {
  const got = await offered();
  const notice = replyTo(got, 'I am away until Monday.', ['Auto-Submitted: auto-replied']);
  expect(await statusOf(call('postfix/inbound', notice, rfc822))).toBe(200);
  expect(await messagesOf(got)).toMatchObject([{ automatic: true }]);
  expect(await lastState(got)).toBe('scheduled');
});

test('STOP counts with megabytes attached to it', async () => {
  const got = await offered();
  const text = 'Content-Type: text/plain; charset=utf-8\r\n\r\n';
  const raw = [
    replyTo(got, 'STOP').replace(text, `Content-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\n${text}`),
    `--part\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'A'.repeat(76)}\r\n`.repeat(160_000)}`,
    '--part--\r\n',
  ].join('\r\n');
  const asForm = new URLSearchParams({ 'body-mime': raw });
  expect(await statusOf(call('postfix/inbound', asForm, { 'x-relance-secret': secret }))).toBe(200);
  expect(await suppressed(got)).toEqual([{ cause: 'stop_word' }]);
});

describe('refused', () => {
  test.each<[string, string, Record<string, string>]>([
    ['without the secret', 'postfix/inbound', {}],
    ['with a wrong one', 'postfix/inbound', { 'x-relance-secret': 'a secret' }],
    ['with the secret elsewhere', `postfix/inbound?secret=${encodeURIComponent(secret)}`, {}],
    [
      'with a signature of something else',
      'signing/inbound',
      { 'x-signature': createHmac('sha256', secret).update('x').digest('hex') },
    ],
    ['by a sender that nobody may call', 'closed/inbound', { 'x-relance-secret': secret }],
  ])('%s', async (_what, path, headers) => {
    const got = await offered();
    const answer = call(path, replyTo(got, 'Yes.'), { 'content-type': 'message/rfc822', ...headers });
    expect(await statusOf(answer)).toBe(401);
    expect(await lastState(got)).toBe('scheduled');
    expect(await messagesOf(got)).toEqual([]);
  });

  test('when there is no mail where it should be, with words that say where', async () => {
    const proven = { 'x-relance-secret': secret };
    const form = { ...proven, 'content-type': 'application/x-www-form-urlencoded' };
    const bodies: [string, string, Record<string, string>][] = [
      ['postfix', 'a=b', form],
      ['postfix', 'not a form', { ...proven, 'content-type': 'multipart/form-data; boundary=x' }],
      ['postfix', '{', { ...proven, 'content-type': 'application/json' }],
      ['postfix', '{"body-mime":7}', { ...proven, 'content-type': 'application/json' }],
      ['postfix', '', rfc822],
      // The text alone, of a field beside that of the mail; and what is nothing at all.
      ['postfix', new URLSearchParams({ 'body-mime': 'Yes, at 10:30.' }).toString(), form],
      ['postfix', 'STOP', rfc822],
      ['postfix', 'A'.repeat(5_000), rfc822],
      ['postfix', '\0\0\0:', rfc822],
    ];
    for (const [sender, body, headers] of bodies) {
      const answer = await call(`${sender}/inbound`, body, headers);
      expect([body, answer.status]).toEqual([body, 400]);
      expect(await answer.text()).toContain('body-mime');
    }
  });

  test('above 32 MB', async () => {
    expect(await statusOf(call('postfix/inbound', Buffer.alloc(33 * 1024 * 1024, 'a'), rfc822))).toBe(413);
  });
});

test('a mail that nobody can have written is acknowledged, and does nothing', async () => {
  const before = await relance.rows('SELECT id FROM relance.messages');
  for (const raw of ['Subject: nobody\r\n\r\nx', 'From: \r\n\r\nx', 'X:', Buffer.from([0x58, 0x3a, 0xff, 0xfe, 0])])
    expect(await statusOf(call('postfix/inbound', raw, rfc822))).toBe(200);
  expect(await relance.rows('SELECT id FROM relance.messages')).toHaveLength(before.length);
});
