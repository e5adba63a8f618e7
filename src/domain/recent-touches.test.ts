import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Caps, defaultPolicy } from './policy.ts';
import { fullCap, readTouches, type Touch } from './recent-touches.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 4, 4, 12);
const caps = (change: Partial<Caps>): Caps => ({ ...defaultPolicy.caps, ...change });
const touch = (ago: number, channel = 'email', sequence = 'nudge'): Touch => ({ at: now - ago, channel, sequence });
const about = { channel: 'email', sequence: 'nudge' };

test('entries are read as they are written', () => {
  const [mine, other] = ['5f0c1b2a3d4e', '0a1b2c3d4e5f'];
  const entries = [`${now} sms nudge ${mine}`, `${now - hour} email  ${other}`, `${now - day} email day-1`];
  const older = [
    { at: now - hour, channel: 'email', sequence: '' },
    { at: now - day, channel: 'email', sequence: 'day-1' },
  ];
  const newest = { at: now, channel: 'sms', sequence: 'nudge' };
  expect(readTouches(entries, '01a20294-4239-77d5-a211-9523b9310000')).toEqual([newest, ...older]);
  // What is tried again is no touch besides itself.
  expect(readTouches(entries, `01a20294-4239-77d5-a211-${mine}`)).toEqual(older);
});

test('a cap has room again when the oldest that fills it is a day old, to the millisecond', () => {
  const touches = [touch(hour), touch(20 * hour)];
  expect(fullCap(caps({ perDay: 3 }), touches, about, now)).toBeUndefined();
  const full = fullCap(caps({ perDay: 2 }), touches, about, now);
  expect(full).toEqual({ cap: 'day', of: 'contact', limit: 2, sent: 2, until: now + 4 * hour });
  expect(fullCap(caps({ perDay: 2 }), touches, about, now + 4 * hour - 1)).toBeDefined();
  expect(fullCap(caps({ perDay: 2 }), touches, about, now + 4 * hour)).toBeUndefined();
});

test('of several full caps the one that has room last counts', () => {
  const touches = [touch(hour), touch(3 * day)];
  const full = fullCap(caps({ perDay: 1, perWeek: 2 }), touches, about, now);
  expect(full).toMatchObject({ cap: 'week', until: now + 4 * day });
});

test('caps of a sequence and of a channel count theirs alone', () => {
  const touches = [touch(hour, 'sms', 'other'), touch(2 * hour, 'email', 'other'), touch(3 * hour, 'sms', 'nudge')];
  const one = { perDay: 1, perWeek: null };
  expect(fullCap(caps({ sequence: one }), touches, about, now)).toMatchObject({
    of: 'sequence',
    until: now + 21 * hour,
  });
  expect(fullCap(caps({ sequence: one }), touches, { channel: 'email', sequence: null }, now)).toBeUndefined();
  expect(fullCap(caps({ channels: { email: one } }), touches, about, now)).toMatchObject({
    of: 'channel',
    until: now + 22 * hour,
  });
  expect(fullCap(caps({ channels: { slack: one } }), touches, about, now)).toBeUndefined();
});

test('whoever sends only when there is room never exceeds a cap in any stretch of its length', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 30 * hour }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }), (steps, perDay, perWeek) => {
      const limits = caps({ perDay, perWeek });
      let at = now;
      let touches: Touch[] = [];
      const sent: number[] = [];
      for (const step of steps) {
        at += step;
        const full = fullCap(limits, touches, about, at);
        if (full) expect(fullCap(limits, touches, about, full.until)).toBeUndefined();
        at = full?.until ?? at;
        sent.push(at);
        touches = [{ at, ...about }, ...touches].slice(0, 32);
      }
      for (const from of sent) {
        expect(sent.filter((one) => one >= from && one < from + day).length).toBeLessThanOrEqual(perDay);
        expect(sent.filter((one) => one >= from && one < from + 7 * day).length).toBeLessThanOrEqual(perWeek);
      }
    }),
  );
});
