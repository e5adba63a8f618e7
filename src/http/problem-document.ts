/** Turns whatever was thrown into a problem document (RFC 9457). What is not in the catalog says nothing of the inside. */
import type { FastifyReply } from 'fastify';
import { type ErrorCode, errorCatalog, type Problem, RelanceError } from '../errors.ts';

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly problems: readonly Problem[];
}

const problemMediaType = 'application/problem+json';

/** What Fastify itself refuses. */
const codesOfFastify: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'the body is over the limit of this route'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'send JSON, with content-type: application/json'],
  FST_ERR_CTP_EMPTY_TYPE: ['unsupported_media_type', 'send JSON, with content-type: application/json'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed_body', 'the body is not as long as content-length says'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed_body', 'the body is empty'],
  FST_ERR_BAD_URL: ['not_found', 'this path cannot be read'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'this path is too long'],
};

/** Is the fault ours, so that it belongs in the log? */
export function isOurFault(problem: ProblemDocument): boolean {
  return problem.status >= 500 && problem.code !== 'store_unavailable';
}

export function toProblem(error: unknown): ProblemDocument {
  const known = error instanceof RelanceError ? error : fromFastify(error);
  const { status, title, retryable } = errorCatalog[known.code];
  const isInternal = known.code === 'internal' || known.code === 'invariant_broken';
  return {
    type: `urn:relance:problem:${known.code}`,
    title,
    status,
    detail: isInternal ? 'the log says more' : known.detail,
    code: known.code,
    retryable,
    problems: known.problems,
  };
}

/** Sends a problem document; faults that pass by themselves say when to come back, unless that was said already. */
export function sendProblem(reply: FastifyReply, problem: ProblemDocument): FastifyReply {
  const passes = problem.status === 503 || problem.status === 429;
  if (passes && !reply.hasHeader('retry-after')) reply.header('retry-after', '2');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="relance"');
  return reply.status(problem.status).type(problemMediaType).send(JSON.stringify(problem));
}

function fromFastify(error: unknown): RelanceError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = Object.hasOwn(codesOfFastify, code) ? codesOfFastify[code] : undefined;
  if (known) return new RelanceError(known[0], known[1]);
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 400) return new RelanceError('malformed_body', 'the request could not be read');
  return new RelanceError('internal', 'an unexpected error', { cause: error });
}
