// A sender that sends to a local mail server and listens to a local mailbox; and what a recipient's side sends back.
import { onTestFinished } from 'vitest';
import type { InboundMessage, Incoming, Receipt, Sender } from '../../../src/provider.ts';
import { type ArrivedMail, MailServer } from '../../../src/testing/mail-server.ts';
import { MailboxServer, type MailboxServerOptions } from '../../../src/testing/mailbox-server.ts';
import { configureSmtp } from './smtp-sender.ts';

/** A mail server, a mailbox, and the sender of both, until the test ends. */
export async function startInbox(options: MailboxServerOptions = {}, config: Record<string, unknown> = {}) {
  const mailbox = await MailboxServer.start(options);
  const server = await MailServer.start();
  onTestFinished(async () => {
    await mailbox.goAway();
    await server.goAway();
  });
  const sender = configureSmtp({
    ...server.senderConfig('studio@example.com'),
    ...mailbox.senderConfig(),
    imapPollMs: 60_000,
    ...config,
  });
  return { mailbox, server, sender };
}

/** A listener of which a test can await what it hands over. */
export function listenTo(sender: Sender, position: string | null = null) {
  const ending = new AbortController();
  const receipts: Receipt[] = [];
  const inbound: InboundMessage[] = [];
  const positions: string[] = [];
  const waiting = new Set<() => void>();
  const store = async (incoming: Incoming, at: string) => {
    receipts.push(...incoming.receipts);
    inbound.push(...incoming.inbound);
    positions.push(at.replace(/@\w+$/, ''));
    for (const check of waiting) check();
  };
  const done = sender.listen?.(position, store, ending.signal) ?? Promise.reject(new Error('it cannot listen'));
  // Awaited later, or never: by then it may have rejected.
  done.catch(() => {});
  onTestFinished(() => ending.abort());

  /** Resolves when the condition holds; rejects when the listener ends before that. */
  async function until(condition: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = () => condition() && resolve();
    waiting.add(check);
    check();
    const endedEarly = done.then(() => {
      throw new Error('the listener ended');
    });
    await Promise.race([promise, endedEarly]).finally(() => waiting.delete(check));
  }

  return {
    receipts,
    inbound,
    positions,
    done,
    until,
    /** It knows where the mailbox ends, and has stored that. */
    begun: () => until(() => positions.length > 0),
    stop: async () => {
      ending.abort();
      await done;
    },
  };
}

const field = (mail: ArrivedMail, name: string) =>
  new RegExp(`^${name}: *(.+)`, 'im').exec(mail.raw.replaceAll(/\r\n[ \t]+/g, ' '))?.[1] ?? '';

let replies = 0;

/** What a mail program sends when somebody answers this mail. */
export function replyTo(mail: ArrivedMail, text: string, more: readonly string[] = []): string {
  return [
    `From: Ada Lovelace <${mail.to}>`,
    `To: ${field(mail, 'from')}`,
    `Subject: Re: ${field(mail, 'subject')}`,
    `Message-ID: <reply-${++replies}@mail.example.net>`,
    `In-Reply-To: ${mail.messageId}`,
    `References: ${mail.messageId}`,
    ...more,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
    'On Sun, 1 Mar 2026 at 10:00, The Studio <studio@example.com> wrote:',
    '> See you then.',
    '',
  ].join('\r\n');
}

/** What a mail server sends when nobody has that address. */
export function bounceOf(mail: ArrivedMail): string {
  return [
    'Return-Path: <>',
    'From: mailer-daemon@mx.example.net',
    `To: ${field(mail, 'from')}`,
    `Message-ID: <bounce-${++replies}@mx.example.net>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    '',
    `Final-Recipient: rfc822; ${mail.to}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '--b',
    'Content-Type: message/rfc822',
    '',
    mail.raw,
    '--b--',
    '',
  ].join('\r\n');
}
