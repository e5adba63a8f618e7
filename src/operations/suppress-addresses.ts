/** Addresses that nothing is sent to: added, removed, listed. */
import type { Channel } from '../domain/channel.ts';
import { DocumentReader } from '../domain/document-reader.ts';
import { invalidInput } from '../errors.ts';
import { addSuppressions, listSuppressions, removeSuppression, type SuppressionRow } from '../store/suppressions.ts';
import { type OperationContext, withRetries } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { readAddress } from './read-address.ts';

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
  { db }: OperationContext,
  orgId: number,
  address: AddressGiven,
  why: { readonly cause: string; readonly detail: string | null },
  options: ReadOptions = {},
): Promise<Suppression> {
  const normalised = normalise(address, options);
  const [row] = await withRetries(() =>
    db.transaction(orgId, (tx) => addSuppressions(tx, orgId, [{ ...normalised, ...why }])),
  );
  return row as Suppression;
}

/** False when it was not suppressed. */
export async function liftSuppression(
  { db }: OperationContext,
  orgId: number,
  address: AddressGiven,
  options: ReadOptions = {},
): Promise<boolean> {
  const { channel, value } = normalise(address, options);
  return db.transaction(orgId, (tx) => removeSuppression(tx, orgId, channel, value));
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
