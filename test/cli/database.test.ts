import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { relance, temporaryPlace } from './support/relance.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await temporaryPlace();
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  relance(args, { folder, environment: { DATABASE_URL: database.url, ...environment } });

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Check {
  readonly name: string;
  readonly level: string;
  readonly message: string;
  readonly advice?: string;
}

async function doctor(environment: Readonly<Record<string, string>> = {}) {
  const { code, stdout } = await run(['doctor', '--json'], environment);
  const { level, checks } = JSON.parse(stdout) as { level: string; checks: Check[] };
  return { code, level, checks, check: (name: string) => checks.find((it) => it.name === name) };
}

describe('relance on a database', () => {
  it('says before the first migration that there was none, and changes nothing', async () => {
    const { code, check } = await doctor();
    expect(code).toBe(0);
    expect(check('migrations')).toMatchObject({ level: 'warn', advice: expect.stringContaining('relance migrate') });
    expect((await doctor()).check('migrations')?.level).toBe('warn');
  });

  it('migrates once, and then has nothing to do', async () => {
    const first = await run(['migrate']);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^applied 0001-initial$/m) });
    expect(await run(['migrate'])).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
    expect(JSON.parse((await run(['migrate', '--json'])).stdout)).toEqual({ applied: [] });
  });

  it('makes keys, lists them without their secrets, and revokes them', async () => {
    const made = JSON.parse((await run(['keys', 'create', '--name', 'crm', '--scopes', 'send,read', '--json'])).stdout);
    expect(made).toMatchObject({ key: expect.stringMatching(/^rl_default_.{20,}$/), scopes: ['send', 'read'] });

    const plain = await run(['keys', 'create', '--name', 'second', '--org', 'acme']);
    expect(plain.stdout).toMatch(/^rl_acme_\S{20,}\n$/);
    expect(plain.stderr).toContain('The organization acme is new.');

    const listed = await run(['keys', 'list']);
    expect(listed.stdout).toContain('crm');
    expect(listed.stdout).not.toContain(made.key);
    expect(listed.stdout).not.toContain('second');

    expect(await run(['keys', 'revoke', made.id])).toMatchObject({ code: 0 });
    const { keys } = JSON.parse((await run(['keys', 'list', '--json'])).stdout);
    expect(keys).toMatchObject([{ id: made.id, name: 'crm', revokedAt: expect.stringMatching(/^\d{4}-/) }]);
  });

  it('refuses unknown scopes, organizations and keys', async () => {
    const scope = await run(['keys', 'create', '--name', 'x', '--scopes', 'raed']);
    expect(scope).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean read?') });
    const organization = await run(['keys', 'list', '--org', 'nobody']);
    expect(organization).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no organization nobody') });
    const key = await run(['keys', 'revoke', 'nonsense']);
    expect(key).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no key nonsense') });
    expect(await run(['keys', 'create'])).toMatchObject({ code: 2 });
  });

  it('finds a well database well, and says what is missing for sending', async () => {
    const { code, level, check } = await doctor({ REDIS_URL: 'redis://localhost' });
    expect(code).toBe(0);
    expect(level).toBe('warn');
    for (const name of ['node', 'time zones', 'database', 'role', 'migrations', 'clock', 'dead letters']) {
      expect(check(name)).toMatchObject({ level: 'ok' });
    }
    expect(check('redis')?.message).toContain('unused');
    expect(check('workers')).toMatchObject({ level: 'warn', advice: expect.stringContaining('relance serve') });
    expect(check('senders')).toMatchObject({ level: 'warn', advice: expect.stringContaining('SMTP_HOST') });
  });

  it('says of settings that have no effect, and of one that is easily guessed, that they are hardly meant', async () => {
    const { code, checks } = await doctor({ ENABLE_FOLLOWUP_SCHEDULER: 'true', RELANCE_BOOTSTRAP_KEY: 'dev-key-123' });
    expect(code).toBe(0);
    expect(checks.filter(({ name }) => name === 'settings')).toEqual([
      {
        name: 'settings',
        level: 'warn',
        message: 'RELANCE_BOOTSTRAP_KEY is short enough to be guessed',
        advice: '24 random characters or more, unless it is for development.',
      },
      {
        name: 'settings',
        level: 'warn',
        message: expect.stringContaining('ENABLE_FOLLOWUP_SCHEDULER has no effect: there is one mechanism'),
        advice: 'Remove the variable.',
      },
    ]);
  });

  it('fails with a clear line when the database is away', async () => {
    const away = { DATABASE_URL: 'postgresql://u:hunter2@127.0.0.1:1/none' };
    const { code, check } = await doctor(away);
    expect(code).toBe(1);
    expect(check('database')).toMatchObject({ level: 'fail', message: expect.stringContaining('ECONNREFUSED') });
    const migrated = await run(['migrate'], away);
    expect(migrated.code).toBe(1);
    expect(migrated.stderr).toMatch(/^relance: the database cannot be reached: .*ECONNREFUSED/);
    expect(migrated.stderr).not.toContain('hunter2');
    expect(migrated.stderr).not.toContain('    at ');
    expect((await run(['migrate', '--verbose'], away)).stderr).toContain('    at ');
    expect((await run(['migrate'], { ...away, LOG_LEVEL: 'debug' })).stderr).toContain('    at ');
  });

  it('fails on a role that row-level security does not bind', async () => {
    const { adminUrl } = inject('postgres');
    const isBound = await withClient(adminUrl, async (client) => {
      const { rows } = await client.query(
        'SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user',
      );
      return !rows[0].free;
    });
    const { check } = await doctor({ DATABASE_URL: adminUrl });
    expect(check('role')?.level).toBe(isBound ? 'ok' : 'fail');
  });

  it('points at failed, unknown and overdue follow-ups', async () => {
    await withClient(database.url, async (client) => {
      await client.query(`SET relance.org = '*'`);
      await client.query(
        `INSERT INTO relance.follow_ups (org_id, id, contact_id, due_at, queue_at, ended_at, created_at, state, category, failed_at, reason)
         SELECT 1, gen_random_uuid(), gen_random_uuid(), now() - interval '1 hour',
           CASE WHEN state = 'scheduled' THEN now() - interval '1 hour' END, CASE WHEN state = 'dead_letter' THEN now() END,
           now(), state::relance.follow_up_state, 'reminder', CASE WHEN state <> 'scheduled' THEN now() END, 'test'
         FROM unnest(ARRAY['dead_letter', 'dead_letter', 'unknown', 'scheduled']) AS state`,
      );
    });
    const { code, check } = await doctor();
    expect(code).toBe(1);
    expect(check('dead letters')).toMatchObject({ level: 'warn', message: expect.stringMatching(/^2 /) });
    expect(check('unknown outcomes')).toMatchObject({ level: 'warn', message: expect.stringContaining(' 1 ') });
    expect(check('workers')).toMatchObject({ level: 'fail', message: expect.stringContaining('1 follow-up') });
  });

  it('refuses sequences with problems before it starts anything', async () => {
    await writeFile(
      join(folder, 'bad.yaml'),
      'key: nudge\ntrigger: lead.created\nsteps: []\nexit: [message.received]\n',
    );
    const { code, stderr } = await run(['serve', '--port', '0', '--sequences', 'bad.yaml']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/bad\.yaml:3:1 steps: /);
  });
});

describe('relance explain', () => {
  it('tells what a person gets and why, in a language, and says what is not there', async () => {
    expect((await run(['migrate'])).code).toBe(0);
    await withClient(database.url, async (client) => {
      await client.query(`SET relance.org = '*'`);
      await client.query(`INSERT INTO relance.contacts (org_id, id, key, blocked_reason, created_at, updated_at)
        SELECT id, gen_random_uuid(), 'ana', 'stop_word', relance.now(), relance.now() FROM relance.organizations`);
    });
    const told = await run(['explain', 'key:ana']);
    expect(told).toMatchObject({ code: 0 });
    expect(told.stdout).toContain('This person gets no more messages, whatever the address: the person wrote a word');
    expect((await run(['explain', 'key:ana', '--locale', 'fr'])).stdout).toContain('Rien n’est prévu');
    const json = await run(['explain', 'key:ana', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ contact: { key: 'ana' }, planned: [] });
    const nobody = await run(['explain', 'key:nobody']);
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no contact key:nobody') });
  });
});
