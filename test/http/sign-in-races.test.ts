// Two things at once, of which one lets somebody in and the other keeps them out: held apart by hand, so that they always meet.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrganization } from '../../src/operations/find-organization.ts';
import { inviteFirstOwner } from '../../src/operations/invite-operators.ts';
import { hashNewPassword } from '../../src/operations/passwords.ts';
import { sendResetLink } from '../../src/operations/reset-password.ts';
import { everyOrganization, type Queryable } from '../../src/store/database.ts';
import { deleteSessions, voidResets } from '../../src/store/operator-sessions.ts';
import { findOperator, insertMembership, lockOperator, setPassword } from '../../src/store/operators.ts';
import { type Api, startApi } from './support/api.ts';
import { addOperator, invite, ownPage, password } from './support/operators.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const other = 'quite another set of words';
const post = (url: string, body: unknown) => api.call('POST', url, body, ownPage);
const signIn = (email: string, secret: string) => post('/v1/session', { email, password: secret });
const rows = <Row>(name: string, text: string, parameters: readonly unknown[] = []) =>
  api.context.db.query<Row>({ name, text }, parameters);

async function idOf(email: string): Promise<string> {
  const found = await findOperator(api.context.db, email);
  if (!found) throw new Error(`${email} is an operator`);
  return found.id;
}

const sessionsOf = async (email: string) =>
  (
    await rows('test-sessions-of', 'SELECT s.id FROM relance.operator_sessions s WHERE s.operator_id = $1', [
      await idOf(email),
    ])
  ).length;

/**
 * Begins `second` when `first` has done its work and not yet committed, and lets it commit once `second` waits for it, or has
 * ended without waiting.
 */
async function meet<T>(first: (tx: Queryable) => Promise<unknown>, second: () => Promise<T>): Promise<T> {
  let answer: Promise<T> | undefined;
  await api.context.db.transaction(everyOrganization, async (tx) => {
    await first(tx);
    let hasEnded = false;
    answer = second();
    void answer.finally(() => {
      hasEnded = true;
    });
    await expect.poll(async () => hasEnded || (await isSomebodyWaiting()), { timeout: 10_000 }).toBe(true);
  });
  return answer as Promise<T>;
}

async function isSomebodyWaiting(): Promise<boolean> {
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return (await rows('test-who-waits', waiting)).length > 0;
}

describe('a password that is changed', () => {
  it('while somebody signs in with the one before leaves no session of it', async () => {
    await addOperator(api, 'default', 'ann@example.com', 'viewer');
    const id = await idOf('ann@example.com');
    const hash = await hashNewPassword(other, 'ann@example.com', 'password');
    const answer = await meet(
      async (tx) => {
        await setPassword(tx, id, hash);
        await deleteSessions(tx, id, null);
      },
      () => signIn('ann@example.com', password),
    );
    expect(answer.status).toBe(401);
    expect(await sessionsOf('ann@example.com')).toBe(0);
    expect((await signIn('ann@example.com', other)).status).toBe(200);
  });

  it('while it is changed from elsewhere with the one before stays what it was set to first', async () => {
    const ben = await addOperator(api, 'default', 'ben@example.com', 'viewer');
    const id = await idOf('ben@example.com');
    const hash = await hashNewPassword(other, 'ben@example.com', 'password');
    const answer = await meet(
      (tx) => setPassword(tx, id, hash),
      () => ben.call('PUT', '/v1/session/password', { password, newPassword: 'and yet another set of words' }),
    );
    expect(answer.status).toBe(409);
    expect((await signIn('ben@example.com', other)).status).toBe(200);
  });

  it('while an invitation is accepted with the one before leaves no session of it, and the invitation open', async () => {
    await addOperator(api, 'default', 'cas@example.com', 'viewer');
    const token = await invite(api, 'other', 'cas@example.com', 'viewer');
    const id = await idOf('cas@example.com');
    const hash = await hashNewPassword(other, 'cas@example.com', 'password');
    const answer = await meet(
      async (tx) => {
        await setPassword(tx, id, hash);
        await deleteSessions(tx, id, null);
      },
      () => post('/v1/session/accept', { token, password }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await sessionsOf('cas@example.com')).toBe(0);
    const again = { token, password: other, newPassword: 'and yet another set of words' };
    expect((await post('/v1/session/accept', again)).status).toBe(200);
  });
});

describe('a link for a new password', () => {
  it('that is asked for while its operator joins another organization is not sent by the one of before', async () => {
    await addOperator(api, 'other', 'cyd@example.com', 'viewer');
    const id = await idOf('cyd@example.com');
    const { id: orgId } = await findOrganization(api.context, 'default');
    await meet(
      async (tx) => {
        await lockOperator(tx, id);
        await insertMembership(tx, orgId, id, 'viewer');
        await voidResets(tx, id);
      },
      () => sendResetLink(api.context, 'cyd@example.com'),
    );
    const made = 'SELECT proves_email AS "provesEmail" FROM relance.password_resets WHERE operator_id = $1';
    expect(await rows('test-resets-of', made, [id])).toEqual([{ provesEmail: true }]);
  });
});

describe('an operator who is removed', () => {
  it('while they sign in has no session', async () => {
    await addOperator(api, 'default', 'dov@example.com', 'viewer');
    const id = await idOf('dov@example.com');
    const answer = await meet(
      (tx) => tx.query({ name: 'test-remove', text: 'DELETE FROM relance.operators WHERE id = $1' }, [id]),
      () => signIn('dov@example.com', password),
    );
    expect(answer.status).toBe(401);
  });

  it('from their last organization while they join another one keeps their account', async () => {
    await addOperator(api, 'default', 'eli@example.com', 'viewer');
    const id = await idOf('eli@example.com');
    const { id: otherId } = await findOrganization(api.context, 'other');
    const answer = await meet(
      (tx) => insertMembership(tx, otherId, id, 'viewer'),
      () => api.call('DELETE', `/v1/operators/${id}`),
    );
    expect(answer.status).toBe(200);
    const signedIn = await signIn('eli@example.com', password);
    expect(signedIn.body).toMatchObject({ organization: { key: 'other' }, operator: { id } });
  });

  it('and forgotten while they join another organization is told so, and the invitation stays open', async () => {
    await addOperator(api, 'default', 'fin@example.com', 'viewer');
    const token = await invite(api, 'other', 'fin@example.com', 'viewer');
    const id = await idOf('fin@example.com');
    const answer = await meet(
      (tx) => tx.query({ name: 'test-remove', text: 'DELETE FROM relance.operators WHERE id = $1' }, [id]),
      () => post('/v1/session/accept', { token, password }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await post('/v1/session/accept', { token, name: 'Fin', password })).status).toBe(200);
  });
});

describe('two invitations of one address at the same moment', () => {
  it('leave one that is open', async () => {
    const { id: orgId } = await findOrganization(api.context, 'default');
    const email = 'gil@example.com';
    const made = await Promise.all(
      Array.from({ length: 6 }, () => api.call('POST', '/v1/invitations', { email, role: 'viewer' })),
    );
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
    const open = `SELECT id FROM relance.invitations WHERE org_id = $1 AND email = $2 AND accepted_at IS NULL AND revoked_at IS NULL`;
    expect(await rows('test-open-invitations', open, [orgId, email])).toHaveLength(1);
  });
});

describe('the link of the first owner', () => {
  it('is given to one of several processes that start at the same moment, and is good', async () => {
    const alone = await startApi();
    try {
      const organization = await findOrganization(alone.context, 'default');
      const links = await Promise.all(Array.from({ length: 6 }, () => inviteFirstOwner(alone.context, organization)));
      const given = links.filter((link) => link !== undefined);
      expect(given).toHaveLength(1);
      const [, token] = given[0]?.split('#') ?? [];
      const offer = await alone.call('POST', '/v1/session/invitation', { token }, ownPage);
      expect(offer).toMatchObject({ status: 200, body: { email: null, role: 'owner' } });
    } finally {
      await alone.close();
    }
  });
});

describe('an organization that an admin makes', () => {
  it('has its first key noted with who made it', async () => {
    const olga = await addOperator(api, 'default', 'olga@example.com', 'owner');
    const made = await olga.call('POST', '/v1/organizations', { key: 'third' });
    const { items } = (await api.call('GET', '/v1/audit', undefined, { 'x-api-key': made.body.apiKey })).body;
    const actor = { kind: 'operator', id: await idOf('olga@example.com'), name: 'olga' };
    expect(items).toMatchObject([{ action: 'key.made', actor }]);
  });
});
