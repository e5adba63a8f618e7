// What was on its way while somebody was erased, and arrives after it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eraseLateTraces } from '../../src/operations/erase-contact.ts';
import { type Installation, idOf, startInstallation } from './support/installation.ts';

let relance: Installation;

beforeAll(async () => {
  // No worker: what looks for late traces here is the test.
  relance = await startInstallation({ works: false });
});
afterAll(() => relance?.stop());

beforeEach(() => relance.rows('UPDATE relance.contacts SET traces_due_at = NULL WHERE traces_due_at IS NOT NULL'));

const forEver = new AbortController().signal;
const minute = 60_000;
const look = (onFault: (id: string, error: unknown) => unknown = (id, error) => expect.fail(`${id}: ${error}`)) =>
  eraseLateTraces(relance.engine.context, forEver, onFault);

/** Somebody who was erased, and whose name arrives after it. */
async function traceOf(name: string): Promise<string> {
  const email = `${name}@example.com`;
  const contactId = idOf(await relance.engine.events.record({ type: 'contact.upserted', contact: { name, email } }));
  await relance.erase(contactId);
  await arrives(name, contactId);
  return contactId;
}

async function arrives(name: string, contactId: string): Promise<void> {
  await relance.rows(
    `INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, queue_at, created_at, channel, category, content)
     VALUES ($1, gen_random_uuid(), $2, relance.now() + interval '1 day', relance.now() + interval '1 day', relance.now(), 'email', 'manual',
       jsonb_build_object('text', 'Hello ' || $3::text))`,
    [relance.engine.orgId, contactId, name],
  );
  expect(await relance.whoSays([name])).toHaveLength(1);
}

/** As if so much time had gone by since the erasure. */
const later = (contactId: string, minutes: number) =>
  relance.rows(
    `UPDATE relance.contacts SET erased_at = erased_at - $2::int * interval '1 minute', traces_due_at = traces_due_at - $2::int * interval '1 minute'
     WHERE id = $1`,
    [contactId, minutes],
  );

/** In how long they are looked at again; null: not any more. */
async function dueIn(contactId: string): Promise<number | null | undefined> {
  const [row] = await relance.rows<{ ms: number | null }>(
    'SELECT (extract(epoch FROM traces_due_at - relance.now()) * 1000)::float8 AS ms FROM relance.contacts WHERE id = $1',
    [contactId],
  );
  return row?.ms;
}

/** Erased at one moment, and their names are left. */
const addErased = (name: string, many: number) =>
  relance.rows(
    `INSERT INTO relance.contacts (org_id, id, name, erased_at, traces_due_at, blocked_reason, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2 || ' ' || n, relance.now(), relance.now(), 'erased', relance.now(), relance.now()
     FROM generate_series(1, $3::int) n`,
    [relance.engine.orgId, name, many],
  );

test('goes with the next look', async () => {
  await traceOf('ibis');
  expect(await look()).toBe(1);
  expect(await relance.whoSays(['ibis'])).toEqual([]);
});

test('goes of everybody, however many were erased at the same moment: five hundred in one round', async () => {
  await addErased('heron', 650);
  expect(await relance.whoSays(['heron'])).toHaveLength(650);
  expect(await look()).toBe(500);
  expect(await relance.whoSays(['heron'])).toHaveLength(150);
  expect(await look()).toBe(150);
  expect(await relance.whoSays(['heron'])).toEqual([]);
  expect(await look()).toBe(0);
}, 120_000);

test('is looked for of each person by one process at a time', async () => {
  await addErased('stork', 150);
  const looked = await Promise.all([look(), look(), look()]);
  const left = await look();
  expect(looked.reduce((sum, count) => sum + count, left)).toBe(150);
  expect(await relance.whoSays(['stork'])).toEqual([]);
});

test('is looked for at growing distances, and for the last time when a quarter of an hour has passed', async () => {
  const id = await traceOf('crane');
  expect(await look()).toBe(1);
  expect(await dueIn(id)).toBeGreaterThan(0.9 * minute);
  expect(await dueIn(id)).toBeLessThanOrEqual(minute);
  await later(id, 4);
  expect(await look()).toBe(1);
  expect(await dueIn(id)).toBeGreaterThan(3.9 * minute);
  expect(await dueIn(id)).toBeLessThan(5 * minute);
  // Not eight minutes after this one, but fifteen after the erasure.
  await later(id, 5);
  expect(await look()).toBe(1);
  const last = (await dueIn(id)) as number;
  expect(last).toBeGreaterThan(4.9 * minute);
  expect(last).toBeLessThan(7 * minute);
  await later(id, 7);
  await arrives('crane', id);
  expect(await look()).toBe(1);
  expect(await relance.whoSays(['crane'])).toEqual([]);
  expect(await dueIn(id)).toBeNull();
});

test('goes also when nothing had run from before it came until long after', async () => {
  const id = await traceOf('snipe');
  await later(id, 600);
  await relance.rows(
    `UPDATE relance.follow_ups SET id = overlay(id::text PLACING $2 FROM 1 FOR 13)::uuid WHERE contact_id = $1`,
    [
      id,
      // Its id begins with the time at which it was made.
      (Date.now() - 599 * minute)
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})/, '$1-'),
    ],
  );
  await relance.rows(
    `UPDATE relance.follow_ups SET ended_at = relance.now(), state = 'cancelled', reason = 'cancelled_by_caller', queue_at = NULL WHERE contact_id = $1`,
    [id],
  );
  expect(await look()).toBe(1);
  expect(await relance.whoSays(['snipe'])).toEqual([]);
  expect(await dueIn(id)).toBeNull();
});

test('of whom it fails stays due, also after the last time, and keeps nobody else waiting', async () => {
  const [broken, other] = [await traceOf('dunlin'), await traceOf('godwit')];
  await later(broken, 20);
  await relance.rows(
    `CREATE FUNCTION relance.refuse_test() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$`,
  );
  await relance.rows(
    `CREATE TRIGGER refuse_test BEFORE UPDATE ON relance.follow_ups FOR EACH ROW WHEN (OLD.contact_id = '${broken}') EXECUTE FUNCTION relance.refuse_test()`,
  );
  const faults: string[] = [];
  await look((id) => faults.push(id));
  expect(faults).toEqual([broken]);
  expect(await relance.whoSays(['godwit'])).toEqual([]);
  expect(await relance.whoSays(['dunlin'])).toHaveLength(1);
  expect(await dueIn(other)).not.toBeNull();
  await relance.rows('DROP TRIGGER refuse_test ON relance.follow_ups');
  await later(broken, 1);
  expect(await look()).toBe(1);
  expect(await relance.whoSays(['dunlin'])).toEqual([]);
  expect(await dueIn(broken)).toBeNull();
});

test('is left for later when the process stops', async () => {
  await traceOf('egret');
  expect(await eraseLateTraces(relance.engine.context, AbortSignal.abort(), expect.fail)).toBe(0);
  expect(await relance.whoSays(['egret'])).toHaveLength(1);
  expect(await look()).toBe(1);
  expect(await relance.whoSays(['egret'])).toEqual([]);
});
