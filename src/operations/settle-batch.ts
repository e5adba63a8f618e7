/**
 * A batch of outcomes while it is put together: the rows, and for each what follows for its enrollment and conversation. The
 * store writes it in one statement (`store/settle-follow-ups.ts`).
 */
import type { Channel } from '../domain/channel.ts';
import { type FollowThrough, followThrough } from '../domain/follow-through.ts';
import type { Sequence } from '../domain/sequence.ts';
import { newId } from '../ids.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { SettleBatch, Settlement } from '../store/settle-follow-ups.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { placeOf, planningClock, stored } from './planning-clock.ts';

/** What has to be known of a row to say what follows it. */
export type FollowedRow = Pick<
  ClaimedRow,
  | 'org_id'
  | 'id'
  | 'contact_id'
  | 'enrollment_id'
  | 'channel'
  | 'step'
  | 'occurrence'
  | 'tier'
  | 'due_at'
  | 'anchor_at'
  | 'same_channel'
  | 'subject_type'
  | 'subject_key'
  | 'contact_policy'
> &
  Parameters<typeof placeOf>[0];

/** The parts of a batch, while it is put together. */
export class SettleBatchBuilder {
  readonly rows: Settlement[] = [];
  readonly planned: SettleBatch['planned'][number][] = [];
  readonly ends: SettleBatch['ends'][number][] = [];
  readonly touches: SettleBatch['touches'][number][] = [];
  readonly suppress: SettleBatch['suppress'][number][] = [];

  add(other: SettleBatchBuilder): void {
    this.rows.push(...other.rows);
    this.planned.push(...other.planned);
    this.ends.push(...other.ends);
    this.touches.push(...other.touches);
    this.suppress.push(...other.suppress);
  }

  /** In the order in which rows are locked. */
  inOrder(): void {
    this.rows.sort((a, b) => a.org_id - b.org_id || (a.contact_id < b.contact_id ? -1 : 1));
  }

  /**
   * What follows for the enrollment when this row's step has ended.
   *
   * @param definitions of the row's organization
   * @param now nothing is planned before it, if the step ended some time ago
   */
  follow(
    row: FollowedRow,
    sequence: Sequence | null,
    definitions: OrganizationDefinitions | undefined,
    endedAt: number,
    now = endedAt,
  ): void {
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
      clock: planningClock(placeOf(row), row.contact_policy, definitions),
    });
    this.#add(row, through, endedAt < now ? now : 0, now);
  }

  #add(row: FollowedRow, through: FollowThrough, notBefore: number, now: number): void {
    const { id: after } = row;
    if ('completeWhenAlone' in through) {
      // A millisecond on, so that the timeline, which is read by its ids, has it after what the row itself says.
      const timeline_id = newId(now + 1);
      this.ends.push({ after, alone: true, state: 'completed', reason: null, timeline_id });
      return;
    }
    const alone = 'planWhenAlone' in through;
    const { dueAt, intent, ...plan } = alone ? through.planWhenAlone : through.plan;
    if (dueAt < notBefore) this.planned.push({ after, alone, due_at: notBefore, ...plan });
    else this.planned.push({ after, alone, due_at: dueAt, ...plan, ...stored(intent) });
  }
}

/** What a step does to its conversation. */
export function touch(settle: SettleBatchBuilder, row: FollowedRow, sent: boolean, stage: string | null): void {
  if (row.subject_type !== 'conversation' || !row.subject_key) return;
  settle.touches.push({ after: row.id, key: row.subject_key, sent, stage });
}
