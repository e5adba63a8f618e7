/** The languages that Relance explains itself in, and which of them is spoken for a locale. */
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Voice } from './told.ts';
import type { Words } from './words.ts';

export const languages = { en, fr, es, de } as const satisfies Record<string, Words>;

/** The language of the locale, else English. @param zone IANA; UTC where it is none */
export function voiceFor(locale: string, zone: string): Voice {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  const isSpoken = Object.hasOwn(languages, language);
  return {
    words: isSpoken ? languages[language as keyof typeof languages] : en,
    locale: isSpoken && isUsable(() => new Intl.Locale(locale)) ? locale : isSpoken ? language : 'en',
    zone: isUsable(() => new Intl.DateTimeFormat('en', { timeZone: zone })) ? zone : 'UTC',
  };
}

/** The platform knows locales and zones by throwing at what is none. */
function isUsable(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
