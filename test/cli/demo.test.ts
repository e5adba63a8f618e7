// The demo as a person starts it: the real engine and database, vendors' servers, and at the end everything has arrived once.
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { relance, startRelance } from './support/relance.ts';

/** Forty seconds where nothing else runs. */
const limitMs = 180_000;

test('three days are played, and the last line counts what arrived', { timeout: limitMs }, async () => {
  const nobodys = 'postgresql://nobody:nothing@127.0.0.1:1/none';
  const { code, stdout, stderr } = await relance(['demo', '--exit', '--port', '0'], {
    environment: { DATABASE_URL: nobodys },
    limitMs,
  });
  expect(stderr).not.toContain('error');
  // Nothing of the log: nobody of the story is left without a follow-up or an end.
  expect(stdout + stderr).not.toContain('"level"');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(
    'demo: 31 sent, 5 stopped by a reply, 3 skipped with a reason, 0 lost, 0 duplicated',
  );
  for (const line of [
    /Mon 10:30 {2}Marc .*after-2h refused by mail \(451/,
    /Mon 10:32 {2}Marc .*after-2h sent by email \(mail, attempt 3\)/,
    /Tue 09:00 {2}Stan .*does not begin: blocked/,
    /Mon 09:50 {2}Ines .*is left alone until 2026-05-05 09:00:00 UTC: asked_later/,
    /Tue 09:00 {2}Ines .*come-back sent by sms/,
    /Tue 15:00 {2}Ana .*reminder-24h refused by mail \(ECONNREFUSED\): next_sender/,
    /Tue 15:00 {2}Ana .*reminder-24h sent by email \(sendgrid, attempt 2\)/,
    /Tue 15:00 {2}Ana .*reminder-24h delivered, says sendgrid/,
    /Tue 09:30 {2}Ivan .*ask sent by sms \(gateway, attempt 2\)/,
    /Tue 10:00 {2}#harbour .*given up: recipient_refused \(slack-bot: is_archived\)/,
    /Mon 14:05 {2}Lena .*nudge-6h delivered, says twilio-whatsapp/,
    /Mon 10:00 {2}Stan .*wants no more messages: stop_word/,
    /Mon 11:03 {2}Paul .*scored-lead ends: message\.received/,
    /Tue 07:30 {2}Office .*sent by webhook \(office-hook\)/,
    /Wed 08:35 {2}Noor .*quiet-48h sent by slack/,
    /Mon 12:00 {2}Bruno .*reminder-24h skipped: too_late/,
    /Wed 08:20 {2}Yuki .*quiet-48h sent by discord/,
  ]) {
    expect(stdout).toMatch(line);
  }
  for (const row of [
    /email +14 at the mail server, 1 at SendGrid\n/,
    /sms +7 at Twilio, 1 at the gateway\n/,
    /whatsapp +4 at Twilio\n/,
    /discord +1 at Discord\n/,
    /slack +1 at Slack\n/,
    /webhook +1 at the office's system, with a good signature\n/,
    /delivered +12, /,
    /given up +1 \(recipient_refused\)\n/,
  ]) {
    expect(stdout).toMatch(row);
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
