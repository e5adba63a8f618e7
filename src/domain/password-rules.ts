/**
 * What a password must not be. Length counts, not a mixture of signs; what is refused beside that is what is guessed first:
 * the name in the e-mail address, the words and rows of keys that most passwords are made of, and repetitions.
 *
 * @source NIST SP 800-63B-4 section 3.1.1.2 (length instead of composition, a list of what is commonly used)
 */

/** In characters. A longer one would only cost time to hash. */
export const passwordLength = { min: 12, max: 200 } as const;

/**
 * What may be sent as a password at most, in UTF-16 code units, before anything is done with it: one of the greatest length,
 * however its characters are put together.
 */
export const passwordInputMax = 1_000;

/**
 * A password as it is counted, hashed and compared: one keyboard writes `é` as one character, another as two.
 *
 * @source NIST SP 800-63B-4 section 3.1.1.2 (normalize Unicode before hashing), Unicode Standard Annex #15 (NFKC)
 */
export function plainPassword(password: string): string {
  return password.normalize('NFKC');
}

/** Parts that guessers put together first, with and without digits between them. */
const commonParts = [
  'password',
  'passwort',
  'passw0rd',
  'motdepasse',
  'contrasena',
  'qwertyuiop',
  'azertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwerty',
  'azerty',
  'qwertz',
  'abcdef',
  'iloveyou',
  'letmein',
  'welcome',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'dragon',
  'monkey',
  'superman',
  'changeme',
  'default',
  'secret',
  'admin',
  'login',
  'relance',
  'hello',
  'test',
  'user',
] as const;

/** Other characters have to be left when the common parts, digits and signs are taken away; so many of them differ. */
const ownLettersMin = 4;
const differentMin = 5;

/**
 * What is wrong with a password, in words that follow "the password"; undefined when nothing is.
 *
 * @param text as by `plainPassword`
 */
export function faultOfPassword(text: string, email: string): string | undefined {
  const { length } = [...text];
  if (length < passwordLength.min) return `has ${length} characters, and needs ${passwordLength.min} or more`;
  if (length > passwordLength.max) return `has more than ${passwordLength.max} characters`;
  const plain = text.toLowerCase();
  if (new Set(plain).size < differentMin) return 'repeats the same few characters';
  const name = email.toLowerCase().split('@', 1)[0] ?? '';
  if (plain.includes(email.toLowerCase()) || (name.length >= 4 && remainder(plain, [name]).length < ownLettersMin * 2))
    return 'is made of the e-mail address';
  // Spaces make a phrase: its words are many, whatever each of them is.
  const isPhrase = plain.trim().split(/\s+/).length >= 4;
  if (!isPhrase && lettersOf(remainder(plain, commonParts)).length < ownLettersMin && hasCommonPart(plain))
    return 'is one of those that are guessed first';
  if (isRun(plain)) return 'is one of those that are guessed first';
  return undefined;
}

function hasCommonPart(text: string): boolean {
  return commonParts.some((part) => text.includes(part));
}

function remainder(text: string, parts: readonly string[]): string {
  return parts.reduce((rest, part) => rest.replaceAll(part, ''), text);
}

function lettersOf(text: string): string {
  return text.replace(/[\d\p{P}\p{S}\s]/gu, '');
}

/** 123456789012, abcdefghijklm, 210987654321: most characters follow the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const follow = codes.filter((code, index) => {
    const step = Math.abs(code - (codes[index - 1] ?? code));
    return index > 0 && (step === 1 || step === 9);
  });
  return follow.length >= codes.length * 0.75;
}
