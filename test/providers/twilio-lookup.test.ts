// R4 with Twilio: an unknown is settled by what is certain, and never guessed.
import { describe, expect, test } from 'vitest';
import { type TwilioMessageResource, twilioNumber } from '../../src/testing/vendors/twilio-server.ts';
import { closedPort } from './support/raw-server.ts';
import { ada, messagingServiceSid, now, request, useTwilio } from './support/twilio.ts';

const { twilio, send, lookUp } = useTwilio();

describe('looking up a call without an answer', () => {
  const rfc2822 = (at: number) => new Date(at).toUTCString().replace('GMT', '+0000');
  const ours = (more: Partial<TwilioMessageResource> = {}, at = now): TwilioMessageResource =>
    twilio().add({ to: ada, body: request().text, date_created: rfc2822(at), date_sent: rfc2822(at), ...more });

  test('finds the one message that can be ours, with its price', async () => {
    twilio().react('accept_then_hang');
    expect(await send({}, { timeoutMs: 300 })).toMatchObject({ kind: 'unknown' });
    const [message] = twilio().messages();
    twilio().change(message?.sid ?? '', { status: 'delivered', date_sent: message?.date_created ?? null });
    expect(await lookUp({}, { prices: { default: 2 } })).toEqual({
      kind: 'accepted',
      providerMessageId: message?.sid,
      detail: 'delivered',
      costCents: 2,
    });
    const query = Object.fromEntries(twilio().requests().at(-1)?.query ?? []);
    expect(query).toEqual({ To: ada, From: twilioNumber, 'DateSent>': '2026-03-01', PageSize: '200' });
  });

  test('says refused when it did not go out, and accepted when that is not certain', async () => {
    const { sid } = ours({ status: 'undelivered', error_code: 30006 });
    expect(await lookUp()).toMatchObject({ kind: 'refused', class: 'recipient', code: '30006' });
    twilio().change(sid, { error_code: 30410 });
    expect(await lookUp()).toMatchObject({ kind: 'accepted', providerMessageId: sid });
  });

  test('asks from the day before when the call began before midnight in UTC', async () => {
    const midnight = Date.UTC(2026, 2, 2);
    ours({}, midnight - 60_000);
    expect(await lookUp({ calledAt: midnight + 60_000 })).toMatchObject({ kind: 'accepted' });
  });

  test.each<[string, Partial<TwilioMessageResource>, number]>([
    ['another text', { body: 'See you tomorrow' }, 0],
    ['another sender', { from: '+15005550099' }, 0],
    ['another recipient', { to: '+15005550002' }, 0],
    ['an answer, not a message through the API', { direction: 'outbound-reply' }, 0],
    ['a message from them', { direction: 'inbound' }, 0],
    ['four minutes earlier', {}, -4 * 60_000],
    ['three minutes later', {}, 3 * 60_000],
    ['a message that is still in the queue', { date_sent: null }, 0],
  ])('does not take for ours: %s', async (_what, more, byMs) => {
    ours(more, now + byMs);
    expect(await lookUp()).toEqual({ kind: 'not_found' });
  });

  test('guesses nothing when two messages could be ours', async () => {
    ours();
    ours({}, now - 60_000);
    expect(await lookUp()).toMatchObject({ kind: 'unknown', code: 'several_candidates' });
  });

  test('compares the messaging service where that chooses the number', async () => {
    const config = { from: undefined, messagingServiceSid };
    ours({ from: '+15005550042' });
    expect(await lookUp({}, config)).toEqual({ kind: 'not_found' });
    const { sid } = ours({ from: '+15005550043', messaging_service_sid: messagingServiceSid });
    expect(await lookUp({}, config)).toMatchObject({ kind: 'accepted', providerMessageId: sid });
  });

  test('finds a message of WhatsApp by its addresses', async () => {
    const { sid } = ours({ to: `whatsapp:${ada}`, from: `whatsapp:${twilioNumber}` });
    expect(await lookUp()).toEqual({ kind: 'not_found' });
    expect(await lookUp({ channel: 'whatsapp' })).toMatchObject({ kind: 'accepted', providerMessageId: sid });
  });

  test('reads on to the last page, and gives up at a thousand messages', async () => {
    const { sid } = ours({}, now - 60_000);
    for (let count = 0; count < 999; count++) ours({ body: `other ${count}` });
    expect(await lookUp()).toMatchObject({ kind: 'accepted', providerMessageId: sid });
    expect(twilio().requests()).toHaveLength(5);
    ours({ body: 'one more' });
    expect(await lookUp()).toMatchObject({ kind: 'unknown', code: 'too_many_messages' });
  });

  test('says unknown when the question is not answered', async () => {
    expect(await lookUp({}, { authToken: 'another one' })).toMatchObject({ kind: 'unknown', code: '20003' });
    expect(await lookUp({}, { baseUrl: `http://127.0.0.1:${await closedPort()}` })).toMatchObject({ kind: 'unknown' });
  });
});
