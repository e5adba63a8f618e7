import { describe, expect, it } from 'vitest';
import { sha256 } from '../ids.ts';
import { mailBytesMax, readMail } from './read-mail.ts';

const attempt = '0197c0de-0000-7000-8000-000000000001.2';
const at = Date.UTC(2026, 2, 2, 10);

/** A reply with these fields instead of, or beside, the usual ones; undefined leaves one out. */
function reply(more: Record<string, string | undefined> = {}, body = 'Yes, please.'): string {
  const fields = {
    From: 'Ada Lovelace <Ada@Example.net>',
    To: 'The Studio <Studio@example.com>',
    Subject: 'Re: Tomorrow',
    'Message-ID': '<reply-1@mail.example.net>',
    'Content-Type': 'text/plain; charset=utf-8',
    ...more,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [...lines, '', body, ''].join('\r\n');
}

describe('a reply', () => {
  it('says who wrote what to whom, and which mail of ours they answer, the nearest first', async () => {
    const raw = reply({
      'In-Reply-To': `<${attempt}@mail.example.com>`,
      References: `<first@elsewhere.example>\r\n <0197c0de-0000-7000-8000-000000000001.1@mail.example.com>\r\n\t<${attempt}@mail.example.com>`,
    });
    expect(await readMail(raw, at)).toEqual({
      inbound: {
        dedupeKey: '<reply-1@mail.example.net>',
        at,
        channel: 'email',
        from: 'ada@example.net',
        to: 'studio@example.com',
        subject: 'Re: Tomorrow',
        text: 'Yes, please.',
        answers: [
          `<${attempt}@mail.example.com>`,
          attempt,
          '<0197c0de-0000-7000-8000-000000000001.1@mail.example.com>',
          '0197c0de-0000-7000-8000-000000000001.1',
          '<first@elsewhere.example>',
        ],
      },
    });
  });

  it('is the same as bytes and as text', async () => {
    expect(await readMail(Buffer.from(reply()), at)).toEqual(await readMail(reply(), at));
  });

  it('without a Message-ID has the hash of its bytes as its key', async () => {
    const raw = reply({ 'Message-ID': undefined });
    expect((await readMail(raw, at)).inbound?.dedupeKey).toBe(sha256(raw));
  });

  it('in HTML alone becomes text, without the quote', async () => {
    const html =
      '<div>Yes &amp; thank you</div><br><div>On 2 March 2026 the studio wrote:<br></div><blockquote>Hello Ada</blockquote>';
    expect((await readMail(reply({ 'Content-Type': 'text/html' }, html), at)).inbound?.text).toBe('Yes & thank you');
  });

  it('with an empty plain part is read from its HTML', async () => {
    const body = [
      '--b',
      'Content-Type: text/plain',
      '',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Stop</p>',
      '--b--',
    ];
    const raw = reply({ 'Content-Type': 'multipart/alternative; boundary=b' }, body.join('\r\n'));
    expect((await readMail(raw, at)).inbound?.text).toBe('Stop');
  });

  it('is read in its own characters', async () => {
    const raw = reply(
      {
        Subject: '=?iso-8859-1?Q?Gr=FC=DFe?=',
        'Content-Type': 'text/plain; charset=iso-8859-1',
        'Content-Transfer-Encoding': 'quoted-printable',
      },
      'Gr=FC=DFe aus K=F6ln',
    );
    expect((await readMail(raw, at)).inbound).toMatchObject({ subject: 'Grüße', text: 'Grüße aus Köln' });
  });

  it('to several addresses went to the one that it was delivered to', async () => {
    const raw = reply({ To: 'bob@example.org, studio@example.com', 'Delivered-To': 'studio@example.com' });
    expect((await readMail(raw, at)).inbound?.to).toBe('studio@example.com');
    expect((await readMail(reply({ To: undefined, 'Delivered-To': 'studio@example.com' }), at)).inbound?.to).toBe(
      'studio@example.com',
    );
  });

  it('cannot bring control characters or line breaks into a field', async () => {
    const raw = reply({ Subject: '=?utf-8?Q?one=0D=0ABcc:_eve=00=E2=80=A8two?=' }, 'a\0b\x1bc');
    const { inbound } = await readMail(raw, at);
    expect(inbound).toMatchObject({ subject: 'one Bcc: eve two', text: 'abc' });
  });

  it('of any size is read from its beginning', async () => {
    const body = [
      '--b',
      'Content-Type: text/plain',
      '',
      'See the picture',
      '--b',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA\r\n'.repeat(mailBytesMax / 3),
      '--b--',
    ];
    const raw = reply({ 'Content-Type': 'multipart/mixed; boundary=b' }, body.join('\r\n'));
    expect((await readMail(raw, at)).inbound).toMatchObject({ text: 'See the picture', from: 'ada@example.net' });
  });

  it.each(['<table><tr><td>', '<ul><li>', '<div>', '<a b="', '<!--', '<'])(
    'in HTML made of %j ends soon, and is kept',
    async (piece) => {
      const html = `<p>Stop</p>${piece.repeat(mailBytesMax / piece.length)}`;
      const startedAt = performance.now();
      const { inbound } = await readMail(reply({ 'Content-Type': 'text/html' }, html), at);
      expect(inbound?.text).toMatch(/^\s*Stop/);
      expect(performance.now() - startedAt).toBeLessThan(5000);
    },
  );

  it('without a sender, or that is no mail, is nothing', async () => {
    expect(await readMail(reply({ From: undefined }), at)).toEqual({});
    for (const raw of ['', '\0', '\r\n\r\n', 'no mail at all', new Uint8Array([0xff, 0xfe, 0])])
      expect(await readMail(raw, at)).toEqual({});
  });
});

describe('an automatic answer', () => {
  it.each([
    ['Auto-Submitted', 'auto-replied (vacation)'],
    ['Auto-Submitted', 'Auto-Generated'],
    ['Precedence', 'bulk'],
    ['Precedence', 'auto_reply'],
    ['X-Autoreply', 'yes'],
    ['X-Auto-Response-Suppress', 'All'],
    ['X-Auto-Response-Suppress', 'DR, OOF, AutoReply'],
    ['List-Id', '<news.example.net>'],
    ['Return-Path', '<>'],
  ])('is known by %s: %s', async (name, value) => {
    expect((await readMail(reply({ [name]: value }), at)).inbound?.automatic).toBe(true);
  });

  it.each([
    ['Auto-Submitted', 'no'],
    ['Return-Path', '<ada@example.net>'],
    ['X-Auto-Response-Suppress', 'DR, RN, NRN'],
    ['Precedence', 'normal'],
  ])('is not what has %s: %s', async (name, value) => {
    expect((await readMail(reply({ [name]: value }), at)).inbound).not.toHaveProperty('automatic');
  });

  it('is not what a person writes through a list in answer to our mail', async () => {
    const raw = reply({
      'List-Id': '<team.example.com>',
      Precedence: 'list',
      'In-Reply-To': `<${attempt}@mail.example.com>`,
    });
    expect((await readMail(raw, at)).inbound).not.toHaveProperty('automatic');
  });

  it('is a confirmation that our mail was displayed', async () => {
    const body = [
      '--b',
      '',
      'It was displayed.',
      '--b',
      'Content-Type: message/disposition-notification',
      '',
      'Disposition: manual-action; displayed',
      '--b--',
    ];
    const raw = reply(
      { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=b' },
      body.join('\r\n'),
    );
    expect((await readMail(raw, at)).inbound?.automatic).toBe(true);
  });
});
