import { expect, test } from 'vitest';
import { decideOnUnknown, type UnknownFacts } from './decide-on-unknown.ts';

const minute = 60_000;
const facts: UnknownFacts = {
  evidence: 'none',
  ageMs: 20 * minute,
  reconcileMs: 15 * minute,
  mode: 'at_most_once',
  receiverRemovesDuplicates: false,
  timesUnknown: 1,
  wasKept: false,
  attemptsMax: 3,
  retryDelayMs: minute,
};

test('evidence settles it, whatever the mode', () => {
  for (const mode of ['at_most_once', 'at_least_once'] as const) {
    expect(decideOnUnknown({ ...facts, mode, evidence: 'accepted' })).toEqual({ to: 'sent', reason: 'reconciled' });
    const refused = { to: 'refused', reason: 'reconciled_refused' };
    expect(decideOnUnknown({ ...facts, mode, evidence: 'refused' })).toEqual(refused);
  }
});

test('without evidence it is asked again until the time for that is over, then at_most_once keeps it unknown', () => {
  expect(decideOnUnknown({ ...facts, ageMs: 10_000 })).toEqual({ to: 'unknown', againInMs: 10_000 });
  expect(decideOnUnknown({ ...facts, ageMs: 15 * minute - 100 })).toEqual({ to: 'unknown', againInMs: 100 });
  expect(decideOnUnknown(facts)).toEqual({ to: 'unknown', reason: 'kept_unknown' });
});

test('what was kept unknown is never sent again, whatever the policy says by now; evidence settles it all the same', () => {
  for (const receiverRemovesDuplicates of [true, false]) {
    const kept = { ...facts, wasKept: true, mode: 'at_least_once', receiverRemovesDuplicates } as const;
    expect(decideOnUnknown(kept)).toEqual({ to: 'unknown', reason: 'kept_unknown' });
    expect(decideOnUnknown({ ...kept, evidence: 'accepted' })).toMatchObject({ to: 'sent' });
    expect(decideOnUnknown({ ...kept, evidence: 'refused' })).toMatchObject({ to: 'refused' });
  }
});

test('at_least_once sends it again once, and says that it may be a duplicate', () => {
  const again = decideOnUnknown({ ...facts, mode: 'at_least_once' });
  expect(again).toEqual({ to: 'scheduled', reason: 'possible_duplicate' });
});

test('a vendor that never answers does not get the same message every hour for ever', () => {
  const kept = { to: 'unknown', reason: 'kept_unknown' };
  expect(decideOnUnknown({ ...facts, mode: 'at_least_once', timesUnknown: 2 })).toEqual(kept);
});

test('a receiver that removes duplicates gets it again, with the waits and as often as the policy for retries says', () => {
  const byKey = { ...facts, receiverRemovesDuplicates: true };
  expect(decideOnUnknown({ ...byKey, ageMs: 15_000 })).toEqual({ to: 'unknown', againInMs: 45_000 });
  expect(decideOnUnknown({ ...byKey, ageMs: minute })).toEqual({ to: 'scheduled', reason: 'sent_again_by_key' });
  for (const mode of ['at_most_once', 'at_least_once'] as const) {
    const kept = { to: 'unknown', reason: 'kept_unknown' };
    expect(decideOnUnknown({ ...byKey, mode, timesUnknown: 3 })).toEqual(kept);
    expect(decideOnUnknown({ ...byKey, mode, attemptsMax: 1 })).toEqual(kept);
  }
});
