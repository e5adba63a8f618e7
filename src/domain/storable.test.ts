import { describe, expect, it } from 'vitest';
import { unstorable } from './storable.ts';

describe('what cannot be stored', () => {
  it('lets ordinary values through', () => {
    expect(unstorable({ a: ['é', '👩‍👩‍👧‍👦', 1.5, null, true, { b: {} }] }, '')).toEqual([]);
  });

  it.each([
    [{ name: 'a\0b' }, 'contact.name', /U\+0000/],
    [{ list: [1, 'x\ud800'] }, 'contact.list[1]', /half of a character/],
    [{ 'k\0': 1 }, 'contact', /a key: .*U\+0000/],
    [{ score: Number.POSITIVE_INFINITY }, 'contact.score', /too large/],
  ])('names the place: %j', (value, path, message) => {
    expect(unstorable(value, 'contact')).toEqual([
      { path, message: expect.stringMatching(message), expected: expect.any(String) },
    ]);
  });

  it('stops where nesting gets too deep', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect(unstorable(deep, '')).toMatchObject([{ message: 'this is nested too deeply' }]);
  });
});
