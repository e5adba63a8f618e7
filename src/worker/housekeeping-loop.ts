/** Every minute: is everything that was scheduled accounted for? And away with what is past its keeping. */
import { type Clock, waitFor } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Database } from '../store/database.ts';
import { type ConservationReport, readConservation, StrandedCount, sweep } from '../store/housekeeping.ts';

export interface HousekeepingOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onConservation: (report: ConservationReport) => void;
  /** Lets go of what this process keeps and no longer needs. */
  readonly tidy: () => void;
}

const everyMs = 60_000;
/** Repetitions of an event are recognised for this long. */
const inboxDays = 30;

export class HousekeepingLoop {
  readonly #options: HousekeepingOptions;
  readonly #stop = new AbortController();
  readonly #stranded = new StrandedCount();
  #running: Promise<void> | undefined;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, logger } = this.#options;
    for (;;) {
      await waitFor(clock, everyMs, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      try {
        await this.#round();
      } catch (error) {
        logger.warn('housekeeping_failed', { error: String(error) });
      }
    }
  }

  async #round(): Promise<void> {
    const { db, logger, onConservation, tidy } = this.#options;
    tidy();
    const report = { ...(await readConservation(db)), stranded: await this.#stranded.look(db) };
    onConservation(report);
    if (report.abandoned + report.stranded + report.orphaned > 0) logger.error('conservation_broken', { ...report });
    while ((await sweep(db, inboxDays)) > 0 && !this.#stop.signal.aborted);
  }
}
