/** Reading conversations. */
import { relanceError } from '../errors.ts';
import { type ConversationRow, listConversations, readConversation as readRow } from '../store/list-conversations.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export async function readConversationPage(
  { db }: OperationContext,
  orgId: number,
  query: {
    readonly contactId?: string | undefined;
    readonly stage?: string | undefined;
    readonly state?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<ConversationRow>> {
  const { contactId = null, stage = null, state = null } = query;
  if (contactId !== null && !isId(contactId)) return { items: [], next: null };
  const after = keyAfter(page, 'text');
  const filter = { contactId, stage, state };
  const rows = await db.transaction(orgId, (tx) =>
    listConversations(tx, orgId, filter, page.limit + 1, (after?.[0] as string) ?? null),
  );
  return pageOf(rows, page.limit, (row) => [row.key]);
}

/** @throws RelanceError `not_found` */
export async function readConversation({ db }: OperationContext, orgId: number, key: string): Promise<ConversationRow> {
  const row = await db.transaction(orgId, (tx) => readRow(tx, orgId, key));
  if (!row) throw relanceError('not_found', `there is no conversation ${key}`);
  return row;
}
