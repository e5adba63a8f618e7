/** Reading follow-ups, with the names of their steps. */
import type { Channel } from '../domain/channel.ts';
import { type DeliveryStatus, deliveryStatusOf, statesOfStatus } from '../domain/delivery-status.ts';
import { endingStep } from '../domain/follow-up-id.ts';
import type { FollowUpState } from '../domain/follow-up-state.ts';
import { relanceError } from '../errors.ts';
import {
  type FollowUpRow,
  type FollowUpView,
  type ListedFollowUp,
  listFollowUps,
  readFollowUps,
} from '../store/list-follow-ups.ts';
import type { OperationContext } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { isId, keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export interface FollowUp extends FollowUpRow {
  /** The step's key; `ending` for what `then` says; null for one-offs. */
  readonly stepKey: string | null;
  /** Its state in the words of other queues. */
  readonly status: DeliveryStatus;
  /** When it is tried again; null unless its last call was refused. Milliseconds since 1970. */
  readonly retryAt: number | null;
  /** Null unless it was given up. Milliseconds since 1970. */
  readonly deadLetterReason: string | null;
  readonly deadLetterAt: number | null;
}

export interface FollowUpQuery {
  /** Absent: the one whose order fits the filter. */
  readonly view?: 'upcoming' | 'failed' | 'recent' | undefined;
  readonly state?: FollowUpState | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly channel?: Channel | undefined;
  readonly contactId?: string | undefined;
  readonly sequenceKey?: string | undefined;
  /** Milliseconds since 1970, both included. */
  readonly dueFrom?: number | undefined;
  readonly dueUntil?: number | undefined;
}

export async function readFollowUpPage(
  context: OperationContext,
  orgId: number,
  query: FollowUpQuery,
  page: PageRequest,
): Promise<Page<FollowUp>> {
  const { contactId = null, state = null } = query;
  if (contactId !== null && !isId(contactId)) return { items: [], next: null };
  const view = viewOf(query);
  const timed = view === 'upcoming' || view === 'failed' || view === 'contact';
  const after = timed ? keyAfter(page, 'number', 'id') : keyAfter(page, 'id');
  const filter = {
    state,
    status: query.status === undefined ? null : statesOfStatus(query.status),
    contactId,
    channel: query.channel ?? null,
    sequenceKey: query.sequenceKey ?? null,
    dueFrom: query.dueFrom ?? null,
    dueUntil: query.dueUntil ?? null,
  };
  const from = after && { at: timed ? (after[0] as number) : null, id: after.at(-1) as string };
  const rows = await context.db.transaction(orgId, (tx) =>
    listFollowUps(tx, orgId, view, filter, page.limit + 1, from),
  );
  const definitions = await context.definitions.get(orgId);
  const { items, next } = pageOf(rows, page.limit, (row) => keyOf(view, row));
  return { items: items.map((row) => named(row, definitions)), next };
}

/** Those that exist, by id. */
export async function readFollowUpsById(
  context: OperationContext,
  orgId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FollowUp>> {
  const rows = await context.db.transaction(orgId, (tx) => readFollowUps(tx, orgId, ids.filter(isId)));
  const definitions = await context.definitions.get(orgId);
  return new Map(rows.map((row) => [row.id, named(row, definitions)]));
}

/** @throws RelanceError `not_found` */
export async function readFollowUp(context: OperationContext, orgId: number, id: string): Promise<FollowUp> {
  const found = (await readFollowUpsById(context, orgId, [id])).get(id.toLowerCase());
  if (!found) throw relanceError('not_found', `there is no follow-up ${id}`);
  return found;
}

function viewOf({ view, contactId, state, status }: FollowUpQuery): FollowUpView {
  if (view) return view;
  if (contactId !== undefined) return 'contact';
  if (state === 'scheduled' || status === 'failed') return 'upcoming';
  return state === 'dead_letter' || state === 'unknown' || status === 'dead_letter' ? 'failed' : 'all';
}

function keyOf(view: FollowUpView, row: ListedFollowUp): readonly (string | number)[] {
  if (view === 'upcoming') return [row.queueAt ?? row.dueAt, row.id];
  if (view === 'failed') return [row.failedAt ?? 0, row.id];
  if (view === 'contact') return [row.dueAt, row.id];
  return [row.orderId ?? row.id];
}

function named(row: ListedFollowUp, definitions: OrganizationDefinitions | undefined): FollowUp {
  const isDeadLetter = row.state === 'dead_letter';
  const status = deliveryStatusOf(row);
  return {
    ...row,
    stepKey: stepKeyOf(row, definitions),
    status,
    retryAt: status === 'failed' ? row.queueAt : null,
    deadLetterReason: isDeadLetter ? row.reason : null,
    deadLetterAt: isDeadLetter ? row.failedAt : null,
  };
}

function stepKeyOf(row: FollowUpRow, definitions: OrganizationDefinitions | undefined): string | null {
  if (row.step === null) return null;
  if (row.step === endingStep) return 'ending';
  if (row.sequenceKey === null || row.sequenceVersion === null) return null;
  return definitions?.sequence(row.sequenceKey, row.sequenceVersion)?.steps[row.step]?.key ?? null;
}
