/** The page behind the link that confirms a consent: a button, since programs open links by themselves. */
import { categoryName, channelName } from '../../domain/category-names.ts';
import type { Language } from '../../domain/language.ts';
import type { Confirmation } from '../../operations/confirm-consent.ts';
import { escaped, type PageContent } from './page-frame.ts';
import { filled, pageWords } from './page-words.ts';

export function confirmationPage(language: Language, asked: Confirmation, isDone: boolean): PageContent {
  const words = pageWords[language];
  const what = `<p><strong>${escaped(whatIsAsked(language, asked))}</strong></p>`;
  const quoted =
    asked.text === null
      ? ''
      : `<p class="soft">${escaped(words.confirmAsked)}</p><blockquote>${escaped(asked.text)}</blockquote>`;
  const form =
    `<form class="card" method="post"><p>${escaped(filled(words.confirmText, asked.organization))}</p>` +
    `${what}${quoted}<button type="submit">${escaped(words.confirm)}</button></form>`;
  const done = `<p class="status" role="status">${escaped(words.confirmed)}</p><div class="card">${what}</div>`;
  const title = words.confirmTitle;
  return { language, title, body: `<h1>${escaped(isDone ? asked.organization : title)}</h1>${isDone ? done : form}` };
}

function whatIsAsked(language: Language, { channel, categories }: Confirmation): string {
  const names = categories.map((category) => categoryName(language, category)).join(', ');
  return `${channelName(language, channel)}: ${names}`;
}

/** What the person saw when they agreed. */
export function confirmationText(language: Language, asked: Confirmation): string {
  const words = pageWords[language];
  const said = asked.text === null ? '' : ` ${words.confirmAsked} ${asked.text}`;
  return `${filled(words.confirmText, asked.organization)} ${whatIsAsked(language, asked)}.${said} [${words.confirm}]`;
}

/** For a link that is not good, whatever it was for. */
export function unknownPage(language: Language): PageContent {
  const { unknownTitle, unknown } = pageWords[language];
  return {
    language,
    title: unknownTitle,
    body: `<h1>${escaped(unknownTitle)}</h1><div class="card"><p>${escaped(unknown)}</p></div>`,
  };
}
