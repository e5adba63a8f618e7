/** A reason as the rest of a sentence, without the facts that were seen: for lists. */
import type { Phrase, Words } from './words.ts';

/** What a record of words has under a key that may be anything. */
export function wordsAt<T>(names: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}

export function reasonInWords(words: Words, reason: string | null): string {
  if (reason === null) return words.noReason;
  const phrase = wordsAt<Phrase>(words.why, reason);
  if (phrase !== undefined) return typeof phrase === 'string' ? phrase : phrase.plain;
  return eventInWords(words, reason) ?? reason.replaceAll('_', ' ');
}

/** A type of event; undefined for what is none. */
export function eventInWords(words: Words, type: string): string | undefined {
  const known = wordsAt<string>(words.events, type);
  if (known !== undefined) return known;
  return type.startsWith('custom.') ? words.otherEvent(type.slice('custom.'.length)) : undefined;
}
