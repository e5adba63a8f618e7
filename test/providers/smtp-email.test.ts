import { afterEach, describe, expect, test } from 'vitest';
import {
  expiredCertificate,
  localhostCertificate,
  otherHostCertificate,
  type TestCertificate,
} from './support/certificates.ts';
import { type SmtpScript, startScriptedSmtp } from './support/scripted-smtp.ts';
import { emailRequest as request } from './support/sending.ts';
import { startMailServer } from './support/smtp-counterpart.ts';
import { closeSenders, configureSmtp as configure } from './support/smtp-sender.ts';

afterEach(closeSenders);

describe('the e-mail', () => {
  test('carries who, to whom, when, what, and a Message-ID of its attempt', async () => {
    const server = await startMailServer({ timeoutMs: 5000 });
    const sender = configure({ ...server.config, replyTo: 'answers@example.com' });
    const outcome = await sender.send(
      request({
        subject: 'Grüße aus Köln — a subject that is so long that it has to be folded over several lines, 你好',
        html: '<p>See you <b>then</b>.</p>',
        headers: {
          'In-Reply-To': '<first@mail.example.com>',
          References: '<first@mail.example.com> <second@mail.example.com>',
          'List-Unsubscribe': '<https://example.com/u/abc>, <mailto:stop@example.com>',
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      }),
    );
    expect(outcome).toEqual({
      kind: 'accepted',
      providerMessageId: '<0197c0de-0000-7000-8000-000000000001.1@mail.example.com>',
      detail: '250 2.0.0 Ok: queued as 1',
    });
    const [mail] = server.received();
    expect(mail).toMatchObject({ mailFrom: 'studio@example.com', recipients: ['ada@example.net'] });
    expect(mail?.email).toEqual({
      headers: {
        from: 'The Studio <studio@example.com>',
        to: 'ada@example.net',
        'reply-to': 'answers@example.com',
        subject: 'Grüße aus Köln — a subject that is so long that it has to be folded over several lines, 你好',
        'message-id': '<0197c0de-0000-7000-8000-000000000001.1@mail.example.com>',
        date: 'Sun, 01 Mar 2026 09:00:00 +0000',
        'in-reply-to': '<first@mail.example.com>',
        references: '<first@mail.example.com> <second@mail.example.com>',
        'list-unsubscribe': '<https://example.com/u/abc>, <mailto:stop@example.com>',
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
        'mime-version': '1.0',
        'content-type': expect.stringContaining('multipart/alternative'),
      },
      text: 'See you then.',
      html: '<p>See you <b>then</b>.</p>',
    });
    await server.close();
  });

  test('goes to one address only, whatever stands in the recipient', async () => {
    await using server = await startScriptedSmtp();
    const sender = configure({ port: server.port });
    for (const to of [
      'ada@example.net, eve@example.org',
      'ada@example.net;eve@example.org',
      'Ada <ada@example.net>',
      'ada@example.net eve@example.org',
      'group: ada@example.net, eve@example.org;',
      '<ada@example.net>',
      'ada',
      'ada@',
      '@example.net',
      'ada@@example.net',
      'ada@example..net',
      '.ada@example.net',
      `${'a'.repeat(65)}@example.net`,
      '',
    ]) {
      expect(await sender.send(request({ to }))).toMatchObject({ kind: 'refused', class: 'recipient' });
    }
    expect(server.connections()).toBe(0);
  });

  test.each(['From', 'bcc', 'Content-Type', 'Message-ID', 'Return-Path', 'resent-to'])(
    'lets nobody set %s',
    async (name) => {
      await using server = await startScriptedSmtp();
      const outcome = await configure({ port: server.port }).send(request({ headers: { [name]: 'eve@example.org' } }));
      expect(outcome).toMatchObject({ kind: 'refused', class: 'content', code: 'header_not_allowed' });
      expect(server.connections()).toBe(0);
    },
  );

  test('cannot be ended from inside: a dot on a line of its own is stuffed', async () => {
    await using server = await startScriptedSmtp();
    const text = 'before\n.\nMAIL FROM:<eve@example.org>\r\n.\r\nRCPT TO:<eve@example.org>';
    expect(await configure({ port: server.port }).send(request({ text }))).toMatchObject({ kind: 'accepted' });
    expect(server.delivered).toHaveLength(1);
    expect(server.commands.filter((line) => /MAIL|RCPT/.test(line))).toHaveLength(2);
  });

  test('continues a thread of any length: its ids arrive whole, in their order', async () => {
    const server = await startMailServer({ timeoutMs: 5000 });
    const ids = Array.from(
      { length: 30 },
      (_, index) => `<0197c0de-0000-7000-8000-0000000000${index + 10}.1@mail.example.com>`,
    );
    const headers = { 'In-Reply-To': ids.at(-1) as string, References: ids.join(' ') };
    expect(await configure(server.config).send(request({ headers }))).toMatchObject({ kind: 'accepted' });
    const [mail] = server.received();
    expect(mail?.email.headers.references?.split(/\s+/)).toEqual(ids);
    expect(mail?.email.headers['in-reply-to']).toBe(ids.at(-1));
    await server.close();
  });

  test('keeps its Message-ID when the same attempt is made again, and has another one in the next attempt', async () => {
    await using server = await startScriptedSmtp();
    const sender = configure({ port: server.port });
    const idOf = async (attemptId: string) => {
      const outcome = await sender.send(request({ attemptId }));
      return outcome.kind === 'accepted' ? outcome.providerMessageId : outcome;
    };
    expect(await idOf('a.1')).toBe('<a.1@example.com>');
    expect(await idOf('a.1')).toBe('<a.1@example.com>');
    expect(await idOf('a.2')).toBe('<a.2@example.com>');
    const ids = server.delivered.map((mail) => /^Message-ID: (.+)$/im.exec(mail)?.[1]?.trim());
    expect(ids).toEqual(['<a.1@example.com>', '<a.1@example.com>', '<a.2@example.com>']);
  });

  test('costs what the price table says', async () => {
    await using server = await startScriptedSmtp();
    const prices = { default: 0.04, 'vip@': 1 };
    expect(await configure({ port: server.port, prices }).send(request())).toMatchObject({ costCents: 0.04 });
    expect(await configure({ port: server.port }).send(request())).not.toHaveProperty('costCents');
    expect(() => configure({ port: 25, prices: { default: 'cheap' } })).toThrow('prices');
  });

  test('writes an international domain in ASCII', async () => {
    await using server = await startScriptedSmtp();
    await configure({ port: server.port }).send(request({ to: 'ada@bücher.example' }));
    expect(server.commands).toContainEqual(expect.stringContaining('RCPT TO:<ada@xn--bcher-kva.example>'));
  });
});

describe('a reply that refuses', () => {
  const cases: readonly (readonly [keyof SmtpScript, string, string, string])[] = [
    ['greeting', '421 4.3.2 closing', 'transient', '421 4.3.2'],
    ['greeting', '554 5.7.1 no service for you', 'sender', '554 5.7.1'],
    ['mail', '451 4.7.1 greylisted', 'transient', '451 4.7.1'],
    ['mail', '421 4.7.0 too many connections', 'transient', '421 4.7.0'],
    ['mail', '550 5.1.8 sender rejected', 'sender', '550 5.1.8'],
    ['mail', '552 5.3.4 too big', 'content', '552 5.3.4'],
    ['rcpt', '450 4.2.1 mailbox busy', 'transient', '450 4.2.1'],
    ['rcpt', '550 5.1.1 no such user', 'recipient', '550 5.1.1'],
    ['rcpt', '550 no such user', 'recipient', '550'],
    ['rcpt', '552 5.2.2 mailbox full', 'transient', '552 5.2.2'],
    ['rcpt', '554 5.7.1 relay access denied', 'sender', '554 5.7.1'],
    ['data', '451 4.3.0 queue file write error', 'transient', '451 4.3.0'],
    ['data', '554 5.5.1 no valid recipients', 'content', '554 5.5.1'],
    ['dot', '451 4.3.0 try again', 'transient', '451 4.3.0'],
    ['dot', '421 4.3.2 shutting down', 'transient', '421 4.3.2'],
    ['dot', '552 5.2.2 mailbox full', 'transient', '552 5.2.2'],
    ['dot', '554 5.7.1 looks like spam', 'content', '554 5.7.1'],
    ['dot', '550-5.7.26 unauthenticated\r\n550 5.7.26 see https://example.com', 'sender', '550 5.7.26'],
  ];

  for (const extensions of [[], ['PIPELINING', 'ENHANCEDSTATUSCODES']]) {
    test.each(cases)(
      `to %s: %j is %s, with its codes${extensions.length > 0 ? ' (pipelined)' : ''}`,
      async (step, reply, expected, code) => {
        await using server = await startScriptedSmtp({ [step]: reply, extensions });
        const sender = configure({ port: server.port });
        expect(await sender.send(request())).toMatchObject({ kind: 'refused', class: expected, code });
        // The next message is not harmed by what the last one left behind.
        server.become({ extensions });
        expect(await sender.send(request({ attemptId: 'next.1' }))).toMatchObject({ kind: 'accepted' });
        expect(server.delivered.filter((mail) => mail.includes('next.1'))).toHaveLength(1);
        expect(server.delivered.filter((mail) => !mail.includes('next.1'))).toHaveLength(step === 'dot' ? 1 : 0);
      },
    );
  }

  test('to the only recipient counts, also when the server asks for the message all the same', async () => {
    await using server = await startScriptedSmtp({
      rcpt: '550 5.1.1 no such user',
      data: '354 go ahead',
      extensions: ['PIPELINING'],
      during: { bytes: 1, step: '554 5.5.1 empty' },
    });
    const outcome = await configure({ port: server.port }).send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'recipient', code: '550 5.1.1' });
    expect(server.delivered).toEqual([]);
  });

  test('keeps the connection for the next message after RSET', async () => {
    await using server = await startScriptedSmtp({ rcpt: '550 5.1.1 no such user' });
    const sender = configure({ port: server.port });
    await sender.send(request());
    server.become({});
    await sender.send(request());
    expect(server.connections()).toBe(1);
    expect(server.commands).toContain('1 RSET');
  });

  test('of the login is the fault of the sender', async () => {
    await using server = await startScriptedSmtp({ extensions: ['AUTH PLAIN LOGIN'], auth: '535 5.7.8 no' });
    const sender = configure({ port: server.port, user: 'studio', password: 'correct horse' });
    const outcome = await sender.send(request());
    expect(outcome).toMatchObject({ kind: 'refused', class: 'sender', code: '535 5.7.8' });
    expect(JSON.stringify(outcome)).not.toContain('correct horse');
    expect(await sender.check?.()).toMatchObject({ ok: false, detail: expect.stringContaining('535 5.7.8') });
  });

  test('comes from us when the message is larger than the server takes', async () => {
    await using server = await startScriptedSmtp();
    const outcome = await configure({ port: server.port }).send(request({ text: 'x'.repeat(1_100_000) }));
    expect(outcome).toMatchObject({ kind: 'refused', class: 'content', code: 'too_large' });
  });
});

describe('TLS', () => {
  const startTls = { extensions: ['STARTTLS', 'AUTH PLAIN'], certificate: localhostCertificate };
  const login = { user: 'studio', password: 'correct horse' };

  test('is started where the server offers it, before the login', async () => {
    await using server = await startScriptedSmtp(startTls);
    const sender = configure({
      host: 'localhost',
      port: server.port,
      ignoreTLS: false,
      ca: localhostCertificate.cert,
      ...login,
    });
    expect(await sender.check?.()).toEqual({ ok: true, detail: 'connected and logged in' });
    expect(await sender.send(request())).toMatchObject({ kind: 'accepted' });
    const verbs = server.commands.map((line) => line.split(' ')[1]);
    expect(verbs.slice(0, 4)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH']);
  });

  test('from the first byte', async () => {
    await using server = await startScriptedSmtp({}, localhostCertificate);
    const sender = configure({
      host: 'localhost',
      port: server.port,
      ignoreTLS: false,
      secure: true,
      ca: localhostCertificate.cert,
    });
    expect(await sender.send(request())).toMatchObject({ kind: 'accepted' });
  });

  const bad: readonly (readonly [string, TestCertificate, string | undefined])[] = [
    ['nobody vouches for it', localhostCertificate, undefined],
    ['it is for another host', otherHostCertificate, otherHostCertificate.cert],
    ['it has expired', expiredCertificate, expiredCertificate.cert],
  ];
  for (const secure of [false, true]) {
    test.each(bad)(
      `refuses a certificate when %s, and sends no password (${secure ? 'from the first byte' : 'STARTTLS'}; T9)`,
      async (_name, certificate, ca) => {
        await using server = secure
          ? await startScriptedSmtp({ extensions: ['AUTH PLAIN'] }, certificate)
          : await startScriptedSmtp({ ...startTls, certificate });
        const sender = configure({
          host: 'localhost',
          port: server.port,
          ignoreTLS: false,
          secure,
          ...(ca && { ca }),
          ...login,
        });
        expect(await sender.send(request())).toMatchObject({ kind: 'refused', class: 'sender' });
        expect(server.commands.filter((line) => line.includes('AUTH'))).toEqual([]);
        expect(server.delivered).toEqual([]);
      },
    );
  }

  test('is required by default, so that no password goes out in plain text', async () => {
    await using server = await startScriptedSmtp({ extensions: ['AUTH PLAIN'], starttls: '502 5.5.1 not here' });
    const sender = configure({ port: server.port, ignoreTLS: false, ...login });
    expect(await sender.send(request())).toMatchObject({ kind: 'refused', class: 'sender', code: '502 5.5.1' });
    expect(server.commands.filter((line) => line.includes('AUTH'))).toEqual([]);
  });
});

describe('a configuration that cannot work is refused with a reason', () => {
  test.each([
    [{ port: 0 }, 'port must be'],
    [{ port: 70_000 }, 'port must be'],
    [{ host: 'smtp://mail.example.com' }, 'host must be'],
    [{ from: 'The Studio <studio@example.com>' }, 'from must be'],
    [{ from: 'studio' }, 'from must be'],
    [{ fromName: 'Studio\r\nBcc: eve@example.org' }, 'fromName must stand on one line'],
    [{ replyTo: 'a@example.com, b@example.com' }, 'replyTo must be'],
    [{ messageIdDomain: 'mail.example.com>\r\nBcc: eve@example.org' }, 'messageIdDomain must be'],
    [{ user: 'studio' }, 'user and password belong together'],
    [{ requireTLS: true }, 'ignoreTLS contradicts'],
    [{ heloName: 'a\r\nMAIL FROM:<>' }, 'heloName must be'],
  ])('%j', (config, message) => {
    expect(() => configure(config)).toThrow(message);
  });
});
