/**
 * How a caller proves to a webhook that it is who it says: a secret in a header or in the address, or a signature over the
 * raw bytes. The secret is compared before anything is read. Pure but for the hashing.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { headerName } from '../http-call.ts';
import type { WebhookRequest } from '../provider.ts';
import { type Members, readMembers, readOneOf, readText } from './config-members.ts';
import type { ConfigProblems } from './sender-config.ts';

export interface WebhookProof {
  readonly secret: string;
  readonly header?: string | undefined;
  readonly query?: string | undefined;
  readonly hmac?: { readonly header: string; readonly encoding: 'hex' | 'base64'; readonly prefix: string } | undefined;
}

/** The members of `incoming` that say where the proof is. */
export const proofMembers = ['secretHeader', 'secretQuery', 'hmac'] as const;

/** @param incoming the members of the field `incoming`; `secret` is the field `incomingSecret` beside it */
export function readProof(problems: ConfigProblems, incoming: Members, secret: string | undefined): WebhookProof {
  const { secretHeader, secretQuery, hmac } = incoming;
  problems.require(secret !== undefined, 'incomingSecret is missing: without it every call would be rejected');
  problems.require(
    secretHeader ?? secretQuery ?? hmac,
    'incoming must say where the secret is: secretHeader, secretQuery or hmac',
  );
  return {
    secret: secret ?? '',
    header: readHeaderName(problems, 'incoming.secretHeader', secretHeader),
    query: readQueryName(problems, secretQuery),
    hmac: readHmac(problems, hmac),
  };
}

function readHmac(problems: ConfigProblems, raw: unknown): WebhookProof['hmac'] {
  if (raw === undefined || raw === null) return undefined;
  const at = 'incoming.hmac';
  const members = readMembers(problems, at, raw, ['header', 'algorithm', 'encoding', 'prefix']);
  const header = readHeaderName(problems, `${at}.header`, members.header);
  problems.require(header, `${at}.header is missing: which header holds the signature`);
  readOneOf(problems, `${at}.algorithm`, members.algorithm, ['sha256']);
  const encoding = readOneOf(problems, `${at}.encoding`, members.encoding, ['hex', 'base64']) ?? 'hex';
  return { header: header ?? '', encoding, prefix: readText(problems, `${at}.prefix`, members.prefix) ?? '' };
}

/** In lower case. One that no header can have would reject every call. */
function readHeaderName(problems: ConfigProblems, at: string, value: unknown): string | undefined {
  const name = readText(problems, at, value);
  if (name === undefined || headerName.test(name)) return name?.toLowerCase();
  return problems.refuse(`${at} must be the name of a header alone, for example x-secret`);
}

/** The engine reads two parameters of the address itself: the secret would be taken for the name of a sender. */
function readQueryName(problems: ConfigProblems, value: unknown): string | undefined {
  const at = 'incoming.secretQuery';
  const name = readText(problems, at, value);
  return name === 'org' || name === 'sender'
    ? problems.refuse(`${at} must be another name: org and sender say whom a call is for`)
    : name;
}

/** Why a call is not to be read; undefined when every proof that is configured holds. */
export function refuseUnproven(request: WebhookRequest, proof: WebhookProof | undefined): string | undefined {
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

/** The parameters of the address that was called. */
export function queryOf({ url }: WebhookRequest): URLSearchParams {
  return URL.parse(url)?.searchParams ?? new URLSearchParams();
}

/** In the same time whatever differs, and however long it is. */
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(expected)) && given !== undefined;
}
