import { expect, test } from 'vitest';
import { alertKinds, type KeptAlert } from './alert.ts';
import { alertText } from './alert-text.ts';
import type { AlertItem, News } from './decide-alerts.ts';
import { standingConditions } from './standing-conditions.ts';
import { voiceFor } from './words/languages.ts';

const now = Date.UTC(2026, 4, 4, 9);
const rules = { targets: [], deadLetters: 10, lateAfterMs: 300_000 };

/** One of every kind. */
const conditions = standingConditions(
  {
    now,
    senders: [
      {
        key: 'office',
        channel: 'email',
        isPaused: false,
        brokenUntil: now,
        lastError: '535 bad login',
        mailboxError: null,
      },
      {
        key: 'spare',
        channel: 'email',
        isPaused: false,
        brokenUntil: null,
        lastError: null,
        mailboxError: 'no\nroute',
      },
    ],
    deadLetters: [
      { reason: 'content_refused', count: 90 },
      { reason: 'no_sender', count: 20 },
    ],
    unknownOutcomes: 1,
    oldestDueAt: now - 3_600_000,
    coverage: [
      { type: 'lead', cause: 'scheduled', isCovered: true, count: 7 },
      { type: 'lead', cause: 'unanswered', isCovered: false, count: 1 },
      { type: 'appointment', cause: 'stranded', isCovered: false, count: 2 },
    ],
    results: [
      { key: 'office', accepted: 40, refused: 9, bounced: 9, complained: 5 },
      { key: 'spare', accepted: 1_195, refused: 5, bounced: 75, complained: 1 },
    ],
  },
  rules,
);
const itemsOf = (news: News): AlertItem[] =>
  conditions.map((condition) => {
    const alert: KeptAlert = { ...condition, since: now - 7_200_000, seenAt: now, told: {} };
    return { alert, news };
  });

test('every kind is found, with its level', () => {
  expect(conditions.map(({ kind, subject, level }) => `${kind} ${subject} ${level}`.replace('  ', ' '))).toEqual([
    'sender_unavailable office warning',
    'engine_late critical',
    'dead_letters critical',
    'unknown_outcomes warning',
    'coverage_gaps warning',
    'mailbox_unreadable spare warning',
    'bounce_rate spare warning',
  ]);
  expect(new Set(conditions.map(({ kind }) => kind))).toEqual(new Set(alertKinds));
});

test('a sender that only a paused one could stand in for is urgent', () => {
  const sender = { channel: 'sms', lastError: null, mailboxError: null } as const;
  const facts = { now, deadLetters: [], unknownOutcomes: 0, oldestDueAt: null, coverage: [], results: [] };
  const senders = [
    { ...sender, key: 'a', isPaused: false, brokenUntil: now - 1 },
    { ...sender, key: 'b', isPaused: true, brokenUntil: null },
  ];
  expect(standingConditions({ ...facts, senders }, rules)).toMatchObject([{ subject: 'a', level: 'critical' }]);
});

test('a sender that is paused does not work on purpose, and nobody is told', () => {
  const facts = { now, deadLetters: [], unknownOutcomes: 0, oldestDueAt: null, coverage: [], results: [] };
  const sender = {
    key: 'a',
    channel: 'sms',
    isPaused: true,
    lastError: '535 bad login',
    mailboxError: 'no route',
  } as const;
  const rested = [{ ...sender, brokenUntil: now + 1 }];
  expect(standingConditions({ ...facts, senders: rested }, rules)).toEqual([]);
});

test('where too many have failed to count unknown outcomes, what stood still stands', () => {
  const facts = {
    now,
    senders: [],
    deadLetters: [],
    oldestDueAt: null,
    coverage: [],
    unknownOutcomes: null,
    results: [],
  };
  const before = conditions.filter(({ kind }) => kind === 'unknown_outcomes' || kind === 'engine_late');
  expect(standingConditions(facts, rules, before)).toMatchObject([{ kind: 'unknown_outcomes', facts: { count: 1 } }]);
  expect(standingConditions({ ...facts, unknownOutcomes: 0 }, rules, before)).toEqual([]);
});

test('what was not counted this time still stands, but not of a sender that was removed', () => {
  const sender = { channel: 'email', isPaused: false, brokenUntil: null, lastError: null, mailboxError: null } as const;
  const facts = { now, deadLetters: [], unknownOutcomes: 0, oldestDueAt: null, coverage: [], results: null };
  const before = conditions.filter(({ kind }) => kind === 'bounce_rate' || kind === 'engine_late');
  const found = (key: string) => standingConditions({ ...facts, senders: [{ ...sender, key }] }, rules, before);
  expect(found('spare')).toMatchObject([{ kind: 'bounce_rate', subject: 'spare' }]);
  expect(found('office')).toEqual([]);
});

const surroundingsIn = (locale: string) => ({
  voice: voiceFor(locale, 'Europe/Paris'),
  organization: 'Studio',
  publicUrl: 'https://relance.example.com',
});

test('says what is known of everything, and where to look', () => {
  const { subject, text } = alertText(itemsOf('new'), surroundingsIn('en'), false);
  expect(subject).toBe('Studio: Warning: the sender office (e-mail) does not work (and 6 more)');
  const since = 'Since Monday, May 4, 2026 at 9:00 AM (Europe/Paris).';
  const [title, ...paragraphs] = text.split('\n\n');
  expect(title).toBe('Studio');
  expect(paragraphs).toEqual([
    `Warning: The sender office (e-mail) does not work. Messages go out by the next one of its channel. The provider said: 535 bad login.\n${since}\nhttps://relance.example.com/alerts`,
    `Urgent: Messages go out late: the oldest one that is due has waited for 1 hour. Is a worker running?\n${since}\nhttps://relance.example.com/alerts`,
    `Urgent: 110 messages were given up within an hour. The most frequent reason (90): the provider does not accept what it says. What was given up can be tried again or discarded.\n${since}\nhttps://relance.example.com/follow-ups?view=failed`,
    `Warning: Of 1 message nobody knows whether it was sent, and nothing looks into it any more. Find out from the provider and say so.\n${since}\nhttps://relance.example.com/follow-ups?view=failed`,
    `Warning: Nobody sees to 3 of 10 live records. 2 appointments: in a sequence of which nothing is planned; 1 lead: the person wrote last and waits for an answer.\n${since}\nhttps://relance.example.com/coverage`,
    `Warning: The mailbox of the sender spare cannot be read: answers and bounces are not noticed. The provider said: no route.\n${since}\nhttps://relance.example.com/alerts`,
    `Warning: Of 1,200 messages by the sender spare (e-mail) in the last 7 days, 75 went to addresses that do not work (6.25%), and 1 was called spam (0.08%). Providers block senders for that. Find out where these addresses come from, and pause what writes to them.\n${since}\nhttps://relance.example.com/alerts`,
  ]);
});

test('is three titles and a number where length costs, and needs no address of its own', () => {
  const { text } = alertText(itemsOf('new'), { ...surroundingsIn('de'), publicUrl: undefined }, true);
  expect(text).toBe(
    'Studio: Achtung: der Absender office (E-Mail) funktioniert nicht\nDringend: Nachrichten gehen verspätet hinaus\nDringend: 110 Nachrichten in einer Stunde aufgegeben\nund 4 weitere',
  );
});

test('says that it is over, and how long it lasted', () => {
  const { subject, text } = alertText(itemsOf('over').slice(0, 1), surroundingsIn('fr'), false);
  expect(subject).toBe('Studio : Terminé : L’expéditeur office (e-mail) fonctionne à nouveau.');
  expect(text).toBe(
    'Studio\n\nTerminé : L’expéditeur office (e-mail) fonctionne à nouveau. Cela a duré 2\u00a0heures.',
  );
});

test.each(['en', 'fr', 'es', 'de'])('in the language %s nothing is left out', (locale) => {
  const seen = new Set<string>();
  for (const news of ['new', 'again', 'over'] as const) {
    for (const item of itemsOf(news)) {
      for (const isShort of [true, false]) {
        const { subject, text } = alertText([item], surroundingsIn(locale), isShort);
        expect(subject + text).not.toMatch(/undefined|null|NaN|\[object|\(\)| {2}|: \./);
        seen.add(text);
      }
    }
  }
  // A reminder differs from the first time, but for text messages.
  expect(seen.size).toBe(5 * alertKinds.length);
});
