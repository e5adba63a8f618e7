/**
 * Joins concurrent single calls into batches: the first goes at once, what arrives while batches are under way goes together
 * in the next. Under load the batches grow by themselves; a call waits for a timer only where the options say so.
 */
import { pause } from './clock.ts';

export interface BatcherOptions<Item, Result> {
  /** Runs one batch; results in the order of the items, an Error for one that failed. A throw fails every item of the batch. */
  readonly run: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>;
  readonly sizeMax: number;
  /** Batches under way at one time. */
  readonly concurrency: number;
  /** How long the first item of a batch waits for company, in milliseconds. Default: the same turn of the event loop only. */
  readonly lingerMs?: number;
  /**
   * While a batch is under way, the next waits for its end to take along those that it answers, but not longer than this, in
   * milliseconds. Default: it begins at once, and the same callers stay spread over several small batches.
   */
  readonly patienceMs?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export class Batcher<Item, Result> {
  readonly #options: BatcherOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;
  #flushing = false;
  /** Counts the batches that began: who was waiting for one knows that it has gone. */
  #begun = 0;
  #patient = false;
  #idle: (() => void)[] = [];

  constructor(options: BatcherOptions<Item, Result>) {
    this.#options = options;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      const { patienceMs, sizeMax } = this.#options;
      if (patienceMs === undefined || this.#running === 0 || this.#waiting.length >= sizeMax) this.#flushSoon();
      else if (!this.#patient) void this.#flushAfter(patienceMs);
    });
  }

  /** Is nothing waiting or under way? */
  get idle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  /** Resolves when nothing is waiting or under way. */
  drained(): Promise<void> {
    if (this.idle) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async #flushAfter(ms: number): Promise<void> {
    const begun = this.#begun;
    this.#patient = true;
    await pause(ms);
    if (this.#begun === begun) this.#flushSoon();
  }

  /** Items that are added in the same turn of the event loop go together. */
  #flushSoon(): void {
    if (this.#flushing || this.#running >= this.#options.concurrency) return;
    this.#flushing = true;
    const flush = () => {
      this.#flushing = false;
      while (this.#running < this.#options.concurrency && this.#waiting.length > 0) void this.#runOne();
    };
    const { lingerMs, sizeMax } = this.#options;
    if (lingerMs === undefined || this.#waiting.length >= sizeMax) setImmediate(flush);
    else void pause(lingerMs).then(flush);
  }

  async #runOne(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#options.sizeMax);
    this.#begun += 1;
    this.#patient = false;
    this.#running += 1;
    try {
      const results = await this.#options.run(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result instanceof Error) reject(result);
        else resolve(result as Result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#running -= 1;
      if (this.#waiting.length > 0) this.#flushSoon();
      else if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }
}
