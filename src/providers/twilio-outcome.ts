/** What Twilio's answers mean. Pure; the table and the code say the same. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { classOfStatus, retryAfterOf } from '../provider-kit/status-class.ts';
import { lostOutcome, outcomeWithoutAnswer, unsentOutcome } from '../provider-kit/vendor-http.ts';
import { readMessage, readObject, type TwilioMessage } from './twilio-api.ts';
import { twilioErrors } from './twilio-error-codes.ts';

const dictionary = 'twilio.com/docs/api/errors';
const resource = 'twilio.com/docs/messaging/api/message-resource';
const responses = 'twilio.com/docs/usage/twilios-response';
const whatsapp = 'twilio.com/docs/whatsapp/key-concepts';

export const twilioOutcomes: ProviderDescription['outcomes'] = [
  { when: '201 with the SID of a message', outcome: 'accepted', source: resource },
  {
    when: '201 with a message that has failed already, by its error code',
    outcome: 'refused',
    class: 'transient',
    source: `${resource}; ${dictionary}`,
  },
  { when: '201 or another 2xx without a SID', outcome: 'unknown', source: resource },
  {
    when: '429, or 20429, 21611, 30001, 63018 and the like; Retry-After is honoured up to an hour',
    outcome: 'refused',
    class: 'rate',
    source: `${dictionary}/20429 (a request with this answer was not processed)`,
  },
  {
    when: '401, 403, 404, 405, 410, or a code about the account or our number, such as 20003, 21408, 21606, 21703, 63007',
    outcome: 'refused',
    class: 'sender',
    source: `${responses}; ${dictionary}`,
  },
  {
    when: 'A code about the recipient, such as 21211, 21610 (opted out), 21614 (no mobile), 63003, 63024',
    outcome: 'refused',
    class: 'recipient',
    source: dictionary,
  },
  {
    when: 'A code about the message, such as 21617 (too long), 21656, 63016, and any other 4xx but 408',
    outcome: 'refused',
    class: 'content',
    source: `${responses}; ${dictionary}`,
  },
  {
    when: '409, 425, or a code about a passing state, such as 20409, 21612, 21730, 63009',
    outcome: 'refused',
    class: 'transient',
    source: dictionary,
  },
  {
    when: 'WhatsApp without a template, more than 24 hours after their last message. Not asked of Twilio',
    outcome: 'refused',
    class: 'content',
    source: `${whatsapp}; ${dictionary}/63016`,
  },
  {
    when: 'The window closes before Twilio would have to send it. Not asked of Twilio',
    outcome: 'refused',
    class: 'transient',
    source: `${resource} (ValidityPeriod, 1 to 36000 seconds)`,
  },
  unsentOutcome,
  {
    when: '408 and 5xx: Twilio does not say that the message was not taken; 3xx',
    outcome: 'unknown',
    source: `${responses}; RFC 9110 sections 15.5.9 and 15.6`,
  },
  lostOutcome,
];

/** The outcome of `POST …/Messages.json`. */
export function outcomeOfAnswer(result: HttpResult, nowMs: number, costCents: number | undefined): SendOutcome {
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  const { status, headers, body } = result;
  const answer = readObject(body);
  if (status >= 200 && status < 300) {
    const message = readMessage(answer);
    return message === undefined
      ? { kind: 'unknown', code: String(status), detail: `${status} without the SID of a message` }
      : outcomeOfMessage(message, costCents);
  }
  const code = codeOf(answer?.code) ?? String(status);
  const detail = detailOf(code, answer?.message) ?? `Twilio answered ${status}`;
  const refusal = classOfAnswer(status, code);
  if (refusal === undefined) return { kind: 'unknown', code, detail };
  return { kind: 'refused', class: refusal, code, detail, ...stopped(code), ...retryAfterOf(headers, nowMs) };
}

/** The outcome that a Message resource stands for: what was taken is refused only where Twilio says that it did not go out. */
export function outcomeOfMessage(message: TwilioMessage, costCents: number | undefined): SendOutcome {
  const { sid, status } = message;
  const code = codeOf(message.error_code);
  if (code !== undefined && (status === 'failed' || status === 'undelivered')) {
    const error = twilioErrors.get(code);
    if (!error?.mayHaveArrived) {
      const detail = detailOf(code, message.error_message) ?? `the message is ${status}`;
      return { kind: 'refused', class: error?.class ?? 'transient', code, detail, ...stopped(code) };
    }
  }
  return {
    kind: 'accepted',
    providerMessageId: sid,
    ...(typeof status === 'string' && { detail: status }),
    ...(costCents !== undefined && { costCents }),
  };
}

/** What Twilio says when the person has opted out there. @source https://www.twilio.com/docs/api/errors/21610, 30630, 63033, 63050 */
const optOutCodes: ReadonlySet<string> = new Set(['21610', '30630', '63033', '63050']);

/** The person has sent STOP to Twilio, or to WhatsApp. */
export function stopped(code: string): { personStopped?: boolean } {
  return optOutCodes.has(code) ? { personStopped: true } : {};
}

/** A code as a text; undefined where there is none. */
export function codeOf(value: unknown): string | undefined {
  return (typeof value === 'number' && value > 0) || (typeof value === 'string' && /^[1-9]\d*$/.test(value))
    ? String(value)
    : undefined;
}

/** Our words for a code, else Twilio's: theirs may quote the recipient's number. */
export function detailOf(code: string, message: unknown): string | undefined {
  return twilioErrors.get(code)?.what ?? (typeof message === 'string' && message !== '' ? message : undefined);
}

/** Undefined where the answer does not say that the message was refused. */
function classOfAnswer(status: number, code: string): RefusalClass | undefined {
  if (status < 400 || status >= 500 || status === 408) return undefined;
  if (status === 429) return 'rate';
  const known = twilioErrors.get(code)?.class;
  return known ?? (status === 409 || status === 423 ? 'transient' : classOfStatus(status));
}
