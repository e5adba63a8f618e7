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

/**
 * The clock on the wall of a zone, in local milliseconds: those since 1970-01-01T00:00 as that clock counts. Between two
 * transitions that is adding a number, and the transitions are remembered.
 *
 * @throws RangeError for what is no time zone
 */
export function wallClock(timeZone: string): WallClock {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new WallClock(timeZone);
    // There are some hundreds, but any mix of upper and lower case is one as well.
    if (clocks.size >= 1_000) clocks.clear();
    clocks.set(timeZone, clock);
  }
  return clock;
}

const clocks = new Map<string, WallClock>();

/** Instants between two transitions. */
interface Stretch {
  /** The first instant; -Infinity before the first transition. */
  readonly from: number;
  /** The first instant after it; Infinity after the last transition. */
  readonly to: number;
  /** Local time is the instant plus this. */
  readonly offsetMs: number;
  /** Before `from`, the clock had shown every local time up to this one, which it had not. */
  readonly shownBefore: number;
}

/** No two clocks on earth are further apart from UTC than this, nor was one ever put by more. */
const offsetMsMax = 26 * 3_600_000;

export class WallClock {
  readonly timeZone: string;
  /** In order; those that were asked for. */
  readonly #stretches: Stretch[] = [];
  #latest: Stretch;

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#latest = this.#read(0);
  }

  /** What the clock shows. */
  shownAt(instant: number): number {
    return instant + this.#at(instant).offsetMs;
  }

  /**
   * The latest that it has shown so far. It never goes back: where the clock is put back, it stands still until that
   * time has come for the second time. So an hour that comes twice begins once, and ends once: at the first time.
   */
  reachedAt(instant: number): number {
    const { offsetMs, shownBefore } = this.#at(instant);
    return Math.max(instant + offsetMs, shownBefore - 1);
  }

  /** The first instant at which it shows a local time or a later one: after a gap, or the first of two. */
  firstAt(local: number): number {
    let stretch = this.#at(local - offsetMsMax);
    while (local - stretch.offsetMs >= stretch.to) stretch = this.#at(stretch.to);
    return Math.max(local - stretch.offsetMs, stretch.from);
  }

  /** Offsets in milliseconds between two instants, each with the instant from which on it holds. */
  offsetsBetween(from: number, to: number): { readonly from: number; readonly offsetMs: number }[] {
    const offsets = [];
    for (let at = from; at < to; ) {
      const stretch = this.#at(at);
      offsets.push({ from: at, offsetMs: stretch.offsetMs });
      at = stretch.to;
    }
    return offsets;
  }

  #at(instant: number): Stretch {
    const latest = this.#latest;
    if (instant >= latest.from && instant < latest.to) return latest;
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle] as Stretch).to > instant) high = middle;
      else low = middle + 1;
    }
    let found = this.#stretches[low];
    if (!found || found.from > instant) {
      found = this.#read(instant);
      this.#stretches.splice(low, 0, found);
    }
    this.#latest = found;
    return found;
  }

  #read(instant: number): Stretch {
    const there = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(this.timeZone);
    const next = there.getTimeZoneTransition('next');
    const last = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    const offsetMs = there.offsetNanoseconds / 1e6;
    const from = last?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
    let shownBefore = Number.NEGATIVE_INFINITY;
    // Clocks were put back twice within a day, too.
    for (let at = last; at && at.epochMilliseconds > from - offsetMsMax; at = at.getTimeZoneTransition('previous')) {
      const before = at.subtract({ milliseconds: 1 });
      shownBefore = Math.max(shownBefore, at.epochMilliseconds + before.offsetNanoseconds / 1e6);
    }
    return { from, to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY, offsetMs, shownBefore };
  }
}
