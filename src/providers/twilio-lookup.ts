/**
 * Finds out what became of a call whose outcome is unknown. Twilio takes no id of ours that it would search by, so a message
 * is recognised by what was in it: recipient, sender, text, and the minute.
 *
 * One candidate is the message; several are not told apart, and nothing is guessed. What is not found settles nothing:
 * - the list is filtered by `DateSent`, so a message that still waits in Twilio's queue appears later
 * - a messaging service writes its own number into `From` and may replace characters of the text (Smart Encoding); then
 *   the service is compared instead of the number, and a changed text is not found
 * - the text of a template is Twilio's; it is not found either. Its receipt names the attempt.
 */
import type { LookupOutcome, LookupRequest, ProviderContext } from '../provider.ts';
import {
  accountPathOf,
  callTwilio,
  readMessage,
  readObject,
  type TwilioApiConfig,
  type TwilioMessage,
} from './twilio-api.ts';
import { codeOf, detailOf, outcomeOfMessage } from './twilio-outcome.ts';
import { addressOf, senderFields, type TwilioAddresses } from './twilio-request.ts';

export type TwilioLookupConfig = TwilioApiConfig & TwilioAddresses;

/** A call begins up to two minutes before it is given up, and may be taken a little after; clocks differ by a minute at most. */
const beforeMs = 3 * 60_000;
const afterMs = 2 * 60_000;

/** More than a day's messages to one person from one sender ever are. */
const pageSize = 200;
const pagesMax = 5;
const pageBytesMax = 2 * 1024 * 1024;

export async function lookUpMessage(
  request: LookupRequest,
  config: TwilioLookupConfig,
  context: ProviderContext,
  signal: AbortSignal,
  costCents: number | undefined,
): Promise<LookupOutcome> {
  const sender = senderFields(request.channel, config);
  if (sender === undefined) return { kind: 'not_found' };
  const listed = await listMessages(firstPageOf(request, sender), config, context, signal);
  if (!Array.isArray(listed)) return listed;

  const candidates = listed.filter((message) => isOurs(message, request, sender));
  const [message, ...others] = candidates;
  if (message === undefined) return { kind: 'not_found' };
  if (others.length > 0) {
    const detail = `${candidates.length} messages with this text went to this recipient within ${(beforeMs + afterMs) / 60_000} minutes`;
    return { kind: 'unknown', code: 'several_candidates', detail };
  }
  return outcomeOfMessage(message, costCents);
}

/** Everything of the days in question (in UTC): the newest first, so that a later day costs nothing. */
function firstPageOf(request: LookupRequest, sender: Record<string, string>): string {
  const query = new URLSearchParams({ To: addressOf(request.channel, request.to) });
  if (sender.From !== undefined) query.set('From', sender.From);
  const firstDay = new Date(request.calledAt - beforeMs).toISOString().slice(0, 10);
  // The name ends with the sign: `DateSent>=2026-03-01`.
  query.set('DateSent>', firstDay);
  query.set('PageSize', String(pageSize));
  return `/Messages.json?${query}`;
}

async function listMessages(
  firstPage: string,
  config: TwilioLookupConfig,
  context: ProviderContext,
  signal: AbortSignal,
): Promise<TwilioMessage[] | LookupOutcome> {
  const messages: TwilioMessage[] = [];
  let path: string | undefined = firstPage;
  for (let page = 0; page < pagesMax && path !== undefined; page++) {
    const result = await callTwilio(config, context, { method: 'GET', path, signal, maxResponseBytes: pageBytesMax });
    // Only that the question was not answered; it says nothing about the message.
    if (result.kind !== 'response') return { kind: 'unknown', code: result.code, detail: result.detail };
    const answer = readObject(result.body);
    if (result.status !== 200 || !Array.isArray(answer?.messages)) {
      const code = codeOf(answer?.code) ?? String(result.status);
      const detail = detailOf(code, answer?.message) ?? `Twilio answered ${result.status} to the list of messages`;
      return { kind: 'unknown', code, detail };
    }
    for (const each of answer.messages) {
      const message = readMessage(each);
      if (message) messages.push(message);
    }
    path = nextPathOf(answer.next_page_uri, config.accountSid);
  }
  if (path === undefined) return messages;
  return {
    kind: 'unknown',
    code: 'too_many_messages',
    detail: `more than ${pageSize * pagesMax} messages to this recipient`,
  };
}

/** The next page, below the account; nowhere else does a list lead. */
function nextPathOf(uri: unknown, accountSid: string): string | undefined {
  const account = accountPathOf(accountSid);
  return typeof uri === 'string' && uri.startsWith(`${account}/Messages.json?`) ? uri.slice(account.length) : undefined;
}

function isOurs(message: TwilioMessage, request: LookupRequest, sender: Record<string, string>): boolean {
  const createdAt = Date.parse(message.date_created ?? '');
  return (
    message.direction === 'outbound-api' &&
    message.to === addressOf(request.channel, request.to) &&
    message.body === request.text &&
    createdAt >= request.calledAt - beforeMs &&
    createdAt <= request.calledAt + afterMs &&
    (sender.From === undefined
      ? message.messaging_service_sid === sender.MessagingServiceSid
      : message.from === sender.From)
  );
}
