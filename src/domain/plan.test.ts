import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitrarySequence } from '../../test/support/arbitrary-sequence.ts';
import type { PlanningClock } from './local-time.ts';
import { delayMsOf, lateGraceMs, type PlannedFollowUp, planAfter, planAtEnrollment, plannable } from './plan.ts';
import { defaultPolicy } from './policy.ts';
import { readSequence } from './read-sequence.ts';
import type { Sequence } from './sequence.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const at = Date.UTC(2026, 2, 1, 12);

const clock: PlanningClock = {
  place: { timezone: 'Europe/Paris', phone: null, locale: null, attributes: {} },
  organizationZone: 'UTC',
  heardHours: null,
  policyOf: () => defaultPolicy,
  publicHolidays: () => [],
};

function sequenceOf(document: object): Sequence {
  const reading = readSequence({ key: 'k', exit: ['message.received'], trigger: 'lead.created', ...document });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, null, 2));
  return reading.sequence;
}

const reminders = sequenceOf({
  trigger: 'appointment.booked',
  anchor: 'appointment.startsAt',
  steps: [
    { key: 'day', before: '24h', text: 'x' },
    { key: 'hour', before: '1h', text: 'x' },
    { key: 'thanks', after: '1d', text: 'x' },
  ],
});
const silence = sequenceOf({
  trigger: 'message.sent',
  anchor: 'conversation.lastOutboundAt',
  reenter: 'restart',
  steps: [
    { key: 'a', after: '10m', text: 'x' },
    { key: 'b', after: '3h', text: 'x' },
    { key: 'c', afterPrevious: '1h', text: 'x' },
  ],
});
const chain = sequenceOf({
  steps: [
    { key: 'a', after: '1h', text: 'x', repeat: { every: '1d', times: 3 } },
    { key: 'b', afterPrevious: '2h', text: 'x' },
    { key: 'c', after: '7d', text: 'x' },
  ],
});

test('with a fixed anchor every step that counts from it is dated at enrollment', () => {
  expect(plannable(reminders)).toEqual([0, 1, 2]);
  expect(plannable(chain)).toEqual([0, 2]);
  expect(planAtEnrollment(reminders, at, at - 2 * day, clock)).toEqual([
    { step: 0, occurrence: 0, kind: 'message', dueAt: at - day, tooLate: false },
    { step: 1, occurrence: 0, kind: 'message', dueAt: at - hour, tooLate: false },
    { step: 2, occurrence: 0, kind: 'message', dueAt: at + day, tooLate: false },
  ]);
});

test('with a moving anchor only the next step is dated', () => {
  expect(plannable(silence)).toEqual([0]);
  expect(planAtEnrollment(silence, at, at, clock)).toMatchObject([{ step: 0, dueAt: at + 10 * minute }]);
  expect(
    planAfter(silence, 0, 0, { dueAt: at + 10 * minute, endedAt: at + 15 * minute, anchorAt: at }, clock),
  ).toMatchObject({
    step: 1,
    dueAt: at + 3 * hour,
  });
  expect(planAfter(silence, 1, 0, { dueAt: at + 3 * hour, endedAt: at + 4 * hour, anchorAt: at }, clock)).toMatchObject(
    {
      step: 2,
      dueAt: at + 5 * hour,
    },
  );
  expect(planAfter(silence, 2, 0, { dueAt: at, endedAt: at, anchorAt: at }, clock)).toBeUndefined();
});

test('a reminder whose time is past at the booking is too late; one due this instant is not', () => {
  const tooLate = (now: number) => planAtEnrollment(reminders, at, now, clock).map((it) => it.tooLate);
  expect(tooLate(at - day)).toEqual([false, false, false]);
  expect(tooLate(at - day + 1)).toEqual([true, false, false]);
  expect(tooLate(at + 3 * day)).toEqual([true, true, false]);
});

test('a step after the anchor keeps its past due time', () => {
  expect(planAtEnrollment(chain, at, at + 30 * day, clock)[0]).toEqual({
    step: 0,
    occurrence: 0,
    kind: 'message',
    dueAt: at + hour,
    tooLate: false,
  });
});

test('repetitions count from the due time, not from when the one before was sent', () => {
  const ended = { dueAt: at + hour, endedAt: at + 5 * hour, anchorAt: at };
  expect(planAfter(chain, 0, 0, ended, clock)).toMatchObject({ step: 0, occurrence: 1, dueAt: at + hour + day });
});

test('repetitions missed in an outage are passed over', () => {
  const ended = { dueAt: at, endedAt: at + 3.5 * day, anchorAt: at };
  expect(planAfter(chain, 0, 0, ended, clock)).toMatchObject({ occurrence: 1, dueAt: at + 3 * day });
});

test('a repetition that ended early is not repeated early', () => {
  expect(planAfter(chain, 0, 0, { dueAt: at, endedAt: at - 5 * day, anchorAt: at }, clock)).toMatchObject({
    dueAt: at + day,
  });
});

test('after the last repetition comes the next step, unless it is dated already', () => {
  const ended = { dueAt: at, endedAt: at + minute, anchorAt: at };
  expect(planAfter(chain, 0, 2, ended, clock)).toMatchObject({ step: 1, occurrence: 0, dueAt: at + minute + 2 * hour });
  expect(planAfter(chain, 1, 0, ended, clock)).toBeUndefined();
  expect(planAfter(chain, 254, 0, ended, clock)).toBeUndefined();
});

test.each([
  [10 * minute, 15 * minute],
  [hour, 15 * minute],
  [2 * hour, 30 * minute],
  [-24 * hour, 6 * hour],
  [7 * day, 12 * hour],
])('a delay of %d ms may be late by %d ms', (delayMs, graceMs) => {
  expect(lateGraceMs({ lateGraceMs: null }, delayMs)).toBe(graceMs);
  expect(lateGraceMs({ lateGraceMs: 7 }, delayMs)).toBe(7);
});

test('the delay of a repetition is its interval', () => {
  const [first] = chain.steps;
  if (first) expect([delayMsOf(first, 0), delayMsOf(first, 1)]).toEqual([hour, day]);
});

const anySequence = arbitrarySequence.map((document) => sequenceOf(document));

test('walking every step to its end plans every step and repetition exactly once', () => {
  fc.assert(
    fc.property(anySequence, fc.infiniteStream(fc.integer({ min: -5, max: 40 })), (sequence, delays) => {
      const seen = new Set<string>();
      const open: PlannedFollowUp[] = [...planAtEnrollment(sequence, at, at, clock)];
      const endlessMax = 3;
      for (let next = open.shift(); next !== undefined; next = open.shift()) {
        const { step, occurrence, dueAt } = next;
        expect(seen.has(`${step}/${occurrence}`)).toBe(false);
        seen.add(`${step}/${occurrence}`);
        if (sequence.steps[step]?.repeat?.times === null && occurrence === endlessMax - 1) continue;
        const endedAt = dueAt + Number(delays.next().value) * 6 * hour;
        const after = planAfter(sequence, step, occurrence, { dueAt, endedAt, anchorAt: at }, clock);
        if (after) open.push(after);
      }
      const expected = sequence.steps.flatMap(({ repeat }, step) =>
        Array.from({ length: repeat ? (repeat.times ?? endlessMax) : 1 }, (_, occurrence) => `${step}/${occurrence}`),
      );
      expect([...seen].sort()).toEqual(expected.sort());
    }),
  );
});

test('a repetition is later than the one before and in the past by less than one interval', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: -10_000, max: 1_000_000 }), (every, late) => {
      const sequence = sequenceOf({ steps: [{ key: 'a', after: 0, text: 'x', every: every * 60 }] });
      const [dueAt, endedAt] = [at, at + late * 1_000];
      const next = planAfter(sequence, 0, 0, { dueAt, endedAt, anchorAt: at }, clock)?.dueAt ?? 0;
      expect(next).toBeGreaterThan(dueAt);
      expect(next).toBeGreaterThan(endedAt - every * minute);
      expect((next - dueAt) % (every * minute)).toBe(0);
      expect(next - every * minute).toBeLessThanOrEqual(Math.max(dueAt, endedAt));
    }),
  );
});
