/**
 * Erasing people. It is a stop that nothing can outrun (no call begins after its commit), and after it nothing is left that says
 * who they were. One transaction for each contact.
 */
import { relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import { everyOrganization, type Queryable } from '../store/database.ts';
import { eraseRows, type LockedContact, listLatelyErased, lockToErase } from '../store/erase-contact.ts';
import { type EarlierTraces, findEarlierTraces, findTraces, readIdentity } from '../store/find-traces.ts';
import { type Actor, change } from './audit.ts';
import { type OperationContext, withRetries } from './context.ts';
import { addressHashes } from './erased-addresses.ts';

export interface ContactToErase {
  readonly contactId: string;
  /** A word for the audit log, such as `requested`. */
  readonly reason: string;
}

export interface Erasure {
  readonly contactId: string;
  /** When it was first done, milliseconds since 1970. */
  readonly erasedAt: number;
  /** Follow-ups that were cancelled by it. */
  readonly cancelled: number;
}

/**
 * Results in the order of the contacts; undefined where there is no such contact. Doing it again does no harm.
 *
 * @throws RelanceError `not_configured` without a secret key: their addresses could not stay suppressed
 */
export async function eraseContacts(
  context: OperationContext,
  orgId: number,
  contacts: readonly ContactToErase[],
  by: Actor,
): Promise<readonly (Erasure | undefined)[]> {
  const { db, clock, secrets } = context;
  if (!secrets.canSeal) {
    const message =
      'An erased address stays suppressed by a keyed hash, and the key is missing: set RELANCE_SECRET_KEY (the library: secretKeys) to 32 bytes in base64, the same in every process; openssl rand -base64 32 makes one';
    throw relanceError('not_configured', message);
  }
  const results: (Erasure | undefined)[] = [];
  for (const { contactId, reason } of contacts) {
    const now = clock.now();
    const known = await db.transaction(orgId, (tx) => readIdentity(tx, orgId, contactId));
    const before = known && (await findEarlierTraces(db, orgId, known, now));
    const erased =
      before &&
      (await change(context, orgId, by, async (tx, note) => {
        const locked = await lockToErase(tx, orgId, contactId);
        if (!locked) return undefined;
        const done = await erase(tx, context, orgId, locked, before);
        const { length: addresses } = locked.identity.addresses;
        const facts = { reason, followUps: done.cancelled, addresses };
        if (!locked.wasErased) note({ action: 'contact.erased', ids: [contactId], facts });
        return { contactId, ...done };
      }));
    results.push(erased);
  }
  return results;
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

/** What was on its way while somebody was erased, and arrived after: it is erased as well. Returns how many people were looked at. */
export async function eraseLateTraces(context: OperationContext): Promise<number> {
  const { db, clock, secrets } = context;
  if (!secrets.canSeal) return 0;
  const lately = await db.transaction(everyOrganization, (tx) => listLatelyErased(tx, lateMs));
  for (const { orgId, contactId } of lately) {
    const before = { followUps: [], enrollments: [], inbox: [], since: clock.now() - 2 * lateMs };
    await withRetries(() =>
      db.transaction(orgId, async (tx) => {
        const locked = await lockToErase(tx, orgId, contactId);
        if (locked) await erase(tx, context, orgId, locked, before);
      }),
    );
  }
  return lately.length;
}
