import { expect, test } from 'vitest';
import type { SenderRow } from '../store/definitions.ts';
import { chooseSender, type IsAvailable } from './choose-sender.ts';

const route = ['first', 'second', 'third'].map((id) => ({ id, paused_at: null })) as SenderRow[];
const at = 1_000;
const row = { org_id: 1, route_from: 0, due_at: 0, pinned_sender_id: null as string | null };

/** Those that are named come back at their time; the others can be used. */
const resting =
  (until: Record<string, number>): IsAvailable =>
  (_org, { id }) =>
    until[id];

const chosen = (from: Partial<typeof row>, until: Record<string, number> = {}) => {
  const result = chooseSender(route, { ...row, ...from }, at, resting(until));
  return 'sender' in result ? result.sender.id : result;
};

test('takes the first that can be used, from where the row has got to in its route', () => {
  expect(chosen({})).toBe('first');
  expect(chosen({}, { first: 2_000 })).toBe('second');
  expect(chosen({ route_from: 2 })).toBe('third');
  expect(chosen({ route_from: 1 }, { second: 3_000, third: 2_000 })).toEqual({
    reason: 'sender_unavailable',
    until: 2_000,
  });
});

test('asks those before only when the rest is paused', () => {
  const paused = route.map((sender, index) => ({ ...sender, paused_at: index === 2 ? 1 : null }));
  expect(chooseSender(paused, { ...row, route_from: 2 }, at, resting({}))).toMatchObject({ index: 0 });
});

test('waits for the sender that may have it, however free the others are', () => {
  const pinned = { pinned_sender_id: 'second' };
  expect(chosen({ ...pinned, route_from: 2 })).toBe('second');
  expect(chosen(pinned, { second: 61_000 })).toEqual({ reason: 'sender_unavailable', until: 61_000 });
});

test('looks at a paused sender less and less often: each look left an entry on the timeline, one a minute for days', () => {
  const paused = route.map((sender) => ({ ...sender, paused_at: 1 }));
  const pinned = { ...row, pinned_sender_id: 'second' };
  const minute = 60_000;
  let looks = 0;
  for (let now = 0; now < 1_440 * minute; looks += 1) {
    const result = chooseSender(paused, pinned, now, () => now + minute);
    if ('sender' in result || result.until === undefined) throw new Error('it is paused');
    expect(result.until).toBeGreaterThanOrEqual(now + minute);
    expect(result.until).toBeLessThanOrEqual(now + 60 * minute);
    now = result.until;
  }
  expect(looks).toBeLessThan(100);
});

test('says why when that sender is gone, also when no other is left', () => {
  for (const left of [route, []]) {
    const result = chooseSender(left, { ...row, pinned_sender_id: 'gone' }, at, resting({}));
    expect(result).toMatchObject({
      reason: 'no_sender',
      until: undefined,
      detail: expect.stringContaining('may have sent it already'),
    });
  }
});
