import { expect, test } from 'vitest';
import { neverOpens, nextOpening, type OpeningRules } from './opening.ts';
import { type BusinessHours, type DaySpan, defaultPolicy, type Weekday, weekdays } from './policy.ts';
import { categories } from './sequence.ts';
import { instantOfWallTime } from './zoned-time.ts';

const at = (time: string): number => Date.parse(time);
const hours = (from: number, to: number): DaySpan => ({ from: from * 60, to: to * 60 });
const opens = (rules: OpeningRules, from: string): string | null => {
  const { at: opening } = nextOpening(rules, at(from));
  return opening === null ? null : new Date(opening).toISOString().slice(0, 16);
};

function week(spans: Partial<Record<Weekday, readonly DaySpan[]>>, zone: BusinessHours['zone'] = 'organization') {
  const days = Object.fromEntries(weekdays.map((name) => [name, spans[name] ?? []]));
  return { zone, days: days as BusinessHours['days'] };
}

const everyDay = (...spans: DaySpan[]) => week(Object.fromEntries(weekdays.map((name) => [name, spans])));

/** Nurture in Paris, without any rule but those that are given. */
function rulesOf(policy: Partial<OpeningRules['policy']>, more: Partial<OpeningRules> = {}): OpeningRules {
  return {
    policy: { ...defaultPolicy, quietHours: null, ...policy },
    category: 'nurture',
    channel: 'email',
    organizationZone: 'Europe/Paris',
    recipientZones: ['Europe/Paris'],
    publicHolidays: () => [],
    ...more,
  };
}

const office = week({
  monday: [hours(9, 12), hours(14, 18)],
  friday: [hours(9, 12), hours(22, 26 - 24)],
  saturday: [hours(10, 12)],
});

test('outside business hours it is put off to the next span, that of another day included', () => {
  const rules = rulesOf({ businessHours: office });
  expect(opens(rules, '2026-05-04T08:00Z')).toBe('2026-05-04T08:00');
  expect(opens(rules, '2026-05-04T05:10Z')).toBe('2026-05-04T07:00');
  // A span ends before its last minute is over.
  expect(opens(rules, '2026-05-04T10:00Z')).toBe('2026-05-04T12:00');
  expect(opens(rules, '2026-05-04T09:59:59.999Z')).toBe('2026-05-04T09:59');
  // Tuesday to Thursday are not mentioned: closed.
  expect(opens(rules, '2026-05-04T16:00Z')).toBe('2026-05-08T07:00');
  expect(nextOpening(rules, at('2026-05-04T10:30Z'))).toEqual({
    at: at('2026-05-04T12:00Z'),
    closedBy: 'business_hours',
    facts: {
      zone: 'Europe/Paris',
      localTime: '2026-05-04T12:30',
      opensAt: '2026-05-04T14:00',
      weekday: 'monday',
      hours: ['09:00-12:00', '14:00-18:00'],
    },
  });
});

test('a span over midnight belongs to the day on which it begins', () => {
  const onSaturday = { regions: [], dates: [{ date: '2026-05-09', name: 'Stocktaking' }] };
  const onFriday = { regions: [], dates: [{ date: '2026-05-08', name: 'Victory Day' }] };
  const afterMidnight = '2026-05-08T23:30Z';
  expect(opens(rulesOf({ businessHours: office }), afterMidnight)).toBe('2026-05-08T23:30');
  expect(opens(rulesOf({ businessHours: office, holidays: onSaturday }), afterMidnight)).toBe('2026-05-08T23:30');
  expect(opens(rulesOf({ businessHours: office, holidays: onSaturday }), '2026-05-09T00:00Z')).toBe('2026-05-11T07:00');
  const friday = nextOpening(rulesOf({ businessHours: office, holidays: onFriday }), at(afterMidnight));
  expect(friday).toMatchObject({ closedBy: 'holiday', facts: { date: '2026-05-08', holiday: 'Victory Day' } });
  expect(friday.at).toBe(at('2026-05-09T08:00Z'));
});

test('a public holiday closes the days of its region, and says its name', () => {
  const asked: string[] = [];
  const publicHolidays = (region: string, year: number) => {
    asked.push(`${region} ${year}`);
    return region === 'FR' ? [{ date: `${year}-05-01`, name: 'Fête du travail' }] : [];
  };
  const rules = rulesOf(
    { businessHours: everyDay(hours(9, 18)), holidays: { regions: ['DE', 'FR'], dates: [] } },
    { publicHolidays },
  );
  expect(nextOpening(rules, at('2026-05-01T10:00Z'))).toEqual({
    at: at('2026-05-02T07:00Z'),
    closedBy: 'holiday',
    facts: {
      zone: 'Europe/Paris',
      localTime: '2026-05-01T12:00',
      opensAt: '2026-05-02T09:00',
      date: '2026-05-01',
      holiday: 'Fête du travail',
      region: 'FR',
    },
  });
  expect(opens(rules, '2026-06-01T10:00Z')).toBe('2026-06-01T10:00');
  expect(asked).toEqual(['DE 2026', 'FR 2026']);
});

test('a holiday closes the day where there are no business hours, too', () => {
  const rules = rulesOf({ holidays: { regions: [], dates: [{ date: '2026-12-25', name: 'Christmas Day' }] } });
  expect(opens(rules, '2026-12-24T23:00Z')).toBe('2026-12-25T23:00');
  expect(opens(rules, '2026-12-24T22:59Z')).toBe('2026-12-24T22:59');
});

test('in quiet hours it is put off until they end for everywhere the recipient may be', () => {
  const quietHours = { ...hours(21, 8), regional: false };
  const recipientZones = ['America/New_York', 'America/Los_Angeles'];
  const rules = rulesOf({ quietHours }, { recipientZones, category: 'conversational' });
  // 8 in Los Angeles is 11 in New York; 21 in New York is 18 in Los Angeles.
  expect(opens(rules, '2026-05-04T12:30Z')).toBe('2026-05-04T15:00');
  expect(opens(rules, '2026-05-05T00:59Z')).toBe('2026-05-05T00:59');
  expect(nextOpening(rules, at('2026-05-05T01:00Z'))).toEqual({
    at: at('2026-05-05T15:00Z'),
    closedBy: 'quiet_hours',
    facts: {
      zone: 'America/New_York',
      localTime: '2026-05-04T21:00',
      opensAt: '2026-05-05T11:00',
      quiet: '21:00-08:00',
    },
  });
});

test('the law of a region closes earlier, and is named', () => {
  const quietHours = { ...hours(22, 7), regional: true };
  const florida = { channel: 'sms', region: 'US-FL', recipientZones: ['America/New_York'] } as const;
  const rules = rulesOf({ quietHours }, florida);
  const evening = '2026-05-05T00:30Z';
  expect(nextOpening(rules, at(evening))).toMatchObject({
    at: at('2026-05-05T12:00Z'),
    closedBy: 'quiet_hours',
    facts: { quiet: '20:00-08:00', region: 'US-FL', law: 'Florida Statutes 501.616(6)(a)' },
  });
  for (const less of [{ region: undefined }, { region: 'US-GA' }, { channel: 'email' }, { category: 'reminder' }]) {
    expect(opens({ ...rules, ...less } as OpeningRules, evening)).toBe('2026-05-05T00:30');
  }
  expect(
    opens({ ...rules, policy: { ...rules.policy, quietHours: { ...quietHours, regional: false } } }, evening),
  ).toBe('2026-05-05T00:30');
  // Federal: from 21 on.
  expect(opens({ ...rules, region: 'US-GA' }, '2026-05-05T01:00Z')).toBe('2026-05-05T12:00');
});

test('a blackout lasts from the first minute of its first day to the last of its last, by the clock of the organization', () => {
  const rules = rulesOf(
    { blackouts: [{ from: '2026-11-27', to: '2026-11-30', reason: 'peak' }] },
    { recipientZones: ['Asia/Tokyo'] },
  );
  expect(opens(rules, '2026-11-26T22:59Z')).toBe('2026-11-26T22:59');
  expect(nextOpening(rules, at('2026-11-26T23:00Z'))).toEqual({
    at: at('2026-11-30T23:00Z'),
    closedBy: 'blackout',
    facts: {
      zone: 'Europe/Paris',
      localTime: '2026-11-27T00:00',
      opensAt: '2026-12-01T00:00',
      from: '2026-11-27',
      to: '2026-11-30',
      reason: 'peak',
    },
  });
});

test('what closed it first is named, and the opening is the one of all', () => {
  const rules = rulesOf({
    businessHours: week({ friday: [hours(6, 9)], monday: [hours(6, 9)] }),
    quietHours: { ...hours(21, 8), regional: false },
    blackouts: [{ from: '2026-05-08', to: '2026-05-08', reason: 'move' }],
  });
  const opening = nextOpening(rules, at('2026-05-07T12:00Z'));
  expect(opening).toMatchObject({ closedBy: 'business_hours', at: at('2026-05-11T06:00Z') });
});

test('each category is held by the rules of its kind', () => {
  const policy = {
    businessHours: week({ monday: [hours(9, 18)] }),
    quietHours: { ...hours(21, 8), regional: false },
    blackouts: [{ from: '2026-05-05', to: '2026-05-05', reason: 'move' }],
  };
  const closedBy = (time: string) =>
    Object.fromEntries(
      categories.map((category) => [category, nextOpening(rulesOf(policy, { category }), at(time)).closedBy]),
    );
  const free = { transactional: null, manual: null };
  expect(closedBy('2026-05-05T10:00Z')).toEqual({
    ...free,
    reminder: null,
    conversational: 'blackout',
    nurture: 'blackout',
    marketing: 'blackout',
  });
  expect(closedBy('2026-05-05T22:30Z')).toEqual({
    ...free,
    reminder: 'quiet_hours',
    conversational: 'quiet_hours',
    nurture: 'business_hours',
    marketing: 'business_hours',
  });
});

test('a policy that is never open is found out, fast', () => {
  const none = () => [];
  const closedBy = (policy: Partial<OpeningRules['policy']>) =>
    neverOpens({ ...defaultPolicy, ...policy }, 'Europe/Paris', none, at('2026-05-04T10:00Z'))?.closedBy ?? null;
  expect(closedBy({})).toBeNull();
  expect(closedBy({ businessHours: office })).toBeNull();
  expect(closedBy({ businessHours: week({}) })).toBe('business_hours');
  expect(closedBy({ businessHours: everyDay(hours(2, 6)) })).toBe('business_hours');
  expect(closedBy({ quietHours: { ...hours(0, 24), regional: false } })).toBe('quiet_hours');
  expect(closedBy({ quietHours: { ...hours(8, 8), regional: false } })).toBe('quiet_hours');
  expect(closedBy({ blackouts: [{ from: '2026-01-01', to: '2028-01-01', reason: 'closed' }] })).toBe('blackout');
  const apart = rulesOf(
    { quietHours: { ...hours(17, 9), regional: false } },
    { recipientZones: ['Europe/Paris', 'Pacific/Honolulu'] },
  );
  const opening = nextOpening(apart, at('2026-05-04T10:00Z'));
  expect(opening).toMatchObject({ at: null, closedBy: 'quiet_hours', facts: { opensAt: null } });
});

test('Lord Howe puts its clocks by half an hour', () => {
  const zone = { organizationZone: 'Australia/Lord_Howe' };
  const from = (minutes: number) => rulesOf({ businessHours: everyDay({ from: minutes, to: minutes + 60 }) }, zone);
  // 4 October 2026: 02:00 becomes 02:30, and 02:15 never was.
  expect(opens(from(2 * 60 + 15), '2026-10-03T12:00Z')).toBe('2026-10-03T15:30');
  expect(opens(from(3 * 60), '2026-10-03T12:00Z')).toBe('2026-10-03T16:00');
  // 5 April 2026: 02:00 becomes 01:30, and 01:45 comes twice.
  expect(opens(from(60 + 45), '2026-04-04T12:00Z')).toBe('2026-04-04T14:45');
  expect(opens(from(2 * 60), '2026-04-04T12:00Z')).toBe('2026-04-04T15:30');
});

test('Troll puts its clocks by two hours', () => {
  const zone = { organizationZone: 'Antarctica/Troll' };
  // 29 March 2026: 01:00 becomes 03:00; the span from 01:30 to 02:30 is left out, that to 04:00 is an hour.
  expect(opens(rulesOf({ businessHours: everyDay({ from: 90, to: 150 }) }, zone), '2026-03-29T00:00Z')).toBe(
    '2026-03-29T23:30',
  );
  expect(opens(rulesOf({ businessHours: everyDay({ from: 90, to: 240 }) }, zone), '2026-03-29T00:00Z')).toBe(
    '2026-03-29T01:00',
  );
  // 25 October 2026: 03:00 becomes 01:00. A span from 02:00 to 02:30 is over the first time that it is 02:30.
  const short = rulesOf({ businessHours: everyDay({ from: 120, to: 150 }) }, zone);
  expect(opens(short, '2026-10-24T12:00Z')).toBe('2026-10-25T00:00');
  expect(opens(short, '2026-10-25T00:30Z')).toBe('2026-10-26T02:00');
});

test('Casablanca leaves summer time for Ramadan', () => {
  const nine = rulesOf({ businessHours: everyDay(hours(9, 10)) }, { organizationZone: 'Africa/Casablanca' });
  // In 2026 from 15 February to 22 March.
  expect(opens(nine, '2026-02-14T00:00Z')).toBe('2026-02-14T08:00');
  expect(opens(nine, '2026-02-15T00:00Z')).toBe('2026-02-15T09:00');
  expect(opens(nine, '2026-03-21T00:00Z')).toBe('2026-03-21T09:00');
  expect(opens(nine, '2026-03-22T00:00Z')).toBe('2026-03-22T08:00');
});

test('Apia had no 30 December 2011', () => {
  const zone = { organizationZone: 'Pacific/Apia' };
  // It was to be a Friday. Midnight after Thursday was midnight before Saturday, at 10:00 UTC.
  const fridays = rulesOf({ businessHours: week({ friday: [hours(9, 18)] }) }, zone);
  expect(opens(fridays, '2011-12-29T12:00Z')).toBe('2012-01-05T19:00');
  const daily = rulesOf({ businessHours: everyDay(hours(9, 18)) }, zone);
  expect(opens(daily, '2011-12-30T05:00Z')).toBe('2011-12-30T19:00');
  const overNight = rulesOf({ businessHours: week({ friday: [hours(22, 2)] }) }, zone);
  expect(opens(overNight, '2011-12-30T05:00Z')).toBe('2011-12-30T10:00');
  const blackout = rulesOf({ blackouts: [{ from: '2011-12-30', to: '2011-12-30', reason: 'none' }] }, zone);
  expect(opens(blackout, '2011-12-30T09:59Z')).toBe('2011-12-30T09:59');
  expect(opens(blackout, '2011-12-30T10:00Z')).toBe('2011-12-30T10:00');
});

test('marketing keeps the default quiet hours where a policy has none', () => {
  const at = instantOfWallTime('2026-05-04T22:00', 'Europe/Paris');
  expect(nextOpening(rulesOf({}), at).closedBy).toBeNull();
  expect(nextOpening(rulesOf({}, { category: 'marketing' }), at)).toMatchObject({
    at: instantOfWallTime('2026-05-05T08:00', 'Europe/Paris'),
    closedBy: 'quiet_hours',
  });
});
