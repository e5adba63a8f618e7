/** Which fields contacts have been given, to tell a misspelt one from one that is an organization's own. */
import { alongIndexes } from './along-indexes.ts';
import type { Queryable } from './database.ts';

/** The contacts that are looked at, the newest, and the fields that are remembered, at most. */
const contactsMax = 1_000;
const fieldsMax = 500;

const statement = {
  name: 'relance-contact-fields',
  text: `
SELECT DISTINCT k.field FROM (
  SELECT c.attributes FROM relance.contacts c WHERE c.org_id = $1 ORDER BY c.id DESC LIMIT ${contactsMax}) c
CROSS JOIN LATERAL jsonb_object_keys(c.attributes) AS k(field) ORDER BY k.field LIMIT ${fieldsMax}`,
};

export async function readContactFields(tx: Queryable, orgId: number): Promise<readonly string[]> {
  // Else all contacts might be read and sorted for the first of them.
  await tx.query(alongIndexes);
  const rows = await tx.query<{ field: string }>(statement, [orgId]);
  return rows.map(({ field }) => field);
}
