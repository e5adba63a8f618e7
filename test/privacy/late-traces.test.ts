// What was on its way while somebody was erased, and arrives after it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseLateTraces } from '../../src/operations/erase-contact.ts';
import { everyOrganization } from '../../src/store/database.ts';
import { lockLateTraces } from '../../src/store/erase-contact.ts';
import { type Installation, idOf, startInstallation } from './support/installation.ts';

let relance: Installation;

beforeAll(async () => {
  // No worker: what looks for late traces here is the test.
  relance = await startInstallation({ works: false });
});
afterAll(() => relance?.stop());

const forEver = new AbortController().signal;
const look = () => eraseLateTraces(relance.engine.context, forEver);

/** Somebody who was erased, and whose name arrives after it. */
async function traceOf(name: string): Promise<void> {
  const email = `${name}@example.com`;
  const contactId = idOf(await relance.engine.events.record({ type: 'contact.upserted', contact: { name, email } }));
  await relance.erase(contactId);
  await relance.rows(
    `INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, queue_at, created_at, channel, category, content)
     VALUES ($1, gen_random_uuid(), $2, relance.now() + interval '1 day', relance.now() + interval '1 day', relance.now(), 'email', 'manual',
       jsonb_build_object('text', 'Hello ' || $3::text))`,
    [relance.engine.orgId, contactId, name],
  );
  expect(await relance.whoSays([name])).toHaveLength(1);
}

test('goes with the next look', async () => {
  await traceOf('ibis');
  expect(await look()).toBeGreaterThan(0);
  expect(await relance.whoSays(['ibis'])).toEqual([]);
});

test('goes of everybody in one look, however many were erased at the same moment', async () => {
  await relance.rows(
    `INSERT INTO relance.contacts (org_id, id, name, erased_at, blocked_reason, created_at, updated_at)
     SELECT $1, gen_random_uuid(), 'heron ' || n, relance.now(), 'erased', relance.now(), relance.now() FROM generate_series(1, 250) n`,
    [relance.engine.orgId],
  );
  expect(await relance.whoSays(['heron'])).toHaveLength(250);
  expect(await look()).toBeGreaterThanOrEqual(250);
  expect(await relance.whoSays(['heron'])).toEqual([]);
});

test('is looked for by one process at a time: another leaves it to that one', async () => {
  await traceOf('stork');
  await relance.engine.context.db.transaction(everyOrganization, async (tx) => {
    expect(await lockLateTraces(tx)).toBe(true);
    expect(await look()).toBe(0);
    expect(await relance.whoSays(['stork'])).toHaveLength(1);
  });
  expect(await look()).toBeGreaterThan(0);
  expect(await relance.whoSays(['stork'])).toEqual([]);
});

test('is left for later when the process stops', async () => {
  await traceOf('egret');
  expect(await eraseLateTraces(relance.engine.context, AbortSignal.abort())).toBe(0);
  expect(await relance.whoSays(['egret'])).toHaveLength(1);
  expect(await look()).toBeGreaterThan(1);
  expect(await relance.whoSays(['egret'])).toEqual([]);
});
