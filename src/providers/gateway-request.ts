/** Turns the configured parts of a request into one request for each message. Pure. */
import type { HttpCall } from '../http-call.ts';
import type { SendOutcome, SendRequest } from '../provider.ts';
import { requireConfig } from '../provider-kit/sender-config.ts';
import { bodyTypes, contentTypes, encodeBody, encodePairs, requireEncodable, requireFlat } from './gateway-body.ts';
import { formatNumber, numberFormats } from './gateway-number.ts';
import { gatewayType, type Members, readOneOf, textOf } from './gateway-shape.ts';
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

/** @throws Error that names the place of what cannot work */
export function compileRequest(parts: RequestParts): (request: SendRequest, nowMs: number) => ReadyCall | Refused {
  const method = readOneOf('method', parts.method.toUpperCase(), methods) ?? 'POST';
  const bodyType = readOneOf('bodyType', parts.bodyType, bodyTypes) ?? 'json';
  const toFormat = readOneOf('toFormat', parts.toFormat, numberFormats) ?? 'e164';
  const own = ownValues(parts);
  const known = new Set([...ofMessages, ...Object.keys(own)]);

  const url = fillUrl(parts.url, own);
  const headers = compileTemplate('headers', parts.headers, known);
  const query = compileTemplate('query', parts.query, known);
  const body = parts.body === undefined ? undefined : compileTemplate('body', parts.body, known);
  requireFlat('headers', headers);
  requireFlat('query', query);
  const isBare = bodyType === 'text' || method === 'GET';
  requireConfig(
    !isBare || body === undefined,
    gatewayType,
    'body has no place: with the method GET and the bodyType text there is none',
  );
  if (body) requireEncodable('body', bodyType, body);
  requireCarried({ headers, query, body, textIsBody: bodyType === 'text' && method !== 'GET' });

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

function ownValues({ from, incomingSecret, values, secrets }: RequestParts): Values {
  const own: Record<string, string> = {};
  if (from !== undefined) own.from = from;
  if (incomingSecret !== undefined) own.incomingSecret = incomingSecret;
  for (const [group, members] of Object.entries({ values, secrets })) {
    for (const [name, value] of Object.entries(members)) {
      const text = textOf(value);
      requireConfig(/^\w+$/.test(name), gatewayType, `${group}: a name must have letters, digits and _ only`);
      requireConfig(text !== undefined && text !== '', gatewayType, `${group}.${name} must be a text or a number`);
      own[`${group}.${name}`] = text;
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
function fillUrl(url: string, own: Values): string {
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  requireConfig(!origin.includes('{'), gatewayType, 'url: its host must not hold placeholders');
  requireConfig(!url.includes('#'), gatewayType, 'url must not have a fragment');
  const template = compileTemplate('url', url, new Set(Object.keys(own).filter((name) => name.includes('.'))));
  const encoded = Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name, encodeURIComponent(String(value))]),
  );
  const filled = String(fillTemplate(template, encoded));
  const segments = (text: string) => URL.parse(text)?.pathname.split('/').length;
  requireConfig(segments(filled) === segments(url), gatewayType, 'url: a placeholder must not lead out of its place');
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
function requireCarried(parts: {
  readonly headers: Template;
  readonly query: Template;
  readonly body: Template | undefined;
  readonly textIsBody: boolean;
}): void {
  const inHeaders = placeholdersOf(parts.headers);
  const elsewhere = [...placeholdersOf(parts.query), ...(parts.body ? placeholdersOf(parts.body) : [])];
  const misplaced = inHeaders.find((name) => name === 'text' || name === 'subject');
  requireConfig(misplaced === undefined, gatewayType, `headers must not hold {{${misplaced}}}: a header is one line`);
  requireConfig(
    [...inHeaders, ...elsewhere].includes('to'),
    gatewayType,
    'nothing carries {{to}}: put it into body or query',
  );
  requireConfig(
    parts.textIsBody || elsewhere.includes('text'),
    gatewayType,
    'nothing carries {{text}}: put it into body or query',
  );
}
