import { describe, expect, test } from 'vitest';
import { SecretBox } from './secret-box.ts';

const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];
const place = '1/sender';

describe('a sealed secret', () => {
  const box = new SecretBox([first]);

  test('opens to what it was, and never looks the same twice', () => {
    const sealed = box.seal('correct horse', place);
    expect(box.open(sealed, place)).toBe('correct horse');
    expect(sealed).not.toContain('correct');
    expect(box.seal('correct horse', place)).not.toBe(sealed);
  });

  test('cannot be read from another place', () => {
    expect(() => box.open(box.seal('x', place), '2/sender')).toThrow('changed, or belongs elsewhere');
  });

  test('cannot be changed unnoticed', () => {
    const sealed = box.seal('x', place);
    const last = sealed.at(-2) === 'A' ? 'B' : 'A';
    expect(() => box.open(sealed.slice(0, -2) + last + sealed.at(-1), place)).toThrow('changed');
    expect(() => box.open('v2.abc', place)).toThrow('form');
  });
});

describe('a signature', () => {
  const box = new SecretBox([first]);

  test('fits its text, its purpose and its key alone', () => {
    const signed = box.sign('text', 'links');
    expect(box.isSigned('text', 'links', signed)).toBe(true);
    expect(box.isSigned('other', 'links', signed)).toBe(false);
    expect(box.isSigned('text', 'sessions', signed)).toBe(false);
    expect(new SecretBox([second]).isSigned('text', 'links', signed)).toBe(false);
    expect(new SecretBox([second, first]).isSigned('text', 'links', signed)).toBe(true);
    const [id = ''] = box.keyIds;
    expect(new SecretBox([second, first]).isSigned('text', 'links', signed, id)).toBe(true);
    expect(new SecretBox([second, first]).isSigned('text', 'links', signed, new SecretBox([second]).keyIds[0])).toBe(
      false,
    );
    expect(box.isSigned('text', 'links', '')).toBe(false);
  });
});

describe('keys', () => {
  test('change: the new one seals, the old one still opens', () => {
    const old = new SecretBox([first]).seal('x', place);
    const box = new SecretBox([second, first]);
    expect(box.open(old, place)).toBe('x');
    expect(box.isCurrent(old)).toBe(false);
    expect(box.isCurrent(box.seal('x', place))).toBe(true);
    expect(() => new SecretBox([second]).open(old, place)).toThrow('RELANCE_SECRET_KEY');
  });

  test('of a wrong length are refused with what is right, and without telling the key', () => {
    expect(() => new SecretBox([first, 'c2hvcnQ='])).toThrow(/number 2 has 5 bytes where it needs 32/);
    expect(() => new SecretBox(['c2hvcnQ='])).not.toThrow('c2hvcnQ');
  });

  test('are needed', () => {
    const none = new SecretBox([]);
    expect(none.canSeal).toBe(false);
    expect(() => none.seal('x', place)).toThrow('RELANCE_SECRET_KEY');
  });
});
