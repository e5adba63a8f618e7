// docs/requirements.md has every requirement, in a state that it knows, with files that exist, and a proof for what works.
import { describe, expect, test } from 'vitest';
import { codeSpans, isThere, readPage, tableRows } from './pages.ts';

const counts = { A: 9, B: 16, C: 11, D: 14, E: 14, F: 9, R: 9 };
const wanted = Object.entries(counts).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);
const rows = tableRows(readPage('docs/requirements.md').text);

test('every requirement has one row, in order', () => {
  expect(rows.map(([id]) => id)).toEqual(wanted);
});

describe.each(rows)('%s (%s)', (_id, text, state, where = '', proof = '', note = '') => {
  const implementations = codeSpans(where);
  const tests = codeSpans(proof);

  test('is in words, and in a known state', () => {
    expect(text).not.toBe('');
    expect(['works', 'partly', 'planned']).toContain(state);
  });

  test('names only files that exist', () => {
    expect([...implementations, ...tests].filter((path) => !isThere(path))).toEqual([]);
    expect(tests.filter((path) => !path.endsWith('.test.ts'))).toEqual([]);
  });

  test('says where it works and what proves it, or what is missing', () => {
    if (state === 'works') {
      expect(implementations).not.toEqual([]);
      expect(tests).not.toEqual([]);
    } else if (state === 'partly') {
      expect(implementations).not.toEqual([]);
      expect(note).not.toBe('–');
    } else {
      expect([...implementations, ...tests]).toEqual([]);
    }
  });
});
