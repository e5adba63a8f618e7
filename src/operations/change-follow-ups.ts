/** What operators do to follow-ups: moved, sent now, tried again, approved. Each id has a result of its own. */
import { barTo } from '../domain/decide-when-due.ts';
import type { FollowUpState } from '../domain/follow-up-state.ts';
import { newId } from '../ids.ts';
import {
  changeFollowUps as change,
  type DeadLetterBars,
  type FollowUpVerb,
  readDeadLetterBars,
} from '../store/change-follow-ups.ts';
import type { Queryable } from '../store/database.ts';
import { noticeIfDueSoon } from '../store/due-notice.ts';
import { readFollowUps } from '../store/list-follow-ups.ts';
import { type Actor, change as audited } from './audit.ts';
import type { OperationContext } from './context.ts';
import { isId } from './paging.ts';

export interface NotChanged {
  readonly ok: false;
  readonly id: string;
  /** `conflict`: its present state does not allow it. */
  readonly reason: 'not_found' | 'conflict';
  readonly detail: string;
}

/** Tried again it would be skipped at once. */
export interface Barred {
  readonly ok: false;
  readonly id: string;
  readonly reason: 'suppressed' | 'blocked';
  readonly detail: string;
}

export type ChangeResult = { readonly ok: true; readonly id: string; readonly dueAt: number } | NotChanged | Barred;

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
  const ids = known.map(({ id }) => id);
  const { changed, barred, states } = await audited({ db }, orgId, by, async (tx, note) => {
    const letters = verb === 'retry' ? await readDeadLetterBars(tx, orgId, ids) : [];
    const bars = barsTo(letters);
    const readdressed = new Map(
      letters.flatMap(({ id, readdressedTo: address, keepsWords }) =>
        address === null ? [] : [[id, { address, messageId: keepsWords ? newId(now) : null }]],
      ),
    );
    const open = known.filter(({ id }) => !bars.has(id)).map((it) => ({ ...it, readdressed: readdressed.get(it.id) }));
    const rows = await change(tx, orgId, verb, open, by.name);
    await noticeIfDueSoon(
      tx,
      orgId,
      rows.flatMap(({ queueAt }) => (queueAt === null ? [] : [queueAt])),
      now,
    );
    const done = new Map(rows.map((row) => [row.id, row]));
    const others = open.filter(({ id }) => !done.has(id)).map(({ id }) => id);
    if (done.size > 0) note({ action: actions[verb], ids: [...done.keys()] });
    return { changed: done, barred: bars, states: await readStates(tx, orgId, others) };
  });
  return followUps.map(({ id: given }): ChangeResult => {
    const id = given.toLowerCase();
    const row = changed.get(id);
    if (row) return { ok: true, id, dueAt: row.dueAt };
    return barred.get(id) ?? notChanged(verb, given, states.get(id));
  });
}

function barsTo(letters: readonly DeadLetterBars[]): ReadonlyMap<string, Barred> {
  return new Map(
    letters.flatMap((row): (readonly [string, Barred])[] => {
      const bar = barTo(row);
      return bar ? [[row.id, { ok: false, id: row.id, reason: bar.reason, detail: barInWords(bar) }]] : [];
    }),
  );
}

function barInWords({ reason, cause }: NonNullable<ReturnType<typeof barTo>>): string {
  return reason === 'suppressed'
    ? `it would be skipped: its address is suppressed (${cause}). Lift that, or give the contact another address`
    : `it would be skipped: the person wants nothing more (${cause}), until they opt in again`;
}

export async function readStates(
  tx: Queryable,
  orgId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FollowUpState>> {
  const rows = ids.length === 0 ? [] : await readFollowUps(tx, orgId, ids);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** Why nothing was done. @param state absent: there is no such follow-up */
export function notChanged(verb: FollowUpVerb | 'cancel', id: string, state: FollowUpState | undefined): NotChanged {
  return state === undefined
    ? { ok: false, id, reason: 'not_found', detail: `there is no follow-up ${id}` }
    : { ok: false, id, reason: 'conflict', detail: `${wanted[verb]}; ${present[state]}` };
}

const actions: Readonly<Record<FollowUpVerb, string>> = {
  reschedule: 'followUp.rescheduled',
  'send-now': 'followUp.sentNow',
  retry: 'followUp.retried',
  approve: 'followUp.approved',
};

const wanted: Readonly<Record<FollowUpVerb | 'cancel', string>> = {
  reschedule: 'only a follow-up that is scheduled or awaits approval can be moved',
  'send-now': 'only a scheduled follow-up can be sent now',
  retry: 'only a dead letter can be tried again',
  approve: 'only a follow-up that awaits approval can be approved',
  cancel: 'only what has not ended can be cancelled, and a dead letter discarded',
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
