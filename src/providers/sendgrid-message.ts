/** Turns a message into the body of a Mail Send call, and refuses what SendGrid would read as something else. Pure. */
import type { SendOutcome, SendRequest } from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';

/** The names of our ids among the `custom_args`: they come back in every event, at its top level. */
export const attemptArgument = 'relance_attempt';
const messageArgument = 'relance_message';

export interface SendgridIdentity {
  readonly from: string;
  readonly fromName: string | undefined;
  readonly replyTo: string | undefined;
  /** SendGrid checks the message and delivers nothing. */
  readonly sandboxMode: boolean;
}

/**
 * The Message-ID is `<attempt id@domain of the sender>`, as in our other e-mails: a reply names it. It is not among the
 * headers that SendGrid keeps for itself.
 *
 * @returns the JSON, or a refusal of class `content` (`recipient` for an address that is none)
 * @source SendGrid v3 API, POST /v3/mail/send (sendgrid-oai, mail_send.json)
 */
export function sendgridBodyOf(
  request: SendRequest,
  { from, fromName, replyTo, sandboxMode }: SendgridIdentity,
): { readonly kind: 'composed'; readonly body: string } | Extract<SendOutcome, { kind: 'refused' }> {
  const refused = refuseLineBreaks(request) ?? refuseHeaders(request.headers ?? {});
  if (refused) return refused;
  if (!oneAddress.test(request.to)) return refuse('recipient', 'invalid_address', 'this is not one e-mail address');
  if (!/^[\w.-]+$/.test(request.attemptId))
    return refuse('content', 'invalid_attempt_id', 'the attempt id cannot stand in a Message-ID');

  const body = {
    personalizations: [
      {
        to: [{ email: request.to }],
        custom_args: { [attemptArgument]: request.attemptId, [messageArgument]: request.messageId },
      },
    ],
    from: { email: from, ...(fromName !== undefined && { name: fromName }) },
    ...(replyTo !== undefined && { reply_to: { email: replyTo } }),
    // An empty one is not allowed.
    ...(request.subject && { subject: request.subject }),
    // In this order; a part without a character is refused.
    content: [
      { type: 'text/plain', value: request.text },
      { type: 'text/html', value: request.html ?? '' },
    ].filter(({ value }) => value !== ''),
    headers: { ...request.headers, 'Message-ID': `<${request.attemptId}@${domainOf(from)}>` },
    ...(sandboxMode && { mail_settings: { sandbox_mode: { enable: true } } }),
  };
  return { kind: 'composed', body: JSON.stringify(body) };
}

/** One address without a name or a comment. Whether it is a good one SendGrid says. */
export const oneAddress = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** What SendGrid keeps for itself, and what comes from the message's own fields. */
const ownHeaders =
  /^(x-sg-.*|x-smtpapi|dkim-signature|received|return-path|resent-.*|from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|content-.*)$/i;

function refuseHeaders(headers: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(headers)) {
    if (ownHeaders.test(name))
      return refuse('content', 'header_not_allowed', `the header ${name} is not the message's`);
    if (!/^[\t\x20-\x7e]*$/.test(value))
      return refuse('content', 'header_not_ascii', `the header ${name} must be encoded: SendGrid sends it as it is`);
  }
  return undefined;
}

function refuse(refusal: 'content' | 'recipient', code: string, detail: string) {
  return { kind: 'refused', class: refusal, code, detail } as const;
}
