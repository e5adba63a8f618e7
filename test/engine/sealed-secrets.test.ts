// Passwords and tokens of senders stand encrypted in the database, and can still be used.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import { openSender } from '../../src/operations/open-sender.ts';
import { putSender, readSender, testSender } from '../../src/operations/read-senders.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const hook = {
  key: 'hook',
  provider: 'webhook',
  channel: 'webhook',
  config: { secret, url: 'https://example.com/' },
} as const;

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.drop());

async function stored(): Promise<{ config: object; sealed: string | null }> {
  const client = new pg.Client({ connectionString: database.url, options: '-c relance.org=*' });
  await client.connect();
  const { rows } = await client.query('SELECT config, sealed FROM relance.senders');
  await client.end();
  return rows[0];
}

function engineWith(...secretKeys: string[]) {
  return createEngine({ database: database.url, secretKeys });
}

describe('the secrets of a sender', () => {
  test('are not in the database in clear, and reach its provider', async () => {
    const engine = await engineWith(first);
    await engine.senders.put([hook]);
    const row = await stored();
    expect(row.config).toEqual({ url: 'https://example.com/' });
    expect(JSON.stringify(row)).not.toContain(secret.slice(6, 20));
    const known = await engine.context.definitions.get(engine.orgId);
    const sender = openSender(engine.context, engine.orgId, known?.route('webhook')[0] as never);
    const refused = await sender.send({ ...message, to: 'https://x.invalid/', signal: AbortSignal.abort() });
    // Configured, or it would be `sender_misconfigured`.
    expect(refused).toMatchObject({ kind: 'refused', code: 'aborted' });
    await engine.stop();
  });

  test('are refused where there is no key, with what to do', async () => {
    const engine = await engineWith();
    await expect(engine.senders.put([hook])).rejects.toThrow('RELANCE_SECRET_KEY');
    await engine.senders.put([{ key: 'inbox', provider: 'sandbox', channel: 'email' }]);
    await engine.stop();
  });

  test('are sealed anew at the start with another key, and what stands in clear is sealed', async () => {
    const before = await engineWith(first);
    await before.senders.put([hook]);
    const old = (await stored()).sealed;
    await before.stop();
    const after = await engineWith(second, first);
    const row = await stored();
    expect(row.sealed).not.toBe(old);
    await after.stop();
    const client = new pg.Client({ connectionString: database.url, options: '-c relance.org=*' });
    await client.connect();
    await client.query('UPDATE relance.senders SET config = $1, sealed = NULL', [hook.config]);
    await client.end();
    const third = await engineWith(second);
    expect((await stored()).config).toEqual({ url: 'https://example.com/' });
    expect(await readSender(third.context, third.orgId, 'hook')).toMatchObject({ secrets: ['secret'] });
    await third.stop();
  });

  test('stay when the rest of the configuration is replaced, and go when they are nulled', async () => {
    const engine = await engineWith(first);
    const { context, orgId } = engine;
    await putSender(context, orgId, hook);
    const config = { url: 'https://example.com/', timeoutMs: 5_000 };
    const changed = await putSender(context, orgId, { ...hook, config });
    expect(changed).toMatchObject({ config, secrets: ['secret'] });
    await expect(putSender(context, orgId, { ...hook, config: { secret: null } })).rejects.toThrow('secret is missing');
    await engine.stop();
  });
});

describe('a process without the right key', () => {
  test('calls nobody by such a sender, blames nobody for it, and leaves the work to others', async () => {
    const owner = await engineWith(first);
    await owner.senders.put([{ ...hook, channel: 'webhook' }]);
    const { contactId } = (await owner.events.record({
      type: 'contact.upserted',
      contact: { addresses: [{ channel: 'webhook', value: 'https://127.0.0.1:1/' }], key: 'a' },
    })) as { contactId: string };
    await owner.followUps.schedule({
      contactId,
      channel: 'webhook',
      category: 'manual',
      dueAt: Date.now(),
      text: 'Hello',
    });
    const other = await engineWith();
    other.start();
    // By its third sign of life, two seconds apart, it has looked for work more than once.
    const seen = new Set<number>();
    const life = { name: 'test-life', text: 'SELECT seen_at AS at FROM relance.workers' };
    await expect
      .poll(async () => seen.add((await owner.context.db.query<{ at: number }>(life))[0]?.at ?? 0).size, {
        timeout: 15_000,
      })
      .toBeGreaterThan(3);
    const [sender] = await owner.context.db.query<{ until: number | null; failures: number; attempts: number }>({
      name: 'test-breaker',
      text: `SELECT breaker_until AS until, breaker_failures AS failures, (SELECT sum(attempts) FROM relance.follow_ups)::int AS attempts
        FROM relance.senders`,
    });
    expect(sender).toEqual({ until: null, failures: 0, attempts: 0 });
    await other.stop();
    await owner.stop();
  });

  test('says that it has another key, and not that there is none', async () => {
    const owner = await engineWith(first);
    await owner.senders.put([hook]);
    await owner.stop();
    const other = await engineWith(second);
    const { result, detail } = await testSender(other.context, other.orgId, hook.key);
    expect([result, detail]).toEqual(['failed', expect.stringContaining('with another key than RELANCE_SECRET_KEY')]);
    await other.stop();
  });

  test('starts all the same, says whose secrets it cannot read, and takes them anew', async () => {
    const owner = await engineWith(first);
    await owner.senders.put([hook]);
    await owner.stop();
    const said: string[] = [];
    const note = (event: string, fields?: object) => void said.push(`${event} ${JSON.stringify(fields)}`);
    const logger = { debug() {}, info() {}, warn() {}, error: note };
    const engine = await createEngine({ database: database.url, secretKeys: [second], logger });
    expect(said).toEqual(['secrets_unreadable {"senders":"hook"}']);
    expect(await putSender(engine.context, engine.orgId, hook)).toMatchObject({ secrets: ['secret'] });
    await engine.stop();
  });
});

test('a stored password does not go along to another server', async () => {
  const engine = await engineWith(first);
  const { context, orgId } = engine;
  const mail = { key: 'mail', provider: 'smtp', channel: 'email' } as const;
  const config = { host: 'mail.example.com', user: 'me', from: 'me@example.com' };
  await putSender(context, orgId, { ...mail, config: { ...config, password: 'correct horse' } });
  expect(await putSender(context, orgId, { ...mail, config: { ...config, fromName: 'Me' } })).toMatchObject({
    secrets: ['password'],
  });
  const moved = putSender(context, orgId, { ...mail, config: { ...config, host: 'mail.example.net' } });
  await expect(moved).rejects.toThrow('password');
  await engine.stop();
});

const message = { attemptId: 'a.1', messageId: 'm', channel: 'webhook', text: 'hello' } as const;
