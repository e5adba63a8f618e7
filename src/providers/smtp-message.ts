/** Turns a message into the bytes of an e-mail, and refuses what could become more or other than one e-mail to one address. */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { SendOutcome, SendRequest } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';

export interface MessageIdentity {
  readonly from: string;
  readonly fromName?: string | undefined;
  readonly replyTo?: string | undefined;
  /** Right side of every Message-ID. */
  readonly messageIdDomain: string;
}

export interface ComposedMessage {
  readonly kind: 'composed';
  readonly envelope: { readonly from: string; readonly to: string };
  /** With angle brackets. */
  readonly messageId: string;
  readonly bytes: Buffer;
}

/**
 * Composes the e-mail of one attempt. The Message-ID is `<attempt id@domain>`: fixed per attempt, so that a copy that
 * turns up anywhere can be traced to its attempt.
 *
 * @returns the message, or a refusal of class `content` (`recipient` for an address that is none)
 * @source RFC 5322 sections 2.2 (one line per field), 3.6.4 (Message-ID); RFC 5321 section 4.1.2 (mailbox)
 */
export async function composeMessage(
  request: SendRequest,
  identity: MessageIdentity,
  nowMs: number,
): Promise<ComposedMessage | Extract<SendOutcome, { kind: 'refused' }>> {
  const refused = refuseLineBreaks(request) ?? refuseOwnHeaders(request);
  if (refused) return refused;
  if (!isMailbox(request.to)) return refuse('recipient', 'invalid_address', 'this is not one e-mail address');
  if (!dotAtom.test(request.attemptId))
    return refuse('content', 'invalid_attempt_id', 'the attempt id cannot stand in a Message-ID');

  const messageId = `<${request.attemptId}@${identity.messageIdDomain}>`;
  const mail = new MailComposer({
    // Objects, not texts: a text would be read as a list of addresses.
    from: { name: identity.fromName ?? '', address: identity.from },
    to: { name: '', address: request.to },
    ...(identity.replyTo && { replyTo: { name: '', address: identity.replyTo } }),
    subject: request.subject ?? '',
    text: request.text,
    ...(request.html !== undefined && { html: request.html }),
    messageId,
    date: new Date(nowMs),
    headers: Object.entries(request.headers ?? {}).map(([key, value]) => ({ key, value })),
    // Every other choice depends on the text, and one of them (format=flowed) changes its spaces.
    encoding: 'quoted-printable',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  // Also turns an international domain into its ASCII form.
  const { from, to } = mail.getEnvelope();
  const [recipient, ...others] = to;
  if (from === false || recipient === undefined || others.length > 0) {
    return refuse('recipient', 'invalid_address', 'this is not one e-mail address');
  }
  return { kind: 'composed', envelope: { from, to: recipient }, messageId, bytes: await mail.build() };
}

/** What may stand on both sides of the @ of a Message-ID. @source RFC 5322 section 3.2.3 */
export const dotAtom = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/;

/**
 * One address without a name, quotes or comments; letters of any script. What is allowed beyond that (quoted local
 * parts, address literals) nobody's phone book holds.
 *
 * @source RFC 5321 sections 4.1.2 and 4.5.3.1 (64 octets before the @, 256 in all); RFC 6531 section 3.3
 */
export function isMailbox(address: string): boolean {
  if (Buffer.byteLength(address) > 254) return false;
  const found = /^([^\s@<>()[\]\\,;:"\p{C}]+)@([\p{L}\p{N}\p{M}-]+(\.[\p{L}\p{N}\p{M}-]+)*)$/u.exec(address);
  return found !== null && Buffer.byteLength(found[1] as string) <= 64 && !/^\.|\.\.|\.$/.test(found[1] as string);
}

/** Headers that say who, to whom, when and in which format: they come from the message's own fields. */
const ownHeaders =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|content-.*|return-path|received|resent-.*)$/i;

function refuseOwnHeaders(request: SendRequest) {
  const own = Object.keys(request.headers ?? {}).find((name) => ownHeaders.test(name));
  return own === undefined
    ? undefined
    : refuse('content', 'header_not_allowed', `the header ${own} is set by the sender itself`);
}

function refuse(refusal: 'content' | 'recipient', code: string, detail: string) {
  return { kind: 'refused', class: refusal, code, detail } as const;
}
