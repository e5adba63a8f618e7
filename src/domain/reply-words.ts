/**
 * Words that mean something to us when they are the whole of a message, in any case, with or without punctuation and politeness:
 * stop, start and help. "The bus stop at 5", "don't stop" or "I'll stop by" are ordinary replies.
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
    'unsubscribe',
    'end',
    'quit',
    'revoke',
    'optout',
    'opt out',
    'cancel',
    // French, Spanish, German, Portuguese, Italian
    'arret',
    'arrêt',
    'arrêter',
    'désabonner',
    'désinscrire',
    'baja',
    'alto',
    'cancelar',
    'stopp',
    'abmelden',
    'abbestellen',
    'parar',
    'sair',
    'cancella',
  ],
  start: ['start', 'unstop', 'optin', 'opt in', 'resubscribe'],
  help: ['help', 'info', 'aide', 'ayuda', 'hilfe', 'ajuda', 'aiuto'],
};

const byWord = new Map(
  (Object.keys(words) as ReplyWord[]).flatMap((meaning) => words[meaning].map((word) => [word, meaning] as const)),
);

const politeness =
  /(?<!\p{L})(please|pls|thanks|thank you|merci|svp|gracias|por favor|bitte|danke|obrigado|grazie)(?!\p{L})/gu;

export function readReplyWord(text: string): ReplyWord | undefined {
  const said = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(politeness, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return byWord.get(said);
}
