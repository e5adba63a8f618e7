/** What a receiver's answer means. Pure; the table and the code say the same. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { classOfStatus, retryAfterOf } from '../provider-kit/status-class.ts';
import { lostOutcome } from '../provider-kit/vendor-http.ts';

const standard = 'Standard Webhooks 1.0.0, Delivery success and failure';

export const webhookOutcomes: ProviderDescription['outcomes'] = [
  { when: '2xx, with the answer complete or longer than 16 kB', outcome: 'accepted', source: standard },
  {
    when: '429; Retry-After is honoured up to an hour. Where the URL is the recipient, only what goes there waits',
    outcome: 'refused',
    class: 'rate',
    source: `${standard}; RFC 6585 section 4`,
  },
  {
    when: '401, 402, 403, 407: the receiver does not accept our signature or credentials. Of class `sender` when the URL is configured',
    outcome: 'refused',
    class: 'recipient',
    source: 'RFC 9110 section 15.5',
  },
  {
    when: '404, 405, 410: nothing is there (any more). Of class `sender` when the URL is configured',
    outcome: 'refused',
    class: 'recipient',
    source: `${standard} (410); RFC 9110 section 15.5`,
  },
  {
    when: '425: not processed, because it might be a replay',
    outcome: 'refused',
    class: 'transient',
    source: 'RFC 8470 section 5.2',
  },
  {
    when: 'Any other 4xx but 408, such as 400, 413, 422',
    outcome: 'refused',
    class: 'content',
    source: 'RFC 9110 section 15.5',
  },
  {
    when: '301, 307, 308: it lives elsewhere; not followed. Of class `sender` when the URL is configured',
    outcome: 'refused',
    class: 'recipient',
    source: `${standard} (3xx); RFC 9110 sections 15.4.2, 15.4.8 and 15.4.9`,
  },
  {
    when: 'DNS, connection or TLS fails, and the URL is configured',
    outcome: 'refused',
    class: 'sender',
    source: 'RFC 9110 section 9.2.2 (nothing was sent)',
  },
  {
    when: 'DNS, connection or TLS fails, and the URL is the recipient',
    outcome: 'refused',
    class: 'transient',
    source: 'RFC 9110 section 9.2.2 (nothing was sent)',
  },
  {
    when: 'The URL cannot be called: no http(s), with a password, at an address that is not public. Of class `sender` when it is configured',
    outcome: 'refused',
    class: 'recipient',
    source: 'Standard Webhooks 1.0.0, Server side request forgery',
  },
  {
    when: 'A line break in a field that is one line',
    outcome: 'refused',
    class: 'content',
    source: 'RFC 9110 section 5.5',
  },
  {
    when: '408 and 5xx: the message may have been processed',
    outcome: 'unknown',
    source: 'RFC 9110 sections 15.5.9 and 15.6',
  },
  {
    when: '302, 303 and other 3xx: the usual answer of a form that took the message',
    outcome: 'unknown',
    source: 'RFC 9110 section 15.4.4',
  },
  lostOutcome,
];

export interface WebhookCircumstances {
  /** The URL is configured on the sender, so what is wrong with it is wrong for every message. */
  readonly urlIsOurs: boolean;
  readonly nowMs: number;
}

export function webhookOutcomeOf(result: HttpResult, { urlIsOurs, nowMs }: WebhookCircumstances): SendOutcome {
  if (result.kind === 'unknown') return result;
  if (result.kind === 'not_sent') {
    const { code, detail } = result;
    return { kind: 'refused', class: classOfUnsent(code, urlIsOurs), code, detail };
  }
  const { status, headers } = result;
  const code = String(status);
  const detail = `the receiver answered ${status}`;
  if (status >= 200 && status < 300) return { kind: 'accepted', detail };
  const refusal = refusalOf(status, urlIsOurs);
  if (refusal === undefined) return { kind: 'unknown', code, detail };
  const asked = refusal === 'rate' && !urlIsOurs && { recipientAsked: true };
  return { kind: 'refused', class: refusal, code, detail, ...asked, ...retryAfterOf(headers, nowMs) };
}

/** A recipient's endpoint that is down must not take the sender out of service for all the others. */
function classOfUnsent(code: string, urlIsOurs: boolean): RefusalClass {
  if (code === 'aborted') return 'transient';
  if (code === 'invalid_header') return 'content';
  if (urlIsOurs) return 'sender';
  return code === 'invalid_url' || code === 'address_not_allowed' ? 'recipient' : 'transient';
}

/** What would be the sender's fault at its own URL is the recipient's at theirs: other recipients still take messages. */
function refusalOf(status: number, urlIsOurs: boolean): RefusalClass | undefined {
  const refusal = classOfStatus(status);
  return refusal === 'sender' && !urlIsOurs ? 'recipient' : refusal;
}
