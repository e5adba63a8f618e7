// What there is to tell many organizations is put together once for all of them, and costs next to nothing where there is nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAlertFacts } from '../../src/store/alerts.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { ExplainingDatabase, type PlanNode } from './support/explaining-database.ts';

const organizations = 3_000;
const askedAbout = 50;
const failing = 10;
const failuresOfEach = 1_000;
let database: TestDatabase;
let db: ExplainingDatabase;
let asked: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = new ExplainingDatabase(database.url);
  await db.connect();
  const run = (name: string, text: string) => db.query({ name, text });
  await run(
    'test-organizations',
    `INSERT INTO relance.organizations (key, name) SELECT 'org-' || n, 'Organization ' || n FROM generate_series(1, ${organizations}) n`,
  );
  const found = await db.query<{ id: number }>({
    name: 'test-ids',
    text: `SELECT id FROM relance.organizations WHERE key LIKE 'org-%' ORDER BY id LIMIT ${askedAbout}`,
  });
  asked = found.map(({ id }) => id);
  await run(
    'test-senders',
    `INSERT INTO relance.senders (org_id, id, key, provider, channel, position, created_at, updated_at)
     SELECT o.id, gen_random_uuid(), 'sender-' || n, 'sandbox', 'email', 10 - n, relance.now(), relance.now()
     FROM relance.organizations o CROSS JOIN generate_series(1, 2) n WHERE o.key LIKE 'org-%'`,
  );
  await run(
    'test-listeners',
    `INSERT INTO relance.sender_listeners (org_id, sender_id, last_error, last_error_at)
     SELECT org_id, id, 'the login was refused', relance.now() - CASE key WHEN 'sender-1' THEN interval '1 minute' ELSE interval '1 hour' END
     FROM relance.senders`,
  );
  const [first = 0] = asked;
  await run(
    'test-contacts',
    `INSERT INTO relance.contacts (org_id, id, key, created_at, updated_at)
     SELECT id, ('00000000-1111-7000-8000-' || lpad(id::text, 12, '0'))::uuid, 'ana', relance.now(), relance.now()
     FROM relance.organizations WHERE id < ${first + failing}`,
  );
  // One of ten is of unknown outcome, and as many were given up hours ago.
  await run(
    'test-failures',
    `INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, failed_at, ended_at, created_at, state, channel, category, attempts, reason)
     SELECT o.id, gen_random_uuid(), ('00000000-1111-7000-8000-' || lpad(o.id::text, 12, '0'))::uuid, relance.now(),
       relance.now() - CASE n % 10 WHEN 1 THEN interval '5 hours' ELSE interval '5 minutes' END, relance.now(), relance.now(),
       (CASE n % 10 WHEN 0 THEN 'unknown' ELSE 'dead_letter' END)::relance.follow_up_state, 'email', 'transactional', 1,
       CASE n % 10 WHEN 0 THEN 'kept_unknown' WHEN 2 THEN 'no_sender' ELSE 'retries_exhausted' END
     FROM relance.organizations o CROSS JOIN generate_series(1, ${failuresOfEach}) n WHERE o.id BETWEEN ${first} AND ${first + failing - 1}`,
  );
  await run(
    'test-coverage',
    `INSERT INTO relance.coverage_audits (org_id, begun_at, ended_at, counts) VALUES (${first}, relance.now(), relance.now(),
       '[{"type": "lead", "cause": "no_sequence", "isCovered": false, "count": 3}]')`,
  );
});

afterAll(async () => {
  await db?.close();
  await database?.drop();
});

/** Rows that were looked at anywhere in it. */
function rowsOf(node: PlanNode): number {
  const own =
    (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  return own * (node['Actual Loops'] ?? 0) + (node.Plans ?? []).reduce((sum, plan) => sum + rowsOf(plan), 0);
}

async function explained(orgIds: readonly number[]): Promise<PlanNode[]> {
  db.explained.length = 0;
  await readAlertFacts(db, orgIds);
  return db.explained.map(({ plan }) => plan);
}

test('of each the facts are its own', async () => {
  const facts = await readAlertFacts(db, asked);
  expect(facts.map(({ orgId }) => orgId).sort((one, other) => one - other)).toEqual(asked);
  const of = (id: number | undefined) => facts.find(({ orgId }) => orgId === id);
  const sender = { channel: 'email', isPaused: false, brokenUntil: null, lastError: null };
  const senders = [
    { ...sender, key: 'sender-2', mailboxError: null },
    { ...sender, key: 'sender-1', mailboxError: 'the login was refused' },
  ];
  const failed = {
    senders,
    deadLetters: [
      { reason: 'retries_exhausted', count: 0.7 * failuresOfEach },
      { reason: 'no_sender', count: 0.1 * failuresOfEach },
    ],
    unknownOutcomes: 0.1 * failuresOfEach,
  };
  const coverage = [{ type: 'lead', cause: 'no_sequence', isCovered: false, count: 3 }];
  expect(of(asked[0])).toMatchObject({ ...failed, coverage });
  expect(of(asked[1])).toMatchObject({ ...failed, coverage: [] });
  expect(of(asked.at(-1))).toMatchObject({ senders, deadLetters: [], unknownOutcomes: 0, coverage: [] });
});

test('what has failed is looked through once, however many are asked about', async () => {
  const failures = failing * failuresOfEach;
  // Counted twice: as its index finds it, and as the latest of it are taken.
  for (const plan of await explained(asked)) expect(rowsOf(plan)).toBeLessThan(2.5 * failures);
});

test('one of which nothing has failed costs a few pages, however many there are', async () => {
  const quiet = asked.slice(failing);
  const blocks = (plan: PlanNode) => (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  for (const plan of await explained(quiet)) {
    expect(blocks(plan) / quiet.length).toBeLessThan(20);
    expect(rowsOf(plan) / quiet.length).toBeLessThan(100);
  }
});
