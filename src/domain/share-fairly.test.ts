import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareFairly } from './share-fairly.ts';

test('a lane with a million rows does not delay lanes with ten', () => {
  expect(shareFairly([1_000_000, 10, 10, 10], 500)).toEqual([470, 10, 10, 10]);
});

test('what small lanes leave is divided among the large ones', () => {
  expect(shareFairly([1_000, 1_000, 2], 102)).toEqual([50, 50, 2]);
});

test('nobody gets more than they ask, all together no more than there is, and nothing is left that somebody could use', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { maxLength: 40 }), fc.nat(2_000), (appetites, room) => {
      const shares = shareFairly(appetites, room);
      const total = shares.reduce((sum, share) => sum + share, 0);
      expect(shares.every((share, lane) => share >= 0 && share <= (appetites[lane] as number))).toBe(true);
      expect(total).toBe(
        Math.min(
          room,
          appetites.reduce((sum, appetite) => sum + appetite, 0),
        ),
      );
    }),
  );
});
