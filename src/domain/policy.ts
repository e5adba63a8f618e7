/** Rules for sending, per organization. Every value has a default; what an organization sets replaces single values. */
import type { Channel } from './channel.ts';
import type { Category } from './sequence.ts';

export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  readonly delayMs: number;
  /** `exponential` doubles the delay with each attempt, up to `delayMsMax`. */
  readonly growth: 'fixed' | 'exponential';
  readonly delayMsMax: number;
}

/** What happens to a message of which nobody knows whether it was accepted. */
export type UnknownOutcome = 'at_most_once' | 'at_least_once';

export interface Policy {
  readonly retry: RetryPolicy;
  /** Absent: by channel and category, see `unknownOutcomeOf`. */
  readonly unknownOutcome?: UnknownOutcome;
  /** How long a sender rests after it refused everything, in milliseconds. */
  readonly breakerMs: number;
  /** How long to wait where a vendor says "too fast" without saying how long. */
  readonly rateDelayMs: number;
}

export const defaultPolicy: Policy = {
  retry: { attempts: 3, delayMs: 60_000, growth: 'fixed', delayMsMax: 3_600_000 },
  breakerMs: 30_000,
  rateDelayMs: 30_000,
};

/** How long vendors may answer "too fast" to one message, and nothing else, before it is given up; a longer late grace counts. */
export const rateLimitedMsMax = 24 * 3_600_000;

/** The longest wait that a vendor's Retry-After can ask for. */
const retryAfterMsMax = 3_600_000;

/** The wait before the next attempt, after `attempts` have been made. */
export function retryDelayMs(policy: RetryPolicy, attempts: number): number {
  if (policy.growth === 'fixed') return policy.delayMs;
  return Math.min(policy.delayMs * 2 ** Math.max(0, attempts - 1), policy.delayMsMax);
}

/** "Now" means soon: a vendor that says 0 again and again must not make us spin. */
const retryAfterMsMin = 1_000;

/** What a vendor asked for, within reason: at least a second, at most an hour; nonsense counts as not asked. */
export function honouredRetryAfterMs(asked: number | undefined, otherwise: number): number {
  return asked === undefined || !(asked >= 0) ? otherwise : Math.min(Math.max(asked, retryAfterMsMin), retryAfterMsMax);
}

/** A text message twice costs money and trust; elsewhere one more is better than none. */
export function unknownOutcomeOf(policy: Policy, channel: Channel | 'none', category: Category): UnknownOutcome {
  if (policy.unknownOutcome) return policy.unknownOutcome;
  return channel === 'sms' || channel === 'whatsapp' || category === 'marketing' ? 'at_most_once' : 'at_least_once';
}

/** How long an unknown outcome may be looked into before the mode decides, in milliseconds. */
export function reconcileMs(channel: Channel | 'none'): number {
  return channel === 'email' ? 60 * 60_000 : 15 * 60_000;
}
