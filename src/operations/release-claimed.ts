/** Gives claimed rows back as they were: they should not have been taken. */
import { releasedBy } from '../domain/due-follow-up.ts';
import { newId } from '../ids.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { Settlement } from '../store/settle-follow-ups.ts';
import type { ReleaseReason } from './send-follow-ups.ts';

export function releaseClaimed(
  rows: readonly ClaimedRow[],
  token: number,
  reason: ReleaseReason,
  now: number,
): readonly Settlement[] {
  return rows.map(({ org_id, id, contact_id, queued_at, put_off_reason }) => ({
    org_id,
    id,
    contact_id,
    token,
    from_state: 'claimed',
    to_state: 'scheduled',
    reason: releasedBy(reason, put_off_reason),
    queue_at: queued_at,
    timeline: { id: newId(now), kind: 'deferred', reason, facts: { until: queued_at } },
  }));
}
