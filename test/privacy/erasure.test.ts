// After an erasure nothing says who the person was, in any table, whatever came before, during and after it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { RelanceError } from '../../src/errors.ts';
import { eraseContacts, eraseLateTraces } from '../../src/operations/erase-contacts.ts';
import { exportContact } from '../../src/operations/export-contact.ts';
import { recordReceipts } from '../../src/operations/record-receipts.ts';
import { once } from '../../src/operations/remember-answers.ts';
import { storeIncoming } from '../../src/operations/store-incoming.ts';
import { liftSuppression } from '../../src/operations/suppress-addresses.ts';
import type { Provider, SendOutcome, SendRequest } from '../../src/provider.ts';
import { personalTables, tablesLeftOut } from '../../src/store/personal-data.ts';
import { by } from '../support/actor.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;
const calls: { request: SendRequest; answer: (outcome: SendOutcome) => void }[] = [];
let called: () => void = () => {};

/** A vendor whose answers the test gives. */
const slow: Provider = {
  describe: () => ({
    type: 'slow',
    channels: ['sms'],
    config: {},
    limits: { concurrency: 5, timeoutMs: 30_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: (request) =>
      new Promise<SendOutcome>((answer) => {
        calls.push({ request, answer });
        called();
      }),
  }),
};

const secretKeys = [Buffer.alloc(32, 5).toString('base64')];

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({
    database: database.url,
    secretKeys,
    providers: [slow],
    senders: [
      { key: 'slow', provider: 'slow', channel: 'sms' },
      { key: 'inbox', provider: 'sandbox', channel: 'email' },
    ],
    sequences: [
      {
        key: 'quote',
        exit: ['appointment.booked'],
        trigger: 'lead.created',
        steps: [
          { key: 'soon', after: '1s', channel: 'email', subject: 'Hi', text: 'Hello {{ contact.name }}' },
          { key: 'later', after: '30d', channel: 'email', text: 'Still there, {{ contact.name }}?' },
        ],
      },
    ],
  });
  engine.start();
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

const rows = <Row>(text: string, parameters: readonly unknown[] = []) =>
  engine.context.db.query<Row>({ name: `test-${text.length}-${text.slice(0, 40)}`, text }, parameters);

/** Every row of every table that says one of the words. */
async function whoSays(words: readonly string[]): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'relance' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const said = await rows<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM relance.${name} t -- ${name}`);
    for (const { row } of said)
      if (words.some((word) => row.toLowerCase().includes(word.toLowerCase()))) found.push(`${name}: ${row}`);
  }
  return found;
}

const idOf = (result: object) => (result as { contactId: string }).contactId;
const erase = (contactId: string) =>
  eraseContacts(engine.context, engine.orgId, [{ contactId, reason: 'requested' }], by('desk'));

describe('a person with a long history', () => {
  const words = ['Zebedee', 'zeb@example.com', '+33611112222', 'crm-zeb', 'chat-zeb', 'shoe size 47', 'lead-zeb'];
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
      await engine.events.record({
        type: 'lead.created',
        key: 'zeb@example.com/1',
        contact,
        lead: { key: 'lead-zeb', source: 'shoe size 47' },
      }),
    );
    const message = { channel: 'email', text: 'I am Zebedee, shoe size 47' };
    await engine.events.record({
      type: 'message.received',
      contact: { key: 'crm-zeb' },
      conversation: { key: 'chat-zeb' },
      message,
    });
    await expect
      .poll(async () => (await rows(`SELECT 1 FROM relance.sandbox_messages WHERE text = 'Hello Zebedee'`)).length, {
        timeout: 10_000,
      })
      .toBe(1);
    const [sent] = await rows<{ id: string }>(
      `SELECT id FROM relance.follow_ups WHERE contact_id = $1 AND state = 'sent'`,
      [contactId],
    );
    const sender = {
      id: (await rows<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'inbox'`))[0]?.id as string,
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
      engine.context,
      engine.orgId,
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
    await engine.followUps.schedule(far);
    await engine.followUps.cancelForContact(contactId);
    await engine.followUps.schedule(far);
    const identity = { key: 'k-zeb', route: 'POST /v1/contacts/key%3Acrm-zeb/pause', bodyHash: '' };
    await once(engine.context, engine.orgId, identity, async () => ({
      status: 200,
      body: { id: contactId, name: 'Zebedee' },
    }));
    const text: string[] = [];
    for await (const piece of await exportContact(engine.context, engine.orgId, 'key:crm-zeb', by('desk')))
      text.push(piece);
    document = JSON.parse(text.join('')).tables;
    await erase(contactId);
  });

  test('is exported with everything that names them', () => {
    expect(Object.entries(document).flatMap(([table, { length }]) => (length === 0 ? [table] : []))).toEqual([
      'suppressions',
    ]);
    expect(document.follow_ups).toHaveLength(4);
    expect(document.receipts).toHaveLength(2);
    expect(document.contacts?.[0]).toMatchObject({ name: 'Zebedee', attributes: { note: 'shoe size 47' } });
    expect(JSON.stringify(document.messages)).toContain('Hello Zebedee');
    expect(document.inbox?.map(({ source }) => source)).toContain('http');
  });

  test('is named nowhere afterwards', async () => {
    expect(await whoSays(words)).toEqual([]);
  });

  test('is still counted: ids, states and times stay', async () => {
    const [counted] = await rows(
      `SELECT (SELECT array_agg(state::text ORDER BY state::text) FROM relance.follow_ups WHERE contact_id = $1) AS follow_ups,
        (SELECT count(*)::int FROM relance.messages WHERE contact_id = $1) AS messages,
        (SELECT count(*)::int FROM relance.attempts) AS attempts, (SELECT count(*)::int FROM relance.receipts) AS receipts,
        (SELECT count(*)::int FROM relance.inbox WHERE contact_id = $1) AS events,
        (SELECT state::text FROM relance.enrollments WHERE contact_id = $1) AS enrollment`,
      [contactId],
    );
    expect(counted).toEqual({
      follow_ups: ['cancelled', 'cancelled', 'cancelled', 'sent'],
      messages: 2,
      attempts: 1,
      receipts: 2,
      events: 2,
      enrollment: 'exited',
    });
  });

  test('is erased once, however often it is asked for; the log says so once, and who', async () => {
    const [again] = await erase(contactId);
    const [contact] = await rows<{ at: number }>(
      `SELECT (extract(epoch FROM erased_at) * 1000)::float8 AS at FROM relance.contacts WHERE id = $1`,
      [contactId],
    );
    expect(again).toEqual({ contactId, erasedAt: contact?.at, cancelled: 0 });
    expect(await rows(`SELECT actor_name, ids, facts FROM relance.audit WHERE action = 'contact.erased'`)).toEqual([
      { actor_name: 'desk', ids: [contactId], facts: { reason: 'requested', followUps: 1, addresses: 2 } },
    ]);
  });

  test('gains nothing by an event that names the old id, by a repetition, or by what a vendor still reports', async () => {
    const contact = { id: contactId, name: 'Zebedee', email: 'zeb@example.com' };
    expect(await engine.events.record({ type: 'lead.created', contact, lead: { key: 'lead-zeb' } })).toMatchObject({
      contactId,
      enrolled: 0,
    });
    const sender = {
      id: (await rows<{ id: string }>(`SELECT id FROM relance.senders WHERE key = 'inbox'`))[0]?.id as string,
      key: 'inbox',
      channel: 'email' as const,
      source: 'mail',
    };
    const [sent] = await rows<{ id: string }>(
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
    await storeIncoming(engine.context, engine.orgId, sender, { receipts, inbound: [] }, { isVerified: true });
    expect(
      await engine.followUps.schedule({
        contactId,
        dueAt: Date.now(),
        channel: 'email',
        category: 'manual',
        text: 'Zebedee!',
      }),
    ).toEqual({ ok: false, reason: 'contact_not_found' });
    expect(await whoSays(words)).toEqual([]);
  });

  test('who comes back with an erased address is somebody new, and nothing goes there until the suppression is lifted', async () => {
    const back = idOf(
      await engine.events.record({ type: 'contact.upserted', contact: { email: 'Zeb@Example.com', name: 'Z' } }),
    );
    expect(back).not.toBe(contactId);
    expect(await rows('SELECT channel, value, cause FROM relance.suppressions')).toEqual([
      { channel: 'email', value: 'zeb@example.com', cause: 'erased' },
    ]);
    const far = {
      contactId: back,
      dueAt: Date.now(),
      channel: 'email',
      category: 'manual',
      text: 'Hello again',
    } as const;
    const scheduled = await engine.followUps.schedule(far);
    const state = (id: string) =>
      rows<{ state: string; reason: string }>('SELECT state::text, reason FROM relance.follow_ups WHERE id = $1', [id]);
    const id = scheduled.ok ? scheduled.id : '';
    await expect
      .poll(async () => (await state(id))[0], { timeout: 10_000 })
      .toEqual({ state: 'skipped', reason: 'suppressed' });
    const address = { channel: 'email', value: 'zeb@example.com' } as const;
    expect(await liftSuppression(engine.context, engine.orgId, address, by('desk'))).toBe(true);
    expect(await rows('SELECT 1 FROM relance.suppressions')).toEqual([]);
    const third = idOf(
      await engine.events.record({ type: 'contact.upserted', contact: { key: 'third', email: 'zeb@example.com' } }),
    );
    expect([third, await rows('SELECT 1 FROM relance.suppressions')]).toEqual([third, []]);
  });
});

test('an address that somebody else has as well is suppressed for both', async () => {
  const one = idOf(
    await engine.events.record({ type: 'contact.upserted', contact: { key: 'one', phone: '+33622223333' } }),
  );
  const two = idOf(
    await engine.events.record({ type: 'contact.upserted', contact: { key: 'two', phone: '+33622223333' } }),
  );
  expect(one).not.toBe(two);
  const epoch = async () =>
    (await rows<{ epoch: number }>('SELECT epoch FROM relance.contacts WHERE id = $1', [two]))[0]?.epoch as number;
  const before = await epoch();
  await erase(one);
  expect(await rows(`SELECT value, cause FROM relance.suppressions WHERE value = '+33622223333'`)).toEqual([
    { value: '+33622223333', cause: 'erased' },
  ]);
  expect(await epoch()).toBeGreaterThan(before);
});

describe('while a message is on its way', () => {
  const outcomes = {
    accepted: [{ kind: 'accepted', providerMessageId: 'SM-quill' }, 'sent'],
    refused: [
      { kind: 'refused', class: 'transient', code: '421', detail: 'quill is busy', retryAfterMs: 0 },
      'skipped',
    ],
    'refused because of the address': [
      { kind: 'refused', class: 'recipient', code: '550', detail: '+33633334444 is nobody' },
      'dead_letter',
    ],
    unknown: [{ kind: 'unknown', code: 'reset', detail: 'while quill was told' }, 'unknown'],
  } as const satisfies Record<string, readonly [SendOutcome, string]>;

  for (const [name, [outcome, state]] of Object.entries(outcomes)) {
    test(`which is then ${name}, it is counted and brings nothing back`, async () => {
      const contact = { key: 'crm-quill', name: 'Quill', phone: '+33633334444' };
      const contactId = idOf(await engine.events.record({ type: 'contact.upserted', contact }));
      await liftSuppression(engine.context, engine.orgId, { channel: 'sms', value: '+33633334444' }, by('desk'));
      const before = calls.length;
      const inCall = new Promise<void>((resolve) => {
        called = resolve;
      });
      const scheduled = await engine.followUps.schedule({
        contactId,
        dueAt: Date.now(),
        channel: 'sms',
        category: 'conversational',
        text: 'Hello Quill',
      });
      await inCall;
      await erase(contactId);
      expect(await whoSays(['quill', '+33633334444'])).toEqual([]);
      calls[before]?.answer(outcome);
      const id = scheduled.ok ? scheduled.id : '';
      const now = async () =>
        (await rows<{ state: string }>('SELECT state::text FROM relance.follow_ups WHERE id = $1', [id]))[0]?.state;
      await expect.poll(now, { timeout: 15_000 }).toBe(state);
      expect(await whoSays(['quill', '+33633334444'])).toEqual([]);
      expect(calls).toHaveLength(before + 1);
    });
  }
});

test('erasing races with every point of sending: no call begins after it', { timeout: 60_000 }, async () => {
  const begun = calls.length;
  for (let round = 0; round < 30; round += 1) {
    const phone = `+336444${String(round).padStart(5, '0')}`;
    const contactId = idOf(
      await engine.events.record({ type: 'contact.upserted', contact: { name: `Racer${round}x`, phone } }),
    );
    // Due a little ahead of a worker's look: claimed, prepared, committed and called while the erasure waits for the lock, or after.
    await engine.followUps.schedule({
      contactId,
      dueAt: Date.now() + 20,
      channel: 'sms',
      category: 'conversational',
      text: phone,
    });
    await new Promise((resolve) => setTimeout(resolve, round * 4));
    await erase(contactId);
    const [row] = await rows<{ state: string }>('SELECT state::text FROM relance.follow_ups WHERE contact_id = $1', [
      contactId,
    ]);
    const isCalled = () => calls.slice(begun).some(({ request }) => request.to === phone);
    expect(['cancelled', 'calling']).toContain(row?.state);
    if (row?.state === 'calling') await expect.poll(isCalled, { timeout: 5_000 }).toBe(true);
    else expect(isCalled()).toBe(false);
  }
  for (const { answer } of calls.slice(begun)) answer({ kind: 'accepted' });
  const open = async () => rows(`SELECT id FROM relance.follow_ups WHERE state = 'calling'`);
  await expect.poll(open, { timeout: 15_000 }).toEqual([]);
  const cancelled = await rows<{ content: unknown }>(
    `SELECT f.content FROM relance.follow_ups f WHERE f.stop_reason = 'erased' AND f.content IS NOT NULL`,
  );
  expect(cancelled).toEqual([]);
  expect(await whoSays(['Racer', '+336444'])).toEqual([]);
});

test('events about a person race with their erasure: either they were erased with it, or they are about somebody new', async () => {
  for (let round = 0; round < 15; round += 1) {
    const email = `wren${round}@example.com`;
    const contactId = idOf(await engine.events.record({ type: 'contact.upserted', contact: { name: 'Wren', email } }));
    const told = Array.from({ length: 6 }, (_, n) =>
      engine.events.record({
        type: 'lead.created',
        contact: n % 2 ? { id: contactId, name: 'Wren' } : { email, name: 'Wren' },
        lead: { key: `wren-${round}-${n}` },
      }),
    );
    const [results] = await Promise.all([Promise.all(told), erase(contactId)]);
    const others = new Set(results.map(idOf));
    others.delete(contactId);
    // Whoever is new has the address again, and with it its suppression.
    const [row] = await rows<{ named: number; open: number; others: number }>(
      `SELECT (SELECT count(*)::int FROM relance.contacts WHERE id = $1 AND (name IS NOT NULL OR attributes <> '{}')) +
          (SELECT count(*)::int FROM relance.addresses WHERE contact_id = $1) +
          (SELECT count(*)::int FROM relance.inbox WHERE contact_id = $1 AND body <> '{}') AS named,
        (SELECT count(*)::int FROM relance.follow_ups WHERE contact_id = $1 AND ended_at IS NULL) AS open,
        (SELECT count(*)::int FROM relance.addresses a JOIN relance.suppressions s USING (org_id, channel, value) WHERE a.value = $2) AS others`,
      [contactId, email],
    );
    expect(row).toEqual({ named: 0, open: 0, others: others.size });
  }
});

test('what arrives after an erasure, because it was on its way, goes with the next look', async () => {
  const contactId = idOf(
    await engine.events.record({ type: 'contact.upserted', contact: { name: 'Ibis', email: 'ibis@example.com' } }),
  );
  await erase(contactId);
  await rows(
    `INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, queue_at, created_at, channel, category, content)
     VALUES ($1, gen_random_uuid(), $2, relance.now() + interval '1 day', relance.now() + interval '1 day', relance.now(), 'email', 'manual', '{"text":"Hello Ibis"}')`,
    [engine.orgId, contactId],
  );
  expect(await whoSays(['ibis'])).toHaveLength(1);
  expect(await eraseLateTraces(engine.context)).toBeGreaterThan(0);
  expect(await whoSays(['ibis'])).toEqual([]);
});

test('without a secret key nobody is erased: the address could not stay suppressed', async () => {
  const keyless = await createEngine({ database: database.url });
  const refused = eraseContacts(
    keyless.context,
    keyless.orgId,
    [{ contactId: crypto.randomUUID(), reason: 'requested' }],
    by('desk'),
  );
  await expect(refused).rejects.toThrow(RelanceError);
  await expect(refused).rejects.toMatchObject({ code: 'not_configured' });
  await keyless.stop();
});

test('an address is known again after the key was changed, while the one before is still given', async () => {
  const contactId = idOf(
    await engine.events.record({ type: 'contact.upserted', contact: { email: 'plover@example.com' } }),
  );
  await erase(contactId);
  const changed = await createEngine({
    database: database.url,
    secretKeys: [Buffer.alloc(32, 6).toString('base64'), ...secretKeys],
    providers: [slow],
  });
  await changed.events.record({ type: 'contact.upserted', contact: { email: 'plover@example.com' } });
  await changed.stop();
  expect(await rows(`SELECT cause FROM relance.suppressions WHERE value = 'plover@example.com'`)).toEqual([
    { cause: 'erased' },
  ]);
});

test('every table is exported and erased, or left out for a reason', async () => {
  const tables = await rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'relance' AND table_type = 'BASE TABLE'`,
  );
  const listed = [...personalTables.map(({ table }) => table), ...Object.keys(tablesLeftOut)];
  expect(tables.map(({ name }) => name).sort()).toEqual(listed.sort());
  const telling = await rows<{ name: string }>(
    `SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE table_schema = 'relance'
      AND column_name IN ('contact_id', 'follow_up_id', 'enrollment_id', 'address', 'value')`,
  );
  expect(telling.map(({ name }) => name).filter((name) => name in tablesLeftOut)).toEqual([]);
});
