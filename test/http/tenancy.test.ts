// Every route of the server, with what belongs to another organization. The routes come from the server itself: a new one is
// visited without being written down here, and one that names something this file has no example of fails.
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopesOfRole } from '../../src/domain/role.ts';
import { relancePlugin } from '../../src/http/plugin.ts';
import type { Access } from '../../src/http/route.ts';
import { everyOrganization } from '../../src/store/database.ts';
import { type Answer, type Api, startApi } from './support/api.ts';
import { exampleOf, isForCallers, type Operation, operationsOf } from './support/operations.ts';
import { addOperator, type SignedInOperator } from './support/operators.ts';

interface Visit extends Operation {
  readonly scope: Access;
  readonly name: string;
}

let api: Api;
let visits: readonly Visit[];
/** Routes as the server has them, `METHOD /path/:name`. */
let routes: ReadonlyMap<string, Access | undefined>;
let theirs: SignedInOperator;
/** What the organization `default` has: by resource, then by the name of the path's parameter. */
let mine: Readonly<Record<string, Readonly<Record<string, string>>>>;
/** The same, by the name of a parameter of the query. */
let filters: Readonly<Record<string, string>>;
/** All of its ids, and words that stand in its texts. */
let marks: readonly string[];
let orgId: number;

/** Outside /v1, and why another organization's key opens nothing there. */
const others: Readonly<Record<string, string>> = {
  'GET /openapi.json': 'says what the routes are',
  'GET /docs': 'shows it',
  'GET /docs/': 'shows it',
  'GET /docs/js/scalar.js': 'a script',
  'GET /healthz': 'is this process well',
  'GET /readyz': 'is this process ready',
  'GET /metrics': 'numbers without names',
  'GET /webhooks/:source': 'signed by vendors',
  'POST /webhooks/:source': 'signed by vendors',
  'GET /webhooks/:source/inbound': 'signed by vendors',
  'POST /webhooks/:source/inbound': 'signed by vendors',
  'GET /webhooks/:source/:kind': 'signed by vendors',
  'POST /webhooks/:source/:kind': 'signed by vendors',
  'GET /u/:token': 'signed by us',
  'POST /u/:token': 'signed by us',
  'GET /c/:token': 'signed by us',
  'POST /c/:token': 'signed by us',
};

/** Parameters of queries that name nothing. */
const plainFilters =
  /^(limit|cursor|type|state|status|view|channel|direction|version|stage|dueFrom|dueUntil|from|until|category|reason|cause|format|action|locale)$/;

/** They make what is not there, in the caller's own organization. */
const makes = ({ method, resource, path }: Operation) =>
  (method === 'PUT' && !['contacts', 'session'].includes(resource)) || path === '/v1/conversations/{key}/messages';

beforeAll(async () => {
  api = await startApi();
  routes = await routesOf(api);
  visits = operationsOf((await api.call('GET', '/openapi.json')).body)
    .filter(isForCallers)
    .map((operation) => {
      const name = `${operation.method} ${operation.path}`;
      const scope = routes.get(name.replaceAll(/\{(\w+)\}/g, ':$1'));
      if (scope === undefined) throw new Error(`${name} is described, but there is no such route with a scope`);
      return { ...operation, scope, name };
    });
  await fill();
});
afterAll(() => api.close());

async function routesOf({ context }: Api): Promise<ReadonlyMap<string, Access | undefined>> {
  const found = new Map<string, Access | undefined>();
  const app = Fastify();
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') found.set(`${one} ${url}`, config?.scope);
  });
  await app.register(relancePlugin, { context, operators: true });
  await app.ready();
  await app.close();
  return found;
}

async function fill(): Promise<void> {
  const ok = async (method: 'GET' | 'PUT' | 'POST' | 'PATCH', url: string, body?: unknown) => {
    const answer = await api.call(method, url, body);
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await ok('PUT', '/v1/senders/office', { provider: 'sandbox', channel: 'email' });
  await ok('PUT', '/v1/templates/greeting', { text: 'Hello marked-text' });
  const steps = [{ key: 'soon', after: '30m', channel: 'email', text: 'marked-text' }];
  await ok('PUT', '/v1/sequences/lead-welcome', { trigger: 'lead.created', steps, exit: ['message.received'] });
  await ok('POST', '/v1/suppressions', { channel: 'email', value: 'marked-gone@example.com' });
  const contact = { key: 'marked-ana', email: 'marked-ana@example.com', phone: '+33612345678' };
  await ok('POST', '/v1/events', { type: 'lead.created', contact, lead: { key: 'marked-lead' } });
  await ok('POST', '/v1/conversations/marked-chat/messages', {
    direction: 'in',
    contact: { key: 'marked-ana' },
    channel: 'email',
    text: 'marked-text',
  });
  const again = { key: 'marked-bo', email: 'marked-bo@example.com' };
  await ok('POST', '/v1/events', { type: 'lead.created', contact: again, lead: { key: 'marked-lead-2' } });
  const wishes = { channels: ['email'], categories: ['marketing'], text: 'marked-yes', source: 'form' };
  await ok('POST', '/v1/contacts/key:marked-ana/consents', { consents: [wishes] });
  await ok('PATCH', '/v1/contacts/key:marked-ana/preferences', { frequencyHours: 48 });
  const blackouts = [{ from: '2031-08-01', to: '2031-08-15', reason: 'marked-holiday' }];
  await ok('PUT', '/v1/policy', { caps: { perDay: 9 }, blackouts });
  await ok('PATCH', '/v1/organization', { name: 'marked-office', helpText: 'marked-help' });
  await ok('PUT', '/v1/alerts', { targets: [{ key: 'marked-desk', channel: 'email', to: 'marked-desk@example.com' }] });
  const key = await ok('POST', '/v1/keys', { name: 'marked-key' });
  const invitation = await ok('POST', '/v1/invitations', { email: 'marked-cy@example.com', role: 'viewer' });
  const owner = await addOperator(api, 'default', 'marked-owner@example.com', 'owner');
  theirs = await addOperator(api, 'other', 'owner@other.example', 'owner');
  const first = async (url: string) => (await ok('GET', url)).items[0];
  const { id: contactId } = await ok('GET', '/v1/contacts/key:marked-ana');
  const followUp = await first(`/v1/follow-ups?contact=${(await ok('GET', '/v1/contacts/key:marked-bo')).id}`);
  const session = (await owner.call('GET', '/v1/session')).body.operator;
  mine = {
    contacts: { ref: contactId },
    conversations: { key: 'marked-chat' },
    enrollments: { id: (await first('/v1/enrollments')).id },
    'follow-ups': { id: followUp.id },
    invitations: { id: invitation.id },
    keys: { id: key.id },
    messages: { id: (await first('/v1/messages')).id },
    operators: { id: session.id },
    policy: { version: '1' },
    senders: { key: 'office' },
    sequences: { key: 'lead-welcome' },
    sessions: { id: session.sessionId },
    suppressions: { channel: 'email', value: 'marked-gone@example.com' },
    templates: { key: 'greeting' },
  };
  filters = {
    contact: contactId,
    conversation: 'marked-chat',
    sequence: 'lead-welcome',
    email: 'marked-ana@example.com',
    phone: '+33612345678',
    value: 'marked-gone@example.com',
    id: key.id,
    actor: session.id,
  };
  const ids = Object.values(mine).flatMap((names) => Object.values(names));
  marks = ['marked-', ...ids.filter((id) => /^[0-9a-f-]{36}$/.test(id)), '+33612345678'];
  const [organization] = await api.context.db.query<{ id: number }>({
    name: 'organization-of-tenancy-test',
    text: `SELECT id FROM relance.organizations WHERE key = 'default'`,
  });
  orgId = organization?.id ?? 0;
}

/** The path with what belongs to the first organization, or with what exists nowhere. */
function pathOf({ path, resource, name }: Visit, exists: boolean): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    const value = mine[resource]?.[parameter];
    if (value === undefined) throw new Error(`${name} is new: say in this test what the first organization has for it`);
    return encodeURIComponent(exists || parameter === 'channel' ? value : likeNothing(value));
  });
}

/** Of the same form, and nobody's. */
function likeNothing(value: string): string {
  if (/^\d+$/.test(value)) return `${value}00000`;
  return /^[0-9a-f-]{36}$/.test(value) ? value.replace(/^.{8}/, '00000000') : `nobodys-${value}`;
}

/** By another organization's key; what is for people only, by another organization's owner. */
function visit(one: Visit, url: string, body: unknown): Promise<Answer> {
  if (one.scope === 'any') return theirs.call(one.method, url, body);
  return api.call(one.method, url, body, { 'x-api-key': one.scope === 'none' ? '' : api.otherKey });
}

/** Everything the first organization has, in every table. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  const { db } = api.context;
  const tables = await db.query<{ name: string; column: string }>({
    name: 'tables-of-tenancy-test',
    text: `SELECT c.oid::regclass::text AS name, a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'relance'::regnamespace AND c.relkind = 'r'
        AND (a.attname = 'org_id' OR c.relname = 'organizations' AND a.attname = 'id')`,
  });
  expect(tables.length).toBeGreaterThan(20);
  const found: Record<string, string> = {};
  for (const { name, column } of tables) {
    const rows = await db.transaction(everyOrganization, (tx) =>
      tx.query<{ all: string }>(
        {
          name: `everything-${name}`,
          text: `SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS all FROM ${name} t WHERE ${column} = $1`,
        },
        [orgId],
      ),
    );
    found[name] = rows[0]?.all ?? '';
  }
  return found;
}

const named = () => visits.filter(({ path }) => path.includes('{'));

describe('another organization', () => {
  it('is kept out of every route: each is described, or has its reason', () => {
    const described = new Set(visits.map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1')));
    const undecided = [...routes.keys()].filter((route) => !described.has(route) && !(route in others));
    expect(undecided).toEqual([]);
    expect(Object.keys(others).filter((route) => !routes.has(route))).toEqual([]);
  });

  it('gets for every id the answer of an id that does not exist, and changes nothing', async () => {
    const before = await everything();
    const asked = named().filter((one) => !makes(one));
    expect(asked.length).toBeGreaterThan(30);
    for (const one of asked) {
      const answers = [];
      for (const exists of [true, false]) {
        const url = pathOf(one, exists);
        const { status, body } = await visit(one, url, exampleOf(one));
        const value = decodeURIComponent(url.split('/').at(3) ?? '');
        answers.push({ name: one.name, status, body: JSON.stringify(body).replaceAll(value, '<it>') });
      }
      const [theirAnswer, nobodysAnswer] = answers;
      expect(theirAnswer?.status, JSON.stringify(theirAnswer)).toBe(404);
      expect(nameless(theirAnswer?.body)).toEqual(nameless(nobodysAnswer?.body));
    }
    expect(await everything()).toEqual(before);
  });

  it('finds nothing in lists, whatever it filters by', async () => {
    for (const one of visits.filter(({ method, path }) => method === 'GET' && !path.includes('{'))) {
      const parameters = (one.documented.parameters ?? []).filter((parameter) => parameter.in === 'query');
      const asked = ['', ...parameters.filter(({ name }) => !plainFilters.test(name)).map(({ name }) => name)];
      for (const name of asked) {
        const value = filters[name];
        if (name !== '' && value === undefined) throw new Error(`${one.name}?${name}= is new: what does it name?`);
        const url = value === undefined ? one.path : `${one.path}?${name}=${encodeURIComponent(value)}`;
        const { status, body } = await visit(one, url, undefined);
        if (value !== undefined && one.path === '/v1/policy/effective') {
          const nobodys = likeNothing(value);
          const nothing = await visit(one, `${one.path}?${name}=${nobodys}`, undefined);
          expect({ url, status }).toEqual({ url, status: 404 });
          expect(body).toEqual(JSON.parse(JSON.stringify(nothing.body).replaceAll(nobodys, value)));
          continue;
        }
        expect({ url, status }).toEqual({ url, status: one.path === '/v1/organizations' ? 403 : 200 });
        if (name !== '') expect({ url, items: body.items }).toEqual({ url, items: [] });
        expectNoMarks(one, body);
      }
    }
  });

  it('makes its own where a route makes what is not there', async () => {
    const before = await everything();
    for (const one of named().filter(makes)) {
      const url = pathOf(one, true);
      const { status, body } = await visit(one, url, exampleOf(one));
      expect({ name: one.name, status }, JSON.stringify(body)).toEqual({
        name: one.name,
        status: expect.toBeOneOf([200, 201]),
      });
      expectNoMarks(one, withoutEcho(body, url));
    }
    expect(await everything()).toEqual(before);
  });

  it('reaches nothing by what a body names or says beside it', async () => {
    const before = await everything();
    const followUp = mine['follow-ups']?.id;
    const surplus = {
      orgId,
      org_id: orgId,
      organization: 'default',
      id: followUp,
      contact_id: filters.contact,
      state: 'sent',
      sentAt: '2026-01-01T00:00:00Z',
    };
    for (const one of visits.filter(({ documented }) => documented.requestBody !== undefined)) {
      const example = exampleOf(one) as Readonly<Record<string, unknown>>;
      for (const body of [
        { ...example, ...surplus },
        ...Object.keys(surplus).map((name) => ({ ...example, [name]: surplus[name as keyof typeof surplus] })),
        { ...example, contact: { id: filters.contact } },
        { ...example, contact: { key: 'marked-ana', email: 'marked-ana@example.com' }, id: followUp },
        { ...example, ids: [followUp] },
      ]) {
        const url = pathOf(one, true);
        const answer = await visit(one, url, body);
        expect({ name: one.name, status: answer.status }, JSON.stringify({ body, answer: answer.body })).toEqual({
          name: one.name,
          status: expect.toBeOneOf([200, 201, 401, 403, 404, 409, 422]),
        });
        if (answer.status < 300) expectNoMarks(one, withoutEcho(answer.body, body));
      }
    }
    expect(await everything()).toEqual(before);
    // What it has made with all this is its own.
    for (const one of visits.filter(
      ({ method, path, scope }) => method === 'GET' && !path.includes('{') && scope === 'read',
    )) {
      const { body } = await visit(one, one.path, undefined);
      expect(JSON.stringify(body)).not.toContain('marked-text');
    }
  });

  it('has organizations listed and made by the admins of the first one only', async () => {
    expect((await api.call('GET', '/v1/organizations')).body.items.map(({ key }: { key: string }) => key)).toEqual([
      'default',
      'other',
    ]);
    const refused = await theirs.call('POST', '/v1/organizations', { key: 'third' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('roles', () => {
  it.each(['viewer', 'operator'] as const)(
    'a %s is refused on every route whose scope is missing, and on no other',
    async (role) => {
      const member = await addOperator(api, 'default', `${role}@example.com`, role);
      const asked = visits.filter(({ scope }) => scope !== 'any' && scope !== 'none');
      let refused = 0;
      for (const one of asked) {
        const { status } = await member.call(one.method, pathOf(one, false), exampleOf(one));
        const may = scopesOfRole[role].includes(one.scope as 'read');
        if (!may) refused += 1;
        expect({ name: one.name, refused: status === 403 }).toEqual({ name: one.name, refused: !may });
        expect({ name: one.name, status }).not.toEqual({ name: one.name, status: 401 });
      }
      expect(refused).toBeGreaterThan(10);
    },
  );

  it('a request that changes something is refused without a page of ours behind it', async () => {
    const owner = await addOperator(api, 'default', 'second-owner@example.com', 'owner');
    const changing = visits.filter(({ method, scope }) => method !== 'GET' && scope !== 'none');
    for (const one of changing) {
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site', origin: 'http://localhost' },
        { 'sec-fetch-site': 'none' },
      ]) {
        const answer = await owner.call(one.method, pathOf(one, false), exampleOf(one), headers);
        expect({ name: one.name, status: answer.status }).toEqual({ name: one.name, status: 403 });
        expect(answer.body.detail).toContain('does not come from a page of this server');
      }
    }
    expect((await owner.call('GET', '/v1/session')).status).toBe(200);
  });
});

function expectNoMarks({ name }: Visit, body: unknown): void {
  const text = JSON.stringify(body);
  expect({ name, found: marks.filter((mark) => text.includes(mark)) }).toEqual({ name, found: [] });
}

/** Its own words may come back to it. */
function withoutEcho(answer: unknown, sent: unknown): unknown {
  let text = JSON.stringify(answer);
  for (const [, word = ''] of JSON.stringify(sent).matchAll(/"([^"]{6,})"/g)) text = text.replaceAll(word, '');
  for (const value of Object.values(mine).flatMap((names) => Object.values(names))) {
    if (JSON.stringify(sent).includes(value) || !/^[0-9a-f-]{36}$/.test(value)) text = text.replaceAll(value, '');
  }
  return text;
}

/** Beside ids, what differs by itself. */
function nameless(text: string | undefined): string | undefined {
  return text?.replaceAll('nobodys-', '').replaceAll('00000000-', '<id>-').replaceAll('100000', '1');
}
