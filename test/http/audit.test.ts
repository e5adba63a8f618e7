// Who changed what: every route that changes something leaves an entry, and an entry that was changed is found.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { localActor, pruneAudit, verifyAudit } from '../../src/operations/audit.ts';
import { makeResetLink } from '../../src/operations/reset-password.ts';
import { by } from '../support/actor.ts';
import { type Api, startApi } from './support/api.ts';
import { exampleOf, isForCallers, type Operation, operationsOf } from './support/operations.ts';
import { addOperator, invite, ownPage, password, signedIn } from './support/operators.ts';

let api: Api;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const names = new Map<string, string>();
function rows<Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  const name = names.get(text) ?? `test-${names.size}`;
  names.set(text, name);
  return api.context.db.query<Row>({ name, text }, parameters);
}
const orgId = async () =>
  (await rows<{ id: number }>(`SELECT id FROM relance.organizations WHERE key = 'default'`))[0]?.id as number;

/** As somebody who may do everything in the database, triggers or not. */
async function asSuperuser(statement: string): Promise<void> {
  const [{ name } = { name: '' }] = await rows<{ name: string }>('SELECT current_database() AS name');
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    await admin.query(`SET session_replication_role = replica; ${statement}`);
  } finally {
    await admin.end();
  }
}

describe('every route that changes something', () => {
  /** Why a route leaves no entry. */
  const exempt: Readonly<Record<string, string>> = {
    'POST /v1/events': 'what happened: the inbox is its record',
    'POST /v1/events/batch': 'what happened: the inbox is its record',
    'POST /v1/conversations/{key}/messages': 'what was said: the inbox is its record',
    'POST /v1/follow-ups': 'schedules: the follow-up and its timeline are the record',
    'POST /ops/followup-hook': 'schedules: the follow-up and the timeline of the lead are the record',
    'POST /v1/contacts/{ref}/consents': 'what was said: the consents with their proof, and the inbox, are the record',
    'POST /v1/templates/{key}/preview': 'changes nothing',
    'POST /v1/sequences/validate': 'changes nothing',
    'GET /v1/suppressions/export': 'shows what the list of suppressions shows, with the same scope',
    'POST /v1/policy/check': 'changes nothing',
    'POST /v1/senders/{key}/test': 'stores nothing',
    'POST /v1/alerts/test': 'stores nothing',
    'POST /v1/session': 'signs in: the session is its record',
    'PATCH /v1/session': 'what one session looks at',
    'DELETE /v1/session': 'signs out',
    'DELETE /v1/sessions/{id}': 'signs out another browser of the same person',
    'POST /v1/session/forgotten-password': 'anybody may ask: it changes nothing until the link is used',
    'POST /v1/session/invitation': 'changes nothing',
  };

  interface Call {
    readonly path?: string;
    readonly body?: unknown;
    /** By an operator with this name; by default with the key. */
    readonly operator?: string;
    readonly headers?: Record<string, string>;
  }

  /** What each route needs to be there, and how it is called; by default its example. */
  const calls: Readonly<Record<string, () => Promise<Call>>> = {
    'DELETE /v1/invitations/{id}': async () => {
      const invited = { email: 'cy@example.com', role: 'viewer' };
      return { path: `/v1/invitations/${(await api.call('POST', '/v1/invitations', invited)).body.id}` };
    },
    'PATCH /v1/operators/{id}': async () => ({
      path: `/v1/operators/${(await operator('dee')).id}`,
      body: { role: 'viewer' },
    }),
    'DELETE /v1/operators/{id}': async () => ({ path: `/v1/operators/${(await operator('eve')).id}` }),
    'POST /v1/session/accept': async () => ({
      body: { token: await invite(api, 'default', 'fay@example.com', 'viewer'), name: 'fay', password },
      operator: 'fay',
      headers: ownPage,
    }),
    'POST /v1/session/new-password': async () => {
      const { email } = await operator('gus');
      const link = await makeResetLink(api.context, email, localActor);
      return {
        body: { token: link.split('#')[1], password: 'other words for him' },
        operator: 'gus',
        headers: ownPage,
      };
    },
    'PUT /v1/session/password': async () => ({
      body: { password, newPassword: 'other words for her' },
      operator: 'hal',
      headers: (await operator('hal')).headers,
    }),
    'DELETE /v1/sessions': async () => ({ operator: 'ivy', headers: (await operator('ivy')).headers }),
    'PUT /v1/contacts/{ref}': async () => ({ path: '/v1/contacts/key:ana', body: { name: 'Ana' } }),
    'PATCH /v1/contacts/{ref}': async () => ({ path: '/v1/contacts/key:ana', body: { name: 'Anna' } }),
    'POST /v1/contacts/{ref}/pause': async () => ({ path: '/v1/contacts/key:ana/pause' }),
    'POST /v1/contacts/{ref}/resume': async () => ({ path: '/v1/contacts/key:ana/resume' }),
    'GET /v1/contacts/{ref}/export': async () => ({ path: '/v1/contacts/key:ana/export' }),
    'POST /v1/contacts/{ref}/erase': async () => {
      const { id } = (await api.call('PUT', '/v1/contacts/key:bo', { email: 'bo@example.com' })).body;
      return { path: `/v1/contacts/${id}/erase`, body: { confirm: id, reason: 'requested' } };
    },
    'POST /v1/enrollments/{id}/pause': async () => ({ path: `/v1/enrollments/${await enrollment()}/pause` }),
    'POST /v1/enrollments/{id}/resume': async () => {
      const id = await enrollment();
      await api.call('POST', `/v1/enrollments/${id}/pause`);
      return { path: `/v1/enrollments/${id}/resume` };
    },
    'POST /v1/enrollments/{id}/exit': async () => ({ path: `/v1/enrollments/${await enrollment()}/exit` }),
    'POST /v1/follow-ups/{id}/cancel': async () => ({ path: `/v1/follow-ups/${await followUp()}/cancel`, body: {} }),
    'POST /v1/follow-ups/{id}/reschedule': async () => ({
      path: `/v1/follow-ups/${await followUp()}/reschedule`,
      body: { dueAt: '2031-01-01T00:00:00Z' },
    }),
    'POST /v1/follow-ups/{id}/send-now': async () => ({ path: `/v1/follow-ups/${await followUp()}/send-now` }),
    'POST /v1/follow-ups/{id}/approve': async () => ({
      path: `/v1/follow-ups/${await followUp({ approval: true })}/approve`,
    }),
    'POST /v1/follow-ups/{id}/retry': async () => ({ path: `/v1/follow-ups/${await deadLetter()}/retry` }),
    'POST /v1/follow-ups/retry': async () => ({ body: { ids: [await deadLetter()] } }),
    'POST /v1/follow-ups/discard': async () => ({ body: { ids: [await deadLetter()] } }),
    'PATCH /v1/follow-ups/{id}/message': async () => ({
      path: `/v1/follow-ups/${await deadLetter()}/message`,
      body: { text: 'Other words' },
    }),
    'POST /v1/follow-ups/{id}/settle': async () => {
      const id = await followUp();
      const [sender] = await rows<{ id: string }>('SELECT id FROM relance.senders LIMIT 1');
      await rows(
        `UPDATE relance.follow_ups SET state = 'claimed', queue_at = NULL, lease_until = relance.now(), lease_token = 1, sender_id = $2, message_id = gen_random_uuid() WHERE id = $1`,
        [id, sender?.id],
      );
      await rows(`UPDATE relance.follow_ups SET state = 'calling' WHERE id = $1`, [id]);
      await rows(`UPDATE relance.follow_ups SET state = 'unknown', failed_at = relance.now() WHERE id = $1`, [id]);
      return { path: `/v1/follow-ups/${id}/settle`, body: { outcome: 'sent' } };
    },
    'DELETE /v1/suppressions/{channel}/{value}': async () => {
      await api.call('POST', '/v1/suppressions', { channel: 'email', value: 'gone@example.com' });
      return { path: '/v1/suppressions/email/gone@example.com' };
    },
    'PATCH /v1/contacts/{ref}/preferences': async () => ({ path: '/v1/contacts/key:ana/preferences' }),
    'DELETE /v1/keys/{id}': async () => ({
      path: `/v1/keys/${(await api.call('POST', '/v1/keys', { name: 'to revoke' })).body.id}`,
    }),
    'PUT /v1/senders/{key}': async () => ({
      path: '/v1/senders/office',
      body: { provider: 'sandbox', channel: 'email', ratePerMinute: 30 },
    }),
    'DELETE /v1/senders/{key}': async () => {
      await api.call('PUT', '/v1/senders/spare', { provider: 'sandbox', channel: 'email' });
      return { path: '/v1/senders/spare' };
    },
    'POST /v1/senders/{key}/pause': async () => ({ path: '/v1/senders/office/pause' }),
    'POST /v1/senders/{key}/resume': async () => ({ path: '/v1/senders/office/resume' }),
    'PUT /v1/templates/{key}': async () => ({ path: '/v1/templates/hello', body: { text: `Hello ${Math.random()}` } }),
    'PUT /v1/sequences/{key}': async () => ({ path: '/v1/sequences/other', body: sequence }),
    'POST /v1/sequences/{key}/pause': async () => ({ path: '/v1/sequences/quote/pause' }),
    'POST /v1/sequences/{key}/resume': async () => ({ path: '/v1/sequences/quote/resume' }),
  };

  const steps = [{ key: 'soon', after: '30m', channel: 'email', subject: 'Hello', text: 'hello' }];
  const sequence = { trigger: 'lead.created', steps, exit: ['message.received'] };
  let leads = 0;

  async function operator(name: string): Promise<{ id: string; email: string; headers: Record<string, string> }> {
    const { email, cookie, call } = await addOperator(api, 'default', `${name}@example.com`, 'operator');
    const { id } = (await call('GET', '/v1/session')).body.operator;
    return { id, email, headers: { ...ownPage, cookie } };
  }

  async function enrollment(): Promise<string> {
    const lead = { key: `lead-${leads++}` };
    await api.call('POST', '/v1/events', { type: 'lead.created', contact: { key: 'ana' }, lead });
    const { body } = await api.call('GET', '/v1/enrollments?state=active&limit=1');
    return body.items[0].id;
  }

  async function followUp(more: object = {}): Promise<string> {
    const one = {
      contact: { key: 'ana' },
      channel: 'email',
      category: 'manual',
      subject: 'Hello',
      text: 'Hello',
      dueAt: '2030-01-01T00:00:00Z',
    };
    return (await api.call('POST', '/v1/follow-ups', { ...one, ...more })).body.id;
  }

  async function deadLetter(): Promise<string> {
    const id = await followUp();
    await rows(
      `UPDATE relance.follow_ups SET state = 'claimed', queue_at = NULL, lease_until = relance.now() WHERE id = $1`,
      [id],
    );
    await rows(
      `UPDATE relance.follow_ups SET state = 'dead_letter', lease_until = NULL, reason = 'content_missing', failed_at = relance.now(), ended_at = relance.now() WHERE id = $1`,
      [id],
    );
    return id;
  }

  const entries = async () =>
    (await api.call('GET', '/v1/audit?limit=200')).body.items as { seq: number; actor: object; ids: string[] }[];
  let operations: readonly Operation[];

  beforeAll(async () => {
    operations = operationsOf((await api.call('GET', '/openapi.json')).body).filter(isForCallers);
    await api.call('PUT', '/v1/senders/office', { provider: 'sandbox', channel: 'email' });
    await api.call('PUT', '/v1/sequences/quote', sequence);
    await api.call('PUT', '/v1/contacts/key:ana', { email: 'ana@example.com' });
  });

  it('leaves an entry that names the key or the operator, in the transaction of the change', async () => {
    const changing = operations.filter(({ method, path }) => method !== 'GET' || path.endsWith('/export'));
    expect(changing.length).toBeGreaterThan(35);
    const mine = (await api.call('GET', '/v1/keys')).body.items.find(({ name }: { name: string }) => name === 'test');
    const silent: string[] = [];
    for (const operation of changing) {
      const name = `${operation.method} ${operation.path}`;
      if (name in exempt) continue;
      const call: Call = (await calls[name]?.()) ?? {};
      const { path = operation.path, body = exampleOf(operation) } = call;
      const [before] = await entries();
      const answer = await api.call(
        operation.method,
        path,
        operation.method === 'GET' ? undefined : body,
        call.headers,
      );
      expect({ name, status: answer.status }, JSON.stringify(answer.body)).toEqual({
        name,
        status: expect.toBeOneOf([200, 201]),
      });
      const [after] = await entries();
      const actor =
        call.operator === undefined
          ? { kind: 'key', id: mine.id, name: 'test' }
          : { kind: 'operator', id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: call.operator };
      if (after?.seq === before?.seq) silent.push(name);
      else expect({ name, actor: after?.actor }).toEqual({ name, actor });
    }
    expect(silent).toEqual([]);
  });

  it('is exempt only while it exists', () => {
    const known = operations.map(({ method, path }) => `${method} ${path}`);
    expect([...Object.keys(exempt), ...Object.keys(calls)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('says nothing personal', async () => {
    const text = JSON.stringify((await api.call('GET', '/v1/audit?limit=200')).body);
    expect(text).not.toMatch(/@|Anna|Other words|other words/);
  });

  it('leaves one in each organization of an operator, and none in the others', async () => {
    await api.call('POST', '/v1/organizations', { key: 'third' });
    await addOperator(api, 'other', 'jo@example.com', 'viewer');
    const joining = {
      token: await invite(api, 'default', 'jo@example.com', 'viewer'),
      password,
      newPassword: 'five words for jo',
    };
    const jo = signedIn(api, 'jo@example.com', await api.call('POST', '/v1/session/accept', joining, ownPage));
    await jo.call('PUT', '/v1/session/password', { password: joining.newPassword, newPassword: password });
    const { id } = (await jo.call('GET', '/v1/session')).body.operator;
    const found = await rows<{ key: string; facts: object }>(
      `SELECT o.key, a.facts FROM relance.audit a JOIN relance.organizations o ON o.id = a.org_id
        WHERE a.action = 'operator.passwordChanged' AND a.ids = ARRAY[$1] AND a.actor_id = $1 ORDER BY o.key, a.seq`,
      [id],
    );
    // The session from before the second organization ended when that was joined, with a new password.
    const ended = (key: string) => [1, 0].map((endedSessions) => ({ key, facts: { endedSessions } }));
    expect(found).toEqual([...ended('default'), ...ended('other')]);
    expect((await verifyAudit(api.context, null)).map(({ broken }) => broken)).toEqual([null, null, null, null]);
  });

  it('says which role it was, and which invitation another one replaced', async () => {
    const { id } = await operator('kim');
    await api.call('PATCH', `/v1/operators/${id}`, { role: 'viewer' });
    const [before] = await entries();
    expect(before).toMatchObject({
      action: 'operator.roleChanged',
      ids: [id],
      facts: { role: 'viewer', was: 'operator' },
    });
    await api.call('PATCH', `/v1/operators/${id}`, { role: 'viewer' });
    expect((await entries())[0]).toEqual(before);
    const invited = { email: 'lou@example.com', role: 'viewer' };
    const first = (await api.call('POST', '/v1/invitations', invited)).body.id;
    const second = (await api.call('POST', '/v1/invitations', invited)).body.id;
    expect((await entries()).slice(0, 3)).toMatchObject([
      { action: 'invitation.made', ids: [second], facts: { role: 'viewer' } },
      { action: 'invitation.revoked', ids: [first] },
      { action: 'invitation.made', ids: [first] },
    ]);
  });

  it('leaves none when nothing was changed, or the change was refused', async () => {
    const [before] = await entries();
    await api.call('PUT', '/v1/senders/office', { provider: 'sandbox', channel: 'email', ratePerMinute: 30 });
    await api.call('PUT', '/v1/sequences/other', sequence);
    await api.call('POST', '/v1/follow-ups/discard', { ids: [crypto.randomUUID()] });
    await api.call('DELETE', '/v1/senders/none');
    expect((await entries())[0]).toEqual(before);
  });

  it('can be found by what was done, who did it, what it was done to, and when', async () => {
    const actions = async (query: string) =>
      (await api.call('GET', `/v1/audit?${query}`)).body.items.map(({ action }: { action: string }) => action);
    expect(new Set(await actions('action=sender'))).toEqual(
      new Set(['sender.stored', 'sender.removed', 'sender.paused', 'sender.resumed']),
    );
    expect(await actions('id=spare')).toEqual(['sender.removed', 'sender.stored']);
    expect(await actions(`actor=${crypto.randomUUID()}`)).toEqual([]);
    expect(await actions('until=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await actions('action=key.made&from=2020-01-01T00:00:00Z')).not.toEqual([]);
  });

  it('asks for the id before anybody is erased', async () => {
    const { body } = await api.call('POST', '/v1/contacts/key:ana/erase', { confirm: 'key:ana', reason: 'requested' });
    expect(body).toMatchObject({ code: 'invalid_input', problems: [{ path: 'confirm' }] });
    expect((await api.call('GET', '/v1/contacts/key:ana')).body.erasedAt).toBeNull();
  });
});

describe('the chain', () => {
  it('is one, however many change something at the same time', async () => {
    const id = await orgId();
    const made = Array.from({ length: 40 }, (_, n) =>
      createApiKey(api.context, { id, key: 'default' }, { name: `n${n}` }, by('many')),
    );
    await Promise.all(made);
    const [report] = await verifyAudit(api.context, id);
    expect(report).toMatchObject({ organization: 'default', broken: null, keptFrom: 1 });
    expect(report?.entries).toBe(report?.seq);
  });

  it('cannot be changed by anybody who goes through the database as we do', async () => {
    await expect(rows(`UPDATE relance.audit SET actor_name = 'nobody'`)).rejects.toThrow('only ever added to');
    await expect(rows('DELETE FROM relance.audit')).rejects.toThrow('only ever added to');
    await expect(rows('TRUNCATE relance.audit')).rejects.toThrow('only ever added to');
    await expect(rows('UPDATE relance.audit_chains SET seq = 0')).rejects.toThrow('only grows');
    await expect(rows('DELETE FROM relance.audit_chains')).rejects.toThrow('only grows');
  });

  it('is verified on after its beginning was past its keeping, which it says itself', async () => {
    const id = await orgId();
    expect(await pruneAudit(api.context, id, 1)).toBe(0);
    const before = (await verifyAudit(api.context, id))[0]?.seq as number;
    // Everything is older than tomorrow.
    expect(await pruneAudit(api.context, id, -1)).toBe(before - 1);
    await createApiKey(api.context, { id, key: 'default' }, { name: 'after' }, localActor);
    const [report] = await verifyAudit(api.context, id);
    expect(report).toMatchObject({ broken: null, keptFrom: before, entries: 3, seq: before + 2 });
    const [pruned] = (await api.call('GET', '/v1/audit?action=audit')).body.items;
    expect(pruned).toMatchObject({ actor: { kind: 'engine' }, facts: { through: before - 1, entries: before - 1 } });
    await expect(rows('DELETE FROM relance.audit')).rejects.toThrow('only ever added to');
  });

  it('names exactly the entry that was changed, taken out, or cut off', async () => {
    const id = await orgId();
    const broken = async () => (await verifyAudit(api.context, id))[0]?.broken;
    const [middle] = await rows<{ seq: number }>('SELECT max(seq) - 1 AS seq FROM relance.audit WHERE org_id = $1', [
      id,
    ]);
    const seq = middle?.seq as number;
    const at = `WHERE org_id = ${id} AND seq = ${seq}`;
    const restored = async (tamper: string, restore: string, found: object) => {
      await asSuperuser(tamper);
      expect({ tamper, broken: await broken() }).toEqual({ tamper, broken: found });
      await asSuperuser(restore);
      expect(await broken()).toBeNull();
    };
    const changed = { seq, why: 'changed' };
    await asSuperuser(`CREATE TABLE public.kept AS SELECT * FROM relance.audit WHERE org_id = ${id}`);
    const back = `DELETE FROM relance.audit WHERE org_id = ${id}; INSERT INTO relance.audit SELECT * FROM public.kept`;
    await restored(`UPDATE relance.audit SET actor_name = 'somebody else' ${at}`, back, changed);
    await restored(`UPDATE relance.audit SET facts = facts || '{"x":1}' ${at}`, back, changed);
    await restored(`UPDATE relance.audit SET at = at + interval '1 millisecond' ${at}`, back, changed);
    await restored(`UPDATE relance.audit SET ids = ids || ARRAY['x'] ${at}`, back, changed);
    await restored(`UPDATE relance.audit SET hash = repeat('0', 64) ${at}`, back, changed);
    await restored(`DELETE FROM relance.audit ${at}`, back, { seq, why: 'missing' });
    await restored(`DELETE FROM relance.audit WHERE org_id = ${id} AND seq >= ${seq}`, back, { seq, why: 'missing' });
  });
});
