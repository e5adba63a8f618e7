import { describe, expect, it } from 'vitest';
import { bounceRules, classifyBounce } from './delivery-report.ts';
import { readMail } from './read-mail.ts';

const attempt = '0197c0de-0000-7000-8000-000000000001.2';
const at = Date.UTC(2026, 2, 2, 10);

interface Report {
  readonly type?: string;
  readonly part?: string;
  /** Lines of the machine-readable part. */
  readonly says: readonly string[];
  readonly original?: { readonly type: string; readonly lines: readonly string[] } | null;
  readonly fields?: readonly string[];
}

const returned = {
  type: 'text/rfc822-headers',
  lines: [`Message-ID: <${attempt}@mail.example.com>`, 'To: ada@example.net'],
};

function report({
  type = 'delivery-status',
  part = `message/${type}`,
  says,
  original = returned,
  fields = [],
}: Report): string {
  const enclosed = original ? ['--b', `Content-Type: ${original.type}`, '', ...original.lines] : [];
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <mailer-daemon@mx.example.org>',
    'To: studio@example.com',
    'Subject: Undelivered mail',
    'Message-ID: <report-1@mx.example.org>',
    ...fields,
    `Content-Type: multipart/report; report-type=${type}; boundary="b"`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your mail could not be delivered.',
    '--b',
    `Content-Type: ${part}`,
    '',
    ...says,
    ...enclosed,
    '--b--',
    '',
  ].join('\r\n');
}

const failed = (status: string, ...more: string[]) => [
  'Reporting-MTA: dns; mx.example.org',
  '',
  'Final-Recipient: rfc822; Ada@example.net',
  'Action: failed',
  `Status: ${status}`,
  ...more,
];

describe('a bounce', () => {
  it.each([
    ['text/rfc822-headers', []],
    ['message/rfc822', ['', 'See you then.']],
  ])('names the attempt by what it returns as %s, the address, and why', async (type, body) => {
    const original = { type, lines: [...returned.lines, ...body] };
    const says = failed('5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 <ada@example.net>:', '  no such user here');
    expect(await readMail(report({ says, original }), at)).toEqual({
      receipt: {
        dedupeKey: '<report-1@mx.example.org>',
        at,
        attemptId: attempt,
        providerMessageId: `<${attempt}@mail.example.com>`,
        to: 'ada@example.net',
        state: 'undelivered',
        class: 'recipient',
        code: '5.1.1',
        detail: '550 5.1.1 <ada@example.net>: no such user here',
      },
    });
  });

  it('that returns nothing names the mail that it answers', async () => {
    const fields = [`In-Reply-To: <${attempt}@mail.example.com>`];
    const { receipt } = await readMail(report({ says: failed('5.1.1'), original: null, fields }), at);
    expect(receipt).toMatchObject({ attemptId: attempt, to: 'ada@example.net' });
  });

  it('of a Message-ID that is not of our making gives it as it is', async () => {
    const original = { type: 'text/rfc822-headers', lines: ['Message-ID: <0100-abc@eu.vendor.example>'] };
    const { receipt } = await readMail(report({ says: failed('5.1.1'), original }), at);
    expect(receipt).toMatchObject({ providerMessageId: '<0100-abc@eu.vendor.example>' });
    expect(receipt).not.toHaveProperty('attemptId');
  });

  it('with several recipients is about the one that failed', async () => {
    const says = [
      '',
      'Final-Recipient: rfc822; ok@example.net',
      'Action: relayed',
      'Status: 2.0.0',
      '',
      ...failed('5.1.1').slice(2),
    ];
    expect((await readMail(report({ says }), at)).receipt).toMatchObject({ to: 'ada@example.net', code: '5.1.1' });
  });

  it('for an address that was forwarded is about the one that we wrote to', async () => {
    const says = [
      '',
      'Original-Recipient: rfc822;ada@example.net',
      'Final-Recipient: rfc822;ada@elsewhere.example',
      'Action: failed',
      'Status: 5.1.1',
    ];
    expect((await readMail(report({ says }), at)).receipt?.to).toBe('ada@example.net');
  });

  it('takes the code of the server that refused where the reporting one has none', async () => {
    const says = failed('5.0.0', 'Diagnostic-Code: smtp; 550-5.1.1 no such user');
    expect((await readMail(report({ says }), at)).receipt).toMatchObject({ class: 'recipient', code: '5.1.1' });
  });

  it.each(['delayed', 'relayed', 'expanded'])(
    'with the action %s is neither a receipt nor a message',
    async (action) => {
      const says = failed('4.4.1').map((line) => line.replace('failed', action));
      expect(await readMail(report({ says }), at)).toEqual({});
    },
  );

  it('with the action delivered says so', async () => {
    const says = failed('2.0.0').map((line) => line.replace('failed', 'delivered'));
    expect((await readMail(report({ says }), at)).receipt).toMatchObject({ state: 'delivered', attemptId: attempt });
  });

  it('that a person forwards is a message', async () => {
    const raw = report({ says: failed('5.1.1') }).replace(
      'multipart/report; report-type=delivery-status',
      'multipart/mixed',
    );
    expect(await readMail(raw, at)).toMatchObject({ inbound: { from: 'mailer-daemon@mx.example.org' } });
  });

  it('in prose is known by X-Failed-Recipients', async () => {
    const lines = [
      'Return-Path: <>',
      'From: mailer-daemon@mx.example.org',
      'X-Failed-Recipients: ada@example.net',
      'Message-ID: <prose@mx.example.org>',
      'Subject: Mail delivery failed',
      '',
    ];
    const body = [
      '  ada@example.net',
      '    550 5.1.1 User unknown',
      '',
      '------ This is a copy of your message ------',
      '',
      `Message-ID: <${attempt}@mail.example.com>`,
      '',
    ];
    expect((await readMail([...lines, ...body].join('\r\n'), at)).receipt).toMatchObject({
      attemptId: attempt,
      to: 'ada@example.net',
      state: 'undelivered',
      class: 'recipient',
      code: '5.1.1',
    });
  });
});

describe('whose fault it is', () => {
  it.each([
    ['5.1.0', '', 'recipient'],
    ['5.1.1', '', 'recipient'],
    ['5.1.10', '', 'recipient'],
    ['5.2.1', '', 'recipient'],
    ['5.4.4', '', 'recipient'],
    ['5.7.17', '', 'recipient'],
    ['5.4.1', '550 5.4.1 Recipient address rejected: access denied', 'transient'],
    ['5.5.0', '550 5.5.0 Requested action not taken: mailbox unavailable', 'recipient'],
    ['', '550 no such user', 'recipient'],
    ['5.0.0', '554 this user does not have an example.org account', 'recipient'],
    ['', '', 'content'],
    ['5.0.0', '554 refused', 'content'],
    ['5.0.0', 'the user unknown to us asked', 'content'],
    ['5.1.8', '', 'sender'],
    ['5.7.26', '', 'sender'],
    ['5.7.8', '', 'sender'],
    ['5.5.1', '', 'sender'],
    ['5.7.1', '550 5.7.1 user unknown to our list of senders', 'content'],
    ['5.2.3', '', 'content'],
    ['5.6.1', '', 'content'],
    ['5.2.2', '', 'transient'],
    ['5.4.6', '', 'transient'],
    ['4.4.7', '', 'transient'],
    ['4.1.1', '450 no such user', 'transient'],
  ])('%s %j: %s', (status, diagnostic, expected) => {
    expect(classifyBounce(status, diagnostic)).toBe(expected);
  });

  it('is decided for every status', () => {
    for (let subject = 0; subject < 9; subject++)
      for (let detail = 0; detail < 40; detail++)
        expect(bounceRules.map((rule) => rule.class)).toContain(classifyBounce(`5.${subject}.${detail}`, ''));
  });
});

describe('a complaint', () => {
  const feedback = (kind: string) =>
    report({
      type: 'feedback-report',
      says: [`Feedback-Type: ${kind}`, 'User-Agent: Example/1', 'Version: 1', 'Original-Rcpt-To: <ada@example.net>'],
      original: { ...returned, type: 'message/rfc822' },
    });

  it('is a receipt about the attempt', async () => {
    expect((await readMail(feedback('abuse'), at)).receipt).toEqual({
      dedupeKey: '<report-1@mx.example.org>',
      at,
      attemptId: attempt,
      providerMessageId: `<${attempt}@mail.example.com>`,
      to: 'ada@example.net',
      state: 'complained',
      code: 'abuse',
    });
  });

  it('is not what says that the mail is fine, or is about our domain', async () => {
    for (const kind of ['not-spam', 'auth-failure', 'virus']) expect(await readMail(feedback(kind), at)).toEqual({});
    expect((await readMail(feedback('opt-out'), at)).receipt?.state).toBe('unsubscribed');
  });
});
