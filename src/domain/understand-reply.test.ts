import { describe, expect, test } from 'vitest';
import type { EventType, RelanceEvent } from './event.ts';
import { readReplyWord } from './reply-words.ts';
import { understand } from './understand-reply.ts';

// A Wednesday, 12:30 in Paris.
const now = Date.parse('2026-05-06T10:30:00Z');

function understood(type: EventType, text: string, subject?: string) {
  const event: RelanceEvent = {
    id: 'e',
    type,
    occurredAt: now,
    contact: { addresses: [], attributes: {} },
    subject: { type: 'conversation', key: 'c', facts: {} },
    message: { text, ...(subject !== undefined && { subject }) },
    data: {},
  };
  const meaning = understand(event, type === 'message.received' ? readReplyWord(text) : undefined, 'Europe/Paris');
  const until = meaning?.until;
  return [meaning?.meaning, ...(until === undefined ? [] : [new Date(until).toISOString().slice(0, 16)])];
}

describe('an answer', () => {
  test.each([
    ['Not now, try me again in two weeks', '2026-05-20T07:00'],
    ['Call me in an hour', '2026-05-06T11:30'],
    ['Please contact me again next month. Thanks!', '2026-06-06T07:00'],
    ['I am busy right now, can you call me back tomorrow?', '2026-05-07T07:00'],
    ['Can we talk on Friday at 3pm?', '2026-05-08T13:00'],
    ["Let's talk next week\n\nBest regards\nAnna Smith\nCEO, Corp", '2026-05-13T07:00'],
    ['check back in January please', '2027-01-01T08:00'],
    ['remind me on 25/06/2026', '2026-06-25T07:00'],
    ['Pas maintenant, rappelez-moi dans deux semaines svp', '2026-05-20T07:00'],
    ['Je suis occupé, recontactez-moi la semaine prochaine', '2026-05-13T07:00'],
    ['Ahora no, llámame la próxima semana', '2026-05-13T07:00'],
    ['Ahora no puedo, escríbeme el mes que viene', '2026-06-06T07:00'],
    ['Jetzt nicht, bitte melden Sie sich in zwei Wochen wieder', '2026-05-20T07:00'],
    ['Ich habe gerade keine Zeit, versuchen Sie es nächste Woche nochmal', '2026-05-13T07:00'],
  ])('that asks for another time: %s', (text, until) => {
    expect(understood('message.received', text)).toEqual(['later', until]);
  });

  test.each([
    'not now',
    'in two weeks',
    'later',
    'I have signed with someone else, maybe we talk in two weeks',
    'I am on holiday until Monday, write me then',
    'I will call you tomorrow',
    'tomorrow at 5pm works',
    'call me today or tomorrow',
    'remind me on 05/06/2026',
    'call me on 3 May 2024',
    'stop, and call me in two weeks',
    `call me in two weeks ${'again '.repeat(60)}`,
  ])('that may mean anything: %s', (text) => {
    expect(understood('message.received', text)).toEqual([undefined]);
  });

  test.each([
    ['Yes please', 'yes'],
    ['no thanks', 'no'],
    ["I'm not interested.", 'no'],
    ['Nein danke', 'no'],
    ['How much is it?', 'question'],
    ['Is that so?\n\nBest regards\nAnna', 'question'],
    ['STOP', 'stop'],
    ['help', 'help'],
    ['Great, see you there', undefined],
    ['No, the red one', undefined],
  ])('%s', (text, meaning) => {
    expect(understood('message.received', text)).toEqual([meaning]);
  });

  test('is read in time that grows with its length, however often it asks', () => {
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) understood('message.received', `${'ahora no '.repeat(31)}mañana x`);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('a note of absence', () => {
  test.each([
    ['I am out of the office until Monday, May 18 with limited access to email.', '2026-05-19T07:00'],
    ['I am out of the office from 20 September until 3 October and will be back on 4 October.', '2026-10-04T07:00'],
    ['I am away May 7 - May 15. In urgent cases write to Bob.', '2026-05-16T07:00'],
    ['I am on leave. I will return on 05/18/2026.', '2026-05-18T07:00'],
    ['Out of office, back tomorrow', '2026-05-07T07:00'],
    ['Je suis absent du bureau jusqu’au 18 mai inclus.', '2026-05-19T07:00'],
    ['Je suis en congés et serai de retour le lundi 18 mai 2026.', '2026-05-18T07:00'],
    ['Estoy de vacaciones hasta el 18 de mayo.', '2026-05-19T07:00'],
    ['Estaré fuera de la oficina y vuelvo el 25 de mayo', '2026-05-25T07:00'],
    ['Ich bin bis einschließlich 18.05.2026 nicht im Büro.', '2026-05-19T07:00'],
    ['Ich bin im Urlaub und ab dem 18. Mai wieder erreichbar.', '2026-05-18T07:00'],
  ])('%s', (text, until) => {
    expect(understood('message.autoReplied', text)).toEqual(['out_of_office', until]);
  });

  test('says it in its subject', () => {
    expect(understood('message.autoReplied', 'Thank you.', 'Out of office until 18 May')[1]).toBe('2026-05-19T07:00');
  });

  test.each([
    'I am out of the office.',
    'Thanks for your message. We will get back to you by Monday.',
    'I was out of the office until 3 May.',
    'I am out of the office until 3 March 2029',
  ])('that is none, or names no day to wait for: %s', (text) => {
    expect(understood('message.autoReplied', text)).toEqual([undefined]);
  });

  test('is none when a person writes it', () => {
    expect(understood('message.received', 'I am out of the office until 18 May.')).toEqual([undefined]);
  });
});
