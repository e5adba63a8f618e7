/** A worker: everything that runs on its own in a process. Any number of them share one database. */
import { type Clock, waitFor } from '../clock.ts';
import type { Channel } from '../domain/channel.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { OperationContext } from '../operations/context.ts';
import type { DefinitionCache } from '../operations/definition-cache.ts';
import { openSender } from '../operations/open-sender.ts';
import type { OpenSender } from '../operations/settle-unknowns.ts';
import type { Provider, Sender, SendOutcome } from '../provider.ts';
import type { Database } from '../store/database.ts';
import { definitionsChannel, type SenderRow } from '../store/definitions.ts';
import { dueChannel } from '../store/due-notice.ts';
import type { ConservationReport } from '../store/housekeeping.ts';
import { DatabaseTime } from './database-time.ts';
import { DispatchLoop } from './dispatch-loop.ts';
import { HousekeepingLoop } from './housekeeping-loop.ts';
import { ListenLoop } from './listen-loop.ts';
import { RescueLoop } from './rescue-loop.ts';
import { SenderPump } from './sender-pump.ts';
import { Settler } from './settler.ts';

export interface WorkerObserver {
  claimed(count: number): void;
  outcome(outcome: SendOutcome, sender: { key: string; channel: Channel }, lateMs: number, durationMs: number): void;
  rescued(report: { requeued: number; unknown: number }): void;
  stale(count: number): void;
  clockJumped(byMs: number): void;
  conservation(report: ConservationReport): void;
}

export interface WorkerOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly name: string;
  readonly definitions: DefinitionCache;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly context: OperationContext;
  readonly observer: WorkerObserver;
  readonly leaseMs: number;
  readonly leaseLeftMs: number;
  readonly heldMax: number;
  /** How long the clocks have to agree after a jump. */
  readonly clockStableMs: number;
}

/** How long a sender's pump is kept while it is not used. */
const pumpKeptMs = 10 * 60_000;

export class Worker {
  readonly id: string;
  readonly time: DatabaseTime;
  readonly #options: WorkerOptions;
  readonly #pumps = new Map<
    string,
    { readonly pump: SenderPump; readonly fingerprint: string; readonly sender: Sender; usedAt: number }
  >();
  /** Pumps that are coming to their end. */
  readonly #retired = new Set<Promise<void>>();
  readonly #settler: Settler;
  readonly #dispatch: DispatchLoop;
  readonly #rescue: RescueLoop;
  readonly #housekeeping: HousekeepingLoop;
  readonly #listener: ListenLoop;
  readonly #stop = new AbortController();

  constructor(options: WorkerOptions) {
    this.#options = options;
    const { db, clock, logger, definitions, observer, leaseMs, heldMax } = options;
    this.id = newId(clock.now());
    this.time = new DatabaseTime({
      clock,
      stableMs: options.clockStableMs,
      onJump: (byMs) => {
        logger.error('clock_jumped', { byMs: Math.round(byMs) });
        observer.clockJumped(byMs);
      },
    });
    this.#settler = new Settler({ db, clock, logger, onStale: (count) => observer.stale(count) });
    this.#dispatch = new DispatchLoop({
      context: options.context,
      db,
      clock,
      time: this.time,
      logger,
      definitions,
      settler: this.#settler,
      pumpOf: (orgId, sender) => this.#pumpOf(orgId, sender),
      leaseMs,
      heldMax,
      held: () => [...this.#pumps.values()].reduce((sum, { pump }) => sum + pump.queued, 0),
      onClaimed: (count) => observer.claimed(count),
    });
    this.#rescue = new RescueLoop({
      db,
      clock,
      time: this.time,
      logger,
      definitions,
      workerId: this.id,
      workerName: options.name,
      senderOf: (orgId, senderId) => this.#senderOf(orgId, senderId),
      onRescued: (report) => observer.rescued(report),
    });
    this.#listener = new ListenLoop({ context: options.context, logger, workerId: this.id });
    this.#housekeeping = new HousekeepingLoop({
      context: options.context,
      db,
      clock,
      logger,
      onConservation: (report) => observer.conservation(report),
      tidy: () => this.#tidy(),
    });
  }

  start(): void {
    void this.#listen();
    this.#dispatch.start();
    this.#rescue.start();
    this.#housekeeping.start();
    this.#listener.start();
  }

  /** Claims nothing more, waits for the calls under way, writes their outcomes, gives the rest back. */
  async stop(): Promise<void> {
    const heard = this.#listener.stop();
    await this.#dispatch.stop();
    await this.#stopPumps();
    await this.#settler.drained();
    await this.#rescue.stop();
    await this.#housekeeping.stop();
    // Whoever looked into an unknown meanwhile may have opened its sender.
    await this.#stopPumps();
    await heard;
    this.#stop.abort();
  }

  /** Is nothing claimed, called or waiting to be written in this process? */
  get idle(): boolean {
    return [...this.#pumps.values()].every(({ pump }) => !pump.busy);
  }

  wake(): void {
    this.#dispatch.wake();
  }

  #pumpOf(orgId: number, row: SenderRow): SenderPump {
    const known = this.#pumps.get(row.id);
    const fingerprint = JSON.stringify([
      row.provider,
      row.config,
      row.sealed,
      row.rate_per_minute,
      row.concurrency,
      row.per_hour,
      row.per_day,
    ]);
    if (known?.fingerprint === fingerprint) {
      known.usedAt = this.#options.clock.monotonicMs();
      known.pump.heed(row);
      return known.pump;
    }
    if (known) this.#retire(known.pump);
    const { db, clock, logger, providers, context, leaseLeftMs, observer } = this.#options;
    const limits = providers.get(row.provider)?.describe().limits;
    const sender = openSender(context, orgId, row);
    if (sender.unusableHere !== undefined)
      logger.error('sender_unusable_here', { sender: row.key, detail: sender.unusableHere });
    const timeoutMs = limits?.timeoutMs ?? 30_000;
    const pump = new SenderPump({
      context,
      db,
      clock,
      time: this.time,
      logger,
      orgId,
      row,
      sender,
      concurrency: limits?.concurrency ?? 10,
      timeoutMs,
      leaseLeftMs,
      settle: (item) => this.#settler.settle(item),
      onOutcome: (outcome, lateMs, durationMs) => observer.outcome(outcome, row, lateMs, durationMs),
    });
    this.#pumps.set(row.id, { pump, fingerprint, sender, usedAt: clock.monotonicMs() });
    return pump;
  }

  async #stopPumps(): Promise<void> {
    for (const { pump } of this.#pumps.values()) this.#retire(pump);
    this.#pumps.clear();
    await Promise.all(this.#retired);
  }

  #retire(pump: SenderPump): void {
    const ended = pump.stop().finally(() => this.#retired.delete(ended));
    this.#retired.add(ended);
  }

  /** Pumps of senders that were deleted, or of which nothing was due for long; they are made anew when needed. */
  #tidy(): void {
    const before = this.#options.clock.monotonicMs() - pumpKeptMs;
    for (const [id, { pump, usedAt }] of this.#pumps) {
      if (usedAt > before || pump.busy) continue;
      this.#pumps.delete(id);
      this.#retire(pump);
    }
  }

  async #senderOf(orgId: number, senderId: string): Promise<OpenSender | undefined> {
    const definitions = await this.#options.definitions.get(orgId);
    const row = definitions?.sender(senderId);
    if (!row) return undefined;
    this.#pumpOf(orgId, row);
    const open = this.#pumps.get(senderId);
    const idempotency = this.#options.providers.get(row.provider)?.describe().idempotency;
    return (
      open && { sender: open.sender, removesDuplicates: open.sender.removesDuplicates ?? idempotency === 'message' }
    );
  }

  async #listen(): Promise<void> {
    const { db, clock, definitions, logger } = this.#options;
    while (!this.#stop.signal.aborted) {
      const lost = new AbortController();
      try {
        await db.listen(
          [dueChannel, definitionsChannel],
          (channel, payload) => {
            if (channel === definitionsChannel) definitions.forget(Number(payload));
            this.#dispatch.wake();
          },
          () => lost.abort(),
          this.#stop.signal,
        );
        this.#dispatch.wake();
        await clock.waitUntil(Number.POSITIVE_INFINITY, AbortSignal.any([lost.signal, this.#stop.signal]));
      } catch (error) {
        logger.warn('listen_failed', { error: String(error) });
      }
      await waitFor(clock, 500, this.#stop.signal);
    }
  }
}
