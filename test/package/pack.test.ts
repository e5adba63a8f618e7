// The package as strangers get it: packed, unpacked into an empty project beside its declared dependencies alone, and used.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

let folder: string;
let installed: string;
/** Paths inside the package. */
let files: readonly string[];

/** Runs Node in the project, and answers what it printed. */
async function node(...args: string[]): Promise<string> {
  return (await run(process.execPath, args, { cwd: folder, timeout: 60_000 })).stdout;
}

async function link(name: string, into: string): Promise<void> {
  const place = join(into, 'node_modules', name);
  await mkdir(dirname(place), { recursive: true });
  await symlink(join(repository, 'node_modules', name), place, 'junction');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-package-'));
  // Builds first, by the package's own script.
  await run('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: repository,
    timeout: 110_000,
    shell: process.platform === 'win32',
  });
  const [tarball = 'none'] = await readdir(folder);
  await run('tar', ['-xzf', tarball], { cwd: folder });
  installed = join(folder, 'node_modules/relance');
  await mkdir(join(folder, 'node_modules'));
  await rename(join(folder, 'package'), installed);
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) await link(name, installed);
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  const found = await readdir(installed, { recursive: true, withFileTypes: true });
  files = found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(installed.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((path) => !path.startsWith('node_modules/'));
}, 150_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the packed package', () => {
  it('holds the program, types, blueprints and the dashboard, and nothing of how it is made', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/provider.d.ts',
        'dist/provider-kit/index.d.ts',
        'dist/http/plugin.d.ts',
        'dist/testing/index.d.ts',
        'dist/cli/bin.js',
        'blueprints/conversation-nudge/sequences.yaml',
        'dashboard/dist/index.html',
      ]),
    );
    const kinds = [...new Set(files.map((path) => path.split('/')[0]))].sort();
    expect(kinds).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'blueprints', 'dashboard', 'dist', 'package.json']);
    expect(files.filter((path) => /\.test\.|(^|\/)\.|\.map$|(?<!\.d)\.tsx?$/.test(path))).toEqual([]);
    expect(files.filter((path) => path.startsWith('dashboard/') && !path.startsWith('dashboard/dist/'))).toEqual([]);
  });

  it('names nothing that is missing: every entry of its package.json is there', async () => {
    const { exports, bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    const named = [...Object.values(bin), ...Object.values(exports).flatMap((entry) => Object.values(entry as object))];
    const paths = named.filter((path) => typeof path === 'string' && path.length > 1);
    expect(paths.length).toBeGreaterThan(6);
    expect(paths.filter((path) => !files.includes(String(path).replace('./', '')))).toEqual([]);
  });

  it('can be imported by all its names, with its declared dependencies alone, and required', async () => {
    const names = async (entry: string) =>
      JSON.parse(await node('-e', `import('${entry}').then((all) => console.log(JSON.stringify(Object.keys(all))))`));
    expect(await names('relance')).toEqual(expect.arrayContaining(['createEngine', 'defineSequence', 'RelanceError']));
    expect(await names('relance/testing')).toEqual(expect.arrayContaining(['exerciseProvider', 'VirtualClock']));
    expect(await names('relance/provider-kit')).toEqual(expect.arrayContaining(['httpCall', 'readSenderConfig']));
    expect(await names('relance/http')).toEqual(['relancePlugin']);
    expect(await names('relance/provider')).toEqual([]);
    const required = `process.stdout.write(typeof require('relance').createEngine)`;
    expect(await node('--input-type=commonjs', '-e', required)).toBe('function');
  });

  it('runs its program on a file of its blueprints, and tells its version', async () => {
    const program = join(installed, 'dist/cli/bin.js');
    const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    expect(await node(program, '--version')).toBe(`${version}\n`);
    const valid = await node(program, 'validate', join(installed, 'blueprints'));
    expect(valid).toContain('conversation-nudge');
    expect(await readFile(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('has types that hold without those of its development dependencies', async () => {
    await link('@types/node', folder);
    await writeFile(
      join(folder, 'consumer.ts'),
      `import { createEngine, defineSequence, type Engine, type Provider, RelanceError } from 'relance';
import { type RelancePluginOptions, relancePlugin } from 'relance/http';
import type { ConfigField, SendOutcome } from 'relance/provider';
import { type HttpResult, httpCall, outcomeWithoutAnswer, readSenderConfig, vendorHttpFields } from 'relance/provider-kit';
import { startVendorServer, type VendorServer, VirtualClock } from 'relance/testing';

const accepted: SendOutcome = { kind: 'accepted' };
const fields = {
  apiKey: { type: 'string', required: true, secret: true, description: 'Key of the account.' },
  ...vendorHttpFields('https://api.example.com'),
} as const satisfies Record<string, ConfigField>;
export async function call(raw: Record<string, unknown>): Promise<SendOutcome> {
  const { apiKey, baseUrl, timeoutMs, ca } = readSenderConfig('example', fields, raw);
  const trusted: string | undefined = ca;
  // @ts-expect-error a call needs an end
  const endless: Promise<HttpResult> = httpCall({ method: 'GET', url: baseUrl });
  const result = await httpCall({ method: 'POST', url: baseUrl, headers: { authorization: apiKey }, timeoutMs });
  return result.kind === 'response' ? accepted : outcomeWithoutAnswer(result);
}
export const pluginOptions = ({ context, intake, telemetry }: Engine): RelancePluginOptions => ({ context, intake, telemetry });
export const plugin: (app: never, options: RelancePluginOptions) => Promise<void> = relancePlugin;
export const vendor: Promise<VendorServer> = startVendorServer({ accept: () => ({ answer: { status: 204 } }), refusals: {} });
const printer: Provider = {
  describe: () => ({
    type: 'printer',
    channels: ['email'],
    config: {},
    limits: { concurrency: 1, timeoutMs: 1_000 },
    idempotency: 'none',
    outcomes: [{ when: 'always', outcome: 'accepted', source: 'it only prints' }],
  }),
  configure: () => ({ send: async ({ to }) => (to === '' ? accepted : accepted) }),
};
const welcome = defineSequence({
  key: 'welcome',
  trigger: 'lead.created',
  steps: [{ key: 'hello', after: '1s', channel: 'email', subject: 'Hello', text: 'Hello!' }],
  exit: ['message.received'],
});
export async function start(database: string): Promise<Engine> {
  const engine = await createEngine({ database, providers: [printer], sequences: [welcome] });
  const [stored] = await engine.sequences.put([welcome]);
  const paths: string[] | undefined = stored?.warnings.map(({ path }) => path);
  // @ts-expect-error an engine needs a database
  await createEngine({});
  return paths && new RelanceError('internal', 'x') && VirtualClock ? engine : engine;
}
`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--lib', 'esnext'];
    const tsc = join(repository, 'node_modules/typescript-7/lib/tsc.js');
    const problems = await node(tsc, ...options, '--types', 'node', 'consumer.ts').catch(({ stdout }) =>
      String(stdout),
    );
    expect(problems).toBe('');
  });
});
