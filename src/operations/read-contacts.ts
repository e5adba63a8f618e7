/** Reading contacts, pausing and resuming them. */
import type { Channel } from '../domain/channel.ts';
import { relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import { noticeIfDueSoon } from '../store/due-notice.ts';
import {
  type ContactDetailRow,
  listContacts,
  listContactsByAddress,
  readContact as readRow,
  setContactPaused,
} from '../store/list-contacts.ts';
import { listTimeline, type TimelineRow } from '../store/list-evidence.ts';
import { type Actor, change } from './audit.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type Contact = ContactDetailRow;

/** The latest made first; with an address only those who hold it. */
export async function readContactPage(
  { db }: OperationContext,
  orgId: number,
  address: { readonly channels: readonly Channel[]; readonly value: string } | null,
  page: PageRequest,
): Promise<Page<Contact>> {
  const before = (keyAfter(page, 'id')?.[0] as string) ?? null;
  const rows = await db.transaction(orgId, (tx) =>
    address
      ? listContactsByAddress(tx, orgId, address, page.limit + 1, before)
      : listContacts(tx, orgId, page.limit + 1, before),
  );
  return pageOf(rows, page.limit, (row) => [row.id]);
}

/** @param reference an id, or `key:` and the caller's own key @throws RelanceError `not_found` */
export async function readContact({ db }: OperationContext, orgId: number, reference: string): Promise<Contact> {
  const named = contactReference(reference);
  const row = named && (await db.transaction(orgId, (tx) => readRow(tx, orgId, named)));
  if (!row) {
    const hint = named ? '' : `; your own keys are written key:${reference}`;
    throw relanceError('not_found', `there is no contact ${reference}${hint}`);
  }
  return row;
}

/** What a reference names; undefined for what can be neither. */
export function contactReference(reference: string): { readonly id: string } | { readonly key: string } | undefined {
  if (reference.startsWith('key:')) return reference.length > 4 ? { key: reference.slice(4) } : undefined;
  return isId(reference) ? { id: reference.toLowerCase() } : undefined;
}

/** What was decided about a contact, the latest first. @throws RelanceError `not_found` */
export async function readTimeline(
  context: OperationContext,
  orgId: number,
  reference: string,
  page: PageRequest,
): Promise<Page<TimelineRow>> {
  const { id } = await readContact(context, orgId, reference);
  const before = (keyAfter(page, 'id')?.[0] as string) ?? null;
  const rows = await context.db.transaction(orgId, (tx) => listTimeline(tx, orgId, id, page.limit + 1, before));
  return pageOf(rows, page.limit, (row) => [row.id]);
}

/** Nothing goes to a paused contact; what comes due meanwhile waits. @throws RelanceError `not_found` */
export async function pauseContact(
  context: OperationContext,
  orgId: number,
  reference: string,
  paused: boolean,
  by: Actor,
): Promise<Contact> {
  const { id } = await readContact(context, orgId, reference);
  const now = context.clock.now();
  await change(context, orgId, by, async (tx, note) => {
    const woken = await setContactPaused(tx, orgId, id, paused, newId(now), by.name);
    if (woken) await noticeIfDueSoon(tx, orgId, [now], now);
    note({ action: paused ? 'contact.paused' : 'contact.resumed', ids: [id] });
  });
  return readContact(context, orgId, id);
}
