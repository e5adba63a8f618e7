/**
 * Erasing people. It is a stop that nothing can outrun (no call begins after its commit), and after it nothing is left that says
 * who they were.
 *
 * What was on its way meanwhile and arrives after it goes as well. Until somebody has looked for it when nothing can come any
 * more, they stay due to be looked at, in their own row: no number of erasures, no process that ends, and no time without any
 * process, can make them be forgotten.
 */
import { relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import { isStoreUnavailable, type Queryable } from '../store/database.ts';
import {
  endLateTraces,
  eraseRows,
  type LatelyErased,
  type LockedContact,
  lockToErase,
  takeLateTraces,
} from '../store/erase-contact.ts';
import { type EarlierTraces, findEarlierTraces, findTraces, readIdentity } from '../store/find-traces.ts';
import { type Actor, change } from './audit.ts';
import { type OperationContext, withRetries } from './context.ts';
import { addressHashes } from './erased-addresses.ts';

export interface Erasure {
  /** When it was first done, milliseconds since 1970. */
  readonly erasedAt: number;
  /** Follow-ups that were cancelled by it. */
  readonly cancelled: number;
}

/**
 * Doing it again does no harm.
 *
 * @param reason a word for the audit log, such as `requested`
 * @returns undefined when there is no such contact
 * @throws RelanceError `not_configured` without a secret key: their addresses could not stay suppressed
 */
export async function eraseContact(
  context: OperationContext,
  orgId: number,
  contactId: string,
  reason: string,
  by: Actor,
): Promise<Erasure | undefined> {
  const { db, clock, secrets } = context;
  if (!secrets.canSeal) {
    const message =
      'An erased address stays suppressed by a keyed hash, and the key is missing: set RELANCE_SECRET_KEY (the library: secretKeys) to 32 bytes in base64, the same in every process; openssl rand -base64 32 makes one';
    throw relanceError('not_configured', message);
  }
  const now = clock.now();
  const known = await db.transaction(orgId, (tx) => readIdentity(tx, orgId, contactId));
  if (!known) return undefined;
  const before = await findEarlierTraces(db, orgId, known, now);
  return change(context, orgId, by, async (tx, note) => {
    const locked = await lockToErase(tx, orgId, contactId);
    if (!locked) return undefined;
    const done = await erase(tx, context, orgId, locked, before);
    const { length: addresses } = locked.identity.addresses;
    const facts = { reason, followUps: done.cancelled, addresses };
    if (!locked.wasErased) note({ action: 'contact.erased', ids: [contactId], facts });
    return done;
  });
}

async function erase(
  tx: Queryable,
  { clock, secrets }: Pick<OperationContext, 'clock' | 'secrets'>,
  orgId: number,
  { identity, wasErased }: LockedContact,
  before: EarlierTraces,
) {
  const traces = await findTraces(tx, orgId, identity, before);
  const hashes = identity.addresses.flatMap((address) =>
    // The present key is enough: every key that is given is tried when an address comes in.
    addressHashes(secrets, orgId, address).slice(0, 1),
  );
  return eraseRows(tx, orgId, identity, traces, hashes, wasErased ? null : newId(clock.now()));
}

/** A call may take minutes, and a transaction that had begun before may commit after. */
const lateMs = 15 * 60_000;

/** People in one round, so that the rest of the housekeeping has its turn: some seconds. */
const roundMax = 500;

/**
 * One round of looking for what was on its way while somebody was erased, and arrived after: it is erased as well. Each is looked
 * at soon, then at growing distances, and for the last time when a quarter of an hour has passed; each time by one process of all.
 *
 * @param onFault of whom it fails: they are tried again in a minute, and keep nobody else waiting
 * @returns how many people were looked at
 */
export async function eraseLateTraces(
  context: OperationContext,
  signal: AbortSignal,
  onFault: (contactId: string, error: unknown) => void,
): Promise<number> {
  if (!context.secrets.canSeal) return 0;
  let looked = 0;
  while (looked < roundMax && !signal.aborted) {
    const taken = await takeLateTraces(context.db, lateMs);
    if (taken.length === 0) break;
    for (const one of taken) {
      if (signal.aborted) return looked;
      await eraseLateTracesOf(context, one).catch((error: unknown) => {
        if (isStoreUnavailable(error)) throw error;
        onFault(one.contactId, error);
      });
      looked += 1;
    }
  }
  return looked;
}

function eraseLateTracesOf(
  context: OperationContext,
  { orgId, contactId, erasedAt, isLast }: LatelyErased,
): Promise<void> {
  const before = { followUps: [], enrollments: [], inbox: [], since: erasedAt - lateMs };
  return withRetries(() =>
    context.db.transaction(orgId, async (tx) => {
      const locked = await lockToErase(tx, orgId, contactId);
      if (locked) await erase(tx, context, orgId, locked, before);
      if (isLast) await endLateTraces(tx, orgId, contactId);
    }),
  );
}
