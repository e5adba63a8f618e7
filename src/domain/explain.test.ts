// What is said about reasons whose facts matter, in every language; and what is said where facts are missing.
import { describe, expect, test } from 'vitest';
import { decisionInWords, explain } from './explain.ts';
import type { Facts } from './facts.ts';
import { languages, voiceFor } from './words/languages.ts';
import { durationInWords } from './words/told.ts';

const at = Date.UTC(2026, 4, 4, 20, 15);
const until = Date.UTC(2026, 4, 5, 6);
const english = voiceFor('en-GB', 'Europe/Paris');

const skipped = (reason: string, facts: Facts | null, voice = english) =>
  decisionInWords({ at, kind: 'skipped', reason, facts }, voice).text;
const deferred = (reason: string, facts: Facts) =>
  decisionInWords({ at, kind: 'deferred', reason, facts: { ...facts, until } }, english).text;

const again = 'It is looked at again on Tuesday, 5 May 2026 at 08:00 (Europe/Paris).';

test.each([
  ['no_consent', 'the person has not agreed to marketing messages by SMS'],
  ['consent_refused', 'the person said no to marketing messages by SMS'],
  ['preference_off', 'the person switched off marketing messages by SMS'],
])('says to what the person did not agree: %s', (reason, why) => {
  expect(skipped(reason, { channel: 'sms', category: 'marketing', mode: 'opt_in' })).toBe(`Not sent: ${why}.`);
});

test.each([
  ['preference_paused', {}, 'the person asked for a break until Tuesday, 5 May 2026 at 08:00 (Europe/Paris)'],
  [
    'recently_active',
    { lastInboundAt: at - 3_600_000, quietMs: 7_200_000 },
    'the person wrote to us on Monday, 4 May 2026 at 21:15 (Europe/Paris) and is left alone for 2 hours',
  ],
  [
    'cap_reached',
    { cap: 'day', of: 'contact', limit: 1, sent: 1 },
    'the person had 1 message within 24 hours, and 1 may be sent',
  ],
  [
    'cap_reached',
    { cap: 'week', of: 'channel', limit: 3, sent: 3 },
    'the person had 3 messages over this channel within 7 days, and 3 may be sent',
  ],
  [
    'gap',
    { gapMs: 5_400_000, lastAt: at },
    'the last message to this person went out on Monday, 4 May 2026 at 22:15 (Europe/Paris), and the next has to wait 1 hour and 30 minutes',
  ],
  [
    'quiet_hours',
    { zone: 'Europe/Berlin', localTime: '22:15', opens: '08:00' },
    'it was 22:15 for the person (Europe/Berlin), which is in the quiet hours',
  ],
  [
    'business_hours',
    { zone: 'Asia/Tokyo', localTime: at, opens: until },
    'it was outside business hours (05:15, Asia/Tokyo)',
  ],
  ['holiday', { name: 'Labour Day', date: '2026-05-01' }, 'Friday, 1 May 2026 is a holiday (Labour Day)'],
  ['blackout', { reason: 'we move house' }, 'nothing is sent during these days (we move house)'],
])('says with the facts why it was put off: %s', (reason, facts, why) => {
  expect(deferred(reason, facts)).toBe(`Not sent yet: ${why}. ${again}`);
});

test('says what would change it, with the instant', () => {
  const followUp = {
    state: 'scheduled',
    kind: 'message',
    channel: 'sms',
    dueAt: at,
    queueAt: until,
    endedAt: null,
    reason: 'quiet_hours',
  } as const;
  const facts = { zone: 'Europe/Paris', localTime: '22:15', opens: '08:00', until };
  const decisions = [{ at, kind: 'deferred', reason: 'quiet_hours', facts }];
  expect(explain(followUp, decisions, at, english)).toMatchObject({
    nextAt: until,
    wouldSendIf: 'the quiet hours are over; it is looked at again on Tuesday, 5 May 2026 at 08:00 (Europe/Paris)',
  });
  // Of a version that wrote the words down when it decided, about something that this one does not know.
  const old = { at, kind: 'deferred', reason: 'full_moon', facts: { wouldSendIf: 'the moon wanes' } };
  expect(explain({ ...followUp, reason: 'full_moon' }, [old], at, english).wouldSendIf).toBe('the moon wanes');
  // Put off, then moved by hand: what stood against it before no longer does.
  const moved = { at, kind: 'moved', reason: 'rescheduled', facts: {} };
  expect(explain({ ...followUp, reason: 'rescheduled' }, [...decisions, moved], at, english).wouldSendIf).toBeNull();
});

test('names the rule and who has set it', () => {
  const decision = { at, kind: 'deferred', reason: 'gap', facts: { source: 'sequence' } };
  const { rule, source } = decisionInWords(decision, english);
  expect({ rule, source }).toEqual({ rule: 'Limit of messages per person', source: 'set for the sequence' });
});

describe.each(Object.keys(languages))('in %s', (language) => {
  const voice = voiceFor(language, 'UTC');
  const { why, wouldSendIf } = voice.words;

  test('a sentence whose facts are missing has no hole in it', () => {
    for (const reason of [...Object.keys(why), ...Object.keys(wouldSendIf)]) {
      const text = skipped(reason, null, voice);
      expect(text, reason).not.toMatch(/undefined|\(\)|“”|„“|«\s*»| {2}|NaN/);
      expect(text.length, reason).toBeGreaterThan(15);
    }
  });

  test('no kind of decision says undefined', () => {
    for (const kind of Object.keys(voice.words.decisions)) {
      expect(decisionInWords({ at, kind, reason: null, facts: null }, voice).text, kind).not.toMatch(/undefined|NaN/);
    }
  });
});

test.each([
  ['pt-BR', 'en', 'en'],
  ['fr-CA', 'fr', 'fr-CA'],
  ['de_AT', 'de', 'de'],
  ['', 'en', 'en'],
])('the locale %j is spoken to in %s', (locale, language, dates) => {
  const voice = voiceFor(locale, 'Mars/Olympus');
  expect(voice).toEqual({ words: languages[language as 'en'], locale: dates, zone: 'UTC' });
});

test.each([
  [0, '0 seconds'],
  [90_000, '1 minute and 30 seconds'],
  [3_600_000, '1 hour'],
  [90_061_000, '1 day and 1 hour'],
])('%d ms are %s', (ms, text) => {
  expect(durationInWords(english, ms)).toBe(text);
});
