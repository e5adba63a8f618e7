/** A fault as one clear line and its problems; where it came from only for those who ask (`--verbose`). */
import type { Problem } from '../domain/problem.ts';
import { RelanceError } from '../errors.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { note, paint } from './terminal.ts';

/** Tells a person what went wrong, and gives the exit code that says so to a script. */
export function reportFault(error: unknown, verbose: boolean): ExitCode {
  note(`${paint('red', 'relance:', process.stderr)} ${summaryOf(error)}`);
  if (error instanceof RelanceError) for (const problem of error.problems) note(`  ${problemLine(problem)}`);
  if (verbose) note(paint('dim', stackOf(error), process.stderr));
  else if (!isExpected(error)) note('  (--verbose shows where this happened)');
  return error instanceof RelanceError && error.code === 'invalid_configuration' ? exitCode.usage : exitCode.failed;
}

/** `steps[0].after: the duration is empty (expected a duration such as 30m)` */
export function problemLine({ path, message, expected = '' }: Problem): string {
  // Some say what to do instead of what would be right: "did you mean …?", "write 2h".
  const isAdvice = /^(did you mean|write|remove) /.test(expected);
  const remedy = expected === '' ? '' : ` (${isAdvice ? '' : 'expected '}${expected})`;
  return `${path === '' ? '' : `${path}: `}${message}${remedy}`;
}

function summaryOf(error: unknown): string {
  if (error instanceof RelanceError) {
    const cause = error.code === 'store_unavailable' ? reasonOf(error.cause) : '';
    return `${error.detail}${cause === '' ? '' : `: ${cause}`}`;
  }
  if (isRefusedByDatabase(error)) return `the database refuses the connection: ${error.message} (see DATABASE_URL)`;
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Node gathers the failures of several addresses in one error without a text of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : '';
}

/** SQLSTATE classes 28 (who are you) and 3D (which database). */
function isRefusedByDatabase(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(28|3D)/.test(String(error.code));
}

function isExpected(error: unknown): boolean {
  if (error instanceof RelanceError) return error.code !== 'internal' && error.code !== 'invariant_broken';
  return isRefusedByDatabase(error);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
