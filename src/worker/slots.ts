/** A counting semaphore whose size may change while it is in use. First come, first served. */
export class Slots {
  #size: number;
  #inUse = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  get inUse(): number {
    return this.#inUse;
  }

  resize(size: number): void {
    this.#size = size;
    this.#admit();
  }

  acquire(): Promise<void> | undefined {
    if (this.#inUse < this.#size) {
      this.#inUse += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    this.#inUse -= 1;
    this.#admit();
  }

  #admit(): void {
    while (this.#inUse < this.#size) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#inUse += 1;
      next();
    }
  }
}
