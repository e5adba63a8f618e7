/**
 * Calls of Twilio to us: reports about messages, and messages from people.
 *
 * @source https://www.twilio.com/docs/usage/webhooks/webhooks-security (signature),
 *   https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks (reports),
 *   https://www.twilio.com/docs/messaging/guides/webhook-request (messages from people), 2026-11
 */
// One module of the package: its entry would load the whole SDK.
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import type { InboundMessage, Receipt, ReceiveResult, WebhookRequest } from '../provider.ts';
import { readObject } from './twilio-api.ts';
import { twilioErrors } from './twilio-error-codes.ts';
import { codeOf, detailOf, stopped } from './twilio-outcome.ts';

type Parameters = Readonly<Record<string, string>>;

/** Twilio wants TwiML for an answer to a message; this one says nothing to the person. */
const emptyTwiml = { contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };

export function receiveCall(request: WebhookRequest, authToken: string): ReceiveResult {
  const body = new TextDecoder().decode(request.body);
  if (!isSigned(request, body, authToken))
    return { kind: 'rejected', detail: 'X-Twilio-Signature is missing or wrong' };
  const parameters = readParameters(request, body);
  if (parameters === undefined) return { kind: 'unreadable', detail: 'neither a form nor a JSON object' };
  switch (request.kind) {
    case 'status':
      return readStatus(parameters, request);
    case 'inbound':
      return readInbound(parameters, request);
    default:
      return { kind: 'unreadable', detail: 'Twilio reports status and inbound only' };
  }
}

/**
 * The signature is over the URL and the decoded parameters of a form, sorted; so these are taken apart before anything is
 * believed of them. For a JSON body it is over the URL, which holds the hash of the body; for GET over the URL alone.
 */
function isSigned({ method, url, headers }: WebhookRequest, body: string, authToken: string): boolean {
  const signature = headers['x-twilio-signature'];
  if (!signature) return false;
  try {
    if (isJson(headers)) return url.includes('bodySHA256') && validateRequestWithBody(authToken, signature, url, body);
    const form = method === 'GET' ? {} : groupByName(new URLSearchParams(body));
    return validateRequest(authToken, signature, url, form);
  } catch {
    // The URL is none; then nobody has signed it.
    return false;
  }
}

function isJson(headers: WebhookRequest['headers']): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

/** A name that comes several times is signed with all its values. */
function groupByName(form: URLSearchParams): Record<string, string | string[]> {
  const grouped: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    grouped[name] = values.length === 1 ? (values[0] as string) : values;
  }
  return grouped;
}

function readParameters({ method, url, headers }: WebhookRequest, body: string): Parameters | undefined {
  const form = method === 'GET' ? URL.parse(url)?.searchParams : new URLSearchParams(body);
  const entries = isJson(headers) ? readObject(body) : Object.fromEntries(form ?? []);
  if (entries === undefined) return undefined;
  const texts = Object.entries(entries).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}

function readStatus(parameters: Parameters, { url, receivedAt }: WebhookRequest): ReceiveResult {
  const sid = parameters.MessageSid ?? parameters.SmsSid;
  const status = parameters.MessageStatus ?? parameters.SmsStatus;
  if (!sid || !status) return { kind: 'unreadable', detail: 'MessageSid or MessageStatus is missing' };
  const state = stateOf(status);
  // On the way, or a state that Twilio has invented since: nothing to tell.
  if (state === undefined) return { kind: 'read', receipts: [], inbound: [] };

  const attemptId = URL.parse(url)?.searchParams.get('attempt');
  const to = withoutChannel(parameters.To ?? '');
  const receipt: Receipt = {
    dedupeKey: `${sid}:${status}`,
    ...(attemptId && { attemptId }),
    providerMessageId: sid,
    ...(to !== '' && { to }),
    state,
    // Twilio sends no time of its own. RawDlrDoneDate is the carrier's, to the minute and in a zone that nobody names.
    at: receivedAt,
    ...(state === 'undelivered' && reasonOf(parameters, status)),
  };
  return { kind: 'read', receipts: [receipt], inbound: [] };
}

/** @source https://www.twilio.com/docs/messaging/api/message-resource (message status values), 2026-11 */
function stateOf(status: string): Receipt['state'] | undefined {
  switch (status.toLowerCase()) {
    case 'sent':
      return 'sent';
    case 'delivered':
      return 'delivered';
    case 'read':
      return 'opened';
    case 'failed':
    case 'undelivered':
    case 'canceled':
      return 'undelivered';
    default:
      return undefined;
  }
}

/**
 * The account's limit of the day is used up. What is sent on would be lost: it rests, and is tried again each hour, since nobody
 * says how long it lasts. (30023 and 30027 are limits of one carrier: the others still take messages.)
 *
 * @source https://www.twilio.com/docs/api/errors/63038
 */
const dailyLimit = '63038';
const dailyRestMs = 60 * 60_000;

function reasonOf(
  parameters: Parameters,
  status: string,
): Pick<Receipt, 'class' | 'personStopped' | 'retryAfterMs' | 'code' | 'detail'> {
  const code = codeOf(parameters.ErrorCode);
  if (code === undefined) return { class: 'transient', code: status };
  const detail = detailOf(code, parameters.ErrorMessage ?? parameters.ChannelStatusMessage);
  const refusal = twilioErrors.get(code)?.class ?? 'transient';
  const rest = code === dailyLimit && { retryAfterMs: dailyRestMs };
  return { class: refusal, ...stopped(code), ...rest, code, ...(detail !== undefined && { detail }) };
}

function readInbound(parameters: Parameters, { receivedAt }: WebhookRequest): ReceiveResult {
  const { From: from, To: to, Body: text = '', OptOutType, OriginalRepliedMessageSid: answered } = parameters;
  const sid = parameters.MessageSid ?? parameters.SmsSid;
  if (!sid || !from || !to) return { kind: 'unreadable', detail: 'MessageSid, From or To is missing' };
  const channel = channelOf(from);
  if (channel === undefined) return { kind: 'unreadable', detail: 'neither a text message nor WhatsApp' };
  const keyword = keywordOf(OptOutType);
  const message: InboundMessage = {
    dedupeKey: sid,
    channel,
    from: withoutChannel(from),
    to: withoutChannel(to),
    text,
    at: receivedAt,
    ...(answered && { answers: [answered] }),
    ...(keyword && { keyword }),
  };
  return { kind: 'read', receipts: [], inbound: [message], answer: emptyTwiml };
}

/** `whatsapp:+15550100` is an address of a channel; without a prefix it is a text message's. */
function channelOf(address: string): 'sms' | 'whatsapp' | undefined {
  if (address.startsWith('whatsapp:')) return 'whatsapp';
  return /^[a-z]+:/i.test(address) ? undefined : 'sms';
}

function withoutChannel(address: string): string {
  return address.replace(/^whatsapp:/, '');
}

function keywordOf(optOutType: string | undefined): InboundMessage['keyword'] {
  const word = optOutType?.toLowerCase();
  return word === 'stop' || word === 'start' || word === 'help' ? word : undefined;
}
