// The hook that schedulers of scored leads call: over real HTTP, with a worker, to a receiver of webhooks that verifies what comes.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { standardWebhook } from '../../src/providers/standard-webhook.ts';
import { everyOrganization } from '../../src/store/database.ts';
import type { Answer } from '../http/support/api.ts';
import { type HookReceiver, startHookReceiver } from '../providers/support/webhook-counterpart.ts';
import { by } from '../support/actor.ts';
import { type Installation, startInstallation } from './support/installation.ts';

const received = { ok: true, message: 'Follow-up hook received' };

let receiver: HookReceiver;
let withHook: Installation;
let withoutHook: Installation;
let key: string;
const log: (readonly [event: string, fields: unknown])[] = [];
const open: { close(): Promise<void> }[] = [];

async function opened<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const one = await starting;
  open.push(one);
  return one;
}

beforeAll(async () => {
  receiver = await opened(startHookReceiver({ timeoutMs: 2_000 }));
  const config = { ...receiver.config, url: `${receiver.url}/catch/1` };
  withHook = await opened(
    startInstallation({
      providers: [standardWebhook],
      senders: [{ key: 'zapier', provider: 'webhook', channel: 'webhook', config }],
      logger: { ...silentLogger, info: (event, fields) => log.push([event, fields]) },
      policy: { retry: { attempts: 3, delay: '1s' } },
    }),
  );
  withoutHook = await opened(startInstallation({ providers: [], senders: [] }));
  key = await keyOf(withHook);
});
afterEach(() => receiver.react('accept'));
afterAll(async () => {
  for (const one of open.reverse()) await one.close();
});

const keyOf = async ({ engine }: Installation) =>
  (await createApiKey(engine.context, { id: engine.orgId, key: 'default' }, { name: 'scheduler' }, by('test'))).key;

/** By the plain client of Node, which sends the Host header that it is told. */
async function call(
  { url }: Installation,
  apiKey: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Omit<Answer, 'headers'>> {
  const given = { 'x-api-key': apiKey, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
  const calling = request(`${url}${path}`, { method, headers: given });
  calling.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  const [answer] = (await once(calling, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: (await json(answer)) as Answer['body'] };
}

const post = (to: Installation, apiKey: string, body: unknown, headers: Record<string, string> = {}) =>
  call(to, apiKey, 'POST', '/ops/followup-hook', body, headers);

const lead = ({ engine }: Installation, name: string, contact: object = {}) =>
  engine.events.record({
    type: 'lead.created',
    contact: { key: name, email: `${name}@example.com`, ...contact },
    lead: { key: `lead-${name}` },
  });

interface Noted {
  readonly followUpId: string | null;
  readonly facts: unknown;
}

const notedOf = ({ rows }: Installation, name: string) =>
  rows<Noted>(
    `SELECT t.follow_up_id AS "followUpId", t.facts FROM relance.timeline t JOIN relance.contacts c ON c.org_id = t.org_id
      AND c.id = t.contact_id WHERE c.key = $1 AND t.kind = 'hook_received' ORDER BY t.id`,
    [name],
  );

const takenOf = (name: string) =>
  receiver.received().filter(({ body: { data } }) => (data as { lead_id?: string }).lead_id === `lead-${name}`);

test('a call is answered as it always was, noted on the timeline, and passed on to the hook with a good signature', async () => {
  await lead(withHook, 'ana', { phone: '+33612345678' });
  const told = { lead_id: 'lead-ana', strategy: '1800s', message: 'Shall I keep {{ it }} open? <b>{% raw %}' };
  expect(await post(withHook, key, told)).toEqual({ status: 200, body: received });
  await withHook.until(async () => (await withHook.states('ana@example.com')).join() === 'sent');
  expect(takenOf('ana')).toMatchObject([
    {
      path: '/catch/1',
      to: '+33612345678',
      text: told.message,
      body: { data: { lead_id: 'lead-ana', strategy: '1800s' } },
    },
  ]);
  const [noted] = await notedOf(withHook, 'ana');
  expect(noted?.facts).toEqual({ lead: 'lead-ana', strategy: '1800s', message: told.message });
  const { decisions } = await withHook.engine.followUps.explain(noted?.followUpId ?? '');
  expect(decisions.map(({ kind }) => kind)).toEqual(['hook_received', 'sent']);
});

test('the same lead and strategy again, also at the same time, are answered alike and do nothing', async () => {
  await lead(withHook, 'ben');
  const told = { lead_id: 'lead-ben', strategy: '7200s', message: 'Hello' };
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(withHook, key, told)));
  answers.push(await post(withHook, key, { ...told, message: 'Hello again' }));
  expect(answers.every(({ status, body }) => status === 200 && body.message === received.message)).toBe(true);
  await post(withHook, key, { ...told, strategy: '86400s', message: 'Another strategy' });
  await withHook.until(async () => (await withHook.states('ben@example.com')).join() === 'sent,sent');
  expect(takenOf('ben').map(({ text }) => text)).toEqual(['Hello', 'Another strategy']);
  expect(await notedOf(withHook, 'ben')).toHaveLength(2);
  const logged = log.filter(([, fields]) => (fields as { lead_id?: string }).lead_id === 'lead-ben');
  expect(logged).toEqual(
    ['7200s', '86400s'].map((strategy) => ['followup_hook_received', { lead_id: 'lead-ben', strategy }]),
  );
});

test('a hook that refuses is tried again, and what it never takes is a dead letter that somebody can see', async () => {
  await lead(withHook, 'cleo');
  receiver.react('refuse_transient');
  await post(withHook, key, { lead_id: 'lead-cleo', strategy: '1800s', message: 'Hello' });
  await withHook.until(async () => (await listed('failed')).length === 1);
  const [waiting] = await listed('failed');
  expect(waiting).toMatchObject({
    state: 'scheduled',
    status: 'failed',
    reason: 'retry',
    lastError: { code: expect.any(String), detail: expect.any(String) },
    deadLetterReason: null,
  });
  expect(waiting?.retryAt).toBe(waiting?.queueAt);
  expect(Date.parse(`${waiting?.retryAt}`)).toBeGreaterThan(Date.parse(`${waiting?.dueAt}`));
  await withHook.until(async () => (await listed('dead_letter')).length === 1);
  expect(await listed('dead_letter')).toMatchObject([
    {
      status: 'dead_letter',
      deadLetterReason: 'retries_exhausted',
      deadLetterAt: expect.any(String),
      attempts: 3,
      retryAt: null,
    },
  ]);
  expect(await listed('failed')).toEqual([]);
});

const listed = async (status: string): Promise<readonly Record<string, unknown>[]> =>
  (await call(withHook, key, 'GET', `/v1/follow-ups?status=${status}`)).body.items;

test('who has said stop is not written to by way of the hook', async () => {
  await lead(withHook, 'dan');
  await withHook.engine.events.record({ type: 'contact.optedOut', contact: { key: 'dan' } });
  expect((await post(withHook, key, { lead_id: 'lead-dan', strategy: '1800s', message: 'Hello' })).status).toBe(200);
  await withHook.until(async () => (await withHook.states('dan@example.com')).join() === 'skipped blocked');
  expect(takenOf('dan')).toEqual([]);
});

test("a contact's own webhook address is where it goes", async () => {
  await lead(withHook, 'eva', { addresses: [{ channel: 'webhook', value: 'https://eva.example.com/hook' }] });
  await post(withHook, key, { lead_id: 'lead-eva', strategy: '1800s', message: 'Hello' });
  await withHook.until(async () => takenOf('eva').length === 1);
  expect(takenOf('eva')).toMatchObject([{ to: 'https://eva.example.com/hook' }]);
});

test('where no hook is configured it is only noted', async () => {
  await lead(withoutHook, 'fay');
  const told = { lead_id: 'lead-fay', strategy: '1800s', message: 'Hello' };
  const apiKey = await keyOf(withoutHook);
  for (const _ of [1, 2]) expect(await post(withoutHook, apiKey, told)).toEqual({ status: 200, body: received });
  expect(await notedOf(withoutHook, 'fay')).toEqual([
    { followUpId: null, facts: { lead: 'lead-fay', strategy: '1800s', message: 'Hello' } },
  ]);
  expect(await withoutHook.states('fay@example.com')).toEqual([]);
});

test('a lead that is not there is said to be none, with what would make one; an erased one as well', async () => {
  await lead(withHook, 'gil');
  const { id } = (await call(withHook, key, 'GET', '/v1/contacts/key:gil')).body;
  const erasing = { confirm: id, reason: 'requested' };
  expect((await call(withHook, key, 'POST', `/v1/contacts/${id}/erase`, erasing)).status).toBe(200);
  for (const lead_id of ['nobody', 'lead-gil']) {
    const { status, body } = await post(withHook, key, { lead_id, strategy: '1800s', message: 'Hello' });
    expect({ status, body }).toMatchObject({
      status: 404,
      body: {
        code: 'not_found',
        problems: [{ path: 'lead_id', expected: expect.stringContaining('lead.created') }],
      },
    });
  }
});

test.each([
  ['is no JSON', '{"lead_id":', 400, ['']],
  ['says nothing', {}, 422, ['lead_id', 'strategy', 'message']],
  ['names no lead', { lead_id: '', strategy: 's', message: 'm' }, 422, ['lead_id']],
  ['says too much', { lead_id: 'x', strategy: 's', message: 'm'.repeat(10_001) }, 422, ['message']],
  ['asks to be called back', { lead_id: 'x', strategy: 's', message: 'm', callback_url: 'x' }, 422, ['callback_url']],
])('a body that %s is refused, with what would be right where', async (_name, body, status, paths) => {
  const answer = await post(withHook, key, body);
  expect(answer).toMatchObject({ status });
  const problems: { path: string; expected?: string }[] = answer.body.problems;
  expect(problems.map(({ path }) => path)).toEqual(paths);
  expect(problems.filter(({ expected }) => !expected)).toEqual([]);
});

test('the key of the caller and the name of the host that it called are stored nowhere', async () => {
  await lead(withHook, 'hal');
  const { rows, engine } = withHook;
  const told = { lead_id: 'lead-hal', strategy: '1800s', message: 'Hello' };
  const headers = { 'x-forwarded-host': 'elsewhere.example', host: 'elsewhere.example' };
  const answer = await post(withHook, key, told, headers);
  expect(answer.status).toBe(200);
  await withHook.until(async () => (await withHook.states('hal@example.com')).join() === 'sent');
  const tables = await rows<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'relance'::regnamespace AND relkind = 'r'`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const found = await engine.context.db.transaction(everyOrganization, async (tx) => {
    const holding: string[] = [];
    for (const { name } of tables) {
      const text = `SELECT 1 FROM ${name} t WHERE position($1 IN t::text) > 0 OR position('elsewhere.example' IN t::text) > 0`;
      if ((await tx.query({ name: `search-${name}`, text }, [key])).length > 0) holding.push(name);
    }
    return holding;
  });
  expect(found).toEqual([]);
  expect(JSON.stringify(takenOf('hal'))).not.toMatch(new RegExp(`elsewhere|${key}`));
});
