/** What becomes of a message of which nobody knew whether it was accepted, once there is evidence or time has run out. */
import type { UnknownOutcome } from './policy.ts';

export interface UnknownFacts {
  /** What is known by now: a late answer of the call, or what the provider says when asked. */
  readonly evidence: 'accepted' | 'refused' | 'none';
  /** How long it has been unknown, in milliseconds, and how long it may be looked into. */
  readonly ageMs: number;
  readonly reconcileMs: number;
  readonly mode: UnknownOutcome;
  /** Does the receiver remove duplicates itself, by a key that stays the same? Then sending again is harmless. */
  readonly receiverRemovesDuplicates: boolean;
  /** How many calls of this message ended unknown, this one included. */
  readonly timesUnknown: number;
  /** It was decided before that it stays unknown. */
  readonly wasKept: boolean;
  /** Of the policy for retries: calls at most, and the wait before the next one in milliseconds. */
  readonly attemptsMax: number;
  readonly retryDelayMs: number;
}

export type UnknownDecision =
  | { readonly to: 'sent'; readonly reason: 'reconciled' }
  /** It was certainly refused: what follows is what follows from any refusal of its class (`decide-after-attempt.ts`). */
  | { readonly to: 'refused'; readonly reason: 'reconciled_refused' }
  | { readonly to: 'scheduled'; readonly reason: 'possible_duplicate' | 'sent_again_by_key' }
  /** Nothing new: ask again after a while. */
  | { readonly to: 'unknown'; readonly againInMs: number }
  /** It stays unknown, visible, and is never sent again, whatever policy comes later. */
  | { readonly to: 'unknown'; readonly reason: 'kept_unknown' };

const againMsMin = 5_000;
const againMsMax = 5 * 60_000;

export function decideOnUnknown(facts: UnknownFacts): UnknownDecision {
  if (facts.evidence === 'accepted') return { to: 'sent', reason: 'reconciled' };
  if (facts.evidence === 'refused') return { to: 'refused', reason: 'reconciled_refused' };
  if (facts.wasKept) return { to: 'unknown', reason: 'kept_unknown' };
  if (facts.receiverRemovesDuplicates && facts.timesUnknown < facts.attemptsMax) {
    if (facts.ageMs >= facts.retryDelayMs) return { to: 'scheduled', reason: 'sent_again_by_key' };
    return { to: 'unknown', againInMs: facts.retryDelayMs - facts.ageMs };
  }
  if (facts.ageMs < facts.reconcileMs) {
    const againInMs = Math.min(Math.max(facts.ageMs, againMsMin), againMsMax, facts.reconcileMs - facts.ageMs);
    return { to: 'unknown', againInMs };
  }
  // Once: a vendor that always hangs must not deliver the same message every hour. Never where repeating is harmless: that
  // was done as often as the policy says, and would no longer be, since a possible duplicate may go by another sender.
  if (facts.mode === 'at_least_once' && facts.timesUnknown === 1 && !facts.receiverRemovesDuplicates)
    return { to: 'scheduled', reason: 'possible_duplicate' };
  return { to: 'unknown', reason: 'kept_unknown' };
}
