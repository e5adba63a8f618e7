import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { localhostCertificate, otherHostCertificate } from './support/certificates.ts';
import { emailRequest as request } from './support/sending.ts';
import { bounceOf, listenTo, replyTo, startInbox } from './support/smtp-inbox.ts';
import { closeSenders, configureSmtp } from './support/smtp-sender.ts';

afterEach(closeSenders);

const person = (id: number, text = 'Hello', more: readonly string[] = []) =>
  [
    `From: ada@example.net`,
    'To: studio@example.com',
    `Message-ID: <m${id}@mail.example.net>`,
    ...more,
    '',
    text,
    '',
  ].join('\r\n');
const keys = (messages: readonly { dedupeKey: string }[]) => messages.map(({ dedupeKey }) => dedupeKey);

describe('what comes back to an SMTP sender', () => {
  test('a reply is handed over at once, and names the attempt that it answers', async () => {
    const { mailbox, server, sender } = await startInbox();
    const sent = await sender.send(request());
    const listener = listenTo(sender);
    await listener.begun();
    await mailbox.nextIdle();
    const [mail] = server.mails;
    if (!mail || sent.kind !== 'accepted') throw new Error('nothing arrived');
    const startedAt = performance.now();
    mailbox.deliver(replyTo(mail, 'Yes, please.'));
    await listener.until(() => listener.inbound.length > 0);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(listener.inbound).toEqual([
      {
        dedupeKey: expect.stringMatching(/^<reply-/),
        channel: 'email',
        from: 'ada@example.net',
        to: 'studio@example.com',
        subject: 'Re: Tomorrow at ten',
        text: 'Yes, please.',
        at: Math.floor((mailbox.mails[0]?.at ?? 0) / 1000) * 1000,
        answers: [sent.providerMessageId, '0197c0de-0000-7000-8000-000000000001.1'],
      },
    ]);
    await listener.stop();
  });

  test('a bounce is a receipt about the attempt', async () => {
    const { mailbox, server, sender } = await startInbox();
    await sender.send(request());
    const listener = listenTo(sender);
    await listener.begun();
    const [mail] = server.mails;
    if (mail) mailbox.deliver(bounceOf(mail));
    await listener.until(() => listener.receipts.length > 0);
    expect(listener.inbound).toEqual([]);
    expect(listener.receipts).toMatchObject([
      {
        attemptId: '0197c0de-0000-7000-8000-000000000001.1',
        to: 'ada@example.net',
        state: 'undelivered',
        class: 'recipient',
        code: '5.1.1',
      },
    ]);
    await listener.stop();
  });

  test('an automatic answer is marked as one', async () => {
    const { mailbox, server, sender } = await startInbox();
    await sender.send(request());
    const listener = listenTo(sender);
    await listener.begun();
    const [mail] = server.mails;
    if (mail) mailbox.deliver(replyTo(mail, 'I am away.', ['Auto-Submitted: auto-replied']));
    await listener.until(() => listener.inbound.length > 0);
    expect(listener.inbound).toMatchObject([{ text: 'I am away.', automatic: true }]);
    await listener.stop();
  });

  test('our own mails are left out, but an answer from our own address is not', async () => {
    const { mailbox, server, sender } = await startInbox();
    await sender.send(request({ to: 'studio@example.com' }));
    const listener = listenTo(sender);
    await listener.begun();
    const [mail] = server.mails;
    if (!mail) throw new Error('nothing arrived');
    mailbox.deliver(mail.raw);
    mailbox.deliver(person(1).replace('ada@example.net', 'Studio@example.com'));
    mailbox.deliver(replyTo(mail, 'I try it out'));
    await listener.until(() => listener.positions.includes('1:3'));
    expect(listener.inbound).toMatchObject([{ from: 'studio@example.com', text: 'I try it out' }]);
    await listener.stop();
  });
});

describe('the position', () => {
  test('begins at now: what was there before is history', async () => {
    const { mailbox, sender } = await startInbox();
    mailbox.deliver(person(1));
    mailbox.deliver(person(2));
    const listener = listenTo(sender);
    await listener.begun();
    expect(listener.positions).toEqual(['1:2']);
    mailbox.deliver(person(3));
    await listener.until(() => listener.inbound.length > 0);
    expect(keys(listener.inbound)).toEqual(['<m3@mail.example.net>']);
    await listener.stop();
  });

  test('carries on after a restart without a loss or a repeat', async () => {
    const { mailbox, sender } = await startInbox();
    const first = listenTo(sender);
    await first.begun();
    mailbox.deliver(person(1));
    await first.until(() => first.inbound.length === 1);
    await first.stop();
    for (let id = 2; id <= 50; id++) mailbox.deliver(person(id));
    const second = listenTo(sender, first.positions.at(-1));
    await second.until(() => second.inbound.length === 49);
    expect(keys(second.inbound)).toEqual(Array.from({ length: 49 }, (_, index) => `<m${index + 2}@mail.example.net>`));
    // In batches, each with its own position.
    expect(second.positions).toEqual(['1:21', '1:41', '1:50']);
    await second.stop();
    const third = listenTo(sender, second.positions.at(-1));
    await mailbox.nextIdle();
    mailbox.deliver(person(51));
    await third.until(() => third.inbound.length > 0);
    expect(keys(third.inbound)).toEqual(['<m51@mail.example.net>']);
    await third.stop();
  });

  test('of a mailbox that was numbered anew: the last day is read again', async () => {
    const now = Date.UTC(2026, 2, 1, 9);
    let at = now - 3 * 86_400_000;
    const { mailbox, sender } = await startInbox({ clock: { ...systemClock, now: () => at } });
    mailbox.deliver(person(1));
    at = now - 3_600_000;
    mailbox.deliver(person(2));
    mailbox.renumber();
    const listener = listenTo(sender, '1:7');
    await listener.until(() => listener.positions.includes('2:2'));
    expect(keys(listener.inbound)).toEqual(['<m2@mail.example.net>']);
    // The old one until everything was stored.
    expect(listener.positions).toEqual(['1:7', '2:2']);
    await listener.stop();
  });

  test('is not moved by a store that failed: the mail comes again', async () => {
    const { mailbox, sender } = await startInbox();
    mailbox.deliver(person(1));
    const broken = sender.listen?.(
      '1:0',
      () => Promise.reject(new Error('the store is down')),
      new AbortController().signal,
    );
    await expect(broken).rejects.toThrow(/^the store is down$/);
    const listener = listenTo(sender, '1:0');
    await listener.until(() => listener.inbound.length === 1);
    await listener.stop();
  });
});

describe('the mailbox', () => {
  test('is opened read-only, and nothing in it is changed', async () => {
    const { mailbox, sender } = await startInbox();
    mailbox.deliver(person(1));
    const listener = listenTo(sender, '1:0');
    await listener.until(() => listener.inbound.length === 1);
    await mailbox.nextIdle();
    await listener.stop();
    const verbs = new Set(mailbox.commands.map((command) => /^(?:UID )?\S+/.exec(command)?.[0]));
    expect(verbs).toContain('EXAMINE');
    for (const verb of ['SELECT', 'STORE', 'UID STORE', 'EXPUNGE', 'UID EXPUNGE', 'CLOSE', 'UID MOVE', 'APPEND'])
      expect(verbs).not.toContain(verb);
    for (const command of mailbox.commands.filter((one) => /FETCH/.test(one))) expect(command).not.toMatch(/BODY\[/);
  });

  test('without IDLE is asked from time to time', async () => {
    const { mailbox, sender } = await startInbox({ idle: false }, { imapPollMs: 1000 });
    const listener = listenTo(sender);
    await listener.begun();
    mailbox.deliver(person(1));
    await listener.until(() => listener.inbound.length === 1);
    await listener.stop();
  });

  test('hands a mail of any size over, cut', async () => {
    const { mailbox, sender } = await startInbox();
    const listener = listenTo(sender);
    await listener.begun();
    mailbox.deliver(person(1, `Hello\r\n\r\n-- \r\n${'x'.repeat(70)}\r\n`.concat('y\r\n'.repeat(700_000))));
    await listener.until(() => listener.inbound.length === 1);
    expect(listener.inbound).toMatchObject([{ text: 'Hello' }]);
    await listener.stop();
  });

  test('hands mails over that came while others were being stored', async () => {
    const { mailbox, sender } = await startInbox();
    const listener = listenTo(sender);
    await listener.begun();
    for (let id = 1; id <= 30; id++) {
      mailbox.deliver(person(id));
      await listener.until(() => listener.inbound.length >= id - 1);
    }
    await listener.until(() => listener.inbound.length === 30);
    expect(new Set(keys(listener.inbound)).size).toBe(30);
    await listener.stop();
  });
});

describe('the end', () => {
  test('comes at once when it is asked for, while waiting in IDLE', async () => {
    const { mailbox, sender } = await startInbox();
    const listener = listenTo(sender);
    await mailbox.nextIdle();
    const startedAt = performance.now();
    await listener.stop();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('comes at once while a server says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const arrived = once(silent, 'connection');
    const sender = configureSmtp({
      port: 25,
      imapHost: '127.0.0.1',
      imapPort: portOf(silent),
      imapSecure: false,
      imapUser: 'u',
      imapPassword: 'p',
    });
    const listener = listenTo(sender);
    await arrived;
    await listener.stop();
    silent.close();
    // And before anything began.
    await expect(sender.listen?.(null, async () => {}, AbortSignal.abort())).resolves.toBeUndefined();
  });

  test('is an error when the connection is lost, and the next one carries on', async () => {
    const { mailbox, sender } = await startInbox();
    const listener = listenTo(sender);
    await mailbox.nextIdle();
    mailbox.dropConnections();
    await expect(listener.done).rejects.toThrow(/^imap: 127\.0\.0\.1: /);
    mailbox.deliver(person(1));
    const next = listenTo(sender, listener.positions.at(-1));
    await next.until(() => next.inbound.length === 1);
    await next.stop();
  });

  test('is an error when nobody is there', async () => {
    const { mailbox, sender } = await startInbox();
    await mailbox.goAway();
    await expect(listenTo(sender).done).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the connection', () => {
  const ca = localhostCertificate.cert;

  test.each([
    ['TLS from the first byte', false],
    ['STARTTLS', true],
  ])('speaks %s, and trusts the given certificate only', async (_name, starttls) => {
    const { mailbox, sender } = await startInbox(
      { tls: { ...localhostCertificate, starttls } },
      { ca, ignoreTLS: false, requireTLS: false },
    );
    const listener = listenTo(sender);
    await listener.begun();
    expect(mailbox.commands.includes('STARTTLS')).toBe(starttls);
    await listener.stop();
    const untrusting = await startInbox(
      { tls: { ...localhostCertificate, starttls } },
      { ignoreTLS: false, requireTLS: false },
    );
    await expect(listenTo(untrusting.sender).done).rejects.toThrow(/certificate/i);
    const wrong = await startInbox(
      { tls: { ...otherHostCertificate, starttls } },
      { ca: otherHostCertificate.cert, ignoreTLS: false, requireTLS: false },
    );
    await expect(listenTo(wrong.sender).done).rejects.toThrow(/altname|certificate/i);
    expect(wrong.mailbox.commands).not.toContain('LOGIN');
  });

  test('never logs in on a plain line because TLS is not offered', async () => {
    const { mailbox, sender } = await startInbox({}, { ignoreTLS: false, requireTLS: false });
    await expect(listenTo(sender).done).rejects.toThrow(/STARTTLS/);
    expect(mailbox.commands).not.toContain('LOGIN');
  });

  test('goes to no address that is not public, unless that is allowed', async () => {
    const { mailbox } = await startInbox();
    for (const imapHost of ['127.0.0.1', 'localhost']) {
      const sender = configureSmtp({ port: 25, ...mailbox.senderConfig(), imapHost }, { allowPrivateAddresses: false });
      await expect(listenTo(sender).done).rejects.toThrow(/not a public address/);
    }
    expect(mailbox.commands).toEqual([]);
    const named = configureSmtp({ port: 25, ...mailbox.senderConfig(), imapHost: 'localhost' });
    const listener = listenTo(named);
    await listener.begun();
    await listener.stop();
  });

  test('with a wrong password is an error without it, for check, too', async () => {
    const { sender } = await startInbox({}, { imapPassword: 'not-the-one-71c' });
    const error = await listenTo(sender).done.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(String(error)).toMatch(/wrong user or password/);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('71c');
    expect(await sender.check?.()).toEqual({ ok: false, detail: expect.stringMatching(/wrong user or password/) });
  });

  test('takes any password that a person can think of', async () => {
    const password = 'a "b\\c" {3} $%&üö€';
    const { sender } = await startInbox(
      { password: Buffer.from(password).toString('latin1') },
      { imapPassword: password },
    );
    expect(await sender.check?.()).toEqual({ ok: true, detail: 'connected; the mailbox can be read' });
  });
});

describe('the configuration', () => {
  const configure = (more: Record<string, unknown>) =>
    configureSmtp({ host: 'mail.example.com', ignoreTLS: false, ...more });

  test('without an IMAP server does not listen', () => {
    expect(configure({}).listen).toBeUndefined();
    expect(configure({ imapHost: 'mail.example.com', user: 'u', password: 'p' }).listen).toBeTypeOf('function');
  });

  test.each([
    [{ imapHost: 'mail.example.com' }, 'imapUser'],
    [{ imapHost: 'mail.example.com', imapUser: 'u', user: 'v', password: 'p' }, 'imapPassword'],
    [{ imapHost: 'imap://mail.example.com', imapUser: 'u', imapPassword: 'p' }, 'imapHost'],
    [{ imapHost: 'mail.example.com', imapUser: 'u', imapPassword: 'p', imapPort: 0 }, 'imapPort'],
    [{ imapHost: 'mail.example.com', imapUser: 'u', imapPassword: 'p', imapPollMs: 1 }, 'imapPollMs'],
    [{ imapHost: 'mail.example.com', imapUser: 'u\r\nA LOGOUT', imapPassword: 'p' }, 'imapUser'],
  ])('%j is refused, and names %s', (config, name) => {
    expect(() => configure(config)).toThrow(name);
  });
});

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
