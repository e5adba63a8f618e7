/**
 * Words that stop messages when they are the whole of a message, in any case, with or without punctuation and politeness.
 * "The bus stop at 5" or "don't stop" stop nothing.
 *
 * @source CTIA Messaging Principles and Best Practices (2023), 5.1.3: standard opt-out keywords; US 47 CFR 64.1200(a)(10)
 */
const stopWords = new Set(['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'revoke', 'optout', 'opt out', 'cancel']);

export function isStopMessage(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\b(please|pls|thanks|thank you)\b/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return stopWords.has(words);
}
