// docs/requirements.md has every requirement, in a state that it knows, with files that exist, and a proof for what works.
import { expect, test } from 'vitest';
import { codeSpans, isThere, readPage, tableRows } from './pages.ts';

const counts = { A: 9, B: 16, C: 11, D: 14, E: 14, F: 9, R: 9 };
const wanted = Object.entries(counts).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);
const none = '–';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly state: string;
  readonly files: readonly string[];
  readonly proofs: readonly string[];
  readonly note: string;
}

const rows = tableRows(readPage('docs/requirements.md').text).map(
  ([id = '', text = '', state = '', files = '', proofs = '', note = '']): Row => ({
    id,
    text,
    state,
    files: codeSpans(files),
    proofs: codeSpans(proofs),
    note,
  }),
);

/** What is wrong with each row, as sentences. */
const findings = (find: (row: Row) => readonly (string | false)[]): string[] =>
  rows.flatMap((row) => find(row).flatMap((finding) => (finding === false ? [] : [`${row.id}: ${finding}`])));

test('every requirement has one row, in order', () => {
  expect(rows.map(({ id }) => id)).toEqual(wanted);
});

test('each is in words and in a known state', () => {
  const states = ['works', 'partly', 'planned'];
  expect(findings(({ text, state }) => [text === '' && 'has no text', !states.includes(state) && state])).toEqual([]);
});

test('every file that is named exists, and a proof is a test', () => {
  expect(findings(({ files, proofs }) => [...files, ...proofs].filter((path) => !isThere(path)))).toEqual([]);
  expect(findings(({ proofs }) => proofs.filter((path) => !path.endsWith('.test.ts')))).toEqual([]);
});

test('nothing works without a file and a test, nothing is partly there without saying what is missing', () => {
  expect(
    findings(({ state, files, proofs, note }) => [
      state === 'works' && proofs.length === 0 && 'works without a test',
      state !== 'planned' && files.length === 0 && `${state}, but nowhere`,
      state === 'partly' && note === none && 'does not say what is missing',
      state === 'planned' && files.length + proofs.length > 0 && 'is planned, but names files',
    ]),
  ).toEqual([]);
});
