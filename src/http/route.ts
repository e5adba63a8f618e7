/**
 * One way to declare a route: what it takes and answers, who may call it, how repeats are treated. Everything that all
 * routes share (checking, scopes, problem documents, the description in OpenAPI) follows from the declaration.
 */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Scope } from '../domain/role.ts';
import { unstorable } from '../domain/storable.ts';
import { invalidInput } from '../errors.ts';
import type { Caller } from '../operations/caller.ts';
import { type List, listAsked, openCursor, sealCursor } from './cursor.ts';
import { goodAnswer, problemAnswers } from './wire.ts';
import { problemsOf } from './zod-problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set before any handler under /v1 runs. */
    caller: Caller;
    /** The body as it came, for what compares bodies. */
    rawBody: string;
  }
  interface FastifyContextConfig {
    scope?: Access;
    repeats?: Repeats;
  }
}

/**
 * What a caller needs: a scope; `any`: to be known, whatever the scopes; `none`: nothing, not even to be known, so that the
 * handler has no caller.
 */
export type Access = Scope | 'any' | 'none';

/**
 * What `Idempotency-Key` does on a POST:
 * `event`: it is the event's own key, handled where events are recorded;
 * `stored`: handled in the transaction of the effect;
 * `remembered`: the answer is remembered, around an effect that may safely happen again;
 * `harmless`: the route changes nothing, or the same every time: the header is ignored.
 */
export type Repeats = 'event' | 'stored' | 'remembered' | 'harmless';

export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly orgId: number;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Route<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** `read` unless said otherwise. */
  readonly scope?: Access;
  readonly repeats?: Repeats;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The handler checks what the body holds, event by event: a bad one does not refuse the others. */
  readonly checksItself?: boolean;
  readonly answer: Answer;
  /** The body names what has to be there: 404 where it is not. */
  readonly bodyNames?: boolean;
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201;
  /** When the handler answers 200 in place of 201. */
  readonly answers200When?: string;
  /** In bytes; the server's limit unless said otherwise. */
  readonly bodyLimit?: number;
  readonly handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.output<Answer> | Readable> | z.output<Answer>;
}

/** Routes whose path or body names something answer 404, those with a body what may be wrong with it, those for known callers 409. */
function problemStatuses(method: string, names: boolean, scope: Access, hasBody: boolean): number[] {
  return [
    401,
    403,
    422,
    429,
    500,
    503,
    ...(names ? [404] : []),
    ...(method === 'GET' && scope === 'none' ? [] : [409]),
    ...(hasBody ? [400, 413, 415] : []),
  ].sort();
}

export function addRoute<
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
  Answer extends z.ZodType = z.ZodUnknown,
>(app: FastifyInstance, route: Route<Params, Query, Body, Answer>): void {
  const { method, url, tag, summary, params, body, bodyNames = false, answer, status = 200, scope = 'read' } = route;
  const query = onlyKnown(route.query);
  const repeats = method === 'POST' ? (route.repeats ?? 'remembered') : 'harmless';
  if (body !== undefined && route.checksItself) checkedByHandler.add(body);
  app.route({
    method,
    url,
    ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
    config: {
      scope,
      repeats,
    },
    schema: {
      tags: [tag],
      summary,
      description: [route.description, needs(scope)].filter(Boolean).join('\n\n'),
      operationId: operationId(method, url),
      // For open-api.ts, which describes the header.
      'x-repeats': repeats,
      security: scope === 'none' ? [] : [{ apiKey: [] }, { bearer: [] }],
      ...(params !== undefined && { params }),
      querystring: query,
      ...(body !== undefined && { body }),
      response: {
        [status]: goodAnswer(status === 201 ? 'Made.' : method === 'GET' ? 'Found.' : 'Done.', answer),
        ...(route.answers200When !== undefined && { 200: goodAnswer(route.answers200When, answer) }),
        ...problemAnswers(problemStatuses(method, url.includes(':') || bodyNames, scope, body !== undefined)),
      },
    },
    handler: async (request, reply) => {
      if (reply.statusCode === 200 && status !== 200) reply.status(status);
      const asked = request.query as Readonly<Record<string, unknown>>;
      const list = 'limit' in asked ? listAsked(url, request.params, asked) : undefined;
      const result = await route.handle({
        params: request.params as z.output<Params>,
        query: (list ? withOpenCursor(list, asked) : asked) as z.output<Query>,
        body: request.body as z.output<Body>,
        caller: request.caller,
        orgId: request.caller?.orgId,
        request,
        reply,
      });
      reply.type('application/json; charset=utf-8');
      // Made while it is sent: it is JSON already.
      if (result instanceof Readable) return reply.send(result);
      return reply.send(JSON.stringify(z.encode(answer, list ? withSealedCursor(list, result) : result)));
    },
  });
}

function needs(scope: Access): string {
  if (scope === 'none') return 'Needs no key.';
  return scope === 'any' ? 'Needs no scope.' : `Needs the scope \`${scope}\`.`;
}

/** A mistyped filter must not answer with everything: what a route does not know in its query is refused. */
function onlyKnown(query: z.ZodType | undefined): z.ZodType {
  if (query === undefined) return z.strictObject({});
  return query instanceof z.ZodObject && query.def.catchall === undefined ? query.strict() : query;
}

function withOpenCursor(list: List, query: Readonly<Record<string, unknown>>): object {
  return typeof query.cursor === 'string' ? { ...query, cursor: openCursor(list, query.cursor) } : query;
}

function withSealedCursor<T>(list: List, page: T): T {
  const { nextCursor } = page as { nextCursor?: string | null };
  return typeof nextCursor === 'string' ? { ...page, nextCursor: sealCursor(list, nextCursor) } : page;
}

const roots: Readonly<Record<string, string>> = {
  body: '',
  querystring: 'query',
  params: 'params',
  headers: 'headers',
};

const checkedByHandler = new WeakSet<z.ZodType>();

/** Checks what came in against a route's schemas; what is wrong comes out as a list of problems. */
export function validatorFor({
  schema,
  httpPart,
}: {
  schema: unknown;
  httpPart?: string;
}): (data: unknown) => { value: unknown } | { error: Error } {
  const type = schema as z.ZodType;
  const known = type instanceof z.ZodObject ? Object.keys(type.shape) : [];
  const root = roots[httpPart ?? 'body'] ?? '';
  const isChecked = checkedByHandler.has(type);
  return (data) => {
    const refused = isChecked ? [] : unstorable(data, root);
    if (refused.length > 0) return { error: invalidInput(refused) };
    const result = type.safeParse(data ?? (httpPart === 'body' ? {} : data));
    if (result.success) return { value: result.data };
    return { error: invalidInput(problemsOf(result.error, data, root, known)) };
  };
}

/** `GET /v1/follow-ups/:id/explain` is `getFollowUpsIdExplain`. */
function operationId(method: string, url: string): string {
  const words = url
    .replace(/^\/v1/, '')
    .split(/[/:-]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
