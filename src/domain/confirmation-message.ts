/** The message that asks somebody to confirm a consent. A template: what others wrote comes in as a variable only. */
import { categoryName, channelName } from './category-names.ts';
import type { Channel } from './channel.ts';
import type { ConsentScope } from './consent-statement.ts';
import type { Facts } from './facts.ts';
import type { Language } from './language.ts';

export interface ConfirmationMessage {
  readonly subject?: string;
  readonly text: string;
  readonly variables: Facts;
}

/** How long somebody can confirm what they were asked, in milliseconds. */
export const confirmationMs = 7 * 24 * 3_600_000;

/** Where an answer of one word is the usual way. */
const answeredByWord: ReadonlySet<Channel> = new Set(['sms', 'whatsapp', 'telegram']);

/** Can it be confirmed on this channel without a link? */
export function confirmsByWord(channel: Channel): boolean {
  return answeredByWord.has(channel);
}

interface Words {
  readonly subject: string;
  readonly ask: string;
  readonly word: string;
  readonly link: string;
  readonly both: string;
  readonly otherwise: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    subject: 'Please confirm: messages from {{ organization.name }}',
    ask: '{{ organization.name }}: please confirm that you want to get this from us ({{ confirm.channel }}): {{ confirm.categories }}.',
    word: 'Reply YES to confirm.',
    link: 'Confirm here: {{ confirm.url }}',
    both: 'Reply YES, or confirm here: {{ confirm.url }}',
    otherwise: 'If you did not ask for this, do nothing.',
  },
  fr: {
    subject: 'Merci de confirmer : messages de {{ organization.name }}',
    ask: '{{ organization.name }} : merci de confirmer que vous souhaitez recevoir ceci de notre part ({{ confirm.channel }}) : {{ confirm.categories }}.',
    word: 'Répondez OUI pour confirmer.',
    link: 'Confirmez ici : {{ confirm.url }}',
    both: 'Répondez OUI, ou confirmez ici : {{ confirm.url }}',
    otherwise: "Si vous n'avez rien demandé, ne faites rien.",
  },
  es: {
    subject: 'Confirme, por favor: mensajes de {{ organization.name }}',
    ask: '{{ organization.name }}: confirme, por favor, que desea recibir esto de nuestra parte ({{ confirm.channel }}): {{ confirm.categories }}.',
    word: 'Responda SÍ para confirmar.',
    link: 'Confirme aquí: {{ confirm.url }}',
    both: 'Responda SÍ, o confirme aquí: {{ confirm.url }}',
    otherwise: 'Si no lo ha pedido, no haga nada.',
  },
  de: {
    subject: 'Bitte bestätigen: Nachrichten von {{ organization.name }}',
    ask: '{{ organization.name }}: Bitte bestätigen Sie, dass Sie das von uns bekommen möchten ({{ confirm.channel }}): {{ confirm.categories }}.',
    word: 'Antworten Sie mit JA, um zu bestätigen.',
    link: 'Hier bestätigen: {{ confirm.url }}',
    both: 'Antworten Sie mit JA, oder bestätigen Sie hier: {{ confirm.url }}',
    otherwise: 'Wenn Sie das nicht angefordert haben, tun Sie nichts.',
  },
};

/**
 * Undefined where there is no way to confirm: a channel without an answer by word, and no link.
 *
 * @param url where a click confirms; undefined: this installation has no public address
 */
export function confirmationMessage(
  language: Language,
  channel: Channel,
  categories: readonly ConsentScope[],
  url: string | undefined,
): ConfirmationMessage | undefined {
  const { subject, ask, word, link, both, otherwise } = words[language];
  const byWord = confirmsByWord(channel);
  if (!byWord && url === undefined) return undefined;
  const how = url === undefined ? word : byWord ? both : link;
  const names = categories.map((category) => categoryName(language, category)).join(', ');
  const confirm = { channel: channelName(language, channel), categories: names, ...(url !== undefined && { url }) };
  const gap = channel === 'email' ? '\n\n' : ' ';
  return {
    ...(channel === 'email' && { subject }),
    text: [ask, how, otherwise].join(gap),
    variables: { confirm },
  };
}
