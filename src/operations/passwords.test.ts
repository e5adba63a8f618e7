import { expect, it } from 'vitest';
import { passwordInputMax } from '../domain/password-rules.ts';
import { hashNewPassword, isPassword } from './passwords.ts';

const email = 'ana@example.com';
const longest = '🦊🐻🐼🐨🐯'.repeat(40);

it.each([
  ['accents', 'crème brûlée à midi', 'NFD'],
  // Three times as many code units as characters, and nearly as long as can be.
  ['syllables', '한글로쓴비밀번호는길다'.repeat(18), 'NFD'],
  ['wide letters', 'ｆｏｕｒ　ｗｉｄｅ　ｗｏｒｄｓ　ｈｅｒｅ', 'NFKC'],
] as const)('a password is the same however a keyboard puts it together: %s', async (_, password, form) => {
  const other = password.normalize(form);
  expect(other).not.toBe(password);
  for (const [first, second] of [
    [password, other],
    [other, password],
  ] as const)
    expect(await isPassword(second, await hashNewPassword(first, email, 'password'))).toBe(true);
});

it('the longest password is another one than what only begins with it', async () => {
  const hash = await hashNewPassword(longest, email, 'password');
  expect(await isPassword(longest, hash)).toBe(true);
  for (const more of ['x', '🦊', 'x'.repeat(passwordInputMax)])
    expect([more.length, await isPassword(longest + more, hash)]).toEqual([more.length, false]);
  await expect(hashNewPassword(`${longest}x`, email, 'password')).rejects.toMatchObject({ code: 'invalid_input' });
});
