/** What an adapter answered, taken for an outcome only if it is one: adapters are anybody's code, and not all of it is checked by a compiler. */
import { isRefusalClass, type SendOutcome } from '../provider.ts';

/** An answer that is no outcome tells nothing about the call: `unknown`. */
export function readOutcome(said: unknown): SendOutcome {
  if (isOutcome(said)) return said;
  return {
    kind: 'unknown',
    code: 'no_outcome',
    detail: `the provider answered with ${shapeOf(said)}, which is no outcome`,
  };
}

function isOutcome(said: unknown): said is SendOutcome {
  if (typeof said !== 'object' || said === null) return false;
  const outcome = said as Record<string, unknown>;
  const { kind, code, detail } = outcome;
  if (kind === 'accepted')
    return isAbsentOr('string', outcome, 'providerMessageId', 'detail') && isNumber(outcome.costCents);
  if (typeof code !== 'string' || typeof detail !== 'string') return false;
  if (kind !== 'refused') return kind === 'unknown';
  return (
    isRefusalClass(outcome.class) &&
    isNumber(outcome.retryAfterMs) &&
    isAbsentOr('boolean', outcome, 'personStopped', 'recipientAsked')
  );
}

const isAbsentOr = (type: string, from: Record<string, unknown>, ...keys: readonly string[]) =>
  keys.every((key) => from[key] === undefined || typeof from[key] === type);

const isNumber = (value: unknown) => value === undefined || Number.isFinite(value);

/** Not its words: nothing that a person wrote gets into a record of faults. */
function shapeOf(said: unknown): string {
  if (typeof said !== 'object' || said === null) return said === null ? 'null' : typeof said;
  return `an object of ${Object.keys(said).slice(0, 10).join(', ') || 'nothing'}`;
}
