// Consent and sending: what is withdrawn between the decision and the `calling` commit stops the message; double opt-in from
// the first message to the YES.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { newId, newLeaseToken } from '../../src/ids.ts';
import { readConfirmation } from '../../src/operations/confirm-consent.ts';
import { beginCalling } from '../../src/store/begin-calling.ts';
import { type ClaimedRow, claimFollowUps } from '../../src/store/claim-follow-ups.ts';
import { claimKey } from '../../src/store/claim-key.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { startVirtualWorld, type VirtualWorld } from '../support/virtual-world.ts';

const start = Date.UTC(2026, 4, 4, 9);
const day = 24 * 3_600_000;
const senders = [
  { key: 'texts', provider: 'sandbox', channel: 'sms' },
  { key: 'mails', provider: 'sandbox', channel: 'email' },
] as const;

const sql = <Row>(engine: Engine, name: string, text: string, parameters?: readonly unknown[]) =>
  engine.context.db.query<Row>({ name, text }, parameters);

async function heldBy(engine: Engine, channel: string, value: string) {
  const text = 'SELECT consents FROM relance.addresses WHERE channel = $1 AND value = $2';
  return (await sql<{ consents: object | null }>(engine, 'held', text, [channel, value]))[0]?.consents ?? {};
}

describe('between the decision and the call', () => {
  let database: TestDatabase;
  let engine: Engine;

  beforeAll(async () => {
    database = await createTestDatabase();
    engine = await createEngine({ database: database.url, senders });
  });
  afterAll(async () => {
    await engine?.stop();
    await database?.drop();
  });

  let people = 0;
  let contactId: string;
  let key: string;
  let row: ClaimedRow;
  let token: number;

  /** Somebody who agreed, with a message that was claimed and is about to be called. */
  beforeEach(async () => {
    people += 1;
    key = `p${people}`;
    const contact = { key, phone: `+3361234${1000 + people}` };
    const recorded = await engine.events.record({ type: 'contact.upserted', contact });
    contactId = ('contactId' in recorded && recorded.contactId) || '';
    await engine.consents.tell(`key:${key}`, [{ channels: ['sms'], categories: ['marketing'], text: 'Yes' }]);
    const dueAt = Date.now();
    await engine.followUps.schedule({ contactId, dueAt, channel: 'sms', category: 'marketing', text: 'Offer' });
    token = newLeaseToken();
    const lane = { orgId: engine.orgId, channel: 'sms', tier: 1, limit: 10 } as const;
    const { rows } = await claimFollowUps(engine.context.db, [lane], { aheadMs: 1_000, leaseMs: 60_000, token });
    expect(rows).toHaveLength(1);
    row = rows[0] as ClaimedRow;
  });

  async function call(): Promise<string | undefined> {
    const { org_id, id, contact_id, epoch, queued_at } = row;
    const [sender] = await sql<{ id: string }>(engine, 'sender', `SELECT id FROM relance.senders WHERE key = 'texts'`);
    const address = row.address as string;
    const message = {
      channel: 'sms',
      address,
      subject: null,
      text: 'Offer',
      html: null,
      data: null,
      headers: null,
      vendor_template: null,
      body_hash: '',
      template: null,
      conversation_key: null,
    } as const;
    const input = {
      org_id,
      id,
      contact_id,
      token,
      epoch,
      queued_at,
      repeats: false,
      closes_at: null,
      touch_seen: null,
      sender_id: sender?.id as string,
      message_id: newId(Date.now()),
      channel: message.channel,
      address,
      message,
    };
    const { refusals } = await beginCalling(engine.context.db, [input], { leaseLeftMs: 1_000 });
    return refusals.get(claimKey(input));
  }

  test('nothing said lets it pass', async () => {
    expect(await call()).toBeUndefined();
  });

  test.each([
    [
      'a consent that is taken back',
      () => engine.consents.tell(`key:${key}`, [{ given: false, categories: ['marketing'] }]),
    ],
    [
      'an event that carries a refusal',
      () => engine.events.record({ type: 'call.ended', contact: { key }, call: { key }, consent: { given: false } }),
    ],
    ['a preference', () => engine.preferences.change(`key:${key}`, { off: ['sms:marketing'] })],
    [
      'a pause that the person asked for',
      () => engine.preferences.change(contactId, { pausedUntil: Date.now() + day }),
    ],
  ])('%s stops it', async (_, say) => {
    await say();
    expect(await call()).toBe('epoch');
  });
});

describe('double opt-in', () => {
  let world: VirtualWorld;
  let clock: VirtualClock;
  let engine: Engine;

  beforeAll(async () => {
    world = await startVirtualWorld(start);
    clock = world.clock;
    engine = await world.createEngine({
      senders,
      publicUrl: 'https://relance.example.com',
      secretKeys: [Buffer.alloc(32, 7).toString('base64')],
      sequences: [
        {
          key: 'nudge',
          trigger: { on: 'lead.created' },
          steps: [{ key: 'later', after: '20d', channel: 'sms', text: 'Still there?', category: 'conversational' }],
          exit: ['message.received'],
        },
      ],
    });
    engine.start();
    return world.close;
  });

  let people = 0;
  let key: string;
  let phone: string;
  let email: string;

  beforeEach(async () => {
    people += 1;
    key = `p${people}`;
    phone = `+3361234${1000 + people}`;
    email = `p${people}@example.com`;
    const contact = { key, phone, email, locale: people % 2 === 0 ? 'fr' : 'en' };
    await engine.events.record({ type: 'lead.created', contact, lead: { key } });
  });

  const ask = (channel: 'sms' | 'email') =>
    engine.consents.tell(`key:${key}`, [
      { confirm: true, channels: [channel], categories: ['marketing'], text: 'Offers, please' },
    ]);
  const inbox = (address: string) =>
    sql<{ text: string; subject: string | null }>(
      engine,
      'inbox',
      'SELECT text, subject FROM relance.sandbox_messages WHERE address = $1 ORDER BY id',
      [address],
    );
  const write = (text: string) =>
    engine.events.record({
      type: 'message.received',
      contact: { key },
      conversation: { key },
      message: { channel: 'sms', text },
    });
  const openEnrollments = async () => (await engine.consents.tell(`key:${key}`, [])).openEnrollments;

  test('asks by a text message, and YES gives the consent without ending what an answer would end', async () => {
    await ask('sms');
    await clock.playUntil(clock.now() + 60_000);
    const [message, ...more] = await inbox(phone);
    expect(more).toEqual([]);
    expect(message?.text).toMatch(
      /^Default organization: please confirm that you want to get this from us \(Text messages\): Offers and news\. Reply YES, or confirm here: https:\/\/relance\.example\.com\/c\/\S+ If you did not/,
    );
    expect(await heldBy(engine, 'sms', phone)).toEqual({ marketing: 'pending' });
    await write('Yes!');
    expect(await heldBy(engine, 'sms', phone)).toEqual({ marketing: 'in' });
    expect(await openEnrollments()).toBe(1);
    const { items } = await engine.consents.history(`key:${key}`);
    expect(items).toMatchObject([
      { state: 'in', source: 'word', text: 'Yes!', messageId: expect.any(String) },
      { state: 'pending', text: 'Offers, please', followUpId: expect.any(String) },
    ]);
  });

  test('asks by e-mail in the language of the person, and its link leads to what was asked', async () => {
    await ask('email');
    await clock.playUntil(clock.now() + 60_000);
    const [mail] = await inbox(email);
    expect(mail?.subject).toBe('Merci de confirmer : messages de Default organization');
    const token = /\/c\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(await readConfirmation(engine.context, token)).toMatchObject({
      channel: 'email',
      address: email,
      categories: ['marketing'],
      state: 'open',
    });
    await clock.playUntil(clock.now() + 8 * day);
    expect(await readConfirmation(engine.context, token)).toBeUndefined();
  });

  test('takes no YES for it that is late, answers something else, or was not asked for', async () => {
    await write('YES');
    expect(await heldBy(engine, 'sms', phone)).toEqual({});
    await ask('sms');
    await clock.playUntil(clock.now() + 60_000);
    const { id: contactId } = await engine.consents.tell(`key:${key}`, []);
    const question = { channel: 'sms', category: 'conversational', text: 'Shall we call you?' } as const;
    await engine.followUps.schedule({ contactId, dueAt: clock.now(), ...question });
    await clock.playUntil(clock.now() + 60_000);
    await write('yes');
    expect(await heldBy(engine, 'sms', phone)).toEqual({ marketing: 'pending' });
    await ask('sms');
    await clock.playUntil(clock.now() + 8 * day);
    await write('yes');
    expect(await heldBy(engine, 'sms', phone)).toEqual({ marketing: 'pending' });
  });

  test('takes no YES for it that answers what somebody wrote by hand since then', async () => {
    await ask('sms');
    await clock.playUntil(clock.now() + 60_000);
    const question = { channel: 'sms', text: 'Shall I keep Friday at five for you?' };
    const asked = { type: 'message.sent', contact: { key }, conversation: { key }, message: question } as const;
    await engine.events.record(asked);
    await clock.playUntil(clock.now() + 60_000);
    await write('Yes');
    expect(await heldBy(engine, 'sms', phone)).toEqual({ marketing: 'pending' });
    // It was an answer to a person, and ends what waited for one.
    expect(await openEnrollments()).toBe(0);
    const replies = `SELECT reply_to, conversation_key FROM relance.messages WHERE direction = 'in' AND conversation_key = $1`;
    expect(await sql(engine, 'replies', replies, [key])).toEqual([{ reply_to: null, conversation_key: key }]);
  });

  test('takes no YES for it after a no', async () => {
    await ask('sms');
    await clock.playUntil(clock.now() + 60_000);
    await engine.consents.tell(`key:${key}`, [{ given: false, channels: ['sms'], categories: ['marketing'] }]);
    await write('YES');
    expect(await heldBy(engine, 'sms', phone)).toEqual({ marketing: 'out' });
  });

  test('without a public address is refused where only a link could confirm', async () => {
    const bare = await world.createEngine();
    const request = (channel: string) =>
      bare.consents.tell(`key:${key}`, [{ confirm: true, channels: [channel], categories: ['*'], text: 'All' }]);
    await expect(request('email')).rejects.toThrow(/RELANCE_PUBLIC_URL/);
    await expect(request('sms')).resolves.toMatchObject({ addresses: expect.anything() });
  });
});
