import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const lead = (key: string) => ({
  type: 'lead.created',
  contact: { key, email: `${key}@example.com` },
  lead: { key: `lead-${key}`, score: 0.5 },
});

describe('recording events', () => {
  it('answers 201 with what followed, once the event is stored', async () => {
    const { status, body } = await api.call('POST', '/v1/events', lead('ana'));
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ duplicate: false, enrolled: 0, exited: 0 });
    const list = await api.call('GET', `/v1/events?contact=${body.contactId}`);
    expect(list.body.items).toMatchObject([{ id: body.id, type: 'lead.created', body: { lead: { score: 0.5 } } }]);
  });

  it('records a repetition under the same Idempotency-Key once', async () => {
    const first = await api.call('POST', '/v1/events', lead('ben'), { 'idempotency-key': 'k-1' });
    const again = await api.call('POST', '/v1/events', lead('ben'), { 'idempotency-key': 'k-1' });
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, duplicate: true } });
  });

  it('refuses the same key with another body', async () => {
    await api.call('POST', '/v1/events', { ...lead('cleo'), key: 'k-2' });
    const { status, body, headers } = await api.call('POST', '/v1/events', { ...lead('dora'), key: 'k-2' });
    expect(status).toBe(409);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({ code: 'idempotency_conflict', problems: [{ path: 'key' }] });
  });

  it('takes what is good in a batch and says of the rest what is wrong', async () => {
    const events = [
      lead('eva'),
      { type: 'lead.creatd', contact: { key: 'x' } },
      { ...lead('fred'), key: 'k-2' },
      lead('gil'),
    ];
    const { status, body } = await api.call('POST', '/v1/events/batch', { events });
    expect(status).toBe(200);
    expect(body).toMatchObject({ recorded: 2, refused: 2 });
    expect(body.results.map((one: { ok: boolean }) => one.ok)).toEqual([true, false, false, true]);
    expect(body.results[1]).toMatchObject({
      code: 'invalid_input',
      problems: [{ path: 'events[1].type', expected: 'did you mean lead.created?' }],
    });
    expect(body.results[2]).toMatchObject({ code: 'idempotency_conflict', problems: [{ path: 'events[2].key' }] });
  });

  it('makes the keys of a batch from its Idempotency-Key', async () => {
    const events = [lead('hal'), lead('ida')];
    const first = await api.call('POST', '/v1/events/batch', { events }, { 'idempotency-key': 'b-1' });
    const again = await api.call('POST', '/v1/events/batch', { events }, { 'idempotency-key': 'b-1' });
    expect(first.body.recorded).toBe(2);
    expect(again.body.results).toMatchObject([{ duplicate: true }, { duplicate: true }]);
  });

  it('refuses a batch of more than a thousand', async () => {
    const { status, body } = await api.call('POST', '/v1/events/batch', { events: Array(1_001).fill({}) });
    expect({ status, problems: body.problems }).toMatchObject({
      status: 422,
      problems: [{ path: 'events', expected: 'at most 1000' }],
    });
  });
});
