/** Carries on or completes enrollments that were left without an open follow-up. */
import { followThrough } from '../domain/follow-through.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import {
  type CarriedOn,
  carryOn,
  type Position,
  readStranded,
  type StrandedEnrollment,
} from '../store/stranded-enrollments.ts';
import type { DefinitionCache, OrganizationDefinitions } from './definition-cache.ts';
import { placeOf, planningClock, stored } from './planning-clock.ts';

/**
 * Looks at some of the open enrollments. Returns where to go on the next time: null for from the beginning.
 *
 * @param onFault told of one that cannot be carried on; the others are
 */
export async function finishEnrollments(
  db: Database,
  definitions: DefinitionCache,
  now: number,
  from: Position | null,
  onFault: (enrollmentId: string, error: unknown) => void,
): Promise<Position | null> {
  const { stranded, next } = await readStranded(db, from);
  if (stranded.length === 0) return next;
  const planned: CarriedOn[] = [];
  const completed: { org_id: number; id: string; timeline_id: string }[] = [];
  for (const row of stranded) {
    try {
      const known = await definitions.get(row.org_id);
      const plan = carriedOn(row, known, now);
      if (plan) planned.push(plan);
      else completed.push({ org_id: row.org_id, id: row.id, timeline_id: newId(now) });
    } catch (error) {
      onFault(row.id, error);
    }
  }
  await carryOn(db, planned, completed);
  return next;
}

/** What comes next in it; null: nothing, it is over. */
function carriedOn(row: StrandedEnrollment, known: OrganizationDefinitions | undefined, now: number): CarriedOn | null {
  const sequence = known?.sequence(row.sequence_key, row.sequence_version);
  if (!sequence) return null;
  const through = followThrough({
    enrollmentId: row.id,
    sequence,
    step: row.step,
    occurrence: row.occurrence,
    dueAt: row.due_at,
    endedAt: row.ended_at,
    anchorAt: row.anchor_at,
    sameChannel: row.same_channel ?? 'email',
    contactTier: row.tier,
    clock: planningClock(placeOf({ ...row, channel: 'none' }), row.contact_policy, row.heard_hours, known),
  });
  if ('completeWhenAlone' in through) return null;
  const { dueAt, intent, ...plan } = 'plan' in through ? through.plan : through.planWhenAlone;
  return {
    org_id: row.org_id,
    contact_id: row.contact_id,
    enrollment_id: row.id,
    due_at: Math.max(dueAt, now),
    ...plan,
    ...(dueAt >= now && stored(intent)),
  };
}
