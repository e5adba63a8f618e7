/** How fast something happens: counted by seconds, over the ten before the present one. */
export class Pace {
  readonly #counts: number[] = Array.from({ length: 10 }, () => 0);
  #second = 0;

  /** @param now milliseconds since 1970 */
  count(now: number): void {
    this.#forgetBefore(now);
    const at = this.#second % this.#counts.length;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  perMinute(now: number): number {
    this.#forgetBefore(now);
    return this.#counts.reduce((sum, count) => sum + count, 0) * (60 / this.#counts.length);
  }

  #forgetBefore(now: number): void {
    const second = Math.floor(now / 1_000);
    const { length } = this.#counts;
    for (let past = Math.max(this.#second + 1, second - length + 1); past <= second; past += 1)
      this.#counts[past % length] = 0;
    this.#second = Math.max(this.#second, second);
  }
}
