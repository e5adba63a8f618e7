// Text messages by a Twilio on this machine: what comes back acts at once, once, and in whatever order it comes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import { startTwilioServer, type TwilioServer, twilioNumber } from '../../src/testing/vendors/twilio-server.ts';
import { type Installation, startInstallation } from './support/installation.ts';

let twilio: TwilioServer;
let relance: Installation;

beforeAll(async () => {
  twilio = await startTwilioServer();
  relance = await startInstallation({
    publicUrl: 'https://relance.example.com',
    senders: [
      { key: 'twilio', provider: 'twilio', channel: 'sms', config: { ...(twilio.config as Facts), timeoutMs: 500 } },
    ],
    sequences: [
      {
        key: 'nurture',
        trigger: { on: 'lead.created' },
        steps: [
          { key: 'now', after: '0s', channel: 'sms', category: 'conversational', text: 'Hello {{ contact.name }}' },
          { key: 'tomorrow', after: '1d', channel: 'sms', category: 'conversational', text: 'Still interested?' },
        ],
        exit: ['message.received'],
      },
    ],
  });
});

afterAll(async () => {
  await relance?.close();
  await twilio?.close();
});

let people = 0;

/** A lead that has got its first message. */
async function contacted(): Promise<{ phone: string; sid: string; callback: string }> {
  people += 1;
  const phone = `+1415555${String(people).padStart(4, '0')}`;
  await relance.engine.events.record({
    type: 'lead.created',
    contact: { phone, name: `Lead ${people}` },
    lead: { key: `lead-${people}` },
  });
  await relance.until(async () => (await relance.states(phone))[0] === 'sent');
  const message = twilio.messages().find(({ to }) => to === phone);
  const request = twilio.requests().findLast(({ body }) => body.includes(encodeURIComponent(phone)));
  return { phone, sid: message?.sid ?? '', callback: new URLSearchParams(request?.body).get('StatusCallback') ?? '' };
}

/** As Twilio calls the public address, which is this installation's. */
async function deliver(call: { url: string; headers: Readonly<Record<string, string>>; body: string }) {
  const { pathname, search } = new URL(call.url);
  const response = await fetch(relance.url + pathname + search, {
    method: 'POST',
    headers: call.headers,
    body: call.body,
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const inboundUrl = 'https://relance.example.com/webhooks/twilio/inbound';

function say(phone: string, text: string, more: Record<string, string> = {}) {
  return deliver(twilio.inboundCall(inboundUrl, { From: phone, To: twilioNumber, Body: text, ...more }));
}

async function messageState(phone: string): Promise<string | undefined> {
  const [row] = await relance.rows<{ state: string }>(
    `SELECT state FROM relance.messages WHERE address = $1 AND direction = 'out'`,
    [phone],
  );
  return row?.state;
}

describe('receipts', () => {
  test('of one message, 46 times each and shuffled, have one effect', async () => {
    const { phone, sid, callback } = await contacted();
    expect(callback).toMatch(/^https:\/\/relance\.example\.com\/webhooks\/twilio\/status\?/);
    const calls = ['sent', 'delivered'].flatMap((MessageStatus) =>
      Array.from({ length: 46 }, () => twilio.statusCall(callback, { MessageSid: sid, MessageStatus })),
    );
    const shuffled = calls.map((call, n) => ({ call, at: (n * 37) % 92 })).sort((a, b) => a.at - b.at);
    const answers = await Promise.all(shuffled.map(({ call }) => deliver(call)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await messageState(phone)).toBe('delivered');
    const kinds = await relance.rows<{ kind: string }>(
      `SELECT t.kind FROM relance.timeline t JOIN relance.addresses a ON a.contact_id = t.contact_id AND a.value = $1
        WHERE t.kind IN ('delivered', 'undelivered') ORDER BY t.id`,
      [phone],
    );
    expect(kinds).toEqual([{ kind: 'delivered' }]);
  });

  test('that the number is gone keep it from being written to again', async () => {
    const { phone, sid, callback } = await contacted();
    await deliver(twilio.statusCall(callback, { MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '30005' }));
    expect(await messageState(phone)).toBe('undelivered');
    const [suppressed] = await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = $1`, [phone]);
    expect(suppressed).toEqual({ cause: 'bounced' });
  });

  test('that the person has stopped us at Twilio keep us from writing, until they say START', async () => {
    const { phone, sid, callback } = await contacted();
    await deliver(twilio.statusCall(callback, { MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '21610' }));
    const suppressed = () => relance.rows(`SELECT cause FROM relance.suppressions WHERE value = $1`, [phone]);
    expect(await suppressed()).toEqual([{ cause: 'opted_out' }]);
    const [entry] = await relance.rows<{ reason: string }>(
      `SELECT t.reason FROM relance.timeline t JOIN relance.addresses a ON a.contact_id = t.contact_id AND a.value = $1
        WHERE t.kind = 'undelivered'`,
      [phone],
    );
    expect(entry).toEqual({ reason: 'opted_out' });
    await say(phone, 'START', { OptOutType: 'START' });
    expect(await suppressed()).toEqual([]);
  });

  test('with a wrong signature are refused, and nothing is read', async () => {
    const { phone, sid, callback } = await contacted();
    const call = twilio.statusCall(callback, { MessageSid: sid, MessageStatus: 'delivered' });
    const forged = { ...call, body: call.body.replace('delivered', 'undelivered') };
    expect(await deliver(forged)).toMatchObject({ status: 401 });
    expect(await messageState(phone)).toBe('queued');
  });
});

describe('a reply', () => {
  test('is linked to the message that it answers, stops what lists it, and begins its conversation', async () => {
    const { phone } = await contacted();
    expect(await say(phone, 'Yes, call me')).toMatchObject({ status: 200, type: expect.stringContaining('xml') });
    expect(await relance.states(phone)).toEqual(['sent', 'cancelled message.received']);
    const [reply] = await relance.rows<{ text: string; conversation: string; step: number }>(
      `SELECT m.text, m.conversation_key AS conversation, f.step FROM relance.messages m
        JOIN relance.follow_ups f ON f.id = m.reply_to WHERE m.address = $1 AND m.direction = 'in'`,
      [phone],
    );
    expect(reply).toEqual({ text: 'Yes, call me', conversation: `sms:${phone}`, step: 0 });
  });

  test.each(['STOP', 'stop.', 'Stop please'])(
    '"%s" stops everything, and one START later there is no bar',
    async (text) => {
      const { phone } = await contacted();
      await say(phone, text);
      expect(await relance.states(phone)).toEqual(['sent', 'cancelled stop_word']);
      expect(await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = $1`, [phone])).toEqual([
        { cause: 'stop_word' },
      ]);
      expect(await say(phone, 'START')).toMatchObject({ status: 200 });
      expect(await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = $1`, [phone])).toEqual([]);
      const [contact] = await relance.rows(
        `SELECT c.blocked_reason FROM relance.contacts c JOIN relance.addresses a ON a.contact_id = c.id WHERE a.value = $1`,
        [phone],
      );
      expect(contact).toEqual({ blocked_reason: null });
    },
  );

  test.each(['the bus stop at 5', "don't stop", "I'll stop by"])('"%s" suppresses nothing', async (text) => {
    const { phone } = await contacted();
    await say(phone, text);
    expect(await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = $1`, [phone])).toEqual([]);
  });

  test('HELP is answered once, however often it is delivered, and ends nothing', async () => {
    const { phone } = await contacted();
    const call = twilio.inboundCall(inboundUrl, { From: phone, To: twilioNumber, Body: 'Help' });
    await Promise.all([deliver(call), deliver(call), deliver(call)]);
    await relance.until(async () => (await relance.states(phone)).length === 3);
    await relance.until(async () => twilio.messages().filter(({ to }) => to === phone).length === 2);
    expect(twilio.messages().findLast(({ to }) => to === phone)?.body).toContain('Reply STOP');
    expect((await relance.states(phone)).filter((state) => state.startsWith('cancelled'))).toEqual([]);
  });
});

test('a report settles a message of which nobody knew whether it was taken, and the sequence goes on', async () => {
  const phone = '+14155558888';
  twilio.react('accept_then_hang');
  await relance.engine.events.record({
    type: 'lead.created',
    contact: { phone, name: 'Bea' },
    lead: { key: 'hanging' },
  });
  await relance.until(async () => (await relance.states(phone))[0] === 'unknown outcome_unknown');
  twilio.react('accept');
  const sid = twilio.messages().find(({ to }) => to === phone)?.sid ?? '';
  const request = twilio.requests().findLast(({ body }) => body.includes(encodeURIComponent(phone)));
  const callback = new URLSearchParams(request?.body).get('StatusCallback') ?? '';
  await deliver(twilio.statusCall(callback, { MessageSid: sid, MessageStatus: 'delivered' }));
  await relance.until(async () => (await relance.states(phone))[0] === 'sent');
  expect(await relance.states(phone)).toEqual(['sent', 'scheduled']);
  const attempts = await relance.rows(
    `SELECT t.number, t.outcome, t.detail FROM relance.attempts t JOIN relance.messages m ON m.follow_up_id = t.follow_up_id
      WHERE m.address = $1`,
    [phone],
  );
  expect(attempts).toEqual([{ number: 1, outcome: 'accepted', detail: 'the provider reported on it' }]);
});

test('21610, that the person has stopped us at Twilio, suppresses in the transaction that gives the message up', async () => {
  const phone = '+14155559999';
  twilio.answer({
    status: 400,
    body: { code: 21610, message: 'Attempt to send to unsubscribed recipient', more_info: '', status: 400 },
  });
  await relance.engine.events.record({
    type: 'lead.created',
    contact: { phone, name: 'Ada' },
    lead: { key: 'stopped' },
  });
  await relance.until(async () => (await relance.states(phone))[0]?.startsWith('dead_letter') ?? false);
  twilio.answer(undefined);
  const [row] = await relance.rows(
    `SELECT f.reason, s.xmin::text = f.xmin::text AS together FROM relance.suppressions s
      JOIN relance.messages m ON m.address = s.value JOIN relance.follow_ups f ON f.id = m.follow_up_id WHERE s.value = $1`,
    [phone],
  );
  expect(row).toEqual({ reason: 'recipient_refused', together: true });
});
