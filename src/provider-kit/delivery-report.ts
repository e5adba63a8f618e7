/**
 * Reads what mail servers report about a mail of ours: it could not be delivered (a bounce), or its reader called it
 * spam. Pure.
 *
 * A wrong "recipient" would silence us towards somebody who wants our mail, so that class needs a status that speaks
 * of the address. What a report says beyond doubt is in its machine-readable part; its prose is looked at only where a
 * server left that part undefined.
 *
 * @source RFC 3464 (delivery status), RFC 3463 and the IANA registry of enhanced status codes, RFC 5965 (feedback)
 */
import type { Receipt, RefusalClass } from '../provider.ts';
import { addressIn, attemptIdOf, firstOf, type MailFields, messageIds, onOneLine, readFields } from './mail-fields.ts';

/** A part of the report, decoded. */
export interface ReportPart {
  /** In lower case, for example `message/delivery-status`. */
  readonly contentType: string;
  readonly content: string;
}

export interface BounceRule {
  readonly when: string;
  readonly class: RefusalClass;
  readonly source: string;
  readonly matches: (status: string, diagnostic: string) => boolean;
}

/** Words that servers use for "nobody has this address", for where the code does not say it. */
const nobody =
  /\b(?:user|mailbox|recipient|account|address)(?: \S{1,100})? (?:unknown|not found|does(?: not|n't) exist|is unavailable|unavailable)|\b(?:unknown|no such|invalid) (?:user|mailbox|recipient|account|local part)|does(?: not|n't) have an? \S+ account/i;

/** The first rule that matches decides; the last one matches everything. */
export const bounceRules: readonly BounceRule[] = [
  {
    when: '4.x.x: given up after trying for long',
    class: 'transient',
    source: 'RFC 3463 section 2 (persistent transient failure)',
    matches: (status) => status.startsWith('4.'),
  },
  {
    when: '5.2.2: the mailbox is full',
    class: 'transient',
    source: 'RFC 3463 section 3.3',
    matches: (status) => status === '5.2.2',
  },
  {
    when: '5.1.7, 5.1.8 (our address) and 5.7.8, 5.7.9, 5.7.11, 5.7.20 to 5.7.29 (login, DKIM, SPF, DMARC, reverse DNS)',
    class: 'sender',
    source: 'RFC 3463 section 3.2; RFC 4954 section 6; RFC 7372 section 3',
    matches: (status) => /^5\.1\.[78]$|^5\.7\.(?:8|9|11|2\d)$/.test(status),
  },
  {
    when: '5.1.x: no such mailbox or domain; 5.2.1: mailbox disabled; 5.4.4: no route; 5.7.17, 5.7.18: somebody else has the address now',
    class: 'recipient',
    source: 'RFC 3463 sections 3.2, 3.3 and 3.5; RFC 7505 section 4; RFC 7293 (5.7.17, 5.7.18)',
    matches: (status) => /^5\.1\.\d+$|^5\.2\.1$|^5\.4\.4$|^5\.7\.1[78]$/.test(status),
  },
  {
    when: '5.0.0, 5.2.0, 5.4.1, 5.5.0 or no status, with words for an unknown user beside a 550, 551, 553 or 554',
    class: 'recipient',
    source: 'RFC 5321 section 4.2.3 (550 mailbox unavailable, 551 not local, 553 name not allowed)',
    matches: (status, diagnostic) =>
      /^5\.(?:0\.0|2\.0|4\.1|5\.0)$|^$/.test(status) && /\b55[0134]\b/.test(diagnostic) && nobody.test(diagnostic),
  },
  {
    when: '5.2.3, 5.3.4, 5.6.x: too large or in a form that cannot be delivered',
    class: 'content',
    source: 'RFC 3463 sections 3.3, 3.4 and 3.7',
    matches: (status) => /^5\.2\.3$|^5\.3\.4$|^5\.6\.\d+$/.test(status),
  },
  {
    when: '5.3.x, 5.4.x: their server or the way there',
    class: 'transient',
    source: 'RFC 3463 sections 3.4 and 3.5',
    matches: (status) => /^5\.[34]\./.test(status),
  },
  {
    when: '5.5.x: the servers did not understand each other',
    class: 'sender',
    source: 'RFC 3463 section 3.6',
    matches: (status) => status.startsWith('5.5.'),
  },
  {
    when: 'Everything else, policies (5.7.x) with it: somebody has to read why',
    class: 'content',
    source: 'RFC 3463 section 3.8',
    matches: () => true,
  },
];

/** @param status for example `5.1.1`; '' where there is none */
export function classifyBounce(status: string, diagnostic: string): RefusalClass {
  return (bounceRules.find((rule) => rule.matches(status, diagnostic)) as BounceRule).class;
}

/**
 * Reads a report by its parts.
 *
 * @param top the header of the report itself, which may name our mail when its copy is not enclosed
 * @returns the receipt; `nothing` for a report that changes nothing (delayed, relayed); undefined when it is no report
 */
export function readReport(
  parts: readonly ReportPart[],
  top: MailFields,
  known: { readonly dedupeKey: string; readonly at: number },
): Receipt | 'nothing' | undefined {
  const part = (pattern: RegExp) => parts.find(({ contentType }) => pattern.test(contentType))?.content;
  const status = part(/^message\/(?:global-)?delivery-status$/);
  const feedback = part(/^message\/feedback-report$/);
  const original = readFields(part(/^(?:text\/rfc822-headers|message\/(?:rfc822|global|global-headers))$/) ?? '');
  const about = { ...known, ...namesOf(original, top) };
  if (status !== undefined) return readDeliveryStatus(status, about);
  if (feedback !== undefined) return readFeedback(readFields(feedback), original, about);
  return undefined;
}

type About = Pick<Receipt, 'dedupeKey' | 'at' | 'attemptId' | 'providerMessageId'>;

/** Which mail of ours it is about: by the copy that is enclosed, else by what the report answers. */
export function namesOf(original: MailFields, top: MailFields): Pick<Receipt, 'attemptId' | 'providerMessageId'> {
  const ids = [firstOf(original, 'message-id'), firstOf(top, 'in-reply-to'), firstOf(top, 'references')].flatMap(
    messageIds,
  );
  const id = ids.find((candidate) => attemptIdOf(candidate) !== undefined) ?? ids[0];
  const attemptId = id && attemptIdOf(id);
  return { ...(attemptId && { attemptId }), ...(id && { providerMessageId: id }) };
}

/** Fields of the message first, then a block for each recipient: ours have one. */
function readDeliveryStatus(content: string, about: About): Receipt | 'nothing' | undefined {
  const blocks = content
    .split(/\r?\n[ \t]*\r?\n/, 100)
    .map(readFields)
    .filter((fields) => fields.has('action') || fields.has('status'));
  const fields = blocks.find((block) => actionOf(block) === 'failed') ?? blocks[0];
  if (!fields) return undefined;
  const to = addressIn(recipientOf(fields, 'original-recipient') ?? recipientOf(fields, 'final-recipient'));
  const base = { ...about, ...(to && { to }) };
  switch (actionOf(fields)) {
    case 'failed':
      return undelivered(base, firstOf(fields, 'status'), diagnosticOf(fields));
    case 'delivered':
      return { ...base, state: 'delivered' };
    default:
      return 'nothing';
  }
}

const actionOf = (fields: MailFields) => /^[a-z]+/.exec(firstOf(fields, 'action')?.toLowerCase() ?? 'failed')?.[0];

/** Without its type: `rfc822; ada@example.net`. */
const recipientOf = (fields: MailFields, name: string) => firstOf(fields, name)?.replace(/^[^;@]*;/, '');

const diagnosticOf = (fields: MailFields) =>
  (firstOf(fields, 'diagnostic-code') ?? '').replace(/^[\w.-]{1,40}\s*;\s*/, '');

/** The receipt of a bounce. The server that refused often knows more than the one that reports: X.0.0 gives way to its code. */
export function undelivered(
  base: Pick<Receipt, 'dedupeKey' | 'at' | 'attemptId' | 'providerMessageId' | 'to'>,
  reported: string | undefined,
  diagnostic: string,
): Receipt {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/;
  const said = status.exec(reported ?? '')?.[0] ?? '';
  const inDiagnostic = status.exec(diagnostic)?.[0];
  const code = (said === '' || /^\d\.0\.0$/.test(said)) && inDiagnostic ? inDiagnostic : said;
  const detail = onOneLine(diagnostic, 1000);
  return {
    ...base,
    state: 'undelivered',
    class: classifyBounce(code, diagnostic),
    ...(code !== '' && { code }),
    ...(detail !== '' && { detail }),
  };
}

/** @source RFC 5965 sections 3.1 and 7.3 (types), RFC 6591 (auth-failure is about our domain, not from a person) */
function readFeedback(fields: MailFields, original: MailFields, about: About): Receipt | 'nothing' {
  const type = firstOf(fields, 'feedback-type')?.toLowerCase() ?? 'abuse';
  if (!/^(?:abuse|fraud|other|opt-out|opt-out-list)$/.test(type)) return 'nothing';
  const to = addressIn(firstOf(fields, 'original-rcpt-to') ?? firstOf(original, 'to'));
  const state = type.startsWith('opt-out') ? 'unsubscribed' : 'complained';
  return { ...about, ...(to && { to }), state, code: type };
}
