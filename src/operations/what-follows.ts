/** What follows for the enrollment and the conversation when a row has ended; the store writes both in one statement. */
import { categoryRules } from '../domain/category-rules.ts';
import type { Channel } from '../domain/channel.ts';
import type { AfterAttempt } from '../domain/decide-after-attempt.ts';
import { type FollowThrough, followThrough } from '../domain/follow-through.ts';
import type { Sequence } from '../domain/sequence.ts';
import { newId } from '../ids.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { Settlement, SuppressAddress } from '../store/settle-follow-ups.ts';
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
  | 'heard_hours'
> &
  Parameters<typeof placeOf>[0];

/**
 * What follows for the enrollment when this row's step has ended. Nothing where that cannot be worked out: what has become of the
 * row is written all the same, and whoever carries on enrollments that were left tells why it cannot be (`finish-enrollments.ts`).
 *
 * @param definitions of the row's organization
 * @param now nothing is planned before it, if the step ended some time ago
 */
export function following(
  row: FollowedRow,
  sequence: Sequence | null,
  definitions: OrganizationDefinitions | undefined,
  endedAt: number,
  now = endedAt,
): Pick<Settlement, 'plan' | 'end'> {
  if (!row.enrollment_id || !sequence || row.step === null) return {};
  const keepsChannel = row.channel !== 'none' && sequence.steps[row.step]?.channel === 'same';
  const step = {
    enrollmentId: row.enrollment_id,
    sequence,
    step: row.step,
    occurrence: row.occurrence,
    dueAt: row.due_at,
    endedAt,
    anchorAt: row.anchor_at ?? row.due_at,
    sameChannel: keepsChannel ? (row.channel as Channel) : (row.same_channel ?? 'email'),
    contactTier: row.tier,
  };
  let through: FollowThrough;
  try {
    through = followThrough({
      ...step,
      clock: planningClock(placeOf(row), row.contact_policy, row.heard_hours, definitions),
    });
  } catch {
    return {};
  }
  // A millisecond on, so that the timeline, which is read by its ids, has it after what the row itself says.
  if ('completeWhenAlone' in through)
    return { end: { alone: true, state: 'completed', reason: null, timeline_id: newId(now + 1) } };
  const alone = 'planWhenAlone' in through;
  const { dueAt, intent, ...plan } = 'planWhenAlone' in through ? through.planWhenAlone : through.plan;
  const isPast = endedAt < now && dueAt < now;
  return { plan: { alone, due_at: isPast ? now : dueAt, ...plan, ...(!isPast && stored(intent)) } };
}

/** What a step does to its conversation. */
export function touching(row: FollowedRow, sent: boolean, stage: string | null): Pick<Settlement, 'touch'> {
  if (row.subject_type !== 'conversation' || !row.subject_key) return {};
  return { touch: { key: row.subject_key, sent, stage } };
}

/**
 * What follows an attempt besides its own row.
 *
 * @param suppress the address, should the outcome say that it never works
 * @param endedAt when the call ended, in milliseconds since 1970
 */
export function followingAttempt(
  row: FollowedRow,
  after: AfterAttempt,
  sequence: Sequence | null,
  definitions: OrganizationDefinitions | undefined,
  suppress: SuppressAddress | null,
  endedAt: number,
  now = endedAt,
): Pick<Settlement, 'plan' | 'end' | 'touch' | 'suppress'> {
  if (after.to !== 'sent' && after.to !== 'dead_letter') return {};
  const step = row.step === null ? undefined : sequence?.steps[row.step];
  return {
    ...following(row, sequence, definitions, endedAt, now),
    ...(after.to === 'sent' && touching(row, true, step?.setStage ?? null)),
    ...(after.to === 'dead_letter' && after.suppress && suppress && { suppress }),
  };
}

/** As which touch it counts in caps and gaps; nothing for categories that do not. */
export function touchOf({
  category,
  channel,
  sequence_key,
}: Pick<ClaimedRow, 'category' | 'channel' | 'sequence_key'>): Pick<Settlement, 'counts'> {
  return categoryRules[category].counts ? { counts: `${channel} ${sequence_key ?? ''}` } : {};
}
