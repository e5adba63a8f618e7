/**
 * Words that mean something to us when they are the whole of a message, above its closing, in any case, with or without
 * punctuation and politeness: stop, start and help. "The bus stop at 5", "don't stop" or "I'll stop by" are ordinary replies.
 *
 * `stop` in the languages that people write it in; `yes` starts nothing here, since it answers questions.
 *
 * @source CTIA Messaging Principles and Best Practices (2023), 5.1.3: standard opt-out keywords; US 47 CFR 64.1200(a)(10)
 *   (revoking consent by stop, quit, end, revoke, opt out, cancel, unsubscribe)
 */
export type ReplyWord = 'stop' | 'start' | 'help';

const words: Readonly<Record<ReplyWord, readonly string[]>> = {
  stop: [
    'stop',
    'stopall',
    'stop all',
    'stop sms',
    'stop texting me',
    'stop messages',
    'unsubscribe',
    'unsubscribe me',
    'end',
    'quit',
    'revoke',
    'optout',
    'opt out',
    'cancel',
    // French, Spanish, German, Portuguese, Italian; without accents, as they are compared
    'arret',
    'arreter',
    'annuler',
    'desabonner',
    'desinscrire',
    'baja',
    'alto',
    'cancelar',
    'stopp',
    'abmelden',
    'abbestellen',
    'parar',
    'sair',
    'cancella',
    // Russian, Ukrainian, Chinese, Japanese, Arabic, Hebrew
    'стоп',
    'отписаться',
    'відписатися',
    '停止',
    '退订',
    '退訂',
    'やめて',
    '配信停止',
    'توقف',
    'הסר',
    'סטופ',
  ],
  start: ['start', 'unstop', 'optin', 'opt in', 'resubscribe'],
  help: ['help', 'info', 'aide', 'ayuda', 'hilfe', 'ajuda', 'aiuto'],
};

const byWord = new Map(
  (Object.keys(words) as ReplyWord[]).flatMap((meaning) =>
    words[meaning].map((word) => [plain(word), meaning] as const),
  ),
);

/** Ordinary words, too: as advice they stand in capitals. */
const ordinary = new Set(
  ['end', 'quit', 'cancel', 'revoke', 'annuler', 'baja', 'alto', 'cancelar', 'parar', 'sair', 'cancella'].map(plain),
);

/** Words that are written without spaces between them. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Does a text tell how to stop, by naming a word that does? */
export function namesStopWord(text: string): boolean {
  const wanted = words.stop.map(plain);
  const said = plain(text);
  return wanted.some((word) => {
    if (unspaced.test(word)) return said.includes(word);
    const isOrdinary = ordinary.has(word);
    const within = isOrdinary ? text.normalize('NFKC') : said;
    return new RegExp(`(?<!\\p{L})${isOrdinary ? word.toUpperCase() : word}(?!\\p{L})`, 'u').test(within);
  });
}

const politeness =
  /(?<!\p{L})(ok|okay|please|pls|thanks|thank you|merci|svp|gracias|por favor|bitte|danke|obrigado|grazie)(?!\p{L})/gu;

/** What phones add under a message by themselves. */
const signature = /\n\s*(sent from my|envoye de mon|gesendet von|von meinem|enviado desde mi) [^\n]{1,40}\s*$/;

/** What people close a mail with, above their name and what is under it; without accents. */
const closings = [
  '(?:with |many )?(?:best |kind |warm )?(?:regards|wishes)',
  'best|cheers|thanks|thank you|many thanks|sincerely|yours(?: sincerely| truly| faithfully)?',
  '(?:bien )?cordialement|bien a vous|merci|salutations',
  '(?:un |muchos )?saludos?(?: cordial(?:es)?)?|atentamente|gracias',
  '(?:mit )?(?:freundlichen|besten|viele|beste|liebe|herzliche) gru(?:ße|sse)n?|mfg|lg|danke',
];
const closing = new RegExp(`(?:\\n|[.!])[^\\S\\n]*(?:${closings.join('|')})[,.!]?[^\\S\\n]*(?:\\n[^\\n]{0,60}){0,8}$`);

/** Above its closing, or what a phone added: what somebody has written themselves. */
export const withoutEnd = (said: string) => said.replace(signature, '').trimEnd().replace(closing, '');

export function readReplyWord(text: string): ReplyWord | undefined {
  // Longer ones are no word, and cost time.
  if (text.length > 500) return undefined;
  const said = withoutEnd(plain(text).replaceAll('\r', ''));
  if (said.length > 200) return undefined;
  if (/^\p{White_Space}*🛑\p{White_Space}*$/u.test(said)) return 'stop';
  const letters = lettersOf(said);
  // "S T O P" and "stop stop stop" say it as well.
  const spelled = /^\p{L}( \p{L})+$/u.test(letters) ? letters.replaceAll(' ', '') : letters;
  const [first = ''] = spelled.split(' ');
  const isRepeated = spelled.split(' ').every((word) => word === first);
  return byWord.get(isRepeated ? first : spelled);
}

const yeses: ReadonlySet<string> = new Set(['yes', 'y', 'oui', 'o', 'si', 's', 'ja', 'j', 'sim']);

/** Does the whole message say yes? It means something only as the answer to a question of ours. */
export function saysYes(text: string): boolean {
  return text.length <= 200 && yeses.has(lettersOf(plain(text).replace(signature, '')));
}

export function lettersOf(said: string): string {
  return said
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(politeness, ' ')
    .trim()
    .replace(/\s+/g, ' ');
}

/** In lower case, in the usual width, without accents. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC');
}
