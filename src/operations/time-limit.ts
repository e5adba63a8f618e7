/**
 * The time limit of one sender's calls, with one timer for all of them: at full speed a timer and a listener for each, left
 * to run out, would be some hundred thousand at any time. Network time is real time, also on a virtual clock.
 */
import { pause, systemClock } from '../clock.ts';

interface OpenCall {
  readonly controller: AbortController;
  readonly until: number;
  readonly giveUp: () => void;
}

export class TimeLimit {
  readonly #timeoutMs: number;
  readonly #overtimeMs: number;
  /** In the order in which their time is up. */
  readonly #open = new Set<OpenCall>();
  #watching = false;

  /**
   * @param timeoutMs then a call's signal aborts
   * @param overtimeMs so long after that a call that goes on all the same is left alone
   */
  constructor(timeoutMs: number, overtimeMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#overtimeMs = overtimeMs;
  }

  /** What the call gives; `otherwise` for one that heeds neither its signal nor the overtime. */
  run<T>(call: (signal: AbortSignal) => Promise<T>, otherwise: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const controller = new AbortController();
      const until = systemClock.monotonicMs() + this.#timeoutMs;
      const open = { controller, until, giveUp: () => resolve(otherwise()) };
      this.#open.add(open);
      if (!this.#watching) void this.#watch();
      Promise.try(call, controller.signal)
        .finally(() => this.#open.delete(open))
        .then(resolve, reject);
    });
  }

  async #watch(): Promise<void> {
    this.#watching = true;
    while (this.#open.size > 0) {
      await pause(Math.min(Math.max(this.#timeoutMs / 20, 5), 250));
      const now = systemClock.monotonicMs();
      for (const call of this.#open) {
        if (call.until > now) break;
        if (!call.controller.signal.aborted) call.controller.abort(new DOMException('the time is up', 'TimeoutError'));
        if (call.until + this.#overtimeMs > now) continue;
        this.#open.delete(call);
        call.giveUp();
      }
    }
    this.#watching = false;
  }
}
