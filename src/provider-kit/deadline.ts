/**
 * The end of one call: a time limit and the caller's own signal in one.
 *
 * Network time is real time, also where the engine runs on a virtual clock: a server does not answer faster because
 * the demo's days are short. So this uses the machine's clock and takes none.
 */
import { systemClock, waitFor } from '../clock.ts';

export interface Deadline {
  /** Aborts when the time is up or the outer signal aborts. */
  readonly signal: AbortSignal;
  /** Why it aborted; undefined while it has not. */
  reason(): 'timeout' | 'aborted' | undefined;
  /** Releases the timer and the listener. Call it when the call is over, however it ended. */
  stop(): void;
}

/** What `signal.reason` is after a time-out, so that a deadline inside another one knows. */
const timedOut = new Error('the time is up');

/**
 * @param ms how long the call may take, by the machine's monotonic clock
 * @param outer the caller's signal, or the signal of a longer deadline around this one
 */
export function startDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  const timer = new AbortController();

  const followOuter = () => controller.abort(outer?.reason);
  if (outer?.aborted) followOuter();
  else outer?.addEventListener('abort', followOuter, { once: true });

  void waitFor(systemClock, ms, timer.signal).then(() => {
    if (!timer.signal.aborted) controller.abort(timedOut);
  });

  return {
    signal: controller.signal,
    reason: () => {
      if (!controller.signal.aborted) return undefined;
      return controller.signal.reason === timedOut ? 'timeout' : 'aborted';
    },
    stop: () => {
      timer.abort();
      outer?.removeEventListener('abort', followOuter);
    },
  };
}

/** Resolves or rejects with the promise, or rejects with the signal's reason when that aborts first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    // In any case: a promise that nobody awaits any more must not fail unheard, which would end the process.
    promise.catch(() => {});
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
