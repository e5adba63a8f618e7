/** Gives claimed rows back as they were: they should not have been taken. */
import { newId } from '../ids.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { ReleaseReason } from './send-follow-ups.ts';
import { SettleBatchBuilder } from './settle-batch.ts';

export function releaseClaimed(
  rows: readonly ClaimedRow[],
  token: number,
  reason: ReleaseReason,
  now: number,
): SettleBatchBuilder {
  const batch = new SettleBatchBuilder();
  for (const { org_id, id, contact_id, queued_at } of rows) {
    batch.rows.push({
      org_id,
      id,
      contact_id,
      token,
      from_state: 'claimed',
      to_state: 'scheduled',
      reason,
      queue_at: queued_at,
      timeline: { id: newId(now), kind: 'deferred', reason, facts: { until: queued_at } },
    });
  }
  return batch;
}
