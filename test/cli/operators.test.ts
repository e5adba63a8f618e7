import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { relance, startRelance } from './support/relance.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Each command is a process of its own, of which a busy machine starts one in some seconds.
const limitMs = 120_000;
const run = (args: readonly string[]) => relance(args, { environment: { DATABASE_URL: database.url } });
const json = async (args: readonly string[]) => {
  const { code, stdout, stderr } = await run([...args, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

describe('relance organization and relance operator', { timeout: limitMs }, () => {
  it('make an organization, and list it', async () => {
    expect(await json(['organization', 'add', 'north-clinic', '--name', 'North Clinic'])).toMatchObject({
      key: 'north-clinic',
      name: 'North Clinic',
    });
    expect((await json(['organization', 'list'])).organizations).toMatchObject([
      { key: 'default' },
      { key: 'north-clinic' },
    ]);
  });

  it('refuse what cannot be', async () => {
    expect((await run(['organization', 'add', 'North Clinic'])).stderr).toContain('for example north-clinic');
    expect((await run(['operator', 'add', 'ana@example.com', '--role', 'onwer'])).stderr).toContain(
      'did you mean owner?',
    );
    expect((await run(['operator', 'add', 'ana@example.com', '--org', 'nowhere'])).code).toBe(1);
  });

  it('print a link for somebody of another organization', async () => {
    const flags = ['--role', 'owner', '--org', 'north-clinic', '--public-url', 'https://relance.example.com'];
    const made = await json(['operator', 'add', 'Ana@Example.com', ...flags]);
    expect(made).toMatchObject({
      role: 'owner',
      link: expect.stringMatching(/^https:\/\/relance\.example\.com\/invitation#north-clinic\.[\w-]{32}$/),
    });
    expect((await run(['operator', 'list', '--org', 'north-clinic'])).stdout).toContain('Nobody signs in yet');
  });

  it('a first start prints the link of the first owner once; it opens, and the new owner can be listed and helped', async () => {
    const start = () =>
      startRelance(['serve', '--port', '0'], {
        environment: { DATABASE_URL: database.url, RELANCE_BOOTSTRAP_KEY: 'a-key-that-was-chosen' },
      });
    const first = start();
    const [, url = ''] = await first.waitFor(/is ready at (http:\S+)/);
    const [, token = ''] = await first.waitFor(/\/invitation#(\S+)/);
    const post = (path: string, body: object) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const password = 'tramway lemon orbit quilt';
    const accepted = await post('/v1/session/accept', { token, name: 'Ana', email: 'ana@example.com', password });
    expect(accepted.status, await accepted.clone().text()).toBe(200);
    expect(accepted.headers.get('set-cookie')).toMatch(/^relance-session=/);
    expect((await fetch(`${url}/invitation`)).status).toBe(200);
    const { link } = await json(['operator', 'add', 'bo@example.com']);
    const second = { token: link.split('#')[1], name: 'Bo', password };
    expect((await post('/v1/session/accept', second)).status).toBe(200);
    first.child.kill('SIGTERM');
    await first.ended;
    const again = start();
    await again.waitFor(/is ready at/);
    again.child.kill('SIGTERM');
    expect((await again.ended).stdout).not.toContain('/invitation#');
  });

  it('list the new owner, help with a forgotten password, and keep the last owner', async () => {
    expect((await json(['operator', 'list'])).operators).toMatchObject([
      { email: 'ana@example.com', name: 'Ana', role: 'owner' },
      { email: 'bo@example.com', name: 'Bo', role: 'operator' },
    ]);
    expect(await json(['operator', 'remove', 'bo@example.com'])).toMatchObject({ removed: true });
    const { link } = await json(['operator', 'reset-password', 'ana@example.com']);
    expect(link).toMatch(/^http:\/\/localhost:8000\/new-password#[\w-]{32}$/);
    // Whom a command names belongs to the organization that it names.
    const elsewhere = ['operator', 'reset-password', 'Ana@example.com', '--org', 'north-clinic'];
    const stderr = expect.stringMatching(/no operator Ana@example\.com in north-clinic.*--org/s);
    expect(await run(elsewhere)).toMatchObject({ code: 1, stderr });
    const last = await run(['operator', 'remove', 'ana@example.com']);
    expect(last).toMatchObject({ code: 1, stderr: expect.stringContaining('this is the last owner') });
  });

  it("leave an entry in the audit log of each change, without anybody's address", async () => {
    const lines = async (organization: string) => {
      const { stdout } = await run(['audit', 'export', '--organization', organization]);
      expect(stdout).not.toContain('@');
      const entries = stdout.trim().split('\n');
      return entries.map((line) => JSON.parse(line)).map(({ action, actorName }) => `${action} by ${actorName}`);
    };
    expect((await lines('default')).filter((line) => !line.startsWith('key.'))).toEqual([
      'organization.made by the command line',
      'invitation.made by the first start',
      'invitation.accepted by Ana',
      'invitation.made by the command line',
      'invitation.accepted by Bo',
      'operator.removed by the command line',
      'operator.resetLinkMade by the command line',
    ]);
    expect(await lines('north-clinic')).toEqual(['invitation.made by the command line']);
  });
});
