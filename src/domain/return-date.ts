/** When somebody is back whose mailbox says that they are away. Pure. */
import { morningAfter, namedDates, type ReplyLanguage, replyLanguages } from './reply-dates.ts';
import { plain } from './reply-words.ts';

/** Notes of absence say it at their beginning. */
const charsMax = 2_000;
/** Of what stands before a date, so much can belong to it. */
const beforeMax = 80;
/** A day of this year that is over reads like one of the next: who is away for longer says so in a way that we do not read. */
const aheadMsMax = 180 * 86_400_000;

/** By language, as it is written in notes of absence, without accents. */
const absence: Readonly<
  Record<ReplyLanguage, { readonly away: RegExp; readonly back: RegExp; readonly until: RegExp }>
> = {
  en: {
    away: /\b(?:out of (?:the )?office|ooo|o\.o\.o|away|on (?:annual |parental |maternity |paternity |sick )?leave|vacation|holidays?|absen(?:t|ce)|not in the office|travell?ing)\b/,
    back: /\b(?:back|return(?:ing|s)?|available(?: again)?|reachable|resum(?:e|ing)|in the office)\b[^.!?\n]{0,30}$/,
    until: /\b(?:until|till|through|thru|up to|to)\b[^.!?\n]{0,20}$/,
  },
  fr: {
    away: /\b(?:absente?|absence|conges?|vacances|hors du bureau|deplacement|indisponible)\b/,
    back: /\b(?:retour|reviens|reviendrai|disponible|joignable|a partir|des)\b[^.!?\n]{0,30}$/,
    until: /\b(?:jusqu ?.?(?:au|a)|au)\b[^.!?\n]{0,20}$/,
  },
  es: {
    away: /\b(?:ausente|ausencia|fuera de (?:la )?oficina|vacaciones|permiso|de viaje)\b/,
    back: /\b(?:regres(?:o|are)|vuelvo|volvere|vuelta|disponible|incorpor(?:o|are)|a partir)\b[^.!?\n]{0,30}$/,
    until: /\b(?:hasta|al)\b[^.!?\n]{0,20}$/,
  },
  de: {
    away: /(?:\b(?:abwesend|abwesenheit\w*|urlaub\w*|nicht im (?:buro|haus)|ausser haus|außer haus|dienstreise|elternzeit)\b)/,
    back: /\b(?:ab|zuruck|wieder|erreichbar)\b[^.!?\n]{0,30}$/,
    until: /\bbis\b[^.!?\n]{0,25}$/,
  },
};

/** When somebody is back, by the note of their mailbox: the day that it names, or the one after the last of their absence. */
export function returnDate(note: string, now: number, zone: string): number | undefined {
  const said = note.slice(0, charsMax).normalize('NFKC');
  for (const language of replyLanguages) {
    const { away, back, until } = absence[language];
    if (!away.test(plain(said))) continue;
    const returns: number[] = [];
    const ends: number[] = [];
    for (const date of namedDates(said, language, now, zone)) {
      const before = plain(said.slice(Math.max(0, date.from - beforeMax), date.from));
      if (back.test(before)) returns.push(date.at);
      else if (until.test(before) || date.isStretch) ends.push(morningAfter(date.day, zone));
    }
    const at = Math.max(...(returns.length > 0 ? returns : ends));
    if (Number.isFinite(at) && at <= now + aheadMsMax) return at;
  }
  return undefined;
}
