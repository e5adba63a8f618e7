// Passwords and links that somebody tries: by account, and by where from.
import { afterEach, describe, expect, it } from 'vitest';
import type { RequestLimits } from '../../src/http/limit-requests.ts';
import { type Api, startApi } from './support/api.ts';
import { addOperator, invite, password } from './support/operators.ts';

let api: Api;
afterEach(() => api.close());
async function start(limits: RequestLimits): Promise<void> {
  api = await startApi(undefined, limits);
}

const wrong = 'a guess that is wrong';

async function post(remoteAddress: string, url: string, payload: object) {
  const { statusCode, headers } = await api.app.inject({
    method: 'POST',
    url,
    remoteAddress,
    headers: { 'sec-fetch-site': 'same-origin', origin: 'https://localhost' },
    payload,
  });
  return { status: statusCode, retryAfter: Number(headers['retry-after']) };
}
const signIn = (from: string, secret: string, email = 'lea@example.com') =>
  post(from, '/v1/session', { email, password: secret });

describe('guessing', () => {
  it('is stopped for an account from everywhere, but not for the address that was good before', async () => {
    await start({ signInsPerAccount: 4 });
    await addOperator(api, 'default', 'lea@example.com', 'viewer');
    expect((await signIn('10.0.0.1', password)).status).toBe(200);
    // That one was a try as well, before it was known to be good.
    const guesses = [];
    for (let tries = 0; tries < 5; tries += 1) guesses.push((await signIn(`10.9.9.${tries}`, wrong)).status);
    expect(guesses).toEqual([401, 401, 401, 429, 429]);
    const locked = await signIn('10.9.9.9', password);
    expect(locked.status).toBe(429);
    expect(locked.retryAfter).toBeGreaterThan(800);
    expect((await signIn('10.0.0.1', password)).status).toBe(200);
  });

  it('has no way round by invitations, however many there are and whatever address is said with them', async () => {
    await start({ signInsPerAccount: 4 });
    await addOperator(api, 'default', 'lea@example.com', 'viewer');
    const tries: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      // Without an address there is one for each organization.
      const organization = count === 4 ? 'default' : 'other';
      const token = await invite(api, organization, count < 3 ? 'lea@example.com' : null, 'viewer');
      const email = count < 3 ? `other-${count}@example.com` : ' Lea@example.com';
      tries.push((await post('10.0.0.1', '/v1/session/accept', { token, email, password: wrong })).status);
    }
    expect(tries).toEqual([401, 401, 401, 401, 429]);
    expect((await signIn('10.0.0.2', password)).status).toBe(429);
  });

  it('of passwords and of links is counted together for where it comes from', async () => {
    await start({ failedSignInsPerAddress: 5 });
    await addOperator(api, 'default', 'lea@example.com', 'viewer');
    expect((await signIn('10.0.0.1', password)).status).toBe(200);
    const token = await invite(api, 'other', 'lea@example.com', 'viewer');
    const from = (url: string, body: object) => post('10.0.0.1', url, body);
    const tries = async (guess: string) => [
      (await signIn('10.0.0.1', wrong, `${guess}@example.com`)).status,
      (await from('/v1/session/invitation', { token: `default.${guess}` })).status,
      (await from('/v1/session/accept', { token: `default.${guess}`, password: wrong })).status,
      (await from('/v1/session/accept', { token, password: wrong })).status,
      (await from('/v1/session/new-password', { token: guess, password })).status,
    ];
    expect(await tries('one')).toEqual([401, 404, 404, 401, 404]);
    expect(await tries('two')).toEqual([429, 429, 429, 429, 429]);
    // What is right counts for nothing, but would be found out; who was good here before is let in.
    expect((await from('/v1/session/invitation', { token })).status).toBe(429);
    expect((await signIn('10.0.0.1', password)).status).toBe(200);
    expect((await post('10.0.0.2', '/v1/session/invitation', { token })).status).toBe(200);
  });

  it('is not told apart within one network of IPv6, of which one person has all addresses', async () => {
    await start({ failedSignInsPerAddress: 3 });
    const tries: number[] = [];
    for (const host of [':1', ':2:3', 'ffff:1:2:3', 'abcd:0:0:1'])
      tries.push((await signIn(`2001:db8:0:7:${host}`, wrong)).status);
    expect(tries).toEqual([401, 401, 401, 429]);
    expect((await signIn('2001:db8:0:8::1', wrong)).status).toBe(401);
    // An IPv4 address that a socket of IPv6 tells of is itself.
    const mapped = [];
    for (const host of [1, 1, 1, 1, 2]) mapped.push((await signIn(`::ffff:10.0.0.${host}`, wrong)).status);
    expect(mapped).toEqual([401, 401, 401, 429, 401]);
    expect((await signIn('10.0.0.1', wrong)).status).toBe(429);
  });

  it('does not count what is right', async () => {
    await start({ failedSignInsPerAddress: 2 });
    await addOperator(api, 'default', 'lea@example.com', 'viewer');
    const token = await invite(api, 'other', 'lea@example.com', 'viewer');
    for (let count = 0; count < 4; count += 1) {
      expect((await signIn('10.0.0.1', password)).status).toBe(200);
      expect((await post('10.0.0.3', '/v1/session/invitation', { token })).status).toBe(200);
    }
  });
});
