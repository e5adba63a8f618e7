/**
 * Numbers for Prometheus, all named `relance_*`. Every engine has a registry of its own; nothing is global. Labels come
 * from small fixed sets: no organization, contact or follow-up ever becomes one.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What an outcome says, of `SendOutcome`. */
interface OutcomeLike {
  readonly kind: string;
  readonly class?: string;
}

/** What an audit of coverage counts, of `CoverageCount`. */
interface CoverageLike {
  readonly type: string;
  readonly cause: string;
  readonly isCovered: boolean;
  readonly count: number;
}

/** Follow-ups go out on time (below a second) or tell how late they were. */
const latenessBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class Telemetry {
  readonly registry = new Registry();
  readonly #claimed = this.#counter('claimed_total', 'Follow-ups claimed by workers of this process');
  readonly #outcomes = this.#counter('outcomes_total', 'Calls to senders, by outcome', ['channel', 'outcome', 'class']);
  readonly #lateness = this.#histogram(
    'lateness_seconds',
    'How late calls began after their due time',
    ['channel'],
    latenessBuckets,
  );
  readonly #callDuration = this.#histogram(
    'call_duration_seconds',
    'How long calls to senders took',
    ['channel'],
    durationBuckets,
  );
  readonly #stale = this.#counter('stale_outcomes_total', 'Outcomes refused because the row was no longer ours');
  readonly #rescued = this.#counter('rescued_total', 'Follow-ups whose lease ran out', ['to']);
  readonly #jumps = this.#counter('clock_jumps_total', 'Jumps of the clock that paused claiming');
  readonly #events = this.#counter('events_recorded_total', 'Events recorded by this process', ['result']);
  readonly #http = this.#histogram(
    'http_request_duration_seconds',
    'Requests',
    ['method', 'route', 'status'],
    durationBuckets,
  );
  readonly #webhooks = this.#counter('webhooks_total', 'Calls of vendors', ['source', 'result']);
  #conservation: (() => Promise<Readonly<Record<string, number>>>) | undefined;
  #coverage: (() => Promise<readonly CoverageLike[]>) | undefined;

  readonly #unaccounted: Gauge;

  constructor() {
    const telemetry = this;
    this.#unaccounted = new Gauge({
      name: 'relance_unaccounted',
      help: 'What the conservation check found, by check; all but overdue must be 0',
      labelNames: ['check'],
      registers: [this.registry],
    });
    new Gauge({
      name: 'relance_follow_ups',
      help: 'Follow-ups in the database by state; counted at most once a minute',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        const counts = await telemetry.#conservation?.().catch(() => undefined);
        if (!counts) return this.reset();
        for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
      },
    });
    new Gauge({
      name: 'relance_coverage',
      help: 'Live leads, conversations and appointments, by why they are covered or not, as last audited',
      labelNames: ['type', 'covered', 'cause'],
      registers: [this.registry],
      async collect() {
        const counts = await telemetry.#coverage?.().catch(() => undefined);
        // What is no longer there must not stay at its last number.
        this.reset();
        for (const { type, cause, isCovered, count } of counts ?? [])
          this.set({ type, covered: String(isCovered), cause }, count);
      },
    });
  }

  /** Where the numbers of live records by cause come from. */
  countCoverageBy(count: () => Promise<readonly CoverageLike[]>): void {
    this.#coverage = count;
  }

  /** Where the numbers of follow-ups by state come from. */
  countStatesBy(count: () => Promise<Readonly<Record<string, number>>>): void {
    this.#conservation = count;
  }

  eventsRecorded(result: 'recorded' | 'duplicate' | 'conflict', count = 1): void {
    if (count > 0) this.#events.inc({ result }, count);
  }

  /** @param route the route's pattern, never the path itself */
  request(method: string, route: string, status: number, durationMs: number): void {
    this.#http.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, durationMs / 1_000);
  }

  /** @param source the provider's type */
  webhook(source: string, result: string): void {
    this.#webhooks.inc({ source, result });
  }

  /** What a worker tells about its work. */
  readonly observer = {
    claimed: (count: number): void => this.#claimed.inc(count),
    outcome: (outcome: OutcomeLike, sender: { readonly channel: string }, lateMs: number, durationMs: number): void => {
      const { channel } = sender;
      this.#outcomes.inc({ channel, outcome: outcome.kind, class: outcome.class ?? '' });
      this.#lateness.observe({ channel }, Math.max(0, lateMs) / 1_000);
      this.#callDuration.observe({ channel }, durationMs / 1_000);
    },
    rescued: (report: { readonly requeued: number; readonly unknown: number }): void => {
      this.#rescued.inc({ to: 'scheduled' }, report.requeued);
      this.#rescued.inc({ to: 'unknown' }, report.unknown);
    },
    stale: (count: number): void => this.#stale.inc(count),
    clockJumped: (): void => this.#jumps.inc(),
    conservation: (report: Readonly<Record<'overdue' | 'abandoned' | 'stranded' | 'orphaned', number>>): void => {
      for (const [check, count] of Object.entries(report)) this.#unaccounted.set({ check }, count);
    },
  };

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name: `relance_${name}`, help, labelNames, registers: [this.registry] });
  }

  #histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name: `relance_${name}`, help, labelNames, buckets, registers: [this.registry] });
  }
}
