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
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'unknown' };

export interface AttemptFacts {
  /** Attempts made so far, this one included. */
  readonly attempts: number;
  /** The retry budget before this attempt. */
  readonly attemptsLeft: number;
  /** Position of the sender that was called in the route, and how many senders the route has. */
  readonly routeIndex: number;
  readonly routeLength: number;
}

export type AfterAttempt =
  | { readonly to: 'sent' }
  | { readonly to: 'unknown' }
  | {
      readonly to: 'scheduled';
      readonly at: number;
      readonly reason: 'retry' | 'next_sender' | 'rate_limited';
      readonly attemptsLeft: number;
      readonly routeFrom: number;
      /** Until when this sender is left alone by everybody. */
      readonly restSenderUntil?: number;
    }
  | {
      readonly to: 'dead_letter';
      readonly reason: 'retries_exhausted' | 'recipient_refused' | 'content_refused' | 'no_sender_works';
      /** Refuse to send to this address from now on. */
      readonly suppress: boolean;
      readonly restSenderUntil?: number;
    };

export function decideAfterAttempt(outcome: Outcome, facts: AttemptFacts, policy: Policy, now: number): AfterAttempt {
  if (outcome.kind === 'accepted') return { to: 'sent' };
  if (outcome.kind === 'unknown') return { to: 'unknown' };
  const attemptsLeft = facts.attemptsLeft - 1;
  const next = facts.routeIndex + 1 < facts.routeLength ? facts.routeIndex + 1 : undefined;
  const delayMs = honouredRetryAfterMs(outcome.retryAfterMs, retryDelayMs(policy.retry, facts.attempts));
  switch (outcome.class) {
    case 'recipient':
      return { to: 'dead_letter', reason: 'recipient_refused', suppress: true };
    case 'content':
      return { to: 'dead_letter', reason: 'content_refused', suppress: false };
    case 'rate': {
      const until = now + honouredRetryAfterMs(outcome.retryAfterMs, policy.rateDelayMs);
      return {
        to: 'scheduled',
        at: until,
        reason: 'rate_limited',
        attemptsLeft: facts.attemptsLeft,
        routeFrom: facts.routeIndex,
        restSenderUntil: until,
      };
    }
    case 'sender': {
      const restSenderUntil = now + policy.breakerMs;
      if (next !== undefined) {
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
      if (next !== undefined) {
        return { to: 'scheduled', at: now, reason: 'next_sender', attemptsLeft: 1, routeFrom: next };
      }
      return { to: 'dead_letter', reason: 'retries_exhausted', suppress: false };
  }
}
