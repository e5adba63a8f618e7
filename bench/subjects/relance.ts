// Relance with its whole contract on: guards, the `calling` commit, attempts, messages, timeline.
//
// Follow-ups are one-offs with a template and structured data, one contact each. Contacts exist beforehand, as they do in
// a running system. Nothing limits the sender: no token bucket, no window.
import pg from 'pg';
import { createEngine, type Engine, type OrganizationEngine } from '../../src/engine.ts';
import { silentLogger } from '../../src/logger.ts';
import type { OneOff } from '../../src/operations/schedule-follow-ups.ts';
import type { Provider } from '../../src/provider.ts';
import { migrate } from '../../src/store/migrate.ts';
import { inBatches } from '../callers.ts';
import { selectNumber } from '../database.ts';
import type { Client, ContactRange, FollowUp, FollowUpPayload, Subject, Worker, WorkerOptions } from '../subject.ts';

const bulkBatch = 8_000;

export const relance: Subject = {
  name: 'relance',
  version: '0.1.0',
  configuration:
    `followUps.scheduleAll() in batches of ${bulkBatch}; followUps.schedule() for one, joined by the library; ` +
    'followUps.cancelForContact(); engine.start() with its defaults.',

  async install(databaseUrl) {
    await migrate(databaseUrl);
  },

  async openClient(databaseUrl, callers) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options: '-c relance.org=*' });
    return openClient(await openEngine(databaseUrl), callers, pool);
  },

  openWorker,

  async openEventServer(databaseUrl) {
    const { createServer } = await import('../../src/http/server.ts');
    const { createApiKey } = await import('../../src/operations/api-keys.ts');
    const engine = await openEngine(databaseUrl);
    await engine.sequences.put([leadSequence]);
    const organization = { id: engine.orgId, key: 'default' };
    const { key } = await createApiKey(engine.context, organization, { name: 'bench', scopes: ['send'] });
    const { context, intake, telemetry } = engine;
    const server = await createServer({ context, intake, telemetry, logger: silentLogger, version: '0.1.0' });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    return {
      url,
      headers: { 'x-api-key': key },
      async close() {
        await server.close();
        await engine.stop();
      },
    };
  },

  eventBody: (number) => ({
    type: 'lead.created',
    contact: { key: `contact-${number}`, email: `contact-${number}@example.com`, name: 'Ana' },
    lead: { key: `lead-${number}`, source: 'web', score: 0.8 },
  }),
};

const sender = { key: 'bench', provider: 'bench', channel: 'webhook' } as const;

const template = {
  key: 'nudge-3h',
  channel: '*',
  locale: '*',
  text: 'Hello {{ contact.id }}! Shall we keep the date that we offered?',
} as const;

const leadSequence = {
  key: 'lead',
  trigger: { on: 'lead.created' },
  steps: [
    { key: 'first', after: '30m', channel: 'email', subject: 'Hello', text: 'Hello {{ contact.name }}' },
    { key: 'second', after: '2h', channel: 'email', subject: 'Hello again', text: 'Hello {{ contact.name }}' },
  ],
  exit: ['message.received', 'lead.converted'],
} as const;

function openEngine(database: string, provider = benchProvider()): Promise<Engine> {
  return createEngine({ database, providers: [provider], templates: [template] });
}

function openClient(engine: Engine, callers: number, pool: pg.Pool): Client {
  const organizations = new Map<number, Promise<OrganizationEngine>>([[0, Promise.resolve(engine)]]);
  const organization = (number: number) => {
    const known = organizations.get(number) ?? openOrganization(engine, number);
    organizations.set(number, known);
    return known;
  };
  return {
    async prepareContacts(range) {
      const { orgId } = await organization(range.organization);
      await insertContacts(pool, orgId, range);
    },
    scheduleBulk: (followUps) =>
      inBatches(followUps, bulkBatch, callers, async (batch) => {
        for (const [number, group] of Map.groupBy(batch, ({ organization }) => organization)) {
          const results = await (await organization(number)).followUps.scheduleAll(group.map(oneOff));
          if (!results.every(({ ok }) => ok)) throw new Error('a contact is missing');
        }
      }),
    async schedule(followUp) {
      const result = await (await organization(followUp.organization)).followUps.schedule(oneOff(followUp));
      if (!result.ok) throw new Error(result.reason);
    },
    async askPolicies(contacts) {
      const hour = new Date().getUTCHours();
      const at = (hours: number) => `${(hours + 24) % 24}`.padStart(2, '0') + ':00';
      await engine.policy.put({
        quietHours: { from: at(hour - 3), to: at(hour - 2) },
        caps: { perDay: 30, perWeek: 30, sequence: { perDay: 30 }, channels: { webhook: { perWeek: 30 } } },
        minimumGap: '1h',
        recentlyActive: '1h',
      });
      await insertTouches(pool, contacts);
    },
    async cancelForContact(contact) {
      await engine.followUps.cancelForContact(contactId(contact), 'replied');
    },
    pendingCount: () => selectNumber(pool, 'select count(*) from relance.follow_ups where ended_at is null'),
    storedBytes: () =>
      selectNumber(
        pool,
        `select sum(pg_total_relation_size(t::regclass)) from unnest('{relance.follow_ups,relance.enrollments,relance.timeline}'::text[]) t`,
      ),
    async close() {
      await engine.stop();
      await pool.end();
    },
  };
}

async function openOrganization(engine: Engine, number: number): Promise<OrganizationEngine> {
  const organization = await engine.for(`organization-${number}`);
  await organization.templates.put([template]);
  await organization.senders.put([sender]);
  return organization;
}

function oneOff({ contact, dueAtMs, category, payload }: FollowUp): OneOff {
  return {
    contactId: contactId(contact),
    dueAt: dueAtMs,
    channel: 'webhook',
    category,
    template: template.key,
    data: { ...payload },
    missedWindow: 'send',
  };
}

/** The same id for a number wherever it is asked for; in the order of the numbers, as real ones are in the order of time. */
function contactId(number: number): string {
  return `01980000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

async function insertContacts(pool: pg.Pool, orgId: number, { from, count }: ContactRange): Promise<void> {
  const ids = `select ('01980000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id from generate_series($2::int, $3::int) n`;
  await pool.query(
    `insert into relance.contacts (org_id, id, created_at, updated_at)
     select $1, id, relance.now(), relance.now() from (${ids}) i on conflict do nothing`,
    [orgId, from, from + count - 1],
  );
  await pool.query(
    `insert into relance.addresses (org_id, contact_id, channel, value, created_at)
     select $1, id, 'webhook', 'https://example.com/' || id, relance.now() from (${ids}) i on conflict do nothing`,
    [orgId, from, from + count - 1],
  );
}

/** Each was sent three messages, two to four days ago. */
async function insertTouches(pool: pg.Pool, contacts: number): Promise<void> {
  const touches = [2, 3, 4].map(
    (days) => `(extract(epoch from relance.now() - interval '${days} days') * 1000)::bigint || ' webhook nudge'`,
  );
  await pool.query(`update relance.contacts set recent_touches = array[${touches.join(', ')}] where id < $1`, [
    contactId(contacts),
  ]);
}

/** The harness's sender as a provider; every process that stores such a sender has to know it. */
function benchProvider(concurrency = 500, send: WorkerOptions['send'] = async () => {}): Provider {
  return {
    describe: () => ({
      type: 'bench',
      channels: ['webhook'],
      config: {},
      limits: { concurrency, timeoutMs: 10_000 },
      idempotency: 'none',
      outcomes: [{ when: 'always', outcome: 'accepted', source: 'bench' }],
    }),
    configure: () => ({
      async send({ data }) {
        await send(data as unknown as FollowUpPayload);
        return { kind: 'accepted' };
      },
    }),
  };
}

async function openWorker({ databaseUrl, senderConcurrency, send }: WorkerOptions): Promise<Worker> {
  const make = async () => {
    const engine = await openEngine(databaseUrl, benchProvider(senderConcurrency, send));
    await engine.senders.put([sender]);
    return engine;
  };
  let engine = await make();
  let started = false;
  return {
    async start() {
      if (started) engine = await make();
      started = true;
      engine.start();
    },
    idle: () => engine.idle,
    async stop() {
      await engine.stop();
    },
    async close() {},
  };
}
