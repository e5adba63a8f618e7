/** Whether anything happened to contacts since rows of theirs were claimed. */
import type { Database } from './database.ts';

const statement = {
  name: 'relance-unchanged-contacts',
  text: `
SELECT i.id FROM jsonb_to_recordset($1) AS i(org_id int, id uuid, contact_id uuid, epoch int)
JOIN relance.contacts c ON c.org_id = i.org_id AND c.id = i.contact_id WHERE c.epoch = i.epoch`,
};

/** The ids of the rows whose contact has the epoch with which they were claimed. */
export async function readUnchanged(
  db: Database,
  rows: readonly {
    readonly org_id: number;
    readonly id: string;
    readonly contact_id: string;
    readonly epoch: number;
  }[],
): Promise<Set<string>> {
  const input = rows.map(({ org_id, id, contact_id, epoch }) => ({ org_id, id, contact_id, epoch }));
  return new Set((await db.query<{ id: string }>(statement, [input])).map(({ id }) => id));
}
