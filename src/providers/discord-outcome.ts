/** What Discord's answers mean, for its bot and its webhooks. Pure; the tables and the code say the same. */
import type { HttpResult } from '../http-call.ts';
import type { ProviderDescription, RefusalClass, SendOutcome } from '../provider.ts';
import { readRetryAfter } from '../provider-kit/retry-after.ts';
import { lostOutcome, outcomeWithoutAnswer, unsentOutcome } from '../provider-kit/vendor-http.ts';
import { fieldOf, readJson } from './discord-call.ts';

/** Where the message was to go: a webhook's channel is the sender's own, so what is wrong with it is the sender's fault. */
export type DiscordPlace = 'user' | 'channel' | 'webhook';

const codesPage = 'Discord API docs, Opcodes and Status Codes, JSON Error Codes';
const statusPage = 'Discord API docs, Opcodes and Status Codes, HTTP Response Codes';
const limitsPage = 'Discord API docs, Rate Limits';

/** `access`: this account may not write there. With a channel as the address another channel may work. */
type Fault = RefusalClass | 'access';

/** Slow mode, and the write limit of a channel. */
const channelLimits = ['20016', '20028'];
/** The write limit of a server. */
const serverLimit = '20029';

/** By the `code` of the answer's body. @source https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const faultOfCode: Readonly<Record<number, Fault>> = {
  10003: 'recipient', // unknown channel
  10004: 'recipient', // unknown server
  10013: 'recipient', // unknown user
  10015: 'sender', // unknown webhook
  20009: 'content', // explicit content
  20016: 'rate', // slow mode
  20028: 'rate', // the channel's write limit
  20029: 'rate', // the server's write limit
  40001: 'sender', // unauthorized
  40002: 'sender', // the account must be verified
  40003: 'rate', // direct messages opened too fast
  40004: 'transient', // sending is switched off for now
  40005: 'content', // too large
  40006: 'transient', // the feature is switched off for now
  40058: 'recipient', // a forum takes threads only
  40062: 'rate', // the resource is limited
  40333: 'sender', // the User-Agent is blocked
  50001: 'access', // missing access
  50006: 'content', // empty message
  50007: 'recipient', // this user takes no messages from the bot
  50008: 'recipient', // no text channel
  50009: 'access', // verification level
  50013: 'access', // missing permissions
  50014: 'sender', // invalid token
  50024: 'recipient', // not for this type of channel
  50027: 'sender', // invalid webhook token
  50033: 'recipient', // invalid recipient
  50035: 'content', // invalid form
  50041: 'sender', // invalid API version
  50083: 'recipient', // archived thread
  50109: 'content', // invalid JSON
  50178: 'sender', // the account must be verified
  50278: 'recipient', // no server in common with this user
  160005: 'recipient', // locked thread
  200000: 'content', // automatic moderation
  220001: 'sender', // a forum's webhook without a thread
  220004: 'sender', // no webhooks in forums
  240000: 'content', // harmful link
};

function faultOfStatus(status: number): Fault {
  switch (status) {
    case 401:
    case 404:
    case 405:
      return 'sender';
    case 403:
      return 'access';
    case 429:
      return 'rate';
    default:
      return 'content';
  }
}

function classOf(fault: Fault, place: DiscordPlace): RefusalClass {
  if (fault === 'access') return place === 'channel' ? 'recipient' : 'sender';
  return fault === 'recipient' && place === 'webhook' ? 'sender' : fault;
}

/**
 * @param secret stands in the URL and never in an outcome
 */
export function discordOutcomeOf(result: HttpResult, place: DiscordPlace, nowMs: number, secret?: string): SendOutcome {
  if (result.kind !== 'response') return outcomeWithoutAnswer(result);
  const { status } = result;
  const body = readJson(result.body);
  if (status >= 200 && status < 300) {
    const id = fieldOf(body, 'id');
    if (typeof id === 'string' && !result.truncated) return { kind: 'accepted', providerMessageId: id };
    if (status === 204 && place === 'webhook') return { kind: 'accepted' };
    return { kind: 'unknown', code: String(status), detail: 'Discord took the call, and its answer makes no sense' };
  }
  const vendorCode = fieldOf(body, 'code');
  const code = typeof vendorCode === 'number' && vendorCode !== 0 ? String(vendorCode) : String(status);
  const detail = detailOf(body, status, secret);
  if (status < 400 || status === 408 || status >= 500) return { kind: 'unknown', code, detail };
  const fault = status === 429 ? 'rate' : (faultOfCode[Number(code)] ?? faultOfStatus(status));
  const asked = fault === 'rate' && isOfChannel(code, body, place) && { recipientAsked: true };
  return {
    kind: 'refused',
    class: classOf(fault, place),
    code,
    detail,
    ...asked,
    ...retryAfterOf(result, body, nowMs),
  };
}

/** Messages have a limit for each channel; a webhook has one channel, so there it is the sender's. */
function isOfChannel(code: string, body: unknown, place: DiscordPlace): boolean {
  if (place === 'webhook' || code === serverLimit) return false;
  return channelLimits.includes(code) || fieldOf(body, 'global') === false;
}

/** A direct message's channel could not be had, so no message was sent: whatever went wrong is a refusal. */
export function refusalToOpen(result: HttpResult, nowMs: number): Extract<SendOutcome, { kind: 'refused' }> {
  const outcome = discordOutcomeOf(result, 'user', nowMs);
  const what = 'opening the direct message';
  if (outcome.kind === 'accepted')
    return { kind: 'refused', class: 'transient', code: 'no_channel', detail: `${what}: no answer that says which` };
  const { code, detail } = outcome;
  if (outcome.kind === 'unknown') return { kind: 'refused', class: 'transient', code, detail: `${what}: ${detail}` };
  // The form holds the recipient and nothing else; how often it may be sent is the account's.
  const refusal = outcome.class === 'content' ? 'recipient' : outcome.class;
  const { recipientAsked: _, ...told } = outcome;
  return { ...told, class: refusal, detail: `${what}: ${detail}` };
}

function detailOf(body: unknown, status: number, secret: string | undefined): string {
  const message = fieldOf(body, 'message');
  const said = typeof message === 'string' && message !== '' ? message.slice(0, 200) : `Discord answered ${status}`;
  const shown = secret === undefined ? said : said.replaceAll(secret, '…');
  return fieldOf(body, 'global') === true ? `${shown} (the limit of the whole account)` : shown;
}

/** The body's value has a fraction, the header's is rounded up; Discord's edge sends the header alone. */
function retryAfterOf({ headers }: { headers: Readonly<Record<string, string>> }, body: unknown, nowMs: number) {
  const seconds = fieldOf(body, 'retry_after');
  const asked = typeof seconds === 'number' ? seconds.toFixed(3) : headers['retry-after'];
  const retryAfterMs = readRetryAfter(asked ?? headers['x-ratelimit-reset-after'], nowMs);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

const common: ProviderDescription['outcomes'] = [
  {
    when: '429, and the limits of a channel, a server or of opening direct messages (20016, 20028, 20029, 40003, 40062); `retry_after` or Retry-After is honoured up to an hour. Where it is the limit of a channel (`global: false`, 20016, 20028), only what goes to that address waits, but with a webhook',
    outcome: 'refused',
    class: 'rate',
    source: `${limitsPage}; ${codesPage}`,
  },
  {
    when: '401, and a token, an account or a User-Agent that is not accepted (10015, 40001, 40002, 40333, 50014, 50027, 50178)',
    outcome: 'refused',
    class: 'sender',
    source: codesPage,
  },
  {
    when: 'Other 400 and 4xx but 408: an empty or too long text, a malformed body, moderation (20009, 40005, 50006, 50035, 200000, 240000)',
    outcome: 'refused',
    class: 'content',
    source: `${codesPage}; ${statusPage}`,
  },
  {
    when: 'More than 2,000 characters, or a line break in a field that is one line: not even tried',
    outcome: 'refused',
    class: 'content',
    source: 'Discord API docs, Create Message (content)',
  },
  {
    when: 'Sending is switched off for now (40004, 40006)',
    outcome: 'refused',
    class: 'transient',
    source: codesPage,
  },
  unsentOutcome,
  {
    when: '408, 5xx, and a success without a message in it',
    outcome: 'unknown',
    source: `${statusPage}; RFC 9110 sections 15.5.9 and 15.6`,
  },
  lostOutcome,
];

export const discordBotOutcomes: ProviderDescription['outcomes'] = [
  { when: '200 with the message', outcome: 'accepted', source: 'Discord API docs, Create Message' },
  {
    when: 'The user or channel is unknown, takes no messages from the bot, or is of a kind that takes none (10003, 10013, 50007, 50008, 50033, 50278)',
    outcome: 'refused',
    class: 'recipient',
    source: codesPage,
  },
  {
    when: '403, missing access or permissions (50001, 50013) in a channel. Of class `sender` with a direct message',
    outcome: 'refused',
    class: 'recipient',
    source: codesPage,
  },
  {
    when: 'The direct message cannot be opened now (5xx, time-out): the message was not sent yet',
    outcome: 'refused',
    class: 'transient',
    source: 'Discord API docs, Create DM',
  },
  ...common,
];

export const discordWebhookOutcomes: ProviderDescription['outcomes'] = [
  {
    when: '200 with the message, or 204',
    outcome: 'accepted',
    source: 'Discord API docs, Execute Webhook (wait)',
  },
  {
    when: 'The webhook or its channel is gone or may not be written to (403, 404, 10003, 10015, 50001, 50013, 220001)',
    outcome: 'refused',
    class: 'sender',
    source: codesPage,
  },
  {
    when: 'The message is for a person and not for a channel: not even tried',
    outcome: 'refused',
    class: 'content',
    source: 'Discord API docs, Execute Webhook (posts to one channel)',
  },
  ...common,
];
