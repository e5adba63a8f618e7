import { expect, test } from 'vitest';
import { regionalQuietHours, regionalQuietHoursOf } from './regional-quiet-hours.ts';

const now = Date.parse('2026-05-04T10:00Z');
const regionsOf = (...asked: Parameters<typeof regionalQuietHoursOf>) =>
  regionalQuietHoursOf(...asked).map(({ region }) => region);

test('a state has its own hours beside those of its country', () => {
  expect(regionsOf('US-FL', 'sms', 'marketing', now)).toEqual(['US', 'US-FL']);
  expect(regionsOf('US-GA', 'whatsapp', 'nurture', now)).toEqual(['US']);
  expect(regionsOf('US', 'sms', 'marketing', now)).toEqual(['US']);
});

test('they hold for soliciting over a phone number, in regions that are known', () => {
  expect(regionsOf('US-FL', 'email', 'marketing', now)).toEqual([]);
  expect(regionsOf('US-FL', 'none', 'marketing', now)).toEqual([]);
  expect(regionsOf('US-FL', 'sms', 'conversational', now)).toEqual([]);
  expect(regionsOf('US-FL', 'sms', 'reminder', now)).toEqual([]);
  expect(regionsOf('FR', 'sms', 'marketing', now)).toEqual([]);
  expect(regionsOf(undefined, 'sms', 'marketing', now)).toEqual([]);
});

test('a law counts from the day on which it came into force', () => {
  expect(regionsOf('US-OK', 'sms', 'marketing', Date.parse('2022-10-31T12:00Z'))).toEqual(['US']);
  expect(regionsOf('US-OK', 'sms', 'marketing', Date.parse('2022-11-01T12:00Z'))).toEqual(['US', 'US-OK']);
});

test('every row is quiet at night, names its law and a day', () => {
  for (const { from, to, since, law } of regionalQuietHours) {
    expect(from).toBeGreaterThan(to);
    expect(law).not.toBe('');
    expect(new Date(since).toISOString().slice(0, 10)).toBe(since);
  }
});
