/**
 * One pump's share of the slots of a sender whose calls are limited over all processes: asked for as needed, renewed every
 * second, given back at the end. What a process that died held is free again after a while.
 */
import { type Clock, waitFor } from '../clock.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { Database } from '../store/database.ts';
import { holdSlots } from '../store/sender-budget.ts';
import type { Slots } from './slots.ts';

export interface SlotShareOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly orgId: number;
  readonly senderId: string;
  /** Sized by the share. */
  readonly slots: Slots;
  /** Calls that could be under way at one time now. */
  readonly wanted: () => number;
  /** Committed as calling: these keep their slots. */
  readonly calling: () => number;
  readonly onRenewed: () => void;
}

const ttlMs = 15_000;
const renewMs = 1_000;
/** Without a single slot it is asked for more often. */
const askMs = 100;

export class SlotShare {
  readonly #options: SlotShareOptions;
  /** Not the worker's: a pump that comes to its end and the one that follows it share the limit like any two. */
  readonly #holderId: string;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  /** By the monotonic clock. */
  #heldUntil = 0;

  constructor(options: SlotShareOptions) {
    this.#options = options;
    this.#holderId = newId(options.clock.now());
    this.#running = this.#keep();
  }

  /** Others may have taken it: this process stood still, or lost the store, for longer than shares are held. */
  get hasRunOut(): boolean {
    return this.#options.clock.monotonicMs() >= this.#heldUntil;
  }

  /** Once no call is under way any more. */
  async giveBack(): Promise<void> {
    this.#ending.abort();
    await this.#running;
    await this.#hold(0);
  }

  async #keep(): Promise<void> {
    const { clock, slots, wanted, onRenewed } = this.#options;
    while (!this.#ending.signal.aborted) {
      const want = wanted();
      await this.#hold(want);
      onRenewed();
      await waitFor(clock, slots.size === 0 && want > 0 ? askMs : renewMs, this.#ending.signal);
    }
  }

  async #hold(want: number): Promise<void> {
    const { db, clock, logger, orgId, senderId, slots, calling } = this.#options;
    try {
      const inUse = Math.max(slots.inUse, calling());
      // The answer may be fewer than we have, and others may take the rest at once: nothing begins until it is here.
      slots.resize(inUse);
      const until = clock.monotonicMs() + ttlMs;
      slots.resize(await holdSlots(db, { orgId, senderId, holderId: this.#holderId, want, inUse, ttlMs }));
      this.#heldUntil = until;
    } catch (error) {
      logger.warn('hold_slots_failed', { error: String(error) });
    }
  }
}
