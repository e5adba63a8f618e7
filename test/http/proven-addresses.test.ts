// Whose an account is: whoever registers first with somebody else's address must not get in where that person is invited later.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localActor } from '../../src/operations/audit.ts';
import { makeResetLink } from '../../src/operations/reset-password.ts';
import { MailServer } from '../../src/testing/mail-server.ts';
import { type Answer, type Api, startApi } from './support/api.ts';
import { addOperator, invite, ownPage, password, signedIn } from './support/operators.ts';

let api: Api;
let mail: MailServer;
let theirMail: MailServer;

beforeAll(async () => {
  [api, mail, theirMail] = await Promise.all([startApi(), MailServer.start(), MailServer.start()]);
  await storeSender(mail, api.key);
  await storeSender(theirMail, api.otherKey);
});
afterAll(async () => {
  await api.close();
  await Promise.all([mail.goAway(), theirMail.goAway()]);
});

const other = 'quite another set of words';
const post = (url: string, body: unknown) => api.call('POST', url, body, ownPage);
const accept = (token: string, body: object) => post('/v1/session/accept', { token, ...body });
const signIn = (email: string, secret: string) => post('/v1/session', { email, password: secret });
const offerOf = async (token: string) => (await post('/v1/session/invitation', { token })).body;

function storeSender(server: MailServer, key: string): Promise<Answer> {
  const body = { provider: 'smtp', channel: 'email', config: server.senderConfig('office@example.com') };
  return api.call('PUT', '/v1/senders/office', body, { 'x-api-key': key });
}

/** The token of the last link that was sent to somebody, once there are so many. */
async function mailedToken(server: MailServer, to: string, count = 1): Promise<string> {
  const ofThem = () => server.mails.filter((one) => one.to === to);
  await expect.poll(() => ofThem().length, { timeout: 10_000 }).toBe(count);
  const text =
    ofThem()
      .at(-1)
      ?.raw.replaceAll(/=\r?\n/g, '')
      .replaceAll('=3D', '=') ?? '';
  return /#([\w.-]+)/.exec(text)?.[1] ?? '';
}

async function inviteByMail(email: string, key: string): Promise<void> {
  const made = await api.call('POST', '/v1/invitations', { email, role: 'viewer' }, { 'x-api-key': key });
  expect(made).toMatchObject({ status: 201, body: { isSent: true } });
}

describe('an account whose address nobody has proven', () => {
  it('joins another organization only with a new password, and whoever had it before is out', async () => {
    const before = await addOperator(api, 'default', 'vic@example.com', 'viewer');
    const token = await invite(api, 'other', 'vic@example.com', 'viewer');
    expect(await offerOf(token)).toMatchObject({ isKnown: true, asksNewPassword: true });
    const refused = await accept(token, { password });
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ path: 'newPassword' }] } });
    expect((await accept(token, { password, newPassword: password })).body.problems).toMatchObject([
      { path: 'newPassword' },
    ]);
    expect((await accept(token, { password, newPassword: 'short' })).status).toBe(422);
    expect((await accept(token, { password: other, newPassword: 'and yet another set of words' })).status).toBe(401);
    // Nothing of it has happened.
    expect((await before.call('GET', '/v1/session')).body.operator.organizations).toMatchObject([{ key: 'default' }]);

    const accepted = await accept(token, { password, newPassword: other });
    expect(accepted).toMatchObject({ status: 200, body: { organization: { key: 'other' } } });
    expect((await before.call('GET', '/v1/session')).status).toBe(401);
    expect((await signIn('vic@example.com', password)).status).toBe(401);
    expect((await signIn('vic@example.com', other)).status).toBe(200);
    const { items } = (await api.call('GET', '/v1/audit?action=operator.passwordChanged')).body;
    expect(items).toMatchObject([{ actor: { kind: 'operator', name: 'vic' } }]);
  });

  it('is got back by whoever has the mailbox: with a link for a new password, then the invitation', async () => {
    const before = await addOperator(api, 'default', 'wim@example.com', 'viewer');
    await inviteByMail('wim@example.com', api.otherKey);
    const invitation = await mailedToken(theirMail, 'wim@example.com');
    await post('/v1/session/forgotten-password', { email: 'wim@example.com' });
    const reset = await mailedToken(mail, 'wim@example.com');
    expect((await post('/v1/session/new-password', { token: reset, password: other })).status).toBe(200);
    expect((await before.call('GET', '/v1/session')).status).toBe(401);
    expect(await offerOf(invitation)).toMatchObject({ asksNewPassword: false });
    expect((await accept(invitation, { password })).status).toBe(401);
    expect((await accept(invitation, { password: other })).status).toBe(200);
  });
});

describe('an address is proven', () => {
  it('by an invitation that the installation has sent to it, but not by one that was handed over', async () => {
    await inviteByMail('xia@example.com', api.key);
    const first = await mailedToken(mail, 'xia@example.com');
    expect(await offerOf(first)).toMatchObject({ isKnown: false, asksNewPassword: false });
    expect((await accept(first, { name: 'Xia', password })).status).toBe(200);
    const second = await invite(api, 'other', 'xia@example.com', 'viewer');
    expect(await offerOf(second)).toMatchObject({ isKnown: true, asksNewPassword: false });
    expect((await accept(second, { password })).status).toBe(200);
  });

  it('by a link for a new password that whoever runs the installation hands over', async () => {
    await addOperator(api, 'default', 'yan@example.com', 'viewer');
    const link = await makeResetLink(api.context, 'yan@example.com', localActor);
    await post('/v1/session/new-password', { token: link.split('#')[1], password: other });
    const token = await invite(api, 'other', 'yan@example.com', 'viewer');
    expect(await offerOf(token)).toMatchObject({ asksNewPassword: false });
    expect((await accept(token, { password: other })).status).toBe(200);
  });

  it('by nothing that another organization says it has sent: it could read its own mail', async () => {
    await inviteByMail('zoe@example.com', api.otherKey);
    await accept(await mailedToken(theirMail, 'zoe@example.com'), { name: 'Zoe', password });
    await inviteByMail('zoe@example.com', api.key);
    const joining = await mailedToken(mail, 'zoe@example.com');
    expect((await accept(joining, { password })).status).toBe(422);
    const accepted = await accept(joining, { password, newPassword: other });
    expect(accepted.status).toBe(200);
    const zoe = signedIn(api, 'zoe@example.com', accepted);

    // That has proven it, until only the other organization is left, and sends a link for a new password.
    await api.call('DELETE', `/v1/operators/${(await zoe.call('GET', '/v1/session')).body.operator.id}`);
    const again = await invite(api, 'default', 'zoe@example.com', 'viewer');
    expect(await offerOf(again)).toMatchObject({ asksNewPassword: false });
    await post('/v1/session/forgotten-password', { email: 'zoe@example.com' });
    const reset = await mailedToken(theirMail, 'zoe@example.com', 2);
    await post('/v1/session/new-password', { token: reset, password: 'and yet another set of words' });
    expect(await offerOf(again)).toMatchObject({ asksNewPassword: true });
    expect((await accept(again, { password: 'and yet another set of words' })).status).toBe(422);
  });
});

describe('links of operators', () => {
  it('go out by senders that an admin has stored: who may only manage stores none of e-mail', async () => {
    const lesser = await api.keyWith(['read', 'send', 'manage']);
    const config = theirMail.senderConfig('trap@example.com');
    const store = (key: string, channel: string, provider: string) =>
      api.call(
        'PUT',
        '/v1/senders/trap',
        { provider, channel, position: 0, ...(provider === 'smtp' && { config }) },
        {
          'x-api-key': key,
        },
      );
    expect(await store(lesser, 'email', 'smtp')).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('admin') },
    });
    expect((await store(lesser, 'sms', 'sandbox')).status).toBe(200);
    expect((await store(await api.keyWith(['read', 'manage', 'admin']), 'email', 'smtp')).status).toBe(200);
    expect((await store(lesser, 'email', 'smtp')).status).toBe(403);
    expect((await api.call('DELETE', '/v1/senders/trap', undefined, { 'x-api-key': lesser })).status).toBe(200);
  });
});
