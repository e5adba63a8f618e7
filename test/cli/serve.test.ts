import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { temporaryFolder } from '../support/postgres-server.ts';
import { type Running, type RunOptions, relance, startRelance } from './support/relance.ts';

let database: TestDatabase;
let folder: string;
const running: Running[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await temporaryFolder();
});

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const given = (): RunOptions => ({ folder, environment: { DATABASE_URL: database.url } });

function start(args: readonly string[], options: RunOptions): Running {
  const process = startRelance(args, options);
  running.push(process);
  return process;
}

async function serve(options: RunOptions, ...args: string[]): Promise<{ process: Running; url: string }> {
  const process = start(['serve', '--port', '0', ...args], options);
  const [, url = ''] = await process.waitFor(/is ready at (http:\S+)/);
  return { process, url };
}

async function stop({ child, ended }: Running, signal: NodeJS.Signals = 'SIGTERM') {
  child.kill(signal);
  return ended;
}

describe('relance serve on a given database', () => {
  it('prints its address and, at the first start only, a key that opens the API', async () => {
    const first = await serve(given());
    const [, key = ''] = await first.process.waitFor(/First API key, shown this one time: (\S+)/);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    const listed = await fetch(`${first.url}/v1/keys`, { headers: { 'x-api-key': key } });
    expect(listed.status).toBe(200);
    expect((await fetch(`${first.url}/v1/keys`)).status).toBe(401);
    expect(await stop(first.process, 'SIGINT')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/has stopped\n$/),
    });

    const second = await serve(given());
    expect((await stop(second.process)).stdout).not.toContain('First API key');
  });

  it('takes the bootstrap key at every start, and stores sequences, the policy, the alerts and the SMTP sender', async () => {
    await mkdir(join(folder, 'sequences'), { recursive: true });
    const nudge =
      'key: nudge\ntrigger: lead.created\nsteps: [{ key: a, after: 1h, text: Hi }]\nexit: [message.received]\n';
    await writeFile(join(folder, 'sequences/nudge.yaml'), nudge);
    await writeFile(join(folder, 'sequences/policy.yaml'), 'policy: { quietHours: "20:00-09:00" }\n');
    const desk = '{ key: desk, channel: email, to: desk@example.com }';
    await writeFile(join(folder, 'sequences/alerts.yaml'), `alerts: { targets: [${desk}] }\n`);
    const environment = {
      DATABASE_URL: database.url,
      RELANCE_BOOTSTRAP_KEY: 'a-key-that-was-chosen-elsewhere',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: '1',
      SMTP_FROM: 'Front desk <hello@example.com>',
    };
    for (let starts = 1; starts <= 2; starts++) {
      const { process, url } = await serve({ folder, environment }, '--sequences', 'sequences');
      const listed = await fetch(`${url}/v1/keys`, {
        headers: { authorization: `Bearer ${environment.RELANCE_BOOTSTRAP_KEY}` },
      });
      expect(listed.status).toBe(200);
      const policy = await fetch(`${url}/v1/policy`, {
        headers: { authorization: `Bearer ${environment.RELANCE_BOOTSTRAP_KEY}` },
      });
      expect(await policy.json()).toMatchObject({ version: 1, document: { quietHours: '20:00-09:00' } });
      const alerts = await fetch(`${url}/v1/alerts`, { headers: { 'x-api-key': environment.RELANCE_BOOTSTRAP_KEY } });
      expect(await alerts.json()).toMatchObject({ targets: [{ key: 'desk', to: 'desk@example.com' }] });
      expect((await stop(process)).stdout).not.toContain(environment.RELANCE_BOOTSTRAP_KEY);
    }
    const { code, stdout } = await relance(['doctor', '--json', '--allow-private-addresses'], { folder, environment });
    expect(code).toBe(1);
    const { checks } = JSON.parse(stdout) as { checks: { name: string; level: string }[] };
    expect(checks.find(({ name }) => name === 'sender default/smtp')).toMatchObject({ level: 'fail' });

    const sent = await relance(['send-test', 'smtp', 'a@example.com', '--allow-private-addresses'], {
      folder,
      environment,
    });
    expect(sent).toMatchObject({ code: 1, stdout: expect.stringMatching(/^refused \(.*ECONNREFUSED/) });
    const unknown = await relance(['send-test', 'smpt', 'a@example.com'], { folder, environment });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean smtp?') });
  });

  it('takes the short key of a development set-up with a warning, tells what its sequences lack, and limits requests', async () => {
    await mkdir(join(folder, 'forgetful'), { recursive: true });
    const nudge =
      'key: forgetful\ntrigger: lead.created\nsteps: [{ key: a, after: 1h, channel: sms, template: soon }]\nexit: [message.received]\n';
    await writeFile(join(folder, 'forgetful/nudge.yaml'), nudge);
    const key = 'dev-key-123';
    const environment = {
      DATABASE_URL: database.url,
      RELANCE_BOOTSTRAP_KEY: key,
      RELANCE_RATE_LIMIT_PER_MINUTE: '2',
    };
    const { process, url } = await serve({ folder, environment }, '--sequences', 'forgetful');
    const ask = async () => (await fetch(`${url}/v1/contacts`, { headers: { 'x-api-key': key } })).status;
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
    const { stderr } = await stop(process);
    expect(stderr).toContain('warning: RELANCE_BOOTSTRAP_KEY: is short enough to be guessed');
    expect(stderr).toMatch(/warning: sequence forgetful, steps\[0\]\.template: there is no template "soon" yet/);
    expect(stderr).toMatch(/warning: sequence forgetful, steps\[0\]\.channel: no sender sends over sms yet/);
  });

  it('says clearly that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const { code, stderr } = await relance(['serve', '--port', String(port)], given());
    other.close();
    expect(code).toBe(2);
    expect(stderr).toContain(`relance: Port ${port} on 127.0.0.1 is taken by another program.`);
  });

  it('waits for a request under way, and ends at once at a second signal', async () => {
    const { process, url } = await serve(given());
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    client.on('error', () => {});
    await new Promise((resolve) => client.once('connect', resolve));
    const head =
      'POST /v1/events HTTP/1.1\r\nhost: x\r\nx-api-key: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n';
    client.write(`${head}expect: 100-continue\r\n\r\n`);
    // The server has read the head, and waits for the body.
    await new Promise((resolve) => client.once('data', resolve));
    process.child.kill('SIGTERM');
    await process.waitForNote(/stopping;/);
    process.child.kill('SIGTERM');
    expect(await process.ended).toMatchObject({ code: 143, stderr: expect.stringContaining('stopped at once') });
    client.destroy();
  });

  it('runs workers beside it', async () => {
    const worker = start(['worker', '--worker-name', 'second'], given());
    await worker.waitFor(/worker is ready/);
    expect(await stop(worker)).toMatchObject({ code: 0 });
  });
});

describe('relance serve on its own database', () => {
  it('starts one, refuses a second process on it, lets workers and commands join, and stops it', async () => {
    const own: RunOptions = { folder, environment: {} };
    const { process } = await serve(own);
    await process.waitFor(/First API key/);
    expect(process.stdout()).toContain('embedded PostgreSQL in ./.relance');

    const second = await relance(['serve', '--port', '0'], own);
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`in use by process ${process.child.pid}`),
    });

    const worker = start(['worker'], own);
    await worker.waitFor(/worker is ready/);
    const keys = await relance(['keys', 'list', '--json'], own);
    expect(JSON.parse(keys.stdout).keys).toMatchObject([{ name: 'first key' }]);
    expect(await stop(worker)).toMatchObject({ code: 0 });
    expect(await stop(process)).toMatchObject({ code: 0 });

    const alone = await relance(['worker'], own);
    expect(alone).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Set DATABASE_URL, or start `relance serve`'),
    });
    expect((await relance(['keys', 'list'], own)).stdout).toContain('first key');
  });
});
