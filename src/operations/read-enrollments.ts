/** Reading enrollments, and what operators do to them: end early, pause, resume. */
import { relanceError } from '../errors.ts';
import { newId } from '../ids.ts';
import { noticeIfDueSoon } from '../store/due-notice.ts';
import {
  changeEnrollment as change,
  type EnrollmentFilter,
  type EnrollmentRow,
  listEnrollments,
  readEnrollment as readRow,
} from '../store/list-enrollments.ts';
import { type Actor, change as audited } from './audit.ts';
import type { OperationContext } from './context.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export type Enrollment = EnrollmentRow;

export async function readEnrollmentPage(
  { db }: OperationContext,
  orgId: number,
  filter: EnrollmentFilter,
  page: PageRequest,
): Promise<Page<Enrollment>> {
  if (filter.contactId !== undefined && !isId(filter.contactId)) return { items: [], next: null };
  const before = (keyAfter(page, 'id')?.[0] as string) ?? null;
  const rows = await db.transaction(orgId, (tx) => listEnrollments(tx, orgId, filter, page.limit + 1, before));
  return pageOf(rows, page.limit, (row) => [row.id]);
}

/** @throws RelanceError `not_found` */
export async function readEnrollment({ db }: OperationContext, orgId: number, id: string): Promise<Enrollment> {
  const row = isId(id) ? await db.transaction(orgId, (tx) => readRow(tx, orgId, id)) : undefined;
  if (!row) throw relanceError('not_found', `there is no enrollment ${id}`);
  return row;
}

/** Being there already is no fault. @throws RelanceError `not_found`, `conflict` when it has ended */
export async function changeEnrollment(
  context: OperationContext,
  orgId: number,
  id: string,
  to: 'active' | 'paused' | 'exited',
  options: { readonly reason?: string; readonly by: Actor },
): Promise<Enrollment> {
  const before = await readEnrollment(context, orgId, id);
  const now = context.clock.now();
  await audited(context, orgId, options.by, async (tx, note) => {
    const reason = options.reason ?? null;
    const woken = await change(tx, orgId, before.id, { to, reason, timelineId: newId(now), by: options.by.name });
    if (woken) await noticeIfDueSoon(tx, orgId, [now], now);
    if (woken !== undefined) note({ action: actions[to], ids: [before.id], facts: reason === null ? {} : { reason } });
  });
  const after = await readEnrollment(context, orgId, id);
  if (after.state !== to) throw relanceError('conflict', `this enrollment has ended: it is ${after.state}`);
  return after;
}

const actions = { active: 'enrollment.resumed', paused: 'enrollment.paused', exited: 'enrollment.ended' } as const;
