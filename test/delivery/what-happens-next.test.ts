// What happens next, for every provider and every way in which its call can fail: tried again, handed to the next sender of
// the route, given up, or left unknown. The engine, the database and both far sides are real; what is expected stands in
// `support/expected-ends.ts`. Every case has an organization of its own, so that a sender that rests does so for one case.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acceptedUnheard,
  type FailureClass,
  refused,
  tooFast,
  tooFastInBody,
  uncertain,
  unreachable,
} from './support/expected-ends.ts';
import { type Installation, startInstallation } from './support/installation.ts';
import { type Observed, type Played, playCase, secondSender } from './support/play-case.ts';
import { type ProviderUnderTest, providersUnderTest } from './support/providers-under-test.ts';

interface Case {
  readonly name: string;
  readonly under: ProviderUnderTest;
  readonly failure: FailureClass;
  readonly expected: Observed;
  readonly end: PromiseWithResolvers<Played>;
}

const cases = new Map<string, Case>();

/** So many are played at one time: few where it counts how long it takes. */
const atOnce = { timed: 4, untimed: 24 };
/** Instants are compared with those of the database, which are written a little later. */
const toleranceS = 3;

let relance: Installation;
const played: Played[] = [];
let isOver = false;

beforeAll(async () => {
  relance = await startInstallation({ providers: [secondSender], publicUrl: 'https://relance.example.com' });
  void playAll();
});

afterAll(async () => {
  isOver = true;
  await relance?.close();
  for (const { close } of played) await close();
});

async function playAll(): Promise<void> {
  const isTimed = ({ failure }: Case) => unreachable.includes(failure);
  const all = [...cases.values()];
  await playThese(all.filter(isTimed), atOnce.timed);
  await playThese(
    all.filter((each) => !isTimed(each)),
    atOnce.untimed,
  );
}

async function playThese(these: readonly Case[], atOneTime: number): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let each = these[next++]; each !== undefined && !isOver; each = these[next++]) {
      const { under, failure, expected, end, name } = each;
      const play = failure.others?.[under.name]?.play ?? failure.play();
      const isAwaited = (observed: Observed) => Object.entries(difference(observed, expected)).length === 0;
      try {
        const result = await playCase(relance, under, name, play, isAwaited);
        played.push(result);
        end.resolve(result);
      } catch (error) {
        // It is the test's that waits for it.
        end.reject(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOneTime }, one));
}

/** What is not as expected. */
function difference(observed: Observed, expected: Observed): Partial<Observed> {
  const isClose = (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= toleranceS;
  const different = Object.entries(observed).filter(([name, value]) => {
    const wanted = expected[name as keyof Observed];
    return /S$/.test(name) && isClose(value, wanted) ? false : JSON.stringify(value) !== JSON.stringify(wanted);
  });
  return Object.fromEntries(different);
}

function expectAsDecided(observed: Observed, expected: Observed): void {
  const different = difference(observed, expected);
  const wanted = Object.fromEntries(Object.keys(different).map((name) => [name, expected[name as keyof Observed]]));
  expect(different).toEqual(wanted);
}

/** Declares a test for each class of failure that this provider has. */
function tell(
  title: string,
  under: ProviderUnderTest,
  failures: readonly FailureClass[],
  more?: (played: Played) => void,
): void {
  const its = failures.filter(
    ({ only, without }) => !without?.includes(under.name) && (!only || only.includes(under.name)),
  );
  if (its.length === 0) return;
  describe(title, () => {
    for (const failure of its) {
      const other = failure.others?.[under.name];
      const expected = other?.expected ?? failure.expected;
      const name = `${under.name}: ${failure.what} ${cases.size}`;
      const end = Promise.withResolvers<Played>();
      end.promise.catch(() => {});
      cases.set(name, { name, under, failure, expected, end });
      test(`${failure.what}: ${expected.ends}${other ? ` (${other.because})` : ''}`, async () => {
        const result = await end.promise;
        expectAsDecided(result.observed, expected);
        if (failure.code) expect(result.code).toMatch(failure.code);
        more?.(result);
      });
    }
  });
}

describe.each(providersUnderTest.map((under) => [under.name, under] as const))('%s', (_name, under) => {
  tell('cannot be reached (T9)', under, unreachable, ({ observed, secondAfterMs }) => {
    expect(observed.taken + observed.second).toBe(observed.ends === 'sent' ? 1 : 0);
    expect(secondAfterMs ?? 0).toBeLessThan(2_000);
  });
  tell('refuses', under, refused);
  tell('says nothing that tells, so the second sender is never called', under, uncertain);
  tell('has taken it, and then comes (T8)', under, acceptedUnheard);
  tell('is asked too fast (T11)', under, [...tooFast, ...tooFastInBody]);
});

test('no provider and no class is forgotten', () => {
  expect(cases.size).toBe(expectedCases);
  const mentioned = [
    ...unreachable,
    ...refused,
    ...uncertain,
    ...acceptedUnheard,
    ...tooFast,
    ...tooFastInBody,
  ].flatMap(({ others = {}, without = [], only = [] }) => [...Object.keys(others), ...without, ...only]);
  const names = providersUnderTest.map(({ name }) => name);
  expect(mentioned.filter((name) => !names.includes(name))).toEqual([]);
});

test('when all is done, nothing more has gone out', async () => {
  for (const { name, end, expected } of cases.values()) {
    const { at, lookAgain } = await end.promise;
    const { ends, taken, second } = await lookAgain();
    const stands = { name, taken: expected.taken, second: expected.second, ends: expected.ends };
    // What waits for half a minute may be called again by now, and by the second sender while the first one rests.
    const waitedS = (performance.now() - at) / 1_000 + toleranceS;
    const isCalledAgain = expected.waitS !== null && waitedS > expected.waitS;
    expect({ ...stands, taken, ...(!isCalledAgain && { second, ends }) }).toEqual(stands);
  }
});

/**
 * 21 for each of the 15 over HTTP, less 7 answers that single ones do not have; for SMTP without a Retry-After and without a
 * 500 after the message was taken 14; and 4 ways to say in the body how long to wait, for 4 senders.
 */
const expectedCases = 15 * 21 - 7 + 14 + 4 * 4;
