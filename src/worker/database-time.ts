/**
 * The database's clock, estimated between its answers. Due times and leases are compared with it, never with this machine's.
 *
 * Each sample was taken before its answer arrived, so the estimate is usually a little behind. It is ahead only where the
 * database's clock was set back since, or runs slower than ours, and until the sample is too old. So the `calling` commit
 * looks at that clock itself (`store/begin-calling.ts`).
 *
 * When the database's clock and our monotonic clock part by more than 30 s between two samples, one of them jumped: the
 * estimate is not trusted, and nothing is claimed, until they have agreed again for a while.
 */
import type { Clock } from '../clock.ts';

export interface DatabaseTimeOptions {
  readonly clock: Clock;
  /** A difference beyond this is a jump, in milliseconds. */
  readonly jumpMs?: number;
  /** How long the two clocks have to agree after a jump, in milliseconds. */
  readonly stableMs?: number;
  readonly onJump?: (byMs: number) => void;
}

/** How long a sample counts; older ones are replaced even by a slightly earlier estimate, so that drift is followed. */
const sampleAgeMsMax = 30_000;

export class DatabaseTime {
  readonly #options: Required<Omit<DatabaseTimeOptions, 'onJump'>> & Pick<DatabaseTimeOptions, 'onJump'>;
  /** Database time minus monotonic time. */
  #offset: number | undefined;
  #offsetAt = 0;
  #untrustedUntil = 0;

  constructor(options: DatabaseTimeOptions) {
    this.#options = { jumpMs: 30_000, stableMs: 60_000, ...options };
  }

  /** Takes a reading of `relance.now()` that has just arrived. */
  sample(databaseNow: number): void {
    const at = this.#options.clock.monotonicMs();
    const offset = databaseNow - at;
    if (this.#offset === undefined) {
      this.#offset = offset;
      this.#offsetAt = at;
      return;
    }
    const byMs = offset - this.#offset;
    if (Math.abs(byMs) > this.#options.jumpMs) {
      this.#offset = offset;
      this.#offsetAt = at;
      this.#untrustedUntil = at + this.#options.stableMs;
      this.#options.onJump?.(byMs);
    } else if (byMs > 0 || at - this.#offsetAt > sampleAgeMsMax) {
      this.#offset = offset;
      this.#offsetAt = at;
    }
  }

  /** Is the estimate good for claiming? */
  get trusted(): boolean {
    return this.#offset !== undefined && this.#options.clock.monotonicMs() >= this.#untrustedUntil;
  }

  /** The database's time now, as far as it is known here: usually slightly before it. Milliseconds since 1970. */
  now(): number {
    return this.#options.clock.monotonicMs() + (this.#offset ?? Number.NEGATIVE_INFINITY);
  }
}
