import { describe, expect, test } from 'vitest';
import { readReplyWord } from './reply-words.ts';

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
