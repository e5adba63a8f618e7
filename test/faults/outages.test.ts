// Outages of ten minutes, three hours and three days, over nights and over changes of the clocks: what becomes of everything that
// fell due meanwhile, against tables that were worked out by hand from docs/guides/policies.md and GLOSSARY.md.
//
// In the tables all times are local, with their offset: '03-29 08:00+02' is 2026. The rules they follow:
//   - late grace: the larger of 15 minutes and a quarter of the delay (from `made` to `due`), at most 12 hours, counted from the
//     later of the due time and the next opening;
//   - within it: sent as soon as it is open;
//   - beyond it: skipped, sent all the same when it is open, or put off to its time of the day on the next day (`next_window`),
//     and from there to the next opening.
import { afterEach, expect, test } from 'vitest';
import { type Category, missedWindows } from '../../src/domain/category.ts';
import { at, makeOutageWorld, type OutageWorld, told } from './support/outage-world.ts';

/** Quiet hours from 21:00 to 08:00 count for reminders as well; business hours are 09:00-18:00, on Sundays 10:00-16:00. */
const groups = {
  always: ['transactional', 'manual'],
  notAtNight: ['reminder', 'conversational'],
  inBusinessHours: ['nurture', 'marketing'],
} as const satisfies Record<string, readonly Category[]>;

/** What happens with `skip`, `send` and `next_window`; one for all three, where it is not too late. */
type Outcomes = string | readonly [skip: string, send: string, nextWindow: string];

interface Case {
  readonly due: string;
  /** Milliseconds; absent: by its delay. */
  readonly lateGraceMs?: number;
  readonly expected: Readonly<Record<keyof typeof groups, Outcomes>>;
}

interface Outage {
  readonly name: string;
  readonly zone: string;
  readonly made: string;
  readonly from: string;
  readonly to: string;
  readonly cases: readonly Case[];
}

const minute = 60_000;
const hour = 60 * minute;

const outages: readonly Outage[] = [
  {
    name: 'ten minutes on a weekday',
    zone: 'Europe/Paris',
    made: '05-06 09:00+02',
    from: '05-06 10:00+02',
    to: '05-06 10:10+02',
    cases: [
      // 62 minutes of delay: a grace of 15.5 minutes.
      {
        due: '05-06 10:02+02',
        expected: { always: '05-06 10:10+02', notAtNight: '05-06 10:10+02', inBusinessHours: '05-06 10:10+02' },
      },
      {
        due: '05-06 10:02+02',
        lateGraceMs: 5 * minute,
        expected: {
          always: ['skipped', '05-06 10:10+02', '05-07 10:02+02'],
          notAtNight: ['skipped', '05-06 10:10+02', '05-07 10:02+02'],
          inBusinessHours: ['skipped', '05-06 10:10+02', '05-07 10:02+02'],
        },
      },
    ],
  },
  {
    name: 'ten minutes over the beginning of the night',
    zone: 'Europe/Paris',
    made: '05-06 20:00+02',
    from: '05-06 20:55+02',
    to: '05-06 21:05+02',
    cases: [
      {
        due: '05-06 20:58+02',
        expected: { always: '05-06 21:05+02', notAtNight: '05-07 08:00+02', inBusinessHours: '05-07 09:00+02' },
      },
      {
        due: '05-06 20:58+02',
        lateGraceMs: 5 * minute,
        expected: {
          always: ['skipped', '05-06 21:05+02', '05-07 20:58+02'],
          // Those of the evening are late by seven minutes.
          notAtNight: ['skipped', '05-07 08:00+02', '05-07 20:58+02'],
          // They would have waited until nine in any case.
          inBusinessHours: '05-07 09:00+02',
        },
      },
    ],
  },
  {
    name: 'ten minutes over the hour that Paris leaves out',
    zone: 'Europe/Paris',
    made: '03-29 00:30+01',
    from: '03-29 01:55+01',
    to: '03-29 03:05+02',
    cases: [
      {
        due: '03-29 01:58+01',
        expected: { always: '03-29 03:05+02', notAtNight: '03-29 08:00+02', inBusinessHours: '03-29 10:00+02' },
      },
      {
        due: '03-29 01:58+01',
        lateGraceMs: 5 * minute,
        expected: {
          always: ['skipped', '03-29 03:05+02', '03-30 01:58+02'],
          notAtNight: '03-29 08:00+02',
          inBusinessHours: '03-29 10:00+02',
        },
      },
    ],
  },
  {
    name: 'three hours in the night before Paris leaves out an hour',
    zone: 'Europe/Paris',
    made: '03-27 20:00+01',
    from: '03-28 02:00+01',
    to: '03-28 05:00+01',
    cases: [
      // 6.5 hours of delay: a grace of 97.5 minutes. 02:30 does not exist on the 29th: it is 03:00.
      {
        due: '03-28 02:30+01',
        expected: {
          always: ['skipped', '03-28 05:00+01', '03-29 03:00+02'],
          notAtNight: '03-28 08:00+01',
          inBusinessHours: '03-28 09:00+01',
        },
      },
    ],
  },
  {
    name: 'three hours over the hour that Paris leaves out',
    zone: 'Europe/Paris',
    made: '03-28 12:00+01',
    from: '03-28 23:30+01',
    to: '03-29 03:30+02',
    cases: [
      // 11 h 45 min of delay: a grace of nearly three hours; it is late by 2 h 45 min.
      {
        due: '03-28 23:45+01',
        expected: { always: '03-29 03:30+02', notAtNight: '03-29 08:00+02', inBusinessHours: '03-29 10:00+02' },
      },
      {
        due: '03-28 23:45+01',
        lateGraceMs: hour,
        expected: {
          always: ['skipped', '03-29 03:30+02', '03-29 23:45+02'],
          notAtNight: '03-29 08:00+02',
          inBusinessHours: '03-29 10:00+02',
        },
      },
    ],
  },
  {
    name: 'three days over the hour that Paris leaves out',
    zone: 'Europe/Paris',
    made: '03-27 12:00+01',
    from: '03-27 20:00+01',
    to: '03-30 21:00+02',
    cases: [
      {
        due: '03-28 02:30+01',
        expected: {
          always: ['skipped', '03-30 21:00+02', '03-31 02:30+02'],
          notAtNight: ['skipped', '03-31 08:00+02', '03-31 08:00+02'],
          inBusinessHours: ['skipped', '03-31 09:00+02', '03-31 09:00+02'],
        },
      },
      {
        due: '03-29 12:00+02',
        expected: {
          always: ['skipped', '03-30 21:00+02', '03-31 12:00+02'],
          notAtNight: ['skipped', '03-31 08:00+02', '03-31 12:00+02'],
          inBusinessHours: ['skipped', '03-31 09:00+02', '03-31 12:00+02'],
        },
      },
      // 71 hours of delay: twelve hours of grace, of which nine are over.
      {
        due: '03-30 12:00+02',
        expected: { always: '03-30 21:00+02', notAtNight: '03-31 08:00+02', inBusinessHours: '03-31 09:00+02' },
      },
    ],
  },
  {
    name: 'ten minutes over the hour that comes twice in Paris',
    zone: 'Europe/Paris',
    made: '10-25 01:00+02',
    from: '10-25 02:55+02',
    to: '10-25 02:05+01',
    cases: [
      {
        due: '10-25 02:58+02',
        expected: { always: '10-25 02:05+01', notAtNight: '10-25 08:00+01', inBusinessHours: '10-25 10:00+01' },
      },
      // 02:58 comes once more on that day; it was the first of the two.
      {
        due: '10-25 02:58+02',
        lateGraceMs: 5 * minute,
        expected: {
          always: ['skipped', '10-25 02:05+01', '10-26 02:58+01'],
          notAtNight: '10-25 08:00+01',
          inBusinessHours: '10-25 10:00+01',
        },
      },
    ],
  },
  {
    name: 'three hours over the hour that comes twice in Paris',
    zone: 'Europe/Paris',
    made: '10-24 12:00+02',
    from: '10-25 00:30+02',
    to: '10-25 02:30+01',
    cases: [
      // 13 hours of delay: a grace of 3 h 15 min; it is late by two and a half.
      {
        due: '10-25 01:00+02',
        expected: { always: '10-25 02:30+01', notAtNight: '10-25 08:00+01', inBusinessHours: '10-25 10:00+01' },
      },
      {
        due: '10-25 01:00+02',
        lateGraceMs: hour,
        expected: {
          always: ['skipped', '10-25 02:30+01', '10-26 01:00+01'],
          notAtNight: '10-25 08:00+01',
          inBusinessHours: '10-25 10:00+01',
        },
      },
    ],
  },
  {
    name: 'three days over the hour that comes twice in Paris',
    zone: 'Europe/Paris',
    made: '10-23 12:00+02',
    from: '10-23 22:00+02',
    to: '10-26 21:00+01',
    cases: [
      // 49 hours of delay: twelve hours of grace, not a quarter.
      {
        due: '10-25 12:00+01',
        expected: {
          always: ['skipped', '10-26 21:00+01', '10-27 12:00+01'],
          notAtNight: ['skipped', '10-27 08:00+01', '10-27 12:00+01'],
          inBusinessHours: ['skipped', '10-27 09:00+01', '10-27 12:00+01'],
        },
      },
      {
        due: '10-26 10:00+01',
        expected: { always: '10-26 21:00+01', notAtNight: '10-27 08:00+01', inBusinessHours: '10-27 09:00+01' },
      },
      // Late by 15 hours, by 13 since eight, by 12 since nine.
      {
        due: '10-26 06:00+01',
        lateGraceMs: 12.5 * hour,
        expected: {
          always: ['skipped', '10-26 21:00+01', '10-27 06:00+01'],
          notAtNight: ['skipped', '10-27 08:00+01', '10-27 08:00+01'],
          inBusinessHours: '10-27 09:00+01',
        },
      },
    ],
  },
  {
    name: 'ten minutes over the hour that New York leaves out',
    zone: 'America/New_York',
    made: '03-08 00:30-05',
    from: '03-08 01:55-05',
    to: '03-08 03:05-04',
    cases: [
      {
        due: '03-08 01:58-05',
        lateGraceMs: 5 * minute,
        expected: {
          always: ['skipped', '03-08 03:05-04', '03-09 01:58-04'],
          notAtNight: '03-08 08:00-04',
          inBusinessHours: '03-08 10:00-04',
        },
      },
    ],
  },
  {
    name: 'three hours over the hour that New York leaves out',
    zone: 'America/New_York',
    made: '03-07 12:00-05',
    from: '03-07 23:30-05',
    to: '03-08 03:30-04',
    cases: [
      {
        due: '03-07 23:45-05',
        expected: { always: '03-08 03:30-04', notAtNight: '03-08 08:00-04', inBusinessHours: '03-08 10:00-04' },
      },
    ],
  },
  {
    name: 'three days over the hour that New York leaves out',
    zone: 'America/New_York',
    made: '03-06 12:00-05',
    from: '03-06 20:00-05',
    to: '03-09 21:00-04',
    cases: [
      {
        due: '03-08 12:00-04',
        expected: {
          always: ['skipped', '03-09 21:00-04', '03-10 12:00-04'],
          notAtNight: ['skipped', '03-10 08:00-04', '03-10 12:00-04'],
          inBusinessHours: ['skipped', '03-10 09:00-04', '03-10 12:00-04'],
        },
      },
    ],
  },
  {
    name: 'three hours over the hour that comes twice in New York',
    zone: 'America/New_York',
    made: '10-31 12:00-04',
    from: '10-31 23:30-04',
    to: '11-01 01:30-05',
    cases: [
      // 13 h 50 min of delay: nearly three and a half hours of grace.
      {
        due: '11-01 01:50-04',
        expected: { always: '11-01 01:30-05', notAtNight: '11-01 08:00-05', inBusinessHours: '11-01 10:00-05' },
      },
      {
        due: '10-31 23:40-04',
        lateGraceMs: hour,
        expected: {
          always: ['skipped', '11-01 01:30-05', '11-01 23:40-05'],
          notAtNight: '11-01 08:00-05',
          inBusinessHours: '11-01 10:00-05',
        },
      },
    ],
  },
  {
    name: 'three days over the hour that comes twice in New York',
    zone: 'America/New_York',
    made: '10-30 12:00-04',
    from: '10-30 22:00-04',
    to: '11-02 21:00-05',
    cases: [
      {
        due: '11-01 01:30-04',
        expected: {
          always: ['skipped', '11-02 21:00-05', '11-03 01:30-05'],
          notAtNight: ['skipped', '11-03 08:00-05', '11-03 08:00-05'],
          inBusinessHours: ['skipped', '11-03 09:00-05', '11-03 09:00-05'],
        },
      },
      {
        due: '11-02 10:00-05',
        expected: { always: '11-02 21:00-05', notAtNight: '11-03 08:00-05', inBusinessHours: '11-03 09:00-05' },
      },
    ],
  },
];

let world: OutageWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

test.each(outages.map((outage) => [outage.name, outage] as const))(
  '%s',
  { timeout: 60_000 },
  async (_, { zone, made, from, to, cases }) => {
    world = await makeOutageWorld(at(made), zone, {
      businessHours: {
        zone: 'contact',
        ...Object.fromEntries(
          ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map((day) => [day, '09:00-18:00']),
        ),
        sunday: '10:00-16:00',
      },
      quietHours: { from: '21:00', to: '08:00', regional: false },
    });
    const expected: Record<string, string> = {};
    for (const [index, { due, lateGraceMs, expected: byGroup }] of cases.entries()) {
      for (const group of Object.keys(groups) as (keyof typeof groups)[]) {
        for (const category of groups[group]) {
          for (const [choice, missedWindow] of missedWindows.entries()) {
            const name = `${index} due ${due}, ${category}, ${missedWindow}`;
            const outcomes = byGroup[group];
            expected[name] = told(typeof outcomes === 'string' ? outcomes : (outcomes[choice] as string));
            await world.schedule(name, {
              dueAt: at(due),
              category,
              missedWindow,
              lateGraceMs,
            });
          }
        }
      }
    }
    await world.breakDown(at(from), at(to));
    await world.playUntil(at(to) + 48 * hour);
    expect(await world.outcomes()).toEqual(expected);
  },
);
