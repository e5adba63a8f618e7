/** Reading messages, and the local inbox. */
import { relanceError } from '../errors.ts';
import {
  listMessages,
  listSandboxMessages,
  type MessageFilter,
  type MessageRow,
  readMessage as readRow,
  type SandboxMessageRow,
} from '../store/list-messages.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export async function readMessagePage(
  { db }: OperationContext,
  orgId: number,
  filter: MessageFilter,
  page: PageRequest,
): Promise<Page<MessageRow>> {
  if (filter.contactId !== undefined && !isId(filter.contactId)) return { items: [], next: null };
  const before = (keyAfter(page, 'id')?.[0] as string) ?? null;
  const rows = await db.transaction(orgId, (tx) => listMessages(tx, orgId, filter, page.limit + 1, before));
  return pageOf(rows, page.limit, (row) => [row.id]);
}

/** @throws RelanceError `not_found` */
export async function readMessage({ db }: OperationContext, orgId: number, id: string): Promise<MessageRow> {
  const row = isId(id) ? await db.transaction(orgId, (tx) => readRow(tx, orgId, id)) : undefined;
  if (!row) throw relanceError('not_found', `there is no message ${id}`);
  return row;
}

export async function readSandboxPage(
  { db }: OperationContext,
  orgId: number,
  page: PageRequest,
): Promise<Page<SandboxMessageRow>> {
  const before = (keyAfter(page, 'id')?.[0] as string) ?? null;
  const rows = await db.transaction(orgId, (tx) => listSandboxMessages(tx, orgId, page.limit + 1, before));
  return pageOf(rows, page.limit, (row) => [row.id]);
}
