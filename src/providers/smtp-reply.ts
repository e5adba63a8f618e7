/**
 * What a mail server's refusal means for us. Pure: the rules are a table, which the docs show as well.
 *
 * Two mistakes would be worse than the others: to suppress a good address (so the server must really speak of the
 * recipient), and to send again what was delivered (so only a 4yz or 5yz reply is a refusal).
 */
import type { RefusalClass } from '../provider.ts';

/** Which step the reply answers. `message` is the reply to the final dot. */
export type SmtpPhase = 'greeting' | 'hello' | 'tls' | 'login' | 'sender' | 'recipient' | 'data' | 'message';

export interface SmtpReply {
  /** From 400 to 599. */
  readonly code: number;
  /** Enhanced status code, for example `5.1.1`. */
  readonly enhanced?: string;
  /** The reply as the server wrote it, lines joined. */
  readonly text: string;
}

export interface SmtpRule {
  readonly when: string;
  readonly class: RefusalClass;
  readonly source: string;
  readonly matches: (reply: SmtpReply, phase: SmtpPhase) => boolean;
}

const enhanced = (reply: SmtpReply, pattern: RegExp) => pattern.test(reply.enhanced ?? '');

/** The first rule that matches decides; the last one of each phase matches everything. */
export const smtpRules: readonly SmtpRule[] = [
  {
    when: 'A 4yz reply to any command, the final dot included',
    class: 'transient',
    source: 'RFC 5321 section 4.2.1 (transient negative completion)',
    matches: (reply) => reply.code < 500,
  },
  {
    when: 'A 5yz reply to the connection, EHLO, STARTTLS or AUTH',
    class: 'sender',
    source: 'RFC 5321 sections 3.1 and 4.3.2; RFC 4954 section 6',
    matches: (_reply, phase) => ['greeting', 'hello', 'tls', 'login'].includes(phase),
  },
  {
    when: '530, 534, 535, 538 or X.7.8, X.7.9, X.7.11: not or no longer logged in',
    class: 'sender',
    source: 'RFC 4954 section 6',
    matches: (reply) => [530, 534, 535, 538].includes(reply.code) || enhanced(reply, /^5\.7\.(8|9|11)$/),
  },
  {
    when: 'X.1.7, X.1.8 (the sender address) or X.7.20 to X.7.29 (DKIM, SPF, DMARC, reverse DNS)',
    class: 'sender',
    source: 'RFC 3463 section 3.2; RFC 7372 section 3',
    matches: (reply) => enhanced(reply, /^5\.1\.[78]$|^5\.7\.2\d$/),
  },
  {
    when: 'Mailbox full: X.2.2, or 552 to RCPT without an enhanced code',
    class: 'transient',
    source: 'RFC 3463 section 3.3; RFC 5321 section 4.5.3.1.10 (552 to RCPT is to be read as 452)',
    matches: (reply, phase) =>
      enhanced(reply, /^5\.2\.2$/) || (reply.code === 552 && phase === 'recipient' && !reply.enhanced),
  },
  {
    when: 'Too large or not storable: X.2.3, X.3.4, X.6.x, or 552 to MAIL, DATA or the final dot',
    class: 'content',
    source: 'RFC 3463 sections 3.3, 3.4 and 3.7; RFC 1870 section 6',
    matches: (reply, phase) =>
      enhanced(reply, /^5\.2\.3$|^5\.3\.4$|^5\.6\.\d+$/) || (reply.code === 552 && phase !== 'recipient'),
  },
  {
    when: '5yz to MAIL',
    class: 'sender',
    source: 'RFC 5321 section 4.3.2',
    matches: (_reply, phase) => phase === 'sender',
  },
  {
    when: 'X.1.x or X.2.1: no such mailbox or domain, mailbox disabled; 521, 556: the domain takes no mail',
    class: 'recipient',
    source: 'RFC 3463 sections 3.2 and 3.3; RFC 7504 sections 3 and 4; RFC 7505 section 4.2 (null MX)',
    matches: (reply) => enhanced(reply, /^5\.1\.\d+$|^5\.2\.1$/) || [521, 556].includes(reply.code),
  },
  {
    when: '550, 551, 553 or 501 to RCPT that says nothing more, or with X.0.x, X.2.x, X.4.1, X.4.4',
    class: 'recipient',
    source: 'RFC 5321 sections 3.3, 3.4 and 4.2.3 (mailbox unavailable, not local, name not allowed)',
    matches: (reply, phase) =>
      phase === 'recipient' &&
      [501, 550, 551, 553].includes(reply.code) &&
      (!reply.enhanced || enhanced(reply, /^5\.0\.\d+$|^5\.2\.\d+$|^5\.4\.[14]$/)),
  },
  {
    when: 'Any other 5yz to RCPT: relaying denied, policy (X.7.x), quota, protocol',
    class: 'sender',
    source: 'RFC 3463 sections 3.4 to 3.8; RFC 5321 section 7.9 (refusals by policy)',
    matches: (_reply, phase) => phase === 'recipient',
  },
  {
    when: 'Any other 5yz to DATA or to the final dot',
    class: 'content',
    source: 'RFC 5321 section 4.3.2 (554, 550 rejected for policy reasons)',
    matches: () => true,
  },
];

/** The class of a 4yz or 5yz reply. */
export function classifyReply(reply: SmtpReply, phase: SmtpPhase): RefusalClass {
  return (smtpRules.find((rule) => rule.matches(reply, phase)) as SmtpRule).class;
}

/**
 * Reads a reply's codes. Undefined unless it is a complete refusal, `4yz` or `5yz`.
 *
 * @source RFC 5321 section 4.2 (reply codes), RFC 2034 section 4 (enhanced codes stand first in each line)
 */
export function readReply(response: string | undefined): SmtpReply | undefined {
  const found = /^([45]\d\d)(?:[ -]+([45]\.\d{1,3}\.\d{1,3})\b)?/.exec(response ?? '');
  if (!found) return undefined;
  const text = (response as string).replace(/\s*\r?\n(\d{3}[ -])?/g, ' ').trim();
  return { code: Number(found[1]), ...(found[2] && { enhanced: found[2] }), text };
}
