// People who sign in: how they get in, what they then may do, and how they get out again; through a real mail server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyOrganization } from '../../src/store/database.ts';
import { sweep } from '../../src/store/housekeeping.ts';
import { MailServer } from '../../src/testing/mail-server.ts';
import { type Answer, type Api, startApi } from './support/api.ts';
import { addOperator, invite, ownPage, password, signedIn } from './support/operators.ts';

let api: Api;
let mail: MailServer;

beforeAll(async () => {
  mail = await MailServer.start();
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  await mail.goAway();
});

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  api.call('POST', url, body, { ...ownPage, ...headers });
const signIn = (email: string, secret: string, headers = {}) =>
  post('/v1/session', { email, password: secret }, headers);
const cookieOf = (answer: Answer) => String(answer.headers['set-cookie']);

async function age(table: 'operator_sessions' | 'invitations' | 'password_resets', by: string): Promise<void> {
  await api.context.db.transaction(everyOrganization, (tx) =>
    tx.query({
      name: `age-${table}-${by}`,
      text: `UPDATE relance.${table} SET expires_at = expires_at - interval '${by}', created_at = created_at - interval '${by}'`,
    }),
  );
}

/** The last mail to somebody, once there are so many. */
async function mailed(to: string, count = 1): Promise<string> {
  await expect.poll(() => mail.mails.filter((one) => one.to === to).length, { timeout: 10_000 }).toBe(count);
  const raw = mail.mails.filter((one) => one.to === to).at(-1)?.raw ?? '';
  return raw.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
}
const tokenIn = (text: string) => /#([\w.-]+)/.exec(text)?.[1] ?? '';

async function withMail(): Promise<void> {
  const config = mail.senderConfig('office@example.com');
  const answer = await api.call('PUT', '/v1/senders/office', { provider: 'smtp', channel: 'email', config });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe('signing in', () => {
  it('gives a cookie that scripts and other hosts cannot have, and the session of somebody with their scopes', async () => {
    await addOperator(api, 'default', 'ana@example.com', 'owner');
    const secure = await signIn(' Ana@Example.com ', password, { origin: 'https://localhost' });
    expect(secure.status, JSON.stringify(secure.body)).toBe(200);
    expect(cookieOf(secure)).toMatch(
      /^__Host-relance-session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(secure.body).toMatchObject({
      kind: 'operator',
      scopes: ['read', 'send', 'manage', 'admin'],
      organization: { key: 'default' },
      operator: { email: 'ana@example.com', role: 'owner', organizations: [{ key: 'default', role: 'owner' }] },
    });
    const loopback = await signIn('ana@example.com', password);
    expect(cookieOf(loopback)).toMatch(
      /^relance-session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
    const ana = signedIn(api, 'ana@example.com', loopback);
    expect((await ana.call('GET', '/v1/keys')).status).toBe(200);
    // Stored is a hash of it.
    const token = ana.cookie.split('=')[1] ?? '';
    const rows = await api.context.db.query<{ all: string }>({
      name: 'all-sessions',
      text: `SELECT string_agg(s::text, ' ') AS all FROM relance.operator_sessions s`,
    });
    expect(rows[0]?.all).not.toContain(token);
  });

  it('is refused over plain HTTP from elsewhere, whose cookie counts for nothing', async () => {
    const open = await signIn('ana@example.com', password, { host: 'relance.example.net' });
    expect(open).toMatchObject({ status: 422, body: { code: 'not_configured' } });
    expect(open.headers['set-cookie']).toBeUndefined();
    const { cookie } = signedIn(api, 'ana', await signIn('ana@example.com', password));
    const elsewhere = { ...ownPage, cookie, host: 'relance.example.net' };
    expect((await api.call('GET', '/v1/session', undefined, elsewhere)).status).toBe(401);
  });

  it('is refused over plain HTTP to whoever only says that they are on this machine, or comes through a proxy on it', async () => {
    const { cookie } = signedIn(api, 'ana', await signIn('ana@example.com', password));
    const tryFrom = async (remoteAddress: string, more: Record<string, string> = {}) => {
      const headers = { ...ownPage, host: 'localhost:8000', ...more };
      const payload = { email: 'ana@example.com', password };
      const made = await api.app.inject({ method: 'POST', url: '/v1/session', remoteAddress, headers, payload });
      const asked = { ...headers, cookie };
      const used = await api.app.inject({ method: 'GET', url: '/v1/session', remoteAddress, headers: asked });
      return [made.statusCode, used.statusCode];
    };
    expect(await tryFrom('127.0.0.1')).toEqual([200, 200]);
    expect(await tryFrom('::ffff:127.0.0.1')).toEqual([200, 200]);
    expect(await tryFrom('::1', { origin: 'http://[::1]:8000' })).toEqual([200, 200]);
    expect(await tryFrom('198.51.100.7')).toEqual([422, 401]);
    for (const header of ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'])
      expect([header, await tryFrom('127.0.0.1', { [header]: '127.0.0.1' })]).toEqual([header, [422, 401]]);
    // A proxy that says nothing of itself, not even the name it was called by: the browser says it.
    expect(await tryFrom('127.0.0.1', { origin: 'http://relance.example.net' })).toEqual([422, 401]);
  });

  it('answers an unknown account like a wrong password, in about the same time', async () => {
    const took = async (email: string) => {
      const at = performance.now();
      const answer = await signIn(email, 'not the password at all');
      return { answer, ms: performance.now() - at };
    };
    await addOperator(api, 'default', 'tim@example.com', 'viewer');
    await took('warm@example.com');
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 5; round += 1) {
      const known = await took('tim@example.com');
      const unknown = await took('nobody@example.com');
      expect(known.answer.status).toBe(401);
      expect(known.answer.body).toEqual(unknown.answer.body);
      times.known.push(known.ms);
      times.unknown.push(unknown.ms);
    }
    // The quickest of each says how much work it is; the others, how busy the machine was.
    const least = (list: readonly number[]) => Math.min(...list);
    expect(least(times.unknown)).toBeGreaterThan(least(times.known) / 3);
    expect(least(times.known)).toBeGreaterThan(least(times.unknown) / 3);
  });

  it('is refused from a page of another server', async () => {
    const body = { email: 'ana@example.com', password };
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await api.call('POST', '/v1/session', body, { 'x-api-key': '', ...headers });
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    // A browser that only tells the origin, of this host or of the address that is configured.
    for (const origin of ['http://localhost', 'https://relance.example.com']) {
      const headers = { 'x-api-key': '', host: 'localhost', origin };
      expect((await api.call('POST', '/v1/session', body, headers)).status).toBe(200);
    }
  });
});

describe('a session', () => {
  it('ends when one signs out, here or everywhere, and is listed with its device', async () => {
    const device = { 'user-agent': 'Firefox on a phone' };
    await addOperator(api, 'default', 'bo@example.com', 'viewer');
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(async () => signedIn(api, 'bo@example.com', await signIn('bo@example.com', password, device))),
    );
    if (!first || !second || !third) throw new Error('three were signed in');
    const { items } = (await first.call('GET', '/v1/sessions')).body;
    expect(items).toHaveLength(4);
    expect(items.filter((one: { isCurrent: boolean }) => one.isCurrent)).toMatchObject([
      { userAgent: 'Firefox on a phone', address: '127.0.0.1' },
    ]);
    const paged = await first.call('GET', '/v1/sessions?limit=3');
    const rest = await first.call('GET', `/v1/sessions?limit=3&cursor=${paged.body.nextCursor}`);
    expect([...paged.body.items, ...rest.body.items]).toEqual(items);
    const signedOut = await second.call('DELETE', '/v1/session');
    expect(signedOut).toMatchObject({ status: 200, body: { ended: 1 } });
    expect(cookieOf(signedOut)).toContain('relance-session=; Path=/; Max-Age=0');
    expect((await second.call('GET', '/v1/session')).status).toBe(401);
    const thirds = (await third.call('GET', '/v1/session')).body.operator.sessionId;
    expect((await first.call('DELETE', `/v1/sessions/${thirds}`)).status).toBe(200);
    expect((await third.call('GET', '/v1/session')).status).toBe(401);
    expect((await first.call('DELETE', '/v1/sessions')).body).toEqual({ ended: 2 });
    expect((await first.call('GET', '/v1/session')).status).toBe(401);
  });

  it('ends after seven days without use', async () => {
    const cy = await addOperator(api, 'default', 'cy@example.com', 'viewer');
    await age('operator_sessions', '6 days 23 hours');
    expect((await cy.call('GET', '/v1/session')).status).toBe(200);
    await age('operator_sessions', '2 hours');
    expect((await cy.call('GET', '/v1/session')).status).toBe(401);
    const stored = () =>
      api.context.db.query({ name: 'ids-of-sessions', text: 'SELECT id FROM relance.operator_sessions' });
    expect(await stored()).not.toEqual([]);
    await sweep(api.context.db, []);
    expect(await stored()).toEqual([]);
  });

  it('is asked for nothing where an API key comes along', async () => {
    const dee = await addOperator(api, 'default', 'dee@example.com', 'viewer');
    const both = await dee.call('GET', '/v1/session', undefined, { 'x-api-key': api.otherKey });
    expect(both.body).toMatchObject({ kind: 'key', organization: { key: 'other' }, operator: null });
    expect((await dee.call('GET', '/v1/session', undefined, { 'x-api-key': 'rl_default_wrong' })).status).toBe(401);
  });
});

describe('a password', () => {
  it('is changed with the present one, and all other sessions end', async () => {
    const eve = await addOperator(api, 'default', 'eve@example.com', 'operator');
    const elsewhere = signedIn(api, 'eve', await signIn('eve@example.com', password));
    const change = (present: string, next: string) =>
      eve.call('PUT', '/v1/session/password', { password: present, newPassword: next });
    expect((await change('not the present one', 'another four words here')).status).toBe(409);
    const weak = await change(password, 'eve@example.com');
    expect(weak).toMatchObject({ status: 422, body: { problems: [{ path: 'newPassword' }] } });
    expect((await change(password, 'another four words here')).status).toBe(200);
    expect((await elsewhere.call('GET', '/v1/session')).status).toBe(401);
    expect((await eve.call('GET', '/v1/session')).status).toBe(200);
    expect((await signIn('eve@example.com', password)).status).toBe(401);
    expect((await signIn('eve@example.com', 'another four words here')).status).toBe(200);
  });

  it('may be as long as the rules allow, and nobody sends one that is endless', async () => {
    const longest = '🦊🐻🐼🐨🐯'.repeat(40);
    const ivo = await addOperator(api, 'default', 'ivo@example.com', 'viewer');
    const change = { password, newPassword: longest };
    expect((await ivo.call('PUT', '/v1/session/password', change)).status).toBe(200);
    expect((await signIn('ivo@example.com', longest)).status).toBe(200);
    expect((await signIn('ivo@example.com', `${longest}x`)).status).toBe(401);
    const endless = await signIn('ivo@example.com', 'x'.repeat(1_001));
    expect(endless).toMatchObject({ status: 422, body: { problems: [{ path: 'password' }] } });
  });

  it('that was forgotten is set anew by a link that comes by e-mail, once and within an hour', async () => {
    await withMail();
    const fay = await addOperator(api, 'default', 'fay@example.com', 'operator');
    const forgot = (email: string) => post('/v1/session/forgotten-password', { email });
    expect(await forgot('nobody@example.com')).toMatchObject({ status: 200, body: { ok: true } });
    expect(await forgot('Fay@example.com')).toMatchObject({ status: 200, body: { ok: true } });
    const text = await mailed('fay@example.com');
    expect(text).toContain('https://relance.example.com/new-password#');
    const token = tokenIn(text);
    const set = (secret: string, by = token) => post('/v1/session/new-password', { token: by, password: secret });
    expect((await set('short')).status).toBe(422);
    expect((await set('quite another set of words')).status).toBe(200);
    expect((await set('and yet another set of words')).status).toBe(404);
    expect((await fay.call('GET', '/v1/session')).status).toBe(401);
    expect((await signIn('fay@example.com', 'quite another set of words')).status).toBe(200);
    await forgot('fay@example.com');
    const late = tokenIn(await mailed('fay@example.com', 2));
    await age('password_resets', '61 minutes');
    expect((await set('and yet another set of words', late)).status).toBe(404);
    expect(mail.mails.some(({ to }) => to === 'nobody@example.com')).toBe(false);
    // What it says is in no list: whoever may read messages could use it.
    const stored = await Promise.all(
      ['/v1/messages', '/v1/follow-ups', '/v1/sandbox/messages'].map((url) => api.call('GET', url)),
    );
    expect(JSON.stringify(stored.map(({ body }) => body))).not.toContain('new-password');
  });

  it('of somebody in several organizations is never sent by one of them, but by the installation', async () => {
    const gus = await addOperator(api, 'other', 'gus@example.com', 'owner');
    const theirs = await MailServer.start();
    const config = theirs.senderConfig('trap@example.com');
    const sender = await gus.call('PUT', '/v1/senders/trap', { provider: 'smtp', channel: 'email', config });
    expect(sender.status).toBe(200);
    await post('/v1/session/forgotten-password', { email: 'gus@example.com' });
    await expect.poll(() => theirs.mails.length, { timeout: 10_000 }).toBe(1);
    await addMembership('default', 'gus@example.com');
    await post('/v1/session/forgotten-password', { email: 'gus@example.com' });
    await mailed('gus@example.com');
    expect(theirs.mails).toHaveLength(1);
    await theirs.goAway();
  });
});

async function addMembership(organization: string, email: string): Promise<Answer> {
  const token = await invite(api, organization, email, 'viewer');
  const newPassword = `${password} again`;
  return post('/v1/session/accept', { token, password, newPassword });
}

describe('an invitation', () => {
  it('comes by e-mail, makes an account, and works once', async () => {
    await withMail();
    const made = await api.call('POST', '/v1/invitations', { email: 'Hal@Example.com', role: 'operator' });
    expect(made).toMatchObject({
      status: 201,
      body: { email: 'hal@example.com', isSent: true, link: null, note: null },
    });
    const text = await mailed('hal@example.com');
    expect(text).toContain('https://relance.example.com/invitation#');
    const token = tokenIn(text);
    expect((await post('/v1/session/invitation', { token })).body).toEqual({
      organization: 'Default organization',
      email: 'hal@example.com',
      role: 'operator',
      isKnown: false,
      asksNewPassword: false,
    });
    const accept = (extra: object) => post('/v1/session/accept', { token, ...extra });
    expect((await accept({ password })).body.problems).toMatchObject([{ path: 'name' }]);
    expect((await accept({ name: 'Hal', password: 'password1234' })).body.problems).toMatchObject([
      { path: 'password' },
    ]);
    // The address is the invitation's, whatever is said.
    const accepted = await accept({ name: 'Hal', password, email: 'somebody@example.com' });
    expect(accepted.body).toMatchObject({ operator: { email: 'hal@example.com', role: 'operator' } });
    expect((await accept({ name: 'Hal', password })).status).toBe(404);
    expect((await api.call('POST', '/v1/invitations', { email: 'hal@example.com', role: 'viewer' })).status).toBe(409);
  });

  it('is answered as a link where nothing can send it, is replaced by a later one, taken back, and runs out', async () => {
    await api.call('DELETE', '/v1/senders/office');
    await api.call('PUT', '/v1/senders/box', { provider: 'sandbox', channel: 'email' });
    const inviteIda = async () =>
      (await api.call('POST', '/v1/invitations', { email: 'ida@example.com', role: 'viewer' })).body;
    const first = await inviteIda();
    expect(first).toMatchObject({ isSent: false, note: expect.stringContaining('sandbox sends none') });
    const second = await inviteIda();
    const accept = (link: string) => post('/v1/session/accept', { token: tokenIn(link), name: 'Ida', password });
    expect((await accept(first.link)).status).toBe(404);
    const open = async () => (await api.call('GET', '/v1/invitations')).body.items.map(({ id }: { id: string }) => id);
    expect(await open()).toContain(second.id);
    expect(await open()).not.toContain(first.id);
    expect((await api.call('DELETE', `/v1/invitations/${second.id}`)).status).toBe(200);
    expect((await accept(second.link)).status).toBe(404);
    const third = await inviteIda();
    await age('invitations', '7 days');
    expect((await accept(third.link)).status).toBe(404);
    expect((await api.call('GET', '/v1/sandbox/messages')).body.items).toEqual([]);
  });

  it('of somebody who is an operator already asks for their password, and adds an organization to switch to', async () => {
    const before = await addOperator(api, 'default', 'joe@example.com', 'operator');
    const token = await invite(api, 'other', 'joe@example.com', 'viewer');
    expect((await post('/v1/session/invitation', { token })).body).toMatchObject({ isKnown: true, role: 'viewer' });
    const newPassword = 'another four words here';
    expect((await post('/v1/session/accept', { token, password: 'not theirs', newPassword })).status).toBe(401);
    const accepted = await post('/v1/session/accept', { token, password, newPassword });
    expect(accepted.body).toMatchObject({ organization: { key: 'other' }, scopes: ['read'] });
    // What was open in the first organization, whoever runs its mail, leads nowhere any more.
    expect((await before.call('GET', '/v1/session')).status).toBe(401);
    const joe = signedIn(api, 'joe@example.com', await signIn('joe@example.com', newPassword));
    await joe.call('PATCH', '/v1/session', { organization: 'default' });
    await joe.call('PUT', '/v1/contacts/key:here', { name: 'Here', email: 'here@example.com' });
    const names = async () =>
      (await joe.call('GET', '/v1/contacts')).body.items.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(['Here']);
    const switched = await joe.call('PATCH', '/v1/session', { organization: 'other' });
    expect(switched.body).toMatchObject({ organization: { key: 'other' }, scopes: ['read'] });
    expect(await names()).toEqual([]);
    expect((await joe.call('PUT', '/v1/contacts/key:there', { name: 'There' })).status).toBe(403);
    expect((await joe.call('PATCH', '/v1/session', { organization: 'nowhere' })).status).toBe(404);
  });

  it('without an address is for whoever sets the installation up, who says it', async () => {
    const token = await invite(api, 'other', null, 'owner');
    expect((await post('/v1/session/accept', { token, name: 'Kim', password })).body.problems).toMatchObject([
      { path: 'email' },
    ]);
    const accepted = await post('/v1/session/accept', { token, name: 'Kim', email: 'kim@example.com', password });
    expect(accepted.body.operator).toMatchObject({ email: 'kim@example.com', role: 'owner' });
  });

  it('without an address is not spent on a member, who would keep the role they have', async () => {
    const alone = await startApi();
    try {
      await addOperator(alone, 'default', 'lea@example.com', 'viewer');
      const token = await invite(alone, 'default', null, 'owner');
      const accept = (email: string) =>
        alone.call('POST', '/v1/session/accept', { token, name: 'Lea', email, password }, ownPage);
      const refused = await accept('Lea@example.com');
      expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
      expect(refused.body.detail).toContain('lea@example.com belongs to this organization already');
      expect((await accept('owner@example.com')).body.operator).toMatchObject({ role: 'owner' });
    } finally {
      await alone.close();
    }
  });
});

describe('the team', () => {
  it('changes roles at once, keeps its last owner, and forgets whoever leaves', async () => {
    const alone = await startApi();
    try {
      const owner = await addOperator(alone, 'default', 'owner@example.com', 'owner');
      const second = await addOperator(alone, 'default', 'second@example.com', 'viewer');
      const { items } = (await owner.call('GET', '/v1/operators')).body;
      expect(items).toMatchObject([{ email: 'owner@example.com' }, { email: 'second@example.com', role: 'viewer' }]);
      const [ownerId, secondId] = items.map(({ id }: { id: string }) => id);
      expect((await owner.call('PATCH', `/v1/operators/${ownerId}`, { role: 'viewer' })).status).toBe(409);
      expect((await owner.call('DELETE', `/v1/operators/${ownerId}`)).status).toBe(409);
      expect((await second.call('GET', '/v1/operators')).status).toBe(403);
      await owner.call('PATCH', `/v1/operators/${secondId}`, { role: 'owner' });
      expect((await second.call('GET', '/v1/operators')).status).toBe(200);
      // Two owners who remove each other at the same moment: one stays.
      const [first, other] = await Promise.all([
        owner.call('DELETE', `/v1/operators/${secondId}`),
        second.call('DELETE', `/v1/operators/${ownerId}`),
      ]);
      expect([first.status, other.status].sort()).not.toEqual([200, 200]);
      const left = await alone.call('GET', '/v1/operators');
      expect(left.body.items).toHaveLength(1);
      const accounts = await alone.context.db.query({ name: 'accounts', text: 'SELECT id FROM relance.operators' });
      expect(accounts).toHaveLength(1);
    } finally {
      await alone.close();
    }
  });
});
