/** Carries on or completes enrollments that were left without an open follow-up. */
import type { Channel } from '../domain/channel.ts';
import { followThrough } from '../domain/follow-through.ts';
import type { Database } from '../store/database.ts';
import { carryOn, readStranded } from '../store/stranded-enrollments.ts';
import type { DefinitionCache } from './definition-cache.ts';

export async function finishEnrollments(db: Database, definitions: DefinitionCache, now: number): Promise<number> {
  const stranded = await readStranded(db);
  if (stranded.length === 0) return 0;
  const planned: Parameters<typeof carryOn>[1][number][] = [];
  const completed: { org_id: number; id: string }[] = [];
  for (const row of stranded) {
    const sequence = (await definitions.get(row.org_id))?.sequence(row.sequence_key, row.sequence_version);
    const through = sequence
      ? followThrough({
          enrollmentId: row.id,
          sequence,
          step: row.step,
          occurrence: row.occurrence,
          dueAt: row.due_at,
          endedAt: row.ended_at,
          anchorAt: row.anchor_at,
          sameChannel: (row.channel === 'none' ? 'email' : row.channel) as Channel,
          contactTier: row.tier,
        })
      : ({ completeWhenAlone: true } as const);
    if ('completeWhenAlone' in through) {
      completed.push({ org_id: row.org_id, id: row.id });
      continue;
    }
    const { dueAt, ...plan } = 'plan' in through ? through.plan : through.planWhenAlone;
    planned.push({
      org_id: row.org_id,
      contact_id: row.contact_id,
      enrollment_id: row.id,
      due_at: Math.max(dueAt, now),
      ...plan,
    });
  }
  await carryOn(db, planned, completed);
  return stranded.length;
}
