import { expect, test } from 'vitest';
import { instantOfWallTime, isTimeZone, readInstant, wallClock } from './zoned-time.ts';

test('a wall-clock time in a gap is the first instant after it', () => {
  expect(new Date(instantOfWallTime('2026-03-29T02:30', 'Europe/Paris')).toISOString()).toBe(
    '2026-03-29T01:00:00.000Z',
  );
  // Lord Howe puts its clocks forward by half an hour.
  expect(new Date(instantOfWallTime('2026-10-04T02:15', 'Australia/Lord_Howe')).toISOString()).toBe(
    '2026-10-03T15:30:00.000Z',
  );
  // Apia had no 30 December 2011.
  expect(new Date(instantOfWallTime('2011-12-30T12:00', 'Pacific/Apia')).toISOString()).toBe(
    '2011-12-30T10:00:00.000Z',
  );
});

test('a wall-clock time that comes twice is the first of the two', () => {
  expect(new Date(instantOfWallTime('2026-10-25T02:30', 'Europe/Paris')).toISOString()).toBe(
    '2026-10-25T00:30:00.000Z',
  );
});

test('an instant needs an offset or a zone', () => {
  expect(readInstant('2026-05-04T15:00:00Z')).toBe(Date.UTC(2026, 4, 4, 15));
  expect(readInstant('2026-05-04T15:00')).toBeUndefined();
  expect(readInstant('2016-04-29T15:00', 'America/Sao_Paulo')).toBe(Date.UTC(2016, 3, 29, 18));
  expect(readInstant('tomorrow', 'Europe/Paris')).toBeUndefined();
});

test('time zones are IANA names', () => {
  expect(['Europe/Paris', 'UTC', 'Antarctica/Troll'].every(isTimeZone)).toBe(true);
  expect(['+02:00', 'Mars/Olympus', '', 'CEST!'].some(isTimeZone)).toBe(false);
});

test('a clock finds the instants of wall-clock times, in any order, as one would look them up', () => {
  const days = Array.from(
    { length: 400 },
    (_, index) => Date.UTC(2005, 0, 1) + ((index * 97) % 400) * 23.41 * 86_400_000,
  );
  for (const zone of [
    'Europe/Paris',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'Antarctica/Troll',
    'America/St_Johns',
    'UTC',
  ]) {
    for (const day of days) {
      const local = Math.floor(day / 60_000) * 60_000;
      const text = new Date(local).toISOString().slice(0, 16);
      expect(wallClock(zone).firstAt(local), `${text} ${zone}`).toBe(instantOfWallTime(text, zone));
    }
  }
});

test('a clock that is put back stands still until it has caught up', () => {
  const paris = wallClock('Europe/Paris');
  const utc = (time: string) => Date.parse(`${time}Z`);
  const beforeTheEnd = utc('2026-10-25T00:59:59.999');
  expect(paris.reachedAt(beforeTheEnd)).toBe(utc('2026-10-25T02:59:59.999'));
  expect(paris.shownAt(utc('2026-10-25T01:30'))).toBe(utc('2026-10-25T02:30'));
  expect(paris.reachedAt(utc('2026-10-25T01:30'))).toBe(utc('2026-10-25T02:59:59.999'));
  expect(paris.reachedAt(utc('2026-10-25T02:00'))).toBe(utc('2026-10-25T03:00'));
  // Exact where the clock was put back: the time that it had not shown yet comes after the repeated hour.
  expect(paris.firstAt(utc('2026-10-25T03:00'))).toBe(utc('2026-10-25T02:00'));
  expect(() => wallClock('Mars/Olympus')).toThrow(RangeError);
});
