// The demo as a person starts it: the real engine, database and mail servers, and at the end everything has arrived once.
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { relance, startRelance } from './support/relance.ts';

/** Half a minute where nothing else runs. */
const limitMs = 120_000;

test('three days are played, and the last line counts what arrived', { timeout: limitMs }, async () => {
  const nobodys = 'postgresql://nobody:nothing@127.0.0.1:1/none';
  const { code, stdout, stderr } = await relance(['demo', '--exit', '--port', '0'], {
    environment: { DATABASE_URL: nobodys },
    limitMs,
  });
  expect(stderr).not.toContain('error');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(
    'demo: 26 sent, 3 stopped by a reply, 3 skipped with a reason, 0 lost, 0 duplicated',
  );
  for (const line of [
    /Mon 10:30 {2}Marc .*after-2h refused by mail \(451/,
    /Mon 10:32 {2}Marc .*after-2h sent by email \(mail, attempt 3\)/,
    /Tue 09:00 {2}Stan .*does not begin: blocked/,
    /Tue 15:00 {2}Ana .*reminder-24h sent by email \(mail-2, attempt 2\)/,
    /Mon 12:00 {2}Bruno .*reminder-24h skipped: too_late/,
    /Wed 08:20 {2}Yuki .*quiet-48h sent by discord/,
  ]) {
    expect(stdout).toMatch(line);
  }
  expect(code).toBe(0);
});

test('stopped in the middle, it leaves nothing behind', { timeout: limitMs }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relance-demo-test-'));
  // The database runs as another user where the tests run as root.
  await chmod(folder, 0o755);
  const demo = startRelance(['demo', '--port', '0'], { limitMs, environment: { TMPDIR: folder } });
  await demo.waitFor(/API key +rl_default_\S+[\s\S]*nudge-10m sent/);
  demo.child.kill('SIGINT');
  const { code } = await demo.ended;
  expect(code).toBe(0);
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
