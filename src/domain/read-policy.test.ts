import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPolicy } from '../../test/support/arbitrary-policy.ts';
import { policyFrom } from './policy-layer.ts';
import { readPolicy } from './read-policy.ts';
import { writePolicy } from './write-policy.ts';

const layerOf = (document: object, level: 'organization' | 'sequence' | 'contact' = 'organization') => {
  const reading = readPolicy(document, level);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.layer;
};
/** `path: message (expected)` of each problem. */
const problemsOf = (document: unknown, level: 'organization' | 'sequence' | 'contact' = 'organization') => {
  const reading = readPolicy(document, level);
  return 'problems' in reading ? reading.problems.map((one) => `${one.path}: ${one.message} (${one.expected})`) : [];
};

test('a whole policy is read, each value in its place', () => {
  const policy = policyFrom(
    layerOf({
      businessHours: {
        zone: 'contact',
        monday: '09:00-18:00',
        friday: ['14:00-17:00', '09:00-12:30'],
        saturday: '22:00-02:00',
        sunday: 'closed',
      },
      holidays: { regions: ['FR', 'DE-BY'], dates: ['2026-12-24', { date: '2026-12-31', name: 'New Year' }] },
      quietHours: { from: '20:00', to: '09:30', regional: false },
      blackouts: [{ from: '2026-08-01', to: '2026-08-15', reason: 'summer' }],
      caps: { perDay: 1, perWeek: 'none', sequence: { perDay: 2 }, channels: { sms: { perWeek: 3 } } },
      minimumGap: '4h',
      recentlyActive: 7_200,
      consent: { conversational: 'opt_in', marketing: { email: 'opt_in' } },
      approval: ['marketing', 'nurture', 'marketing'],
      lateGrace: '20m',
      missedWindow: 'next_window',
      ghostDelay: '48h',
      retry: { attempts: 5, delay: '30s', growth: 'exponential', delayMax: '1h' },
      unknownOutcome: 'at_most_once',
      breaker: '1m',
      rateDelay: '10s',
    }),
  );
  expect(policy).toMatchObject({
    businessHours: {
      zone: 'contact',
      days: {
        monday: [{ from: 540, to: 1080 }],
        tuesday: [],
        friday: [
          { from: 540, to: 750 },
          { from: 840, to: 1020 },
        ],
        saturday: [{ from: 1320, to: 120 }],
        sunday: [],
      },
    },
    holidays: {
      regions: ['FR', 'DE-BY'],
      dates: [
        { date: '2026-12-24', name: '' },
        { date: '2026-12-31', name: 'New Year' },
      ],
    },
    quietHours: { from: 1200, to: 570, regional: false },
    caps: {
      perDay: 1,
      perWeek: null,
      sequence: { perDay: 2, perWeek: null },
      channels: { sms: { perDay: null, perWeek: 3 } },
    },
    minimumGapMs: 4 * 3_600_000,
    recentlyActiveMs: 7_200_000,
    approval: ['marketing', 'nurture'],
    lateGraceMs: 1_200_000,
    missedWindow: 'next_window',
    ghostDelayMs: 48 * 3_600_000,
    retry: { attempts: 5, delayMs: 30_000, growth: 'exponential', delayMsMax: 3_600_000 },
    unknownOutcome: 'at_most_once',
    breakerMs: 60_000,
    rateDelayMs: 10_000,
  });
  expect(policy.consent.conversational).toEqual({ default: 'opt_in' });
  expect(policy.consent.marketing).toEqual({ default: 'opt_out', sms: 'opt_in', whatsapp: 'opt_in', email: 'opt_in' });
});

test('an empty document sets nothing, and what is switched off is off', () => {
  expect(layerOf({})).toEqual({});
  expect(policyFrom(layerOf({ quietHours: 'off', businessHours: false })).quietHours).toBe(null);
});

describe('refuses', () => {
  test.each([
    ['a list', [], ': this is a list'],
    [
      'hours that never open',
      { businessHours: { monday: [], sunday: 'closed' } },
      'businessHours: these hours never open',
    ],
    ['hours without a day', { businessHours: { zone: 'contact' } }, 'businessHours: these hours never open'],
    ['an hour that is none', { businessHours: { monday: '9-25:00' } }, 'businessHours.monday: "9-25:00" is not a span'],
    [
      'a span of nothing',
      { businessHours: { monday: ['09:00-09:00'] } },
      'businessHours.monday[0]: "09:00-09:00" ends where',
    ],
    [
      'spans that overlap',
      { businessHours: { monday: ['09:00-12:00', '11:00-14:00'] } },
      'businessHours.monday[1]: 11:00-14:00 overlaps with 09:00-12:00',
    ],
    [
      'a short name of a day',
      { businessHours: { mon: '09:00-12:00', tuesday: '09:00-12:00' } },
      'businessHours.mon: there is no option "mon" here (write monday)',
    ],
    [
      'quiet hours of all day',
      { quietHours: { from: '08:00', to: '08:00' } },
      'quietHours: 08:00-08:00 ends where it begins',
    ],
    ['a region that cannot be', { holidays: { regions: ['france'] } }, 'holidays.regions[0]: "france" is not a region'],
    ['a region in small letters', { holidays: { regions: ['de-by'] } }, '(DE-BY)'],
    [
      'a day that is not in the calendar',
      { holidays: { dates: ['2026-02-30'] } },
      'holidays.dates[0]: "2026-02-30" is not a day',
    ],
    [
      'a blackout backwards',
      { blackouts: [{ from: '2026-02-02', to: '2026-02-01', reason: 'x' }] },
      'blackouts[0].to: 2026-02-01 is before 2026-02-02',
    ],
    [
      'a blackout without a reason',
      { blackouts: [{ from: '2026-02-01', to: '2026-02-01' }] },
      'blackouts[0].reason: is missing',
    ],
    [
      'a cap above what is remembered',
      { caps: { perWeek: 33 } },
      'caps.perWeek: this is the number 33 (a whole number from 1 to 32, or none)',
    ],
    ['a cap of nothing', { caps: { channels: { sms: { perDay: 0 } } } }, 'pause the sequence or the contact'],
    ['a channel that is none', { caps: { channels: { fax: { perDay: 1 } } } }, 'caps.channels.fax: there is no option'],
    [
      'marketing without consent',
      { consent: { marketing: 'none' } },
      'consent.marketing: none is less than the law asks for here (opt_out or opt_in)',
    ],
    [
      'nurture by SMS to who did not agree',
      { consent: { nurture: { sms: 'opt_out' } } },
      'consent.nurture.sms: opt_out is less',
    ],
    [
      'marketing by WhatsApp to who did not agree',
      { consent: { marketing: { whatsapp: 'opt_out' } } },
      'consent.marketing.whatsapp: opt_out',
    ],
    [
      'a delay that shrinks',
      { retry: { delay: '2h', delayMax: '1h' } },
      'retry.delayMax: the longest delay is shorter',
    ],
    ['no attempts', { retry: { attempts: 0 } }, 'retry.attempts: this is the number 0'],
    ['a late grace of nothing', { lateGrace: '0s' }, 'lateGrace: "0s" is too short'],
    ['a word for a choice', { missedWindow: 'sent' }, 'missedWindow: there is no "sent" here (did you mean send?)'],
    [
      'a key of another kind',
      { openingHours: {} },
      'openingHours: there is no option "openingHours" here (write businessHours)',
    ],
  ])('%s', (_, document, expected) => {
    const problems = problemsOf(document);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  test('all that is wrong at once', () => {
    expect(problemsOf({ caps: { perDay: 'many' }, minimumGap: 'soon', approval: ['everything'] })).toHaveLength(3);
  });

  test('what a level cannot set, and says where it is set', () => {
    expect(problemsOf({ breaker: '1m', ghostDelay: '1h' }, 'sequence')).toEqual([
      `breaker: there is no option "breaker" here (the organization's policy: a sequence cannot set it)`,
      'ghostDelay: there is no option "ghostDelay" here (then: { after: … } in the sequence: a sequence cannot set it)',
    ]);
    expect(problemsOf({ retry: {}, lateGrace: '1m' }, 'contact')).toHaveLength(2);
    expect(problemsOf({ businessHours: { zone: 'contact' } }, 'sequence')).toEqual([]);
  });
});

test('warns of a day that a week cannot hold', () => {
  const reading = readPolicy({ caps: { sequence: { perDay: 5, perWeek: 3 } } }, 'organization');
  expect(reading).toMatchObject({ warnings: [{ path: 'caps.sequence.perDay', expected: 'at most 3' }] });
});

test('every good document is read, and what is written of it is read back equal', () => {
  fc.assert(
    fc.property(arbitraryPolicy('organization'), (document) => {
      const layer = layerOf(document);
      expect(layerOf(writePolicy(layer))).toEqual(layer);
      expect(JSON.parse(JSON.stringify(writePolicy(layer)))).toEqual(writePolicy(layer));
    }),
  );
});

test('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom('organization', 'sequence', 'contact'), (value, level) => {
      readPolicy(value, level);
    }),
  );
});
