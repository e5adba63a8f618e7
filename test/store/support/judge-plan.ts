// What is wrong with a plan: it reads a whole table, or a part of an index that grows with it.
import type { Explained, PlanNode } from './explaining-database.ts';
import { largeTables } from './large-database.ts';

/** Columns of few values: whoever looks up by these alone reads a part of the table that grows with it. */
const ofFewValues = new Set(['org_id', 'channel', 'tier', 'type', 'source', 'sender_id', 'direction', 'state']);

/** Indexes that are for looking over all rows of a kind, and by whom. Everybody else has a key to look up by. */
const forLookingOver: Readonly<Record<string, RegExp>> = {
  follow_ups_due: /^relance-(lanes|claim|conservation|bring-forward)$/,
  follow_ups_lease: /^relance-(rescue|take-unknown|conservation)$/,
  follow_ups_failed: /^relance-alert-facts$/,
  inbox_received: /^relance-sweep$/,
  contacts_traces_due: /^relance-take-late-traces$/,
};

/** Each looks at the first rows of an index and no further. */
const stopsEarly = /^relance-(lanes|conservation|alert-facts|contact-fields)$/;

/** What a statement may read: the batches of the tests have 50 rows, a look over enrollments has 2,000. */
const rowsMax = 8_000;
const removedMax = 2_500;
const blocksMax = 30_000;

export function judgePlan({ statement, mode, plan }: Explained): string[] {
  const findings: string[] = [];
  const find = (what: string) => findings.push(`${statement} (${mode}): ${what}`);
  let read = 0;
  const visit = (node: PlanNode): void => {
    const { 'Index Name': index, 'Index Cond': condition } = node;
    const type = node['Node Type'];
    const relation = node['Relation Name'] ?? tableOf(index);
    if (type !== 'ModifyTable' && relation !== undefined && largeTables.has(relation)) {
      const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
      const loops = node['Actual Loops'] ?? 0;
      read += ((node['Actual Rows'] ?? 0) + removed) * loops;
      if (removed * loops > removedMax) find(`${removed * loops} rows of ${relation} read and thrown away (${index})`);
      // The condition of a Bitmap Heap Scan is that of the index scan below it.
      if (index === undefined) {
        // By its place, as the same statement has just found it.
        const isByPlace = type === 'Tid Scan' && node['TID Cond'] !== undefined;
        if (type !== 'Bitmap Heap Scan' && !isByPlace) find(`reads all of ${relation}: ${type}`);
      } else if (!stopsEarly.test(statement)) {
        const columns = columnsOf(condition ?? '');
        if (columns.every((column) => ofFewValues.has(column)))
          find(`reads ${relation} by ${index} with no more than: ${condition ?? 'no condition'}`);
      }
      const forWhom = index === undefined ? undefined : forLookingOver[index];
      if (forWhom !== undefined && !forWhom.test(statement)) find(`reads ${relation} by ${index}`);
    }
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(plan);
  if (read > rowsMax) find(`${read} rows read`);
  const blocks = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
  if (blocks > blocksMax) find(`${blocks} blocks read`);
  return findings;
}

/** Indexes are named after their tables. */
function tableOf(index: string | undefined): string | undefined {
  return [...largeTables].find((table) => index?.startsWith(`${table}_`));
}

/** Columns that a condition compares: `(org_id = 1)`, `((channel)::text = i.channel)`, `(ROW(org_id, id) > ROW(1, 2))`. */
function columnsOf(condition: string): string[] {
  const single = [...condition.matchAll(/(?:^|AND )\(+(\w+)\)?(?:::[\w ]+)? (?:=|<|>|<=|>=) /g)].map(
    ([, name]) => name,
  );
  const rows = [...condition.matchAll(/\(ROW\(([^)]*(?:\)::text[^)]*)*)\) [<>]/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/\w+/g)].map(([name]) => name),
  );
  return [...single, ...rows].filter((name): name is string => name !== undefined);
}
