// Who was known by an address, and is then named by a key, stays one person; who shares an address does not become one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = await createEngine({ database: database.url });
});

afterAll(async () => {
  await engine?.stop();
  await database?.drop();
});

async function contactOf(contact: object, type = 'contact.upserted', more: object = {}): Promise<string> {
  const result = await engine.events.record({ type, contact, ...more });
  return 'contactId' in result ? String(result.contactId) : '';
}

test('who wrote first and is named by a key afterwards is the same person', async () => {
  const phone = '+14155550001';
  const writer = await contactOf({ phone });
  expect(await contactOf({ key: 'ada', phone })).toBe(writer);
  expect(await contactOf({ key: 'ada' })).toBe(writer);
  // The number has a name by now: somebody else who gives it is somebody else.
  expect(await contactOf({ key: 'bob', phone })).not.toBe(writer);
});

test('of two that one batch names by the same new number only the first is the one who wrote', async () => {
  const phone = '+14155550002';
  const writer = await contactOf({ phone });
  const results = await engine.events.recordAll([
    { type: 'contact.upserted', contact: { key: 'cy', phone } },
    { type: 'contact.upserted', contact: { key: 'di', phone } },
    { type: 'contact.upserted', contact: { key: 'cy', name: 'Cy' } },
  ]);
  const [cy, di, again] = results.map((result) => ('contactId' in result ? result.contactId : null));
  expect(cy).toBe(writer);
  expect(di).not.toBe(writer);
  expect(again).toBe(writer);
});

test('of several who share a number the one who was written to last has answered', async () => {
  const phone = '+14155550003';
  const first = await contactOf({ key: 'eva', phone });
  const second = await contactOf({ key: 'flo', phone });
  expect(second).not.toBe(first);
  await engine.senders.put([{ key: 'inbox', provider: 'sandbox', channel: 'sms' }]);
  engine.start();
  await engine.followUps.schedule({
    contactId: second,
    channel: 'sms',
    category: 'manual',
    dueAt: Date.now(),
    text: 'Hello',
  });
  const sent = { name: 'test-sent', text: `SELECT id FROM relance.follow_ups WHERE state = 'sent'` };
  await expect.poll(async () => (await engine.context.db.query(sent)).length).toBe(1);
  const answer = { conversation: { key: 'c' }, message: { channel: 'sms', text: 'Yes' } };
  expect(await contactOf({ phone }, 'message.received', answer)).toBe(second);
});
