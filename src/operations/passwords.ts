/** Passwords of operators: checked, hashed, compared. The hashing is a library's (scrypt, in Node's own threads). */
import { hashPassword, verifyPassword } from '@better-auth/utils/password';
import { faultOfPassword, passwordInputMax, passwordLength, plainPassword } from '../domain/password-rules.ts';
import { invalidInput } from '../errors.ts';
import { newSecret } from '../ids.ts';

/**
 * @param path where it stands in the input
 * @throws RelanceError `invalid_input` when it breaks the rules of `domain/password-rules.ts`
 */
export async function hashNewPassword(password: string, email: string, path: string): Promise<string> {
  const plain = plainPassword(password);
  const fault = faultOfPassword(plain, email);
  if (fault !== undefined) {
    const expected = `${passwordLength.min} characters or more, which nobody guesses: four words with spaces between them, say`;
    throw invalidInput([{ path, message: `the password ${fault}`, expected }]);
  }
  return hashPassword(plain);
}

/** Of a password that nobody has: what an unknown account is compared with, so that it takes as long as a known one. */
let nobodys: Promise<string> | undefined;

/**
 * All of it is compared, none of it cut off. What is longer than can be is always wrong, and is not hashed at its length.
 *
 * @param hash undefined for an unknown account, which takes as long and is always wrong
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  nobodys ??= hashPassword(newSecret(24));
  const isPossible = password.length <= passwordInputMax;
  const isRight = await verifyPassword(hash ?? (await nobodys), isPossible ? plainPassword(password) : '');
  return isRight && isPossible && hash !== undefined;
}
