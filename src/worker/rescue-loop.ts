/** Every few seconds: rows whose lease ran out, unknown outcomes, enrollments that nothing carries on, this worker's sign of life. */
import { type Clock, waitFor } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { finishEnrollments } from '../operations/finish-enrollments.ts';
import { type SettleUnknownsContext, settleUnknowns } from '../operations/settle-unknowns.ts';
import { rescueFollowUps } from '../store/rescue-follow-ups.ts';
import { showSignOfLife } from '../store/workers.ts';
import type { DatabaseTime } from './database-time.ts';
import { ToldOnce } from './told-once.ts';

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
  readonly #told = new ToldOnce();
  #lookedAt: Awaited<ReturnType<typeof finishEnrollments>> = null;

  constructor(options: RescueLoopOptions) {
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
    while (!this.#stop.signal.aborted) {
      try {
        await this.#round();
      } catch (error) {
        logger.warn('rescue_failed', { error: String(error) });
      }
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
    await settleUnknowns(this.#options, (id, error) => this.#tellFault('unknown_not_settled', id, error));
    this.#lookedAt = await finishEnrollments(db, definitions, time.now(), this.#lookedAt, (id, error) =>
      this.#tellFault('enrollment_not_carried_on', id, error),
    );
  }

  #tellFault(event: string, id: string, error: unknown): void {
    if (this.#told.isNews(id)) this.#options.logger.error(event, { id, error: String(error) });
  }
}
