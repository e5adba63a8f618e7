import { describe, expect, test } from 'vitest';
import { readReplyWord, saysYes } from './reply-words.ts';

describe('a message means stop', () => {
  test.each([
    'STOP',
    'stop.',
    'Stop please',
    'please stop!',
    ' "Stop" ',
    'UNSUBSCRIBE',
    'opt-out',
    'Quit',
    'STOPALL',
    'Arrêt',
    'stop 🛑',
    'REVOKE',
    'cancel',
    'ＳＴＯＰ',
    'S T O P',
    's.t.o.p',
    'stop stop stop',
    'Ok stop',
    'STOP SMS',
    'unsubscribe me',
    'STOP\n\nSent from my iPhone',
    'Stop please\n\nBest regards,\nJohn Doe',
    'Stop. Thanks,\nJohn',
    'STOP\r\n\r\nKind regards\r\nJane Roe\r\nHead of Sales, Harbour Ltd.\r\n+44 20 7946 0000\r\n',
    'Abmelden\n\nMit freundlichen Grüßen\nErika Muster',
    'Désabonner\n\nBien à vous,\nAnne',
    'Baja\n\nUn saludo,\nAna',
    'Désabonner',
    'annuler',
    'Стоп',
    '停止',
    'やめて',
    '🛑',
    'End',
  ])('when it is %s', (text) => expect(readReplyWord(text)).toBe('stop'));
});

describe('a message is an ordinary reply', () => {
  test.each([
    'the bus stop at 5',
    "don't stop",
    "I'll stop by",
    'stop by at 5?',
    'yes',
    'Cancel my appointment on Monday',
    'no end in sight',
    'a b c',
    'stop it, you two',
    'I have to stop here\n\nBest regards,\nJohn',
    'Stop by at five!\n\nBest,\nJohn',
    'Best regards\nstop',
    'please do not stop',
    'helpful, thanks',
    '',
    '!!!',
  ])('when it is "%s"', (text) => expect(readReplyWord(text)).toBeUndefined());
});

test('start and help are words of their own', () => {
  expect(readReplyWord('Start')).toBe('start');
  expect(readReplyWord('UNSTOP')).toBe('start');
  expect(readReplyWord('help?')).toBe('help');
  expect(readReplyWord('Info, please')).toBe('help');
});

describe('a yes', () => {
  test.each(['YES', 'yes!', 'Yes, please', 'oui', 'Sí', 'ja.', 'Y'])('is the whole of the message: %s', (text) => {
    expect(saysYes(text)).toBe(true);
    expect(readReplyWord(text)).toBeUndefined();
  });

  test.each(['yes but later', 'no', 'oui ou non', '', 'yesterday'])('is nothing else: %s', (text) => {
    expect(saysYes(text)).toBe(false);
  });
});
