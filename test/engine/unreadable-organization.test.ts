// What cannot be read of one organization keeps no other from being dated, sent and listened to, and the log says so once.
import { once } from 'node:events';
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/engine.ts';
import { addOrganization } from '../../src/operations/organizations.ts';
import { readEvent } from '../../src/operations/read-event.ts';
import { recordEvents } from '../../src/operations/record-events.ts';
import { redateByPolicy, redateByZoneRules } from '../../src/operations/redate-follow-ups.ts';
import { scheduleFollowUps } from '../../src/operations/schedule-follow-ups.ts';
import type { Provider } from '../../src/provider.ts';
import { createInstantProvider } from '../../src/testing/instant-provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { by } from '../support/actor.ts';
import { startVirtualWorld } from '../support/virtual-world.ts';

const minute = 60_000;
let clock: VirtualClock;
let engine: Engine;
/** Its definitions cannot be read. */
let broken: number;
/** Its follow-up is due in a zone that is none. */
let nowhere: number;
const logged: string[] = [];
const sent: string[] = [];
let isListened = false;

const mailbox: Provider = {
  describe: () => ({
    type: 'post',
    channels: ['email'],
    config: {},
    limits: { concurrency: 1, timeoutMs: 1_000 },
    listens: true,
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({
    send: async () => ({ kind: 'accepted' }),
    listen: async (_position, _handOver, signal) => {
      isListened = true;
      await once(signal, 'abort');
    },
  }),
};

const letter = { channel: 'email', category: 'transactional', subject: 'x' } as const;
const log = (event: string, facts: { organization?: unknown } = {}) => logged.push(`${event} ${facts.organization}`);
const sql = <Row>(name: string, text: string, parameters: unknown[] = []) =>
  engine.context.db.query<Row>({ name: `test-${name}`, text }, parameters);

beforeAll(async () => {
  const world = await startVirtualWorld(Date.UTC(2026, 4, 4, 9));
  clock = world.clock;
  engine = await world.createEngine({
    providers: [createInstantProvider({ onSend: ({ text }) => sent.push(text ?? '') }), mailbox],
    senders: [
      { key: 'mail', provider: 'instant', channel: 'email' },
      { key: 'post', provider: 'post', channel: 'email' },
    ],
    logger: { debug() {}, info() {}, warn: log, error: log },
  });
  const { context } = engine;
  broken = (await addOrganization(context, { key: 'broken' }, by('test'))).id;
  nowhere = (await addOrganization(context, { key: 'nowhere' }, by('test'))).id;
  await schedule(broken, { dueAt: clock.now(), text: 'never' });
  // What no request can write: an earlier version may have, or knew of a zone that is no more.
  const text = `INSERT INTO relance.sequences (org_id, key, version, definition, created_at) VALUES ($1, 'old', 1, 'null', relance.now())`;
  await sql('broken', text, [broken]);
  // Its mailbox comes first.
  const post = `INSERT INTO relance.senders (org_id, id, key, provider, channel, created_at, updated_at)
    VALUES ($1, '00000000-0000-7000-8000-000000000000', 'post', 'post', 'email', relance.now(), relance.now())`;
  await sql('post', post, [broken]);
  context.definitions.forget(broken);
  const timeOfDay = { dueAt: '2099-05-04T09:30', timeZone: 'recipient', text: 'far ahead' } as const;
  await schedule(engine.orgId, timeOfDay);
  await schedule(nowhere, timeOfDay);
  return world.close;
});

async function schedule(
  orgId: number,
  what: { readonly dueAt: number | string; readonly timeZone?: 'recipient'; readonly text: string },
): Promise<void> {
  const read = readEvent({ type: 'contact.upserted', contact: { email: 'nobody@example.com' } }, '', {
    now: clock.now(),
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const [recorded] = await recordEvents(engine.context, orgId, [read.event]);
  const contactId = (recorded && 'contactId' in recorded && recorded.contactId) || '';
  const [result] = await scheduleFollowUps(engine.context, orgId, [{ contactId, ...letter, ...what }]);
  if (!result?.ok) throw new Error(JSON.stringify(result));
}

/** As an older process has dated all of them; @param zone of those of `nowhere` */
async function dateByOlderRules(zone: string): Promise<void> {
  await sql(
    'older',
    `UPDATE relance.follow_ups SET intent = intent || '{"tzdata": "2019a"}' ||
       CASE WHEN org_id = $1 THEN jsonb_build_object('zone', $2::text) ELSE '{}' END
     WHERE intent IS NOT NULL`,
    [nowhere, zone],
  );
}

/** Moves on by as much, and then by the minute until housekeeping has come to its end. */
async function afterRound(ms: number): Promise<void> {
  const from = clock.now() + ms;
  await clock.advanceTo(from);
  const auditedAt = async () => {
    await clock.advanceBy(minute);
    const text =
      'SELECT (extract(epoch FROM ended_at) * 1000)::float8 AS at FROM relance.coverage_audits WHERE org_id = $1';
    const [audit] = await sql<{ at: number | null }>('audits', text, [engine.orgId]);
    return audit?.at ?? 0;
  };
  await expect.poll(auditedAt, { interval: 100, timeout: 10_000 }).toBeGreaterThanOrEqual(from);
}

test('the others are dated by their new policies', async () => {
  await engine.policy.put({ holidays: { dates: ['2099-05-11'] } });
  const faults: number[] = [];
  const redate = () => redateByPolicy(engine.context, new AbortController().signal, (orgId) => faults.push(orgId));
  await redate();
  await redate();
  // It is tried again; the other one is done.
  expect(faults).toEqual([broken, broken]);
});

test('the others are dated by newer rules of the zones', async () => {
  await dateByOlderRules('Nowhere/Land');
  const faults: number[] = [];
  const redate = () =>
    redateByZoneRules(engine.context, new AbortController().signal, (orgId, error) => {
      expect(error).toBeInstanceOf(RangeError);
      faults.push(orgId);
    });
  expect([await redate(), await redate()]).toEqual([1, 0]);
  expect(faults).toEqual([nowhere, nowhere]);
});

test('the others are sent, and the log says it once', async () => {
  const contactOf = async (email: string) => {
    const recorded = await engine.events.record({ type: 'contact.upserted', contact: { email } });
    return ('contactId' in recorded && recorded.contactId) || '';
  };
  engine.start();
  for (let n = 0; n < 5; n += 1) {
    const contactId = await contactOf(`p${n}@example.com`);
    await engine.followUps.schedule({ contactId, dueAt: clock.now(), ...letter, text: `hello ${n}` });
    await expect.poll(() => sent, { timeout: 10_000, interval: 20 }).toContain(`hello ${n}`);
  }
  await expect.poll(() => isListened).toBe(true);
  expect(logged.sort()).toEqual([`lane_unreadable ${broken}`, `listener_unreadable ${broken}`]);
});

test('housekeeping comes to its end each time, and the log says it once of each until it works again', async () => {
  const [byPolicy, byZones] = [`redating_failed ${broken}`, `redating_failed ${nowhere}`];
  const said = () => logged.filter((line) => line.startsWith('redating_failed'));
  await afterRound(11 * minute);
  expect(said()).toEqual([byPolicy, byZones]);
  await afterRound(61 * minute);
  await afterRound(61 * minute);
  expect(said()).toEqual([byPolicy, byZones]);
  await dateByOlderRules('Europe/Paris');
  await afterRound(61 * minute);
  await dateByOlderRules('Nowhere/Land');
  await afterRound(61 * minute);
  expect(said()).toEqual([byPolicy, byZones, byZones]);
});
