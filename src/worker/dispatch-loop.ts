/**
 * The clockwork of a worker: looks which lanes have due rows, claims them in fair shares a little ahead of their time, has
 * them decided, and hands what is to be sent to the senders' pumps.
 *
 * Look-ups are woken by notifications; polling is only the safety net.
 */
import { type Clock, waitFor } from '../clock.ts';
import type { Channel } from '../domain/channel.ts';
import { shareFairly } from '../domain/share-fairly.ts';
import { newLeaseToken } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { OperationContext } from '../operations/context.ts';
import type { DefinitionCache, OrganizationDefinitions } from '../operations/definition-cache.ts';
import { readyDress } from '../operations/dress-email.ts';
import { prepareFollowUps } from '../operations/prepare-follow-ups.ts';
import { releaseClaimed } from '../operations/release-claimed.ts';
import { type ClaimedRow, claimFollowUps, type Lane, type LaneRequest, readLanes } from '../store/claim-follow-ups.ts';
import { type Database, isStoreUnavailable } from '../store/database.ts';
import type { SenderRow } from '../store/definitions.ts';
import { readUnchanged } from '../store/unchanged-contacts.ts';
import type { DatabaseTime } from './database-time.ts';
import type { SenderPump } from './sender-pump.ts';
import type { Settler } from './settler.ts';

export interface DispatchLoopOptions {
  readonly context: OperationContext;
  readonly db: Database;
  readonly clock: Clock;
  readonly time: DatabaseTime;
  readonly logger: Logger;
  readonly definitions: DefinitionCache;
  readonly settler: Settler;
  /** The pump of a sender, made when first needed. */
  readonly pumpOf: (orgId: number, sender: SenderRow) => SenderPump;
  readonly leaseMs: number;
  /** Rows that this process may hold without having called, over all senders. */
  readonly heldMax: number;
  readonly held: () => number;
  readonly onClaimed: (count: number) => void;
}

/** Rows are claimed this long before their time; waits and endings, which make no call, at their time. */
const aheadMs = 1_000;
const aheadOf = ({ channel }: Lane) => (channel === 'none' ? 0 : aheadMs);
const pollMs = 1_000;
const claimMax = 500;
/** While it holds as many rows as it may. */
const fullMs = 10;
const pausedRecheckMs = 60_000;
/** A lane whose definitions cannot be read is tried again after this. */
const unreadableMs = 5_000;
const laneKey = ({ orgId, channel, tier }: Lane) => `${orgId}/${channel}/${tier}`;

/** Why a sleep ended; given, so that no error object is made for each. */
const woken = 'woken';

/** By so much the estimate of the database's clock may be ahead of it, where that is being set right (`database-time.ts`). */
const estimateAheadMs = 10;

export class DispatchLoop {
  readonly #options: DispatchLoopOptions;
  #wake = new AbortController();
  #asleep = false;
  #woken = false;
  #stopped = false;
  #running: Promise<void> | undefined;
  /** Rows that wait to be skipped or moved at their time. */
  readonly #early = new Set<Promise<void>>();
  readonly #letGo = new AbortController();
  /** Lanes that could not be read, by `laneKey`: let alone until then, by the monotonic clock. */
  readonly #unreadable = new Map<string, number>();

  constructor(options: DispatchLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    this.#letGo.abort();
    await this.#running;
    await Promise.all(this.#early);
  }

  /** There may be something to do sooner than expected. */
  wake(): void {
    this.#woken = true;
    if (this.#asleep) this.#wake.abort(woken);
  }

  async #run(): Promise<void> {
    const { logger } = this.#options;
    while (!this.#stopped) {
      let sleepMs = pollMs;
      this.#woken = false;
      try {
        sleepMs = await this.#look();
      } catch (error) {
        logger.warn('dispatch_failed', { error: String(error) });
      }
      if (!this.#woken && sleepMs > 0) await this.#sleep(sleepMs);
    }
  }

  async #sleep(ms: number): Promise<void> {
    this.#wake = new AbortController();
    this.#asleep = true;
    await waitFor(this.#options.clock, ms, this.#wake.signal);
    this.#asleep = false;
  }

  /** One look at the lanes. Returns how long nothing needs to be done. */
  async #look(): Promise<number> {
    const { db, time, heldMax, held, settler } = this.#options;
    const room = Math.min(claimMax, heldMax - held());
    if (room <= 0) return fullMs;
    const { now, lanes: all } = await readLanes(db);
    time.sample(now);
    if (!time.trusted) return pollMs;
    const lanes = all.filter((lane) => !this.#isLetAlone(lane));
    const ripe = lanes.filter((lane) => lane.nextAt <= now + aheadOf(lane));
    const sleepMs = nextLookMs(lanes, now);
    if (ripe.length === 0) return sleepMs;
    const requests = await this.#requests(ripe, room, now);
    if (requests.length === 0) return Math.min(sleepMs, 100);
    const token = newLeaseToken();
    const batch = await claimFollowUps(db, requests, { aheadMs, leaseMs: this.#options.leaseMs, token });
    // What is late waits for its share of the rate.
    if (batch.rows.length === 0) return Math.min(sleepMs, requests.some(({ from }) => from !== undefined) ? 100 : 20);
    time.sample(batch.now);
    this.#options.onClaimed(batch.rows.length);
    if (!time.trusted) {
      // The clock jumped just before the claim: these may be anything but due.
      void settler.settle({ rows: releaseClaimed(batch.rows, token, 'clock_jumped', time.now()) });
      return pollMs;
    }
    await this.#prepare(batch.rows, token);
    return 0;
  }

  /** Fair shares among organizations; within one, the tiers in their order. */
  async #requests(ripe: readonly Lane[], room: number, now: number): Promise<LaneRequest[]> {
    const byOrg = new Map<number, LaneRequest[]>();
    for (const lane of [...ripe].sort((a, b) => a.tier - b.tier || a.nextAt - b.nextAt)) {
      const wanted = byOrg.get(lane.orgId) ?? [];
      try {
        wanted.push(...(await this.#appetites(lane, now)));
        this.#unreadable.delete(laneKey(lane));
      } catch (error) {
        if (isStoreUnavailable(error)) throw error;
        // What is configured for one organization must not keep the others waiting.
        this.#letAlone(lane, error);
      }
      byOrg.set(lane.orgId, wanted);
    }
    const organizations = [...byOrg.values()];
    const shares = shareFairly(
      organizations.map((wanted) => wanted.reduce((sum, { limit }) => sum + limit, 0)),
      room,
    );
    return organizations.flatMap((wanted, index) => {
      let left = shares[index] as number;
      return wanted.flatMap((request) => {
        const limit = Math.min(request.limit, left);
        left -= limit;
        return limit > 0 ? [{ ...request, limit }] : [];
      });
    });
  }

  /** Told once, until it can be read again. */
  #letAlone(lane: Lane, error: unknown): void {
    const key = laneKey(lane);
    const { orgId: organization, channel } = lane;
    if (!this.#unreadable.has(key))
      this.#options.logger.error('lane_unreadable', { organization, channel, error: String(error) });
    this.#unreadable.set(key, this.#options.clock.monotonicMs() + unreadableMs);
  }

  #isLetAlone(lane: Lane): boolean {
    return this.#options.clock.monotonicMs() < (this.#unreadable.get(laneKey(lane)) ?? 0);
  }

  /** How many rows of a lane can be used now. While a sender catches up, first of what is due now, then of what is late. */
  async #appetites(lane: Lane, now: number): Promise<LaneRequest[]> {
    const definitions = await this.#options.definitions.get(lane.orgId);
    if (lane.channel === 'none') return [{ ...lane, limit: claimMax }];
    const route = definitions?.route(lane.channel as Channel) ?? [];
    // Without a sender the rows are claimed all the same, to end with that reason.
    if (route.length === 0) return [{ ...lane, limit: claimMax }];
    const pumps = route
      .filter(({ paused_at }) => paused_at === null)
      .map((sender) => this.#options.pumpOf(lane.orgId, sender));
    const most = (appetites: readonly number[]) => Math.min(claimMax, Math.max(0, ...appetites));
    const limit = most(pumps.map((pump) => pump.appetite(now)));
    const border = Math.max(...pumps.map(({ lateBefore }) => lateBefore ?? 0));
    if (lane.nextAt >= border) return [{ ...lane, limit }];
    const late = most(pumps.map((pump) => (pump.lateBefore === null ? pump.appetite(now) : pump.lateAppetite(now))));
    return [
      { ...lane, limit, from: border },
      { ...lane, limit: late, before: border },
    ];
  }

  /** What would be skipped or moved is claimed a second ahead like everything: at its time it is decided on the facts of then. */
  async #decideInTime(rows: readonly ClaimedRow[], token: number): Promise<void> {
    const { clock, time, settler, db, logger } = this.#options;
    const dueAt = Math.max(...rows.map(({ queued_at }) => queued_at));
    await waitFor(clock, dueAt + estimateAheadMs - time.now(), this.#letGo.signal);
    if (this.#stopped) return settler.settle({ rows: releaseClaimed(rows, token, 'worker_stopped', time.now()) });
    const unchanged = await readUnchanged(db, rows).catch((error: unknown) => {
      logger.warn('epochs_unread', { error: String(error) });
      return new Set<string>();
    });
    const changed = rows.filter(({ id }) => !unchanged.has(id));
    if (changed.length > 0) {
      await settler.settle({ rows: releaseClaimed(changed, token, 'facts_changed', time.now()) });
    }
    // Their time has come, also where the estimate has been corrected downwards since.
    if (unchanged.size > 0)
      await this.#prepare(
        rows.filter(({ id }) => unchanged.has(id)),
        token,
        dueAt,
      );
  }

  async #prepare(rows: readonly ClaimedRow[], token: number, notBefore = 0): Promise<void> {
    const { context, db, definitions, time, settler, pumpOf } = this.#options;
    const byOrg = new Map<number, OrganizationDefinitions>();
    for (const row of rows) {
      if (byOrg.has(row.org_id)) continue;
      const found = await definitions.get(row.org_id);
      if (found) byOrg.set(row.org_id, found);
    }
    const dress = await readyDress(context, db, rows);
    const now = Math.max(time.now(), notBefore);
    const handed = new Map<string, number>();
    const isAvailable = (orgId: number, sender: SenderRow, at: number) => {
      if (sender.paused_at !== null) return now + pausedRecheckMs;
      const count = handed.get(sender.id) ?? 0;
      const until = pumpOf(orgId, sender).availableAt(at, count);
      if (until === undefined) handed.set(sender.id, count + 1);
      return until;
    };
    const prepared = prepareFollowUps(rows, token, byOrg, now, isAvailable, dress);
    if (prepared.settled.length > 0) void settler.settle({ rows: prepared.settled });
    if (prepared.early.length > 0) {
      const waiting = this.#decideInTime(prepared.early, token)
        // They run into their lease, and are decided on by whoever takes them then.
        .catch((error: unknown) => this.#options.logger.warn('dispatch_failed', { error: String(error) }))
        .finally(() => this.#early.delete(waiting));
      this.#early.add(waiting);
    }
    const bySender = new Map<string, { orgId: number; sender: SenderRow; ready: (typeof prepared.ready)[number][] }>();
    for (const ready of prepared.ready) {
      const group = bySender.get(ready.sender.id) ?? { orgId: ready.row.org_id, sender: ready.sender, ready: [] };
      group.ready.push(ready);
      bySender.set(ready.sender.id, group);
    }
    for (const { orgId, sender, ready } of bySender.values()) pumpOf(orgId, sender).add(ready);
  }
}

function nextLookMs(lanes: readonly Lane[], now: number): number {
  let sleepMs = pollMs;
  for (const lane of lanes) {
    const inMs = lane.nextAt - aheadOf(lane) - now;
    if (inMs > 0 && inMs < sleepMs) sleepMs = inMs;
  }
  return sleepMs;
}
