/** Keeps a message's short fields on one line, so that nobody can write a header of their own into one. Pure. */
import { headerName } from '../http-call.ts';
import type { SendOutcome, SendRequest } from '../provider.ts';

/** What ends a line somewhere: CR, LF, NUL (cuts strings), VT, FF, NEL and the two separators of Unicode. */
const breaks = /[\r\n\0\v\f\u0085\u2028\u2029]/;

/**
 * Refuses a message with a line break in a field that is one line by its nature. The text may hold as many as it likes.
 *
 * @returns undefined when all is well; else the outcome to return, of class `content`: an operator has to look
 * @source CWE-93 (improper neutralization of CRLF sequences), RFC 5321 section 4.1.1.4 and RFC 5322 section 2.2
 */
export function refuseLineBreaks(request: SendRequest): Extract<SendOutcome, { kind: 'refused' }> | undefined {
  const field = fieldWithLineBreak(request);
  if (field === undefined) return undefined;
  return { kind: 'refused', class: 'content', code: 'line_break', detail: `${field} must stand on one line` };
}

function fieldWithLineBreak(request: SendRequest): string | undefined {
  const { attemptId, messageId, to, subject, headers = {} } = request;
  for (const [name, value] of Object.entries({ attemptId, messageId, to, subject })) {
    if (value !== undefined && breaks.test(value)) return name;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name)) return 'the name of a header';
    if (typeof value !== 'string' || breaks.test(value)) return `the header ${name}`;
  }
  return undefined;
}
