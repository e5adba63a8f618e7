/** What Resend's answer to a call that sends means. Pure; the table and the code say the same. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { readRetryAfter } from '../provider-kit/retry-after.ts';
import { outcomeWithoutAnswer, unsentOutcome } from '../provider-kit/vendor-http.ts';

const errors = 'Resend API reference, Errors';

export const resendOutcomes: ProviderDescription['outcomes'] = [
  {
    when: '2xx with an id: queued. There is no way to say until when it may be delivered',
    outcome: 'accepted',
    source: 'Resend API reference, Send Email',
  },
  {
    when: 'The same attempt again within 24 hours: the first answer once more, and nothing is sent. After that Resend has forgotten the key and sends',
    outcome: 'accepted',
    source: 'Resend, Idempotency Keys',
  },
  {
    when: '400 or 422 about the field `to`: this address is none, or a test address',
    outcome: 'refused',
    class: 'recipient',
    source: errors,
  },
  {
    when: '422 invalid_from_address, and what else is about the field `from`',
    outcome: 'refused',
    class: 'sender',
    source: errors,
  },
  {
    when: 'Any other 400 and 422 (validation_error, missing_required_field…), 451 security_error and other 4xx',
    outcome: 'refused',
    class: 'content',
    source: errors,
  },
  {
    when: '401 (key missing or restricted), 403 (key invalid, domain not verified), 404, 405',
    outcome: 'refused',
    class: 'sender',
    source: errors,
  },
  {
    when: '429 daily_quota_exceeded, monthly_quota_exceeded',
    outcome: 'refused',
    class: 'sender',
    source: `${errors}; Usage Limits`,
  },
  {
    when: '429 rate_limit_exceeded; Retry-After is honoured up to an hour',
    outcome: 'refused',
    class: 'rate',
    source: `${errors}; Usage Limits`,
  },
  unsentOutcome,
  {
    when: 'A line break in a field that is one line, a header that is not the message’s',
    outcome: 'refused',
    class: 'content',
    source: 'RFC 5322 section 2.2',
  },
  {
    when: '409 concurrent_idempotent_requests, invalid_idempotent_request: another call of this attempt is under way or was accepted, and this one says nothing about it',
    outcome: 'unknown',
    source: `${errors}; Idempotency Keys`,
  },
  {
    when: '408 and 5xx: it may have been queued',
    outcome: 'unknown',
    source: `RFC 9110 sections 15.5.9 and 15.6; ${errors} (application_error)`,
  },
  { when: '2xx without an id, 3xx: not documented', outcome: 'unknown', source: 'Resend API reference, Send Email' },
  {
    when: 'A time-out, a reset, an abort, or an answer that is cut or not HTTP, after the request left. Resend gives no way to look an attempt up: repeating the call would tell, but would send where the first one never arrived',
    outcome: 'unknown',
    source: 'RFC 9110 section 9.2.2; Resend, Idempotency Keys',
  },
];

/** Of what was accepted the price is still missing. */
export function resendOutcomeOf(result: HttpResult, nowMs: number): SendOutcome {
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  const { status, headers } = result;
  const { id, name = '', message = '' } = readAnswer(result.body);
  const code = name === '' ? String(status) : name;
  const detail = [`Resend answered ${status}`, name, message]
    .filter((text) => text !== '')
    .join('; ')
    .slice(0, 500);
  if (status >= 200 && status < 300) {
    return id === undefined
      ? { kind: 'unknown', code, detail: `${detail} without an id` }
      : { kind: 'accepted', providerMessageId: id, detail };
  }
  if (status < 400 || status === 408 || status === 409 || status >= 500) return { kind: 'unknown', code, detail };

  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  const asksToWait = status === 429 && retryAfterMs !== undefined;
  return {
    kind: 'refused',
    class: classOf(status, name, message),
    code,
    detail,
    ...(asksToWait && { retryAfterMs }),
  };
}

function classOf(status: number, name: string, message: string): RefusalClass {
  switch (status) {
    case 401:
    case 403:
    case 404:
    case 405:
      return 'sender';
    case 429:
      return name.endsWith('_quota_exceeded') ? 'sender' : 'rate';
    case 400:
    case 422:
      if (name === 'invalid_from_address' || /\binvalid `?from`? field/i.test(message)) return 'sender';
      // The field has no name of its own in the answer.
      return /\binvalid `?to`? field/i.test(message) ? 'recipient' : 'content';
    default:
      return 'content';
  }
}

/** `{ "id": "…" }`, or `{ "statusCode": 422, "name": "validation_error", "message": "…" }`. */
function readAnswer(body: string): { id?: string; name?: string; message?: string } {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null) return {};
    return Object.fromEntries(Object.entries(answer).filter(([, value]) => typeof value === 'string' && value !== ''));
  } catch {
    return {};
  }
}
