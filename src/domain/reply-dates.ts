/** Dates that people name in what they write, in the languages that replies are understood in. Pure. */
import type { Parser } from 'chrono-node';
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

/** A day without a time of the day begins for us when people are at work. */
const morning = '09:00';

export interface NamedDate {
  /** Where its words stand. */
  readonly from: number;
  readonly to: number;
  /** `2026-05-18`; of a stretch its last day. */
  readonly day: string;
  /** `4 to 15 May`. */
  readonly isStretch: boolean;
  /** Milliseconds since 1970: the time that they named, else the morning of that day. */
  readonly at: number;
}

/**
 * Dates after an instant, by the clock of a zone, in the order of the text. `3/5`, which is another day in London than in New York,
 * is none in English.
 *
 * @param now milliseconds since 1970: what `tomorrow` and a date without a year count from
 */
export function namedDates(text: string, language: ReplyLanguage, now: number, zone: string): NamedDate[] {
  // The parser knows offsets only, and no zones: it reads the clock on their wall as if that were UTC.
  const reference = { instant: new Date(wallClock(zone).shownAt(now)), timezone: 0 };
  const found = parsers[language].parse(text, reference, { forwardDate: true });
  return found.flatMap(({ index, text: words, start, end }) => {
    const last = end ?? start;
    if (language === 'en' && isAmbiguous(words)) return [];
    const day = last.date().toISOString().slice(0, 10);
    const time = last.isCertain('hour') ? last.date().toISOString().slice(11, 16) : morning;
    const at = instantOfWallTime(`${day}T${time}`, zone);
    return at > now ? [{ from: index, to: index + words.length, day, isStretch: Boolean(end), at }] : [];
  });
}

function isAmbiguous(words: string): boolean {
  const [, first, second] = /(?<!\d)(\d{1,2})[/.-](\d{1,2})(?!\d)/.exec(words) ?? [];
  return first !== second && Number(first) <= 12 && Number(second) <= 12;
}

/** The morning after a day (`2026-05-18`); milliseconds since 1970. */
export function morningAfter(day: string, zone: string): number {
  return instantOfWallTime(`${Temporal.PlainDate.from(day).add({ days: 1 })}T${morning}`, zone);
}
