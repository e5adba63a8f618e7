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
  const meaning = understand(
    event,
    type === 'message.received' ? readReplyWord(text) : undefined,
    () => 'Europe/Paris',
  );
  const until = meaning?.until;
  return [meaning?.meaning, ...(until === undefined ? [] : [new Date(until).toISOString().slice(0, 16)])];
}

describe('an answer', () => {
  test.each([
    ['Not now, try me again in two weeks', '2026-05-20T07:00'],
    ['Call me in an hour', '2026-05-06T11:30'],
    ['Please contact me again next month. Thanks!', '2026-06-06T07:00'],
    ['I am busy right now, can you call me back tomorrow?', '2026-05-07T07:00'],
    ['Please call me on Friday at 3pm', '2026-05-08T13:00'],
    ['Try again next week\n\nBest regards\nAnna Smith\nCEO, Corp', '2026-05-13T07:00'],
    ['Not now. Ask me again in 6 months, ok?', '2026-11-06T08:00'],
    ['It’s not a good time, call me on Monday', '2026-05-11T07:00'],
    ['not now, maybe on Monday', '2026-05-11T07:00'],
    ['call me on 2026-06-01', '2026-06-01T07:00'],
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
    'I am busy tomorrow',
    'Ce n’est pas possible demain',
    'Nächste Woche habe ich keine Zeit',
    'Call me now, I am busy tomorrow',
    'Please email me by Friday',
    'Rappelez-moi avant lundi',
    'Bitte melden Sie sich bis morgen',
    'I can call you tomorrow',
    'Je vous rappelle demain',
    'Ich melde mich morgen',
    'A call on Monday at 10 is ok',
    'Hasta luego, hasta mañana',
    'call me from 2pm to 4pm tomorrow',
    'I am busy from 4 to 6 May',
    'call me on May 5',
    'Call me at 5',
    'call me tomorrow at 3pm EST',
    'Please call me. April',
    'Guten Morgen, bitte melden Sie sich',
    'try again in 10000 years',
    'call me in 1000000 weeks',
    'call me on 12 may 500 BE',
    'melden Sie sich am 12. Mai 300 v. Chr.',
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
    ['Thanks!', 'thanks'],
    ['Ok, merci 👍', 'thanks'],
    ['', undefined],
    ['...', undefined],
    ['Great, see you there', undefined],
    ['No, the red one', undefined],
  ])('%s', (text, meaning) => {
    expect(understood('message.received', text)).toEqual([meaning]);
  });

  test.each([
    ['that asks again and again', `${'ahora no '.repeat(31)}mañana x`],
    ['of line breaks', `hello${'\n'.repeat(100_000)}x`],
    ['of white space', '\n\t'.repeat(50_000)],
    ['of dates', '5 days '.repeat(15_000)],
  ])('%s is read at once', (_what, text) => {
    const began = performance.now();
    understood('message.received', text);
    understood('message.autoReplied', `I am out of the office ${text}`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('a note of absence', () => {
  test.each([
    ['I am out of the office until Monday, May 18 with limited access to email.', '2026-05-19T07:00'],
    ['I am out of the office from 20 June until 3 July and will be back on 4 July.', '2026-07-04T07:00'],
    ['I am away May 7 - May 15. In urgent cases write to Bob.', '2026-05-16T07:00'],
    ['I am away from 4 May to 15 May.', '2026-05-16T07:00'],
    ['I am out of the office until 8 May. My colleague Jane will be back on 25 May.', '2026-05-09T07:00'],
    ['I am on holiday.\nI will be back on Monday, 11 May.', '2026-05-11T07:00'],
    ['Ich bin ab 11.05.2026 im Urlaub und ab 25.05.2026 wieder erreichbar.', '2026-05-25T07:00'],
    ['Je suis absent du 4 au 15 mai inclus.', '2026-05-16T07:00'],
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

  test('says it in its subject, where that is not ours', () => {
    expect(understood('message.autoReplied', 'Thank you.', 'Out of office until 18 May')[1]).toBe('2026-05-19T07:00');
    const ours = 'Automatic reply: Your offer, if you are out of the office until 30 June';
    expect(understood('message.autoReplied', 'Thank you.', ours)).toEqual([undefined]);
  });

  test.each([
    'I am out of the office.',
    'Thanks for your message. We will get back to you by Monday.',
    'I was out of the office until 3 May.',
    'Our office hours are Monday to Friday, 9am to 5pm, except holidays.',
    'Holiday sale until 31 May!',
    'Your holiday request from 4 June to 18 June has been received.',
    'An agent will be available on 12 May.',
    'I am out of the office until 2pm.',
    'Ab Montag bin ich im Urlaub.',
    'I am out of the office until 12 May 500 BC.',
    'I am out of the office until 3 March 2029',
  ])('that is none, or names no day to wait for: %s', (text) => {
    expect(understood('message.autoReplied', text)).toEqual([undefined]);
  });

  test('is none when a person writes it', () => {
    expect(understood('message.received', 'I am out of the office until 18 May.')).toEqual([undefined]);
  });
});
