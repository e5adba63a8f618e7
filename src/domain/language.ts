/** The languages of what people see of us who get messages: pages, and messages of our own. */
export const languages = ['en', 'fr', 'es', 'de'] as const;
export type Language = (typeof languages)[number];

/** The first of these locales (`fr-CA`, `de`) that is in one of our languages; else English. */
export function languageOf(...locales: readonly (string | null | undefined)[]): Language {
  for (const locale of locales) {
    const name = locale?.slice(0, 2).toLowerCase();
    const known = languages.find((language) => language === name);
    if (known) return known;
  }
  return 'en';
}

/**
 * The locales of an Accept-Language header, the most wanted first.
 *
 * @source RFC 9110 section 12.5.4
 */
export function acceptedLocales(header: string | undefined): readonly string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .flatMap((part) => {
      const [locale = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      const wanted = weight === undefined ? 1 : Number(weight);
      return /^[a-z]{2,3}(-[\w-]+)?$/i.test(locale) && wanted > 0 ? [{ locale, wanted }] : [];
    })
    .toSorted((a, b) => b.wanted - a.wanted)
    .map(({ locale }) => locale);
}
