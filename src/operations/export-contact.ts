/**
 * Everything that is known about a person, as one JSON document, for handing it over. Made and given out part by part, so that a
 * long history needs no more memory than a short one.
 */
import { toIso } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { type ExportPart, exportedTables, readExportPart } from '../store/export-rows.ts';
import { findEarlierTraces, findTraces, readIdentity } from '../store/find-traces.ts';
import type { Traces } from '../store/personal-data.ts';
import { type Actor, change } from './audit.ts';
import type { OperationContext } from './context.ts';
import { readContact } from './read-contacts.ts';

/**
 * `{ exportedAt, contactId, tables: { <table>: [row, …] } }`, in pieces of text. That it was made is in the audit log before the
 * first piece is there.
 *
 * @param reference an id, or `key:` and the caller's own key
 * @throws RelanceError `not_found`
 */
export async function exportContact(
  context: OperationContext,
  orgId: number,
  reference: string,
  by: Actor,
): Promise<AsyncGenerator<string>> {
  const { db, clock } = context;
  const { id } = await readContact(context, orgId, reference);
  const now = clock.now();
  await change(context, orgId, by, async (_, note) => note({ action: 'contact.exported', ids: [id] }));
  const pieces = async function* () {
    yield `{"exportedAt":${JSON.stringify(toIso(now))},"contactId":${JSON.stringify(id)},"tables":{`;
    const known = await db.transaction(orgId, (tx) => readIdentity(tx, orgId, id));
    if (known) {
      const before = await findEarlierTraces(db, orgId, known, now);
      const traces = await db.transaction(orgId, (tx) => findTraces(tx, orgId, known, before));
      for (const [index, table] of exportedTables.entries()) {
        yield `${index === 0 ? '' : ','}${JSON.stringify(table)}:[`;
        yield* rowsOf(db, orgId, table, traces);
        yield ']';
      }
    }
    yield '}}';
  };
  return pieces();
}

async function* rowsOf(db: Database, orgId: number, table: string, traces: Traces): AsyncGenerator<string> {
  let after: ExportPart['next'] = null;
  for (let isFirst = true; ; isFirst = false) {
    const from: ExportPart['next'] = after;
    const part: ExportPart = await db.transaction(orgId, (tx) => readExportPart(tx, orgId, table, traces, from));
    const text = part.rows.map((row) => JSON.stringify(row)).join(',');
    if (text !== '') yield isFirst ? text : `,${text}`;
    if (part.next === null) return;
    after = part.next;
  }
}
