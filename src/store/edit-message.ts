/** Gives a dead letter other words: a new message, since what was rendered once never changes. */
import type { Queryable } from './database.ts';
import { nextAddressOf } from './next-address.ts';

export interface EditedMessage {
  /** Of the new message. */
  readonly id: string;
  readonly timelineId: string;
  /** Absent parts stay as they were. */
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** Without HTML, where the text was changed and no HTML was given: the two would say different things. */
  readonly dropsHtml: boolean;
  readonly bodyHash: string;
}

const statement = {
  name: 'relance-edit-message',
  text: `
WITH clock AS MATERIALIZED (SELECT relance.now() AS t),
letter AS MATERIALIZED (
  SELECT f.* FROM relance.follow_ups f WHERE f.org_id = $1 AND f.id = $2 AND f.state = 'dead_letter'
    AND f.stop_reason IS DISTINCT FROM 'erased' FOR UPDATE
),
before AS MATERIALIZED (
  SELECT l.id AS follow_up_id, l.contact_id, l.enrollment_id, l.channel, m.conversation_key, m.subject, m.text, m.html, m.data,
    m.headers, m.vendor_template, m.template, next.address
  FROM letter l LEFT JOIN relance.messages m ON m.org_id = l.org_id AND m.id = l.message_id
${nextAddressOf('l')}
),
written AS (
  INSERT INTO relance.messages (org_id, id, contact_id, follow_up_id, conversation_key, channel, direction, state, address, subject,
    text, html, data, headers, vendor_template, body_hash, template, created_at)
  SELECT $1, $3, b.contact_id, b.follow_up_id, b.conversation_key, b.channel, 'out', 'queued', b.address, coalesce($4, b.subject),
    coalesce($5, b.text), CASE WHEN $7::boolean THEN $6 ELSE coalesce($6, b.html) END, b.data, b.headers,
    CASE WHEN $5::text IS NULL THEN b.vendor_template END, $8, b.template, (SELECT t FROM clock)
  FROM before b WHERE b.address IS NOT NULL AND coalesce($5, b.text) IS NOT NULL
  RETURNING follow_up_id
),
changed AS (
  UPDATE relance.follow_ups f SET message_id = $3 FROM written w WHERE f.org_id = $1 AND f.id = w.follow_up_id
),
noted AS (
  INSERT INTO relance.timeline (org_id, contact_id, id, at, follow_up_id, enrollment_id, kind, facts)
  SELECT $1, b.contact_id, $9, (SELECT t FROM clock), b.follow_up_id, b.enrollment_id, 'edited', jsonb_build_object('by', $10::text)
  FROM before b JOIN written w ON w.follow_up_id = b.follow_up_id
)
SELECT b.address IS NOT NULL AS "hasAddress", EXISTS (SELECT 1 FROM written) AS "isWritten" FROM before b`,
};

export type EditResult = 'edited' | 'not_a_dead_letter' | 'no_address' | 'no_text';

/** @param by who did it, for the timeline */
export async function editMessage(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  followUpId: string,
  { id, subject, text, html, dropsHtml, bodyHash, timelineId }: EditedMessage,
  by: string,
): Promise<EditResult> {
  const parameters = [orgId, followUpId, id, subject, text, html, dropsHtml, bodyHash, timelineId, by];
  const [row] = await tx.query<{ hasAddress: boolean; isWritten: boolean }>(statement, parameters);
  if (!row) return 'not_a_dead_letter';
  if (row.isWritten) return 'edited';
  return row.hasAddress ? 'no_text' : 'no_address';
}
