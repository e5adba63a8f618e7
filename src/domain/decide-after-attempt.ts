/**
 * What follows from the outcome of one call: sent, tried again later, handed to the next sender, given up, or left unknown.
 *
 * Only a refusal that is certain is ever tried again or handed on. An unknown outcome is looked into later
 * (`decide-on-unknown.ts`), never called again from here.
 */
import { honouredRetryAfterMs, type Policy, retryDelayMs } from './policy.ts';

/** The outcome of a call, as `provider.ts` reports it. */
export type Outcome =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'refused';
      readonly class: 'transient' | 'sender' | 'recipient' | 'content' | 'rate';
      /** For `rate`: the endpoint of this one recipient. */
      readonly recipientAsked?: boolean;
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'unknown' };

export interface AttemptFacts {
  /** The retry budget before this attempt. */
  readonly attemptsLeft: number;
  /** Position in the route of the sender that was called, and of the next that can be asked: null when this was the last. */
  readonly routeIndex: number;
  readonly nextIndex: number | null;
  /** Since when each call was answered "too fast" (milliseconds since 1970; null: the call before was not), and how long that may go on. */
  readonly rateLimitedSince: number | null;
  readonly rateLimitedMsMax: number;
}

export type AfterAttempt =
  | { readonly to: 'sent' }
  | { readonly to: 'unknown' }
  | {
      readonly to: 'scheduled';
      readonly at: number;
      readonly reason: 'retry' | 'next_sender' | 'rate_limited' | 'recipient_rate_limited';
      readonly attemptsLeft: number;
      readonly routeFrom: number;
      /** Until when this sender is left alone by everybody. */
      readonly restSenderUntil?: number;
      /** Until when the address is left alone by this sender. */
      readonly restAddressUntil?: number;
    }
  | {
      readonly to: 'dead_letter';
      readonly reason:
        | 'retries_exhausted'
        | 'recipient_refused'
        | 'content_refused'
        | 'no_sender_works'
        | 'rate_limited_too_long';
      /** Refuse to send to this address from now on. */
      readonly suppress: boolean;
      readonly restSenderUntil?: number;
      readonly restAddressUntil?: number;
    };

export function decideAfterAttempt(
  outcome: Exclude<Outcome, { readonly kind: 'unknown' }>,
  facts: AttemptFacts,
  policy: Policy,
  now: number,
): Exclude<AfterAttempt, { readonly to: 'unknown' }>;
export function decideAfterAttempt(outcome: Outcome, facts: AttemptFacts, policy: Policy, now: number): AfterAttempt;
export function decideAfterAttempt(outcome: Outcome, facts: AttemptFacts, policy: Policy, now: number): AfterAttempt {
  if (outcome.kind === 'accepted') return { to: 'sent' };
  if (outcome.kind === 'unknown') return { to: 'unknown' };
  const attemptsLeft = facts.attemptsLeft - 1;
  const next = facts.nextIndex;
  // Grows with what was used up of the budget: calls that failed over or were too fast make nobody wait longer.
  const used = Math.max(1, policy.retry.attempts - attemptsLeft);
  const delayMs = honouredRetryAfterMs(outcome.retryAfterMs, retryDelayMs(policy.retry, used));
  switch (outcome.class) {
    case 'recipient':
      return { to: 'dead_letter', reason: 'recipient_refused', suppress: true };
    case 'content':
      return { to: 'dead_letter', reason: 'content_refused', suppress: false };
    case 'rate': {
      const until = now + honouredRetryAfterMs(outcome.retryAfterMs, policy.rateDelayMs);
      const rest = outcome.recipientAsked ? { restAddressUntil: until } : { restSenderUntil: until };
      if (now - (facts.rateLimitedSince ?? now) >= facts.rateLimitedMsMax) {
        return { to: 'dead_letter', reason: 'rate_limited_too_long', suppress: false, ...rest };
      }
      return {
        to: 'scheduled',
        at: until,
        reason: outcome.recipientAsked ? 'recipient_rate_limited' : 'rate_limited',
        attemptsLeft: facts.attemptsLeft,
        routeFrom: facts.routeIndex,
        ...rest,
      };
    }
    case 'sender': {
      const restSenderUntil = now + policy.breakerMs;
      if (next !== null) {
        return {
          to: 'scheduled',
          at: now,
          reason: 'next_sender',
          attemptsLeft: facts.attemptsLeft,
          routeFrom: next,
          restSenderUntil,
        };
      }
      if (attemptsLeft <= 0) return { to: 'dead_letter', reason: 'no_sender_works', suppress: false, restSenderUntil };
      return { to: 'scheduled', at: now + delayMs, reason: 'retry', attemptsLeft, routeFrom: 0, restSenderUntil };
    }
    case 'transient':
      if (attemptsLeft > 0) {
        return { to: 'scheduled', at: now + delayMs, reason: 'retry', attemptsLeft, routeFrom: facts.routeIndex };
      }
      if (next !== null) {
        return { to: 'scheduled', at: now, reason: 'next_sender', attemptsLeft: 1, routeFrom: next };
      }
      return { to: 'dead_letter', reason: 'retries_exhausted', suppress: false };
  }
}
