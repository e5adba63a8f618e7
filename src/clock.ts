/**
 * The only reader of system time and the only owner of timers.
 *
 * An instant is a number of milliseconds since 1970-01-01T00:00:00Z (`Instant`). Durations are milliseconds by the
 * monotonic clock. Due times and leases are compared by the database's clock (`relance.now()`), never by this one:
 * `worker/database-time.ts` estimates that clock from samples and from `monotonicMs` here.
 */

/** Milliseconds since the epoch, UTC. May carry a fraction. */
export type Instant = number;

export interface Clock {
  /** Wall-clock time. For records and logs, not for due comparisons. */
  now(): Instant;
  /** Milliseconds that never go back, from an arbitrary origin, in this clock's own time. */
  monotonicMs(): number;
  /** Real milliseconds that never go back, also where this clock is a virtual one: for how long our own work took. */
  elapsedMs(): number;
  /**
   * Resolves when this clock's monotonic time has reached `monotonicAtMs`, or early when the signal aborts.
   * Never rejects: the caller looks at what there is to do either way.
   */
  waitUntil(monotonicAtMs: number, signal?: AbortSignal): Promise<void>;
}

/** `setTimeout` fires at once beyond 2^31 ms; we re-arm well below that. */
const timerMsMax = 24 * 3_600_000;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  elapsedMs: () => performance.now(),
  waitUntil: (at, signal) => waitOn(() => at - performance.now(), signal),
};

/** Waits for a duration on a clock. */
export function waitFor(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return clock.waitUntil(clock.monotonicMs() + ms, signal);
}

/**
 * Waits until `remainingMs()` is no longer positive, asking again after each timer. Timers have a resolution of about a
 * millisecond, so that the last stretch is waited in steps of the event loop.
 */
export function waitOn(remainingMs: () => number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    let timer: NodeJS.Timeout | undefined;
    let immediate: NodeJS.Immediate | undefined;
    const done = () => {
      clearTimeout(timer);
      clearImmediate(immediate);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const arm = () => {
      const remaining = remainingMs();
      if (remaining <= 0) return done();
      if (remaining < 1.5) immediate = setImmediate(arm);
      else timer = setTimeout(arm, Math.min(remaining - 1, timerMsMax));
    };
    signal?.addEventListener('abort', done, { once: true });
    arm();
  });
}

/** Waits for about that long, in real time and without keeping the processor busy: where a millisecond more is no matter. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** An instant as ISO 8601 in UTC with milliseconds. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}
