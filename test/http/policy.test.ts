import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.call('PUT', '/v1/senders/office', { provider: 'sandbox', channel: 'email' });
});
afterAll(() => api.close());

const nudges = {
  trigger: 'lead.created',
  steps: [
    { key: 'first', after: '10m', channel: 'email', subject: 'Hello', text: 'Hello' },
    { key: 'second', after: '40m', channel: 'email', subject: 'Hello', text: 'Hello again' },
  ],
  exit: ['message.received'],
  then: {},
};
const put = (document: unknown) => api.call('PUT', '/v1/policy', document);
const putSequence = (key: string, more: object = {}) => api.call('PUT', `/v1/sequences/${key}`, { ...nudges, ...more });

interface Value {
  readonly path: string;
  readonly value: unknown;
  readonly source: object;
  readonly text: string;
}

const effective = async (query = ''): Promise<Map<string, Value>> => {
  const { status, body } = await api.call('GET', `/v1/policy/effective${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return new Map((body.values as Value[]).map((value) => [value.path, value]));
};

describe('the policy', () => {
  beforeEach(() => put({}));

  it('is a document in versions: a changed one is the next, an unchanged one none, each with who set it', async () => {
    const { body: before } = await api.call('GET', '/v1/policy');
    const document = { caps: { perDay: 1 }, quietHours: '20:00-09:00' };
    expect((await put(document)).body).toEqual({
      version: before.version + 1,
      changed: true,
      warnings: [],
      sequences: [],
    });
    expect((await put(document)).body).toMatchObject({ version: before.version + 1, changed: false });
    const { body: inForce } = await api.call('GET', '/v1/policy');
    expect(inForce).toMatchObject({ version: before.version + 1, document, createdBy: 'test' });
    const { body: list } = await api.call('GET', '/v1/policy/versions?limit=1');
    expect(list.items).toEqual([inForce]);
    const { body: rest } = await api.call('GET', `/v1/policy/versions?limit=1&cursor=${list.nextCursor}`);
    expect(rest.items).toMatchObject([{ version: before.version }]);
    expect((await api.call('GET', `/v1/policy/versions/${before.version}`)).body).toMatchObject({ document: {} });
    expect((await api.call('GET', '/v1/policy/versions/999')).status).toBe(404);
  });

  it('is refused with all problems at once, and then nothing changes', async () => {
    const { body: before } = await api.call('GET', '/v1/policy');
    const { status, body } = await put({ caps: { perDay: 99 }, consent: { marketing: 'none' }, hours: {} });
    expect(status).toBe(422);
    expect(body.problems.map(({ path }: { path: string }) => path).sort()).toEqual([
      'caps.perDay',
      'consent.marketing',
      'hours',
    ]);
    expect((await api.call('GET', '/v1/policy')).body).toEqual(before);
  });

  it('needs the scope manage', async () => {
    const sender = await api.keyWith(['read', 'send']);
    expect((await api.call('PUT', '/v1/policy', {}, { 'x-api-key': sender })).status).toBe(403);
  });

  it('tells which sequences would not fit under it, before and when it is set', async () => {
    await putSequence('tight');
    const document = { caps: { perDay: 1 }, minimumGap: '4h' };
    const warnings = [
      {
        path: 'steps[1]',
        message: 'caps.perDay is 1, but 2 messages are due within 30m (first, second): 1 of them would be held back',
        expected: 'steps further apart, fewer of them, or a larger cap',
      },
      {
        path: 'steps[1]',
        message: 'second is due 30m after first, but minimumGap is 4h: it would be held back',
        expected: 'steps further apart, or a smaller minimumGap',
      },
    ];
    const { body } = await api.call('POST', '/v1/policy/check', document);
    expect(body).toEqual({
      valid: true,
      problems: [],
      warnings: [],
      sequences: [{ key: 'tight', version: 1, warnings }],
    });
    expect((await api.call('GET', '/v1/policy')).body.document).toEqual({});
    expect((await put(document)).body.sequences).toEqual(body.sequences);
    // What the sequence sets itself counts.
    await putSequence('tight', { policy: { caps: { perDay: 2 }, minimumGap: '10m' } });
    expect((await api.call('POST', '/v1/policy/check', document)).body.sequences).toEqual([]);
  });
});

describe('what counts in the end', () => {
  it('is shown value by value, with where each was set and in words', async () => {
    const { body: set } = await put({ caps: { perDay: 3, perWeek: 7 }, retry: { attempts: 5 } });
    await putSequence('own', { policy: { caps: { perDay: 2 }, quietHours: 'off' } });
    await api.call('PUT', '/v1/contacts/key:ana', { name: 'Ana', policy: { caps: { perDay: 1 } } });
    const organization = { from: 'organization', version: set.version };
    expect((await effective()).get('caps.perDay')).toEqual({
      path: 'caps.perDay',
      value: 3,
      source: organization,
      text: 'At most 3 messages to one contact in any 24 hours.',
    });
    const ofSequence = await effective('?sequence=own');
    expect(ofSequence.get('caps.perDay')).toMatchObject({
      value: 2,
      source: { from: 'sequence', key: 'own', version: 1 },
    });
    expect(ofSequence.get('quietHours')).toMatchObject({ value: 'off', source: { from: 'sequence' } });
    expect(ofSequence.has('quietHours.from')).toBe(false);
    const ofBoth = await effective('?sequence=own&contact=key:ana');
    expect(ofBoth.get('caps.perDay')).toMatchObject({ value: 1, source: { from: 'contact' } });
    expect(ofBoth.get('caps.perWeek')).toMatchObject({ value: 7, source: organization });
    expect(ofBoth.get('retry.attempts')).toMatchObject({ value: 5, source: organization });
    expect(ofBoth.get('minimumGap')).toMatchObject({ value: '0s', source: { from: 'default' } });
    expect([...ofBoth.values()].filter(({ text }) => !text.endsWith('.'))).toEqual([]);
  });

  it('is asked of sequences and contacts that there are', async () => {
    expect((await api.call('GET', '/v1/policy/effective?sequence=nowhere')).status).toBe(404);
    expect((await api.call('GET', '/v1/policy/effective?contact=key:nobody')).status).toBe(404);
    expect((await api.call('GET', '/v1/policy/effective?contract=key:ana')).status).toBe(422);
  });

  it('is what the engine goes by: a sequence gets from the policy what it leaves open', async () => {
    await put({
      approval: ['nurture'],
      ghostDelay: '36h',
      missedWindow: 'next_window',
      lateGrace: '20m',
      retry: { attempts: 4 },
    });
    await putSequence('open', { policy: { retry: { attempts: 2 }, missedWindow: 'send', approval: ['reminder'] } });
    await putSequence('closed', {
      then: { after: '1h' },
      steps: [{ ...nudges.steps[0], lateGrace: '5m', missedWindow: 'skip' }],
    });
    const known = await api.context.definitions.get(1);
    const open = known?.sequence('open', 1);
    expect(open).toMatchObject({
      ending: { afterMs: 36 * 3_600_000 },
      steps: [{ missedWindow: 'send', lateGraceMs: 20 * 60_000, approval: false }, {}],
    });
    expect(known?.sequence('closed', 1)).toMatchObject({
      ending: { afterMs: 3_600_000 },
      steps: [{ missedWindow: 'skip', lateGraceMs: 5 * 60_000, approval: true }],
    });
    expect(known?.policyOf(open ?? null, null).retry.attempts).toBe(2);
    expect(known?.policyOf(open ?? null, null)).toBe(known?.policyOf(open ?? null, null));
    expect(known?.policyOf(null, null).retry.attempts).toBe(4);
    expect(known?.policyOf(open ?? null, { 'caps.perDay': 1 })).toMatchObject({
      caps: { perDay: 1 },
      retry: { attempts: 2 },
    });
    // Its document stays as it was written.
    expect((await api.call('GET', '/v1/sequences/open')).body.document).toMatchObject({
      then: {},
      policy: { retry: { attempts: 2 }, missedWindow: 'send', approval: ['reminder'] },
    });
  });
});

describe("a contact's own policy", () => {
  const epoch = async () => {
    const rows = await api.context.db.query<{ epoch: number }>({
      name: 'test-epoch',
      text: `SELECT epoch FROM relance.contacts WHERE key = 'bob'`,
    });
    return rows[0]?.epoch ?? 0;
  };

  it('is set, stays, is replaced and taken back; each raises the epoch, so that no earlier decision is sent', async () => {
    const policy = { caps: { perWeek: 1 }, businessHours: { saturday: ['10:00-12:00'] } };
    expect((await api.call('PUT', '/v1/contacts/key:bob', { policy })).body.policy).toEqual(policy);
    const before = await epoch();
    expect((await api.call('PATCH', '/v1/contacts/key:bob', { name: 'Bob' })).body.policy).toEqual(policy);
    const replaced = await api.call('PATCH', '/v1/contacts/key:bob', { policy: { quietHours: '18:00-10:00' } });
    expect(replaced.body.policy).toEqual({ quietHours: { from: '18:00', to: '10:00' } });
    expect(await epoch()).toBe(before + 2);
    expect((await api.call('PATCH', '/v1/contacts/key:bob', { policy: null })).body.policy).toBe(null);
    expect(await epoch()).toBe(before + 3);
  });

  it('takes what makes sense for one person, and tells where the rest goes', async () => {
    const { status, body } = await api.call('PUT', '/v1/contacts/key:eve', {
      policy: { retry: { attempts: 9 }, consent: { nurture: { sms: 'opt_out' } } },
    });
    expect(status).toBe(422);
    expect(body.problems).toEqual([
      {
        path: 'policy.retry',
        message: 'there is no option "retry" here',
        expected: "the organization's policy: a contact cannot set it",
      },
      { path: 'policy.consent.nurture.sms', message: 'opt_out is less than the law asks for here', expected: 'opt_in' },
    ]);
    const insurance = await api.call('PUT', '/v1/contacts/key:eve', { policy: 'A-4711' });
    expect(insurance.body.problems).toMatchObject([
      { path: 'policy', expected: expect.stringContaining('attributes') },
    ]);
  });
});

describe('the organization', () => {
  it('is read and changed, and its definitions are new for everybody', async () => {
    const version = async () => (await api.context.definitions.get(1))?.organization.definitions_version ?? 0;
    const before = await version();
    const change = {
      name: 'Studio Nine',
      timezone: 'Europe/Paris',
      locale: 'fr-fr',
      helpText: 'Call us.',
      emailLayout: false,
    };
    const { status, body } = await api.call('PATCH', '/v1/organization', change);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toEqual({ key: 'default', ...change, locale: 'fr-FR' });
    expect(await version()).toBe(before + 1);
    await api.call('PATCH', '/v1/organization', { helpText: null });
    expect((await api.call('GET', '/v1/organization')).body).toEqual({ ...body, helpText: null });
  });

  it('refuses what it cannot be, all at once', async () => {
    const { status, body } = await api.call('PATCH', '/v1/organization', {
      timezone: 'Paris',
      locale: 'french!',
      key: 'new',
      helpText: '{% if %}',
    });
    expect(status).toBe(422);
    expect(body.problems.map(({ path }: { path: string }) => path).sort()).toEqual([
      'helpText',
      'key',
      'locale',
      'timezone',
    ]);
  });
});
