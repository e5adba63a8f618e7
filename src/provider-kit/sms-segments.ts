/** How many parts a text message is sent and charged as. Pure. */
import { SegmentedMessage } from 'sms-segments-calculator';

export interface SmsSegments {
  /** GSM-7 holds 160 characters in one part and 153 in each of several; one character outside it makes all UCS-2: 70 and 67. */
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
}

/** More different characters than the alphabet with its extension has. */
const gsmCharactersMax = 200;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The package knows the alphabet; the counting is ours. It takes half a minute for a text of 100,000 characters, in which
 * this process would do nothing else.
 *
 * @source 3GPP TS 23.038 (alphabets), TS 23.040 section 9.2.3.24.1 (concatenated messages)
 */
export function countSegments(text: string): SmsSegments {
  const sizes = sizesInGsm(text);
  if (sizes)
    return {
      encoding: 'GSM-7',
      segments: countParts(
        Array.from(text, (each) => sizes.get(each) ?? 1),
        160,
        153,
      ),
    };
  const units = Array.from(graphemes.segment(text), ({ segment }) => segment.length);
  return { encoding: 'UCS-2', segments: countParts(units, 70, 67) };
}

/** What each character takes: 2 for those of the extension, else 1. Undefined where one is not of the alphabet. */
function sizesInGsm(text: string): ReadonlyMap<string, number> | undefined {
  const characters = new Set(text);
  if (characters.size > gsmCharactersMax) return undefined;
  const sizes = new Map<string, number>();
  for (const character of characters) {
    const { encodingName, numberOfCharacters } = new SegmentedMessage(character);
    if (encodingName !== 'GSM-7') return undefined;
    sizes.set(character, numberOfCharacters);
  }
  return sizes;
}

/** A character is never divided between two parts. */
function countParts(sizes: readonly number[], single: number, each: number): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= single) return 1;
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
