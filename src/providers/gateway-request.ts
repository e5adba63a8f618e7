/** Turns the configured parts of a request into one request for each message. Pure. */
import type { HttpCall } from '../http-call.ts';
import type { SendOutcome, SendRequest } from '../provider.ts';
import { type Members, readOneOf, textOf } from '../provider-kit/config-members.ts';
import type { ConfigProblems } from '../provider-kit/sender-config.ts';
import { bodyTypes, contentTypes, encodeBody, encodePairs, requireEncodable, requireFlat } from './gateway-body.ts';
import { formatNumber, numberFormats } from './gateway-number.ts';
import { compileTemplate, fillTemplate, placeholdersOf, type Template, type Values } from './gateway-template.ts';

/** As configured, with the preset's parts where nothing was given. */
export interface RequestParts {
  readonly method: string;
  readonly url: string;
  readonly headers: Members;
  readonly query: Members;
  readonly bodyType: string;
  readonly body: Members | undefined;
  readonly toFormat: string;
  readonly from: string | undefined;
  readonly incomingSecret: string | undefined;
  readonly values: Members;
  readonly secrets: Members;
}

type ReadyCall = Pick<HttpCall, 'method' | 'url' | 'headers'> & { readonly body?: string };
type Refused = Extract<SendOutcome, { kind: 'refused' }>;

const methods = ['POST', 'PUT', 'PATCH', 'GET'] as const;

/** What a message gives; the rest comes from the configuration. */
const ofMessages = [
  'to',
  'text',
  'subject',
  'channel',
  'attemptId',
  'messageId',
  'receiptUrl',
  'validUntil',
  'validForSeconds',
] as const;
type OfMessage = (typeof ofMessages)[number];

export function compileRequest(
  problems: ConfigProblems,
  parts: RequestParts,
): (request: SendRequest, nowMs: number) => ReadyCall | Refused {
  const method = readOneOf(problems, 'method', parts.method.toUpperCase(), methods) ?? 'POST';
  const bodyType = readOneOf(problems, 'bodyType', parts.bodyType, bodyTypes) ?? 'json';
  const toFormat = readOneOf(problems, 'toFormat', parts.toFormat, numberFormats) ?? 'e164';
  const own = ownValues(problems, parts);
  const known = new Set([...ofMessages, ...Object.keys(own)]);

  const url = fillUrl(problems, parts.url, own);
  const headers = compileTemplate(problems, 'headers', parts.headers, known);
  const query = compileTemplate(problems, 'query', parts.query, known);
  const body = parts.body === undefined ? undefined : compileTemplate(problems, 'body', parts.body, known);
  requireFlat(problems, 'headers', headers);
  requireFlat(problems, 'query', query);
  const isBare = bodyType === 'text' || method === 'GET';
  problems.require(
    !isBare || body === undefined,
    'body has no place: with the method GET and the bodyType text there is none',
  );
  if (body) requireEncodable(problems, 'body', bodyType, body);
  requireCarried(problems, { headers, query, body, textIsBody: bodyType === 'text' && method !== 'GET' });

  return (request, nowMs) => {
    const to = formatNumber(request.to, toFormat);
    if (to === undefined) return refuse('recipient', 'invalid_number', 'the recipient is no phone number in E.164');
    const values: Values = { ...own, ...valuesOf(request, to, nowMs) };
    const pairs = encodePairs(fillTemplate(query, values) ?? {}).replaceAll('+', '%20');
    const sent = {
      method,
      url: pairs === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${pairs}`,
      headers: headersOf(fillTemplate(headers, values)),
    };
    if (method === 'GET') return sent;
    const contentType = { 'content-type': contentTypes[bodyType], ...sent.headers };
    if (bodyType === 'text') return { ...sent, headers: contentType, body: request.text };
    if (body === undefined) return sent;
    const encoded = encodeBody(bodyType, fillTemplate(body, values) ?? {});
    if (encoded === undefined)
      return refuse('content', 'not_encodable', `the text holds what ${bodyType} cannot carry`);
    return { ...sent, headers: contentType, body: encoded };
  };
}

function refuse(refusal: Refused['class'], code: string, detail: string): Refused {
  return { kind: 'refused', class: refusal, code, detail };
}

function ownValues(problems: ConfigProblems, { from, incomingSecret, values, secrets }: RequestParts): Values {
  const own: Record<string, string> = {};
  if (from !== undefined) own.from = from;
  if (incomingSecret !== undefined) own.incomingSecret = incomingSecret;
  for (const [group, members] of Object.entries({ values, secrets })) {
    for (const [name, value] of Object.entries(members)) {
      const text = textOf(value);
      problems.require(/^\w+$/.test(name), `${group}: a name must have letters, digits and _ only`);
      problems.require(text, `${group}.${name} must be a text or a number`);
      own[`${group}.${name}`] = text ?? '';
    }
  }
  return own;
}

function valuesOf(request: SendRequest, to: string, nowMs: number): Record<OfMessage, string | number | undefined> {
  const { text, subject, channel, attemptId, messageId, receiptUrl, validUntil } = request;
  return {
    to,
    text,
    subject,
    channel,
    attemptId,
    messageId,
    receiptUrl,
    validUntil: validUntil === undefined ? undefined : new Date(validUntil).toISOString(),
    validForSeconds: validUntil === undefined ? undefined : Math.max(1, Math.floor((validUntil - nowMs) / 1000)),
  };
}

/** Filled once. What is filled in stays one part of the path, and can't name another host. */
function fillUrl(problems: ConfigProblems, url: string, own: Values): string {
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  problems.require(!origin.includes('{'), 'url: its host must not hold placeholders');
  problems.require(!url.includes('#'), 'url must not have a fragment');
  const known = new Set(Object.keys(own).filter((name) => name.includes('.')));
  const template = compileTemplate(problems, 'url', url, known);
  const encoded = Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name, encodeURIComponent(String(value))]),
  );
  const filled = String(fillTemplate(template, encoded));
  const segments = (text: string) => URL.parse(text)?.pathname.split('/').length;
  problems.require(segments(filled) === segments(url), 'url: a placeholder must not lead out of its place');
  return filled;
}

function headersOf(filled: ReturnType<typeof fillTemplate>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filled as Readonly<Record<string, unknown>>).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
}

/** A request without the recipient or without the text would go out, be accepted, and reach nobody. */
function requireCarried(
  problems: ConfigProblems,
  parts: {
    readonly headers: Template;
    readonly query: Template;
    readonly body: Template | undefined;
    readonly textIsBody: boolean;
  },
): void {
  const inHeaders = placeholdersOf(parts.headers);
  const elsewhere = [...placeholdersOf(parts.query), ...(parts.body ? placeholdersOf(parts.body) : [])];
  const misplaced = inHeaders.find((name) => name === 'text' || name === 'subject');
  problems.require(misplaced === undefined, `headers must not hold {{${misplaced}}}: a header is one line`);
  const carried = new Set([
    ...elsewhere,
    ...(inHeaders.includes('to') ? ['to'] : []),
    ...(parts.textIsBody ? ['text'] : []),
  ]);
  const missing = ['to', 'text'].filter((name) => !carried.has(name)).map((name) => `{{${name}}}`);
  problems.require(missing.length === 0, `body: nothing carries ${missing.join(' and ')}: put it into body or query`);
}
