/**
 * What a gateway calls us with: reports on messages and messages from people, read by where the configuration says that
 * things stand. The secret is compared before anything is read. Pure but for the hashing.
 */
import { createHash } from 'node:crypto';
import type { Channel, InboundMessage, Incoming, Receipt, ReceiveResult, WebhookRequest } from '../provider.ts';
import {
  type Members,
  type Path,
  readChoices,
  readMembers,
  readOneOf,
  readPath,
  textOf,
  valueAt,
} from '../provider-kit/config-members.ts';
import type { ConfigProblems } from '../provider-kit/sender-config.ts';
import { proofMembers, queryOf, readProof, refuseUnproven, type WebhookProof } from '../provider-kit/webhook-proof.ts';
import { readNumber } from './gateway-number.ts';

export interface IncomingReading {
  /** Absent: nobody can call. */
  readonly proof?: WebhookProof;
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

export function readIncoming(
  problems: ConfigProblems,
  raw: Members,
  secret: string | undefined,
  country: string | undefined,
): IncomingReading {
  const members = readMembers(problems, 'incoming', raw, [...proofMembers, 'list', 'inbound', 'receipt']);
  problems.require(members.inbound ?? members.receipt, 'incoming.inbound or incoming.receipt is missing');
  return {
    proof: readProof(problems, members, secret),
    country,
    list: readPath(problems, 'incoming.list', members.list),
    inbound: readInboundPaths(problems, members.inbound),
    receipt: readReceiptPaths(problems, members.receipt),
  };
}

function readInboundPaths(problems: ConfigProblems, raw: unknown): InboundPaths | undefined {
  if (raw === undefined || raw === null) return undefined;
  const at = 'incoming.inbound';
  const names = ['from', 'to', 'text', 'id', 'at', 'answers'] as const;
  const members = readMembers(problems, at, raw, [...names, 'channel']);
  const channel = readOneOf(problems, `${at}.channel`, members.channel, ['sms', 'whatsapp']) ?? 'sms';
  const [from, to, text, id, time, answers] = names.map((name) => readPath(problems, `${at}.${name}`, members[name]));
  for (const name of ['from', 'to', 'text'] as const) {
    problems.require(members[name], `${at}.${name} is missing: where it stands`);
  }
  if (!from || !to || !text) return undefined;
  return { channel, from, to, text, id, at: time, answers };
}

function readReceiptPaths(problems: ConfigProblems, raw: unknown): ReceiptPaths | undefined {
  if (raw === undefined || raw === null) return undefined;
  const at = 'incoming.receipt';
  const names = ['id', 'attemptId', 'to', 'status', 'at', 'code'] as const;
  const members = readMembers(problems, at, raw, [...names, ...Object.keys(stateOf)]);
  const [id, attemptId, to, status, time, code] = names.map((name) =>
    readPath(problems, `${at}.${name}`, members[name]),
  );
  problems.require(members.status, `${at}.status is missing: where the status stands`);
  // The vendor's id alone leads nowhere: it is looked up among what went to the number.
  problems.require(
    members.attemptId ?? (members.id && members.to),
    `${at}.attemptId, or id and to, is missing: which message it is about`,
  );
  const states = Object.entries(stateOf).flatMap(([name, state]) =>
    (readChoices(problems, `${at}.${name}`, members[name]) ?? []).map((word) => [word.toLowerCase(), state] as const),
  );
  const named = Object.keys(stateOf).filter((name) => (members[name] ?? undefined) !== undefined);
  problems.require(named.length > 0, `${at} must say what its statuses mean: delivered, undelivered, …`);
  if (!status) return undefined;
  return { id, attemptId, to, status, at: time, code, states: new Map(states) };
}

export function receiveFromGateway(request: WebhookRequest, reading: IncomingReading): ReceiveResult {
  const problem = refuseUnproven(request, reading.proof);
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
