/**
 * The one catalog of faults: code, HTTP status, public text, whether trying again can help.
 *
 * Expected outcomes (a refused send, a skipped follow-up, a problem in a sequence) are values, never errors.
 * Only what a caller did wrong, or what broke around us, is a RelanceError.
 */

import type { Problem } from './domain/problem.ts';

export type { Problem };

interface CatalogEntry {
  readonly status: number;
  readonly title: string;
  /** True when the same call may succeed later without a change. */
  readonly retryable: boolean;
}

export const errorCatalog = {
  invalid_input: { status: 422, title: 'The input is not valid', retryable: false },
  malformed_body: { status: 400, title: 'The body could not be read', retryable: false },
  body_too_large: { status: 413, title: 'The body is larger than allowed', retryable: false },
  unsupported_media_type: { status: 415, title: 'The body is of a kind that is not read here', retryable: false },
  method_not_allowed: { status: 405, title: 'This path has no such method', retryable: false },
  unauthorized: { status: 401, title: 'It is not known who calls', retryable: false },
  signature_refused: { status: 401, title: 'The signature of this call is not good', retryable: false },
  forbidden: { status: 403, title: 'This caller may not do that', retryable: false },
  not_found: { status: 404, title: 'There is no such thing here', retryable: false },
  conflict: { status: 409, title: 'The present state does not allow this', retryable: false },
  other_organization: { status: 409, title: 'This is for another organization', retryable: false },
  idempotency_conflict: {
    status: 409,
    title: 'This idempotency key was used before with another body',
    retryable: false,
  },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  store_unavailable: { status: 503, title: 'The database cannot be reached', retryable: true },
  unavailable_here: { status: 503, title: 'This process cannot do that at this moment', retryable: true },
  not_configured: { status: 422, title: 'Something needed is not configured', retryable: false },
  invalid_configuration: { status: 500, title: 'The configuration is not valid', retryable: false },
  unsupported_database: { status: 500, title: 'This database cannot be used', retryable: false },
  embedded_locked: { status: 500, title: 'Another process uses the embedded database', retryable: true },
  embedded_port_taken: { status: 500, title: 'The port of the embedded database is taken', retryable: true },
  embedded_folder_unusable: {
    status: 500,
    title: 'The folder of the embedded database cannot be used',
    retryable: false,
  },
  embedded_user_unusable: { status: 500, title: 'PostgreSQL cannot run as this user', retryable: false },
  embedded_start_failed: { status: 500, title: 'The embedded database did not start', retryable: true },
  invariant_broken: { status: 500, title: 'Relance found itself in an impossible state', retryable: false },
  internal: { status: 500, title: 'Something went wrong inside Relance', retryable: true },
} as const satisfies Record<string, CatalogEntry>;

export type ErrorCode = keyof typeof errorCatalog;

/** A fault with a code from the catalog. `detail` is safe to show to the caller. */
export class RelanceError extends Error {
  override readonly name = 'RelanceError';
  readonly code: ErrorCode;
  readonly detail: string;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, detail: string, options: { problems?: readonly Problem[]; cause?: unknown } = {}) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.problems = options.problems ?? [];
  }

  get status(): number {
    return errorCatalog[this.code].status;
  }

  get retryable(): boolean {
    return errorCatalog[this.code].retryable;
  }
}

/** Short form of `new RelanceError(code, detail)`. */
export function relanceError(code: ErrorCode, detail: string, cause?: unknown): RelanceError {
  return new RelanceError(code, detail, { cause });
}

/** Bad input, with the list of what is wrong where. */
export function invalidInput(problems: readonly Problem[]): RelanceError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const detail = first ? `${first.path ? `${first.path}: ` : ''}${first.message}${more}` : 'the input is not valid';
  return new RelanceError('invalid_input', detail, { problems });
}
