/**
 * Drives one sender in this process: holds ready follow-ups until their time, commits them as `calling` in batches no larger
 * than what may be called at once, calls, and hands the outcomes on.
 *
 *   queued -> almost its time, and room -> tokens -> calling committed -> slot -> exact time -> called -> settled
 *
 * What happens after an outcome is decided in `domain/decide-after-attempt.ts`; nothing here retries.
 */
import { type Clock, waitFor } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { OperationContext } from '../operations/context.ts';
import type { OpenedSender } from '../operations/open-sender.ts';
import type { ReadyFollowUp } from '../operations/prepare-follow-ups.ts';
import {
  attemptSettlement,
  callSender,
  overtimeMs,
  type ReleaseReason,
  releaseSettlement,
  type SettleItem,
} from '../operations/send-follow-ups.ts';
import { TimeLimit } from '../operations/time-limit.ts';
import type { SendOutcome } from '../provider.ts';
import type { Database } from '../store/database.ts';
import type { SenderRow } from '../store/definitions.ts';
import { callWithinMs, commitCalling } from './commit-calling.ts';
import type { DatabaseTime } from './database-time.ts';
import { type Admission, SenderGate } from './sender-gate.ts';
import { SlotShare } from './slot-share.ts';
import { Slots } from './slots.ts';

export interface SenderPumpOptions {
  readonly context: OperationContext;
  readonly db: Database;
  readonly clock: Clock;
  readonly time: DatabaseTime;
  readonly logger: Logger;
  readonly orgId: number;
  readonly row: SenderRow;
  readonly sender: OpenedSender;
  /** Calls at one time in this process. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly leaseLeftMs: number;
  readonly settle: (item: SettleItem) => Promise<void>;
  readonly onOutcome: (outcome: SendOutcome, lateMs: number, durationMs: number) => void;
}

/** `calling` is committed this long before the due time, so that the call itself starts on the millisecond. */
const commitAheadMs = 6;
const batchMax = 500;
const beginningMax = 3;
/** Outcomes that wait to be written, at most: while the store is slow, nothing more is called. */
const unsettledMax = 5_000;
/** No more is claimed than can be called within about that time: the rest would wait here, in the way of others, and outlive its lease. */
const soonMs = 5_000;
/** A sender that only other processes can use: what this one has claimed goes back to them. */
const unusableRecheckMs = 5_000;

/** Why a sleep ended; given, so that no error object is made for each. */
const woken = 'woken';

export class SenderPump {
  readonly #options: SenderPumpOptions;
  #queue: ReadyFollowUp[] = [];
  #sorted = true;
  /** Committed as calling, and the call is not over yet. */
  #calling = 0;
  /** Called or refused, and what became of it is not written yet. */
  #unsettled = 0;
  #beginning = 0;
  /** Taken from the queue, while the database is asked whether they may be called. */
  #admitting = 0;
  readonly #slots: Slots;
  /** Where the limit is shared by all processes. */
  readonly #share: SlotShare | undefined;
  #wake = new AbortController();
  #asleep = false;
  #stopped = false;
  readonly #gate: SenderGate;
  readonly #timeLimit: TimeLimit;
  #averageMs = 100;
  readonly #running: Promise<void>;

  constructor(options: SenderPumpOptions) {
    this.#options = options;
    const { row, concurrency } = options;
    this.#slots = new Slots(row.concurrency === null ? concurrency : 0);
    this.#gate = new SenderGate(options);
    this.#timeLimit = new TimeLimit(options.timeoutMs, overtimeMs);
    if (row.concurrency !== null) this.#share = this.#sharing(row.concurrency);
    this.#running = this.#run();
  }

  /** Rows that are ours and not yet committed as calling. */
  get queued(): number {
    return this.#queue.length;
  }

  get busy(): boolean {
    return (
      this.#queue.length > 0 || this.#admitting > 0 || this.#calling > 0 || this.#beginning > 0 || this.#unsettled > 0
    );
  }

  /**
   * When it can next be used, or undefined for now. Milliseconds since 1970 by the database.
   *
   * @param handed rows that are about to be added
   */
  availableAt(now: number, handed: number): number | undefined {
    if (this.#options.sender.unusableHere !== undefined) return now + unusableRecheckMs;
    return this.#gate.closedUntil(now, handed + this.#queue.length + this.#calling);
  }

  /** How many rows it makes sense to claim for this sender now. */
  appetite(now: number): number {
    const { row } = this.#options;
    if (this.#options.sender.unusableHere !== undefined) return 0;
    const held = this.#queue.length;
    const { size } = this.#slots;
    const soon =
      row.concurrency !== null ? 2 * Math.max(1, size) : size * Math.max(1, soonMs / Math.max(1, this.#averageMs));
    return Math.max(0, Math.min(this.#gate.appetite(now, held + this.#calling), Math.ceil(soon)) - held);
  }

  /** What was due before fell due while nobody used the sender, and is claimed apart; null: nothing is. */
  get lateBefore(): number | null {
    return this.#gate.lateBefore;
  }

  /** How many rows of what was due before that it makes sense to claim now. */
  lateAppetite(now: number): number {
    const asked = this.#queue.length + this.#admitting;
    return Math.max(0, Math.min(this.appetite(now), this.#gate.lateAppetite(now) - asked));
  }

  /** Takes what other processes have found out about the sender. */
  heed(row: Pick<SenderRow, 'breaker_until' | 'learned_at'>): void {
    this.#gate.heed(row);
  }

  add(rows: readonly ReadyFollowUp[]): void {
    const last = this.#queue.at(-1);
    for (const row of rows) this.#queue.push(row);
    if (last && rows[0] && rows[0].row.queued_at < last.row.queued_at) this.#sorted = false;
    else this.#sorted = this.#sorted && isSorted(rows);
    this.#nudge();
  }

  /** Lets go of what is not called yet and waits for the calls under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#nudge();
    await this.#running;
    const released = this.#queue.splice(0);
    await Promise.all(
      released.map((ready) => this.#options.settle(this.#released(ready, 'worker_stopped', ready.row.queued_at))),
    );
    while (this.#calling > 0 || this.#beginning > 0 || this.#unsettled > 0) {
      await waitFor(this.#options.clock, 5);
    }
    await this.#share?.giveBack();
    await this.#close();
  }

  #nudge(): void {
    if (this.#asleep) this.#wake.abort(woken);
  }

  async #sleep(ms: number): Promise<void> {
    this.#wake = new AbortController();
    this.#asleep = true;
    await waitFor(this.#options.clock, ms, this.#wake.signal);
    this.#asleep = false;
  }

  async #run(): Promise<void> {
    const { time } = this.#options;
    while (!this.#stopped) {
      if (!this.#sorted) {
        this.#queue.sort((a, b) => a.row.queued_at - b.row.queued_at);
        this.#sorted = true;
      }
      const first = this.#queue[0];
      const room = this.#room();
      if (!first || room <= 0 || this.#beginning >= beginningMax || !time.trusted || this.#share?.hasRunOut) {
        await this.#sleep(1_000);
        continue;
      }
      const now = time.now();
      const earlyMs = first.row.queued_at - commitAheadMs - now;
      if (earlyMs > 0) {
        // Looked at again after a second: the database's clock may be set.
        await this.#sleep(Math.min(earlyMs, 1_000));
        continue;
      }
      const due = this.#takeDue(Math.min(room, batchMax), now + commitAheadMs);
      const { admitted, giveBack } = await this.#admitted(due);
      if (admitted.length === 0) continue;
      this.#calling += admitted.length;
      this.#beginning += 1;
      void this.#begin(admitted, giveBack).finally(() => {
        this.#beginning -= 1;
        this.#nudge();
      });
    }
  }

  /**
   * How many rows may be committed as calling now. While all slots are taken and a few rows are ahead, a commit for one or two
   * would cost as much as one for many: it waits until there are some.
   */
  #room(): number {
    const { size } = this.#slots;
    const room = size + this.#ahead() - this.#calling;
    if (this.#unsettled >= unsettledMax) return 0;
    return this.#calling >= size && room < Math.min(size / 2, 128) ? 0 : room;
  }

  /** More than there are slots are being committed while calls are short, so that no slot waits for a commit. */
  #ahead(): number {
    if (this.#options.row.concurrency !== null) return 0;
    return Math.floor(this.#slots.size * Math.min(2, 50 / Math.max(1, this.#averageMs)));
  }

  /** Never two of one contact, and so never one row twice: it may have been claimed again after its lease had run out. */
  #takeDue(max: number, until: number): ReadyFollowUp[] {
    const contacts = new Set<string>();
    while (contacts.size < max) {
      const row = this.#queue[contacts.size]?.row;
      if (row === undefined || row.queued_at > until || contacts.has(row.contact_id)) break;
      contacts.add(row.contact_id);
    }
    return this.#queue.splice(0, contacts.size);
  }

  /** Those that may be called now; the others go back to wait for their turn. */
  async #admitted(batch: readonly ReadyFollowUp[]): Promise<Pick<Admission<ReadyFollowUp>, 'admitted' | 'giveBack'>> {
    if (batch.length === 0) return { admitted: batch, giveBack: () => {} };
    const { settle } = this.#options;
    this.#admitting = batch.length;
    const { admitted, refused, giveBack } = await this.#gate.admit(batch, this.#calling);
    await Promise.all(refused.map(({ ready, reason, againAt }) => settle(this.#released(ready, reason, againAt))));
    this.#admitting = 0;
    return { admitted, giveBack };
  }

  async #begin(batch: readonly ReadyFollowUp[], giveBack: Admission<ReadyFollowUp>['giveBack']): Promise<void> {
    let refused = 0;
    await commitCalling(this.#options, batch, {
      call: (ready, knownAt) => void this.#call(ready, knownAt),
      refuse: async (instead) => {
        refused += 1;
        this.#calling -= 1;
        this.#unsettled += 1;
        if (instead) await this.#options.settle(instead);
        this.#unsettled -= 1;
      },
    });
    giveBack(refused);
    if (refused === batch.length) this.#gate.notCalled();
  }

  async #call(ready: ReadyFollowUp, knownAt: number): Promise<void> {
    await this.#slots.acquire();
    let item: SettleItem;
    try {
      item = await this.#callInSlot(ready, knownAt);
    } finally {
      this.#slots.release();
    }
    this.#calling -= 1;
    this.#unsettled += 1;
    this.#nudge();
    await this.#options.settle(item);
    this.#unsettled -= 1;
    if (this.#unsettled === unsettledMax - 1) this.#nudge();
  }

  async #callInSlot(ready: ReadyFollowUp, knownAt: number): Promise<SettleItem> {
    const { clock, time, context, sender, onOutcome } = this.#options;
    const earlyMs = ready.row.queued_at - time.now();
    // The clock was set back since the commit: the row waits in the queue, not in a slot.
    if (earlyMs > callWithinMs) return this.#released(ready, 'clock_jumped', ready.row.queued_at, 'calling');
    if (earlyMs > 0) await waitFor(clock, earlyMs);
    const startedAt = clock.elapsedMs();
    const hasClosed = ready.closesAt !== null && time.now() >= ready.closesAt;
    if (hasClosed || startedAt - knownAt > callWithinMs)
      return this.#released(ready, 'late_call', time.now(), 'calling');
    const lateMs = time.now() - ready.row.queued_at;
    this.#gate.called(ready.address);
    const outcome = await callSender(context, sender, ready, this.#timeLimit);
    const durationMs = clock.elapsedMs() - startedAt;
    this.#averageMs = this.#averageMs * 0.95 + durationMs * 0.05;
    onOutcome(outcome, lateMs, durationMs);
    const item = attemptSettlement(ready, outcome, durationMs, lateMs, time.now());
    this.#gate.learn(outcome, ready.address, item);
    return item;
  }

  /** What gives a row back to the queue, which hands it out again at an instant. */
  #released(ready: ReadyFollowUp, reason: ReleaseReason, at: number, from?: 'calling' | 'either'): SettleItem {
    return releaseSettlement(ready, reason, at, this.#options.time.now(), from);
  }

  #sharing(concurrency: number): SlotShare {
    const { db, clock, logger, orgId, row } = this.#options;
    // One more than is needed, so that what comes next need not wait.
    const wanted = () =>
      this.#stopped ? this.#slots.inUse : Math.min(concurrency, this.#queue.length + this.#slots.inUse + 1);
    return new SlotShare({
      db,
      clock,
      logger,
      orgId,
      senderId: row.id,
      slots: this.#slots,
      wanted,
      calling: () => this.#calling,
      onRenewed: () => this.#nudge(),
    });
  }

  /** An adapter's own trouble with closing stops nobody. */
  async #close(): Promise<void> {
    const { sender, logger, row } = this.#options;
    try {
      await sender.close?.();
    } catch (error) {
      logger.warn('sender_close_failed', { sender: row.key, error: String(error) });
    }
  }
}

function isSorted(rows: readonly ReadyFollowUp[]): boolean {
  for (let index = 1; index < rows.length; index += 1) {
    if ((rows[index] as ReadyFollowUp).row.queued_at < (rows[index - 1] as ReadyFollowUp).row.queued_at) return false;
  }
  return true;
}
