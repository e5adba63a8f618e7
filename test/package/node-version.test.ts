// On a Node that is too old the program says so, before it loads anything that such a Node can't read.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { nodeMajorMin, tooOld } from '../../src/cli/node-version.ts';

const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const manifest = fileURLToPath(new URL('../../package.json', import.meta.url));

/** Runs the program with Node claiming to be of a version. */
async function runAs(version: string, ...args: string[]) {
  const claim = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const preload = `data:text/javascript,${encodeURIComponent(claim)}`;
  return promisify(execFile)(process.execPath, ['--import', preload, bin, ...args], { cwd: tmpdir(), timeout: 30_000 })
    .then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }))
    .catch(
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }) as { code: number; stdout: string; stderr: string },
    );
}

describe('the version of Node', () => {
  it.each(['12.22.12', '18.20.4', '20.20.2', '23.11.1'])(
    '%s is refused with the one that is needed',
    async (version) => {
      expect(await runAs(version, '--version')).toEqual({
        code: 2,
        stdout: '',
        stderr: `relance: Node ${nodeMajorMin} or newer is needed, this is Node ${version}. Get one from https://nodejs.org.\n`,
      });
    },
  );

  it('that is new enough is taken', async () => {
    expect(await runAs(`${nodeMajorMin}.0.0`, '--version')).toMatchObject({ code: 0, stderr: '' });
    expect(tooOld(process.versions.node)).toBeUndefined();
  });

  it('is the one that package.json asks for', async () => {
    const { engines } = JSON.parse(await readFile(manifest, 'utf8'));
    expect(engines.node).toBe(`>=${nodeMajorMin}`);
  });
});

describe('Temporal', () => {
  it('is there on a Node that has none, for whoever imports an entry or requires it', async () => {
    const entry = new URL('../../src/index.ts', import.meta.url).href;
    // As on Node 24: the global is taken away before anything is loaded.
    const script = `delete globalThis.Temporal;
      import('${entry}').then(() => console.log(Temporal.PlainDate.from('2024-02-29').add({ years: 1 }).toString()));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: tmpdir(), timeout: 30_000 });
    expect(stdout).toBe('2025-02-28\n');
  });
});
