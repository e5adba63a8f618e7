import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AttemptFacts, decideAfterAttempt, type Outcome } from './decide-after-attempt.ts';
import { defaultPolicy } from './policy.ts';

const now = 1_800_000_000_000;
const day = 24 * 3_600_000;
const first: AttemptFacts = {
  attemptsLeft: 3,
  routeIndex: 0,
  nextIndex: 1,
  rateLimitedSince: null,
  rateLimitedMsMax: day,
};
const after = (outcome: Outcome, facts: Partial<AttemptFacts> = {}) =>
  decideAfterAttempt(outcome, { ...first, ...facts }, defaultPolicy, now);

test('an unknown outcome is never tried again and never handed to another sender', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.option(fc.nat(9)), (attemptsLeft, routeIndex, nextIndex) => {
      expect(after({ kind: 'unknown' }, { attemptsLeft, routeIndex, nextIndex })).toEqual({ to: 'unknown' });
    }),
  );
});

test('a transient refusal is tried again in a minute at the same sender, then at the next, then given up', () => {
  const transient: Outcome = { kind: 'refused', class: 'transient' };
  expect(after(transient)).toEqual({
    to: 'scheduled',
    at: now + 60_000,
    reason: 'retry',
    attemptsLeft: 2,
    routeFrom: 0,
  });
  expect(after(transient, { attemptsLeft: 1 })).toMatchObject({
    to: 'scheduled',
    at: now,
    reason: 'next_sender',
    routeFrom: 1,
  });
  expect(after(transient, { attemptsLeft: 1, routeIndex: 1, nextIndex: null })).toMatchObject({
    to: 'dead_letter',
    reason: 'retries_exhausted',
  });
});

test('a sender that does not work is left at once, rests, and costs no retry while there is another', () => {
  const sender: Outcome = { kind: 'refused', class: 'sender' };
  expect(after(sender)).toEqual({
    to: 'scheduled',
    at: now,
    reason: 'next_sender',
    attemptsLeft: 3,
    routeFrom: 1,
    restSenderUntil: now + defaultPolicy.breakerMs,
  });
  expect(after(sender, { routeIndex: 1, nextIndex: null })).toMatchObject({
    to: 'scheduled',
    at: now + 60_000,
    reason: 'retry',
    attemptsLeft: 2,
    routeFrom: 0,
  });
  expect(after(sender, { routeIndex: 1, nextIndex: null, attemptsLeft: 1 })).toMatchObject({
    to: 'dead_letter',
    reason: 'no_sender_works',
  });
});

test('an address that does not work is suppressed, a content that is not acceptable waits for a person', () => {
  expect(after({ kind: 'refused', class: 'recipient' })).toMatchObject({ to: 'dead_letter', suppress: true });
  expect(after({ kind: 'refused', class: 'content' })).toMatchObject({ to: 'dead_letter', suppress: false });
});

test('too fast: what the vendor asks is honoured from a second up to an hour, and costs no retry', () => {
  const at = (retryAfterMs?: number) => {
    const decision = after({ kind: 'refused', class: 'rate', ...(retryAfterMs !== undefined && { retryAfterMs }) });
    return decision.to === 'scheduled' ? [decision.at - now, decision.attemptsLeft] : decision;
  };
  expect(at(90_000)).toEqual([90_000, 3]);
  expect(at(0)).toEqual([1_000, 3]);
  expect(at(9e9)).toEqual([3_600_000, 3]);
  expect(at(-5)).toEqual([defaultPolicy.rateDelayMs, 3]);
  expect(at(Number.NaN)).toEqual([defaultPolicy.rateDelayMs, 3]);
  expect(at()).toEqual([defaultPolicy.rateDelayMs, 3]);
});

test('whatever a provider answers again and again, a follow-up comes to an end', () => {
  const refusal = fc
    .constantFrom('transient', 'sender', 'recipient', 'content')
    .map((kind): Outcome => ({ kind: 'refused', class: kind as 'transient' }));
  fc.assert(
    fc.property(
      fc.array(refusal, { minLength: 60, maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (outcomes, routeLength) => {
        let facts = first;
        for (const outcome of outcomes) {
          const nextIndex = facts.routeIndex + 1 < routeLength ? facts.routeIndex + 1 : null;
          const next = decideAfterAttempt(outcome, { ...facts, nextIndex }, defaultPolicy, now);
          if (next.to !== 'scheduled') return;
          facts = { ...facts, attemptsLeft: next.attemptsLeft, routeIndex: next.routeFrom };
        }
        throw new Error('still going after 60 attempts');
      },
    ),
  );
});

test('"too fast" of one recipient lets that address rest, and not the sender', () => {
  const asked: Outcome = { kind: 'refused', class: 'rate', recipientAsked: true, retryAfterMs: 60_000 };
  const decision = after(asked);
  expect(decision).toMatchObject({ to: 'scheduled', at: now + 60_000, restAddressUntil: now + 60_000 });
  expect(decision).toMatchObject({ reason: 'recipient_rate_limited', attemptsLeft: first.attemptsLeft });
  expect(decision).not.toHaveProperty('restSenderUntil');
  const givenUp = after(asked, { rateLimitedSince: now - day });
  expect(givenUp).toMatchObject({ to: 'dead_letter', reason: 'rate_limited_too_long' });
  expect(givenUp).not.toHaveProperty('restSenderUntil');
});

test('a vendor that answers "too fast" for a day and nothing else is given up', () => {
  const rate: Outcome = { kind: 'refused', class: 'rate', retryAfterMs: 60_000 };
  expect(after(rate, { rateLimitedSince: now - day + 1 })).toMatchObject({ to: 'scheduled', reason: 'rate_limited' });
  expect(after(rate, { rateLimitedSince: now - day })).toMatchObject({
    to: 'dead_letter',
    reason: 'rate_limited_too_long',
    suppress: false,
  });
});

test('waits that grow count what was used up of the budget, not the calls that failed over or were too fast', () => {
  const policy = { ...defaultPolicy, retry: { ...defaultPolicy.retry, growth: 'exponential', attempts: 5 } as const };
  const delays = [5, 4, 3, 2].map((attemptsLeft) => {
    const next = decideAfterAttempt({ kind: 'refused', class: 'transient' }, { ...first, attemptsLeft }, policy, now);
    return next.to === 'scheduled' ? next.at - now : next;
  });
  expect(delays).toEqual([60_000, 120_000, 240_000, 480_000]);
});
