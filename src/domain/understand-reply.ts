/**
 * What somebody means by an answer, by rules: only where the whole of it is certain. Everything else is an ordinary reply, which
 * means nothing in particular; and whatever it means, it remains a reply. Pure.
 */
import { askedLater } from './asked-later.ts';
import type { RelanceEvent } from './event.ts';
import { lettersOf, plain, type ReplyWord, saysYes, withoutEnd } from './reply-words.ts';
import { returnDate } from './return-date.ts';

/**
 * `out_of_office`: their mailbox says that they are away; `later`: they ask to hear from us at another time; `thanks`: nothing but
 * politeness.
 */
export type ReplyMeaning = ReplyWord | 'yes' | 'no' | 'thanks' | 'question' | 'later' | 'out_of_office';

export interface Understood {
  readonly meaning: ReplyMeaning;
  /** When they are back, or want to hear from us; milliseconds since 1970. */
  readonly until?: number;
}

/** @param zoneOf the zone of the person: asked for only where somebody has written @returns undefined for what means nothing in particular */
export function understand(
  { type, occurredAt, message }: RelanceEvent,
  word: ReplyWord | undefined,
  zoneOf: () => string,
): Understood | undefined {
  const { text = '', subject = '' } = message ?? {};
  if (type === 'message.autoReplied') {
    const until = returnDate({ subject, text }, occurredAt, zoneOf());
    return until === undefined ? undefined : { meaning: 'out_of_office', until };
  }
  if (type !== 'message.received') return undefined;
  if (word !== undefined) return { meaning: word };
  const until = askedLater(text, occurredAt, zoneOf());
  if (until !== undefined) return { meaning: 'later', until };
  if (text.length > charsMax) return /[?？؟]\s{0,9}$/.test(text) ? { meaning: 'question' } : undefined;
  if (saysYes(text)) return { meaning: 'yes' };
  const said = withoutEnd(plain(text));
  if (/[?？؟]\s*$/.test(said)) return { meaning: 'question' };
  const letters = lettersOf(said);
  if (noes.has(letters)) return { meaning: 'no' };
  return letters === '' && /[\p{L}\p{Extended_Pictographic}]/u.test(text) ? { meaning: 'thanks' } : undefined;
}

/** Longer answers say more than one thing. */
const charsMax = 500;

const noes: ReadonlySet<string> = new Set(
  [
    'no|n|nope|no no|not interested|i m not interested|no i m not interested|no not interested|no need',
    'non|pas interesse|pas interessee|non pas interesse|non pas interessee|je ne suis pas interesse|je ne suis pas interessee',
    'no me interesa|no no me interesa|no estoy interesado|no estoy interesada',
    'nein|kein interesse|nein kein interesse|ich habe kein interesse',
  ].flatMap((words) => words.split('|')),
);
