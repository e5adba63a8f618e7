/** Turns a message into the body of a call to Resend, and refuses what would be read as something else. Pure. */
import type { SendOutcome, SendRequest } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';

/** The name of the tag that holds the attempt's id: it comes back in every event. */
const attemptTag = 'relance_attempt';

export interface ResendIdentity {
  readonly from: string;
  readonly fromName: string | undefined;
  readonly replyTo: string | undefined;
}

/**
 * Resend sends under a Message-ID of its own, which we never learn. So ours, `<attempt id@domain of the sender>`, is added
 * to the References: most programs carry those over into a reply, where it is found again.
 *
 * The body depends on the message and the configuration alone, so that a call that is repeated under its
 * Idempotency-Key is the same call.
 *
 * @returns the JSON, or a refusal of class `content` (`recipient` for an address that is none)
 * @source Resend API reference, Send Email (resend-openapi, SendEmailRequest); RFC 5322 section 3.6.4 (References)
 */
export function resendBodyOf(
  request: SendRequest,
  { from, fromName, replyTo }: ResendIdentity,
): { readonly kind: 'composed'; readonly body: string } | Extract<SendOutcome, { kind: 'refused' }> {
  const refused = refuseLineBreaks(request) ?? refuseHeaders(request.headers ?? {});
  if (refused) return refused;
  if (!oneAddress.test(request.to)) return refuse('recipient', 'invalid_address', 'this is not one e-mail address');
  if (!/^[\w.-]{1,85}$/.test(request.attemptId))
    return refuse('content', 'invalid_attempt_id', 'the attempt id cannot stand in a tag, a header and a Message-ID');

  const own = `<${request.attemptId}@${from.slice(from.lastIndexOf('@') + 1)}>`;
  const body = {
    from: fromName === undefined ? from : `${quote(fromName)} <${from}>`,
    to: [request.to],
    ...(replyTo !== undefined && { reply_to: [replyTo] }),
    subject: request.subject ?? '',
    text: request.text,
    ...(request.html !== undefined && { html: request.html }),
    headers: withReference(request.headers ?? {}, own),
    tags: [{ name: attemptTag, value: tagOf(request.attemptId) }],
  };
  return { kind: 'composed', body: JSON.stringify(body) };
}

/** One address without a name or a comment. Whether it is a good one Resend says. */
export const oneAddress = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;

/**
 * A tag holds letters, digits, `_` and `-`. Any other letter, and `_` itself, becomes `_` and its code in two digits.
 *
 * @example tagOf('0197c0de-0000-7000-8000-000000000001.2') // '0197c0de-0000-7000-8000-000000000001_2e2'
 */
function tagOf(attemptId: string): string {
  return attemptId.replace(/[^A-Za-z0-9-]/g, (letter) => `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** @param tags of an event, by name @returns the attempt's id; undefined for a message that is not ours */
export function attemptOf(tags: unknown): string | undefined {
  const value = (tags as Readonly<Record<string, unknown>> | null | undefined)?.[attemptTag];
  if (typeof value !== 'string' || value === '') return undefined;
  return value.replace(/_([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function withReference(headers: Readonly<Record<string, string>>, own: string): Record<string, string> {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'references') ?? 'References';
  return { ...headers, [name]: [headers[name], own].filter(Boolean).join(' ') };
}

/** @source RFC 5322 section 3.2.4 (quoted strings) */
function quote(name: string): string {
  return `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** What comes from the message's own fields, or from those who carry it. */
const ownHeaders =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|content-.*|dkim-signature|received|return-path|resent-.*|x-ses-.*)$/i;

function refuseHeaders(headers: Readonly<Record<string, string>>) {
  const own = Object.keys(headers).find((name) => ownHeaders.test(name));
  return own === undefined
    ? undefined
    : refuse('content', 'header_not_allowed', `the header ${own} is not the message's`);
}

function refuse(refusal: 'content' | 'recipient', code: string, detail: string) {
  return { kind: 'refused', class: refusal, code, detail } as const;
}
