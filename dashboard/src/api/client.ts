/** The API of the server that served this page, typed by its own description. Faults are thrown as `ApiFault`. */
import createClient, { type Middleware } from 'openapi-fetch';
import { currentKey, endSession, mayBeSignedIn } from '../session/session.ts';
import { noteMoved, shownOrganization } from '../session/shown-organization.ts';
import { learnServerTime } from './clock.ts';
import { ApiFault, faultOf, unreachable } from './fault.ts';
import type { paths } from './schema.d.ts';

const session: Middleware = {
  onRequest({ request }) {
    const key = currentKey();
    if (key !== null && !request.headers.has('x-api-key')) request.headers.set('x-api-key', key);
    const shown = shownOrganization();
    if (shown !== null && !isAboutOneself(request)) request.headers.set(organizationHeader, shown);
    return request;
  },
  async onResponse({ request, response }) {
    learnServerTime(response);
    if (response.status === 409 && request.headers.has(organizationHeader) && (await isOfAnother(response)))
      noteMoved();
    const refused = request.headers.get('x-api-key');
    if (response.status !== 401) return response;
    // The key was revoked while it was in use, or the session has ended.
    if (refused !== null && refused === currentKey()) endSession('revoked');
    if (refused === null && currentKey() === null && mayBeSignedIn() && !isSigningIn(request)) endSession('ended');
    return response;
  },
};

const organizationHeader = 'relance-organization';

/** What belongs to an operator, and to no organization. */
function isAboutOneself({ url }: Request): boolean {
  return /^\/v1\/sessions?(\/|$)/.test(new URL(url).pathname);
}

async function isOfAnother(response: Response): Promise<boolean> {
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return faultOf(response.status, problem).problem?.code === 'other_organization';
}

/** There a 401 says that the password is wrong. */
function isSigningIn({ method, url }: Request): boolean {
  return method === 'POST' && new URL(url).pathname.startsWith('/v1/session');
}

export const api = createClient<paths>({ baseUrl: location.origin });
api.use(session);

/** Longer than any answer takes; a list that hangs is worse than one that says so. */
const timeoutMs = 15_000;

/** Aborts with the caller's signal, and by itself when no answer comes. */
export function withTimeout(signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

interface Outcome<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of an answer. @throws ApiFault */
export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown): never => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiFault(0, unreachable);
  });
  if (data === undefined) throw faultOf(response.status, error);
  return data;
}
