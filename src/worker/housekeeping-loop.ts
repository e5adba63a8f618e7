/**
 * Every minute: is everything that was scheduled accounted for? Away with what is past its keeping; and what a changed policy
 * dates otherwise is dated anew. Every ten minutes, in one process: is anything live that nobody sees to? Every hour: was
 * anything dated by older rules of the zones?
 *
 * Beside that, every minute: is there anything to tell the organizations about their installation? It calls their senders, which may
 * take their time: the rest does not wait for it, and what fails in the rest keeps nobody from hearing of it.
 */
import { type Clock, waitFor } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { auditCoverage } from '../operations/audit-coverage.ts';
import type { OperationContext } from '../operations/context.ts';
import { eraseLateTraces } from '../operations/erase-contact.ts';
import { keepRetention } from '../operations/keep-retention.ts';
import { redateByPolicy, redateByZoneRules } from '../operations/redate-follow-ups.ts';
import { tellAlerts } from '../operations/tell-alerts.ts';
import { beginCoverageAudits } from '../store/coverage.ts';
import type { Database } from '../store/database.ts';
import { type ConservationReport, readConservation, StrandedCount } from '../store/housekeeping.ts';
import { RetentionWalk } from '../store/retention.ts';
import { ToldOnce } from './told-once.ts';

export interface HousekeepingOptions {
  readonly context: OperationContext;
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onConservation: (report: ConservationReport) => void;
  /** Lets go of what this process keeps and no longer needs. */
  readonly tidy: () => void;
}

const everyMs = 60_000;
/** An organization's coverage is counted anew after this. */
const auditEveryMs = 10 * 60_000;
/** Follow-ups at a time of the day are looked at again after this. */
const redateEveryMs = 60 * 60_000;

export class HousekeepingLoop {
  readonly #options: HousekeepingOptions;
  readonly #stop = new AbortController();
  readonly #stranded = new StrandedCount();
  readonly #retention = new RetentionWalk();
  /** By organization: what the log said last. It says what has changed; how it stands is a metric. */
  readonly #gapsTold = new Map<number, string>();
  /** Organizations that cannot be dated anew: by their policies, and by the rules of the zones. */
  readonly #undated = { policy: new ToldOnce(), zones: new ToldOnce() };
  /** Organizations whose alerts fail, by their ids; `*`: all of them. */
  readonly #failing = new ToldOnce();
  /** Erased people of whom something may be left. */
  readonly #unerased = new ToldOnce();
  #running: Promise<unknown> | undefined;
  /** When it looks again for what was dated by older zone rules. */
  #redateAt = Number.NEGATIVE_INFINITY;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = Promise.all([this.#every(() => this.#round()), this.#every(() => this.#tellAlerts())]);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #every(round: () => Promise<void>): Promise<void> {
    for (;;) {
      await waitFor(this.#options.clock, everyMs, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      await round();
    }
  }

  async #tellAlerts(): Promise<void> {
    const { context, logger } = this.#options;
    try {
      for (const { organization, told, faults } of await tellAlerts(context, this.#stop.signal)) {
        for (const { outcome, ...more } of told) {
          if (outcome === 'accepted') logger.info('alert_told', { organization, ...more });
          else logger.warn('alert_not_told', { outcome, organization, ...more });
        }
        this.#tellFaults(`${organization}`, faults, { organization });
      }
      this.#failing.isRight('*');
    } catch (error) {
      this.#tellFaults('*', [error]);
    }
  }

  #tellFaults(key: string, faults: readonly unknown[], whose: { readonly organization?: number } = {}): void {
    if (faults.length === 0) this.#failing.isRight(key);
    else if (this.#failing.isNews(key))
      for (const fault of faults) this.#options.logger.warn('alerts_failed', { ...whose, error: String(fault) });
  }

  async #round(): Promise<void> {
    try {
      await this.#keepHouse();
    } catch (error) {
      this.#options.logger.warn('housekeeping_failed', { error: String(error) });
    }
  }

  async #keepHouse(): Promise<void> {
    const { context, db, logger, onConservation, tidy } = this.#options;
    tidy();
    const report = { ...(await readConservation(db)), stranded: await this.#stranded.look(db) };
    onConservation(report);
    if (report.abandoned + report.stranded + report.orphaned > 0) logger.error('conservation_broken', { ...report });
    await eraseLateTraces(context, this.#stop.signal, (id, error) => {
      if (this.#unerased.isNews(id)) logger.error('late_traces_failed', { id, error: String(error) });
    });
    await keepRetention(context, this.#retention, this.#stop.signal);
    await this.#redate();
    await this.#auditCoverage();
  }

  /** The rules of a process never change; processes of an older version may still be dating beside it. */
  async #redate(): Promise<void> {
    const { context, clock } = this.#options;
    const { signal } = this.#stop;
    await this.#sayOnce(this.#undated.policy, (onFault) => redateByPolicy(context, signal, onFault));
    if (clock.monotonicMs() < this.#redateAt) return;
    await this.#sayOnce(this.#undated.zones, (onFault) => redateByZoneRules(context, signal, onFault));
    this.#redateAt = clock.monotonicMs() + redateEveryMs;
  }

  /** Of an organization that fails it is said once, until it works again. */
  async #sayOnce(
    told: ToldOnce,
    redate: (onFault: (organization: number, error: unknown) => void) => Promise<unknown>,
  ): Promise<void> {
    const failed = new Set<string>();
    await redate((organization, error) => {
      failed.add(`${organization}`);
      if (told.isNews(`${organization}`))
        this.#options.logger.warn('redating_failed', { organization, error: String(error) });
    });
    told.areWrong(failed);
  }

  /** Last, since it takes the longest. */
  async #auditCoverage(): Promise<void> {
    const { db, clock, logger } = this.#options;
    for (const organization of await beginCoverageAudits(db, auditEveryMs)) {
      const audit = await auditCoverage({ db, clock }, organization, this.#stop.signal);
      if (!audit) return;
      const gaps = audit.counts.filter(({ isCovered }) => !isCovered);
      const uncovered = gaps.reduce((sum, { count }) => sum + count, 0);
      const causes = gaps.map(({ type, cause, count }) => `${type} ${cause}: ${count}`).join(', ');
      if (causes === (this.#gapsTold.get(organization) ?? '')) continue;
      this.#gapsTold.set(organization, causes);
      if (uncovered > 0) logger.warn('coverage_gaps', { organization, uncovered, causes });
    }
  }
}
