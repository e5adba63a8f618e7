/** How long a server asks us to wait. Pure. */

/** What a server asks beyond this is cut: nobody can park a sender for days with one header. */
export const retryAfterMsMax = 3_600_000;

/**
 * Reads a `Retry-After` header.
 *
 * @param header seconds (`120`; a fraction is read too, since some vendors send one) or an HTTP date in UTC
 * @param nowMs milliseconds since 1970, by the clock that the date is compared with
 * @returns milliseconds from 0 to one hour; a date in the past is 0, so the caller needs a floor of its own.
 *   Undefined when there is no header or it is neither form (a negative number is neither).
 * @source RFC 9110 section 10.2.3 (Retry-After), section 5.6.7 (HTTP-date, of which all three forms must be read)
 */
export function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Math.ceil(Number(value) * 1000), retryAfterMsMax);
  const at = readHttpDate(value, nowMs);
  return at === undefined ? undefined : Math.min(Math.max(at - nowMs, 0), retryAfterMsMax);
}

const clockTime = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)';
const imfFixdate = new RegExp(`^[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} ${clockTime} GMT$`);
const rfc850Date = new RegExp(`^[A-Z][a-z]{5,8}, (\\d{2})-([A-Z][a-z]{2})-(\\d{2}) (${clockTime}) GMT$`);
const asctimeDate = new RegExp(`^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d ${clockTime} \\d{4}$`);

/** `Date.parse` reads much more than HTTP allows, so the form is checked first and the zone is always named. */
function readHttpDate(value: string, nowMs: number): number | undefined {
  const at = parse();
  return at === undefined || Number.isNaN(at) ? undefined : at;

  function parse(): number | undefined {
    if (imfFixdate.test(value)) return Date.parse(value);
    if (asctimeDate.test(value)) return Date.parse(`${value} GMT`);
    const parts = rfc850Date.exec(value);
    if (!parts) return undefined;
    const [, day, month, year, time] = parts;
    // Two digits: a year that seems more than 50 years ahead is the past one with the same digits.
    const thisYear = new Date(nowMs).getUTCFullYear();
    const inThisCentury = Math.floor(thisYear / 100) * 100 + Number(year);
    const fullYear = inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury;
    return Date.parse(`${day} ${month} ${fullYear} ${time} GMT`);
  }
}
