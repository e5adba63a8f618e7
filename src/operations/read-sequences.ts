/** Reading sequences in their written form, checking documents, pausing. */
import type { Problem } from '../domain/problem.ts';
import { readSequence as readDocument } from '../domain/read-sequence.ts';
import type { SequenceDocument } from '../domain/sequence-document.ts';
import { writeSequence } from '../domain/write-sequence.ts';
import { relanceError } from '../errors.ts';
import {
  listSequences,
  listSequenceVersions,
  type SequenceVersionRow,
  setSequencePaused,
} from '../store/list-definitions.ts';
import { checkSequences } from './check-sequences.ts';
import type { OperationContext } from './context.ts';
import { keyAfter, type Page, type PageRequest, pageOf } from './paging.ts';

export interface SequenceVersion {
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly active: boolean;
  readonly pausedAt: number | null;
  readonly createdAt: number;
  readonly document: SequenceDocument;
}

/** The latest version of each. */
export async function readSequencePage(
  { db }: OperationContext,
  orgId: number,
  page: PageRequest,
): Promise<Page<SequenceVersion>> {
  const after = (keyAfter(page, 'text')?.[0] as string) ?? null;
  const rows = await db.transaction(orgId, (tx) => listSequences(tx, orgId, page.limit + 1, after));
  const { items, next } = pageOf(rows, page.limit, (row) => [row.key]);
  return { items: items.map(written), next };
}

/** @throws RelanceError `not_found` */
export async function readSequenceVersions(
  { db }: OperationContext,
  orgId: number,
  key: string,
  page: PageRequest,
): Promise<Page<SequenceVersion>> {
  const before = (keyAfter(page, 'number')?.[0] as number) ?? null;
  const rows = await db.transaction(orgId, (tx) => listSequenceVersions(tx, orgId, key, page.limit + 1, { before }));
  if (rows.length === 0 && before === null) throw relanceError('not_found', `there is no sequence ${key}`);
  const { items, next } = pageOf(rows, page.limit, (row) => [row.version]);
  return { items: items.map(written), next };
}

/** @param version absent: the latest @throws RelanceError `not_found` */
export async function readSequence(
  { db }: OperationContext,
  orgId: number,
  key: string,
  version?: number,
): Promise<SequenceVersion> {
  const [row] = await db.transaction(orgId, (tx) =>
    listSequenceVersions(tx, orgId, key, 1, { version: version ?? null }),
  );
  if (!row)
    throw relanceError(
      'not_found',
      `there is no sequence ${key}${version === undefined ? '' : ` with a version ${version}`}`,
    );
  return written(row);
}

/** Checks a document without storing it. */
export async function checkSequence(
  context: OperationContext,
  orgId: number,
  document: unknown,
): Promise<{ readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] }> {
  const reading = readDocument(document);
  if ('problems' in reading) return { problems: reading.problems, warnings: [] };
  const [found] = await checkSequences(context, orgId, [reading.sequence]);
  return { problems: found?.problems ?? [], warnings: [...reading.warnings, ...(found?.warnings ?? [])] };
}

/** @throws RelanceError `not_found` */
export async function pauseSequence(
  context: OperationContext,
  orgId: number,
  key: string,
  paused: boolean,
): Promise<SequenceVersion> {
  const isThere = await context.db.transaction(orgId, (tx) => setSequencePaused(tx, orgId, key, paused));
  if (!isThere) throw relanceError('not_found', `there is no sequence ${key}`);
  context.definitions.forget(orgId);
  return readSequence(context, orgId, key);
}

function written({ definition, ...row }: SequenceVersionRow): SequenceVersion {
  return { ...row, name: definition.name, document: writeSequence(definition) };
}
