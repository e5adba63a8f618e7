// What an outage, or a night, does to the steps of a sequence: those after one that was held up keep their distance from it, nobody
// is reminded of what is over, and the minimum gap is kept. Times are local, as in outages.test.ts, and were worked out by hand.
import { afterEach, expect, test } from 'vitest';
import { type MissedWindow, missedWindows } from '../../src/domain/category.ts';
import type { SequenceDocument } from '../../src/domain/sequence-document.ts';
import { at, makeOutageWorld, type OutageWorld, told } from './support/outage-world.ts';

interface Case {
  readonly name: string;
  readonly begins: string;
  readonly from: string;
  readonly to: string;
  /** How long after the outage it is watched, in days. */
  readonly days?: number;
  readonly policy?: object;
  /** What makes it a sequence. Default: `lead.created`, counted from when it happened. */
  readonly sequence?: object;
  readonly event?: readonly [type: string, more: object];
  readonly steps: readonly object[];
  /** Of the steps in their order; one for all choices where it is not too late. */
  readonly expected: readonly string[] | Readonly<Record<MissedWindow, readonly string[]>>;
}

const appointment = {
  sequence: { trigger: 'appointment.booked', anchor: 'appointment.startsAt', exit: ['appointment.cancelled'] },
  event: ['appointment.booked', { appointment: { startsAt: '2026-05-06T12:00:00+02:00' } }],
} as const;
const silence = {
  sequence: {
    trigger: 'message.sent',
    anchor: 'conversation.lastOutboundAt',
    reenter: 'restart',
    exit: ['message.received'],
  },
  event: ['message.sent', { conversation: { channel: 'email' } }],
} as const;
const quietNights = { quietHours: { from: '21:00', to: '08:00', regional: false } };

const cases: readonly Case[] = [
  {
    name: 'a night alone: nudges of one silence come one by one in the morning',
    ...silence,
    begins: '05-06 20:55+02',
    from: '05-06 21:30+02',
    to: '05-06 21:40+02',
    policy: quietNights,
    // Due at 21:05, 23:55 and 02:55; the first is held up by 10 h 55 min.
    steps: [{ after: '10m' }, { after: '3h' }, { after: '6h' }],
    expected: ['05-07 08:00+02', '05-07 10:50+02', '05-07 13:50+02'],
  },
  {
    name: 'three hours: what is missed is skipped and the next still goes, or all of them later',
    ...silence,
    begins: '05-06 10:00+02',
    from: '05-06 10:05+02',
    to: '05-06 13:15+02',
    steps: [{ after: '10m' }, { after: '3h' }, { after: '6h' }],
    expected: {
      // The second is late by fifteen minutes, of 45; the third comes three hours after it.
      skip: ['skipped', '05-06 13:15+02', '05-06 16:15+02'],
      // The first is held up by 3 h 5 min.
      send: ['05-06 13:15+02', '05-06 16:05+02', '05-06 19:05+02'],
      // On the next day at 10:10; until then nothing was planned.
      next_window: ['05-07 10:10+02', '05-07 13:00+02', '05-07 16:00+02'],
    },
  },
  {
    name: 'three days over steps that were dated at the beginning',
    begins: '05-04 10:00+02',
    from: '05-05 09:00+02',
    to: '05-08 09:00+02',
    steps: [{ after: '1d' }, { after: '2d' }, { after: '3d' }, { after: '5d' }],
    expected: {
      skip: ['skipped', 'skipped', 'skipped', '05-09 10:00+02'],
      // Held up by 2 days and 23 hours.
      send: ['05-08 09:00+02', '05-09 09:00+02', '05-10 09:00+02', '05-12 09:00+02'],
      next_window: ['05-08 10:00+02', '05-09 10:00+02', '05-10 10:00+02', '05-12 10:00+02'],
    },
  },
  {
    name: 'three hours before steps that count from the one before',
    begins: '05-04 10:00+02',
    from: '05-04 10:30+02',
    to: '05-04 13:30+02',
    steps: [{ after: '1h' }, { afterPrevious: '1d' }, { afterPrevious: '1d' }],
    expected: {
      // From the end of the step before, which was its skip.
      skip: ['skipped', '05-05 13:30+02', '05-06 13:30+02'],
      send: ['05-04 13:30+02', '05-05 13:30+02', '05-06 13:30+02'],
      next_window: ['05-05 11:00+02', '05-06 11:00+02', '05-07 11:00+02'],
    },
  },
  {
    name: 'three hours, with a minimum gap that is longer than the steps are apart',
    begins: '05-04 10:00+02',
    from: '05-04 10:30+02',
    to: '05-04 13:30+02',
    policy: { ...quietNights, minimumGap: '4h' },
    steps: [
      { after: '1h', lateGrace: '3h' },
      { after: '2h', lateGrace: '3h' },
      { after: '3h', lateGrace: '3h' },
    ],
    // 21:30 is too late in the evening.
    expected: ['05-04 13:30+02', '05-04 17:30+02', '05-05 08:00+02'],
  },
  {
    name: 'ten minutes over a reminder',
    ...appointment,
    begins: '05-04 09:00+02',
    from: '05-06 09:55+02',
    to: '05-06 10:05+02',
    steps: [{ before: '1d' }, { before: '2h' }],
    expected: ['05-05 12:00+02', '05-06 10:05+02'],
  },
  {
    name: 'an hour and a half over a reminder: the appointment is before the next day',
    ...appointment,
    begins: '05-04 09:00+02',
    from: '05-06 09:30+02',
    to: '05-06 11:00+02',
    steps: [{ before: '1d' }, { before: '2h' }],
    expected: {
      skip: ['05-05 12:00+02', 'skipped'],
      send: ['05-05 12:00+02', '05-06 11:00+02'],
      next_window: ['05-05 12:00+02', 'skipped'],
    },
  },
  {
    name: 'three days over an appointment: nobody is reminded of it afterwards',
    ...appointment,
    begins: '05-04 09:00+02',
    from: '05-05 11:00+02',
    to: '05-08 11:00+02',
    steps: [{ before: '1d', lateGrace: '4d' }, { before: '2h' }],
    expected: ['skipped', 'skipped'],
  },
  {
    name: 'three hours at a time of the day, before Paris leaves out an hour: the next one keeps its time',
    begins: '03-26 12:00+01',
    from: '03-28 09:00+01',
    to: '03-28 12:00+01',
    steps: [
      { after: '1d', at: '09:30' },
      { after: '2d', at: '09:30' },
    ],
    // Late by two and a half hours, of six.
    expected: ['03-28 12:00+01', '03-29 09:30+02'],
  },
  {
    name: 'three days at a time of the day, over the hour that Paris leaves out',
    begins: '03-26 12:00+01',
    from: '03-28 09:00+01',
    to: '03-31 10:00+02',
    steps: [
      { after: '1d', at: '09:30' },
      { after: '2d', at: '09:30' },
      { after: '3d', at: '09:30' },
    ],
    expected: {
      // The third was due on Monday at 09:30: later than twelve hours.
      skip: ['skipped', 'skipped', 'skipped'],
      send: ['03-31 10:00+02', '04-01 09:30+02', '04-02 09:30+02'],
      next_window: ['04-01 09:30+02', '04-02 09:30+02', '04-03 09:30+02'],
    },
  },
  {
    name: 'three days over the hour that comes twice in Paris',
    begins: '10-23 12:00+02',
    from: '10-24 11:00+02',
    to: '10-27 10:00+01',
    steps: [{ after: '1d' }, { after: '2d' }],
    expected: {
      // A day is 24 hours: the second was due on the 25th at 11:00.
      skip: ['skipped', 'skipped'],
      // Held up by 71 hours.
      send: ['10-27 10:00+01', '10-28 10:00+01'],
      // At 12:00 of the 27th; a day after that.
      next_window: ['10-27 12:00+01', '10-28 12:00+01'],
    },
  },
];

let world: OutageWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

test.each(cases.map((one) => [one.name, one] as const))(
  '%s',
  { timeout: 60_000 },
  async (_, { begins, from, to, days = 5, policy, sequence, event, steps, expected }) => {
    const [type, more] = event ?? (['lead.created', { lead: {} }] as const);
    const sequences = missedWindows.map((missedWindow) => {
      const { trigger, ...rest } = { trigger: 'lead.created', exit: ['message.received'], ...sequence };
      const own = { on: trigger, when: { fact: 'contact.key', equals: missedWindow } };
      const text = { channel: 'email', subject: 'x', text: 'x' };
      const keyed = steps.map((step, index) => ({ key: `step-${index}`, ...text, ...step }));
      const key = missedWindow.replace('_', '-');
      return { key, trigger: own, ...rest, policy: { missedWindow }, steps: keyed } as unknown as SequenceDocument;
    });
    world = await makeOutageWorld(at(begins), 'Europe/Paris', policy ?? { quietHours: 'off' }, { sequences });
    const wanted: Record<string, string> = {};
    for (const missedWindow of missedWindows) {
      const about = Object.fromEntries(
        Object.entries(more).map(([key, value]) => [key, { key: missedWindow, ...value }]),
      );
      await world.happen(type, missedWindow, about);
      const outcomes = Array.isArray(expected) ? expected : (expected as Record<MissedWindow, string[]>)[missedWindow];
      outcomes.forEach((outcome: string, step: number) => {
        wanted[`${missedWindow} ${step}`] = told(outcome);
      });
    }
    await world.breakDown(at(from), at(to));
    await world.playUntil(at(to) + days * 24 * 3_600_000);
    expect(await world.outcomes()).toEqual(wanted);
  },
);
