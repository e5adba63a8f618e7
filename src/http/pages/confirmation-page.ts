/** The page behind the link that confirms a consent: a button, since programs open links by themselves; then what holds. */
import { categoryName, channelName } from '../../domain/category-names.ts';
import type { Language } from '../../domain/language.ts';
import type { Confirmation } from '../../operations/confirm-consent.ts';
import { escaped, type PageContent } from './page-frame.ts';
import { filled, pageWords } from './page-words.ts';

export function confirmationPage(language: Language, asked: Confirmation): PageContent {
  const words = pageWords[language];
  const isOpen = asked.state === 'open';
  const heading = isOpen ? words.confirmTitle : asked.organization;
  const body = isOpen ? question(language, asked) : answer(language, asked, asked.state);
  return { language, title: words.confirmTitle, body: `<h1>${escaped(heading)}</h1>${body}` };
}

function question(language: Language, asked: Confirmation): string {
  const words = pageWords[language];
  const quoted =
    asked.text === null
      ? ''
      : `<p class="soft">${escaped(words.confirmAsked)}</p><blockquote>${escaped(asked.text)}</blockquote>`;
  return (
    `<form class="card" method="post"><p>${escaped(filled(words.confirmText, asked.organization))}</p>` +
    `${named(language, asked)}${quoted}<button type="submit">${escaped(words.confirm)}</button></form>`
  );
}

function answer(language: Language, asked: Confirmation, state: Exclude<Confirmation['state'], 'open'>): string {
  const words = pageWords[language];
  const told = {
    given: words.confirmed,
    refused: words.confirmOver,
    stopped: filled(words.stopped, asked.organization),
  };
  const what = state === 'stopped' ? '' : `<div class="card">${named(language, asked)}</div>`;
  return `<p class="status" role="status">${escaped(told[state])}</p>${what}`;
}

function named(language: Language, asked: Confirmation): string {
  return `<p><strong>${escaped(whatIsAsked(language, asked))}</strong></p>`;
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
