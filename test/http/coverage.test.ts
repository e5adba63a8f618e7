// Coverage over HTTP and at /metrics: counts, the list with its causes, bounded labels.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditCoverage } from '../../src/operations/audit-coverage.ts';
import { type Api, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  for (const key of ['a', 'b', 'c']) {
    await api.call('POST', '/v1/events', {
      type: 'lead.created',
      contact: { key, name: key },
      lead: { key: `lead-${key}` },
    });
  }
  await api.call('POST', '/v1/events', {
    type: 'lead.created',
    contact: { key: 'd' },
    lead: { key: 'lead-d', followUp: false },
  });
});
afterAll(() => api.close());

test('says how many live records nobody sees to, and why', async () => {
  const { status, body } = await api.call('GET', '/v1/coverage');
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      auditedAt: expect.any(String),
      live: 4,
      uncovered: 3,
      counts: [
        { type: 'lead', covered: true, cause: 'not_wanted', count: 1 },
        { type: 'lead', covered: false, cause: 'no_sequence', count: 3 },
      ],
    },
  });
});

test('lists them in pages, by type or cause', async () => {
  const { body: first } = await api.call('GET', '/v1/coverage/uncovered?limit=2');
  expect(first.items).toMatchObject([
    {
      type: 'lead',
      key: 'lead-a',
      contactName: 'a',
      cause: 'no_sequence',
      since: expect.any(String),
      sequenceKey: null,
    },
    { key: 'lead-b' },
  ]);
  const { body: last } = await api.call(
    'GET',
    `/v1/coverage/uncovered?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`,
  );
  expect(last).toMatchObject({ items: [{ key: 'lead-c' }], nextCursor: null });
  const { body: none } = await api.call('GET', '/v1/coverage/uncovered?cause=stranded');
  expect(none).toEqual({ items: [], nextCursor: null });
  expect((await api.call('GET', '/v1/coverage/uncovered?type=dog')).status).toBe(422);
});

test('is a metric with labels from small fixed sets, and tells nobody else', async () => {
  const other = { 'x-api-key': api.otherKey };
  expect((await api.call('GET', '/v1/coverage', undefined, other)).body).toMatchObject({ live: 0, uncovered: 0 });
  expect((await api.call('GET', '/v1/coverage/uncovered', undefined, other)).body.items).toEqual([]);
  await auditCoverage(api.context, 1);
  const metrics = await api.telemetry.registry.metrics();
  expect(metrics).toContain('relance_coverage{type="lead",covered="false",cause="no_sequence"} 3');
});
