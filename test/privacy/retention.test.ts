// What is past its keeping goes, in every organization by its own periods, and nothing that is open does.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followUpId } from '../../src/domain/follow-up-id.ts';
import { createEngine } from '../../src/engine.ts';
import { newId } from '../../src/ids.ts';
import { changeOrganization } from '../../src/operations/change-organization.ts';
import { diagnose } from '../../src/operations/diagnose.ts';
import { keepRetention, putRetention, readOwnRetention } from '../../src/operations/keep-retention.ts';
import { RetentionWalk } from '../../src/store/retention.ts';
import { by } from '../support/actor.ts';
import { type Installation, idOf, startInstallation } from './support/installation.ts';

let relance: Installation;
const { signal } = new AbortController();

beforeAll(async () => {
  relance = await startInstallation({ works: false });
});
afterAll(() => relance?.stop());

const aged = [
  'inbox',
  'messages',
  'timeline',
  'attempts',
  'receipts',
  'follow_ups',
  'enrollments',
  'sandbox_messages',
  'consents',
] as const;

/** One of each, all made a hundred days ago: of an open follow-up, and of one that has ended. */
async function history(orgId: number): Promise<void> {
  const engine = orgId === relance.engine.orgId ? relance.engine : await relance.engine.for('other');
  const contact = { key: 'ana', email: 'ana@example.com' };
  const contactId = idOf(await engine.events.record({ type: 'contact.upserted', contact }));
  for (const state of ['open', 'ended', 'dead_letter'] as const) {
    const scheduled = await engine.followUps.schedule({
      contactId,
      dueAt: Date.now(),
      channel: 'email',
      category: 'manual',
      text: state,
    });
    const id = scheduled.ok ? scheduled.id : '';
    const at = `relance.now() - interval '100 days'`;
    await relance.rows(
      `INSERT INTO relance.messages (org_id, id, contact_id, follow_up_id, channel, direction, state, address, text, body_hash, created_at)
      VALUES ($1, $2, $3, $2, 'email', 'out', 'sent', 'ana@example.com', 'Hello', 'x', ${at})`,
      [orgId, id, contactId],
    );
    await relance.rows(
      `INSERT INTO relance.attempts (org_id, follow_up_id, number, outcome, at) VALUES ($1, $2, 1, 'accepted', ${at})`,
      [orgId, id],
    );
    await relance.rows(
      `INSERT INTO relance.receipts (org_id, sender_id, dedupe_key, follow_up_id, state, at, received_at) VALUES ($1, $2, 'r', $2, 'delivered', ${at}, ${at})`,
      [orgId, id],
    );
    await relance.rows(
      `INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, kind) VALUES ($1, $3, $2, ${at}, $2, 'sent')`,
      [orgId, id, contactId],
    );
    if (state === 'open') continue;
    const to = state === 'ended' ? 'skipped' : 'dead_letter';
    await relance.rows(
      `UPDATE relance.follow_ups SET state = 'claimed', queue_at = NULL, lease_until = relance.now(), message_id = id WHERE org_id = $1 AND id = $2`,
      [orgId, id],
    );
    await relance.rows(
      `UPDATE relance.follow_ups SET state = '${to}', lease_until = NULL, reason = 'test', ended_at = ${at} WHERE org_id = $1 AND id = $2`,
      [orgId, id],
    );
  }
  await relance.rows(
    `INSERT INTO relance.enrollments (org_id, id, contact_id, sequence_key, sequence_version, subject_type, subject_key, anchor_at, state, created_at, ended_at)
    SELECT $1, gen_random_uuid(), $2, 'quote', 1, 'lead', 'l', relance.now(), s::relance.enrollment_state, relance.now(), CASE WHEN s <> 'active' THEN relance.now() - interval '100 days' END
    FROM unnest(ARRAY['active', 'completed']) AS s`,
    [orgId, contactId],
  );
  await relance.rows(
    `INSERT INTO relance.sandbox_messages (org_id, id, attempt_id, channel, address, text, created_at)
    VALUES ($1, gen_random_uuid(), 'x', 'email', 'ana@example.com', 'Hello', relance.now() - interval '100 days')`,
    [orgId],
  );
  await relance.rows(
    `INSERT INTO relance.consents (org_id, contact_id, channel, value, category, state, source, text, ip, event_id, at, recorded_at)
    VALUES ($1, $2, 'email', 'ana@example.com', '*', 'in', 'form', 'I agree', '203.0.113.9', $2, relance.now(), relance.now() - interval '100 days')`,
    [orgId, contactId],
  );
  await relance.rows(`UPDATE relance.inbox SET received_at = relance.now() - interval '100 days' WHERE org_id = $1`, [
    orgId,
  ]);
}

async function counts(orgId: number): Promise<Record<string, number>> {
  const parts = aged.map((table) => {
    // Of these the row stays.
    const whole = table === 'messages' || table === 'consents' ? `AND text <> ''` : '';
    return `(SELECT count(*)::int FROM relance.${table} WHERE org_id = $1 ${whole}) AS ${table}`;
  });
  return (await relance.rows<Record<string, number>>(`SELECT ${parts.join(', ')}`, [orgId]))[0] as Record<
    string,
    number
  >;
}

const keptForEver = {
  inbox: null,
  messages: null,
  timeline: null,
  attempts: null,
  receipts: null,
  followUps: null,
  sandbox: null,
  audit: null,
  consents: null,
};

test('each organization keeps by its own periods, and what is open or waits for a person stays', async () => {
  const { context, orgId } = relance.engine;
  const { orgId: other } = await relance.engine.for('other');
  await history(orgId);
  await history(other);
  const whole = {
    inbox: 1,
    messages: 3,
    timeline: 4,
    attempts: 3,
    receipts: 3,
    follow_ups: 3,
    enrollments: 2,
    sandbox_messages: 1,
    consents: 1,
  };
  expect([await counts(orgId), await counts(other)]).toEqual([whole, whole]);
  await putRetention(context, other, keptForEver, by('desk'));
  await putRetention(context, orgId, { ...keptForEver, messages: 99, attempts: 101 }, by('desk'));
  const walk = new RetentionWalk();
  await keepRetention(context, walk, signal);
  expect(await counts(orgId)).toEqual({ ...whole, messages: 2 });
  const days = Object.fromEntries(Object.keys(keptForEver).map((kind) => [kind, 30]));
  await putRetention(context, orgId, days, by('desk'));
  const late = (await diagnose(relance.url)).checks.find(({ name }) => name === 'retention');
  expect(late).toMatchObject({ level: 'warn', message: expect.stringContaining('1 of attempts') });
  await keepRetention(context, walk, signal);
  expect(await counts(orgId)).toEqual({
    ...{
      inbox: 0,
      messages: 2,
      timeline: 3,
      attempts: 2,
      receipts: 2,
      follow_ups: 2,
      enrollments: 1,
      sandbox_messages: 0,
      consents: 0,
    },
  });
  // Only its proof went.
  expect(await relance.rows('SELECT state, value, ip FROM relance.consents WHERE org_id = $1', [orgId])).toEqual([
    { state: 'in', value: 'ana@example.com', ip: null },
  ]);
  expect(await counts(other)).toEqual(whole);
  const kept = await relance.rows<{ state: string }>(
    `SELECT state::text FROM relance.follow_ups WHERE org_id = $1 ORDER BY 1`,
    [orgId],
  );
  expect(kept.map(({ state }) => state)).toEqual(['dead_letter', 'scheduled']);
  expect((await diagnose(relance.url)).checks.find(({ name }) => name === 'retention')).toMatchObject({ level: 'ok' });
});

test('an enrollment stays for as long as a dead letter of it waits for somebody', async () => {
  const engine = await createEngine({ database: relance.url, organization: 'letters' });
  const { context, orgId } = engine;
  const contactId = idOf(await engine.events.record({ type: 'contact.upserted', contact: { key: 'eve' } }));
  const at = `relance.now() - interval '100 days'`;
  const ids: string[] = [];
  for (const state of ['dead_letter', 'skipped']) {
    const id = newId(Date.now());
    ids.push(id);
    await relance.rows(
      `INSERT INTO relance.enrollments (org_id, id, contact_id, sequence_key, sequence_version, subject_type, subject_key, anchor_at, state, created_at, ended_at)
      VALUES ($1, $2, $3, 'quote', 1, 'lead', 'l', ${at}, 'completed', ${at}, ${at})`,
      [orgId, id, contactId],
    );
    await relance.rows(
      `INSERT INTO relance.follow_ups (org_id, id, contact_id, enrollment_id, kind, step, occurrence, channel, category, tier, due_at, state, reason, created_at, ended_at)
      VALUES ($1, $2, $3, $4, 'message', 0, 300, 'email', 'nurture', 1, ${at}, '${state}', 'test', ${at}, ${at})`,
      [orgId, followUpId(id, 0, 300), contactId, id],
    );
  }
  const kept = async () =>
    (await relance.rows<{ id: string }>('SELECT id FROM relance.enrollments WHERE org_id = $1', [orgId])).map(
      ({ id }) => id,
    );
  await putRetention(context, orgId, { followUps: 30 }, by('desk'));
  await keepRetention(context, new RetentionWalk(), signal);
  expect(await kept()).toEqual([ids[0]]);
  await relance.rows(`UPDATE relance.follow_ups SET state = 'cancelled' WHERE org_id = $1`, [orgId]);
  await keepRetention(context, new RetentionWalk(), signal);
  expect(await kept()).toEqual([]);
  await engine.stop();
});

test('nothing of people goes unless the organization has said so; what is only technical does', async () => {
  const engine = await createEngine({ database: relance.url, organization: 'silent' });
  const { context, orgId } = engine;
  expect(await readOwnRetention(context, orgId)).toEqual({
    ...{ inbox: 30, sandbox: 30, audit: 2_555 },
    ...{ messages: null, timeline: null, attempts: null, receipts: null, followUps: null, consents: null },
  });
  await engine.stop();
});

test('two changes at once do not undo each other, and neither does one of the organization itself', async () => {
  const engine = await createEngine({ database: relance.url, organization: 'busy' });
  const { context, orgId } = engine;
  for (let days = 1; days <= 10; days += 1) {
    await Promise.all([
      putRetention(context, orgId, { messages: days }, by('one')),
      putRetention(context, orgId, { timeline: days }, by('another')),
    ]);
    expect(await readOwnRetention(context, orgId)).toMatchObject({ messages: days, timeline: days });
  }
  // Null is for ever, and no absent value.
  await putRetention(context, orgId, { inbox: null }, by('desk'));
  await changeOrganization(context, orgId, { helpText: 'Call us' }, by('desk'));
  await changeOrganization(context, orgId, { helpText: null }, by('desk'));
  expect(await relance.rows('SELECT settings FROM relance.organizations WHERE id = $1', [orgId])).toEqual([
    { settings: { retention: { messages: 10, timeline: 10, inbox: null } } },
  ]);
  await engine.stop();
});

test('a table that is longer than one look is walked to its end', async () => {
  const { context, orgId } = relance.engine;
  await relance.rows(
    `INSERT INTO relance.sandbox_messages (org_id, id, attempt_id, channel, address, text, created_at)
    SELECT $1, gen_random_uuid(), 'x', 'email', 'a', 'b', relance.now() - CASE WHEN n % 2 = 0 THEN interval '100 days' ELSE interval '1 day' END
    FROM generate_series(1, 5000) AS n`,
    [orgId],
  );
  await keepRetention(context, new RetentionWalk(), signal);
  expect((await counts(orgId)).sandbox_messages).toBe(2_500);
});

test('what was never set follows the default, and what another part of the settings says stays', async () => {
  const engine = await createEngine({ database: relance.url, organization: 'third' });
  const { context, orgId } = engine;
  await relance.rows(`UPDATE relance.organizations SET settings = '{"helpText":"Call us"}' WHERE id = $1`, [orgId]);
  const { sandbox: _, ...defaults } = await readOwnRetention(context, orgId);
  expect(await putRetention(context, orgId, { sandbox: 7 }, by('desk'))).toEqual({ ...defaults, sandbox: 7 });
  expect(await relance.rows('SELECT settings FROM relance.organizations WHERE id = $1', [orgId])).toEqual([
    { settings: { helpText: 'Call us', retention: { sandbox: 7 } } },
  ]);
  await engine.stop();
});
