/** What is looked at again and again, and is wrong, is said once until it is right again. */
export class ToldOnce {
  readonly #told = new Set<string>();

  /** True where it was not said since it was right. */
  isNews(key: string): boolean {
    if (this.#told.has(key)) return false;
    // Rather said again than remembered without end.
    if (this.#told.size >= toldMax) this.#told.clear();
    this.#told.add(key);
    return true;
  }

  isRight(key: string): void {
    this.#told.delete(key);
  }

  /** Everything else is right. */
  areWrong(keys: ReadonlySet<string>): void {
    for (const key of this.#told) if (!keys.has(key)) this.#told.delete(key);
  }
}

const toldMax = 1_000;
