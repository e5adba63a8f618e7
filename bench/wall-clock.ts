// The wall clock in fractions of a millisecond. Due times are compared with it across processes, so a monotonic clock,
// which starts at another zero in each process and drifts from the wall, won't do.

/** Milliseconds since the epoch, with microseconds behind the point. */
export function wallClockMs(): number {
  return Number(Temporal.Now.instant().epochNanoseconds / 1000n) / 1000;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
