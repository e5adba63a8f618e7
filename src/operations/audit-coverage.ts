/**
 * The audit of coverage: goes through all records of an organization that may be live, a part at a time, each in a short
 * transaction of its own, and keeps what it counted. What is uncovered is listed anew on each question, never kept.
 */
import {
  type Coverage,
  type CoveredType,
  coverageOf,
  coveredCauses,
  coveredTypes,
  type SequenceStanding,
  type UncoveredCause,
  uncoveredCauses,
} from '../domain/coverage.ts';
import {
  type CoverageAudit,
  type CoverageCount,
  type CoverageRow,
  endCoverageAudit,
  readCoverage,
  readCoverageAudit,
  readCoverageTotals,
  readSequenceStandings,
} from '../store/coverage.ts';
import type { Database } from '../store/database.ts';
import type { OperationContext } from './context.ts';
import { keyAfter, type Page, type PageRequest } from './paging.ts';

export type { CoverageAudit, CoverageCount };

/** A live record that nobody sees to. Instants are milliseconds since 1970. */
export interface UncoveredRecord {
  readonly type: CoveredType;
  readonly key: string;
  readonly contactId: string;
  readonly contactName: string | null;
  readonly cause: UncoveredCause;
  readonly since: number;
  /** The sequence that the cause is about, where it is about one. */
  readonly sequenceKey: string | null;
}

/** Records that are looked at in one statement. */
const lookedAtMax = 1_000;
/** Statements for one page of a list: of records beyond, the next page tells. */
const looksMax = 20;

interface Judged {
  readonly row: CoverageRow;
  readonly coverage: Coverage;
}

type Walker = Pick<OperationContext, 'clock'> & { readonly db: Database };

async function look(
  { db, clock }: Walker,
  orgId: number,
  type: CoveredType,
  after: string,
  standings: readonly SequenceStanding[],
): Promise<{ readonly judged: readonly Judged[]; readonly last: string | undefined }> {
  const rows = await db.transaction(orgId, (tx) => readCoverage(tx, orgId, type, after, lookedAtMax));
  const now = clock.now();
  const judged = rows.flatMap((row) => {
    const coverage = coverageOf(row, standings, now);
    return coverage === undefined ? [] : [{ row, coverage }];
  });
  return { judged, last: rows.length < lookedAtMax ? undefined : rows.at(-1)?.key };
}

/** Counts one organization anew and keeps the counts. Undefined when it was stopped. */
export async function auditCoverage(
  context: Walker,
  orgId: number,
  signal?: AbortSignal,
): Promise<CoverageAudit | undefined> {
  const standings = await context.db.transaction(orgId, (tx) => readSequenceStandings(tx, orgId));
  const counts: CoverageCount[] = [];
  for (const type of coveredTypes) {
    const found = new Map<string, number>();
    for (let after: string | undefined = ''; after !== undefined; ) {
      if (signal?.aborted) return undefined;
      const { judged, last } = await look(context, orgId, type, after, standings);
      for (const { coverage } of judged) found.set(coverage.cause, (found.get(coverage.cause) ?? 0) + 1);
      after = last;
    }
    for (const [isCovered, causes] of [
      [true, coveredCauses],
      [false, uncoveredCauses],
    ] as const) {
      for (const cause of causes) {
        const count = found.get(cause);
        if (count !== undefined) counts.push({ type, cause, isCovered, count });
      }
    }
  }
  return context.db.transaction(orgId, (tx) => endCoverageAudit(tx, orgId, counts));
}

/** What the last audit counted; the first time somebody asks, it is counted now. */
export async function readCoverageCounts(context: OperationContext, orgId: number): Promise<CoverageAudit> {
  const last = await context.db.transaction(orgId, (tx) => readCoverageAudit(tx, orgId));
  return last ?? ((await auditCoverage(context, orgId)) as CoverageAudit);
}

/**
 * What is uncovered as of now, by type and key. A page may have fewer than were asked for, or none, and go on all the same:
 * it looks at so many records, and no further.
 */
export async function readUncoveredPage(
  context: OperationContext,
  orgId: number,
  filter: { readonly type?: CoveredType | undefined; readonly cause?: UncoveredCause | undefined },
  page: PageRequest,
): Promise<Page<UncoveredRecord>> {
  const from = keyAfter(page, 'text', 'text') as readonly [CoveredType, string] | null;
  const types = coveredTypes.filter((type) => filter.type === undefined || type === filter.type);
  const standings = await context.db.transaction(orgId, (tx) => readSequenceStandings(tx, orgId));
  const items: UncoveredRecord[] = [];
  let looks = 0;
  for (const type of from ? types.slice(Math.max(0, types.indexOf(from[0]))) : types) {
    for (let after: string | undefined = from?.[0] === type ? from[1] : ''; after !== undefined; ) {
      if (looks++ >= looksMax) return { items, next: [type, after] };
      const { judged, last } = await look(context, orgId, type, after, standings);
      for (const { row, coverage } of judged) {
        if (coverage.isCovered || (filter.cause !== undefined && coverage.cause !== filter.cause)) continue;
        const before = items.at(-1);
        if (before && items.length >= page.limit) return { items, next: [before.type, before.key] };
        items.push(uncovered(row, coverage));
      }
      after = last;
    }
  }
  return { items, next: null };
}

function uncovered(
  { type, key, contactId, contactName }: CoverageRow,
  { cause, since, sequence }: Extract<Coverage, { isCovered: false }>,
): UncoveredRecord {
  return { type, key, contactId, contactName, cause, since, sequenceKey: sequence };
}

/** For metrics: over all organizations, as last audited. */
export function readCoverageOfAll({ db }: OperationContext): Promise<readonly CoverageCount[]> {
  return readCoverageTotals(db);
}
