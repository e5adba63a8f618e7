// Many organizations are told about their installations in one round, and what fails for one of them is its own business.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEngine, type Engine } from '../../src/engine.ts';
import { silentLogger } from '../../src/logger.ts';
import { tellAlerts } from '../../src/operations/tell-alerts.ts';
import type { Provider } from '../../src/provider.ts';
import { beginAlerts } from '../../src/store/alerts.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const minute = 60_000;
const count = 120;
let database: TestDatabase;
let clock: VirtualClock;
let engine: Engine;
let told: string[] = [];
let failed: object[] = [];
let free = Promise.withResolvers<void>();
let whileSending: () => Promise<unknown> = async () => {};

const post: Provider = {
  describe: () => ({
    type: 'post',
    channels: ['slack'],
    config: {},
    limits: { concurrency: 20, timeoutMs: 3_600_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: async ({ to }) => {
      told.push(to);
      await whileSending();
      return { kind: 'accepted' };
    },
  }),
};

beforeEach(async () => {
  told = [];
  failed = [];
  free = Promise.withResolvers();
  whileSending = async () => {};
  database = await createTestDatabase();
  clock = await VirtualClock.install({ database: database.url, startAt: Date.UTC(2026, 4, 4, 9) });
  const warn = (event: string, fields: object = {}) => void (event === 'alerts_failed' && failed.push(fields));
  const logger = { ...silentLogger, warn };
  engine = await createEngine({
    database: database.url,
    clock,
    providers: [post],
    logger,
    worker: { clockStableMs: 0 },
  });
});

afterEach(async () => {
  free.resolve();
  await engine.stop();
  await clock.close();
  await database.drop();
});

const sql = <Row>(name: string, text: string) => engine.context.db.query<Row>({ name: `test-${name}`, text });
const look = () => tellAlerts(engine.context, new AbortController().signal);

/** Each with an e-mail account that does not work, and a place that is told. Their keys are `org-1` and so on. */
async function addOrganizations(many: number): Promise<void> {
  await sql(
    'organizations',
    `INSERT INTO relance.organizations (key, name, settings)
     SELECT 'org-' || n, 'Organization ' || n, jsonb_build_object('alerts', jsonb_build_object('targets', jsonb_build_array(
       jsonb_build_object('key', 'team', 'channel', 'slack', 'to', 'C' || n))))
     FROM generate_series(1, ${many}) AS n`,
  );
  await sql(
    'senders',
    `INSERT INTO relance.senders (org_id, id, key, provider, channel, breaker_until, breaker_failures, last_error, created_at, updated_at)
     SELECT o.id, gen_random_uuid(), s.key, 'post', s.channel, CASE s.key WHEN 'office' THEN relance.now() END,
       CASE s.key WHEN 'office' THEN 1 ELSE 0 END, CASE s.key WHEN 'office' THEN '535' END, relance.now(), relance.now()
     FROM relance.organizations o CROSS JOIN (VALUES ('office', 'email'), ('team', 'slack')) AS s(key, channel)
     WHERE o.key LIKE 'org-%'`,
  );
}

const idOf = async (key: string) =>
  (await sql<{ id: number }>(key, `SELECT id FROM relance.organizations WHERE key = '${key}'`))[0]?.id as number;

test('all of them hear in one round, fifty at a time, each once', async () => {
  await addOrganizations(count);
  const taken = await beginAlerts(engine.context.db, 1, { everyMs: minute, leaseMs: minute });
  expect(taken).toHaveLength(50);
  await clock.advanceBy(2 * minute);
  const asked = vi.spyOn(engine.context.db, 'query');
  expect(await look()).toHaveLength(count);
  const times = (name: string) => asked.mock.calls.filter(([statement]) => statement.name === name).length;
  // The lanes of everybody are read once, whatever of the rest is read for each fifty.
  expect([times('relance-alert-facts'), times('relance-lanes')]).toEqual([3, 1]);
  asked.mockRestore();
  expect(new Set(told).size).toBe(count);
  expect(told).toHaveLength(count);
  expect(await look()).toEqual([]);
});

test('a round ends, also when it takes longer than the time until the next one', async () => {
  await addOrganizations(1);
  whileSending = () => clock.advanceBy(2 * minute);
  const startedAt = clock.now();
  expect(await look()).toMatchObject([{ told: [{ outcome: 'accepted' }], faults: [] }]);
  const at = 'SELECT (extract(epoch FROM looked_at) * 1000)::float8 AS at FROM relance.alerts';
  const [looked] = await sql<{ at: number }>('looked', at);
  expect(looked?.at).toBeLessThan(startedAt + minute);
});

test('what fails for one organization is said of it, and neither hides nor stops what the others are told', async () => {
  await addOrganizations(3);
  const broken = await idOf('org-2');
  await sql(
    'broken',
    `INSERT INTO relance.alerts (org_id, looked_at, kept) VALUES (${broken}, relance.now() - interval '1 hour', '5')`,
  );
  const looks = await look();
  expect(told.sort()).toEqual(['C1', 'C3']);
  const accepted = [{ target: 'team', outcome: 'accepted', alerts: 'new sender_unavailable office' }];
  const [first, third] = [await idOf('org-1'), await idOf('org-3')];
  expect(looks.toSorted((one, other) => one.organization - other.organization)).toMatchObject([
    { organization: first, told: accepted, faults: [] },
    { organization: broken, told: [], faults: [expect.any(TypeError)] },
    { organization: third, told: accepted, faults: [] },
  ]);
});

test('where a round takes long, what was due at its beginning does not seem late by that', async () => {
  await addOrganizations(60);
  await sql(
    'soon-late',
    `UPDATE relance.organizations SET settings = jsonb_set(settings, '{alerts,lateAfter}', '"1m"') WHERE key = 'org-60'`,
  );
  await sql(
    'due',
    `INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, queue_at, created_at, channel, category, content)
     SELECT o.id, gen_random_uuid(), gen_random_uuid(), relance.now(), relance.now(), relance.now(), 'email', 'manual', '{"text":"x"}'
     FROM relance.organizations o WHERE o.key = 'org-60'`,
  );
  whileSending = async () => {
    if (told.length !== 1) return;
    await sql('taken', 'DELETE FROM relance.follow_ups');
    await clock.advanceBy(2 * minute);
  };
  const looks = await look();
  expect(looks.flatMap((one) => one.told.map(({ alerts }) => alerts))).toEqual(
    Array.from({ length: 60 }, () => 'new sender_unavailable office'),
  );
});

test('what failed is looked at again with the next round, of one organization or of all', async () => {
  await addOrganizations(3);
  const broken = await idOf('org-2');
  const failing = async () =>
    (await look()).flatMap(({ organization, faults }) => (faults.length > 0 ? [organization] : []));
  await sql('no-coverage', 'ALTER TABLE relance.coverage_audits RENAME TO lost');
  expect(await failing()).toHaveLength(3);
  await sql('coverage', 'ALTER TABLE relance.lost RENAME TO coverage_audits');
  await sql('broken-now', `UPDATE relance.alerts SET kept = '5' WHERE org_id = ${broken}`);
  await clock.advanceBy(minute);
  expect(await failing()).toEqual([broken]);
  expect(told.sort()).toEqual(['C1', 'C3']);
  await clock.advanceBy(minute);
  expect(await failing()).toEqual([broken]);
  await sql('well-again', `UPDATE relance.alerts SET kept = '[]' WHERE org_id = ${broken}`);
  await clock.advanceBy(minute);
  expect(await failing()).toEqual([]);
  expect(told.sort()).toEqual(['C1', 'C2', 'C3']);
});

/** What a time of rest leads to in the worker. */
const passing = (condition: () => Promise<void>) =>
  vi.waitFor(
    async () => {
      await clock.advanceBy(20_000);
      await condition();
    },
    { timeout: 20_000, interval: 20 },
  );

/** Of the worker, so many after each other; when it is over, nobody is writing what is kept of any of them. */
async function rounds(many: number): Promise<void> {
  const last = `SELECT min(extract(epoch FROM looked_at))::float8 AS at FROM relance.alerts
    HAVING bool_and(lease_until IS NULL)`;
  const lookedAt = async () => (await sql<{ at: number | null }>('looked-at', last))[0]?.at ?? 0;
  for (let round = 1; round <= many; round += 1) {
    const before = await lookedAt();
    await passing(async () => expect(await lookedAt()).toBeGreaterThan(before));
  }
}

test('the log says what fails of an organization once, until it works again', async () => {
  await addOrganizations(2);
  const organization = await idOf('org-2');
  const kept = (value: string) =>
    sql(`kept-${value}`, `UPDATE relance.alerts SET kept = '${value}' WHERE org_id = ${organization}`);
  engine.start();
  await rounds(1);
  await kept('5');
  await rounds(3);
  expect(failed).toEqual([{ organization, error: expect.stringContaining('TypeError') }]);
  await kept('[]');
  await rounds(2);
  await kept('5');
  await rounds(3);
  expect(failed).toHaveLength(2);
});

test('calls that hang hold up nothing else of the housekeeping', async () => {
  await addOrganizations(1);
  whileSending = () => free.promise;
  engine.start();
  await passing(async () => expect(told).toEqual(['C1']));
  const audits = 'SELECT (extract(epoch FROM max(begun_at)) * 1000)::float8 AS at FROM relance.coverage_audits';
  for (let round = 1; round <= 2; round += 1) {
    const since = clock.now();
    await passing(async () => {
      expect((await sql<{ at: number | null }>('audits', audits))[0]?.at).toBeGreaterThan(since);
    });
  }
  expect(told).toEqual(['C1']);
});

test('what was told before something failed is said as well', async () => {
  await addOrganizations(1);
  // It may begin to tell, but not end.
  whileSending = () => sql('no-end', 'ALTER TABLE relance.alerts ADD CHECK (lease_until IS NOT NULL)');
  expect(await look()).toMatchObject([{ told: [{ outcome: 'accepted' }], faults: [expect.any(Error)] }]);
});

test('where the results of senders cannot be counted, the rest is told, and what nobody can tell stands as before', async () => {
  await addOrganizations(1);
  const since = clock.now() - minute;
  const bounce = (subject: string, phase: string) => ({
    kind: 'bounce_rate',
    subject,
    level: 'warning',
    facts: { sender: subject, channel: 'slack', count: 60, bounced: 6, bouncedPercent: 10, complained: 0 },
    since,
    seenAt: since,
    told: {
      'slack C1': { phase, level: 'warning', at: since, outcome: 'accepted', detail: null, tries: 0, heard: true },
    },
  });
  // One stands, of the other it was said that it is over.
  const kept = JSON.stringify([bounce('team', 'stands'), bounce('office', 'over')]);
  await sql(
    'kept',
    `INSERT INTO relance.alerts (org_id, looked_at, kept)
     VALUES (${await idOf('org-1')}, relance.now() - interval '11 minutes', '${kept}')`,
  );
  await sql('no-receipts', 'ALTER TABLE relance.receipts RENAME TO lost');
  expect(await look()).toMatchObject([
    { told: [{ alerts: 'new sender_unavailable office' }], faults: [expect.any(Error)] },
  ]);
  const { items } = await (await engine.for('org-1')).alerts.standing();
  expect(items.map(({ kind, sender, seenAt }) => [kind, sender, seenAt > since])).toEqual([
    ['bounce_rate', 'office', false],
    ['bounce_rate', 'team', true],
    ['sender_unavailable', 'office', true],
  ]);
});
