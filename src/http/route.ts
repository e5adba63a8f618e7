/**
 * One way to declare a route: what it takes and answers, who may call it, how repeats are treated. Everything that all
 * routes share (checking, scopes, problem documents, the description in OpenAPI) follows from the declaration.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { unstorable } from '../domain/storable.ts';
import { invalidInput } from '../errors.ts';
import type { Scope } from '../operations/api-keys.ts';
import type { Caller } from '../operations/authenticate.ts';
import { problemAnswers } from './wire.ts';
import { problemsOf } from './zod-problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set before any handler under /v1 runs. */
    caller: Caller;
    /** The body as it came, for what compares bodies. */
    rawBody: string;
  }
  interface FastifyContextConfig {
    scope?: Scope;
    repeats?: Repeats;
  }
}

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
  /** `read` for GET unless said otherwise. */
  readonly scope?: Scope;
  readonly repeats?: Repeats;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The handler checks what the body holds, event by event: a bad one does not refuse the others. */
  readonly checksItself?: boolean;
  readonly answer: Answer;
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201;
  /** In bytes; the server's limit unless said otherwise. */
  readonly bodyLimit?: number;
  readonly handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.output<Answer>> | z.output<Answer>;
}

/** Routes whose path names something answer 404, those with a body what may be wrong with it. */
function problemStatuses(method: string, url: string, hasBody: boolean): number[] {
  return [
    401,
    403,
    422,
    429,
    500,
    503,
    ...(url.includes(':') ? [404] : []),
    ...(method === 'GET' ? [] : [409]),
    ...(hasBody ? [400, 413, 415] : []),
  ].sort();
}

export function addRoute<
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
  Answer extends z.ZodType = z.ZodUnknown,
>(app: FastifyInstance, route: Route<Params, Query, Body, Answer>): void {
  const { method, url, tag, summary, description, params, query, body, answer, status = 200 } = route;
  if (body !== undefined && route.checksItself) checkedByHandler.add(body);
  app.route({
    method,
    url,
    ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
    config: {
      scope: route.scope ?? 'read',
      repeats: method === 'POST' ? (route.repeats ?? 'remembered') : 'harmless',
    },
    schema: {
      tags: [tag],
      summary,
      ...(description !== undefined && { description }),
      operationId: operationId(method, url),
      security: [{ apiKey: [] }, { bearer: [] }],
      ...(params !== undefined && { params }),
      ...(query !== undefined && { querystring: query }),
      ...(body !== undefined && { body }),
      response: { [status]: answer, ...problemAnswers(problemStatuses(method, url, body !== undefined)) },
    },
    handler: async (request, reply) => {
      if (reply.statusCode === 200 && status !== 200) reply.status(status);
      const result = await route.handle({
        params: request.params as z.output<Params>,
        query: request.query as z.output<Query>,
        body: request.body as z.output<Body>,
        caller: request.caller,
        orgId: request.caller?.orgId,
        request,
        reply,
      });
      reply.type('application/json; charset=utf-8');
      return reply.send(JSON.stringify(z.encode(answer, result)));
    },
  });
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
