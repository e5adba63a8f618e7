// Alerts over HTTP: who is told, what stands, a test that really goes out; bad input is answered with its place.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditCoverage } from '../../src/operations/audit-coverage.ts';
import { tellAlerts } from '../../src/operations/tell-alerts.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.call('PUT', '/v1/senders/inbox', { provider: 'sandbox', channel: 'email' });
});
afterAll(() => api.close());

const everything = (level: string) => ({
  sender_unavailable: level,
  engine_late: level,
  dead_letters: level,
  unknown_outcomes: level,
  coverage_gaps: level,
  mailbox_unreadable: level,
  bounce_rate: level,
});
const desk = { key: 'desk', channel: 'email', to: 'Desk@Example.com' };

test('says who is told what, with everything that was left out', async () => {
  expect((await api.call('GET', '/v1/alerts')).body).toEqual({ targets: [], deadLetters: 10, lateAfter: '5m' });
  const onCall = { key: 'on-call', channel: 'sms', to: '+33 6 12 34 56 78', hears: 'critical' };
  const editor = { key: 'editor', channel: 'slack', to: '#team', hears: { coverage_gaps: 'warning' } };
  const { status, body } = await api.call('PUT', '/v1/alerts', {
    targets: [desk, onCall, editor],
    deadLetters: 0,
    lateAfter: '90m',
  });
  expect(status).toBe(200);
  expect(body).toEqual({
    targets: [
      { ...desk, to: 'desk@example.com', hears: everything('warning') },
      { ...onCall, to: '+33612345678', hears: everything('critical') },
      editor,
    ],
    deadLetters: 0,
    lateAfter: '90m',
  });
  expect((await api.call('GET', '/v1/alerts')).body).toEqual(body);
  // What it answers can be put back, and is no change then.
  const entries = async () => (await api.call('GET', '/v1/audit?action=alerts.stored')).body.items;
  expect(await entries()).toMatchObject([{ ids: ['desk', 'on-call', 'editor'] }]);
  expect((await api.call('PUT', '/v1/alerts', body)).body).toEqual(body);
  expect(await entries()).toHaveLength(1);
});

test('refuses what it does not understand, all at once', async () => {
  const { status, body } = await api.call('PUT', '/v1/alerts', {
    targets: [
      { key: 'a', channel: 'email', to: 'nobody' },
      { key: 'b', channel: 'whatsapp', to: '+33612345678' },
      { key: 'c', channel: 'slack', to: '#team', hears: { coverage: 'warning' } },
      { key: 'd', channel: 'slack', to: '#team', hears: 'fatal' },
      { key: 'd', channel: 'slack', to: '#other' },
      { key: 'e', channel: 'slack', to: '#other' },
      { key: 'f', channel: 'slack', to: '#third', hears: {} },
    ],
    lateAfter: '5s',
    deadLetters: -1,
    levels: {},
  });
  expect(status).toBe(422);
  expect(body.problems.map(({ path, message }: { path: string; message: string }) => `${path}: ${message}`)).toEqual([
    'levels: there is no option "levels" here',
    'targets[0].to: "nobody" is not an e-mail address',
    'targets[1].channel: there is no "whatsapp" here',
    'targets[2].hears.coverage: there is no option "coverage" here',
    'targets[3].hears: there is no "fatal" here',
    'targets[6].hears: it hears about nothing',
    'targets: "d" is a place that stands above already',
    'targets: two of them have the key "d"',
    'targets: "e" is a place that stands above already',
    'deadLetters: this is the number -1',
    'lateAfter: "5s" is too short',
  ]);
});

test('lists what stands in pages, as sentences in the language that was asked for', async () => {
  await api.call('PUT', '/v1/alerts', { targets: [desk], lateAfter: '1m' });
  await api.call('POST', '/v1/events', {
    type: 'lead.created',
    contact: { key: 'ana', email: 'ana@example.com' },
    lead: { key: 'ana' },
  });
  await auditCoverage(api.context, 1);
  const scheduled = await api.call('POST', '/v1/follow-ups', {
    contact: { key: 'ana' },
    channel: 'email',
    category: 'manual',
    dueAt: new Date(Date.now() - 3_600_000).toISOString(),
    subject: 'Hello',
    text: 'Hello',
  });
  expect(scheduled.status, JSON.stringify(scheduled.body)).toBe(201);
  const told = await tellAlerts(api.context, new AbortController().signal);
  expect(told).toMatchObject([
    { organization: 1, told: [{ target: 'desk', outcome: 'accepted', alerts: 'new engine_late' }], faults: [] },
  ]);
  const { body: first } = await api.call('GET', '/v1/alerts/standing?limit=1&locale=de');
  expect(first.items).toMatchObject([
    {
      kind: 'coverage_gaps',
      sender: null,
      level: 'critical',
      since: expect.any(String),
      text: 'Um 1 von 1 offenen Vorgängen kümmert sich niemand. 1 Interessent: keine Sequenz handelt von solchen Vorgängen.',
      told: [],
    },
  ]);
  const cursor = encodeURIComponent(first.nextCursor);
  const { body: last } = await api.call('GET', `/v1/alerts/standing?limit=1&locale=de&cursor=${cursor}`);
  expect(last).toMatchObject({
    items: [{ kind: 'engine_late', told: [{ target: 'desk', phase: 'stands', outcome: 'accepted', detail: null }] }],
    nextCursor: null,
  });
  const [message] = (await api.call('GET', '/v1/sandbox/messages')).body.items;
  expect(message).toMatchObject({ address: 'desk@example.com', text: expect.stringContaining('Messages go out late') });
  // What is nobody's business any more.
  await api.call('PUT', '/v1/alerts', {});
  expect((await api.call('GET', '/v1/alerts/standing')).body).toEqual({ items: [], nextCursor: null });
});

test('sends a test to a target, and says what came of it', async () => {
  await api.call('PUT', '/v1/alerts', { targets: [desk, { key: 'on-call', channel: 'sms', to: '+33612345678' }] });
  expect((await api.call('POST', '/v1/alerts/test', { target: 'desk' })).body).toEqual({
    result: 'ok',
    detail: 'accepted',
  });
  const [message] = (await api.call('GET', '/v1/sandbox/messages')).body.items;
  expect(message).toMatchObject({ address: 'desk@example.com', text: expect.stringContaining('This is a test.') });
  expect((await api.call('POST', '/v1/alerts/test', { target: 'on-call' })).body).toEqual({
    result: 'failed',
    detail: 'no sender of this channel can be used',
  });
  expect(await api.call('POST', '/v1/alerts/test', { target: 'desc' })).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('did you mean desk?') },
  });
});

test('are for those who may manage', async () => {
  const key = { 'x-api-key': await api.keyWith(['read']) };
  expect((await api.call('GET', '/v1/alerts', undefined, key)).status).toBe(200);
  expect((await api.call('PUT', '/v1/alerts', {}, key)).status).toBe(403);
  expect((await api.call('POST', '/v1/alerts/test', { target: 'desk' }, key)).status).toBe(403);
});
