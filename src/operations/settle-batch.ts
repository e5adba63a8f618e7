/**
 * A batch of outcomes while it is put together: the rows, and for each what follows for its enrollment and conversation. The
 * store writes it in one statement (`store/settle-follow-ups.ts`).
 */
import type { Channel } from '../domain/channel.ts';
import { type FollowThrough, followThrough } from '../domain/follow-through.ts';
import type { Sequence } from '../domain/sequence.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { SettleBatch, Settlement } from '../store/settle-follow-ups.ts';

/** The parts of a batch, while it is put together. */
export class SettleBatchBuilder {
  readonly rows: Settlement[] = [];
  readonly planned: SettleBatch['planned'][number][] = [];
  readonly ends: SettleBatch['ends'][number][] = [];
  readonly touches: SettleBatch['touches'][number][] = [];
  readonly anchors: SettleBatch['anchors'][number][] = [];
  readonly suppress: SettleBatch['suppress'][number][] = [];

  /** What follows for the enrollment when this row's step has ended. */
  follow(row: ClaimedRow, sequence: Sequence | null, endedAt: number): void {
    if (!row.enrollment_id || !sequence || row.step === null) return;
    const keepsChannel = row.channel !== 'none' && sequence.steps[row.step]?.channel === 'same';
    const through = followThrough({
      enrollmentId: row.enrollment_id,
      sequence,
      step: row.step,
      occurrence: row.occurrence,
      dueAt: row.due_at,
      endedAt,
      anchorAt: row.anchor_at ?? row.due_at,
      sameChannel: keepsChannel ? (row.channel as Channel) : (row.same_channel ?? 'email'),
      contactTier: row.tier,
    });
    this.#add(row, through);
  }

  #add(row: ClaimedRow, through: FollowThrough): void {
    const { org_id, contact_id, id: after } = row;
    const enrollment_id = row.enrollment_id as string;
    if ('completeWhenAlone' in through) {
      this.ends.push({ after, alone: true, org_id, enrollment_id, contact_id, state: 'completed', reason: null });
      return;
    }
    const alone = 'planWhenAlone' in through;
    const { dueAt, ...plan } = alone ? through.planWhenAlone : through.plan;
    this.planned.push({ after, alone, org_id, contact_id, enrollment_id, due_at: dueAt, ...plan });
  }
}

/** What a step does to its conversation. */
export function touch(settle: SettleBatchBuilder, row: ClaimedRow, sent: boolean, stage: string | null): void {
  if (row.subject_type !== 'conversation' || !row.subject_key) return;
  settle.touches.push({ after: row.id, org_id: row.org_id, key: row.subject_key, sent, stage });
}
