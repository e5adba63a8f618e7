// E-mails through a real mail server; what comes back, by IMAP and by webhook, acts within seconds.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ArrivedMail, MailServer } from '../../src/testing/mail-server.ts';
import { MailboxServer } from '../../src/testing/mailbox-server.ts';
import { type SendgridServer, sendgridApiKey, startSendgridServer } from '../../src/testing/vendors/sendgrid-server.ts';
import { bounceOf, replyTo } from '../providers/support/smtp-inbox.ts';
import { type Installation, startInstallation } from './support/installation.ts';

let mail: MailServer;
let mailbox: MailboxServer;
let sendgrid: SendgridServer;
let relance: Installation;

beforeAll(async () => {
  mail = await MailServer.start();
  mailbox = await MailboxServer.start();
  // What is there before somebody listens is not news.
  const isHeard = mailbox.nextIdle();
  sendgrid = await startSendgridServer();
  const config = { ...mail.senderConfig('studio@example.com', 'The Studio'), ...mailbox.senderConfig() };
  relance = await startInstallation({
    publicUrl: 'https://relance.example.com',
    senders: [
      { key: 'office', provider: 'smtp', channel: 'email', config: config as Record<string, string> },
      {
        key: 'sendgrid',
        provider: 'sendgrid',
        channel: 'email',
        position: 1,
        config: {
          apiKey: sendgridApiKey,
          from: 'studio@example.com',
          baseUrl: sendgrid.url,
          webhookPublicKey: sendgrid.publicKey,
          inboundPublicKey: sendgrid.publicKey,
        },
      },
    ],
    sequences: [
      {
        key: 'offer',
        trigger: { on: 'lead.created' },
        steps: [
          {
            key: 'first',
            after: '0s',
            channel: 'email',
            subject: 'Your offer',
            text: 'Hello,\n\nhere it is: https://example.com/offer',
            category: 'nurture',
          },
          {
            key: 'second',
            afterPrevious: '0s',
            channel: 'email',
            subject: 'Re: Your offer',
            text: 'Did you see it?',
            category: 'nurture',
          },
          {
            key: 'third',
            afterPrevious: '3d',
            channel: 'email',
            subject: 'Re: Your offer',
            text: 'One more time',
            category: 'nurture',
          },
        ],
        exit: ['message.received'],
      },
    ],
  });
  await isHeard;
});

afterAll(async () => {
  await relance?.close();
  await sendgrid?.close();
  await mailbox?.goAway();
  await mail?.goAway();
});

async function offered(email: string): Promise<readonly ArrivedMail[]> {
  await relance.engine.events.record({ type: 'lead.created', contact: { email }, lead: { key: email } });
  await relance.until(async () => mail.mails.filter(({ to }) => to === email).length === 2);
  await relance.until(async () => (await relance.states(email)).filter((state) => state === 'sent').length === 2);
  return mail.mails.filter(({ to }) => to === email);
}

/** The value of a header, unfolded. */
function header({ raw }: ArrivedMail, name: string): string | undefined {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1];
}

test('a mail arrives as text and HTML, can be unsubscribed from with one click, and the next one continues its thread', async () => {
  const [first, second] = (await offered('ada@example.net')) as [ArrivedMail, ArrivedMail];
  expect(header(first, 'Content-Type')).toContain('multipart/alternative');
  expect(first.raw).toContain('<a ');
  expect(header(first, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  expect(header(first, 'In-Reply-To')).toBeUndefined();
  expect(header(second, 'In-Reply-To')).toBe(first.messageId);
  expect(header(second, 'References')).toBe(first.messageId);

  const link = /<https:\/\/relance\.example\.com(\/u\/[^>]+)>/.exec(header(first, 'List-Unsubscribe') ?? '')?.[1];
  const page = await fetch(relance.url + link);
  expect(await page.text()).toContain('<form method="post">');
  expect((await relance.states('ada@example.net')).at(-1)).toBe('scheduled');
  const click = await fetch(relance.url + link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(click.status).toBe(200);
  expect((await relance.states('ada@example.net')).at(-1)).toBe('cancelled unsubscribed');
  expect(await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = 'ada@example.net'`)).toEqual([
    { cause: 'unsubscribed' },
  ]);
  const forged = await fetch(`${relance.url}${link?.slice(0, -1)}${link?.endsWith('A') ? 'B' : 'A'}`, {
    method: 'POST',
  });
  expect(forged.status).toBe(404);
});

describe('answering a mail stops the rest within 5 s', () => {
  test('by IMAP', async () => {
    const [first] = (await offered('bo@example.net')) as [ArrivedMail];
    const startedAt = performance.now();
    mailbox.deliver(replyTo(first, 'Yes, please.'));
    await relance.until(async () => (await relance.states('bo@example.net')).at(-1) === 'cancelled message.received');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    const [reply] = await relance.rows<{ text: string; step: number }>(
      `SELECT m.text, f.step FROM relance.messages m JOIN relance.follow_ups f ON f.id = m.reply_to WHERE m.address = $1`,
      ['bo@example.net'],
    );
    expect(reply).toEqual({ text: 'Yes, please.', step: 0 });
  });

  test('by webhook', async () => {
    const [first] = (await offered('cy@example.net')) as [ArrivedMail];
    const call = sendgrid.inboundCall(
      { email: replyTo(first, 'Tell me more.'), to: 'studio@example.com', from: 'cy@example.net' },
      Date.now(),
    );
    const answer = await fetch(`${relance.url}/webhooks/sendgrid/inbound`, {
      method: 'POST',
      headers: call.headers,
      body: call.body,
    });
    expect(answer.status).toBe(200);
    expect((await relance.states('cy@example.net')).at(-1)).toBe('cancelled message.received');
  });
});

test('STOP by webhook counts with six megabytes attached to it', async () => {
  const [first] = (await offered('vera@example.net')) as [ArrivedMail];
  const text = 'Content-Type: text/plain; charset=utf-8\r\n\r\n';
  const picture =
    'Content-Type: image/jpeg\r\nContent-Disposition: attachment; filename=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  const email = [
    replyTo(first, 'STOP').replace(text, `Content-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\n${text}`),
    `--part\r\n${picture}${`${'A'.repeat(76)}\r\n`.repeat(80_000)}`,
    '--part--\r\n',
  ].join('\r\n');
  const call = sendgrid.inboundCall({ email, to: 'studio@example.com', from: 'vera@example.net' }, Date.now());
  const { headers, body } = call;
  const answer = await fetch(`${relance.url}/webhooks/sendgrid/inbound`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  const suppressed = `SELECT cause FROM relance.suppressions WHERE value = 'vera@example.net'`;
  expect(await relance.rows(suppressed)).toEqual([{ cause: 'stop_word' }]);
});

test('an out-of-office notice is kept and stops nothing', async () => {
  const [first] = (await offered('di@example.net')) as [ArrivedMail];
  mailbox.deliver(replyTo(first, 'I am away until Monday.', ['Auto-Submitted: auto-replied']));
  await relance.until(
    async () =>
      (await relance.rows(`SELECT 1 FROM relance.messages WHERE address = 'di@example.net' AND automatic`)).length ===
      1,
  );
  expect((await relance.states('di@example.net')).at(-1)).toBe('scheduled');
});

test('a bounce in the mailbox suppresses the address that we wrote to, whatever address the report names', async () => {
  const [first] = (await offered('ed@example.net')) as [ArrivedMail];
  mailbox.deliver(bounceOf(first));
  const suppressed = () => relance.rows(`SELECT cause FROM relance.suppressions WHERE value = 'ed@example.net'`);
  await relance.until(async () => (await suppressed()).length > 0);
  expect(await suppressed()).toEqual([{ cause: 'bounced' }]);
});

test('a bounce that names no attempt of ours suppresses nobody: anybody can write one', async () => {
  const [first] = (await offered('flo@example.net')) as [ArrivedMail];
  const forged = bounceOf(first).replaceAll(first.messageId, '<made-up@example.com>').replaceAll('ada@', 'flo@');
  mailbox.deliver(forged);
  mailbox.deliver(replyTo(first, 'Hello'));
  // What comes after it in the mailbox was read, so it was, too.
  await relance.until(async () => (await relance.states('flo@example.net')).at(-1) === 'cancelled message.received');
  expect(await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = 'flo@example.net'`)).toEqual([]);
});

test('a complaint in the mailbox ends what goes to the person whose mail it names, not to the one whom it names', async () => {
  const [first] = (await offered('gus@example.net')) as [ArrivedMail];
  await offered('hal@example.net');
  const boundary = 'b';
  const complaint = [
    'From: fbl@example.net',
    'To: studio@example.com',
    'Message-ID: <complaint-1@example.net>',
    `Content-Type: multipart/report; report-type=feedback-report; boundary=${boundary}`,
    '',
    `--${boundary}`,
    '',
    'This is spam.',
    `--${boundary}`,
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: Test/1',
    'Version: 1',
    'Original-Rcpt-To: hal@example.net',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${first.messageId}`,
    'To: hal@example.net',
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
  mailbox.deliver(complaint);
  await relance.until(async () => (await relance.states('gus@example.net')).at(-1) === 'cancelled complained');
  expect((await relance.states('hal@example.net')).at(-1)).toBe('scheduled');
});

test('who says stop elsewhere and then unsubscribes gets no mail after a start there', async () => {
  const [first] = (await offered('ida@example.net')) as [ArrivedMail];
  const stop = { conversation: { key: 'ida' }, message: { channel: 'sms', text: 'STOP' } };
  await relance.engine.events.record({ type: 'message.received', contact: { email: 'ida@example.net' }, ...stop });
  const link = /<https:\/\/relance\.example\.com(\/u\/[^>]+)>/.exec(header(first, 'List-Unsubscribe') ?? '')?.[1];
  expect((await fetch(relance.url + link, { method: 'POST' })).status).toBe(200);
  const start = { conversation: { key: 'ida' }, message: { channel: 'sms', text: 'START' } };
  await relance.engine.events.record({ type: 'message.received', contact: { email: 'ida@example.net' }, ...start });
  expect(await relance.rows(`SELECT cause FROM relance.suppressions WHERE value = 'ida@example.net'`)).toEqual([
    { cause: 'unsubscribed' },
  ]);
});
