/** When somebody who answers "not now, try me again in two weeks" wants to hear from us. Pure. */
import { namedDates, type ReplyLanguage, replyLanguages } from './reply-dates.ts';
import { lettersOf, plain, withoutEnd } from './reply-words.ts';

/** Longer answers say more than one thing. */
const charsMax = 300;

/** Words of a language, as patterns without accents and punctuation. */
interface Asking {
  /** What may stand at the beginning. */
  readonly opening: string;
  /** Enough by itself, with a date after it. */
  readonly notNow: string;
  /** Only a reason: what is asked for has to follow. */
  readonly busy: string;
  /** To write to them, said to us. Not `by Friday`, nor what they will do. */
  readonly ask: string;
  /** What may stand before the date, and after it. */
  readonly before: string;
  readonly after: string;
}

const asking: Readonly<Record<ReplyLanguage, Asking>> = {
  en: {
    opening: 'hi|hello|hey|sorry|no|but|so|then|maybe|perhaps|just|actually|better|rather',
    notNow:
      'not (?:right )?now|not today|not yet|(?:it|this|now) i?s not (?:a good|the right|a great|the best) time(?: now)?|not a good time|later',
    busy: '(?:i m|i am|we are|we re) (?:very |really |a bit |too )?busy(?: right)?(?: now| at the moment)?',
    ask: '(?:(?:can|could|would) you )?(?:call|text|e ?mail|contact|message|write(?: to)?|ping|remind|ask|try) (?:me|us)|(?:(?:can|could|would) you )?(?:(?:get|come) back to (?:me|us)|check back(?: with (?:me|us))?|follow up(?: with (?:me|us))?|get in touch(?: with (?:me|us))?|reach out(?: to (?:me|us))?|try again)',
    before: 'in|on|from|around|about',
    after: 'again|back|instead|then',
  },
  fr: {
    opening: 'bonjour|bonsoir|salut|desolee?|non|mais|alors|plutot|peut etre',
    notNow:
      'pas (?:maintenant|tout de suite|encore|aujourd hui|pour le moment|pour l instant|le bon moment)|(?:ce n|c) est pas le (?:bon )?moment|plus tard',
    busy: 'je suis (?:tres |un peu |trop )?occupee?(?: en ce moment| maintenant| pour le moment)?',
    ask: '(?:rappel|appel|contact|recontact|relanc)(?:ez|le|e) (?:moi|nous)|(?:re)?ecri(?:vez|s) (?:moi|nous)|(?:vous pouvez|pouvez vous|pourriez vous|tu peux|peux tu|pourrais tu) (?:me|nous) (?:rappeler|appeler|recontacter|contacter|relancer|reecrire|ecrire)|rev(?:enez|iens) vers (?:moi|nous)|reessayez',
    before: 'le|vers le|a partir du|a partir de',
    after: 'plutot|alors|s il vous plait|s il te plait',
  },
  es: {
    opening: 'hola|buenas|buenos dias|buenas tardes|perdon|lo siento|no|pero|mejor|entonces|quizas',
    notNow:
      'ahora no(?: puedo)?|no ahora|no puedo ahora|(?:ahora )?no es (?:un )?buen momento|todavia no|de momento no|mas tarde',
    busy: 'estoy (?:muy )?ocupad[oa](?: ahora)?',
    ask: '(?:llam[ae]|llamen|escrib[ea]|escriban|contact[ae]|contacten|recuerd[ae]|recuerden)(?:me|nos)|(?:puede|puedes|pueden|podria|podrias|podrian) (?:llamar|escribir|contactar)(?:me|nos)|(?:me|nos) (?:puede|puedes|pueden|podria|podrias) (?:llamar|escribir|contactar)|vuelv(?:a|e|an) a (?:llamar|escribir|contactar)(?:me|nos)',
    before: 'el|la|a partir del|sobre el',
    after: 'mejor|de nuevo|otra vez',
  },
  de: {
    opening: 'hallo|guten tag|nein|sorry|leider|aber|dann|lieber|vielleicht',
    notNow:
      'nicht jetzt|jetzt nicht|gerade nicht|heute nicht|nicht heute|noch nicht|im moment nicht|momentan nicht|es passt (?:gerade|jetzt) nicht|spater',
    busy: '(?:ich )?(?:habe )?(?:gerade|jetzt|im moment) keine zeit|ich bin (?:gerade )?(?:sehr )?beschaftigt',
    ask: 'melden sie sich|melde? dich|rufen sie (?:mich|uns)|ruf (?:mich|uns)|kontaktieren sie (?:mich|uns)|schreiben sie (?:mir|uns)|schreib (?:mir|uns)|erinnern sie (?:mich|uns)|versuchen sie es|versuch es|(?:konnen|konnten) sie (?:sich|mich|uns|mir)',
    before: 'am|ab|ab dem|erst',
    after:
      'wieder|noch ?mal|nochmals|noch einmal|erneut|an|zuruck|bei mir|bei uns|anrufen|zuruckrufen|melden|schreiben|erst|doch',
  },
};

/** In place of the date. */
const dateWord = 'xdatex';

/** The whole of what is said. */
const patterns = replyLanguages.map((language) => {
  const { opening, notNow, busy, ask, before, after } = asking[language];
  const beside = `(?:(?:${opening}) )*`;
  const asked = `(?:(?:${notNow}|${busy}) )?${beside}(?:${ask})|(?:${notNow})`;
  const date = `(?: (?:${opening}|${after}))*(?: (?:${before}))? ${dateWord}(?: (?:${after}))*`;
  const whole = new RegExp(`^${beside}(?:${asked})${date}$`);
  return { language, asks: new RegExp(`\\b(?:${ask}|${notNow})\\b`), whole };
});

/**
 * Undefined where they name no date, or more than one, or say anything else as well.
 *
 * @param zone by whose clock they mean it
 * @returns milliseconds since 1970
 */
export function askedLater(text: string, now: number, zone: string): number | undefined {
  if (text.length > charsMax) return undefined;
  const said = text.normalize('NFKC');
  const letters = lettersOf(plain(said));
  for (const { language, asks, whole } of patterns) {
    // To look for dates takes a hundred times as long.
    if (!asks.test(letters)) continue;
    for (const { from, to, isStretch, at } of namedDates(said, language, now, zone)) {
      const rest = `${said.slice(0, from)} ${dateWord} ${said.slice(to)}`;
      if (!isStretch && whole.test(lettersOf(withoutEnd(plain(rest))))) return at;
    }
  }
  return undefined;
}
