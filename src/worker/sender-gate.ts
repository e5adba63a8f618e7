/**
 * How much of a sender may be used now: its circuit breaker and its rate, which all processes share through the database, as this
 * process knows them.
 */
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { overtimeMs, type ReleaseReason, type SettleItem } from '../operations/send-follow-ups.ts';
import type { SendOutcome } from '../provider.ts';
import type { Database } from '../store/database.ts';
import type { SenderRow } from '../store/definitions.ts';
import { closeBreaker, openBreaker, releaseProbe, takeProbe } from '../store/sender-breaker.ts';
import {
  giveBackTokens,
  learnedMs,
  learnRate,
  noTokens,
  takeTokens,
  takeTokensWithin,
} from '../store/sender-budget.ts';
import type { DatabaseTime } from './database-time.ts';
import { Pace } from './pace.ts';
import { RestingAddresses } from './resting-addresses.ts';

export interface SenderGateOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly time: DatabaseTime;
  readonly logger: Logger;
  readonly orgId: number;
  readonly row: SenderRow;
  readonly timeoutMs: number;
}

/** Which may be called, and what becomes of the others. */
export interface Admission<Ready> {
  readonly admitted: readonly Ready[];
  /** When they come again, by the database's clock. */
  readonly refused: readonly { readonly ready: Ready; readonly reason: ReleaseReason; readonly againAt: number }[];
  /** So many of those admitted were not called after all: another message may have their place. */
  readonly giveBack: (count: number) => void;
}

/** What has to be known of a message that wants to be called. */
interface Wanting {
  readonly row: { readonly queued_at: number };
  readonly address: string;
}

/** How long to wait for the outcome of somebody else's probe. */
const probeWaitMs = 1_000;
/** Of calls that were answered "too fast" together one tells the others, in milliseconds. */
const toldMs = 1_000;
/** Before the first answer of the database says which rate it has learned. */
const learnedPerMinuteFirst = 60;

/** How many are asked for at a time of a sender that has a number of messages an hour or a day, and no rate. */
const allowancePerMinute = 600;

function hasAllowance({ per_hour, per_day }: SenderRow): boolean {
  return per_hour !== null || per_day !== null;
}

export class SenderGate {
  readonly #options: SenderGateOptions;
  /** Nobody calls it until then: it refused everything, or asked to slow down. */
  #restUntil = 0;
  /** It was found broken: one call has to show that it works before there are more. */
  #tripped = false;
  /** Somebody else makes that call; looked at again then. */
  #probedUntil = 0;
  #nextTokenAt = 0;
  /** The same for what fell due in an outage, and before when that was. */
  #nextLateAt = 0;
  #lateBefore: number | null = null;
  /** When somebody last heard "too fast", and the rate that was granted since. */
  #learnedAt: number | null = null;
  #grantedPerMinute: number | null = null;
  readonly #pace = new Pace();
  readonly #addresses = new RestingAddresses();

  constructor(options: SenderGateOptions) {
    this.#options = options;
    this.heed(options.row);
  }

  /** Until when it is of no use to hand anything to this sender; undefined for now. @param busy what it holds or calls */
  closedUntil(now: number, busy: number): number | undefined {
    if (this.#restUntil > now) return this.#restUntil;
    if (!this.#tripped) return undefined;
    if (this.#probedUntil > now) return this.#probedUntil;
    return busy > 0 ? now + probeWaitMs : undefined;
  }

  /** How many rows may be held for it. @param busy how many are held or called */
  appetite(now: number, busy: number): number {
    if (this.closedUntil(now, busy) !== undefined) return 0;
    if (this.#tripped) return 1;
    const perMinute = this.#perMinute(now);
    if (perMinute === null) return Number.POSITIVE_INFINITY;
    return this.#nextTokenAt > now + 1_000 ? 0 : Math.max(1, Math.ceil(perMinute / 60));
  }

  /** What was due before has a turn of its own, with half of the rate; null: nothing has. */
  get lateBefore(): number | null {
    return this.#lateBefore;
  }

  /** How many of those may be held for it. */
  lateAppetite(now: number): number {
    return this.#nextLateAt > now ? 0 : Math.max(1, Math.ceil((this.#perMinute(now) ?? 0) / 120));
  }

  /** What the database says: what other processes have found out. */
  heed({ breaker_until, learned_at }: Pick<SenderRow, 'breaker_until' | 'learned_at'>): void {
    if (learned_at !== null && (this.#learnedAt ?? 0) < learned_at) this.#learnedAt = learned_at;
    if (breaker_until !== null) this.#rest(breaker_until);
    // Unless it was opened here a moment ago, which is not known there yet.
    else if (this.#restUntil <= this.#options.time.now()) this.#tripped = false;
  }

  /** @param calling how many calls of it are under way in this process */
  async admit<Ready extends Wanting>(wanting: readonly Ready[], calling: number): Promise<Admission<Ready>> {
    const [resting, others] = this.#withoutResting(wanting);
    if (others.length === 0) return { admitted: [], refused: resting, giveBack: nothing };
    const admission = await (this.#tripped ? this.#admitProbe(others, calling) : this.#admitByTokens(others));
    return resting.length === 0 ? admission : { ...admission, refused: [...resting, ...admission.refused] };
  }

  /** A call begins. */
  called(address: string): void {
    const { time, timeoutMs } = this.#options;
    const now = time.now();
    this.#pace.count(now);
    this.#addresses.called(address, now + timeoutMs + overtimeMs);
  }

  /**
   * What an answer says about the sender; told to the other processes, which would else have to find out by themselves.
   *
   * @param rest how long the sender, or the address, is to be left alone, where that was decided
   */
  learn(outcome: SendOutcome, address: string, rest: Pick<SettleItem, 'restSenderUntil' | 'restAddressUntil'>): void {
    const { restSenderUntil: restUntil, restAddressUntil } = rest;
    const { db, orgId, row, time } = this.#options;
    const now = time.now();
    if (restAddressUntil !== undefined) this.#addresses.rest(address, restAddressUntil, now);
    else this.#addresses.answered(address, isAnsweredWell(outcome));
    if (outcome.kind === 'refused' && restUntil !== undefined) {
      const isFault = outcome.class === 'sender';
      if (!isFault) {
        this.#learnedAt = now;
        this.#tell(learnRate(db, orgId, row.id, this.#pace.perMinute(now)));
      }
      // Calls that were under way when it was found broken say the same.
      if (this.#restUntil > now && (isFault || this.#restUntil >= restUntil - toldMs)) return;
      this.#rest(restUntil);
      const error = `${outcome.code}: ${outcome.detail}`;
      const opened = openBreaker(db, orgId, row.id, { at: now, restMs: Math.max(0, restUntil - now), error, isFault });
      this.#tell(opened.then((until) => this.#rest(until ?? restUntil)));
      return;
    }
    // Where it says nothing about the account, another probe is made.
    const saysNothing =
      outcome.kind === 'unknown' ||
      (outcome.kind === 'refused' && (outcome.class === 'transient' || outcome.recipientAsked === true));
    if (!this.#tripped || this.#restUntil > now) return;
    if (saysNothing) {
      this.notCalled();
      return;
    }
    this.#tripped = false;
    this.#tell(closeBreaker(db, orgId, row.id));
  }

  /** The probe was not made after all, or told nothing: somebody else may make one. */
  notCalled(): void {
    if (!this.#tripped) return;
    this.#probedUntil = 0;
    const { db, orgId, row } = this.#options;
    this.#tell(releaseProbe(db, orgId, row.id));
  }

  /** Those who wait for their address, and the others. Nothing is called before it is due, so that it counts from then. */
  #withoutResting<Ready extends Wanting>(
    wanting: readonly Ready[],
  ): readonly [Admission<Ready>['refused'], readonly Ready[]] {
    if (this.#addresses.isEmpty) return [[], wanting];
    const now = this.#options.time.now();
    const resting: Admission<Ready>['refused'][number][] = [];
    const others: Ready[] = [];
    for (const ready of wanting) {
      const againAt = this.#addresses.putOff(ready.address, Math.max(now, ready.row.queued_at));
      if (againAt === undefined) others.push(ready);
      else resting.push({ ready, reason: 'recipient_rate_limited', againAt });
    }
    return [resting, others];
  }

  #rest(until: number): void {
    this.#restUntil = Math.max(this.#restUntil, until);
    this.#tripped = true;
  }

  /** Configured, or learned lately; null: no limit. */
  #perMinute(now: number): number | null {
    const { row } = this.#options;
    const configured = row.rate_per_minute ?? (hasAllowance(row) ? allowancePerMinute : null);
    if (this.#learnedAt === null || this.#learnedAt < now - learnedMs) return configured;
    return this.#grantedPerMinute ?? configured ?? learnedPerMinuteFirst;
  }

  async #admitProbe<Ready>(wanting: readonly Ready[], calling: number): Promise<Admission<Ready>> {
    const { db, orgId, row, time, timeoutMs } = this.#options;
    const forMs = timeoutMs + 10_000;
    const isOurs = calling === 0 && (await takeProbe(db, orgId, row.id, forMs).catch(() => false));
    const againAt = time.now() + probeWaitMs;
    this.#probedUntil = againAt;
    const others = wanting.slice(isOurs ? 1 : 0);
    return {
      admitted: isOurs ? wanting.slice(0, 1) : [],
      refused: others.map((ready) => ({ ready, reason: 'sender_unavailable', againAt })),
      giveBack: nothing,
    };
  }

  async #admitByTokens<Ready extends Wanting>(wanting: readonly Ready[]): Promise<Admission<Ready>> {
    const { db, orgId, row, time } = this.#options;
    const known = this.#perMinute(time.now());
    if (known === null) return { admitted: wanting, refused: [], giveBack: nothing };
    const dueTimes = wanting.map((ready) => ready.row.queued_at);
    const grant = await (hasAllowance(row) ? takeTokensWithin : takeTokens)(db, orgId, row.id, dueTimes).catch(() => ({
      ...noTokens,
      perMinute: known,
      lateBefore: this.#lateBefore,
    }));
    const { perMinute, lateBefore, slice } = grant;
    this.#grantedPerMinute = perMinute;
    this.#lateBefore = lateBefore;
    if (perMinute === null) this.#learnedAt = null;
    const [late, timely] = split(wanting, ({ row: { queued_at } }) => queued_at < (lateBefore ?? 0));
    const nextAt = time.now() + grant.nextMs;
    this.#nextTokenAt = grant.granted < timely.length || grant.nextMs > 0 ? nextAt : 0;
    if (late.length > 0) this.#nextLateAt = time.now() + grant.nextLateMs;
    const intervalMs = 60_000 / (perMinute ?? known);
    return {
      admitted: [...late.slice(0, grant.grantedLate), ...timely.slice(0, grant.granted)],
      refused: [
        // They stay what they are, late, and are not claimed again before there is something for them.
        ...late.slice(grant.grantedLate).map((ready) => ({
          ready,
          reason: 'catching_up' as const,
          againAt: ready.row.queued_at,
        })),
        ...timely.slice(grant.granted).map((ready, index) => ({
          ready,
          reason: 'rate_limited' as const,
          againAt: nextAt + index * intervalMs,
        })),
      ],
      giveBack: (count) => {
        if (count === 0) return;
        this.#nextTokenAt = 0;
        this.#tell(giveBackTokens(db, orgId, row.id, count, slice));
      },
    };
  }

  #tell(telling: Promise<unknown>): void {
    const { logger, row } = this.#options;
    telling.catch((error: unknown) => logger.warn('sender_state_not_told', { sender: row.key, error: String(error) }));
  }
}

function nothing(): void {}

/** By the recipient's own endpoint: it is there, and does not ask for time. */
function isAnsweredWell(outcome: SendOutcome): boolean {
  if (outcome.kind !== 'refused') return outcome.kind === 'accepted';
  return outcome.class === 'recipient' || outcome.class === 'content';
}

function split<T>(list: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [list.filter(isFirst), list.filter((item) => !isFirst(item))];
}
