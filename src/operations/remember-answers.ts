/**
 * Idempotency keys of requests other than events: the first answer is kept and given again.
 *
 * Two ways. `once` does the effect and keeps its answer in one transaction. `begin`, `keep` and `release` stand around an
 * effect with transactions of its own: after a crash between effect and `keep` a repetition does the effect again, which
 * is why only effects that may happen twice (a cancel, a pause) are treated so.
 */
import type { Facts } from '../domain/facts.ts';
import { relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Queryable } from '../store/database.ts';
import { keepAnswer, type RememberedRow, releaseKey, renewKey, takeKey } from '../store/remembered-answers.ts';
import { type OperationContext, withRetries } from './context.ts';

export interface RequestIdentity {
  readonly key: string;
  /** Method and path: a key is for one route. */
  readonly route: string;
  readonly bodyHash: string;
}

export interface RememberedAnswer {
  readonly status: number;
  readonly body: Facts;
}

/** How long a request may be under way before a repetition takes over. */
const underWayMs = 60_000;

/** Answers what is remembered, or undefined when the request is to be done now. @throws RelanceError `idempotency_conflict`, `conflict` */
export async function beginRequest(
  { db, clock }: OperationContext,
  orgId: number,
  identity: RequestIdentity,
): Promise<RememberedAnswer | undefined> {
  return db.transaction(orgId, async (tx) => {
    const known = await takeKey(tx, orgId, { ...identity, id: newId(clock.now()) });
    if (!known) return undefined;
    refuseOther(known, identity);
    if (known.outcome) return known.outcome as unknown as RememberedAnswer;
    if (known.ageMs < underWayMs) throw relanceError('conflict', 'a request with this Idempotency-Key is under way');
    await renewKey(tx, orgId, identity.key);
    return undefined;
  });
}

export async function keepRequest(
  { db }: OperationContext,
  orgId: number,
  key: string,
  answer: RememberedAnswer,
): Promise<void> {
  await db.transaction(orgId, (tx) => keepAnswer(tx, orgId, key, answer as unknown as Facts));
}

export async function releaseRequest({ db }: OperationContext, orgId: number, key: string): Promise<void> {
  await db.transaction(orgId, (tx) => releaseKey(tx, orgId, key));
}

/** Does the effect and keeps its answer in one transaction; without an identity it is simply done. */
export async function once<T extends object>(
  { db, clock }: OperationContext,
  orgId: number,
  identity: RequestIdentity | null,
  effect: (tx: Queryable) => Promise<T>,
): Promise<T> {
  return withRetries(() =>
    db.transaction(orgId, async (tx) => {
      if (!identity) return effect(tx);
      const known = await takeKey(tx, orgId, { ...identity, id: newId(clock.now()) });
      if (known) refuseOther(known, identity);
      if (known?.outcome) return known.outcome as unknown as T;
      const answer = await effect(tx);
      await keepAnswer(tx, orgId, identity.key, answer as unknown as Facts);
      return answer;
    }),
  );
}

function refuseOther(known: RememberedRow, { route, bodyHash }: RequestIdentity): void {
  if (known.route === route && known.bodyHash === bodyHash) return;
  const what = known.route === route ? 'with another body' : `for ${known.route}`;
  throw relanceError(
    'idempotency_conflict',
    `this Idempotency-Key was used before ${what}: use a new key for a new request`,
  );
}
