/**
 * Addresses whose own endpoint asked us to slow down, as far as this process has heard it, while everybody else's messages go
 * out. Other processes find out by a call of their own.
 *
 *   resting (no call) -> the time is over -> tried (one call) -> answered well: forgotten
 *                                                             -> too fast again: resting, and the distance doubles
 *
 * Until an address is forgotten, whatever else wants to go there is put off: behind its rest, or behind the call under way, one
 * after the other with a distance between them. So neither the endpoint nor the database sees all of them at one instant, and
 * again at the next. Nobody is put off by more than ten minutes behind the rest: if more wait than have their place in that, the
 * row begins again between them.
 */

/** So many are remembered at most; who is forgotten is called, and says it again. */
const addressesMax = 10_000;
/** Between two that wait for an address: at first, and at most. */
const distanceMsMin = 100;
const distanceMsMax = 1_000;
/** The answer of a call is mostly there by then: nobody comes before. */
const answerMs = 1_000;
/** A call that was let through begins by then, or is not made. */
const beginsMs = 5_000;
/** Nobody is put off by more. */
const rowMs = 10 * 60_000;

interface Rest {
  /** Of all instants by the database's clock, milliseconds since 1970. */
  until: number;
  distanceMs: number;
  /** The place of who was put off last. */
  lastAt: number;
  /** Somebody calls there, to be answered by then; null: nobody has since the rest began. */
  triedUntil: number | null;
}

export class RestingAddresses {
  readonly #rests = new Map<string, Rest>();

  get isEmpty(): boolean {
    return this.#rests.size === 0;
  }

  /** It asked for time. */
  rest(address: string, asked: number, now: number): void {
    // Whoever heard it comes back then, by a column that knows no parts of a microsecond.
    const until = Math.floor(asked);
    const known = this.#rests.get(address);
    if (!known) {
      if (this.#rests.size >= addressesMax) this.#forget(now);
      this.#rests.set(address, { until, distanceMs: distanceMsMin, lastAt: 0, triedUntil: null });
      return;
    }
    // Calls that were under way together say it together, and only once is it news.
    if (known.triedUntil !== null) known.distanceMs = Math.min(2 * known.distanceMs, distanceMsMax);
    known.until = Math.max(known.until, until);
    known.triedUntil = null;
  }

  /** When what would go there at `at` is to come again; undefined: it may be called. */
  putOff(address: string, at: number): number | undefined {
    const rest = this.#rests.get(address);
    if (!rest) return undefined;
    if (at >= rest.until && at >= (rest.triedUntil ?? 0)) {
      // What was said so long ago says nothing of now.
      if (at > rest.until + 2 * rowMs) this.#rests.delete(address);
      else rest.triedUntil = at + beginsMs;
      return undefined;
    }
    const from = Math.max(rest.until, at) + answerMs;
    rest.lastAt = (rest.lastAt > from + rowMs ? from : Math.max(rest.lastAt, from)) + rest.distanceMs;
    return rest.lastAt;
  }

  /** A call begins. @param until it is over by then, whatever becomes of it */
  called(address: string, until: number): void {
    const rest = this.#rests.get(address);
    if (rest && rest.triedUntil !== null) rest.triedUntil = Math.max(rest.triedUntil, until);
  }

  /** A call was answered, and not by asking for time. @param isWell it took the message, or said what is wrong with it */
  answered(address: string, isWell: boolean): void {
    const rest = this.#rests.get(address);
    if (!rest || rest.triedUntil === null) return;
    if (isWell) this.#rests.delete(address);
    else rest.triedUntil = 0;
  }

  #forget(now: number): void {
    for (const [address, { until }] of this.#rests) if (until <= now) this.#rests.delete(address);
    if (this.#rests.size >= addressesMax) this.#rests.clear();
  }
}
