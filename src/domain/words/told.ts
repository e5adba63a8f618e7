/** The facts of a decision in words: instants in the organization's zone, durations, numbers, channels, categories. Pure. */

import type { ConsentScope } from '../consent-statement.ts';
import { type Fact, type Facts, instantAt } from '../facts.ts';
import type { Told } from './facts-in-words.ts';
import { reasonInWords } from './reason-in-words.ts';
import type { Words } from './words.ts';

/** How things are said. */
export interface Voice {
  readonly words: Words;
  /** BCP 47: how dates and numbers are written. */
  readonly locale: string;
  /** IANA: by whose clock. */
  readonly zone: string;
}

const minuteMs = 60_000;

const units = [
  ['day', 24 * 60 * minuteMs],
  ['hour', 60 * minuteMs],
  ['minute', minuteMs],
  ['second', 1_000],
] as const;

/** `Monday, May 4, 2026 at 11:10 AM (Europe/Paris)`. @param at milliseconds since 1970 */
export function instantInWords({ locale, zone }: Voice, at: number): string {
  const form = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  return `${form.format(at)} (${zone})`;
}

/** `2 hours and 5 minutes`: the two largest units. @param ms milliseconds */
export function durationInWords({ locale }: Voice, ms: number): string {
  let left = Math.round(Math.max(0, ms) / 1_000) * 1_000;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    const isLast = unit === 'second' && parts.length === 0;
    if ((count > 0 || isLast) && parts.length < 2) {
      parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
    } else if (parts.length > 0) break;
  }
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}

export class ToldFacts implements Told {
  readonly #voice: Voice;
  readonly #facts: Facts;
  readonly #decidedAt: number | null;
  #isIncomplete = false;

  /** @param decidedAt when the facts were seen; null: not known */
  constructor(voice: Voice, facts: Facts | null, decidedAt: number | null = null) {
    this.#voice = voice;
    this.#facts = facts ?? {};
    this.#decidedAt = decidedAt;
  }

  /** Was anything asked for that is not there? */
  get isIncomplete(): boolean {
    return this.#isIncomplete;
  }

  maybe(key: string): string | undefined {
    const value = this.#facts[key];
    if (typeof value === 'number') return new Intl.NumberFormat(this.#voice.locale).format(value);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  text(key: string): string {
    return this.maybe(key) ?? this.#missing();
  }

  count(key: string): number {
    const value = this.#facts[key];
    if (typeof value === 'number') return value;
    this.#missing();
    return 0;
  }

  instant(key: string): string {
    const at = instantAt(this.#facts, key);
    return at === undefined ? this.#missing() : instantInWords(this.#voice, at);
  }

  later(key: string): string | undefined {
    const at = instantAt(this.#facts, key);
    if (at === undefined || at - (this.#decidedAt ?? 0) < minuteMs) return undefined;
    return instantInWords(this.#voice, at);
  }

  day(key: string): string {
    const value = this.#facts[key];
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return this.#missing();
    const form = new Intl.DateTimeFormat(this.#voice.locale, { dateStyle: 'full', timeZone: 'UTC' });
    return form.format(Date.parse(value));
  }

  clock(key: string): string {
    const value = this.#facts[key];
    if (typeof value === 'string' && /^\d{1,2}:\d{2}/.test(value)) return value.slice(0, 5);
    const at = instantAt(this.#facts, key);
    if (at === undefined) return this.#missing();
    const timeZone = this.maybe('zone') ?? this.#voice.zone;
    return new Intl.DateTimeFormat(this.#voice.locale, { timeStyle: 'short', timeZone }).format(at);
  }

  duration(key: string): string {
    const value = this.#facts[key];
    return typeof value === 'number' ? durationInWords(this.#voice, value) : this.#missing();
  }

  channel(): string {
    return named(this.#voice.words.channels, this.#facts.channel) ?? this.#missing();
  }

  category(): string {
    return named<ConsentScope>(this.#voice.words.categories, this.#facts.category) ?? this.#missing();
  }

  categories(): string {
    const { words, locale } = this.#voice;
    const names = [this.#facts.categories].flat().map((category) => named<ConsentScope>(words.categories, category));
    const known = names.filter((name) => name !== undefined);
    return known.length === 0 ? this.#missing() : new Intl.ListFormat(locale, { type: 'conjunction' }).format(known);
  }

  reason(key: string): string {
    const value = this.#facts[key];
    return typeof value === 'string' ? reasonInWords(this.#voice.words, value) : this.#missing();
  }

  #missing(): string {
    this.#isIncomplete = true;
    return '';
  }
}

function named<K extends string>(names: Readonly<Record<K, string>>, key: Fact | undefined): string | undefined {
  return typeof key === 'string' && Object.hasOwn(names, key) ? names[key as K] : undefined;
}
