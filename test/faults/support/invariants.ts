// What must hold after every fault test, whatever was killed: each finding is a sentence about what is wrong. Scenarios that
// return findings rather than assert can be run on a copy with a planted bug, and must find something there.
import type { LedgerEntry } from '../../../src/testing/ledger.ts';
import type { World } from './world.ts';

/**
 * Every follow-up is in a legal end with its reason, or open with a date; what an attempt says agrees with the state; nothing
 * is open any more but what is unknown.
 */
export async function conservation(world: World): Promise<string[]> {
  const rows = await world.sql<{ finding: string }>(`
    SELECT f.id || ' is ' || f.state || ' in a way that is not legal' AS finding FROM relance.follow_ups f
    WHERE NOT CASE f.state
      WHEN 'scheduled' THEN f.queue_at IS NOT NULL AND f.ended_at IS NULL
      WHEN 'awaiting_approval' THEN f.ended_at IS NULL
      WHEN 'claimed' THEN f.lease_until IS NOT NULL AND f.lease_token IS NOT NULL
      WHEN 'calling' THEN f.lease_until IS NOT NULL AND f.lease_token IS NOT NULL AND f.sender_id IS NOT NULL
      WHEN 'sent' THEN f.ended_at IS NOT NULL AND f.lease_until IS NULL
      WHEN 'unknown' THEN f.reason IS NOT NULL AND f.failed_at IS NOT NULL
      WHEN 'dead_letter' THEN f.ended_at IS NOT NULL AND f.failed_at IS NOT NULL AND f.reason IS NOT NULL
      ELSE f.ended_at IS NOT NULL AND f.reason IS NOT NULL END
    UNION ALL
    SELECT f.id || ' is sent without an accepted attempt' FROM relance.follow_ups f
    WHERE f.state = 'sent' AND f.kind = 'message' AND f.reason IS DISTINCT FROM 'reconciled' AND NOT EXISTS (
      SELECT 1 FROM relance.attempts a WHERE a.org_id = f.org_id AND a.follow_up_id = f.id AND a.outcome = 'accepted')
      AND NOT EXISTS (SELECT 1 FROM relance.timeline t WHERE t.follow_up_id = f.id AND t.reason = 'reconciled')
    UNION ALL
    SELECT f.id || ' is unknown without an unknown attempt' FROM relance.follow_ups f
    WHERE f.state = 'unknown' AND NOT EXISTS (SELECT 1 FROM relance.attempts a
      WHERE a.org_id = f.org_id AND a.follow_up_id = f.id AND a.number = f.attempts)
    UNION ALL
    SELECT f.id || ' ended as ' || f.state || ' without a word in the timeline' FROM relance.follow_ups f
    WHERE f.state IN ('sent', 'unknown', 'dead_letter', 'skipped') AND f.kind = 'message'
      AND NOT EXISTS (SELECT 1 FROM relance.timeline t WHERE t.org_id = f.org_id AND t.follow_up_id = f.id)
    UNION ALL
    SELECT m.follow_up_id || ' has a message of another content than its hash' FROM relance.messages m
    WHERE m.direction = 'out' AND m.body_hash <> encode(sha256(convert_to(
      coalesce(m.subject, '') || E'\\n' || m.text || E'\\n' || coalesce(m.html, '') || E'\\n', 'UTF8')), 'hex')
      AND m.data IS NULL`);
  return rows.map(({ finding }) => finding);
}

/** How often each follow-up reached the recipient. */
export function deliveries(ledger: readonly LedgerEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { attemptId } of ledger) {
    const id = attemptId.split('.')[0] as string;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/**
 * Nobody got anything twice; what was delivered says sent or unknown, what was not delivered says neither sent nor nothing.
 * For runs in `at_most_once`.
 */
export async function deliveredOnce(world: World): Promise<string[]> {
  const counts = deliveries(await world.ledger());
  const findings: string[] = [];
  for (const { id, state, reason } of await world.followUps()) {
    const count = counts.get(id) ?? 0;
    counts.delete(id);
    if (count > 1) findings.push(`${id} was delivered ${count} times (${state})`);
    if (count > 0 && state !== 'sent' && state !== 'unknown')
      findings.push(`${id} was delivered and is ${state} (${reason})`);
    if (count === 0 && state === 'sent') findings.push(`${id} says sent and was not delivered`);
    if (count === 0 && state !== 'unknown') findings.push(`${id} was lost: not delivered, and ${state} (${reason})`);
  }
  for (const id of counts.keys()) findings.push(`${id} was delivered and is not in the database`);
  return findings;
}
