import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';
import { isForCallers, type Operation, operationsOf } from './support/operations.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.call('PUT', '/v1/contacts/key:ana', { name: 'Ana', email: 'Ana@Example.com ', plan: 'gold' });
});
afterAll(() => api.close());

const oneOff = (more: object = {}) => ({
  contact: { key: 'ana' },
  channel: 'email',
  subject: 'hello',
  text: 'hello',
  after: '1h',
  ...more,
});
const schedule = async (more: object = {}): Promise<string> => {
  const { status, body } = await api.call('POST', '/v1/follow-ups', oneOff(more));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};

describe('the description of the API', () => {
  it('is OpenAPI 3.1, and every route has a summary, a tag, an id of its own, and its problems', async () => {
    const { status, body } = await api.call('GET', '/openapi.json', undefined, { 'x-api-key': '' });
    expect({ status, openapi: body.openapi }).toEqual({ status: 200, openapi: '3.1.0' });
    const operations: readonly Operation[] = operationsOf(body);
    expect(operations.length).toBeGreaterThan(50);
    const names = body.tags.map((tag: { name: string }) => tag.name);
    for (const { method, path, documented } of operations) {
      const { summary, tags, responses } = documented;
      expect({ path, method, hasSummary: (summary ?? '').length > 5, hasTag: names.includes(tags?.[0]) }).toEqual({
        path,
        method,
        hasSummary: true,
        hasTag: true,
      });
      // Vendors' calls are verified by their signatures, and answered in few words.
      if (!isForCallers({ path })) continue;
      expect(Object.keys(responses)).toEqual(
        expect.arrayContaining(['401', '403', '422', '503', ...(path.includes('{') ? ['404'] : [])]),
      );
      expect(JSON.stringify(responses['401'])).toContain('#/components/schemas/Problem');
    }
    const ids = operations.filter(isForCallers).map(({ documented }) => documented.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    // An instant is a text wherever it stands.
    expect(JSON.stringify(body)).not.toContain('"dueAt":{"type":"number"');
  });

  it('is readable at /docs, with nothing from elsewhere', async () => {
    const { status, body, headers } = await api.call('GET', '/docs/', undefined, { 'x-api-key': '' });
    expect({ status, isPage: String(body).includes('<html') }).toEqual({ status: 200, isPage: true });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });
});

describe('probes', () => {
  it('say that the process is up, ready, and what it counted', async () => {
    expect((await api.call('GET', '/healthz')).body).toEqual({ status: 'up' });
    expect((await api.call('GET', '/readyz')).body).toMatchObject({ status: 'ready' });
    await schedule();
    const { body } = await api.call('GET', '/metrics');
    expect(body).toMatch(/relance_follow_ups\{state="scheduled"\} \d/);
    expect(body).toMatch(
      /relance_http_request_duration_seconds_count\{method="POST",route="\/v1\/follow-ups",status="2xx"\} \d/,
    );
  });
});

describe('follow-ups', () => {
  it('are scheduled once however often the request is repeated', async () => {
    const send = () =>
      api.call('POST', '/v1/follow-ups', oneOff({ text: 'once' }), { 'idempotency-key': 'schedule-1' });
    const [first, second] = await Promise.all([send(), send()]);
    expect(first).toMatchObject({ status: 201, body: { id: expect.any(String) } });
    expect(second.body).toEqual(first.body);
    const other = await api.call('POST', '/v1/follow-ups', oneOff({ text: 'twice' }), {
      'idempotency-key': 'schedule-1',
    });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
  });

  it('are scheduled many at once, each with a result', async () => {
    const { status, body } = await api.call('POST', '/v1/follow-ups', {
      followUps: [oneOff(), oneOff({ contact: { key: 'nobody' } })],
    });
    expect({ status, ok: body.results.map((one: { ok: boolean }) => one.ok) }).toEqual({
      status: 200,
      ok: [true, false],
    });
    expect(body.results[1].problems).toMatchObject([{ path: 'followUps[1].contact' }]);
  });

  it('may be due at a time of the day by the clock of the recipient', async () => {
    const due = (more: object) => api.call('POST', '/v1/follow-ups', oneOff({ after: undefined, ...more }));
    const good = await due({ dueAt: '2020-01-07T09:30', timeZone: 'America/New_York' });
    expect(good).toMatchObject({ status: 201, body: { dueAt: '2020-01-07T14:30:00.000Z' } });
    const bad = async (more: object) => (await due(more)).body.problems[0];
    expect(await bad({ dueAt: '2020-01-07T09:30' })).toMatchObject({
      path: 'dueAt',
      expected: expect.stringContaining('timeZone'),
    });
    expect(await bad({ dueAt: '2031-01-07T09:30:00Z', timeZone: 'recipient' })).toMatchObject({ path: 'timeZone' });
    expect(await bad({ dueAt: '2020-01-07T09:30', timeZone: 'Mars' })).toMatchObject({ path: 'timeZone' });
    expect(await bad({ dueAt: '2031-02-30T09:30', timeZone: 'recipient' })).toMatchObject({ path: 'dueAt' });
  });

  it('are listed in pages that neither repeat nor leave out any, merged over channels and tiers', async () => {
    const wanted: string[] = [];
    for (let minute = 1; minute <= 9; minute += 1) {
      const channel = ['email', 'sms', 'webhook'][minute % 3];
      wanted.push(await schedule({ after: `${minute + 6_000}m`, channel, tier: minute % 4 }));
    }
    const from = encodeURIComponent(new Date(Date.now() + 5_999 * 60_000).toISOString());
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await api.call(
        'GET',
        `/v1/follow-ups?view=upcoming&limit=2&dueFrom=${from}${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(wanted);
  });

  it('are moved, sent now and cancelled, and tell why', async () => {
    const id = await schedule({ after: '10d' });
    const dueAt = '2031-01-01T00:00:00.000Z';
    expect((await api.call('POST', `/v1/follow-ups/${id}/reschedule`, { dueAt })).body).toEqual({ id, dueAt });
    expect((await api.call('POST', `/v1/follow-ups/${id}/send-now`)).status).toBe(200);
    expect((await api.call('POST', `/v1/follow-ups/${id}/cancel`, { reason: 'handled' })).body).toMatchObject({
      state: 'cancelled',
      reason: 'handled',
    });
    const conflict = await api.call('POST', `/v1/follow-ups/${id}/reschedule`, { dueAt });
    expect(conflict).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('this one was cancelled') },
    });
    const { body } = await api.call('GET', `/v1/follow-ups/${id}/explain`);
    expect(body.decisions.map(({ kind, reason }: { kind: string; reason: string }) => `${kind}: ${reason}`)).toEqual([
      'moved: rescheduled',
      'moved: send_now',
      'cancelled: handled',
    ]);
    expect(body).toMatchObject({
      summary: expect.stringMatching(/^It was cancelled on .*: handled\.$/),
      wouldSendIf: expect.any(String),
    });
  });

  it('are explained by what ended their sequence', async () => {
    await api.call('PUT', '/v1/sequences/explained', {
      trigger: 'custom.explained',
      steps: [{ key: 'later', after: '1d', channel: 'email', subject: 'Hello', text: 'hello' }],
      exit: ['message.received'],
    });
    const contact = { key: 'ana' };
    await api.call('POST', '/v1/events', { type: 'custom.explained', contact });
    const { body: page } = await api.call('GET', '/v1/follow-ups?sequence=explained');
    await api.call('POST', '/v1/events', { type: 'message.received', contact, conversation: contact });
    const { body } = await api.call('GET', `/v1/follow-ups/${page.items[0].id}/explain`);
    expect(body.decisions.map(({ kind, reason }: { kind: string; reason: string }) => `${kind}: ${reason}`)).toEqual([
      'enrolled: explained',
      'exited: message.received',
    ]);
  });

  it('are settled by hand while their outcome is unknown, and tell who did it', async () => {
    const id = await schedule({ after: '1d' });
    const early = await api.call('POST', `/v1/follow-ups/${id}/settle`, { outcome: 'sent' });
    expect(early).toMatchObject({ status: 409, body: { detail: expect.stringContaining('scheduled') } });
    for (const set of [
      `state = 'claimed', queue_at = NULL, lease_until = relance.now()`,
      `state = 'calling', attempts = 1, message_id = id, sender_id = id`,
      `state = 'unknown', reason = 'kept_unknown', failed_at = relance.now(), lease_until = NULL`,
    ]) {
      const text = `UPDATE relance.follow_ups SET ${set} WHERE id = $1`;
      await api.context.db.query({ name: `test-${set.slice(0, 20)}`, text }, [id]);
    }
    expect((await api.call('POST', `/v1/follow-ups/${id}/settle`, { outcome: 'perhaps' })).status).toBe(422);
    const settled = await api.call('POST', `/v1/follow-ups/${id}/settle`, { outcome: 'sent' });
    expect(settled).toMatchObject({ status: 200, body: { id, state: 'sent' } });
    const { body } = await api.call('GET', `/v1/follow-ups/${id}/explain`);
    expect(body.decisions.at(-1)).toMatchObject({
      kind: 'sent',
      reason: 'settled_by_hand',
      facts: { outcome: 'sent' },
    });
    expect(body.decisions.at(-1).facts.by).toEqual(expect.any(String));
    expect(body.attempts).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('wait for approval', async () => {
    const id = await schedule({ approval: true });
    expect((await api.call('POST', `/v1/follow-ups/${id}/send-now`)).body.detail).toContain('approve it first');
    expect((await api.call('POST', `/v1/follow-ups/${id}/approve`)).status).toBe(200);
    expect((await api.call('GET', `/v1/follow-ups/${id}`)).body).toMatchObject({
      state: 'scheduled',
      reason: 'approved',
    });
    expect((await api.call('POST', `/v1/follow-ups/${id}/retry`)).status).toBe(409);
  });

  it('refuse to be moved while a worker has them', async () => {
    const id = await schedule({ after: '9d' });
    const claim = {
      name: 'claim-by-hand',
      text: `UPDATE relance.follow_ups SET state = 'claimed', queue_at = NULL, lease_token = 1,
      lease_until = relance.now() + interval '1 minute' WHERE org_id = 1 AND id = $1`,
    };
    await api.context.db.query(claim, [id]);
    const answer = await api.call('POST', `/v1/follow-ups/${id}/reschedule`, { dueAt: '2031-01-01T00:00:00Z' });
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('a worker has just taken this one') },
    });
  });

  it('are tried again when they were given up', async () => {
    const id = await schedule({ after: '8d' });
    const give = (text: string) =>
      api.context.db.query({ name: text.slice(0, 60).replaceAll(/\W+/g, '-'), text }, [id]);
    await give(`UPDATE relance.follow_ups SET state = 'claimed', queue_at = NULL, lease_token = 1,
      lease_until = relance.now() + interval '1 minute' WHERE org_id = 1 AND id = $1`);
    await give(`UPDATE relance.follow_ups SET state = 'dead_letter', reason = 'render_failed', lease_token = NULL, lease_until = NULL,
      failed_at = relance.now(), ended_at = relance.now() WHERE org_id = 1 AND id = $1`);
    expect((await api.call('GET', '/v1/follow-ups?view=failed')).body.items).toMatchObject([
      { id, reason: 'render_failed' },
    ]);
    expect((await api.call('POST', `/v1/follow-ups/${id}/retry`)).status).toBe(200);
    expect((await api.call('GET', `/v1/follow-ups/${id}`)).body).toMatchObject({
      state: 'scheduled',
      failedAt: null,
      endedAt: null,
    });
  });
});

describe('the other resources', () => {
  it('keep what they do not know of a contact as attributes', async () => {
    const { body } = await api.call('PATCH', '/v1/contacts/key:ana', { timezone: 'Europe/Paris', seats: 3 });
    expect(body).toMatchObject({ name: 'Ana', timezone: 'Europe/Paris', attributes: { plan: 'gold', seats: 3 } });
    expect(body.addresses).toEqual([{ channel: 'email', value: 'ana@example.com', suppressed: null, consents: {} }]);
    expect((await api.call('GET', '/v1/contacts?email=ANA@example.com')).body.items).toHaveLength(1);
  });

  it('raise the epoch of everybody who holds an address that is suppressed', async () => {
    await api.call('PUT', '/v1/contacts/key:twin', { email: 'ana@example.com' });
    const epochs = () =>
      api.context.db.query<{ key: string; epoch: number }>({
        name: 'epochs',
        text: `SELECT key, epoch FROM relance.contacts WHERE org_id = 1 ORDER BY key`,
      });
    const before = await epochs();
    const { status } = await api.call('POST', '/v1/suppressions', {
      channel: 'email',
      value: ' ANA@example.com',
      cause: 'complaint',
    });
    expect(status).toBe(201);
    const after = await epochs();
    expect(after.map(({ epoch }, index) => epoch - (before[index]?.epoch ?? 0))).toEqual([1, 1]);
    expect((await api.call('GET', '/v1/contacts/key:twin')).body.addresses).toMatchObject([
      { suppressed: 'complaint' },
    ]);
    const lift = (query: string) => api.call('DELETE', `/v1/suppressions/email/ana@example.com${query}`);
    expect((await lift('')).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('force=true') });
    expect((await lift('?force=true&reason=asked%20for%20it')).body).toEqual({ lifted: true });
    expect((await lift('?force=true')).status).toBe(404);
    const { body: timeline } = await api.call('GET', '/v1/contacts/key:twin/timeline?limit=2');
    expect(timeline.items).toMatchObject([
      { kind: 'suppression_lifted', reason: 'complaint', facts: { why: 'asked for it', by: 'test' } },
      { kind: 'suppressed', reason: 'complaint', facts: { channel: 'email', by: 'test' } },
    ]);
  });

  it('make a version of a sequence for each change, and none without', async () => {
    const document = (text: string) => ({
      trigger: 'custom.asked',
      steps: [{ key: 'a', after: '1h', channel: 'email', text }],
      exit: ['message.received'],
    });
    expect((await api.call('PUT', '/v1/sequences/asked', document('one'))).body).toMatchObject({
      version: 1,
      changed: true,
    });
    expect((await api.call('PUT', '/v1/sequences/asked', document('one'))).body).toMatchObject({
      version: 1,
      changed: false,
    });
    expect((await api.call('PUT', '/v1/sequences/asked', document('two'))).body).toMatchObject({
      version: 2,
      changed: true,
    });
    const { body: versions } = await api.call('GET', '/v1/sequences/asked/versions');
    expect(versions.items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    const { body: latest } = await api.call('GET', '/v1/sequences/asked');
    expect((await api.call('PUT', '/v1/sequences/asked', latest.document)).body).toMatchObject({
      version: 2,
      changed: false,
    });
    expect((await api.call('POST', '/v1/sequences/asked/pause')).body.pausedAt).toEqual(expect.any(String));
    const asked = { type: 'custom.asked', contact: { key: 'ana' } };
    expect((await api.call('POST', '/v1/events', asked)).body.enrolled).toBe(0);
    expect((await api.call('POST', '/v1/sequences/asked/resume')).body.pausedAt).toBeNull();
    expect((await api.call('POST', '/v1/events', asked)).body.enrolled).toBe(1);
  });

  it('end an enrollment early with everything that is pending, after a pause', async () => {
    const steps = [
      { key: 'a', after: '1h', channel: 'email', text: 'x' },
      { key: 'b', after: '2h', channel: 'email', text: 'y' },
    ];
    await api.call('PUT', '/v1/sequences/slow', { trigger: 'lead.created', steps, exit: ['message.received'] });
    await api.call('POST', '/v1/events', { type: 'lead.created', contact: { key: 'ana' }, lead: { key: 'l-7' } });
    const [enrollment] = (await api.call('GET', '/v1/enrollments?sequence=slow&state=active')).body.items;
    expect((await api.call('POST', `/v1/enrollments/${enrollment.id}/pause`)).body.state).toBe('paused');
    expect((await api.call('POST', `/v1/enrollments/${enrollment.id}/resume`)).body.state).toBe('active');
    expect((await api.call('POST', `/v1/enrollments/${enrollment.id}/exit`, { reason: 'handled' })).body).toMatchObject(
      { state: 'exited', exitReason: 'handled' },
    );
    const { body } = await api.call('GET', `/v1/follow-ups?sequence=slow&contact=${enrollment.contactId}`);
    expect(body.items.map(({ state, stepKey }: { state: string; stepKey: string }) => [stepKey, state])).toEqual([
      ['b', 'cancelled'],
      ['a', 'cancelled'],
    ]);
    expect((await api.call('POST', `/v1/enrollments/${enrollment.id}/resume`)).status).toBe(409);
  });

  it('log the messages of a conversation and count on reading', async () => {
    const log = (body: object) =>
      api.call('POST', '/v1/conversations/chat%2F1/messages', { channel: 'email', ...body });
    expect((await log({ direction: 'out', text: 'Hello?' })).status).toBe(404);
    expect(
      (await log({ direction: 'out', text: 'Hello?', contact: { key: 'ana' }, conversation: { stage: 'new' } })).status,
    ).toBe(201);
    expect((await log({ direction: 'in', text: 'Hi' })).status).toBe(201);
    const { body } = await api.call('GET', '/v1/conversations/chat%2F1');
    expect(body).toMatchObject({
      stage: 'new',
      followupCount24h: 0,
      lastBotMessageAt: expect.any(String),
      scheduledFollowupAt: null,
    });
    expect((await api.call('GET', '/v1/messages?conversation=chat/1')).body.items).toMatchObject([
      { direction: 'in' },
      { direction: 'out' },
    ]);
  });

  it('pause a contact, show its timeline, test a sender, preview a template', async () => {
    expect((await api.call('POST', '/v1/contacts/key:ana/pause')).body.pausedAt).toEqual(expect.any(String));
    expect((await api.call('POST', '/v1/contacts/key:ana/resume')).body.pausedAt).toBeNull();
    const { body: timeline } = await api.call('GET', '/v1/contacts/key:ana/timeline?limit=2');
    expect(timeline.items.map(({ text }: { text: string }) => text)).toEqual([
      'Messages to this person were resumed by test.',
      'Messages to this person were paused by test.',
    ]);
    await api.call('PUT', '/v1/senders/inbox', { provider: 'sandbox', channel: 'email' });
    expect((await api.call('POST', '/v1/senders/inbox/test')).body.result).toBe('unchecked');
    expect((await api.call('POST', '/v1/senders/inbox/pause')).body.pausedAt).toEqual(expect.any(String));
    await api.call('PUT', '/v1/templates/hi', { channel: 'email', subject: 'Hi', text: 'Hello {{ contact.name }}' });
    const { body } = await api.call('POST', '/v1/templates/hi/preview', {
      channel: 'email',
      facts: { contact: { name: 'Ana' } },
    });
    expect(body).toMatchObject({ subject: 'Hi', text: 'Hello Ana', version: 1 });
  });

  it('give the answer of the first request to a repetition', async () => {
    const id = await schedule({ after: '7d' });
    const cancel = (body: object) =>
      api.call('POST', `/v1/follow-ups/${id}/cancel`, body, { 'idempotency-key': 'cancel-1' });
    const first = await cancel({ reason: 'one' });
    const second = await cancel({ reason: 'one' });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await cancel({ reason: 'two' })).status).toBe(409);
  });
});
