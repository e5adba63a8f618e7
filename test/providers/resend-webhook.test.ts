// What Resend's webhook says: events about messages, and e-mails that came in.
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Receipt, WebhookRequest } from '../../src/provider.ts';
import { resendEmail } from '../../src/providers/resend-email.ts';
import {
  type ResendCall,
  type ResendServer,
  resendApiKey,
  resendWebhookSecret,
  startResendServer,
} from '../../src/testing/vendors/resend-server.ts';
import { closedPort } from './support/raw-server.ts';
import { attemptId, contextAt, emailRequest } from './support/sending.ts';

const base = { apiKey: resendApiKey, from: 'studio@example.com', webhookSecret: resendWebhookSecret };
const now = Date.UTC(2026, 2, 1, 9);
const context = contextAt(now);

let server: ResendServer;
beforeEach(async () => {
  server = await startResendServer();
});
afterEach(() => server.close());

const configure = (config: Record<string, unknown> = {}) =>
  resendEmail.configure({ ...base, baseUrl: server.url, ...config }, context);

/** Sends a message, so that the vendor has something to report. */
const send = () => configure().send(emailRequest());

const hook = ({ headers, body }: ResendCall, more: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  url: 'https://relance.example.com/webhooks/resend',
  kind: '',
  headers,
  body,
  receivedAt: now,
  ...more,
});
const receive = (request: WebhookRequest, config: Record<string, unknown> = {}) => configure(config).receive?.(request);

describe('events', () => {
  test('name the attempt, the message, the recipient and the time', async () => {
    const sent = await send();
    const call = server.call(server.event(attemptId, 'email.delivered'), now, 'msg_1');
    expect(await receive(hook(call))).toEqual({
      kind: 'read',
      inbound: [],
      receipts: [
        {
          dedupeKey: 'msg_1',
          attemptId,
          providerMessageId: sent.kind === 'accepted' && sent.providerMessageId,
          to: 'ada@example.net',
          at: Date.UTC(2026, 1, 22, 23, 41, 12, 126),
          state: 'delivered',
        },
      ],
    });
  });

  const bounce = (type: string, subType: string) => ({ bounce: { type, subType, message: 'no such mailbox' } });
  test.each([
    ['email.sent', {}, [{ state: 'sent' }]],
    [
      'email.bounced',
      bounce('Permanent', 'General'),
      [{ state: 'undelivered', class: 'recipient', code: 'Permanent/General', detail: 'no such mailbox' }],
    ],
    [
      'email.bounced',
      bounce('Transient', 'MailboxFull'),
      [{ state: 'undelivered', class: 'transient', code: 'Transient/MailboxFull' }],
    ],
    ['email.bounced', bounce('Undetermined', 'Undetermined'), [{ state: 'undelivered', class: 'transient' }]],
    [
      'email.suppressed',
      { suppressed: { type: 'OnAccountSuppressionList', message: 'suppressed' } },
      [{ state: 'undelivered', class: 'recipient', code: 'OnAccountSuppressionList' }],
    ],
    [
      'email.failed',
      { failed: { reason: 'reached_daily_quota' } },
      [{ state: 'undelivered', class: 'sender', code: 'reached_daily_quota' }],
    ],
    ['email.failed', { failed: { reason: 'other' } }, [{ state: 'undelivered', code: 'other' }]],
    ['email.complained', {}, [{ state: 'complained' }]],
    ['email.opened', {}, [{ state: 'opened' }]],
    ['email.clicked', { click: { link: 'https://example.com' } }, [{ state: 'clicked' }]],
    ['email.delivery_delayed', {}, []],
    ['email.scheduled', {}, []],
    ['contact.created', {}, []],
  ])('%s %j', async (type, more, expected) => {
    const result = await receive(hook(server.call(server.event(attemptId, type, more), now)));
    expect(result?.kind === 'read' && result.receipts).toMatchObject(expected);
  });

  test('of messages that are not ours name no attempt', async () => {
    for (const tags of [undefined, {}, { other: 'x' }, null]) {
      const result = await receive(hook(server.call(server.event(attemptId, 'email.delivered', { tags }), now)));
      const [receipt] = (result?.kind === 'read' ? result.receipts : []) as Receipt[];
      expect(receipt).toMatchObject({ to: 'ada@example.net' });
      expect(receipt).not.toHaveProperty('attemptId');
    }
  });

  test.each([['text'], [null], [{}], [{ type: 'email.sent' }], [{ type: 7, data: {} }]])(
    'that make no sense are unreadable: %j',
    async (event) => {
      expect(await receive(hook(server.call(event, now)))).toMatchObject({ kind: 'unreadable' });
    },
  );

  test('are signed as Svix documents it', async () => {
    // A second source beside the library: the scheme by hand.
    const body = Buffer.from(JSON.stringify(server.event(attemptId, 'email.sent')));
    const at = String(now / 1000);
    const key = Buffer.from(resendWebhookSecret.slice('whsec_'.length), 'base64');
    const signature = createHmac('sha256', key).update(`msg_1.${at}.${body}`).digest('base64');
    const headers = { 'svix-id': 'msg_1', 'svix-timestamp': at, 'svix-signature': `v1,AAAA v1,${signature} v2,BBBB` };
    expect(await receive(hook({ headers, body }))).toMatchObject({ kind: 'read' });
  });

  test('are signed like the example that Svix publishes for its libraries', async () => {
    // @source Svix, Receiving Webhooks: the secret, the id, the time, the body and the signature of its example
    const webhookSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = {
      'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'svix-timestamp': '1614265330',
      'svix-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const example = (body: string) =>
      receive(hook({ headers, body: Buffer.from(body) }, { receivedAt: 1_614_265_330_000 }), { webhookSecret });
    // Signed, and no event of Resend's.
    expect(await example('{"test": 2432232314}')).toMatchObject({ kind: 'unreadable' });
    expect(await example('{"test": 2432232315}')).toMatchObject({ kind: 'rejected' });
  });

  test('are refused when a byte, the id, the time, the secret or the signature is another', async () => {
    const good = server.call(server.event(attemptId, 'email.delivered'), now);
    const tampered = Buffer.from(good.body);
    tampered[5] = (tampered[5] ?? 0) ^ 1;
    const webhookSecret = `whsec_${Buffer.from('another secret of the same length').toString('base64')}`;
    expect(await receive(hook(good))).toMatchObject({ kind: 'read' });
    expect(await receive(hook({ ...good, body: tampered }))).toMatchObject({ kind: 'rejected' });
    expect(await receive(hook(good), { webhookSecret })).toMatchObject({ kind: 'rejected' });
    expect(await receive(hook(good), { webhookSecret: undefined })).toMatchObject({ kind: 'rejected' });
    for (const [name, value] of [
      ['svix-id', 'msg_other'],
      ['svix-id', undefined],
      ['svix-timestamp', String(now / 1000 + 1)],
      ['svix-timestamp', `${now / 1000}.5`],
      ['svix-timestamp', undefined],
      ['svix-signature', String(good.headers['svix-signature']).replace('v1,', 'v2,')],
      ['svix-signature', 'v1,AAAA'],
      ['svix-signature', undefined],
    ] as const) {
      const changed = { ...hook(good), headers: { ...good.headers, [name]: value } };
      expect(await receive(changed), `${name} ${value}`).toMatchObject({ kind: 'rejected' });
    }
  });

  test('are refused five minutes before and after they were signed, by when they came in', async () => {
    const good = server.call(server.event(attemptId, 'email.delivered'), now);
    for (const [receivedAt, kind] of [
      [now - 300_001, 'rejected'],
      [now - 300_000, 'read'],
      [now + 300_000, 'read'],
      [now + 300_001, 'rejected'],
    ] as const)
      expect(await receive(hook(good, { receivedAt }))).toMatchObject({ kind });
  });
});

describe('e-mails that came in', () => {
  const reply = {
    from: 'Ada Lovelace <Ada@example.net>',
    to: ['Studio@example.com'],
    subject: 'Re: Tomorrow at ten',
    message_id: '<reply-1@example.net>',
    headers: {
      from: 'Ada Lovelace <Ada@example.net>',
      'in-reply-to': '<0100018f-example@eu-west-1.amazonses.com>',
      references: `<${attemptId}@example.com> <0100018f-example@eu-west-1.amazonses.com>`,
      'content-type': 'multipart/alternative; boundary=abc',
    },
    text: 'Thanks, grüße!\n\nOn Sun, Mar 1, 2026 at 9:00 AM Studio <studio@example.com> wrote:\n> See you then.\n',
  };

  test('are fetched: who wrote what to whom, without the quote, and which message it answers', async () => {
    const call = server.call(server.receiveEmail(reply), now);
    expect(await receive(hook(call))).toEqual({
      kind: 'read',
      isPassedOn: true,
      receipts: [],
      inbound: [
        {
          dedupeKey: '<reply-1@example.net>',
          channel: 'email',
          from: 'ada@example.net',
          to: 'studio@example.com',
          subject: 'Re: Tomorrow at ten',
          text: 'Thanks, grüße!',
          at: now,
          answers: ['<0100018f-example@eu-west-1.amazonses.com>', `<${attemptId}@example.com>`, attemptId],
        },
      ],
    });
    expect(server.requests().at(-1)).toMatchObject({
      method: 'GET',
      path: expect.stringMatching(/^\/emails\/receiving\/[0-9a-f-]{36}$/),
      headers: { authorization: `Bearer ${resendApiKey}` },
    });
  });

  test('of a machine are marked as such', async () => {
    const email = { ...reply, headers: { ...reply.headers, 'auto-submitted': 'auto-replied' } };
    expect(await receive(hook(server.call(server.receiveEmail(email), now)))).toMatchObject({
      inbound: [{ automatic: true }],
    });
  });

  test('in HTML alone are read as text, and a header cannot bring another', async () => {
    const headers = { ...reply.headers, 'x-note': 'a\r\nFrom: eve@example.net', 'x y': 'z' };
    const email = { ...reply, headers, text: null, html: '<p>Thanks</p>' };
    expect(await receive(hook(server.call(server.receiveEmail(email), now)))).toMatchObject({
      inbound: [{ from: 'ada@example.net', text: 'Thanks' }],
    });
  });

  test('that cannot be fetched make the call fail, so that it comes again', async () => {
    const call = server.call(server.receiveEmail(reply), now);
    await expect(receive(hook(call), { apiKey: 're_wrong' })).rejects.toThrow('it answered 403');
    const baseUrl = `http://127.0.0.1:${await closedPort()}`;
    await expect(receive(hook(call), { baseUrl })).rejects.toThrow('did not hand out');
  });

  test.each([['../domains'], [undefined], ['']])('are asked for by their id alone: %j is none', async (email_id) => {
    const event = { type: 'email.received', created_at: '2026-02-22T23:41:12.126Z', data: { email_id } };
    expect(await receive(hook(server.call(event, now)))).toMatchObject({ kind: 'unreadable' });
    expect(server.requests()).toEqual([]);
  });
});
