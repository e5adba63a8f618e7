/** What the answers of Telegram's Bot API mean. Pure; the table and the code say the same. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { readRetryAfter } from '../provider-kit/retry-after.ts';
import { lostOutcome, outcomeWithoutAnswer, unsentOutcome } from '../provider-kit/vendor-http.ts';

const answersPage = 'Telegram Bot API, Making requests and ResponseParameters';
const seenErrors = 'github.com/TelegramBotAPI/errors (Telegram lists no errors of its own)';

/** 400 says what is wrong in words alone: these are of the chat, all others of the message. */
const chatFaults =
  /chat not found|user not found|chat_id is empty|PEER_ID_INVALID|upgraded to a supergroup|chat was deleted|is deactivated|rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|CHANNEL_PRIVATE|USER_IS_BLOCKED|TOPIC_CLOSED|message thread not found/i;

function classOf(code: number, description: string): RefusalClass {
  switch (code) {
    case 401:
    case 404:
    case 405:
      return 'sender';
    case 403:
      return 'recipient';
    case 420:
    case 429:
      return 'rate';
    case 409:
      return 'transient';
    default:
      return chatFaults.test(description) ? 'recipient' : 'content';
  }
}

/** @param token stands in the URL that was called, and never in an outcome */
export function telegramOutcomeOf(result: HttpResult, token: string, nowMs: number): SendOutcome {
  if (result.kind !== 'response') return withoutToken(outcomeWithoutAnswer(result), token);
  const { status } = result;
  const body = readAnswer(result.body);
  if (status >= 200 && status < 300 && body.ok === true) {
    const { message_id: id, chat } = body.result ?? {};
    if (Number.isSafeInteger(id) && Number.isSafeInteger(chat?.id) && !result.truncated)
      return { kind: 'accepted', providerMessageId: `${chat?.id}:${id}` };
    return { kind: 'unknown', code: String(status), detail: 'Telegram took the call, and its answer names no message' };
  }
  const errorCode = Number.isSafeInteger(body.error_code) ? Number(body.error_code) : status;
  const code = String(errorCode);
  const description = typeof body.description === 'string' ? body.description.slice(0, 200) : '';
  const moved = body.parameters?.migrate_to_chat_id;
  const detail =
    (description || `Telegram answered ${status}`).replaceAll(token, '…') +
    (Number.isSafeInteger(moved) ? ` (it is ${moved} now)` : '');
  const fault = status >= 400 ? status : errorCode;
  if (fault < 400 || fault === 408 || fault >= 500 || errorCode >= 500) return { kind: 'unknown', code, detail };
  return { kind: 'refused', class: classOf(errorCode, description), code, detail, ...retryAfter() };

  function retryAfter(): { retryAfterMs?: number } {
    const asked = body.parameters?.retry_after;
    const header = result.kind === 'response' ? result.headers['retry-after'] : undefined;
    const retryAfterMs = readRetryAfter(typeof asked === 'number' ? asked.toFixed(3) : header, nowMs);
    return retryAfterMs === undefined ? {} : { retryAfterMs };
  }
}

function withoutToken(outcome: SendOutcome, token: string): SendOutcome {
  return outcome.detail === undefined ? outcome : { ...outcome, detail: outcome.detail.replaceAll(token, '…') };
}

/** Nothing in it is sure to have its type. */
interface Answer {
  readonly ok?: unknown;
  readonly result?: { readonly message_id?: unknown; readonly chat?: { readonly id?: unknown } };
  readonly error_code?: unknown;
  readonly description?: unknown;
  readonly parameters?: { readonly retry_after?: unknown; readonly migrate_to_chat_id?: unknown };
}

function readAnswer(body: string): Answer {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

export const telegramOutcomes: ProviderDescription['outcomes'] = [
  { when: '200 with `ok: true` and the message', outcome: 'accepted', source: 'Telegram Bot API, sendMessage' },
  {
    when: '429; `retry_after` is honoured up to an hour',
    outcome: 'refused',
    class: 'rate',
    source: answersPage,
  },
  {
    when: '403: the person blocked the bot, never began a chat with it, or is gone; the bot was put out of the group',
    outcome: 'refused',
    class: 'recipient',
    source: seenErrors,
  },
  {
    when: '400 of the chat: not found, moved to another id, not allowed to write there',
    outcome: 'refused',
    class: 'recipient',
    source: seenErrors,
  },
  {
    when: '401, 404, 405: the token is not that of a bot',
    outcome: 'refused',
    class: 'sender',
    source: seenErrors,
  },
  {
    when: 'Any other 4xx but 408; more than 4,096 characters; a line break in a field that is one line',
    outcome: 'refused',
    class: 'content',
    source: 'Telegram Bot API, sendMessage (text)',
  },
  { when: '409', outcome: 'refused', class: 'transient', source: 'RFC 9110 section 15.5.10' },
  unsentOutcome,
  {
    when: '408, 5xx, or a success that names no message',
    outcome: 'unknown',
    source: 'RFC 9110 sections 15.5.9 and 15.6',
  },
  lostOutcome,
];
