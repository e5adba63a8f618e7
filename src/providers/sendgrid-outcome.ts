/** What SendGrid's answer to a Mail Send call means. Pure; the table and the code say the same. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { readRetryAfter, retryAfterMsMax } from '../provider-kit/retry-after.ts';
import { lostOutcome, outcomeWithoutAnswer, unsentOutcome } from '../provider-kit/vendor-http.ts';

const codes = 'SendGrid v3 API, Mail Send, Responses and Errors';

export const sendgridOutcomes: ProviderDescription['outcomes'] = [
  {
    when: '202: valid and queued. SendGrid goes on trying for up to 72 hours while the recipient defers, and offers no way to shorten that: a message is sent only while its window is open, and may be delivered after it',
    outcome: 'accepted',
    source: `${codes}; Event Webhook Reference (deferred)`,
  },
  { when: '200 in sandbox mode: valid, and not delivered', outcome: 'accepted', source: `${codes}; Sandbox Mode` },
  {
    when: '400 about personalizations…to: this address is none',
    outcome: 'refused',
    class: 'recipient',
    source: codes,
  },
  { when: '400 about from or reply_to: the configuration', outcome: 'refused', class: 'sender', source: codes },
  { when: 'Any other 400, 413, 415 and other 4xx', outcome: 'refused', class: 'content', source: codes },
  {
    when: '401 (key, or credits used up), 403 (scope, or an address that is not verified), 404, 405',
    outcome: 'refused',
    class: 'sender',
    source: `${codes}; 4XX API Errors and Troubleshooting Suggestions`,
  },
  {
    when: '429; Retry-After or X-RateLimit-Reset is honoured up to an hour',
    outcome: 'refused',
    class: 'rate',
    source: 'SendGrid v3 API, Rate Limits',
  },
  unsentOutcome,
  {
    when: 'A line break in a field that is one line, a header that SendGrid sets itself, a header beyond ASCII',
    outcome: 'refused',
    class: 'content',
    source: 'RFC 5322 section 2.2; SendGrid v3 API, Mail Send (headers)',
  },
  {
    when: '408 and 5xx: it may have been queued',
    outcome: 'unknown',
    source: 'RFC 9110 sections 15.5.9 and 15.6 (SendGrid says only that an error occurred)',
  },
  { when: 'Another 2xx, 200 outside sandbox mode, 3xx: not documented', outcome: 'unknown', source: codes },
  lostOutcome,
];

export interface SendgridCircumstances {
  readonly sandboxMode: boolean;
  readonly nowMs: number;
}

/** Of what was accepted the price is still missing. */
export function sendgridOutcomeOf(result: HttpResult, { sandboxMode, nowMs }: SendgridCircumstances): SendOutcome {
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  const { status, headers, body } = result;
  const errors = readErrors(body);
  const code = String(status);
  const detail = describeErrors(status, errors);
  if (status === 202) {
    const providerMessageId = headers['x-message-id'];
    return { kind: 'accepted', ...(providerMessageId && { providerMessageId }), detail };
  }
  if (status === 200 && sandboxMode) return { kind: 'accepted', detail: 'sandbox mode: valid, and not delivered' };
  if (status < 400 || status === 408 || status >= 500) return { kind: 'unknown', code, detail };

  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs) ?? readReset(headers['x-ratelimit-reset'], nowMs);
  const asksToWait = status === 429 && retryAfterMs !== undefined;
  return { kind: 'refused', class: classOf(status, errors), code, detail, ...(asksToWait && { retryAfterMs }) };
}

function classOf(status: number, errors: readonly SendgridError[]): RefusalClass {
  switch (status) {
    case 400:
      if (errors.some(({ field }) => /^personalizations(\.\d+)?\.to\b/.test(field))) return 'recipient';
      return errors.some(({ field }) => /^(from|reply_to)\b/.test(field)) ? 'sender' : 'content';
    case 401:
    case 403:
    case 404:
    case 405:
      return 'sender';
    case 429:
      return 'rate';
    default:
      return 'content';
  }
}

interface SendgridError {
  readonly message: string;
  readonly field: string;
}

/** `{ "errors": [{ "message": "…", "field": "from.email", "help": "…" }] }`; whatever else it is, there are none. */
function readErrors(body: string): SendgridError[] {
  try {
    const { errors } = JSON.parse(body) as { errors?: unknown };
    if (!Array.isArray(errors)) return [];
    return errors.map((error) => ({ message: String(error?.message ?? ''), field: String(error?.field ?? '') }));
  } catch {
    return [];
  }
}

function describeErrors(status: number, errors: readonly SendgridError[]): string {
  const texts = errors.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  return [`SendGrid answered ${status}`, ...texts].join('; ').slice(0, 500);
}

/** Seconds since 1970 at which calls are allowed again. */
function readReset(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined || !/^\d{1,12}$/.test(header)) return undefined;
  return Math.min(Math.max(Number(header) * 1000 - nowMs, 0), retryAfterMsMax);
}
