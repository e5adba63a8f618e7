/** What the answers of Slack's chat.postMessage mean. Pure; the table and the code say the same. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { retryAfterOf } from '../provider-kit/status-class.ts';
import { lostOutcome, outcomeWithoutAnswer, unsentOutcome } from '../provider-kit/vendor-http.ts';
import { readObject } from './slack-text.ts';

const method = 'Slack docs, chat.postMessage, Errors';

/**
 * By the `error` of an answer with `ok: false`. What stands in no list is unknown: so are fatal_error, internal_error
 * (something may have been done before it failed, says Slack) and service_unavailable (of which it says nothing).
 *
 * @source https://docs.slack.dev/reference/methods/chat.postMessage#errors and conversations.open (2026)
 */
const errorsOf: Readonly<Record<RefusalClass, readonly string[]>> = {
  recipient: [
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'user_not_found',
    'user_disabled',
    'user_not_visible',
    'cannot_dm_bot',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
  ],
  content: [
    'msg_too_long',
    'msg_blocks_too_long',
    'no_text',
    'too_many_attachments',
    'too_many_contact_cards',
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
    'invalid_arguments',
    'invalid_arg_name',
    'invalid_array_arg',
    'invalid_charset',
    'invalid_form_data',
    'invalid_json',
    'json_not_object',
    'invalid_post_type',
    'missing_post_type',
    'cannot_reply_to_message',
    'slack_connect_file_link_sharing_blocked',
  ],
  sender: [
    'not_authed',
    'invalid_auth',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'no_permission',
    'missing_scope',
    'not_allowed_token_type',
    'access_denied',
    'accesslimited',
    'restricted_action',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'two_factor_setup_required',
    'team_access_not_granted',
    'team_not_found',
    'messages_tab_disabled',
    'message_limit_exceeded',
    'metadata_must_be_sent_from_app',
    'as_user_not_supported',
    'deprecated_endpoint',
    'method_deprecated',
  ],
  rate: ['ratelimited', 'rate_limited'],
  transient: [
    'request_timeout',
    'org_login_required',
    'team_added_to_org',
    'external_channel_migrating',
    'upgrade_required',
  ],
};

const classOfError = new Map(
  Object.entries(errorsOf).flatMap(([refusal, errors]) => errors.map((error) => [error, refusal as RefusalClass])),
);

export function slackOutcomeOf(result: HttpResult, nowMs: number): SendOutcome {
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  const { status } = result;
  const body = readObject(result.body);
  const said = typeof body?.error === 'string' && /^[a-z0-9_]{1,60}$/.test(body.error) ? body.error : undefined;
  const code = said ?? String(status);
  const detail = said === undefined ? `Slack answered ${status}` : `Slack says ${said}${missingScope(body?.needed)}`;
  if (status === 429) return { kind: 'refused', class: 'rate', code, detail, ...retryAfterOf(result.headers, nowMs) };
  if (status < 200 || (status >= 300 && status < 400) || status === 408 || status >= 500)
    return { kind: 'unknown', code, detail };
  if (status < 300 && body?.ok === true) {
    const { channel, ts } = body;
    if (typeof channel === 'string' && typeof ts === 'string' && !result.truncated)
      return { kind: 'accepted', providerMessageId: `${channel}:${ts}` };
    return { kind: 'unknown', code, detail: 'Slack took the call, and its answer names no message' };
  }
  const refusal = classOfError.get(code) ?? (status >= 400 && said === undefined ? 'sender' : undefined);
  if (refusal === undefined) return { kind: 'unknown', code, detail };
  return { kind: 'refused', class: refusal, code, detail, ...retryAfterOf(result.headers, nowMs) };
}

function missingScope(needed: unknown): string {
  return typeof needed === 'string' && /^[a-z0-9_.:,-]{1,100}$/.test(needed) ? ` (needed: ${needed})` : '';
}

export const slackOutcomes: ProviderDescription['outcomes'] = [
  {
    when: '200 with `ok: true`, the channel and the `ts`',
    outcome: 'accepted',
    source: 'Slack docs, chat.postMessage',
  },
  {
    when: '429, ratelimited, rate_limited; Retry-After is honoured up to an hour',
    outcome: 'refused',
    class: 'rate',
    source: 'Slack docs, Rate limits',
  },
  ...(['recipient', 'content', 'sender', 'transient'] as const).map((refusal) => ({
    when: `\`ok: false\` with ${errorsOf[refusal].join(', ')}`,
    outcome: 'refused' as const,
    class: refusal,
    source: method,
  })),
  {
    when: 'Other 4xx but 408, without an error of Slack in it: this is not its API',
    outcome: 'refused',
    class: 'sender',
    source: 'RFC 9110 section 15.5',
  },
  {
    when: 'More than 40,000 characters, or a line break in a field that is one line: not even tried',
    outcome: 'refused',
    class: 'content',
    source: 'Slack docs, chat.postMessage (text: longer ones may be cut)',
  },
  unsentOutcome,
  {
    when: '`ok: false` with fatal_error, internal_error, service_unavailable, or an error that is not listed here',
    outcome: 'unknown',
    source: `${method} (part of it may have been done)`,
  },
  {
    when: '408, 5xx, or a success that names no message',
    outcome: 'unknown',
    source: 'RFC 9110 sections 15.5.9 and 15.6',
  },
  lostOutcome,
];
