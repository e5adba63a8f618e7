/**
 * What an HTTP status says where the URL is configured on the sender and the vendor documents nothing more precise: the
 * rules of HTTP itself. Pure.
 */
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { readRetryAfter } from './retry-after.ts';

const http = (section: string) => `RFC 9110 section ${section}`;

/** The rows of a provider's outcome table that say what the functions below do. */
export const statusOutcomes: ProviderDescription['outcomes'] = [
  {
    when: '429; Retry-After is honoured up to an hour',
    outcome: 'refused',
    class: 'rate',
    source: 'RFC 6585 section 4',
  },
  {
    when: '401, 402, 403, 407: our credentials or our credit are not accepted',
    outcome: 'refused',
    class: 'sender',
    source: http('15.5'),
  },
  {
    when: '404, 405, 410: nothing takes messages at the configured URL',
    outcome: 'refused',
    class: 'sender',
    source: http('15.5'),
  },
  {
    when: '425: not processed, because it might be a replay',
    outcome: 'refused',
    class: 'transient',
    source: 'RFC 8470 section 5.2',
  },
  { when: 'Any other 4xx but 408', outcome: 'refused', class: 'content', source: http('15.5') },
  {
    when: '301, 307, 308: it lives elsewhere; not followed',
    outcome: 'refused',
    class: 'sender',
    source: `${http('15.4.2')}, 15.4.8 and 15.4.9`,
  },
  {
    when: 'DNS, connection or TLS fails, or the configured URL is at an address that is not public',
    outcome: 'refused',
    class: 'sender',
    source: `${http('9.2.2')} (nothing was sent)`,
  },
  { when: 'Given up before anything was sent', outcome: 'refused', class: 'transient', source: http('9.2.2') },
  { when: 'A line break in a field that is one line', outcome: 'refused', class: 'content', source: http('5.5') },
  {
    when: '408 and 5xx: the message may have been processed',
    outcome: 'unknown',
    source: `${http('15.5.9')} and 15.6`,
  },
  {
    when: '302, 303 and other 3xx: the usual answer of a form that took it',
    outcome: 'unknown',
    source: http('15.4.4'),
  },
  {
    when: 'A time-out, a reset, an abort, or an answer that is cut or not HTTP, after the request left',
    outcome: 'unknown',
    source: http('9.2.2'),
  },
];

export interface StatusAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The outcome of an answer that is no success.
 *
 * @param detail what to tell the operator; default: the status in words
 */
export function outcomeOfStatus(
  { status, headers }: StatusAnswer,
  nowMs: number,
  detail = `the receiver answered ${status}`,
): SendOutcome {
  const refusal = classOfStatus(status);
  const code = String(status);
  if (refusal === undefined) return { kind: 'unknown', code, detail };
  return { kind: 'refused', class: refusal, code, detail, ...retryAfterOf(headers, nowMs) };
}

/** To be spread into a refusal. */
export function retryAfterOf(headers: StatusAnswer['headers'], nowMs: number): { retryAfterMs?: number } {
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

/** Of an answer that is no success; undefined where the status does not say that the message was refused. */
export function classOfStatus(status: number): RefusalClass | undefined {
  switch (status) {
    case 301:
    case 307:
    case 308:
    case 401:
    case 402:
    case 403:
    case 404:
    case 405:
    case 407:
    case 410:
      return 'sender';
    case 408:
      return undefined;
    case 425:
      return 'transient';
    case 429:
      return 'rate';
    default:
      return status >= 400 && status < 500 ? 'content' : undefined;
  }
}
