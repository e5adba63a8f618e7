/**
 * Before every route under /v1: who calls, may they do this, and have they asked too often? An API key says who, or the session
 * of an operator, or the host that embeds the API.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../domain/role.ts';
import { RelanceError, relanceError } from '../errors.ts';
import { sha256 } from '../ids.ts';
import type { Authenticator } from '../operations/authenticate.ts';
import type { Caller } from '../operations/caller.ts';
import type { OperationContext } from '../operations/context.ts';
import { findOrganization } from '../operations/find-organization.ts';
import { callerOfSession } from '../operations/operator-sessions.ts';
import type { RequestCounter } from './limit-requests.ts';
import { refuseForeignPages } from './same-origin.ts';
import type { SessionCookies } from './session-cookies.ts';

/** Somebody whom the host has recognised. */
export interface HostCaller {
  /** Key of the organization that they act for. */
  readonly organization: string;
  /** Written down beside what they do. */
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** A host's own way to say who calls; undefined: it does not know, and an API key is asked for. */
export type HostAuthenticate = (request: FastifyRequest) => Promise<HostCaller | undefined>;

export interface AuthorizeOptions {
  readonly context: OperationContext;
  readonly authenticator: Authenticator;
  readonly requests: RequestCounter;
  /** Do sessions of operators count? */
  readonly operators: boolean;
  readonly cookies: SessionCookies;
  readonly authenticate?: HostAuthenticate | undefined;
}

export function authorizeEveryRoute(app: FastifyInstance, options: AuthorizeOptions): void {
  const { context, requests, authenticate } = options;
  const callerOf = callerFinder(options);
  app.addHook('onRequest', async (request, reply) => {
    const { scope } = request.routeOptions.config;
    // An unknown path says 404 to everybody.
    if (scope === undefined) return;
    if (scope === 'none') {
      refuseForeignPages(request, context.publicUrl, true);
      await requests.refuseGuessing(request, reply);
      await requests.countWrongKey(request);
      return;
    }
    const vouched = await authenticate?.(request);
    if (vouched) refuseForeignPages(request, context.publicUrl, true);
    const caller = vouched ? await asCaller(context, vouched) : await callerOf(request, reply);
    await requests.count(request, reply, caller);
    refuseOtherOrganization(request, caller);
    if (scope !== 'any' && !caller.scopes.includes(scope)) {
      const who = caller.operator
        ? `the role ${caller.operator.role}`
        : caller.kind === 'key'
          ? 'the key'
          : 'the caller';
      const message = `this needs the scope ${scope}, ${who} has ${caller.scopes.join(', ') || 'none'}`;
      throw new RelanceError('forbidden', message);
    }
    request.caller = caller;
  });
}

/**
 * What a page shows may be another organization than the one its operator acts in by now: they have switched in another tab, or
 * are no member any more. Whoever says what they show (`headers.ts`) changes nothing in the other one.
 */
function refuseOtherOrganization({ headers }: FastifyRequest, { orgKey }: Caller): void {
  const shown = headers['relance-organization'];
  if (shown !== undefined && shown !== orgKey)
    throw relanceError('other_organization', `this was asked for ${shown}, but the caller acts in ${orgKey} now`);
}

async function asCaller(context: OperationContext, { organization, name, scopes }: HostCaller): Promise<Caller> {
  const { id, key } = await findOrganization(context, organization);
  return { orgId: id, orgKey: key, kind: 'host', id: name, name, scopes };
}

const rememberedMax = 10_000;

function callerFinder({ context, authenticator, requests, operators, cookies }: AuthorizeOptions) {
  /** Hashes of sessions that were good once: others at the same address must not lock them out. */
  const good = new Set<string>();

  return async (request: FastifyRequest, reply: FastifyReply): Promise<Caller> => {
    const key = keyOf(request);
    if (key !== undefined) return ofKey(key, request, reply);
    const token = operators ? cookies.tokenOf(request) : undefined;
    if (token !== undefined) return ofSession(token, request, reply);
    await requests.refuseGuessing(request, reply);
    await requests.countWrongKey(request);
    const orSignIn = operators ? ', or sign in' : '';
    throw relanceError('unauthorized', `send an API key as x-api-key, or as Authorization: Bearer <key>${orSignIn}`);
  };

  async function ofKey(key: string, request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    if (!authenticator.wasGood(key)) await requests.refuseGuessing(request, reply);
    const caller = await authenticator.callerOf(key);
    if (caller) return caller;
    await requests.countWrongKey(request);
    throw relanceError('unauthorized', 'this API key is not known, or it was revoked');
  }

  async function ofSession(token: string, request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    refuseForeignPages(request, context.publicUrl, false);
    const hash = sha256(token);
    if (!good.has(hash)) await requests.refuseGuessing(request, reply);
    const caller = await callerOfSession(context, token);
    if (caller) {
      if (good.size >= rememberedMax) good.clear();
      good.add(hash);
      return caller;
    }
    await requests.countWrongKey(request);
    cookies.clear(reply);
    throw relanceError('unauthorized', 'this session has ended; sign in again');
  }
}

/** Longer ones are not keys; hashing them would be work for nothing. */
const keyLengthMax = 300;

function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['x-api-key'];
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const key = typeof given === 'string' && given !== '' ? given : bearer;
  return key !== undefined && key.length <= keyLengthMax ? key : undefined;
}
