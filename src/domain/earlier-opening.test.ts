import fc from 'fast-check';
import { expect, test } from 'vitest';
import { earlierOpening, lastOpenBefore } from './earlier-opening.ts';
import { nextOpening, type OpeningRules } from './opening.ts';
import { defaultPolicy } from './policy.ts';

const minute = 60_000;
const at = (time: string): number => Date.parse(time);

function rulesOf(policy: Partial<OpeningRules['policy']>, more: Partial<OpeningRules> = {}): OpeningRules {
  return {
    policy: { ...defaultPolicy, ...policy },
    category: 'reminder',
    channel: 'email',
    organizationZone: 'Europe/Paris',
    recipientZones: ['Europe/Paris'],
    publicHolidays: () => [],
    ...more,
  };
}

test('the last open moment before an instant, against a search quarter by quarter', () => {
  const span = fc.record({ from: fc.integer({ min: 0, max: 95 }), to: fc.integer({ min: 0, max: 95 }) });
  fc.assert(
    fc.property(
      span.filter(({ from, to }) => from !== to),
      fc.constantFrom('reminder' as const, 'nurture' as const),
      fc.constantFrom(['Europe/Paris'], ['America/New_York'], ['Europe/Paris', 'Asia/Kathmandu']),
      // Around the changes of the clocks as well.
      fc.constantFrom('2026-03-28T00:00Z', '2026-10-24T00:00Z', '2026-03-07T00:00Z', '2026-05-08T00:00Z'),
      fc.integer({ min: 0, max: 3 * 96 }),
      ({ from, to }, category, recipientZones, begin, quarter) => {
        const quietHours = { from: from * 15, to: to * 15, regional: false };
        const rules = rulesOf({ quietHours }, { category, recipientZones });
        const instant = at(begin) + quarter * 15 * minute;
        let expected: number | null = instant;
        if (nextOpening(rules, instant).closedBy !== null) {
          const earliest = instant - 7 * 24 * 60 * minute;
          // All spans begin and end at quarters, and so do the offsets of these zones.
          let before = instant - 15 * minute;
          while (before >= earliest && nextOpening(rules, before).closedBy !== null) before -= 15 * minute;
          expected = before < earliest ? null : before + 15 * minute;
        }
        expect(lastOpenBefore(rules, instant)).toBe(expected);
      },
    ),
    { numRuns: 60 },
  );
});

test('a reminder that would be due at night comes a quarter of an hour before the quiet hours, while that is ahead', () => {
  const rules = rulesOf({});
  const night = at('2026-05-05T04:00Z');
  expect(earlierOpening(rules, night, at('2026-05-04T10:00Z'))).toBe(at('2026-05-04T18:45Z'));
  expect(earlierOpening(rules, night, at('2026-05-04T18:45Z'))).toBe(night);
  expect(earlierOpening(rules, at('2026-05-05T06:00Z'), at('2026-05-04T10:00Z'))).toBe(at('2026-05-05T06:00Z'));
  expect(earlierOpening({ ...rules, category: 'nurture' }, night, at('2026-05-04T10:00Z'))).toBe(night);
  expect(earlierOpening(rulesOf({ quietHours: null }), night, at('2026-05-04T10:00Z'))).toBe(night);
  // Quiet all day: no opening before.
  const never = rulesOf({ quietHours: { from: 480, to: 480, regional: false } });
  expect(earlierOpening(never, night, at('2026-05-01T10:00Z'))).toBe(night);
});
