import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AttemptFacts, decideAfterAttempt, type Outcome } from './decide-after-attempt.ts';
import { defaultPolicy } from './policy.ts';

const now = 1_800_000_000_000;
const first: AttemptFacts = { attempts: 1, attemptsLeft: 3, routeIndex: 0, routeLength: 2 };
const after = (outcome: Outcome, facts: Partial<AttemptFacts> = {}) =>
  decideAfterAttempt(outcome, { ...first, ...facts }, defaultPolicy, now);

test('an unknown outcome is never tried again and never handed to another sender', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 9 }), (attempts, routeIndex, routeLength) => {
      expect(after({ kind: 'unknown' }, { attempts, routeIndex, routeLength })).toEqual({ to: 'unknown' });
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
  expect(after(transient, { attemptsLeft: 1, routeIndex: 1 })).toMatchObject({
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
  expect(after(sender, { routeIndex: 1 })).toMatchObject({
    to: 'scheduled',
    at: now + 60_000,
    reason: 'retry',
    attemptsLeft: 2,
    routeFrom: 0,
  });
  expect(after(sender, { routeIndex: 1, attemptsLeft: 1 })).toMatchObject({
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
        let facts = { attempts: 0, attemptsLeft: 3, routeIndex: 0, routeLength };
        for (const outcome of outcomes) {
          const next = decideAfterAttempt(outcome, { ...facts, attempts: facts.attempts + 1 }, defaultPolicy, now);
          if (next.to !== 'scheduled') return;
          facts = {
            ...facts,
            attempts: facts.attempts + 1,
            attemptsLeft: next.attemptsLeft,
            routeIndex: next.routeFrom,
          };
        }
        throw new Error('still going after 60 attempts');
      },
    ),
  );
});
