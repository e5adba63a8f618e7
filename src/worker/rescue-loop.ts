/** Every few seconds: rows whose lease ran out, unknown outcomes, enrollments that nothing carries on, this worker's sign of life. */
import { type Clock, waitFor } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { finishEnrollments } from '../operations/finish-enrollments.ts';
import { type SettleUnknownsContext, settleUnknowns } from '../operations/settle-unknowns.ts';
import { rescueFollowUps } from '../store/rescue-follow-ups.ts';
import { showSignOfLife } from '../store/workers.ts';
import type { DatabaseTime } from './database-time.ts';

export interface RescueLoopOptions extends SettleUnknownsContext {
  readonly clock: Clock;
  readonly time: DatabaseTime;
  readonly logger: Logger;
  readonly workerId: string;
  readonly workerName: string;
  readonly onRescued: (report: { requeued: number; unknown: number }) => void;
}

const everyMs = 2_000;

export class RescueLoop {
  readonly #options: RescueLoopOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #lookedAt: Awaited<ReturnType<typeof finishEnrollments>> = null;

  constructor(options: RescueLoopOptions) {
    this.#options = options;
  }

  /** @returns when it has looked once: what is there before counts by then */
  start(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#running = this.#run(resolve).finally(resolve);
    return promise;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(hasLooked: () => void): Promise<void> {
    const { clock, logger } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#round();
      } catch (error) {
        logger.warn('rescue_failed', { error: String(error) });
      }
      hasLooked();
      await waitFor(clock, everyMs, this.#stop.signal);
    }
  }

  async #round(): Promise<void> {
    const { db, time, onRescued, workerId, workerName, logger, definitions } = this.#options;
    // By a clock that has just jumped every lease may seem to have run out.
    time.sample(await showSignOfLife(db, workerId, workerName));
    if (!time.trusted) return;
    const report = await rescueFollowUps(db, time.now());
    if (report.requeued + report.unknown > 0) {
      onRescued(report);
      logger.warn('leases_expired', { requeued: report.requeued, unknown: report.unknown });
    }
    await settleUnknowns(this.#options);
    this.#lookedAt = await finishEnrollments(db, definitions, time.now(), this.#lookedAt);
  }
}
