// After an erasure nothing says who the person was, in any table, whatever came before and after it.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import { changeOwnPreferences } from '../../src/operations/change-preferences.ts';
import { eraseContact } from '../../src/operations/erase-contact.ts';
import { exportContact } from '../../src/operations/export-contact.ts';
import { recordReceipts } from '../../src/operations/record-receipts.ts';
import { once } from '../../src/operations/remember-answers.ts';
import { storeIncoming } from '../../src/operations/store-incoming.ts';
import { liftSuppression } from '../../src/operations/suppress-addresses.ts';
import { personalTables, tablesLeftOut } from '../../src/store/personal-data.ts';
import { by } from '../support/actor.ts';
import { type Installation, idOf, secretKey, startInstallation } from './support/installation.ts';

let relance: Installation;

beforeAll(async () => {
  relance = await startInstallation();
});
afterAll(() => relance?.stop());

describe('a person with a long history', () => {
  const words = [
    'Zebedee',
    'zeb@example.com',
    '+33611112222',
    'crm-zeb',
    'chat-zeb',
    'shoe size 47',
    'lead-zeb',
    '203.0.113.47',
    'Zebrowser',
  ];
  let contactId: string;
  let document: Record<string, Record<string, unknown>[]>;

  beforeAll(async () => {
    const contact = {
      key: 'crm-zeb',
      name: 'Zebedee',
      email: 'zeb@example.com',
      phone: '+33611112222',
      note: 'shoe size 47',
    };
    contactId = idOf(
      await relance.engine.events.record({
        type: 'lead.created',
        key: 'zeb@example.com/1',
        contact,
        lead: { key: 'lead-zeb', source: 'shoe size 47' },
      }),
    );
    const message = { channel: 'email', text: 'I am Zebedee, shoe size 47' };
    await relance.engine.events.record({
      type: 'message.received',
      contact: { key: 'crm-zeb' },
      conversation: { key: 'chat-zeb' },
      message,
    });
    const proof = { text: 'Zebedee ticked it', url: 'https://example.com/zeb@example.com', source: 'form' };
    const yes = {
      channels: ['email'],
      categories: ['marketing'],
      ip: '203.0.113.47',
      userAgent: 'Zebrowser',
      ...proof,
    };
    await relance.engine.consents.tell(contactId, [yes]);
    await relance.engine.preferences.change(contactId, { frequencyHours: 48 });
    const arrived = `SELECT 1 FROM relance.sandbox_messages WHERE text = 'Hello Zebedee'`;
    await vi.waitFor(async () => expect(await relance.rows(arrived)).toHaveLength(1), {
      timeout: 10_000,
      interval: 100,
    });
    const [sent] = await relance.rows<{ id: string }>(
      `SELECT id FROM relance.follow_ups WHERE contact_id = $1 AND state = 'sent'`,
      [contactId],
    );
    const sender = {
      id: (await relance.rows<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'inbox'`))[0]?.id as string,
      key: 'inbox',
      channel: 'email' as const,
    };
    const receipt = {
      state: 'delivered' as const,
      at: Date.now(),
      to: 'zeb@example.com',
      detail: 'to zeb@example.com',
    };
    await recordReceipts(
      relance.engine.context,
      relance.engine.orgId,
      sender,
      [
        { ...receipt, dedupeKey: 'r1', attemptId: `${sent?.id}.1` },
        { ...receipt, dedupeKey: 'r2' },
      ],
      true,
    );
    // Cancelled together with others: nothing notes this one by itself.
    const far = {
      contactId,
      dueAt: Date.now() + 86_400_000,
      channel: 'email',
      category: 'reminder',
      text: 'Dear Zebedee',
    } as const;
    await relance.engine.followUps.schedule(far);
    await relance.engine.followUps.cancelForContact(contactId);
    await relance.engine.followUps.schedule(far);
    const identity = { key: 'k-zeb', route: 'POST /v1/contacts/key%3Acrm-zeb/pause', bodyHash: '' };
    await once(relance.engine.context, relance.engine.orgId, identity, async () => ({
      status: 200,
      body: { id: contactId, name: 'Zebedee' },
    }));
    const text: string[] = [];
    for await (const piece of await exportContact(
      relance.engine.context,
      relance.engine.orgId,
      'key:crm-zeb',
      by('desk'),
    ))
      text.push(piece);
    document = JSON.parse(text.join('')).tables;
    await relance.erase(contactId);
  });

  test('is exported with everything that names them', () => {
    expect(Object.entries(document).flatMap(([table, { length }]) => (length === 0 ? [table] : []))).toEqual([
      'suppressions',
    ]);
    expect(document.follow_ups).toHaveLength(4);
    expect(document.receipts).toHaveLength(2);
    expect(document.consents).toMatchObject([
      { value: 'zeb@example.com', state: 'in', ip: '203.0.113.47', user_agent: 'Zebrowser' },
    ]);
    expect(document.addresses).toContainEqual(
      expect.objectContaining({ value: 'zeb@example.com', consents: expect.anything() }),
    );
    expect(document.contacts?.[0]).toMatchObject({ preferences: { frequencyHours: 48 } });
    expect(document.contacts?.[0]?.heard_hours).toContain(1);
    expect(document.contacts?.[0]).toMatchObject({ name: 'Zebedee', attributes: { note: 'shoe size 47' } });
    expect(JSON.stringify(document.messages)).toContain('Hello Zebedee');
    expect(document.inbox?.map(({ source }) => source)).toContain('http');
  });

  test('is named nowhere afterwards', async () => {
    expect(await relance.whoSays(words)).toEqual([]);
  });

  test('is still counted: ids, states and times stay', async () => {
    const [counted] = await relance.rows(
      `SELECT (SELECT array_agg(state::text ORDER BY state::text) FROM relance.follow_ups WHERE contact_id = $1) AS follow_ups,
        (SELECT count(*)::int FROM relance.messages WHERE contact_id = $1) AS messages,
        (SELECT count(*)::int FROM relance.attempts) AS attempts, (SELECT count(*)::int FROM relance.receipts) AS receipts,
        (SELECT count(*)::int FROM relance.inbox WHERE contact_id = $1) AS events,
        (SELECT array_agg(category || ' ' || state) FROM relance.consents WHERE contact_id = $1) AS consents,
        (SELECT state::text FROM relance.enrollments WHERE contact_id = $1) AS enrollment`,
      [contactId],
    );
    expect(counted).toEqual({
      follow_ups: ['cancelled', 'cancelled', 'cancelled', 'sent'],
      messages: 2,
      attempts: 1,
      receipts: 2,
      events: 3,
      consents: ['marketing in'],
      enrollment: 'exited',
    });
  });

  test('is erased once, however often it is asked for; the log says so once, and who', async () => {
    const again = await relance.erase(contactId);
    const [contact] = await relance.rows<{ at: number }>(
      `SELECT (extract(epoch FROM erased_at) * 1000)::float8 AS at FROM relance.contacts WHERE id = $1`,
      [contactId],
    );
    expect(again).toEqual({ erasedAt: contact?.at, cancelled: 0 });
    expect(
      await relance.rows(`SELECT actor_name, ids, facts FROM relance.audit WHERE action = 'contact.erased'`),
    ).toEqual([{ actor_name: 'desk', ids: [contactId], facts: { reason: 'requested', followUps: 1, addresses: 2 } }]);
  });

  test('keeps neither preferences nor the hours in which they wrote, and takes none', async () => {
    const wishes = (id: string) =>
      relance.rows('SELECT preferences, policy, recent_touches, heard_hours FROM relance.contacts WHERE id = $1', [id]);
    const nothing = { preferences: null, policy: null, recent_touches: [], heard_hours: null };
    expect(await wishes(contactId)).toEqual([nothing]);
    const change = relance.engine.preferences.change(contactId, { frequencyHours: 24 });
    await expect(change).rejects.toMatchObject({ code: 'not_found' });
    await changeOwnPreferences(relance.engine.context, relance.engine.orgId, contactId, () => ({ frequencyHours: 24 }));
    expect(await wishes(contactId)).toEqual([nothing]);
  });

  test('gains nothing by an event that names the old id, by a repetition, or by what a vendor still reports', async () => {
    const contact = { id: contactId, name: 'Zebedee', email: 'zeb@example.com' };
    expect(
      await relance.engine.events.record({ type: 'lead.created', contact, lead: { key: 'lead-zeb' } }),
    ).toMatchObject({
      contactId,
      enrolled: 0,
    });
    const sender = {
      id: (await relance.rows<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'inbox'`))[0]?.id as string,
      key: 'inbox',
      channel: 'email' as const,
      source: 'mail',
    };
    const [sent] = await relance.rows<{ id: string }>(
      `SELECT id FROM relance.follow_ups WHERE contact_id = $1 AND state = 'sent'`,
      [contactId],
    );
    const receipt = {
      state: 'complained' as const,
      at: Date.now(),
      to: 'zeb@example.com',
      detail: 'to zeb@example.com',
    };
    const receipts = [
      { ...receipt, dedupeKey: 'r3', attemptId: `${sent?.id}.1` },
      { ...receipt, dedupeKey: 'r4' },
    ];
    await storeIncoming(
      relance.engine.context,
      relance.engine.orgId,
      sender,
      { receipts, inbound: [] },
      { isVerified: true },
    );
    expect(
      await relance.engine.followUps.schedule({
        contactId,
        dueAt: Date.now(),
        channel: 'email',
        category: 'manual',
        text: 'Zebedee!',
      }),
    ).toEqual({ ok: false, reason: 'contact_not_found' });
    expect(await relance.whoSays(words)).toEqual([]);
  });

  test('who comes back with an erased address is somebody new, and nothing goes there until the suppression is lifted', async () => {
    const back = idOf(
      await relance.engine.events.record({
        type: 'contact.upserted',
        contact: { email: 'Zeb@Example.com', name: 'Z' },
      }),
    );
    expect(back).not.toBe(contactId);
    expect(await relance.rows('SELECT channel, value, cause FROM relance.suppressions')).toEqual([
      { channel: 'email', value: 'zeb@example.com', cause: 'erased' },
    ]);
    const far = {
      contactId: back,
      dueAt: Date.now(),
      channel: 'email',
      category: 'manual',
      text: 'Hello again',
    } as const;
    const scheduled = await relance.engine.followUps.schedule(far);
    const state = (id: string) =>
      relance.rows<{ state: string; reason: string }>(
        'SELECT state::text, reason FROM relance.follow_ups WHERE id = $1',
        [id],
      );
    const id = scheduled.ok ? scheduled.id : '';
    await expect
      .poll(async () => (await state(id))[0], { timeout: 10_000 })
      .toEqual({ state: 'skipped', reason: 'suppressed' });
    const address = { channel: 'email', value: 'zeb@example.com' } as const;
    expect(await liftSuppression(relance.engine.context, relance.engine.orgId, address, { by: by('desk') })).toBe(true);
    expect(await relance.rows('SELECT 1 FROM relance.suppressions')).toEqual([]);
    const third = idOf(
      await relance.engine.events.record({
        type: 'contact.upserted',
        contact: { key: 'third', email: 'zeb@example.com' },
      }),
    );
    expect([third, await relance.rows('SELECT 1 FROM relance.suppressions')]).toEqual([third, []]);
  });
});

test('an address that somebody else has as well is suppressed for both', async () => {
  const one = idOf(
    await relance.engine.events.record({ type: 'contact.upserted', contact: { key: 'one', phone: '+33622223333' } }),
  );
  const two = idOf(
    await relance.engine.events.record({ type: 'contact.upserted', contact: { key: 'two', phone: '+33622223333' } }),
  );
  expect(one).not.toBe(two);
  const epoch = async () =>
    (await relance.rows<{ epoch: number }>('SELECT epoch FROM relance.contacts WHERE id = $1', [two]))[0]
      ?.epoch as number;
  const before = await epoch();
  await relance.erase(one);
  expect(await relance.rows(`SELECT value, cause FROM relance.suppressions WHERE value = '+33622223333'`)).toEqual([
    { value: '+33622223333', cause: 'erased' },
  ]);
  expect(await epoch()).toBeGreaterThan(before);
});

test('what people said about consent cannot be changed, nor its proof taken away in part, nor an address that is not erased', async () => {
  const contact = { key: 'wren', email: 'wren@example.com' };
  const contactId = idOf(await relance.engine.events.record({ type: 'contact.upserted', contact }));
  const yes = { channels: ['email'], categories: ['marketing'], text: 'I agree', ip: '203.0.113.9' };
  await relance.engine.consents.tell(contactId, [yes]);
  const bare = 'text = NULL, url = NULL, ip = NULL, user_agent = NULL, actor = NULL';
  const set = (what: string) => relance.rows(`UPDATE relance.consents SET ${what} WHERE contact_id = $1`, [contactId]);
  for (const refused of [
    `state = 'out'`,
    `text = 'other'`,
    'ip = NULL',
    `${bare}, state = 'out'`,
    `${bare}, value = ''`,
  ])
    await expect(set(refused)).rejects.toThrow('only added');
  await set(bare);
  expect(
    await relance.rows('SELECT state, value, text, ip FROM relance.consents WHERE contact_id = $1', [contactId]),
  ).toEqual([{ state: 'in', value: 'wren@example.com', text: null, ip: null }]);
});

test('without a secret key nobody is erased: the address could not stay suppressed', async () => {
  const keyless = await createEngine({ database: relance.url });
  const refused = eraseContact(keyless.context, keyless.orgId, crypto.randomUUID(), 'requested', by('desk'));
  await expect(refused).rejects.toMatchObject({ code: 'not_configured' });
  await keyless.stop();
});

test('an address is known again after the key was changed, while the one before is still given', async () => {
  const contactId = idOf(
    await relance.engine.events.record({ type: 'contact.upserted', contact: { email: 'plover@example.com' } }),
  );
  await relance.erase(contactId);
  const changed = await createEngine({
    database: relance.url,
    secretKeys: [Buffer.alloc(32, 6).toString('base64'), secretKey],
  });
  await changed.events.record({ type: 'contact.upserted', contact: { email: 'plover@example.com' } });
  await changed.stop();
  expect(await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = 'plover@example.com'`)).toEqual([
    { cause: 'erased' },
  ]);
});

test('every table is exported and erased, or left out for a reason', async () => {
  const tables = await relance.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'relance' AND table_type = 'BASE TABLE'`,
  );
  const listed = [...personalTables.map(({ table }) => table), ...Object.keys(tablesLeftOut)];
  expect(tables.map(({ name }) => name).sort()).toEqual(listed.sort());
  const telling = await relance.rows<{ name: string }>(
    `SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE table_schema = 'relance'
      AND column_name IN ('contact_id', 'follow_up_id', 'enrollment_id', 'address', 'value')`,
  );
  expect(telling.map(({ name }) => name).filter((name) => name in tablesLeftOut)).toEqual([]);
});
