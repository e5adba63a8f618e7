/** Lists in pages: rows in a stable order, and the key of the last one to go on from. */
import { invalidInput } from '../errors.ts';

/** The values that a list is ordered by, of one row; the last of them is unique. */
export type PageKey = readonly (string | number)[];

export interface PageRequest {
  readonly limit: number;
  /** Null: from the beginning. */
  readonly after: PageKey | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null: there is nothing more. */
  readonly next: PageKey | null;
}

/** Makes a page of rows of which one more than `limit` was read. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => PageKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

const kinds: Readonly<Record<string, (part: unknown) => boolean>> = {
  number: (part) => typeof part === 'number' && Number.isFinite(part),
  text: (part) => typeof part === 'string' && !part.includes('\0'),
  id: isId,
};

/** The key to go on from, checked against the order of the list: a cursor of another list is bad input. */
export function keyAfter(page: PageRequest, ...shape: readonly (keyof typeof kinds)[]): readonly unknown[] | null {
  if (page.after === null) return null;
  const fits = page.after.length === shape.length && shape.every((kind, index) => kinds[kind]?.(page.after?.[index]));
  if (fits) return page.after;
  throw invalidInput([
    { path: 'query.cursor', message: 'this cursor belongs to another list', expected: 'the nextCursor of this list' },
  ]);
}

/** Can this be the id of a row? What cannot is answered like an id that does not exist. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
