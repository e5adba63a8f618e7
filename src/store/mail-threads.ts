/** The mails that went out before in the same enrollment, by their Message-IDs: what a further one continues. */
import type { Database } from './database.ts';

const statement = {
  name: 'relance-mail-threads',
  // An enrollment's follow-ups lie side by side in the key: their ids are its own with the last bytes changed.
  text: `
WITH input AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1) AS i(org_id int, id uuid, enrollment_id uuid)
)
SELECT i.id, (
  SELECT coalesce(jsonb_agg(b.provider_message_id ORDER BY b.id), '[]') FROM (
    SELECT f.id, f.provider_message_id FROM relance.follow_ups f
    WHERE f.org_id = i.org_id AND f.id > i.enrollment_id AND f.id < i.id AND f.enrollment_id = i.enrollment_id
      AND f.state = 'sent' AND f.channel || '' = 'email' AND f.provider_message_id LIKE '<%@%>'
    ORDER BY f.id DESC LIMIT 20) b) AS ids
FROM input i`,
};

/** By follow-up, the oldest first; where there are none it is empty. */
export async function readMailThreads(
  db: Pick<Database, 'query'>,
  rows: readonly { readonly org_id: number; readonly id: string; readonly enrollment_id: string }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (rows.length === 0) return new Map();
  const found = await db.query<{ id: string; ids: readonly string[] }>(statement, [rows]);
  return new Map(found.map(({ id, ids }) => [id, ids]));
}
