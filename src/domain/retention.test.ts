import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultRetention, readRetention, retentionDaysMax, retentionKinds } from './retention.ts';

it('is as by default where nothing was stored, and keeps for ever what was said so', () => {
  expect(readRetention(undefined)).toEqual(defaultRetention);
  expect(readRetention({ messages: null, sandbox: 7 })).toEqual({ ...defaultRetention, messages: null, sandbox: 7 });
});

it('never deletes sooner than a day because of what stands in the settings', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record(Object.fromEntries(retentionKinds.map((kind) => [kind, fc.jsonValue()]))),
  );
  fc.assert(
    fc.property(anything, (stored) => {
      for (const days of Object.values(readRetention(stored)))
        expect(days === null || (Number.isInteger(days) && days >= 1 && days <= retentionDaysMax)).toBe(true);
    }),
  );
});
