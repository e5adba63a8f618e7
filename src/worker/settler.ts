/** Writes outcomes in batches, and does not give up while the store is away: an outcome that is known is never dropped. */
import { Batcher } from '../batcher.ts';
import { type Clock, waitFor } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { SettleItem } from '../operations/send-follow-ups.ts';
import { claimKey } from '../store/claim-key.ts';
import { type Database, isContention, isStoreUnavailable } from '../store/database.ts';
import { recordLateOutcomes } from '../store/record-late-outcomes.ts';
import { settleFollowUps } from '../store/settle-follow-ups.ts';

const batchMax = 500;
const retryMsMax = 5_000;

export class Settler {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #onStale: (count: number) => void;
  readonly #batcher: Batcher<SettleItem, undefined>;

  constructor(options: { db: Database; clock: Clock; logger: Logger; onStale: (count: number) => void }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#onStale = options.onStale;
    this.#batcher = new Batcher({
      run: (items) => this.#write(items),
      sizeMax: batchMax,
      concurrency: 3,
      lingerMs: 10,
    });
  }

  /** Resolves when the outcome is written, or was found to be no longer ours. */
  async settle(item: SettleItem): Promise<void> {
    await this.#batcher.add(item);
  }

  drained(): Promise<void> {
    return this.#batcher.drained();
  }

  async #write(items: readonly SettleItem[]): Promise<readonly undefined[]> {
    const all = items.flatMap(({ rows }) => rows);
    const stale = await this.#persist('settle', () => settleFollowUps(this.#db, all));
    if (stale === undefined && all.length > 1) {
      // A fault of one must not cost its neighbours what is known about them.
      for (const item of items.length > 1 ? items : items.flatMap(byRow)) await this.#write([item]);
    } else if (stale === undefined) {
      // It runs into its lease and becomes unknown; what is known of the call settles it, once the fault is mended.
      await this.#keepEvidence(items);
    } else if (stale.size > 0) {
      this.#onStale(stale.size);
      const evidence = await this.#keepEvidence(items.filter(({ rows: [row] }) => row && stale.has(claimKey(row))));
      this.#logger.warn('stale_outcomes', { count: stale.size, evidence });
    }
    return items.map(() => undefined);
  }

  /** Of rows that cannot be written as they ended. Returns how many calls there were to tell about. */
  async #keepEvidence(items: readonly SettleItem[]): Promise<number> {
    const late = items.flatMap(({ rows: [row], attempt }) =>
      attempt && row ? [{ org_id: row.org_id, follow_up_id: row.id, attempt }] : [],
    );
    if (late.length > 0) await this.#persist('late_outcomes', () => recordLateOutcomes(this.#db, late));
    return late.length;
  }

  async #persist<T>(what: string, write: () => Promise<T>): Promise<T | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await write();
      } catch (error) {
        const again = isContention(error) || isStoreUnavailable(error);
        this.#logger[again ? 'warn' : 'error'](`${what}_failed`, { tries, error: String(error) });
        // Writing it again would end the same way.
        if (!again) return undefined;
        await waitFor(this.#clock, Math.min(retryMsMax, 20 * 2 ** tries));
      }
    }
  }
}

function byRow({ rows, attempt }: SettleItem): SettleItem[] {
  return rows.map((row) => ({ rows: [row], ...(attempt && { attempt }) }));
}
