/** Reading what came in. */
import { type EventRow, listEvents } from '../store/list-events.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export async function readEventPage(
  { db }: OperationContext,
  orgId: number,
  filter: { readonly type?: string | undefined; readonly contactId?: string | undefined },
  page: PageRequest,
): Promise<Page<EventRow>> {
  const { type = null, contactId = null } = filter;
  if (contactId !== null && !isId(contactId)) return { items: [], next: null };
  const after = keyAfter(page, 'number', 'id');
  const before = after && { receivedAt: after[0] as number, id: after[1] as string };
  const rows = await db.transaction(orgId, (tx) => listEvents(tx, orgId, { type, contactId }, page.limit + 1, before));
  return pageOf(rows, page.limit, (row) => [row.receivedAt, row.id]);
}
