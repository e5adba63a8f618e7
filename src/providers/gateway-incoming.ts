/**
 * What a gateway calls us with: reports on messages and messages from people, read by where the configuration says that
 * things stand. The secret is compared before anything is read. Pure but for the hashing.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Channel, InboundMessage, Incoming, Receipt, ReceiveResult, WebhookRequest } from '../provider.ts';
import { requireConfig } from '../provider-kit/sender-config.ts';
import { readNumber } from './gateway-number.ts';
import {
  gatewayType,
  type Members,
  type Path,
  readChoices,
  readMembers,
  readOneOf,
  readPath,
  readText,
  textOf,
  valueAt,
} from './gateway-shape.ts';

export interface IncomingReading {
  /** Absent: nobody can call. */
  readonly proof?: {
    readonly secret: string;
    readonly header?: string | undefined;
    readonly query?: string | undefined;
    readonly hmac?:
      | { readonly header: string; readonly encoding: 'hex' | 'base64'; readonly prefix: string }
      | undefined;
  };
  /** Of numbers without a country code. */
  readonly country?: string | undefined;
  /** Where a list of reports stands in the body. */
  readonly list?: Path | undefined;
  readonly inbound?: InboundPaths | undefined;
  readonly receipt?: ReceiptPaths | undefined;
}

interface InboundPaths {
  readonly channel: Channel;
  readonly from: Path;
  readonly to: Path;
  readonly text: Path;
  readonly id: Path | undefined;
  readonly at: Path | undefined;
  readonly answers: Path | undefined;
}

interface ReceiptPaths {
  readonly id: Path | undefined;
  readonly attemptId: Path | undefined;
  readonly to: Path | undefined;
  readonly status: Path;
  readonly at: Path | undefined;
  readonly code: Path | undefined;
  /** In lower case. */
  readonly states: ReadonlyMap<string, Pick<Receipt, 'state' | 'class'>>;
}

/** A message without an id and a time is taken for the same one if it comes again within this. */
const sameWithinMs = 5 * 60_000;

const stateOf: Readonly<Record<string, Pick<Receipt, 'state' | 'class'>>> = {
  sent: { state: 'sent' },
  delivered: { state: 'delivered' },
  undelivered: { state: 'undelivered' },
  recipientGone: { state: 'undelivered', class: 'recipient' },
  unsubscribed: { state: 'unsubscribed' },
};

/** @throws Error that names the place of what is not usable */
export function readIncoming(raw: Members, secret: string | undefined, country: string | undefined): IncomingReading {
  const known = ['secretHeader', 'secretQuery', 'hmac', 'list', 'inbound', 'receipt'] as const;
  const members = readMembers('incoming', raw, known);
  const header = readText('incoming.secretHeader', members.secretHeader)?.toLowerCase();
  const query = readText('incoming.secretQuery', members.secretQuery);
  const hmac = readHmac(members.hmac);
  requireConfig(
    secret !== undefined,
    gatewayType,
    'incomingSecret is missing: without it every call would be rejected',
  );
  requireConfig(
    header !== undefined || query !== undefined || hmac !== undefined,
    gatewayType,
    'incoming must say where the secret is: secretHeader, secretQuery or hmac',
  );
  const inbound = readInboundPaths(members.inbound);
  const receipt = readReceiptPaths(members.receipt);
  requireConfig(inbound ?? receipt, gatewayType, 'incoming must have inbound or receipt');
  const list = readPath('incoming.list', members.list);
  return { proof: { secret, header, query, hmac }, country, list, inbound, receipt };
}

function readHmac(raw: unknown): NonNullable<IncomingReading['proof']>['hmac'] {
  if (raw === undefined || raw === null) return undefined;
  const at = 'incoming.hmac';
  const members = readMembers(at, raw, ['header', 'algorithm', 'encoding', 'prefix']);
  const header = readText(`${at}.header`, members.header)?.toLowerCase();
  requireConfig(header, gatewayType, `${at}.header is missing: which header holds the signature`);
  readOneOf(`${at}.algorithm`, members.algorithm, ['sha256']);
  const encoding = readOneOf(`${at}.encoding`, members.encoding, ['hex', 'base64']) ?? 'hex';
  return { header, encoding, prefix: readText(`${at}.prefix`, members.prefix) ?? '' };
}

function readInboundPaths(raw: unknown): InboundPaths | undefined {
  if (raw === undefined || raw === null) return undefined;
  const at = 'incoming.inbound';
  const names = ['from', 'to', 'text', 'id', 'at', 'answers'] as const;
  const members = readMembers(at, raw, [...names, 'channel']);
  const channel = readOneOf(`${at}.channel`, members.channel, ['sms', 'whatsapp']) ?? 'sms';
  const [from, to, text, id, time, answers] = names.map((name) => readPath(`${at}.${name}`, members[name]));
  requireConfig(from && to && text, gatewayType, `${at} must have from, to and text`);
  return { channel, from, to, text, id, at: time, answers };
}

function readReceiptPaths(raw: unknown): ReceiptPaths | undefined {
  if (raw === undefined || raw === null) return undefined;
  const at = 'incoming.receipt';
  const names = ['id', 'attemptId', 'to', 'status', 'at', 'code'] as const;
  const members = readMembers(at, raw, [...names, ...Object.keys(stateOf)]);
  const [id, attemptId, to, status, time, code] = names.map((name) => readPath(`${at}.${name}`, members[name]));
  requireConfig(status, gatewayType, `${at}.status is missing: where the status stands`);
  // The vendor's id alone leads nowhere: it is looked up among what went to the number.
  requireConfig(
    attemptId ?? (id && to),
    gatewayType,
    `${at} must have attemptId, or id and to: which message it is about`,
  );
  const states = Object.entries(stateOf).flatMap(([name, state]) =>
    (readChoices(`${at}.${name}`, members[name]) ?? []).map((word) => [word.toLowerCase(), state] as const),
  );
  requireConfig(states.length > 0, gatewayType, `${at} must say what its statuses mean: delivered, undelivered, …`);
  return { id, attemptId, to, status, at: time, code, states: new Map(states) };
}

export function receiveFromGateway(request: WebhookRequest, reading: IncomingReading): ReceiveResult {
  const problem = problemOfProof(request, reading.proof);
  if (problem !== undefined) return { kind: 'rejected', detail: problem };
  const items = itemsOf(request, reading.list);
  if (items === undefined) return { kind: 'unreadable', detail: 'the body is neither JSON nor a form' };
  const read: (Receipt | InboundMessage)[] = [];
  for (const item of items) {
    const found = readItem(item, request, reading);
    if (found === 'nothing') return { kind: 'unreadable', detail: 'nothing stands where the configuration says' };
    if (found !== 'no concern') read.push(found);
  }
  const incoming: Incoming = {
    receipts: read.filter((each): each is Receipt => 'state' in each),
    inbound: read.filter((each): each is InboundMessage => 'channel' in each),
  };
  return { kind: 'read', ...incoming };
}

/** Every proof that is configured has to hold. */
function problemOfProof(request: WebhookRequest, proof: IncomingReading['proof']): string | undefined {
  if (proof === undefined) return 'this sender is not configured to be called';
  const { secret, header, query, hmac } = proof;
  if (header !== undefined && !isSame(request.headers[header], secret)) return `the header ${header} is not the secret`;
  if (query !== undefined && !isSame(queryOf(request).get(query) ?? undefined, secret))
    return `the parameter ${query} is not the secret`;
  if (hmac === undefined) return undefined;
  // What stands in the address is not signed.
  if (request.method === 'GET') return 'a signed call has a body';
  const signature = createHmac('sha256', secret).update(request.body).digest(hmac.encoding);
  return isSame(request.headers[hmac.header], hmac.prefix + signature)
    ? undefined
    : `the header ${hmac.header} is not the signature of the body`;
}

/** In the same time whatever differs, and however long it is. */
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(expected)) && given !== undefined;
}

/** The reports in a body: one, or a list of them. Undefined where it can't be read. */
function itemsOf(request: WebhookRequest, list: Path | undefined): readonly unknown[] | undefined {
  if (request.method === 'GET') return [Object.fromEntries(queryOf(request))];
  const text = new TextDecoder().decode(request.body);
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  if (isForm) return [Object.fromEntries(new URLSearchParams(text))];
  try {
    const body: unknown = JSON.parse(text);
    const found = list === undefined ? body : valueAt(body, list);
    return Array.isArray(found) ? found : [found];
  } catch {
    return undefined;
  }
}

function readItem(
  item: unknown,
  request: WebhookRequest,
  { inbound, receipt, country }: IncomingReading,
): Receipt | InboundMessage | 'no concern' | 'nothing' {
  const query = queryOf(request);
  const at = (path: Path | undefined): string | undefined => {
    const [first] = path ?? [];
    if (path === undefined || first === undefined) return undefined;
    const text = first.startsWith('?') ? (query.get(first.slice(1)) ?? undefined) : textOf(valueAt(item, path));
    return text === '' ? undefined : text;
  };
  const asReceipt =
    receipt && request.kind !== 'inbound' ? readReceipt(receipt, at, request.receivedAt, country) : undefined;
  if (asReceipt !== undefined) return asReceipt;
  const asInbound = inbound && request.kind !== 'status' ? readInbound(inbound, at, request, country) : undefined;
  return asInbound ?? 'nothing';
}

type At = (path: Path | undefined) => string | undefined;

/** A status that the configuration does not list is a step on the way, and no concern of ours. */
function readReceipt(
  paths: ReceiptPaths,
  at: At,
  receivedAt: number,
  country: string | undefined,
): Receipt | 'no concern' | undefined {
  const status = at(paths.status)?.toLowerCase();
  const attemptId = at(paths.attemptId);
  const providerMessageId = at(paths.id);
  const name = attemptId ?? providerMessageId;
  if (status === undefined || name === undefined) return undefined;
  const state = paths.states.get(status);
  if (state === undefined) return 'no concern';
  const code = at(paths.code);
  const number = at(paths.to);
  return {
    dedupeKey: `${name}:${status}`,
    ...(attemptId !== undefined && { attemptId }),
    ...(providerMessageId !== undefined && { providerMessageId }),
    ...(number !== undefined && { to: readNumber(number, country) ?? number }),
    ...state,
    at: readTime(at(paths.at)) ?? receivedAt,
    ...(code !== undefined && { code }),
    detail: `the gateway reported ${status}`,
  };
}

function readInbound(
  paths: InboundPaths,
  at: At,
  { receivedAt }: WebhookRequest,
  country: string | undefined,
): InboundMessage | undefined {
  const [from, to, text] = [at(paths.from), at(paths.to), at(paths.text)];
  // A message may be empty (a picture); who wrote it may not.
  if (from === undefined || (text === undefined && to === undefined)) return undefined;
  // A short code or a name is no number, and stays as it is.
  const address = (given: string) => readNumber(given, country) ?? given;
  const time = readTime(at(paths.at));
  const message = { from: address(from), to: to === undefined ? '' : address(to), text: text ?? '' };
  const answered = at(paths.answers);
  return {
    dedupeKey: at(paths.id) ?? hashOf(message, time ?? Math.floor(receivedAt / sameWithinMs)),
    channel: paths.channel,
    ...message,
    at: time ?? receivedAt,
    ...(answered !== undefined && { answers: [answered] }),
  };
}

function hashOf({ from, to, text }: { from: string; to: string; text: string }, time: number): string {
  return createHash('sha256')
    .update(JSON.stringify([from, to, text, time]))
    .digest('hex');
}

/** Seconds or milliseconds since 1970, or ISO 8601 with its offset. Anything else might be of any zone. */
function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{9,13}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.floor(number > 99_999_999_999 ? number : number * 1000);
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function queryOf({ url }: WebhookRequest): URLSearchParams {
  return URL.parse(url)?.searchParams ?? new URLSearchParams();
}
