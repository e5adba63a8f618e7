/** Adding entries to timelines of contacts that are not about one enrollment. */
import type { Facts } from '../domain/facts.ts';
import type { Queryable } from './database.ts';

export interface NewTimelineEntry {
  readonly id: string;
  readonly contactId: string;
  readonly kind: string;
  readonly reason: string | null;
  readonly followUpId: string | null;
  readonly facts: Facts | null;
}

const addStatement = {
  name: 'relance-add-timeline',
  text: `
INSERT INTO relance.timeline (org_id, contact_id, id, at, kind, reason, follow_up_id, facts)
SELECT $1, i."contactId", i.id, relance.now(), i.kind, i.reason, i."followUpId", nullif(i.facts, 'null')
FROM jsonb_to_recordset($2) AS i("contactId" uuid, id uuid, kind text, reason text, "followUpId" uuid, facts jsonb)`,
};

export async function addTimeline(
  tx: Pick<Queryable, 'query'>,
  orgId: number,
  entries: readonly NewTimelineEntry[],
): Promise<void> {
  if (entries.length > 0) await tx.query(addStatement, [orgId, entries]);
}
