/** Addresses that nothing is sent to: added, removed, listed. */
import type { Channel } from '../domain/channel.ts';
import { DocumentReader } from '../domain/document-reader.ts';
import type { Facts } from '../domain/facts.ts';
import { invalidInput } from '../errors.ts';
import { forgetErasedAddresses } from '../store/erased-addresses.ts';
import { addSuppressions, listSuppressions, removeSuppression, type SuppressionRow } from '../store/suppressions.ts';
import { type Actor, type Change, change } from './audit.ts';
import type { OperationContext } from './context.ts';
import { addressHashes } from './erased-addresses.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { readAddress } from './read-event.ts';

export type Suppression = SuppressionRow;

export interface AddressGiven {
  readonly channel: Channel;
  /** As people write it; normalised here like every address. */
  readonly value: string;
}

interface ReadOptions {
  readonly defaultCountry?: string;
}

/** @throws RelanceError `invalid_input` for what is no address of that channel */
export async function suppressAddress(
  context: OperationContext,
  orgId: number,
  address: AddressGiven,
  why: { readonly cause: string; readonly detail: string | null },
  by: Actor,
  options: ReadOptions = {},
): Promise<Suppression> {
  const normalised = normalise(address, options);
  return change(context, orgId, by, async (tx, note) => {
    const [row] = await addSuppressions(tx, orgId, [{ ...normalised, ...why }]);
    note(noted('suppression.added', context, orgId, normalised, { cause: why.cause }));
    return row as Suppression;
  });
}

/** False when it was not suppressed. */
export async function liftSuppression(
  context: OperationContext,
  orgId: number,
  address: AddressGiven,
  by: Actor,
  options: ReadOptions = {},
): Promise<boolean> {
  const normalised = normalise(address, options);
  return change(context, orgId, by, async (tx, note) => {
    const isLifted = await removeSuppression(tx, orgId, normalised.channel, normalised.value);
    // What an erasure left of this address, else the next contact with it would be suppressed again.
    const hashes = addressHashes(context.secrets, orgId, normalised).map(({ hash }) => hash);
    const wasErased = await forgetErasedAddresses(tx, orgId, hashes);
    if (isLifted || wasErased) note(noted('suppression.lifted', context, orgId, normalised));
    return isLifted || wasErased;
  });
}

/** The address itself is personal: the log has its keyed hash, by which whoever knows the address finds it again. */
function noted(
  action: string,
  { secrets }: OperationContext,
  orgId: number,
  address: AddressGiven,
  facts: Facts = {},
): Change {
  const [hash] = addressHashes(secrets, orgId, address);
  return { action, ids: hash ? [hash.hash] : [], facts: { channel: address.channel, ...facts } };
}

export async function readSuppressionPage(
  { db }: OperationContext,
  orgId: number,
  filter: { readonly channel?: Channel | undefined; readonly value?: string | undefined },
  page: PageRequest,
): Promise<Page<Suppression>> {
  const after = keyAfter(page, 'text', 'text') as readonly [string, string] | null;
  const { channel = null, value = null } = filter;
  const rows = await db.transaction(orgId, (tx) =>
    listSuppressions(tx, orgId, { channel, value }, page.limit + 1, after),
  );
  return pageOf(rows, page.limit, (row) => [row.channel, row.value]);
}

function normalise(address: AddressGiven, options: ReadOptions): AddressGiven {
  const place = new DocumentReader(address);
  const read = readAddress(place, options);
  if (!read || place.findings.problems.length > 0) throw invalidInput(place.findings.problems);
  return read;
}
