/** What an adapter answered, taken for an outcome only if it is one: adapters are anybody's code, and not all of it is checked by a compiler. */
import type { SendOutcome } from '../provider.ts';
import { isRefusalClass } from '../refusal-classes.ts';

/** An answer that is no outcome tells nothing about the call: `unknown`. What is accepted stays so, whatever else it says badly. */
export function readOutcome(said: unknown): SendOutcome {
  if (isOutcome(said)) return said;
  if (isAccepted(said)) {
    const { providerMessageId: id } = said;
    return {
      kind: 'accepted',
      ...((typeof id === 'string' || typeof id === 'number') && { providerMessageId: `${id}` }),
    };
  }
  return {
    kind: 'unknown',
    code: 'no_outcome',
    detail: `the provider answered with ${shapeOf(said)}, which is no outcome`,
  };
}

const isAccepted = (said: unknown): said is Record<string, unknown> =>
  typeof said === 'object' && said !== null && 'kind' in said && said.kind === 'accepted';

function isOutcome(said: unknown): said is SendOutcome {
  if (typeof said !== 'object' || said === null) return false;
  const outcome = said as Record<string, unknown>;
  const { kind, code, detail } = outcome;
  if (kind === 'accepted')
    return isAbsentOr('string', outcome, 'providerMessageId', 'detail') && isAbsentOrNumber(outcome.costCents);
  if (typeof code !== 'string' || typeof detail !== 'string') return false;
  if (kind !== 'refused') return kind === 'unknown';
  return (
    isRefusalClass(outcome.class) &&
    isAbsentOrNumber(outcome.retryAfterMs) &&
    isAbsentOr('boolean', outcome, 'personStopped', 'recipientAsked')
  );
}

const isAbsentOr = (type: string, from: Record<string, unknown>, ...keys: readonly string[]) =>
  keys.every((key) => from[key] === undefined || typeof from[key] === type);

const isAbsentOrNumber = (value: unknown) => value === undefined || Number.isFinite(value);

/** Not its words: nothing that a person wrote gets into a record of faults. */
function shapeOf(said: unknown): string {
  if (typeof said !== 'object' || said === null) return said === null ? 'null' : typeof said;
  return `an object of ${Object.keys(said).slice(0, 10).join(', ') || 'nothing'}`;
}
