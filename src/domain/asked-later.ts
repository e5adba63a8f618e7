/** When somebody who answers "not now, try me again in two weeks" wants to hear from us. Pure. */
import { namedDates, type ReplyLanguage, replyLanguages } from './reply-dates.ts';
import { lettersOf, plain, withoutEnd } from './reply-words.ts';

/** Longer answers say more than one thing. */
const charsMax = 300;
/** A year: what is further away is a misunderstanding. */
const aheadMsMax = 366 * 86_400_000;

/** By language, without accents: what asks for another time, and what may stand beside it. */
const asking: Readonly<Record<ReplyLanguage, { readonly ask: string; readonly beside: string }>> = {
  en: {
    ask: `not (?:right )?now|not (?:today|yet|possible)|not (?:a good|the right|the best|a great) time|later|come back|circle back|again|
      busy|wait|contact|call|text|e ?mail|mail|message|write|ping|reach out|get in touch|follow up|check(?: back)?(?: in)?|try|remind|
      talk|speak|touch base|chat|ask|catch up`,
    beside: `no|ok|right|now|yet|today|a|an|the|moment|time|me|us|to|with|in|on|at|by|after|until|till|from|around|about|sometime|some|and|
      but|so|then|i|m|im|we|re|you|am|is|are|be|it|s|its|this|that|let|lets|can|could|would|maybe|perhaps|just|bit|little|
      if|possible|better|best|hi|hello|hey|sorry|back|up|very|really|too|sure|for|of|day|please`,
  },
  fr: {
    ask: `pas (?:maintenant|tout de suite|encore|aujourd hui|le bon moment|le moment|possible)|plus tard|(?:r|re)?appel(?:ez|er|le|es)|
      (?:re)?contact(?:ez|er|e|es)|relanc(?:ez|er|e|es)|reven(?:ez|ir)|reviens|(?:re)?ecri(?:vez|re|s|vons)|(?:re)?parl(?:ons|er|ez)|
      occupee?|attend(?:ez|re|s)|reessay(?:ez|er|e)`,
    beside: `non|bonjour|bonsoir|salut|desolee?|je|j|suis|ne|n|c|ce|est|s|il|vous|te|tu|peux|pouvez|pouvons|on|se|me|m|moi|nous|en|y|le|la|
      les|l|de|d|du|des|un|une|peu|trop|tres|plutot|vers|a|au|aux|et|mais|alors|que|ici|apres|avant|partir|pour|possible|si|faut|
      mieux|moment|jour|bien`,
  },
  es: {
    ask: `ahora no|no ahora|no (?:es|puedo|ahora)|mas tarde|luego|despues|llam(?:ame|enme|eme|ar|arme)|contact(?:ame|enme|eme|ar|arme|en)|
      escrib(?:eme|ame|anme|ir|irme)|vuelv(?:e|a|an)|habl(?:amos|emos|ar)|recuerd(?:ame|eme)|ocupad[oa]|esper(?:a|e|en|ar)`,
    beside: `no|hola|buenas|buenos|dias|tardes|perdon|lo|siento|estoy|ahora|momento|buen|un|una|me|a|al|en|de|del|el|la|los|las|y|pero|que|
      si|es|puedo|puede|puedes|pueden|podemos|mejor|por|para|hasta|partir|sobre|muy|poco|tiempo|hoy|todavia|conmigo|contactar|llamar|escribir`,
  },
  de: {
    ask: `nicht jetzt|jetzt nicht|gerade nicht|nicht heute|heute nicht|noch nicht|spater|meld(?:en|e|et)|ruf(?:en|e|t)?|anrufen|kontaktier(?:en|e|t)|
      schreib(?:en|e|t)?|erinner(?:n|e|t)|noch ?mal|nochmals|noch einmal|beschaftigt|keine zeit|warte(?:n|t)?|sprechen|reden|versuch(?:en|e|t)`,
    beside: `nein|hallo|guten|tag|sorry|leider|ich|bin|habe|haben|mich|mir|uns|sie|du|ihr|sich|dich|euch|wir|es|das|ist|passt|kann|konnen|konnten|konnte|
      an|am|im|in|um|ab|bis|nach|vor|gegen|zu|zur|zum|der|die|den|dem|ein|eine|einen|wieder|bei|und|aber|dann|da|doch|mal|gerade|
      jetzt|heute|zeit|besser|lieber|gern|gerne|so|sehr|viel|wurde|wurden`,
  },
};

const patternsOf = new Map(
  replyLanguages.map((language) => {
    const { ask, beside } = asking[language];
    const [asks, besides] = [ask, beside].map((words) => words.replaceAll(/\s*\n\s*/g, ''));
    return [language, { ask: new RegExp(`\\b(?:${asks})\\b`, 'g'), beside: new Set(besides?.split('|')) }] as const;
  }),
);

/**
 * Undefined where they name no date, or more than one, or say anything else as well.
 *
 * @param zone by whose clock they mean it
 * @returns milliseconds since 1970
 */
export function askedLater(text: string, now: number, zone: string): number | undefined {
  if (text.length > charsMax) return undefined;
  const said = text.normalize('NFKC');
  const known = plain(said);
  for (const [language, { ask, beside }] of patternsOf) {
    if (known.search(ask) < 0) continue;
    const [date, ...others] = namedDates(said, language, now, zone);
    if (!date || others.length > 0 || date.at > now + aheadMsMax) continue;
    const rest = lettersOf(withoutEnd(plain(`${said.slice(0, date.from)} ${said.slice(date.to)}`)));
    const left = rest.replaceAll(ask, ' ');
    if (left !== rest && left.split(' ').every((word) => word === '' || beside.has(word))) return date.at;
  }
  return undefined;
}
