/**
 * A clock that tests and demos set: the same in this process and in the database's `relance.now()`. It runs at `rate`, and
 * can be moved forward; everything that waits on it wakes up.
 */
import { type Clock, type Instant, systemClock, waitFor, waitOn } from '../clock.ts';
import { Database } from '../store/database.ts';
import {
  countUnderWay,
  installVirtualClock,
  readPendingWork,
  readVirtualClock,
  setVirtualClock,
} from '../store/virtual-clock.ts';

export interface VirtualClockOptions {
  /** A migrated database. */
  readonly database: string;
  /** What the clock shows first. */
  readonly startAt: Instant;
  /** Virtual milliseconds per real one. Default 1. */
  readonly rate?: number;
}

export class VirtualClock implements Clock {
  readonly #db: Database;
  #anchorReal = systemClock.monotonicMs();
  #anchorVirtual: Instant;
  #rate: number;
  #isMoving = false;
  #change = new AbortController();

  private constructor(db: Database, startAt: Instant, rate: number) {
    this.#db = db;
    this.#anchorVirtual = startAt;
    this.#rate = rate;
  }

  static async install(options: VirtualClockOptions): Promise<VirtualClock> {
    const db = new Database({ url: options.database, hotConnections: 1, tenantConnections: 1 });
    const clock = new VirtualClock(db, options.startAt, options.rate ?? 1);
    try {
      await installVirtualClock(db);
      await clock.#set(options.startAt);
      return clock;
    } catch (error) {
      await db.close();
      throw error;
    }
  }

  now(): Instant {
    const passedMs = this.#isMoving ? 0 : systemClock.monotonicMs() - this.#anchorReal;
    return this.#anchorVirtual + passedMs * this.#rate;
  }

  monotonicMs(): number {
    return this.now();
  }

  elapsedMs(): number {
    return systemClock.monotonicMs();
  }

  async waitUntil(at: number, signal?: AbortSignal): Promise<void> {
    while (this.now() < at && !signal?.aborted) {
      const change = this.#change.signal;
      const given = signal ? AbortSignal.any([signal, change]) : change;
      await waitOn(() => (at - this.now()) / this.#rate, given);
    }
  }

  /** Moves the clock forward to an instant, at once, so that leases may run out in the middle of a call; never back. */
  async advanceTo(instant: Instant): Promise<void> {
    if (instant > this.now()) await this.#set(instant);
  }

  async advanceBy(ms: number): Promise<void> {
    await this.#set(this.now() + ms);
  }

  /** Moves the clock forward when no follow-up is under way: no call takes as long as the move. */
  async passBy(ms: number): Promise<void> {
    while ((await countUnderWay(this.#db)) > 0) await realPause(5);
    await this.advanceBy(ms);
  }

  async setRate(rate: number): Promise<void> {
    const at = this.now();
    this.#rate = rate;
    await this.#set(at);
  }

  /**
   * Moves from one due follow-up to the next until `instant`, letting the workers finish what is due before each move: as if
   * the time had passed, but without waiting for it.
   *
   * @param onMove called, and waited for, before each move with the instant that is next
   */
  async playUntil(instant: Instant, onMove?: (at: Instant) => void | Promise<void>): Promise<void> {
    for (;;) {
      const { busy, nextAt } = await readPendingWork(this.#db);
      if (busy > 0) {
        await waitOn(() => 0);
        await realPause(5);
        continue;
      }
      const isLast = nextAt === null || nextAt > instant;
      await onMove?.(isLast ? instant : nextAt);
      if (isLast) break;
      await this.advanceTo(nextAt - 500);
      await waitFor(this, 500);
    }
    await this.advanceTo(instant);
  }

  /** How many follow-ups are due or under way. */
  async busy(): Promise<number> {
    return (await readPendingWork(this.#db)).busy;
  }

  async close(): Promise<void> {
    await this.#db.close();
  }

  /**
   * First here, where it stands still meanwhile, then in the database: a worker that looks in between takes the database for behind,
   * and nothing that it does then is dated in the future. Who waits is woken when both show the same.
   */
  async #set(at: Instant): Promise<void> {
    const before = this.now();
    const anchor = (instant: Instant, askedAt: number) => {
      this.#anchorReal = (askedAt + systemClock.monotonicMs()) / 2;
      this.#anchorVirtual = instant;
    };
    anchor(at, systemClock.monotonicMs());
    this.#isMoving = true;
    try {
      await setVirtualClock(this.#db, at, this.#rate);
      // Setting takes a commit, of whatever length: only an answer that comes back at once tells what the database shows.
      const askedAt = systemClock.monotonicMs();
      anchor(await readVirtualClock(this.#db), askedAt);
    } catch (error) {
      anchor(before, systemClock.monotonicMs());
      throw error;
    } finally {
      this.#isMoving = false;
    }
    this.#change.abort();
    this.#change = new AbortController();
  }
}

function realPause(ms: number): Promise<void> {
  const until = systemClock.monotonicMs() + ms;
  return waitOn(() => until - systemClock.monotonicMs());
}
