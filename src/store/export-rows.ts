/** A contact's rows of one table after the other, as they are stored, for handing them over. */
import type { Queryable } from './database.ts';
import { type PersonalTable, personalTables, type Traces } from './personal-data.ts';

type Tx = Pick<Queryable, 'query'>;

export const exportedTables: readonly string[] = personalTables.map(({ table }) => table);

const partSize = 500;

/** Keys are compared as they are ordered: row by row, of whatever type. */
function statementOf({ table, rows, key, internal = [] }: PersonalTable): { name: string; text: string } {
  const columns = key.map((name) => `t.${name}`).join(', ');
  const after = key.map((name) => `(a).${name}`).join(', ');
  const hidden = ['org_id', ...internal].join(',');
  return {
    name: `relance-export-${table.replaceAll('_', '-')}`,
    text: `
SELECT to_jsonb(t) AS whole, to_jsonb(t) - '{${hidden}}'::text[] AS shown
FROM relance.${table} t CROSS JOIN (SELECT jsonb_populate_record(NULL::relance.${table}, $3) AS a) n
WHERE t.org_id = $1 AND ${rows} AND ($3::jsonb IS NULL OR (${columns}) > (${after}))
ORDER BY ${columns} LIMIT ${partSize}`,
  };
}

const statements = new Map(personalTables.map((table) => [table.table, statementOf(table)]));

type Row = Readonly<Record<string, unknown>>;

export interface ExportPart {
  readonly rows: readonly Row[];
  /** The last of them, to go on from; null: there are no more. */
  readonly next: Row | null;
}

/** @param after the `next` of the part before; null: from the beginning */
export async function readExportPart(
  tx: Tx,
  orgId: number,
  table: string,
  traces: Traces,
  after: Row | null,
): Promise<ExportPart> {
  const statement = statements.get(table);
  if (!statement) return { rows: [], next: null };
  const rows = await tx.query<{ whole: Row; shown: Row }>(statement, [orgId, traces, after]);
  return { rows: rows.map(({ shown }) => shown), next: rows.length < partSize ? null : (rows.at(-1)?.whole ?? null) };
}
