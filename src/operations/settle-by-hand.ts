/** An operator found out what became of a follow-up of which nobody knew whether it was sent: asked the person, looked at the vendor. */
import type { FollowUpState } from '../domain/follow-up-state.ts';
import { newLeaseToken } from '../ids.ts';
import { noticeIfDueSoon } from '../store/due-notice.ts';
import { readFollowUps } from '../store/list-follow-ups.ts';
import { settleWithin } from '../store/settle-follow-ups.ts';
import { takeOneUnknown } from '../store/unknown-follow-ups.ts';
import { type Actor, change } from './audit.ts';
import { type OperationContext, withRetries } from './context.ts';
import { isId } from './paging.ts';
import { type KnownOutcome, settleFound } from './settle-found.ts';

/** `sent`: the vendor had it. `not_sent`: it certainly hadn't. */
export type OutcomeByHand = 'sent' | 'not_sent';

export type SettleByHandResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'not_found' }
  /** It is not unknown, or no longer. */
  | { readonly ok: false; readonly reason: 'conflict'; readonly state: FollowUpState };

const outcomes: Readonly<Record<OutcomeByHand, KnownOutcome>> = {
  sent: { kind: 'accepted' },
  not_sent: {
    kind: 'refused',
    class: 'transient',
    code: 'settled_by_hand',
    detail: 'an operator says it was not sent',
  },
};

const reasons = { accepted: 'settled_by_hand', refused: 'settled_by_hand' } as const;

/**
 * Sent: the next step follows as after any send. Not sent: what follows a refusal, by the policy: again after its delay, the
 * next sender, or a dead letter. The timeline and the attempt name who says so.
 */
export async function settleByHand(
  { db, clock, definitions }: OperationContext,
  orgId: number,
  id: string,
  outcome: OutcomeByHand,
  by: Actor,
): Promise<SettleByHandResult> {
  if (!isId(id)) return { ok: false, reason: 'not_found' };
  const organization = await definitions.get(orgId);
  const token = newLeaseToken();
  const row = await withRetries(() => db.transaction(orgId, (tx) => takeOneUnknown(tx, orgId, id, token)));
  if (row) {
    const facts = { by: by.name, outcome };
    const known = outcomes[outcome];
    const settlement = settleFound(
      { row, token, outcome: known, isOfAll: true, reasons, facts, evidence: facts },
      organization,
      row.now,
    );
    const stale = await change({ db }, orgId, by, async (tx, note) => {
      const late = await settleWithin(tx, [settlement]);
      if (late.size === 0) note({ action: 'followUp.settled', ids: [row.id], facts: { outcome } });
      return late;
    });
    if (stale.size === 0) {
      const dueAt = [settlement.plan?.due_at, settlement.queue_at].filter((at) => at !== undefined);
      await db.transaction(orgId, (tx) => noticeIfDueSoon(tx, orgId, dueAt, clock.now()));
      return { ok: true };
    }
  }
  const [known] = await db.transaction(orgId, (tx) => readFollowUps(tx, orgId, [id.toLowerCase()]));
  return known ? { ok: false, reason: 'conflict', state: known.state } : { ok: false, reason: 'not_found' };
}
