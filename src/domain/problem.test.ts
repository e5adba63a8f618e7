import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childPath, pathSegments } from './problem.ts';

test('a path reads like the text that leads there', () => {
  expect(childPath(childPath(childPath('', 'steps'), 2), 'after')).toBe('steps[2].after');
  expect(childPath('templates', 'two words')).toBe('templates["two words"]');
});

test('every path leads back to the keys that it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.nat())), (segments) => {
      expect(pathSegments(segments.reduce<string>(childPath, ''))).toEqual(segments);
    }),
  );
});
