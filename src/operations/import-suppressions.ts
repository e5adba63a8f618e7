/**
 * Takes over a suppression list from elsewhere. Row by row: a bad one is told with its line and refuses no other. Good ones
 * are stored a thousand at a time, each thousand in a transaction of its own; taking over the same list again changes nothing.
 *
 * CSV has a first line with the names of its columns: `channel`, `value`, `cause`, `detail`; in place of the first two, `email`
 * or `phone`. JSON lines have an object in each line.
 */
import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { Channel } from '../domain/channel.ts';
import { channels } from '../domain/channel.ts';
import { DocumentReader } from '../domain/document-reader.ts';
import type { Problem } from '../domain/problem.ts';
import { unstorable } from '../domain/storable.ts';
import type { OperationContext } from './context.ts';
import { type AddressOptions, readAddressOn } from './read-address.ts';
import { type NewSuppression, suppressAddresses } from './suppress-addresses.ts';

/** A row as it was written. */
export interface WrittenRow {
  /** Its line in the file, from 1; absent where it stood in a list. */
  readonly line?: number;
  /** For the problems' paths. */
  readonly path: string;
  /** Undefined: it could not be read. */
  readonly value: unknown;
  readonly problem?: string;
}

export interface ImportOptions extends AddressOptions {
  /** Of rows that name none. */
  readonly channel?: Channel | undefined;
  /** Of rows that name none. Default `imported`. */
  readonly cause?: string | undefined;
  readonly by: string;
}

export interface ImportReport {
  readonly added: number;
  /** They were suppressed before. */
  readonly known: number;
  readonly refused: number;
  /** Of the refused rows, the first 500. */
  readonly problems: readonly Problem[];
}

const chunkSize = 1_000;
const problemsMax = 500;

export async function importSuppressions(
  context: OperationContext,
  orgId: number,
  rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>,
  options: ImportOptions,
): Promise<ImportReport> {
  const report = { added: 0, known: 0, refused: 0, problems: [] as Problem[] };
  let chunk: NewSuppression[] = [];
  const store = async () => {
    if (chunk.length === 0) return;
    const stored = await suppressAddresses(context, orgId, chunk, options.by);
    const added = stored.filter(({ isNew }) => isNew).length;
    report.added += added;
    // One that stands twice in the list is known the second time.
    report.known += chunk.length - added;
    chunk = [];
  };
  for await (const row of rows) {
    const read = readRow(row, options);
    if ('problems' in read) {
      report.refused += 1;
      const line = row.line === undefined ? {} : { line: row.line };
      report.problems.push(...read.problems.map((problem) => ({ ...problem, ...line })));
      report.problems.splice(problemsMax);
    } else if (chunk.push(read) >= chunkSize) await store();
  }
  await store();
  return report;
}

const columns = ['channel', 'value', 'address', 'email', 'phone', 'cause', 'detail'];

function readRow(
  { path, value: written, problem }: WrittenRow,
  options: ImportOptions,
): NewSuppression | { readonly problems: readonly Problem[] } {
  const value = withoutNulls(written);
  const place = new DocumentReader(value, path);
  if (problem !== undefined) return { problems: [{ path, message: problem, expected: 'a row of CSV or JSON' }] };
  const problems = unstorable(value, path);
  if (problems.length > 0 || !place.isObject('an address: { channel, value, cause, detail }')) {
    return { problems: [...problems, ...place.findings.problems] };
  }
  const address = readPlace(place, options);
  const cause = place.at('cause').optional((it) => it.reason()) ?? options.cause ?? 'imported';
  const detail = place.at('detail').optional((it) => it.text(500)) ?? null;
  if (!address || place.findings.problems.length > 0) return { problems: place.findings.problems };
  return { ...address, cause, detail };
}

/** An export of ours says null where there is nothing. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

function readPlace(place: DocumentReader, options: ImportOptions) {
  if (place.at('email').given) return readAddressOn('email', place.at('email'), options);
  if (place.at('phone').given) return readAddressOn(options.channel ?? 'sms', place.at('phone'), options);
  const at = place.at('channel');
  const channel = at.given || options.channel === undefined ? at.oneOf(channels) : options.channel;
  const value = place.at('address').given ? place.at('address') : place.at('value');
  return channel && readAddressOn(channel, value, options);
}

/** Rows of a text in CSV, one by one as it comes. */
export async function* csvRows(text: Iterable<string> | AsyncIterable<string>): AsyncGenerator<WrittenRow> {
  const bad: WrittenRow[] = [];
  const parser = parse({
    bom: true,
    columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    max_record_size: 65_536,
    on_skip: (error: CsvError | undefined) => {
      const line = Number(error?.lines ?? 0);
      bad.push({ line, path: '', value: undefined, problem: error?.message ?? 'this is no row of CSV' });
      return undefined;
    },
  });
  for await (const { record, info } of Readable.from(text).pipe(parser)) {
    yield* bad.splice(0);
    const given = Object.entries(record as Record<string, string>).filter(
      ([name, value]) => columns.includes(name) && value !== '',
    );
    yield { line: info.lines, path: '', value: Object.fromEntries(given) };
  }
  yield* bad;
}

/** Rows of JSON lines, one by one as they come. */
export async function* jsonRows(text: Iterable<string> | AsyncIterable<string>): AsyncGenerator<WrittenRow> {
  let rest = '';
  let line = 0;
  const rowOf = (written: string): WrittenRow[] => {
    line += 1;
    if (written.trim() === '') return [];
    try {
      return [{ line, path: '', value: JSON.parse(written) }];
    } catch {
      return [{ line, path: '', value: undefined, problem: 'this is not JSON' }];
    }
  };
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const written of lines) yield* rowOf(written);
  }
  yield* rowOf(rest);
}
