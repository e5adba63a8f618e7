/**
 * Addresses whose own endpoint asked us to slow down, as far as this process has heard it: nothing of a sender goes there until
 * then, while everybody else's messages go out. Other processes find out by a call of their own.
 */

/** So many are remembered at most; who is forgotten is called, and says it again. */
const addressesMax = 10_000;

export class RestingAddresses {
  readonly #until = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#until.size === 0;
  }

  /** @param until by the database's clock, milliseconds since 1970 */
  rest(address: string, until: number, now: number): void {
    if (this.#until.size >= addressesMax) this.#forget(now);
    this.#until.set(address, Math.max(until, this.#until.get(address) ?? 0));
  }

  /** Until when nothing goes there; undefined for now. */
  until(address: string, now: number): number | undefined {
    const until = this.#until.get(address);
    if (until === undefined || until > now) return until;
    this.#until.delete(address);
    return undefined;
  }

  #forget(now: number): void {
    for (const [address, until] of this.#until) if (until <= now) this.#until.delete(address);
    if (this.#until.size >= addressesMax) this.#until.clear();
  }
}
