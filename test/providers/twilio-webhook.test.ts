// What Twilio calls us with: reports, messages from people, and the signature that stands before both.
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../src/provider.ts';
import { type TwilioWebhookCall, twilioNumber } from '../../src/testing/vendors/twilio-server.ts';
import { ada, now, receiptUrlOf, useTwilio } from './support/twilio.ts';

const { twilio, configure } = useTwilio();

/** As the engine hands over a call that was posted to us. */
const asRequest = (call: TwilioWebhookCall, kind: string, more: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  url: call.url,
  kind,
  headers: call.headers,
  body: Buffer.from(call.body),
  receivedAt: now + 1000,
  ...more,
});
const receive = (call: TwilioWebhookCall, kind: string, more: Partial<WebhookRequest> = {}) =>
  configure().receive?.(asRequest(call, kind, more));

describe('reports', () => {
  const statusUrl = receiptUrlOf('0197.1');
  const sid = `SM${'1'.repeat(32)}`;
  const report = (MessageStatus: string, more: Record<string, string> = {}) =>
    receive(twilio().statusCall(statusUrl, { MessageSid: sid, MessageStatus, ...more }), 'status');

  test('name the attempt, the message and the recipient', async () => {
    expect(await report('delivered', { RawDlrDoneDate: '2603010903', To: ada })).toEqual({
      kind: 'read',
      receipts: [
        {
          dedupeKey: `${sid}:delivered`,
          attemptId: '0197.1',
          providerMessageId: sid,
          to: ada,
          state: 'delivered',
          at: now + 1000,
        },
      ],
      inbound: [],
    });
  });

  test.each([
    ['sent', { state: 'sent' }],
    ['read', { state: 'opened' }],
    ['canceled', { state: 'undelivered', class: 'transient', code: 'canceled' }],
  ])('%s', async (status, expected) => {
    expect(await report(status)).toMatchObject({ kind: 'read', receipts: [expected] });
  });

  test.each([
    ['30005', 'recipient'],
    ['30003', 'transient'],
    ['30007', 'content'],
    ['30032', 'sender'],
    ['30022', 'rate'],
    ['30023', 'rate'],
    ['30039', 'transient'],
    ['63049', 'transient'],
    ['99999', 'transient'],
  ])('of a failure with code %s say whose it is: %s', async (ErrorCode, expected) => {
    const receipts = [{ state: 'undelivered', class: expected, code: ErrorCode }];
    expect(await report('undelivered', { ErrorCode })).toMatchObject({ kind: 'read', receipts });
    expect(await report('failed', { ErrorCode })).toMatchObject({ kind: 'read', receipts });
  });

  test('that the limit of the day is used up say that the account is of no use for a while', async () => {
    expect(await report('failed', { ErrorCode: '63038' })).toMatchObject({ receipts: [{ retryAfterMs: 3_600_000 }] });
    for (const ErrorCode of ['30022', '30023', '30027'])
      expect(await report('failed', { ErrorCode })).not.toHaveProperty('receipts.0.retryAfterMs');
  });

  test.each(['queued', 'accepted', 'sending', 'scheduled', 'of a state that comes one day'])(
    '%s says nothing',
    async (status) => {
      expect(await report(status)).toEqual({ kind: 'read', receipts: [], inbound: [] });
    },
  );

  test('without a message are unreadable', async () => {
    expect(await report('')).toMatchObject({ kind: 'unreadable' });
  });
});

describe('messages from people', () => {
  const inboundUrl = 'https://relance.example.com/webhooks/twilio/inbound?org=studio';
  const inbound = (more: Record<string, string> = {}) =>
    receive(twilio().inboundCall(inboundUrl, { From: ada, To: twilioNumber, Body: 'Grüße & 👍', ...more }), 'inbound');

  test('are read with what they say, and answered with an empty document', async () => {
    expect(await inbound({ MessageSid: `SM${'2'.repeat(32)}` })).toEqual({
      kind: 'read',
      receipts: [],
      inbound: [
        {
          dedupeKey: `SM${'2'.repeat(32)}`,
          channel: 'sms',
          from: ada,
          to: twilioNumber,
          text: 'Grüße & 👍',
          at: now + 1000,
        },
      ],
      answer: { contentType: 'text/xml', body: expect.stringContaining('<Response/>') },
    });
  });

  test('of WhatsApp have plain numbers, and name the message that they answer', async () => {
    const OriginalRepliedMessageSid = `SM${'3'.repeat(32)}`;
    const call = { From: `whatsapp:${ada}`, To: `whatsapp:${twilioNumber}`, OriginalRepliedMessageSid };
    expect(await inbound(call)).toMatchObject({
      inbound: [{ channel: 'whatsapp', from: ada, to: twilioNumber, answers: [OriginalRepliedMessageSid] }],
    });
  });

  test.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
    ['', undefined],
  ])('that Twilio took for a word of consent say so: %s', async (OptOutType, keyword) => {
    const result = await inbound({ OptOutType });
    expect(result?.kind === 'read' && result.inbound[0]?.keyword).toBe(keyword);
  });

  test('with nothing but a picture have an empty text', async () => {
    expect(await inbound({ Body: '', NumMedia: '1' })).toMatchObject({ inbound: [{ text: '' }] });
  });

  test('of a channel that we do not have are unreadable', async () => {
    expect(await inbound({ From: 'messenger:123' })).toMatchObject({ kind: 'unreadable' });
  });
});

describe('the signature', () => {
  const url = 'https://relance.example.com/webhooks/twilio/inbound';
  const signedCall = () => twilio().inboundCall(url, { From: ada, To: twilioNumber, Body: 'yes' });

  // From Twilio's documentation of webhook security.
  const published = {
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    headers: { 'x-twilio-signature': 'GvWf1cFY/Q7PnoempGyD5oXAezc=' },
    body: new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675310',
      Digits: '1234',
      From: '+14158675310',
      To: '+18005551212',
    }).toString(),
  };

  test('that Twilio publishes as an example is right, and wrong with one letter changed', async () => {
    const sender = configure({ authToken: '12345' });
    // It is a call of a telephone, so it is verified and then makes no sense.
    expect(await sender.receive?.(asRequest(published, 'inbound'))).toMatchObject({ kind: 'unreadable' });
    const tampered = { ...published, body: published.body.replace('1234', '1235') };
    expect(await sender.receive?.(asRequest(tampered, 'inbound'))).toMatchObject({ kind: 'rejected' });
  });

  test('covers body, URL, header and token: nothing is read of a call that fails it', async () => {
    const call = signedCall();
    expect(await receive(call, 'inbound')).toMatchObject({ kind: 'read' });
    const wrong: TwilioWebhookCall[] = [
      { ...call, body: call.body.replace('yes', 'no') },
      { ...call, body: `${call.body}&OptOutType=STOP` },
      { ...call, body: '%E0%A4%A not a form' },
      { ...call, url: `${call.url}?org=another` },
      { ...call, url: 'not a url' },
      { ...call, headers: { ...call.headers, 'x-twilio-signature': '' } },
      { ...call, headers: { 'content-type': call.headers['content-type'] ?? '' } },
      { ...call, headers: { ...call.headers, 'content-type': 'application/json' } },
    ];
    for (const each of wrong)
      expect(await receive(each, 'inbound'), JSON.stringify(each)).toMatchObject({ kind: 'rejected' });
    expect(await configure({ authToken: 'another' }).receive?.(asRequest(call, 'inbound'))).toMatchObject({
      kind: 'rejected',
    });
  });

  test('of a JSON body is over its hash', async () => {
    const body = JSON.stringify({ MessageSid: `SM${'4'.repeat(32)}`, From: ada, To: twilioNumber, Body: 'yes' });
    const jsonUrl = `${url}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const headers = {
      'content-type': 'application/json',
      'x-twilio-signature': createHmac('sha1', twilio().authToken).update(jsonUrl).digest('base64'),
    };
    expect(await receive({ url: jsonUrl, headers, body }, 'inbound')).toMatchObject({ inbound: [{ text: 'yes' }] });
    const tampered = { url: jsonUrl, headers, body: body.replace('yes', 'no!') };
    expect(await receive(tampered, 'inbound')).toMatchObject({ kind: 'rejected' });
  });

  test('of a GET is over its URL', async () => {
    const query = new URLSearchParams({ MessageSid: `SM${'5'.repeat(32)}`, From: ada, To: twilioNumber, Body: 'yes' });
    const getUrl = `${url}?${query}`;
    const headers = { 'x-twilio-signature': createHmac('sha1', twilio().authToken).update(getUrl).digest('base64') };
    const call = { url: getUrl, headers, body: '' };
    expect(await receive(call, 'inbound', { method: 'GET' })).toMatchObject({ inbound: [{ text: 'yes' }] });
  });
});
