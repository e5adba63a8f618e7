import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { expect, test } from 'vitest';
import { countSegments } from './sms-segments.ts';

const a = (count: number) => 'a'.repeat(count);

test.each([
  ['no text at all', '', 'GSM-7', 1],
  ['160 letters', a(160), 'GSM-7', 1],
  ['161 letters', a(161), 'GSM-7', 2],
  ['two full parts of 153', a(306), 'GSM-7', 2],
  ['one more than two full parts', a(307), 'GSM-7', 3],
  ['letters of the alphabet that are not ASCII', `${a(158)}éÅ`, 'GSM-7', 1],
  ['a euro sign counts double', `${a(158)}€`, 'GSM-7', 1],
  ['a euro sign that does not fit any more', `${a(159)}€`, 'GSM-7', 2],
  ['eighty characters of the extension', '^{}[]~|\\'.repeat(10), 'GSM-7', 1],
  ['eighty-one of them', '€'.repeat(81), 'GSM-7', 2],
  ['line breaks are of the alphabet', 'a\nb\r\nc', 'GSM-7', 1],
  ['70 characters, one outside the alphabet', `${a(69)}ł`, 'UCS-2', 1],
  ['71 characters, one outside the alphabet', `${a(70)}ł`, 'UCS-2', 2],
  ['two full parts of 67', 'ж'.repeat(134), 'UCS-2', 2],
  ['one more than two full parts of 67', 'ж'.repeat(135), 'UCS-2', 3],
  ['an emoji is two units', `${a(68)}😀`, 'UCS-2', 1],
  ['an emoji that does not fit any more', `${a(69)}😀`, 'UCS-2', 2],
  ['a curly apostrophe, as phones write it', `${a(69)}’`, 'UCS-2', 1],
] as const)('%s', (_name, text, encoding, segments) => {
  expect(countSegments(text)).toEqual({ encoding, segments });
});

test('a character of two units is not divided between two parts', () => {
  expect(countSegments(`${a(152)}€${a(152)}`)).toEqual({ encoding: 'GSM-7', segments: 3 });
  expect(countSegments(`${a(66)}😀${a(66)}`)).toEqual({ encoding: 'UCS-2', segments: 3 });
});

const letters = (...texts: string[]) => fc.string({ unit: fc.constantFrom(...texts), maxLength: 500 });

test('counts like the package does', () => {
  const text = fc.oneof(
    letters('a', 'é', '€', '\n', '[', ' '),
    letters('a', '€', 'ł', '😀', '👩‍👩‍👧', 'e\u0301', '\r\n'),
  );
  fc.assert(
    fc.property(text, (each) => {
      const { encodingName, segmentsCount } = new SegmentedMessage(each);
      expect(countSegments(each)).toEqual({ encoding: encodingName, segments: Math.max(1, segmentsCount) });
    }),
    { numRuns: 150 },
  );
});

test.each(['a', '€', 'ж', '😀'])('counts a text of 100,000 "%s" at once', (character) => {
  const startedAt = performance.now();
  expect(countSegments(character.repeat(100_000)).segments).toBeGreaterThan(600);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
