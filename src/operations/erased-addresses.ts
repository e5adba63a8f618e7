/**
 * Addresses of erased people stay suppressed although they are gone: what is left is a hash with a key of the installation.
 *
 * Sending knows nothing of this. An address has to be stored before anything can go to it, so it is compared there, and only
 * where it is new to its contact and the organization has erased somebody: an address that is known again gets a plain
 * suppression in the same transaction. From then on it is suppressed like any other, for the guards, the claim and `calling`
 * alike. Storing an address and erasing it take the same lock (`lockIdentities`), so that one of the two comes first.
 */
import type { Channel } from '../domain/channel.ts';
import type { SecretBox } from '../secret-box.ts';
import { everyOrganization, type Queryable } from '../store/database.ts';
import { countForeignHashes, type ErasedAddressRow, findErasedAddresses } from '../store/erased-addresses.ts';
import { addSuppressions } from '../store/suppressions.ts';
import type { OperationContext } from './context.ts';

interface Address {
  readonly channel: Channel;
  readonly value: string;
}

/** The cause of such a suppression, and of what an erasure ends. */
export const erasedCause = 'erased';

const purpose = 'erased address';

/**
 * By every key of the installation, the present one first: an address is known again after the key was changed, as long as the
 * one before is still given. Hashes of two organizations can't be compared.
 */
export function addressHashes(box: SecretBox, orgId: number, { channel, value }: Address): readonly ErasedAddressRow[] {
  return box.fingerprints(`${orgId}/${channel}:${value}`, purpose).map(({ hash, keyId }) => ({ hash, key_id: keyId }));
}

/** Hashes of a key that is not given here: their addresses would not be known again, and be written to. */
export async function countUnknownHashes({ db, secrets }: Pick<OperationContext, 'db' | 'secrets'>): Promise<number> {
  return db.transaction(everyOrganization, (tx) => countForeignHashes(tx, secrets.keyIds));
}

/** Of the addresses, those that belonged to somebody who was erased. */
export async function knownErased<T extends Address>(
  tx: Queryable,
  box: SecretBox,
  orgId: number,
  addresses: readonly T[],
): Promise<readonly T[]> {
  const hashed = addresses.map((address) => ({ address, hashes: addressHashes(box, orgId, address) }));
  const all = hashed.flatMap(({ hashes }) => hashes.map(({ hash }) => hash));
  const known = await findErasedAddresses(tx, orgId, all);
  return hashed.flatMap(({ address, hashes }) => (hashes.some(({ hash }) => known.has(hash)) ? [address] : []));
}

/** For addresses that were just stored. */
export async function suppressErased(
  tx: Queryable,
  box: SecretBox,
  orgId: number,
  addresses: readonly Address[],
): Promise<void> {
  if (addresses.length === 0) return;
  const known = await knownErased(tx, box, orgId, addresses);
  const rows = known.map(({ channel, value }) => ({ channel, value, cause: erasedCause, detail: null }));
  await addSuppressions(tx, orgId, rows);
}
