/**
 * Reads one e-mail that came in: a person's reply, a machine's answer, or a report about a mail of ours. Never trusts
 * what it reads: bounded in size and time, no control characters in fields, nothing loaded, nothing executed.
 */
import { type ParsedMail, simpleParser } from 'mailparser';
import { sha256 } from '../ids.ts';
import type { InboundMessage, Receipt } from '../provider.ts';
import { namesOf, readReport, undelivered } from './delivery-report.ts';
import { addressIn, attemptIdOf, firstOf, type MailFields, messageIds, onOneLine, readFields } from './mail-fields.ts';
import { withoutQuote } from './reply-text.ts';

/** Of a longer mail this much is read, in bytes: its text comes first, what is left out are attachments. */
export const mailBytesMax = 512 * 1024;

/** What a person wrote, at most. */
const textCharsMax = 50_000;
const answersMax = 50;

/** Characters of HTML that are turned into text: nested deep, more of it would stop everything else for seconds. */
const htmlCharsMax = 150_000;

/** At most one of both. Neither for a mail that says nothing: a delay is reported, the sender is missing. */
export interface MailRead {
  readonly inbound?: InboundMessage;
  readonly receipt?: Receipt;
}

/**
 * @param raw the mail as it was transported; of more than `mailBytesMax` bytes only the beginning is read
 * @param receivedAt when our mail server got it, in milliseconds since 1970. The mail's own date is not believed.
 * @returns `inbound` with `automatic` for answers of machines; `receipt` for bounces and complaints. Never rejects.
 * @source RFC 5322, RFC 3834 (automatic answers), RFC 3464 (bounces), RFC 5965 (complaints)
 */
export async function readMail(raw: Uint8Array | string, receivedAt: number): Promise<MailRead> {
  const whole = typeof raw === 'string' ? Buffer.from(raw) : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const bytes = whole.subarray(0, mailBytesMax);
  const top = readFields(bytes.toString('utf8'));
  const mail = await parse(bytes);
  const dedupeKey = messageIds(firstOf(top, 'message-id'))[0] ?? sha256(whole);
  const known = { dedupeKey, at: receivedAt };

  const parts = (mail?.attachments ?? []).map(({ contentType, content }) => ({
    contentType: contentType.toLowerCase(),
    content: content.toString('utf8'),
  }));
  // A person may forward a bounce as an attachment: only what is a report as a whole is one.
  const report =
    (isReport(top) ? readReport(parts, top, known) : undefined) ?? readPlainBounce(top, mail?.text ?? '', known);
  if (report === 'nothing') return {};
  if (report) return { receipt: report };

  const from = mail?.from?.value[0]?.address?.toLowerCase() || addressIn(firstOf(top, 'from'));
  if (!from) return {};
  const subject = onOneLine(mail?.subject ?? firstOf(top, 'subject') ?? '', 500);
  const answers = answersOf(top);
  return {
    inbound: {
      ...known,
      channel: 'email',
      from: onOneLine(from, 320),
      to: onOneLine(recipientOf(mail, top), 320),
      text: withoutQuote(clean(await textOf(mail)))
        .slice(0, textCharsMax)
        .toWellFormed(),
      ...(subject !== '' && { subject }),
      ...(answers.length > 0 && { answers }),
      ...(isAutomatic(top, answers) && { automatic: true }),
    },
  };
}

/** Undefined for what no parser understands: its fields still tell who wrote. */
async function parse(bytes: Buffer): Promise<ParsedMail | undefined> {
  const options = { skipTextToHtml: true, skipHtmlToText: true, keepCidLinks: true, keepDeliveryStatus: true };
  return simpleParser(bytes, options).catch(() => undefined);
}

/** The plain text, or the HTML as text where there is none. */
async function textOf(mail: ParsedMail | undefined): Promise<string> {
  if (mail?.text?.trim() || !mail?.html) return mail?.text ?? '';
  const html = mail.html.slice(0, htmlCharsMax);
  const alone = Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
  const converted = await simpleParser(alone, { skipTextToHtml: true }).catch(() => undefined);
  // Nested too deep for the converter: nobody wrote that, but what stands in it is kept.
  return converted?.text ?? html.replaceAll(/<[^<>]{0,2000}>/g, ' ');
}

/** Without the control characters that no text needs, and that a database may refuse. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not survive
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}

/** Of several addresses the one that it was delivered to. */
function recipientOf(mail: ParsedMail | undefined, top: MailFields): string {
  const written = [mail?.to, mail?.cc].flat().flatMap((list) => list?.value ?? []);
  const addresses = written.flatMap(({ address, group }) => [address, ...(group ?? []).map((one) => one.address)]);
  const known = addresses.flatMap((address) => (address ? [address.toLowerCase()] : []));
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap(
    (name) => addressIn(firstOf(top, name)) ?? [],
  );
  return delivered.find((address) => known.includes(address)) ?? known[0] ?? delivered[0] ?? '';
}

/** Message-IDs, the nearest first, each of ours followed by our id of the attempt. @source RFC 5322 section 3.6.4 */
function answersOf(top: MailFields): string[] {
  const nearestFirst = [
    ...messageIds(firstOf(top, 'in-reply-to')),
    ...messageIds(firstOf(top, 'references')).reverse(),
  ];
  return [...new Set(nearestFirst.slice(0, answersMax).flatMap((id) => [id, attemptIdOf(id) ?? id]))];
}

/**
 * Did a machine write it? Mail that came through a list may be a person's answer all the same (a team's address is
 * often a list): there it counts only when it answers no mail of ours.
 *
 * @source RFC 3834 sections 2 and 5 (Auto-Submitted, empty return path), RFC 2076 (Precedence), RFC 2919 (List-Id),
 *   Microsoft MS-OXCMAIL (X-Auto-Response-Suppress)
 */
function isAutomatic(top: MailFields, answers: readonly string[]): boolean {
  const value = (name: string) => firstOf(top, name)?.toLowerCase() ?? '';
  const submitted = value('auto-submitted').split(/[;\s(]/)[0];
  if (submitted !== '' && submitted !== 'no') return true;
  if (/^(?:bulk|junk|auto_reply)\b/.test(value('precedence'))) return true;
  if (/\b(?:all|autoreply|oof)\b/.test(value('x-auto-response-suppress'))) return true;
  if (['x-autoreply', 'x-autorespond', 'x-mail-autoreply', 'x-autoreply-from'].some((name) => top.has(name)))
    return true;
  if (isReport(top) || /^<\s*>/.test(value('return-path'))) return true;
  const fromList = top.has('list-id') || /^list\b/.test(value('precedence'));
  return fromList && !answers.some((id) => attemptIdOf(id) !== undefined);
}

const isReport = (top: MailFields) => /^multipart\/report\b/i.test(firstOf(top, 'content-type') ?? '');

/** Exim and some others bounce in prose, with the address in a field. */
function readPlainBounce(top: MailFields, text: string, known: { dedupeKey: string; at: number }) {
  const to = addressIn(firstOf(top, 'x-failed-recipients'));
  if (to === undefined || /\b(?:delay|warning)/i.test(firstOf(top, 'subject') ?? '')) return undefined;
  const copy = /^message-id:\s{0,10}<[^<>\s]{1,300}>/im.exec(text)?.[0] ?? '';
  const reply = /^.{0,200}\b55\d[ -].{0,500}$/m.exec(text)?.[0] ?? '';
  return undelivered({ ...known, ...namesOf(readFields(copy), top), to }, undefined, reply);
}
