/** Addresses that nothing is sent to: added, lifted, listed. */
import type { Channel } from '../domain/channel.ts';
import { DocumentReader } from '../domain/document-reader.ts';
import { needsInsisting } from '../domain/liftable.ts';
import { invalidInput, relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Queryable } from '../store/database.ts';
import {
  addSuppressions,
  listSuppressions,
  lockSuppression,
  readHolders,
  removeSuppression,
  type SuppressionRow,
} from '../store/suppressions.ts';
import { addTimeline } from '../store/timeline.ts';
import { type OperationContext, withRetries } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';
import { type AddressOptions, readAddress } from './read-address.ts';

export type Suppression = SuppressionRow;

export interface AddressGiven {
  readonly channel: Channel;
  /** As people write it; normalised here like every address. */
  readonly value: string;
}

export interface NewSuppression extends AddressGiven {
  readonly cause: string;
  readonly detail: string | null;
}

/** @param by who does it, for the timeline @throws RelanceError `invalid_input` for what is no address of that channel */
export async function suppressAddress(
  context: OperationContext,
  orgId: number,
  address: AddressGiven,
  why: { readonly cause: string; readonly detail: string | null },
  by: string,
  options: AddressOptions = {},
): Promise<Suppression> {
  const [row] = await suppressAddresses(context, orgId, [{ ...normalise(address, options), ...why }], by);
  return row as Suppression;
}

/**
 * Suppresses normalised addresses in one transaction; an earlier suppression of one stays as it is. From here on no call to
 * them begins; whoever has one of them sees it on the timeline. Results in any order.
 */
export async function suppressAddresses(
  { db, clock }: OperationContext,
  orgId: number,
  rows: readonly NewSuppression[],
  by: string,
): Promise<readonly (Suppression & { readonly isNew: boolean })[]> {
  return withRetries(() =>
    db.transaction(orgId, async (tx) => {
      const stored = await addSuppressions(tx, orgId, rows);
      const added = stored.filter(({ isNew }) => isNew);
      const causes = new Map(added.map(({ channel, value, cause }) => [`${channel} ${value}`, cause]));
      await tellHolders(tx, orgId, added, clock.now(), ({ channel, value }) => ({
        kind: 'suppressed',
        reason: causes.get(`${channel} ${value}`) ?? null,
        facts: { channel, by },
      }));
      return stored;
    }),
  );
}

export interface Lifting {
  /** Why, in words. */
  readonly reason?: string | undefined;
  /** Also where the person called a message spam, or the address does not work. */
  readonly force?: boolean | undefined;
  readonly by: string;
}

/** False when it was not suppressed. @throws RelanceError `conflict` where somebody has to insist */
export async function liftSuppression(
  { db, clock }: OperationContext,
  orgId: number,
  address: AddressGiven,
  { reason, force = false, by }: Lifting,
  options: AddressOptions = {},
): Promise<boolean> {
  const { channel, value } = normalise(address, options);
  return db.transaction(orgId, async (tx) => {
    const row = await lockSuppression(tx, orgId, channel, value);
    if (!row) return false;
    if (needsInsisting(row.cause) && !force) {
      const message = `${value} is suppressed because of ${row.cause}; writing there again can do harm. Lift it with force=true if you are sure`;
      throw relanceError('conflict', message);
    }
    await removeSuppression(tx, orgId, channel, value);
    await tellHolders(tx, orgId, [row], clock.now(), () => ({
      kind: 'suppression_lifted',
      reason: row.cause,
      facts: { channel, by, why: reason ?? null },
    }));
    return true;
  });
}

type Told = Omit<Parameters<typeof addTimeline>[2][number], 'id' | 'contactId' | 'followUpId'>;

async function tellHolders(
  tx: Queryable,
  orgId: number,
  addresses: readonly AddressGiven[],
  now: number,
  tell: (address: AddressGiven) => Told,
): Promise<void> {
  const holders = await readHolders(
    tx,
    orgId,
    addresses.map(({ channel, value }) => ({ channel, value })),
  );
  const entries = holders.map(({ contactId, channel, value }) => ({
    id: newId(now),
    contactId,
    followUpId: null,
    ...tell({ channel, value }),
  }));
  await addTimeline(tx, orgId, entries);
}

export interface SuppressionFilter {
  readonly channel?: Channel | undefined;
  readonly value?: string | undefined;
  readonly cause?: string | undefined;
}

export async function readSuppressionPage(
  { db }: OperationContext,
  orgId: number,
  { channel, value, cause }: SuppressionFilter,
  page: PageRequest,
): Promise<Page<Suppression>> {
  const after = keyAfter(page, 'text', 'text') as readonly [string, string] | null;
  const filter = { channel: channel ?? null, value: value ?? null, cause: cause ?? null };
  const rows = await db.transaction(orgId, (tx) => listSuppressions(tx, orgId, filter, page.limit + 1, after));
  return pageOf(rows, page.limit, (row) => [row.channel, row.value]);
}

function normalise(address: AddressGiven, options: AddressOptions): AddressGiven {
  const place = new DocumentReader(address);
  const read = readAddress(place, options);
  if (!read || place.findings.problems.length > 0) throw invalidInput(place.findings.problems);
  return read;
}
