/**
 * Erasing people. It is a stop that nothing can outrun (no call begins after its commit), and after it nothing is left that says
 * who they were.
 */
import { relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import { everyOrganization, type Queryable } from '../store/database.ts';
import {
  eraseRows,
  type LatelyErased,
  type LockedContact,
  listLatelyErased,
  lockLateTraces,
  lockToErase,
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

/**
 * What was on its way while somebody was erased, and arrived after: it is erased as well. Of all processes one at a time does
 * this: who finds another at it leaves the rest to that one. Returns how many people were looked at.
 */
export async function eraseLateTraces(context: OperationContext, signal: AbortSignal): Promise<number> {
  const { db, secrets } = context;
  if (!secrets.canSeal) return 0;
  let looked = 0;
  for (let after: LatelyErased | null = null; ; ) {
    const page: readonly LatelyErased[] = await db.transaction(everyOrganization, (tx) =>
      listLatelyErased(tx, lateMs, after),
    );
    for (const one of page) {
      if (signal.aborted || !(await eraseLateTracesOf(context, one))) return looked;
      looked += 1;
    }
    after = page.at(-1) ?? null;
    if (after === null) return looked;
  }
}

/** False where another process looks at this moment. */
function eraseLateTracesOf(context: OperationContext, { orgId, contactId }: LatelyErased): Promise<boolean> {
  const before = { followUps: [], enrollments: [], inbox: [], since: context.clock.now() - 2 * lateMs };
  return withRetries(() =>
    context.db.transaction(orgId, async (tx) => {
      if (!(await lockLateTraces(tx))) return false;
      const locked = await lockToErase(tx, orgId, contactId);
      if (locked) await erase(tx, context, orgId, locked, before);
      return true;
    }),
  );
}
