/** Phone numbers in the forms that gateways want and send. Pure. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * - `e164`: `+33612345678`
 * - `digits`: `33612345678`
 * - `national`: as it is dialled within its country, digits only: `0612345678`
 */
export const numberFormats = ['e164', 'digits', 'national'] as const;
export type NumberFormat = (typeof numberFormats)[number];

/** @source ITU-T E.164: at most fifteen digits, of which the first is not zero */
const e164 = /^\+[1-9]\d{2,14}$/;

/** @returns undefined where it is no number in E.164 */
export function formatNumber(to: string, format: NumberFormat): string | undefined {
  if (!e164.test(to)) return undefined;
  if (format === 'e164') return to;
  if (format === 'digits') return to.slice(1);
  return parsePhoneNumberFromString(to)?.formatNational().replaceAll(/\D/g, '');
}

/**
 * A number as a gateway reports it, in E.164.
 *
 * @param country whose numbers come without their country code (ISO 3166); absent: all come with it, with or without `+`
 * @returns undefined where it is none: a short code, a name
 */
export function readNumber(text: string, country: string | undefined): string | undefined {
  const compact = text.trim().replaceAll(/[\s().-]/g, '');
  if (country === undefined) {
    const international = `+${compact.replace(/^(\+|00)/, '')}`;
    return e164.test(international) && international.length > 8 ? international : undefined;
  }
  return parsePhoneNumberFromString(compact, country as CountryCode)?.number;
}

export function isCountry(text: string): boolean {
  return isSupportedCountry(text);
}
