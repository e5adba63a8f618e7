/** Dates that people name in what they write, in the languages that replies are understood in. Pure. */
import type { ParsedComponents, Parser } from 'chrono-node';
import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import * as es from 'chrono-node/es';
import * as fr from 'chrono-node/fr';
import { instantOfWallTime, wallClock } from './zoned-time.ts';

export const replyLanguages = ['en', 'fr', 'es', 'de'] as const;

export type ReplyLanguage = (typeof replyLanguages)[number];

const spanish = es.casual.clone();
spanish.parsers.push(
  ahead(/(?:la )?(?:próxima semana|semana próxima|semana que viene)/i, { days: 7 }),
  ahead(/(?:el )?(?:próximo mes|mes próximo|mes que viene)/i, { months: 1 }),
);
const parsers = { en: en.casual, fr: fr.casual, es: spanish, de: de.casual } as const;

/** What the library does not read. */
function ahead(words: RegExp, distance: Temporal.DurationLike): Parser {
  return {
    pattern: () => words,
    extract: ({ refDate }) => {
      const { year, month, day } = Temporal.PlainDate.from(refDate.toISOString().slice(0, 10)).add(distance);
      return { year, month, day };
    },
  };
}

const dayMs = 86_400_000;
/** Whoever reports an event may give it any time: years of more digits are no dates of people. */
const nowMax = Date.UTC(9_000, 0);
/** What is further away is a misunderstanding. */
const aheadMsMax = 366 * dayMs;
/** Without a year: a day of this year that is over reads like one of the next. */
const aheadWithoutYearMsMax = 120 * dayMs;
/** A day without a time of the day begins for us when people are at work. */
const morning = '09:00';
/** Who says `at 5` says it of the afternoon as well. */
const hourMin = 7;

export interface NamedDate {
  /** Where its words stand. */
  readonly from: number;
  readonly to: number;
  /** `2026-05-18`; of a stretch its last day. */
  readonly day: string;
  /** `4 to 15 May`. */
  readonly isStretch: boolean;
  /** They named the hour, or a distance in hours. */
  readonly hasTime: boolean;
  /** Milliseconds since 1970, after `now`: the time that they named, else the morning of that day. */
  readonly at: number;
}

/**
 * Dates ahead, by the clock of a zone, in the order of the text. None for what may be another day: a month or a time alone, the
 * short name of a weekday, times of another zone, and in English `3/5`, which is not the same in London and in New York.
 *
 * @param now milliseconds since 1970: what `tomorrow` and a date without a year count from
 */
export function namedDates(text: string, language: ReplyLanguage, now: number, zone: string): NamedDate[] {
  if (!(now >= 0 && now < nowMax)) return [];
  // The parser knows offsets only, and no zones: it reads the clock on their wall as if that were UTC.
  const reference = wallClock(zone).shownAt(now);
  const found = parsers[language].parse(text, { instant: new Date(reference), timezone: 0 });
  return found.flatMap(({ index, text: words, start, end }) => {
    const named = end ?? start;
    const ahead = distanceTo(named, words, reference);
    if (!(ahead > -dayMs && ahead <= aheadMsMax) || (language === 'en' && isAmbiguous(words))) return [];
    const place = { from: index, to: index + words.length, isStretch: Boolean(end) };
    const [day = '', time] = new Date(reference + ahead).toISOString().split(/T|:\d\d\./);
    if (isInHours(named)) return ahead > 0 ? [{ ...place, day, hasTime: true, at: now + ahead }] : [];
    const hasTime = named.isCertain('hour');
    if (hasTime && !named.isCertain('meridiem') && (named.get('hour') ?? 0) < hourMin) return [];
    const at = instantOfWallTime(`${day}T${hasTime ? time : morning}`, zone);
    return at > now ? [{ ...place, day, hasTime, at }] : [];
  });
}

const isRelative = (named: ParsedComponents) => named.tags().has('result/relativeDate');
const isInHours = (named: ParsedComponents) => named.tags().has('result/relativeDateAndTime');

/** How far ahead it is, in milliseconds; NaN for what is no certain day. */
function distanceTo(named: ParsedComponents, words: string, reference: number): number {
  const ahead = named.date().getTime() - reference;
  if (named.isCertain('timezoneOffset') && !isInHours(named)) return Number.NaN;
  if (named.isCertain('day') || isRelative(named) || isInHours(named)) {
    const isCertain = named.isCertain('year') || isRelative(named) || isInHours(named);
    return isCertain || ahead <= aheadWithoutYearMsMax ? ahead : Number.NaN;
  }
  if (!named.isCertain('weekday') || !/\p{L}{5}/u.test(words)) return Number.NaN;
  // The parser takes the nearest one, which may be over.
  return ahead <= 0 ? ahead + 7 * dayMs : ahead;
}

function isAmbiguous(words: string): boolean {
  const [, first, second] = /(?<![\d./-])(\d{1,2})[/.-](\d{1,2})(?!\d)/.exec(words) ?? [];
  return first !== second && Number(first) <= 12 && Number(second) <= 12;
}

/** The morning after a day (`2026-05-18`); milliseconds since 1970. */
export function morningAfter(day: string, zone: string): number {
  return instantOfWallTime(`${Temporal.PlainDate.from(day).add({ days: 1 })}T${morning}`, zone);
}
