/** What operators do to follow-ups: moved, sent now, tried again, approved. Each id has a result of its own. */
import type { FollowUpState } from '../domain/follow-up-state.ts';
import { newId } from '../ids.ts';
import { changeFollowUps as change, type FollowUpVerb } from '../store/change-follow-ups.ts';
import { noticeIfDueSoon } from '../store/due-notice.ts';
import { readFollowUps } from '../store/list-follow-ups.ts';
import { type Actor, change as audited } from './audit.ts';
import type { OperationContext } from './context.ts';
import { isId } from './paging.ts';

export type ChangeResult =
  | { readonly ok: true; readonly id: string; readonly dueAt: number }
  | { readonly ok: false; readonly reason: 'not_found' }
  /** Its present state does not allow it. */
  | { readonly ok: false; readonly reason: 'conflict'; readonly state: FollowUpState; readonly detail: string };

interface FollowUpToChange {
  readonly id: string;
  /** For `reschedule`: milliseconds since 1970. */
  readonly dueAt?: number;
}

/** Results in the order of the follow-ups. */
export async function changeFollowUps(
  { db, clock }: OperationContext,
  orgId: number,
  verb: FollowUpVerb,
  followUps: readonly FollowUpToChange[],
  by: Actor,
): Promise<readonly ChangeResult[]> {
  const now = clock.now();
  const known = followUps
    .filter(({ id }) => isId(id))
    .map((it) => ({ ...it, id: it.id.toLowerCase(), timelineId: newId(now) }));
  const { changed, states } = await audited({ db }, orgId, by, async (tx, note) => {
    const rows = await change(tx, orgId, verb, known, by.name);
    await noticeIfDueSoon(
      tx,
      orgId,
      rows.flatMap(({ queueAt }) => (queueAt === null ? [] : [queueAt])),
      now,
    );
    const done = new Map(rows.map((row) => [row.id, row]));
    const others = known.filter(({ id }) => !done.has(id)).map(({ id }) => id);
    const read = others.length === 0 ? [] : await readFollowUps(tx, orgId, others);
    if (done.size > 0) note({ action: actions[verb], ids: [...done.keys()] });
    return { changed: done, states: new Map(read.map(({ id, state }) => [id, state])) };
  });
  return followUps.map(({ id: given }): ChangeResult => {
    const id = given.toLowerCase();
    const row = changed.get(id);
    if (row) return { ok: true, id, dueAt: row.dueAt };
    const state = states.get(id);
    return state
      ? { ok: false, reason: 'conflict', state, detail: whyNot(verb, state) }
      : { ok: false, reason: 'not_found' };
  });
}

const actions: Readonly<Record<FollowUpVerb, string>> = {
  reschedule: 'followUp.rescheduled',
  'send-now': 'followUp.sentNow',
  retry: 'followUp.retried',
  approve: 'followUp.approved',
};

const wanted: Readonly<Record<FollowUpVerb, string>> = {
  reschedule: 'only a follow-up that is scheduled or awaits approval can be moved',
  'send-now': 'only a scheduled follow-up can be sent now',
  retry: 'only a dead letter can be tried again',
  approve: 'only a follow-up that awaits approval can be approved',
};

const present: Readonly<Record<FollowUpState, string>> = {
  awaiting_approval: 'this one awaits approval: approve it first',
  scheduled: 'this one is scheduled',
  claimed: 'a worker has just taken this one: it is being sent',
  calling: 'this one is being sent at this moment',
  sent: 'this one was sent',
  unknown: 'nobody knows yet whether this one was sent',
  dead_letter: 'this one was given up: retry it instead',
  skipped: 'this one was skipped',
  cancelled: 'this one was cancelled',
};

function whyNot(verb: FollowUpVerb, state: FollowUpState): string {
  return `${wanted[verb]}; ${present[state]}`;
}
