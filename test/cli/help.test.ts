import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { relance, temporaryPlace } from './support/relance.ts';

describe('relance', () => {
  it('shows its commands, examples and exit codes', async () => {
    const { code, stdout } = await relance(['--help']);
    expect(code).toBe(0);
    for (const part of ['serve', 'worker', 'migrate', 'validate', 'keys', 'doctor', 'Examples:', 'Exit codes:']) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toContain('\u001b[');
  });

  it.each([
    ['serve'],
    ['worker'],
    ['migrate'],
    ['validate'],
    ['keys'],
    ['keys', 'create'],
    ['suppressions'],
    ['suppressions', 'import'],
    ['send-test'],
    ['doctor'],
    ['explain'],
  ])('explains %s %s', async (...command) => {
    const { code, stdout } = await relance([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: relance ${command.join(' ')}`);
  });

  it('names the variable and the default beside each flag', async () => {
    const { stdout } = await relance(['help', 'serve']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('[PORT, default 8000]');
  });

  it.each([
    ['without a command', [], 'Usage: relance'],
    ['with an unknown command', ['serf'], "unknown command 'serf'"],
    ['with an unknown flag', ['serve', '--prot', '1'], 'Did you mean --port?'],
    ['with a bad value', ['serve', '--port', 'x'], '--port: "x" is not a whole number (expected a whole number from'],
  ])('ends with 2 %s', async (_, args, text) => {
    const { code, stderr } = await relance(args);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
    expect(stderr).not.toContain('    at ');
  });

  it('reads a file .env, and warns about names that it does not know', async () => {
    const folder = await temporaryPlace();
    await writeFile(join(folder, '.env'), 'PORT=ninety\nRELANCE_DATADIR=x\n');
    const bad = await relance(['doctor'], { folder });
    expect(bad).toMatchObject({ code: 2, stderr: expect.stringContaining('PORT: "ninety" is not a whole number') });
    await writeFile(join(folder, '.env'), 'RELANCE_DATADIR=x\n');
    const warned = await relance(['doctor'], { folder });
    expect(warned.stdout).toContain('Did you mean RELANCE_DATA_DIR?');
    await rm(folder, { recursive: true, force: true });
  });
});
