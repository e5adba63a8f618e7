import { expect, test } from 'vitest';
import { newId, timeAfter } from './ids.ts';

const now = Date.UTC(2026, 4, 4, 9);

test('what happens to something has a greater id than it, also by a clock that is behind', () => {
  const planned = newId(now);
  for (const at of [now - 60_000, now - 1, now, now + 0.4, now + 1]) {
    const happened = newId(timeAfter(planned, at));
    expect(happened > planned).toBe(true);
    expect(newId(timeAfter(planned, at) + 1) > happened).toBe(true);
  }
  expect(timeAfter(planned, now + 60_000)).toBe(now + 60_000);
});
