import { describe, expect, it } from 'vitest';
import { faultOfPassword, passwordLength } from './password-rules.ts';

const email = 'marianne@example.com';

describe('a password', () => {
  it.each([
    'correct horse battery staple',
    'viele kleine graue Katzen',
    'Xk3-vv9-Qp2-zz1',
    'tramway-lemon-orbit',
    'my password is a long one',
    'ひらがなカタカナ漢字混在文字列',
  ])('may be %j', (password) => {
    expect(faultOfPassword(password, email)).toBeUndefined();
  });

  it.each([
    ['short', 'has 5 characters, and needs 12 or more'],
    ['x'.repeat(passwordLength.max + 1), 'has more than 200 characters'],
    ['aaaaaaaaaaaa', 'repeats the same few characters'],
    ['abababababab', 'repeats the same few characters'],
    ['marianne@example.com', 'is made of the e-mail address'],
    ['Marianne2026!', 'is made of the e-mail address'],
    ['password1234', 'is one of those that are guessed first'],
    ['Password12345!', 'is one of those that are guessed first'],
    ['qwertyuiop12', 'is one of those that are guessed first'],
    ['123456789012', 'is one of those that are guessed first'],
    ['abcdefghijklm', 'is one of those that are guessed first'],
    ['admin-admin-2026', 'is one of those that are guessed first'],
  ])('may not be %j', (password, fault) => {
    expect(faultOfPassword(password, email)).toBe(fault);
  });

  it('counts characters as people do, not bytes', () => {
    expect(faultOfPassword('🦊🐻🐼🐨🐯🦁', email)).toBe('has 6 characters, and needs 12 or more');
  });
});
