/**
 * Outcomes that came back after the row's lease had run out. They change no state here: they are kept as evidence, and a row
 * that is `unknown` is looked at again at once, where it was its last call, or an earlier one that has delivered it.
 */
import type { Database } from './database.ts';
import type { AttemptRecord } from './settle-follow-ups.ts';

const statement = {
  name: 'relance-late-outcomes',
  text: `
WITH input AS MATERIALIZED (
  SELECT l.org_id, l.follow_up_id, a.*,
    -- The person was erased meanwhile: it is counted, and nothing that says who is written.
    coalesce((SELECT f.stop_reason = 'erased' FROM relance.follow_ups f WHERE f.org_id = l.org_id AND f.id = l.follow_up_id), false) AS is_erased
  FROM jsonb_to_recordset($1) AS l(org_id int, follow_up_id uuid, attempt jsonb)
  CROSS JOIN LATERAL jsonb_to_record(l.attempt) AS a(number smallint, sender_id uuid, outcome relance.attempt_outcome,
    class text, code text, detail text, provider_message_id text, duration_ms real, cost_cents numeric,
    person_stopped boolean)
),
kept AS (
  INSERT INTO relance.attempts AS k (org_id, follow_up_id, number, sender_id, outcome, class, code, detail, provider_message_id,
    duration_ms, cost_cents, person_stopped, evidence, at)
  SELECT org_id, follow_up_id, number, sender_id, outcome, class, code, CASE WHEN NOT is_erased THEN detail END,
    CASE WHEN NOT is_erased THEN provider_message_id END, duration_ms, cost_cents,
    coalesce(person_stopped, false), '{"late": true}', relance.now() FROM input
  ON CONFLICT (org_id, follow_up_id, number) DO UPDATE SET outcome = excluded.outcome, class = excluded.class,
    code = excluded.code, detail = excluded.detail, provider_message_id = excluded.provider_message_id,
    duration_ms = excluded.duration_ms, cost_cents = excluded.cost_cents,
    person_stopped = excluded.person_stopped,
    evidence = jsonb_build_object('late', true, 'before', jsonb_build_object('outcome', k.outcome, 'code', k.code))
  WHERE k.outcome = 'unknown'
  RETURNING org_id, follow_up_id, number, outcome
)
UPDATE relance.follow_ups f SET lease_until = relance.now(), lease_token = NULL
FROM kept k WHERE f.org_id = k.org_id AND f.id = k.follow_up_id AND f.state = 'unknown'
  AND (k.outcome = 'accepted' OR f.attempts = k.number)`,
};

export async function recordLateOutcomes(
  db: Database,
  outcomes: readonly { readonly org_id: number; readonly follow_up_id: string; readonly attempt: AttemptRecord }[],
): Promise<void> {
  await db.query(statement, [outcomes]);
}
