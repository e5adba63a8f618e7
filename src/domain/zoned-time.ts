/**
 * All zone arithmetic, with Temporal. Instants are milliseconds since 1970.
 *
 * A wall-clock time that does not exist (a clock put forward) is the first instant after the gap; one that exists twice
 * (a clock put back) is the first of the two.
 */

/** Names that were found good: to ask is slow, events ask again and again, and there are only some hundreds. */
const knownZones = new Set<string>();

/** Is this an IANA time zone? Offsets such as `+02:00` are not: they know no summer time. */
export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Any mix of upper and lower case is good: those as people write them are kept, not all that there could be.
    if (knownZones.size < 1_000) knownZones.add(name);
    return true;
  } catch {
    return false;
  }
}

/** The instant of a wall-clock time (`2026-05-04T15:00`) in a zone. @throws RangeError for text that is no such time */
export function instantOfWallTime(wallTime: string, timeZone: string): number {
  const plain = Temporal.PlainDateTime.from(wallTime);
  const zoned = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(plain)) return zoned.epochMilliseconds;
  // In a gap: what `earlier` gives lies before it; the next transition is the first valid instant.
  const transition = zoned.getTimeZoneTransition('next');
  return (transition ?? zoned).epochMilliseconds;
}

/**
 * The instant that a value means: milliseconds since 1970, ISO 8601 with an offset, or (with a zone) a wall-clock time.
 * Undefined for anything else: a time without offset or zone means nothing certain.
 */
export function readInstant(value: unknown, timeZone?: string): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  try {
    return Temporal.Instant.from(value).epochMilliseconds;
  } catch {
    if (timeZone === undefined) return undefined;
  }
  try {
    return instantOfWallTime(value, timeZone);
  } catch {
    return undefined;
  }
}
