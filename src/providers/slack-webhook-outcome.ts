/** What the answers of Slack's incoming webhooks mean: a status, and one word of text. Pure. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { retryAfterOf } from '../provider-kit/status-class.ts';
import { lostOutcome, outcomeWithoutAnswer, unsentOutcome } from '../provider-kit/vendor-http.ts';

const errorsPage = 'Slack docs, Sending messages using incoming webhooks, Handling errors';

/** @source https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors and the changelog of 2016-05-17 */
const errorsOf = {
  content: [
    'invalid_payload',
    'no_text',
    'missing_text_or_fallback_or_attachments',
    'too_many_attachments',
    'invalid_attachments',
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_too_long',
  ],
  sender: [
    'user_not_found',
    'channel_not_found',
    'channel_is_archived',
    'action_prohibited',
    'posting_to_general_channel_denied',
    'no_service',
    'no_service_id',
    'no_active_hooks',
    'no_team',
    'team_disabled',
    'invalid_token',
  ],
  rate: ['rate_limited'],
} as const satisfies Partial<Record<RefusalClass, readonly string[]>>;

const classOfError = new Map<string, RefusalClass>(
  Object.entries(errorsOf).flatMap(([refusal, errors]) => errors.map((error) => [error, refusal as RefusalClass])),
);

/** The webhook, its channel and its team are the sender's own, so what is wrong with them is wrong for every message. */
export function slackWebhookOutcomeOf(result: HttpResult, nowMs: number): SendOutcome {
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  const { status, headers } = result;
  const word = result.body.trim();
  // Nothing else of the body is shown: it may hold the URL, which is the secret.
  const known = classOfError.has(word) ? word : undefined;
  const code = known ?? String(status);
  const detail = known === undefined ? `Slack answered ${status}` : `Slack says ${known}`;
  if (status === 200 && word === 'ok') return { kind: 'accepted' };
  if (status < 400 || status === 408 || status >= 500) return { kind: 'unknown', code, detail };
  const refusal = status === 429 ? 'rate' : (classOfError.get(word) ?? classOfStatus(status));
  return { kind: 'refused', class: refusal, code, detail, ...retryAfterOf(headers, nowMs) };
}

function classOfStatus(status: number): RefusalClass {
  return status === 401 || status === 403 || status === 404 || status === 405 || status === 410 ? 'sender' : 'content';
}

export const slackWebhookOutcomes: ProviderDescription['outcomes'] = [
  { when: '200 with the text `ok`', outcome: 'accepted', source: errorsPage },
  {
    when: '429; Retry-After is honoured up to an hour',
    outcome: 'refused',
    class: 'rate',
    source: 'Slack docs, Rate limits',
  },
  ...(['content', 'sender'] as const).map((refusal) => ({
    when: `4xx with ${errorsOf[refusal].join(', ')}`,
    outcome: 'refused' as const,
    class: refusal,
    source: errorsPage,
  })),
  {
    when: 'Other 401, 403, 404, 405, 410',
    outcome: 'refused',
    class: 'sender',
    source: 'RFC 9110 section 15.5',
  },
  {
    when: 'Any other 4xx but 408; more than 40,000 characters; a line break in a field that is one line; a message for a person',
    outcome: 'refused',
    class: 'content',
    source: 'RFC 9110 section 15.5',
  },
  unsentOutcome,
  {
    when: '408, 5xx (rollup_error), 2xx or 3xx with any other text',
    outcome: 'unknown',
    source: `${errorsPage}; RFC 9110 sections 15.5.9 and 15.6`,
  },
  lostOutcome,
];
