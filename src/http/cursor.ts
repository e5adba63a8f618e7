/**
 * Cursors: the key of the last row of a page. On the wire they are opaque and say which list they belong to: its path and
 * a hash of what it was filtered by, so that one that is given to another list, or with other filters, is refused in place
 * of being answered with some wrong page. `route.ts` seals and opens them; handlers see the key alone.
 */
import { invalidInput } from '../errors.ts';
import { sha256 } from '../ids.ts';
import type { PageKey, PageRequest } from '../operations/paging.ts';

/** A list as one call asks for it. */
export interface List {
  /** The route, for example `/v1/contacts/:ref/timeline`. */
  readonly path: string;
  /** Everything that chooses its rows: parameters of the path and filters, but not where to go on and how many. */
  readonly filters: string;
}

/** Longer than the longest key of a list: an address of 2,000 characters, each three bytes, in base64. */
export const cursorLengthMax = 10_000;

export function listAsked(path: string, params: unknown, query: Readonly<Record<string, unknown>>): List {
  const { cursor: _, limit: __, ...filters } = query;
  const given = Object.entries({ ...(params as object), ...filters }).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)));
  return { path, filters: sha256(text).slice(0, 12) };
}

/** The key of a page as a cursor of this list. */
export function sealCursor({ path, filters }: List, key: string): string {
  return Buffer.from(JSON.stringify([path, filters, key])).toString('base64url');
}

/** @returns the key that was sealed @throws RelanceError `invalid_input` for what belongs elsewhere */
export function openCursor(list: List, cursor: string): string {
  const sealed = parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(sealed) || sealed.length !== 3 || sealed.some((part) => typeof part !== 'string'))
    throw noCursor();
  const [path, filters, key] = sealed as [string, string, string];
  if (path !== list.path) throw refused(`this cursor belongs to the list ${path}`, `a nextCursor of ${list.path}`);
  if (filters !== list.filters) {
    const expected = 'the same filters as in the call that gave the cursor, or no cursor to begin anew';
    throw refused('this cursor was given for other filters', expected);
  }
  return key;
}

export function readPage(query: { limit: number; cursor?: string | undefined }): PageRequest {
  return { limit: query.limit, after: query.cursor === undefined ? null : readKey(query.cursor) };
}

/** A page as it goes out. */
export function writePage<T>(page: { readonly items: readonly T[]; readonly next: PageKey | null }): {
  items: T[];
  nextCursor: string | null;
} {
  return { items: [...page.items], nextCursor: page.next && JSON.stringify(page.next) };
}

function readKey(text: string): PageKey {
  const key = parse(text);
  const isKey =
    Array.isArray(key) && key.length <= 4 && key.every((part) => typeof part === 'string' || typeof part === 'number');
  if (isKey) return key as PageKey;
  throw noCursor();
}

function noCursor(): Error {
  return refused('this is no cursor', 'the nextCursor of an answer before');
}

function refused(message: string, expected: string): Error {
  return invalidInput([{ path: 'query.cursor', message, expected }]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
