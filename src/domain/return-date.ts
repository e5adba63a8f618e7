/** When somebody is back whose mailbox says that they are away. Pure. */
import { morningAfter, type NamedDate, namedDates, type ReplyLanguage, replyLanguages } from './reply-dates.ts';
import { plain } from './reply-words.ts';

/** Notes of absence say it at their beginning. */
const charsMax = 1_000;
/** Nor is anybody away for longer who says it like this. */
const aheadMsMax = 180 * 86_400_000;

/** Words of a language, as patterns without accents and apostrophes. */
interface Absence {
  /** That they themselves are away; what is said of an office, a holiday or a colleague is none of it. */
  readonly away: RegExp;
  /** How another sentence begins that says when they are back. */
  readonly own: RegExp;
  /** What stands just before the day of return, or in between it and the end of its sentence. */
  readonly back: RegExp;
  readonly backAfter?: RegExp;
  /** What stands just before the last day of the absence. */
  readonly until: RegExp;
}

const absences: Readonly<Record<ReplyLanguage, Absence>> = {
  en: {
    away: /\bout of (?:the )?office\b|\bnot in the office\b|^ooo\b|\b(?:i am|i m|i will be|i ll be|we are|we re|we will be)(?: \w+){0,2}? (?:away|on (?:\w+ )?leave|on (?:\w+ )?(?:vacation|holidays?)|travell?ing|absent)\b|\bon (?:annual|parental|maternity|paternity|sick|medical) leave\b/,
    own: /^(?:i|we|back|returning)\b/,
    back: /\b(?:back|return(?:ing)?|available again|reachable again)(?: in the office| to work| to the office| again)*(?: on| from)?(?: the)?\s*$/,
    until: /\b(?:until|till|through|thru|up to)(?: and including)?(?: the)?\s*$/,
  },
  fr: {
    away: /\b(?:je suis|je serai|nous sommes)(?: \w+){0,2}? (?:absente?s?|en (?:conges?|vacances|deplacement|arret|formation)|indisponible|hors du bureau)\b|\babsente? du bureau\b|\bactuellement (?:absente?|en conges?)\b/,
    own: /^(?:je|nous|de retour|retour)\b/,
    back: /\b(?:retour|reviens|reviendrai|joignable|disponible)(?: au bureau| a nouveau| a partir| des)*(?: le| du| au)?\s*$/,
    until: /\bjusqu (?:au|a)\s*$/,
  },
  es: {
    away: /\b(?:estoy|estare|me encuentro|estamos)(?: \w+){0,2}? (?:ausente|de vacaciones|fuera de (?:la )?oficina|de viaje|de permiso|de baja)\b|\bfuera de (?:la )?oficina\b/,
    own: /^(?:regres|volver|vuelv|estar|me )/,
    back: /\b(?:regreso|regresare|vuelvo|volvere|de vuelta|me (?:re)?incorporo)(?: a la oficina)?(?: el| a partir del)?(?: dia)?\s*$/,
    until: /\bhasta(?: el)?(?: dia)?\s*$/,
  },
  de: {
    away: /\b(?:bin|sind|befinde)\b[^!?]{0,80}?\b(?:abwesend|im urlaub|nicht im (?:buro|haus)|außer haus|ausser haus|auf dienstreise|in elternzeit|nicht erreichbar)/,
    own: /^(?:ich|wir|ab|am|zuruck|bin)\b/,
    back: /\bzuruck(?: bin ich)?(?: wieder)?(?: ab| am)?(?: dem)?\s*$/,
    backAfter: /^[^!?\d]{0,30}\b(?:wieder|zuruck)\b/,
    until: /\bbis(?: zum| einschließlich| einschliesslich| inklusive| einschl\.?| inkl\.?| voraussichtlich)*\s*$/,
  },
};

/** What mail programs write before the subject of the mail that they answer: the rest is ours. */
const quotedSubject =
  /(?:\bre|\baw|\btr|\bfwd?|automatic reply|auto-? ?reply|réponse automatique|automatische antwort|respuesta automática)\s?:.*$/iu;

/**
 * The morning of the day that the note of a mailbox names, or after the last day of the absence; undefined where it names none, or
 * is no note of an absence.
 */
export function returnDate(note: { readonly subject: string; readonly text: string }, now: number, zone: string) {
  const subject = note.subject.normalize('NFKC').slice(0, 200);
  for (const said of [note.text, subject.replace(quotedSubject, '')]) {
    const sentences = sentencesOf(said.slice(0, charsMax).normalize('NFKC'));
    for (const language of replyLanguages) {
      const at = returnOf(sentences, language, now, zone);
      if (at !== undefined && at <= now + aheadMsMax) return at;
    }
  }
  return undefined;
}

/** Not at `18. Mai`, nor where a line was broken. */
function sentencesOf(text: string): string[] {
  return text
    .replaceAll('\r', '')
    .split(/\n\s*\n|(?<=[^\d\s][.!?])\s+/)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim());
}

const words = (text: string) => plain(text).replaceAll(/['’]/g, ' ');

/** In the sentence that says that they are away, or in one of the two after it. */
function returnOf(sentences: readonly string[], language: ReplyLanguage, now: number, zone: string) {
  const { away, own } = absences[language];
  const first = sentences.findIndex((sentence) => away.test(words(sentence)));
  if (first < 0) return undefined;
  for (const sentence of sentences.slice(first, first + 3)) {
    if (sentence !== sentences[first] && !own.test(words(sentence))) continue;
    const dates = namedDates(sentence, language, now, zone).filter(({ hasTime }) => !hasTime);
    const back = dates.find((date) => isReturn(sentence, date, absences[language]));
    if (back) return back.at;
    const last = dates.find(
      (date) => date.isStretch || absences[language].until.test(words(sentence.slice(0, date.from))),
    );
    if (last) return morningAfter(last.day, zone);
  }
  return undefined;
}

function isReturn(sentence: string, { from, to, isStretch }: NamedDate, { back, backAfter, until }: Absence): boolean {
  const before = words(sentence.slice(0, from));
  if (isStretch || until.test(before)) return false;
  return back.test(before) || (backAfter?.test(words(sentence.slice(to))) ?? false);
}
