/** Why something is as it is, in words: the server's own list, so that lists and explanations say the same. */
import { en } from '../../../src/domain/words/en.ts';
import { reasonInWords } from '../../../src/domain/words/reason-in-words.ts';

/** A short sentence; nothing where there is no reason to give. */
export function reasonSentence(reason: string | null): string | null {
  if (reason === null) return null;
  const words = reasonInWords(en, reason);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
