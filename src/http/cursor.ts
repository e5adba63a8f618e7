/** Cursors: the key of the last row of a page, opaque on the wire. */
import { invalidInput } from '../errors.ts';
import type { PageKey, PageRequest } from '../operations/paging.ts';

export function readPage(query: { limit: number; cursor?: string | undefined }): PageRequest {
  return { limit: query.limit, after: query.cursor === undefined ? null : readCursor(query.cursor) };
}

/** A page as it goes out. */
export function writePage<T>(page: { readonly items: readonly T[]; readonly next: PageKey | null }): {
  items: T[];
  nextCursor: string | null;
} {
  return {
    items: [...page.items],
    nextCursor: page.next && Buffer.from(JSON.stringify(page.next)).toString('base64url'),
  };
}

function readCursor(cursor: string): PageKey {
  const key = parse(Buffer.from(cursor, 'base64url').toString());
  const isKey =
    Array.isArray(key) && key.length <= 4 && key.every((part) => typeof part === 'string' || typeof part === 'number');
  if (isKey) return key as PageKey;
  throw invalidInput([
    { path: 'query.cursor', message: 'this is no cursor', expected: 'the nextCursor of an answer before' },
  ]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
