import { expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { endingStep, followUpId, stepsMax } from './follow-up-id.ts';

test('every step and occurrence of an enrollment has an id of its own, the same each time', () => {
  const enrollment = newId(1_800_000_000_000);
  const ids = new Set<string>();
  for (let step = 0; step < stepsMax; step += 1)
    for (const occurrence of [0, 1, 255]) ids.add(followUpId(enrollment, step, occurrence));
  for (const occurrence of [256, 257, 10_000]) ids.add(followUpId(enrollment, 3, occurrence));
  ids.add(followUpId(enrollment, endingStep, 0));
  expect(ids.size).toBe(stepsMax * 3 + 3 + 1);
  expect(ids.has(enrollment)).toBe(false);
  expect(followUpId(enrollment, 2, 7)).toBe(followUpId(enrollment, 2, 7));
});

test('ids are UUIDs of version 7 in the order of their time', () => {
  const ids = Array.from({ length: 50 }, (_, index) => newId(1_800_000_000_000 + index));
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{8}0000$/.test(id))).toBe(
    true,
  );
  expect([...ids].sort()).toEqual(ids);
});
