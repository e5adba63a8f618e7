/** The page behind the unsubscribe link of a message: what the person gets, how often, and the way out. */
import { categoryName, channelName } from '../../domain/category-names.ts';
import type { Channel } from '../../domain/channel.ts';
import type { Language } from '../../domain/language.ts';
import { preferenceKey } from '../../domain/preferences.ts';
import type { Category } from '../../domain/sequence.ts';
import type { ChannelWishes, Wishes } from '../../operations/read-wishes.ts';
import { escaped, type PageContent } from './page-frame.ts';
import { filled, pageWords } from './page-words.ts';

/** Hours between two messages, by the names of the form. */
export const frequencies: readonly (number | null)[] = [null, 48, 168];

/** @param done what was done just now */
export function preferencePage(language: Language, wishes: Wishes, done: 'saved' | 'isBack' | null): PageContent {
  const words = pageWords[language];
  const title = filled(words.title, wishes.organization);
  const head = `<h1>${escaped(title)}</h1>`;
  const shown = wishes.stopped !== null ? stopped : wishes.address === null ? onlyStop : choices;
  return { language, title, body: head + shown(language, wishes, done) };
}

/** What the link of an old message leads to. */
function onlyStop(language: Language, wishes: Wishes): string {
  return `<p class="note">${escaped(pageWords[language].linkOld)}</p>${stopForm(language, wishes)}`;
}

/** What somebody who stopped everything sees. */
function stopped(language: Language, { organization, canReturn }: Wishes): string {
  const words = pageWords[language];
  const told = `<p class="status" role="status">${escaped(filled(words.stopped, organization))}</p>`;
  if (!canReturn) return `${told}<p class="soft">${escaped(words.noReturn)}</p>`;
  return told + backForm(language);
}

function backForm(language: Language): string {
  const { back, backText } = pageWords[language];
  return `<form class="card" method="post"><p>${escaped(backText)}</p>${button('back', back)}</form>`;
}

function stopForm(language: Language, { organization }: Wishes): string {
  const { stop, stopText, stopTitle } = pageWords[language];
  return (
    `<form class="card" method="post" id="stop"><h2>${escaped(stopTitle)}</h2>` +
    `<p>${escaped(filled(stopText, organization))}</p>${button('stop', stop, 'plain')}</form>`
  );
}

function choices(language: Language, wishes: Wishes, done: 'saved' | 'isBack' | null): string {
  const words = pageWords[language];
  const { organization, channels, canReturn } = wishes;
  const told = done === null ? '' : `<p class="status" role="status">${escaped(filled(words[done], organization))}</p>`;
  const isAsked = channels.some(({ stopped: cause, wishes: shown }) => cause === null && shown.some(needsWord));
  const consent = isAsked ? `<p class="note">${escaped(words.needsConsent)}</p>` : '';
  return [
    `<p class="soft">${escaped(words.intro)} ${escaped(words.always)}</p><a href="#stop">${escaped(words.stop)}</a>${told}`,
    `<form method="post">${channels.map((channel) => channelChoices(language, channel)).join('')}`,
    frequencyChoices(language, wishes),
    `<div class="card">${consent && `${consent}<p></p>`}${button('save', words.save)}</div></form>`,
    canReturn ? backForm(language) : '',
    stopForm(language, wishes),
  ].join('');
}

const needsWord = ({ mode, needsConsent }: ChannelWishes['wishes'][number]) => mode === 'opt_in' || needsConsent;

function channelChoices(language: Language, shown: ChannelWishes): string {
  const { channel, addresses, stopped: cause, wishes, isOwn } = shown;
  const words = pageWords[language];
  const legend = `${escaped(channelName(language, channel))}<span class="soft">${escaped(addresses.join(', '))}</span>`;
  const byWord = cause === 'stop_word' && (channel === 'sms' || channel === 'whatsapp');
  const inside =
    cause === null
      ? wishes.map(({ category, isOn }) => {
          const key = preferenceKey(channel, category);
          return choice('checkbox', 'gets', key, isOn, categoryName(language, category), isOn || isOwn);
        })
      : [`<p class="note">${escaped(byWord ? words.channelStoppedByWord : words.channelStopped)}</p>`];
  const isLimited = cause === null && !isOwn && wishes.some(({ isOn }) => !isOn);
  const elsewhere = isLimited ? `<p class="note">${escaped(words.otherAddress)}</p>` : '';
  return `<fieldset class="card"><legend>${legend}</legend>${inside.join('')}${elsewhere}</fieldset>`;
}

function frequencyChoices(language: Language, wishes: Wishes): string {
  const { organization, preferences, pausedUntil, timezone, canHaveMore } = wishes;
  const words = pageWords[language];
  const now = preferences.frequencyHours ?? null;
  const isPaused = pausedUntil !== null;
  /** While it is paused each of these ends the pause. */
  const isOpen = (hours: number | null) => canHaveMore || (!isPaused && (hours ?? 0) >= (now ?? 0));
  const offered = frequencies.includes(now) ? frequencies : [...frequencies, now];
  const date =
    isPaused && new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: timezone }).format(pausedUntil);
  return [
    `<input type="hidden" name="shown" value="${escaped(shownFrequency(wishes))}">`,
    `<fieldset class="card"><legend>${escaped(words.frequency)}</legend>`,
    ...offered.map((hours) =>
      choice(
        'radio',
        'frequency',
        String(hours ?? 'any'),
        !isPaused && hours === now,
        frequencyText(language, hours),
        isOpen(hours),
      ),
    ),
    choice('radio', 'frequency', 'pause', isPaused, date ? filled(words.pausedUntil, date) : words.pause),
    offered.every(isOpen) ? '' : `<p class="note">${escaped(filled(words.moreElsewhere, organization))}</p>`,
    '</fieldset>',
  ].join('');
}

/** Which of the choices of how often stands: it goes back with the form, so that it can be told from a wish. */
export function shownFrequency({ preferences, pausedUntil }: Wishes): string {
  return pausedUntil === null ? String(preferences.frequencyHours ?? 'any') : 'pause';
}

function frequencyText(language: Language, hours: number | null): string {
  const words = pageWords[language];
  if (hours === null) return words.anyTime;
  if (hours === 168) return words.weekly;
  return hours % 24 === 0 ? filled(words.everyDays, hours / 24) : filled(words.everyHours, hours);
}

function choice(
  kind: 'checkbox' | 'radio',
  name: string,
  value: string,
  isOn: boolean,
  text: string,
  isOpen = true,
): string {
  const state = `${isOn ? ' checked' : ''}${isOpen ? '' : ' disabled'}`;
  return `<label class="choice"><input type="${kind}" name="${name}" value="${escaped(value)}"${state}><span>${escaped(text)}</span></label>`;
}

function button(action: 'save' | 'stop' | 'back', text: string, look?: 'plain'): string {
  const style = look === undefined ? '' : ` class="${look}"`;
  return `<button type="submit" name="action" value="${action}"${style}>${escaped(text)}</button>`;
}

/** What stood beside a box that was ticked or left: the proof of a consent that was given or taken back here. */
export function shownText(
  language: Language,
  organization: string,
  channel: Channel,
  categories: readonly Category[],
): string {
  const words = pageWords[language];
  const names = categories.map((category) => categoryName(language, category)).join(', ');
  return `${filled(words.title, organization)} / ${channelName(language, channel)}: ${names}. ${words.needsConsent}`;
}
