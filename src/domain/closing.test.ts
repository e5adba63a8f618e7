import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextClosing, openUntil } from './closing.ts';
import { nextOpening, type OpeningRules } from './opening.ts';
import { type DaySpan, defaultPolicy, type Policy } from './policy.ts';
import { instantOfWallTime } from './zoned-time.ts';

const minute = 60_000;
const never = { businessHours: null, holidays: { regions: [], dates: [] }, quietHours: null, blackouts: [] };

function rules(policy: Partial<Policy>, rest: Partial<OpeningRules> = {}): OpeningRules {
  return {
    policy: { ...never, ...policy },
    category: 'nurture',
    channel: 'email',
    organizationZone: 'Europe/Paris',
    recipientZones: ['Europe/Paris'],
    publicHolidays: () => [],
    ...rest,
  };
}

const hours = (...spans: DaySpan[]) => ({
  zone: 'organization' as const,
  days: {
    monday: spans,
    tuesday: spans,
    wednesday: spans,
    thursday: spans,
    friday: spans,
    saturday: [],
    sunday: [],
  },
});
const paris = (wallTime: string) => instantOfWallTime(wallTime, 'Europe/Paris');

test('what is always open does not close', () => {
  expect(nextClosing(rules({}), paris('2026-05-04T12:00'))).toBeNull();
  const quietHours = { from: 21 * 60, to: 8 * 60, regional: false };
  const transactional = rules({ quietHours }, { category: 'transactional' });
  expect(nextClosing(transactional, paris('2026-05-04T12:00'))).toBeNull();
});

test('the nearest of several closes', () => {
  const policy = {
    quietHours: { from: 21 * 60, to: 8 * 60, regional: false },
    businessHours: hours({ from: 540, to: 1080 }),
  };
  expect(nextClosing(rules(policy), paris('2026-05-04T12:00'))).toBe(paris('2026-05-04T18:00'));
  const east = rules(policy, { recipientZones: ['Europe/Paris', 'Asia/Dubai'] });
  // 21:00 in Dubai, two hours ahead, comes an hour after the office closes; from a later office hour it comes first.
  expect(nextClosing(east, paris('2026-05-04T12:00'))).toBe(paris('2026-05-04T18:00'));
  const late = rules({ ...policy, businessHours: hours({ from: 540, to: 1200 }) }, { recipientZones: ['Asia/Dubai'] });
  expect(nextClosing(late, paris('2026-05-04T12:00'))).toBe(paris('2026-05-04T19:00'));
});

test('spans that meet are one opening, and one over midnight ends on the day after', () => {
  const meeting = rules({ businessHours: hours({ from: 540, to: 720 }, { from: 720, to: 1080 }) });
  expect(nextClosing(meeting, paris('2026-05-04T10:00'))).toBe(paris('2026-05-04T18:00'));
  const overnight = rules({ businessHours: hours({ from: 22 * 60, to: 2 * 60 }) });
  expect(nextClosing(overnight, paris('2026-05-05T01:00'))).toBe(paris('2026-05-05T02:00'));
});

test('a blackout closes at its midnight', () => {
  const policy = { blackouts: [{ from: '2026-05-05', to: '2026-05-06', reason: 'inventory' }] };
  expect(nextClosing(rules(policy), paris('2026-05-04T12:00'))).toBe(paris('2026-05-05T00:00'));
});

test('up to the closing everything is open, at it something is closed', () => {
  const span = fc
    .record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 1, max: 1440 }) })
    .filter(({ from, to }) => from !== to);
  const zones = fc.subarray(['Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'], {
    minLength: 1,
  });
  const from = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(
    fc.property(span, span, zones, from, (quiet, open, recipientZones, at) => {
      const asked = rules(
        { quietHours: { ...quiet, regional: false }, businessHours: { ...defaultHours, days: hours(open).days } },
        { recipientZones },
      );
      const opening = nextOpening(asked, at);
      if (opening.at === null) return;
      const closing = nextClosing(asked, opening.at);
      const end = closing ?? opening.at + 2 * 24 * 60 * minute;
      for (let probe = opening.at; probe < end; probe += 7 * minute) {
        expect(nextOpening(asked, probe).closedBy).toBeNull();
      }
      if (closing !== null) {
        expect(nextOpening(asked, closing - 1).closedBy).toBeNull();
        expect(nextOpening(asked, closing).closedBy).not.toBeNull();
      }
      // Asked in any order, what is remembered is what would be worked out.
      for (const probe of [opening.at, end - 1, opening.at + 1, end, at, (opening.at + end) / 2]) {
        const isOpen = nextOpening(asked, probe).closedBy === null;
        expect(openUntil(asked, probe)).toBe(isOpen ? nextClosing(asked, probe) : undefined);
      }
    }),
  );
});

const defaultHours = { zone: 'organization' as const };

test('by default it closes at nine in the evening by the recipient’s clock', () => {
  const asked = rules(defaultPolicy, { category: 'conversational', recipientZones: ['America/New_York'] });
  expect(nextClosing(asked, paris('2026-05-04T18:00'))).toBe(instantOfWallTime('2026-05-04T21:00', 'America/New_York'));
});
