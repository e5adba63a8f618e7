// Reads bookings from a CSV, with a column mapping. A row that can't be used is reported with its line, never dropped in
// silence.
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

export interface Booking {
  /** Where the row begins in the file, from 1. */
  readonly line: number;
  readonly contact: string;
  readonly key: string;
  readonly name?: string;
  readonly email?: string;
  /** An instant, ISO 8601. */
  readonly bookedAt: string;
  /** An instant, or a wall-clock time in `zone`. */
  readonly startsAt: string;
}

export interface BadRow {
  readonly line: number;
  readonly problem: string;
}

/** What a booking is made of, and what may be added. */
export const fields = ['contact', 'key', 'bookedAt', 'startsAt', 'name', 'email'] as const;
export type Field = (typeof fields)[number];
const optional: readonly Field[] = ['name', 'email'];

export interface ReadOptions {
  readonly file: string;
  /** The header of the column of each field. Default: the field's own name. */
  readonly columns: ReadonlyMap<Field, string>;
  /** IANA zone of times without an offset. */
  readonly zone: string;
  /** Time of day of the appointments, where the column has dates only; what it has beside the date is then left out. */
  readonly time?: string;
}

/** Bookings in the order in which they were made. @throws Error when a column that is needed is missing */
export async function readBookings(options: ReadOptions): Promise<{ bookings: Booking[]; badRows: BadRow[] }> {
  const bookings: Booking[] = [];
  const badRows: BadRow[] = [];
  const parser = createReadStream(options.file).pipe(
    parse({
      columns: (headers: string[]) => checked(headers, options),
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
    }),
  );
  parser.on('skip', ({ message, lines }: { message: string; lines?: number }) =>
    badRows.push({ line: lines ?? 0, problem: message }),
  );
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    const line = info.lines;
    const read = readRow(record, options);
    if ('problem' in read) badRows.push({ line, problem: read.problem });
    else bookings.push({ line, ...read });
  }
  bookings.sort((a, b) => (a.bookedAt < b.bookedAt ? -1 : a.bookedAt > b.bookedAt ? 1 : a.line - b.line));
  return { bookings, badRows: badRows.sort((a, b) => a.line - b.line) };
}

function columnOf(field: Field, { columns }: ReadOptions): string {
  return columns.get(field) ?? field;
}

function checked(headers: string[], options: ReadOptions): string[] {
  const wanted = fields.filter((field) => !optional.includes(field) || options.columns.has(field));
  const missing = wanted.filter((field) => !headers.includes(columnOf(field, options)));
  if (missing.length === 0) return headers;
  const first = missing[0] as Field;
  throw new Error(
    `the file has no column "${columnOf(first, options)}" for ${first}; it has ${headers.join(', ')}. Say --column ${first}=<column>.`,
  );
}

function readRow(
  record: Record<string, string>,
  options: ReadOptions,
): Omit<Booking, 'line'> | { readonly problem: string } {
  const value = (field: Field) => record[columnOf(field, options)] ?? '';
  for (const field of ['contact', 'key'] as const) if (value(field) === '') return { problem: `${field} is empty` };
  const bookedAt = readInstant(value('bookedAt'), options.zone);
  if (bookedAt === undefined) return { problem: `"${value('bookedAt')}" is not a time of booking` };
  const startsAt = readStart(value('startsAt'), options);
  if (startsAt === undefined) return { problem: `"${value('startsAt')}" is not a time of an appointment` };
  const [name, email] = [value('name'), value('email')];
  return {
    contact: value('contact'),
    key: value('key'),
    bookedAt,
    startsAt,
    ...(name && { name }),
    ...(email && { email }),
  };
}

function readStart(text: string, { zone, time }: ReadOptions): string | undefined {
  const written = time === undefined ? text : `${text.slice(0, 10)}T${time}`;
  return readInstant(written, zone) === undefined ? undefined : written;
}

/** As an instant in UTC; times without an offset are wall-clock times in the zone. */
export function readInstant(text: string, zone: string): string | undefined {
  try {
    return Temporal.Instant.from(text).toString();
  } catch {
    // No offset: a wall-clock time, if anything.
  }
  try {
    if (!/T|\d \d/.test(text)) return undefined;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return undefined;
  }
}
